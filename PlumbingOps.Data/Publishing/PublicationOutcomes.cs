using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Connections;

namespace PlumbingOps.Data.Publishing;

/// <summary>What an answer makes of publication, post, attempt, account and connection; every state but sent has its cause and its next step.</summary>
public sealed class PublicationOutcomes(PublicationBook book, Circuits circuits, AlikeTroubles alike, PublishingOptions options, TimeProvider clock)
{
    /// <summary>Refused here, before the network was asked.</summary>
    private const string OwnLimits = "limits";

    private const string ByItself = "Nothing to do: it is tried again by itself.";
    private const string LookingBack = "Nothing yet: PlumbingOps looks whether it is there.";
    private const string MoveIt = "Reopen it, move it to another day, and have it approved again.";
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(1);

    /// <summary>True when it cannot be sent now for a reason that lies with us; the ledger says which.</summary>
    public async Task<bool> HeldUpAsync(Claim claim, Asked asked, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (asked.Status != PostStatus.Scheduled)
        {
            await book.WriteAsync(
                claim,
                entry =>
                {
                    entry.Say($"The post is {entry.Post.Status.InWords()}.", "It goes out when it is approved and scheduled.");
                    entry.Release(null);
                },
                cancellationToken);
            return true;
        }

        if (claim.DueAt > now)
        {
            await book.WriteAsync(claim, entry => entry.Release(entry.Publication.DueAt), cancellationToken);
            return true;
        }

        if (now > claim.SendBefore)
        {
            await book.WriteAsync(claim, entry => Skip(entry, "It could not go out in time."), cancellationToken);
            return true;
        }

        if (asked.Draft is null || asked.ApprovedAt is null || asked.ApprovedFingerprint is not { } approved || asked.Draft.Fingerprint() != approved)
        {
            await book.WriteAsync(claim, AskAgain, cancellationToken);
            return true;
        }

        if (ChannelLimits.Check(claim.Provider, asked.Draft.ForLimits()).FirstOrDefault(n => n.Level == LimitLevel.Problem) is { } problem)
        {
            await RefusedAsync(claim, PublishStep.Check, now, new ProviderAnswer(PublishOutcome.Permanent) { Code = OwnLimits, Cause = problem.Sentence, NextStep = "Mend it, and have it approved again." }, cancellationToken);
            return true;
        }

        if (!asked.IsActive)
        {
            await WaitAsync(claim, claim.SendBefore + Shortly, "The account is switched off.", "Switch it on, or move the post to another account.", cancellationToken);
            return true;
        }

        if (claim.Provider != Provider.Manual && asked.Connection?.State != ConnectionState.Connected)
        {
            var (cause, next) = asked.Connection is null or { State: ConnectionState.Disconnected }
                ? ("The account is not connected.", "An administrator connects it: Accounts → the account → Connect.")
                : (asked.Connection.Problem ?? "The account's connection does not work.", asked.Connection.NextStep ?? "An administrator reconnects it.");
            await WaitAsync(claim, claim.SendBefore + Shortly, cause, next, cancellationToken);
            return true;
        }

        return false;
    }

    /// <summary>It waits, and says for what. When its time is over it is looked at once more, and left out.</summary>
    public Task WaitAsync(Claim claim, DateTimeOffset until, string cause, string nextStep, CancellationToken cancellationToken) => book.WriteAsync(
        claim,
        entry =>
        {
            entry.Say(cause, nextStep);
            if (entry.Post.Status == PostStatus.Scheduled)
            {
                entry.Post.HoldUp(BookEntry.Brief(cause), BookEntry.Brief(nextStep));
            }

            entry.Release(Earlier(until, entry.Publication.SendBefore + Shortly));
        },
        cancellationToken);

    /// <summary>We do not know what is wrong with it: a while later, unless the call is made already.</summary>
    public Task PutOffAsync(Claim claim, CancellationToken cancellationToken) => book.WriteAsync(
        claim,
        entry =>
        {
            if (entry.Publication.State is PublicationState.Waiting or PublicationState.Preparing)
            {
                entry.Release(clock.GetUtcNow() + options.Retries[0]);
            }
        },
        cancellationToken);

    /// <summary>A refusal while nothing was public yet: preparing, checking, or the token.</summary>
    public async Task RefusedAsync(Claim claim, PublishStep step, DateTimeOffset began, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        await book.WriteAsync(
            claim,
            async entry =>
            {
                await entry.NoteAsync(step, began, clock.GetUtcNow(), answer, cancellationToken);
                if (answer.Prepared is { } prepared)
                {
                    entry.Publication.PreparedId = prepared.Length == 0 ? null : prepared;
                }

                await AfterRefusalAsync(entry, answer);
            },
            cancellationToken);
        await circuits.LearnAsync(claim.Called, await alike.JudgeAsync(claim, answer, cancellationToken), cancellationToken);
    }

