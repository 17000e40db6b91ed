using Microsoft.Extensions.Logging;
using Npgsql;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Publishing.Manual;

namespace PlumbingOps.Data.Publishing;

/// <summary>One publication, from whatever state it was found in, one step further.</summary>
public sealed class PublicationWork(
    IEnumerable<IPublisher> publishers, PublicationFacts facts, PublicationBook book, PublicationHolds holds, PublicationOutcomes outcomes, PublicationReadBack readBack, ManualTask manual, TokenKeeper tokens,
    Circuits circuits, IPublicMedia media, TimeProvider clock, ILogger<PublicationWork> logger)
{
    /// <summary>Google fetches a picture after its answer, a person may have to decide first.</summary>
    private static readonly TimeSpan MediaLives = TimeSpan.FromDays(2);

    private readonly Dictionary<Provider, IPublisher> publishers = publishers.ToDictionary(p => p.Provider);

    /// <param name="done">Told of each as soon as nobody works on it any more.</param>
    public async Task RunAsync(IReadOnlyCollection<Claim> claims, Action<Claim>? done = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyDictionary<Guid, Asked> asked = new Dictionary<Guid, Asked>();
        await GuardAsync("The facts of a round", async () => asked = await facts.ReadAsync(claims, cancellationToken));
        await Task.WhenAll(claims.Select(async claim =>
        {
            try
            {
                await RunAsync(claim, asked.GetValueOrDefault(claim.Id), cancellationToken);
            }
            finally
            {
                done?.Invoke(claim);
            }
        }));
    }

    /// <summary>One alone reads its own facts.</summary>
    public Task RunAsync(Claim claim, CancellationToken cancellationToken = default) => RunAsync(claim, null, cancellationToken);

    private async Task RunAsync(Claim claim, Asked? asked, CancellationToken cancellationToken)
    {
        if (!await GuardAsync($"Publication {claim.Id}", () => StepAsync(claim, asked, cancellationToken)))
        {
            // One that fails by a mistake of ours does not stand before the others of its account for ever.
            await GuardAsync($"Putting off publication {claim.Id}", () => holds.PutOffAsync(claim, cancellationToken));
        }
    }

    /// <summary>False after a mistake of ours. Either way the lease runs out and somebody looks again; what was being sent is found as such.</summary>
    private async Task<bool> GuardAsync(string what, Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception e) when (e is NpgsqlException || e.InnerException is NpgsqlException)
        {
            // The database was busy or gone for a moment.
            logger.LogWarning("{What} could not be read or written ({Reason})", what, (e as PostgresException ?? e.InnerException as PostgresException)?.SqlState ?? e.GetType().Name);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "{What} could not be worked on", what);
            return false;
        }
    }

    private Task StepAsync(Claim claim, Asked? asked, CancellationToken cancellationToken) => claim.State switch
    {
        PublicationState.Sending => outcomes.LostTrackAsync(claim, cancellationToken),
        PublicationState.Unknown => readBack.LookAsync(claim, publishers[claim.Provider], cancellationToken),
        PublicationState.Sent when claim.Provider == Provider.GoogleBusiness => readBack.ModerationAsync(claim, publishers[claim.Provider], cancellationToken),
        PublicationState.Sent when publishers.TryGetValue(claim.Provider, out var publisher) => AddressAsync(claim, publisher, cancellationToken),
        PublicationState.Due => manual.RemindAsync(claim, cancellationToken),
        PublicationState.Waiting or PublicationState.Preparing => SendAsync(claim, asked, cancellationToken),
        _ => book.WriteAsync(claim, entry => entry.Release(null), cancellationToken),
    };

    private async Task AddressAsync(Claim claim, IPublisher publisher, CancellationToken cancellationToken)
    {
        var (target, _) = await tokens.TargetAsync(claim.AccountId, claim.TenantId, cancellationToken);
        await outcomes.LateAddressAsync(claim, publisher, target, cancellationToken);
    }

    private async Task SendAsync(Claim claim, Asked? known, CancellationToken cancellationToken)
    {
        var asked = known ?? (await facts.ReadAsync([claim], cancellationToken))[claim.Id];
        if (await holds.HeldUpAsync(claim, asked, cancellationToken))
        {
            return;
        }

        if (claim.Provider == Provider.Manual)
        {
            await manual.BecomeDueAsync(claim, cancellationToken);
            return;
        }

        if (asked.NetworkRests && await circuits.RestsAsync(claim.Called, cancellationToken) is { } rest)
        {
            await holds.WaitAsync(claim, rest.Until, $"Nothing goes out to {claim.Provider.InWords()} just now. {rest.Why}".TrimEnd(), NextSteps.ByItself, cancellationToken);
            return;
        }

        var publisher = publishers[claim.Provider];
        if (asked.NextTurn(publisher.Options.Spacing) is { } turn && turn > clock.GetUtcNow())
        {
            await book.WriteAsync(claim, entry => entry.Release(turn), cancellationToken);
            return;
        }

        var (target, refusal) = asked.Target is { } ready ? (ready, null) : await tokens.TargetAsync(asked.Connection!, cancellationToken);
        if (target is null)
        {
            await outcomes.RefusedAsync(claim, PublishStep.Prepare, clock.GetUtcNow(), refusal!, cancellationToken);
            return;
        }

        var (draft, unreachable) = await WithAddressesAsync(claim, asked.Draft!, cancellationToken);
        if (draft is null)
        {
            await outcomes.RefusedAsync(claim, PublishStep.Prepare, clock.GetUtcNow(), unreachable!, cancellationToken);
            return;
        }

        if (await PrepareAsync(claim, publisher, target, draft, cancellationToken) is { } prepared)
        {
            await CommitAsync(claim, publisher, target, draft, prepared, cancellationToken);
        }
    }

    /// <summary>What was prepared, when it is ready; null when it is not, and the ledger says why.</summary>
    private async Task<string?> PrepareAsync(Claim claim, IPublisher publisher, PublishTarget target, PublishDraft draft, CancellationToken cancellationToken)
    {
        var began = clock.GetUtcNow();
        var answer = await publisher.PrepareAsync(target, draft, claim.PreparedId, cancellationToken);
        if (answer is { IsOk: true, After: { } after })
        {
            await book.WriteAsync(
                claim,
                entry =>
                {
                    (entry.Publication.State, entry.Publication.PreparedId) = (PublicationState.Preparing, answer.Prepared);
                    entry.Release(clock.GetUtcNow() + after);
                },
                cancellationToken, isFoundAgain: true);
            return null;
        }

        var check = answer.IsOk ? await publisher.CheckAsync(target, draft, answer.Prepared, cancellationToken) : answer;
        if (check.IsOk)
        {
            if (check.DailyQuota is not null || check.Usage is not null)
            {
                await circuits.LearnAsync(claim.Called, check, cancellationToken);
            }

            return answer.Prepared ?? "";
        }

        await outcomes.RefusedAsync(claim, answer.IsOk ? PublishStep.Check : PublishStep.Prepare, began, check with { Prepared = check.Prepared ?? answer.Prepared }, cancellationToken);
        return null;
    }

    private async Task CommitAsync(Claim claim, IPublisher publisher, PublishTarget target, PublishDraft draft, string prepared, CancellationToken cancellationToken)
    {
        var (attempt, why) = await book.BeginCommitAsync(claim, publisher.Options, prepared, draft, cancellationToken);
        if (attempt is null)
        {
            await holds.NoTurnAsync(claim, why!.Value, publisher.Options, prepared, cancellationToken);
            return;
        }

        // Once the attempt is written the call is made whatever happens to this process's stop: giving up in the middle would only make an open question of it.
        var answer = await publisher.CommitAsync(target, draft, prepared, new CommitGuard(clock, claim.Lease.Left), CancellationToken.None);
        await outcomes.CommittedAsync(claim, attempt, publisher, target, answer, CancellationToken.None);
    }

    private async Task<(PublishDraft? Draft, ProviderAnswer? Refusal)> WithAddressesAsync(Claim claim, PublishDraft draft, CancellationToken cancellationToken)
    {
        var pictures = new List<PublishPicture>();
        foreach (var picture in draft.Pictures)
        {
            if (await media.AddressAsync(claim.TenantId, picture.MediaId, claim.Provider, clock.GetUtcNow() + MediaLives, cancellationToken) is not { } address)
            {
                return (null, new ProviderAnswer(PublishOutcome.Misconfigured)
                {
                    Code = "no public address",
                    Cause = "The picture has no address that the network could fetch it from.",
                    NextStep = "Tell whoever looks after PlumbingOps: the public address of the house is not set.",
                });
            }

            pictures.Add(picture with { Address = address });
        }

        return (draft with { Pictures = pictures }, null);
    }
}

internal static class ProviderWords
{
    public static string InWords(this Provider provider) => provider switch
    {
        Provider.GoogleBusiness => "Google",
        Provider.Manual => "The manual channel",
        _ => $"{provider}",
    };
}