    /// <summary>The commit could not begin. Lost: it is somebody else's now.</summary>
    public Task NoTurnAsync(Claim claim, NoTurn why, CallOptions provider, string prepared, CancellationToken cancellationToken) => why == NoTurn.Lost
        ? Task.CompletedTask
        : book.WriteAsync(
            claim,
            async entry =>
            {
                var limit = await entry.Db.AccountLimits.AsNoTracking().FirstOrDefaultAsync(l => l.AccountId == claim.AccountId, cancellationToken);
                var now = clock.GetUtcNow();
                var turn = Latest(now + Shortly, limit?.LastCommitAt + provider.Spacing, limit?.BlockedUntil, limit?.OpenUntil, entry.Publication.DueAt);
                if (entry.Publication.State is PublicationState.Waiting or PublicationState.Preparing)
                {
                    (entry.Publication.State, entry.Publication.PreparedId) = (PublicationState.Preparing, prepared.Length == 0 ? null : prepared);
                }

                if (why == NoTurn.NotYet && IsUsedUp(limit, provider, DateOnly.FromDateTime(now.UtcDateTime)))
                {
                    entry.Say("The account's posts for today are used up.", "Nothing to do: it goes out when there is room again, unless its time is over by then.");
                    turn = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
                }

                entry.Release(Earlier(turn, entry.Publication.SendBefore + Shortly));
            },
            cancellationToken);

    private static bool IsUsedUp(AccountLimit? limit, CallOptions provider, DateOnly today) =>
        limit is not null && limit.QuotaDay == today && (limit.DailyQuota > 0 ? limit.DailyQuota : provider.DailyQuota) is > 0 and var most && limit.Sent >= most;

    public async Task CommittedAsync(Claim claim, BegunAttempt attempt, IPublisher publisher, PublishTarget target, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        var written = await book.WriteForSureAsync(
            claim,
            async entry =>
            {
                BookEntry.Fill(entry.Begun(attempt), clock.GetUtcNow(), answer);
                if (answer.IsOk)
                {
                    await SentAsync(entry, answer);
                }
                else if (answer.Outcome == PublishOutcome.Unknown || answer.MayBeOut)
                {
                    Unknown(entry, answer.Cause ?? "The outcome is not known.");
                }
                else
                {
                    await PublicationBook.GiveBackAsync(entry.Db, claim, entry.Publication.CommittedAt ?? clock.GetUtcNow(), cancellationToken);
                    BackToWaiting(entry, answer);
                    await AfterRefusalAsync(entry, answer);
                }
            },
            async db => await circuits.LearnAsync(db, claim.Called, await alike.JudgeAsync(claim, answer, cancellationToken), cancellationToken), cancellationToken,
            // Lost, it would be found being sent, and read back.
            isFoundAgain: answer.IsOk);
        if (written && answer is { IsOk: true, Url: null, ExternalId: { } id } && !(answer.Usage?.Percent >= options.UsageStop))
        {
            await AddressAsync(claim, publisher, target, id, cancellationToken);
        }
    }

    /// <summary>Found being sent, and nobody at work on it: the process that made the call is gone, or was stopped. Nobody knows what came of it.</summary>
    public Task LostTrackAsync(Claim claim, CancellationToken cancellationToken) => book.WriteAsync(
        claim,
        async entry =>
        {
            var now = clock.GetUtcNow();
            var open = await entry.Db.PublishAttempts.Where(a => a.PublicationId == claim.Id && a.Step == PublishStep.Commit && a.EndedAt == null).ToListAsync(cancellationToken);
            var answer = new ProviderAnswer(PublishOutcome.Unknown) { Code = DiedInCall, Cause = "The process that made the call ended before the answer came." };
            open.ForEach(attempt => BookEntry.Fill(attempt, now, answer));
            Unknown(entry, answer.Cause!);
        },
        cancellationToken);

    /// <summary>The mark of an attempt whose process did not live to see the answer.</summary>
    public const string DiedInCall = "process gone";

    /// <summary>Out: the read-back found it, or a person says so.</summary>
    public async Task SentAsync(BookEntry entry, ProviderAnswer answer)
    {
        var now = clock.GetUtcNow();
        var publication = entry.Publication;
        if (entry.Post.Status != PostStatus.Posted)
        {
            entry.Post.Sent(answer.ExternalId!, answer.Url, now);
            await LocalTopicRule.PostedAsync(entry.Db, entry.Post, now, CancellationToken.None);
        }

        (publication.State, publication.ExternalId, publication.Url, publication.SentAt) = (PublicationState.Sent, answer.ExternalId, answer.Url, now);
        (publication.Cause, publication.NextStep, publication.Tries, publication.Moderation) = (null, null, 0, answer.Moderation);
        entry.Release(
            answer.Moderation is not null and not Moderation.Rejected ? now + options.ModerationLooks[0]
            // Its address can wait until the network counts anew.
            : answer.Url is null && answer.Usage is { } usage && usage.Percent >= options.UsageStop ? now + (usage.RegainedIn ?? options.UnknownLimit)
            : null);
        await entry.Db.DescribeAsync($"Published {entry.Post.ShortNumber}");
    }

    /// <summary>For what can be out already. It is looked for first, then nothing more is done without a reason.</summary>
    private void Unknown(BookEntry entry, string cause)
    {
        var publication = entry.Publication;
        entry.Post.LoseTrack(BookEntry.Brief(cause), LookingBack);
        (publication.State, publication.Tries) = (PublicationState.Unknown, 0);
        entry.Say(cause, LookingBack);
        entry.Release(Latest(clock.GetUtcNow() + Shortly, (publication.CommittedAt ?? clock.GetUtcNow()) + options.LookBack[0]));
    }

    /// <summary>The refusal proves that nothing went out: it may be sent again later, under a new fence.</summary>
    private static void BackToWaiting(BookEntry entry, ProviderAnswer answer)
    {
        if (answer.Prepared is { Length: 0 })
        {
            entry.Publication.PreparedId = null;
        }

        entry.Publication.State = entry.Publication.PreparedId is null ? PublicationState.Waiting : PublicationState.Preparing;
        entry.Publication.Fence++;
    }

    private async Task AfterRefusalAsync(BookEntry entry, ProviderAnswer answer)
    {
        var now = clock.GetUtcNow();
        var (cause, next) = (answer.Cause ?? "The network refused it.", answer.NextStep ?? ByItself);
        if (answer.Outcome == PublishOutcome.Permanent)
        {
            Reject(entry, cause, next);
            return;
        }

        entry.Say(cause, next);
        if (entry.Post.Status is PostStatus.Sending or PostStatus.Unknown)
        {
            entry.Post.WaitAgain(BookEntry.Brief(cause), BookEntry.Brief(next));
        }
        else if (entry.Post.Status == PostStatus.Scheduled)
        {
            entry.Post.HoldUp(BookEntry.Brief(cause), BookEntry.Brief(next));
        }

        if (answer.Outcome is PublishOutcome.NeedsReconnect or PublishOutcome.NeedsAction or PublishOutcome.NotFound)
        {
            await ConnectionTrouble.TellAsync(entry.Db, entry.Claim.AccountId, answer, now);
        }

        var again = answer.Outcome switch
        {
            PublishOutcome.RateLimited => now + Backoff.Of(options.Retries, entry.Publication.Tries, answer.After ?? options.UnknownLimit),
            // Reconnecting wakes it; until then it is only looked at to say that it is too late.
            PublishOutcome.NeedsReconnect or PublishOutcome.NotFound => entry.Publication.SendBefore + Shortly,
            PublishOutcome.NeedsAction or PublishOutcome.Misconfigured => now + options.ActionLook,
            _ => now + Backoff.Of(options.Retries, entry.Publication.Tries, answer.After),
        };
        entry.Publication.Tries++;
        entry.Release(Earlier(again, entry.Publication.SendBefore + Shortly));
    }

    private static void Reject(BookEntry entry, string cause, string next)
    {
        if (entry.Post.Status == PostStatus.Scheduled)
        {
            entry.Post.BeginSending();
        }

        entry.Post.Fail(BookEntry.Brief(cause), BookEntry.Brief(next));
        entry.Publication.State = PublicationState.Rejected;
        entry.Say(cause, next);
        entry.Release(null);
    }

    private void Skip(BookEntry entry, string cause)
    {
        if (entry.Publication.SendBefore >= clock.GetUtcNow())
        {
            // Moved by a person a moment ago.
            entry.Release(entry.Publication.DueAt);
            return;
        }

        // What held it up is the better reason, where something did.
        var why = entry.Publication.Cause is { } held ? $"{cause} {held}" : cause;
        entry.Post.Skip(BookEntry.Brief(why), MoveIt);
        entry.Publication.State = PublicationState.Skipped;
        entry.Say(why, MoveIt);
        entry.Release(null);
    }

    private static void AskAgain(BookEntry entry)
    {
        const string Cause = "It was changed after it was approved.";
        entry.Post.AskAgain();
        entry.Say(Cause, "Somebody looks at it again and approves it.");
        entry.Release(null);
    }

    /// <summary>The address that was not asked for when the post went out.</summary>
    public async Task LateAddressAsync(Claim claim, IPublisher publisher, PublishTarget? target, CancellationToken cancellationToken)
    {
        if (target is not null && claim.ExternalId is { } id)
        {
            await AddressAsync(claim, publisher, target, id, cancellationToken);
        }

        await book.WriteAsync(claim, entry => entry.Release(null), cancellationToken, isFoundAgain: true);
    }

    /// <summary>The post's page at the network: nice to have, after everything that matters is written.</summary>
    private async Task AddressAsync(Claim claim, IPublisher publisher, PublishTarget target, string id, CancellationToken cancellationToken)
    {
        if (publisher.Provider == Provider.GoogleBusiness || await publisher.ReadAsync(target, id, cancellationToken) is not { IsOk: true, Url: { } url })
        {
            return;
        }

        await book.WriteAsync(
            claim,
            entry =>
            {
                entry.Publication.Url = url;
                entry.Post.FoundAt(url);
            },
            cancellationToken, isFoundAgain: true);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Latest(DateTimeOffset first, params ReadOnlySpan<DateTimeOffset?> others)
    {
        foreach (var other in others)
        {
            first = other > first ? other.Value : first;
        }

        return first;
    }
}
