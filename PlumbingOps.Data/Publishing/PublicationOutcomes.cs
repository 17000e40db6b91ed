using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Connections;

namespace PlumbingOps.Data.Publishing;

/// <summary>What an answer makes of publication, post, attempt, account and connection; every state but sent has its cause and its next step.</summary>
public sealed class PublicationOutcomes(PublicationBook book, Circuits circuits, AlikeTroubles alike, PublishingOptions options, TimeProvider clock)
{
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
        if (written && !claim.IsRush && answer is { IsOk: true, Url: null, ExternalId: { } id } && !(answer.Usage?.Percent >= options.UsageStop))
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
            // Its address can wait until the network counts anew, and while others have to go out.
            : answer.Url is null && answer.Usage is { } usage && usage.Percent >= options.UsageStop ? now + (usage.RegainedIn ?? options.UnknownLimit)
            : answer.Url is null && entry.Claim.IsRush ? now + options.AddressLater
            : null);
        await entry.Db.DescribeAsync($"Published {entry.Post.ShortNumber}");
    }

    /// <summary>For what can be out already. It is looked for first, then nothing more is done without a reason.</summary>
    private void Unknown(BookEntry entry, string cause)
    {
        var publication = entry.Publication;
        entry.Post.LoseTrack(BookEntry.Brief(cause), NextSteps.LookingBack);
        (publication.State, publication.Tries) = (PublicationState.Unknown, 0);
        entry.Say(cause, NextSteps.LookingBack);
        var (soon, first) = (clock.GetUtcNow() + BookEntry.Shortly, (publication.CommittedAt ?? clock.GetUtcNow()) + options.LookBack[0]);
        entry.Release(first > soon ? first : soon);
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
        var (cause, next) = (answer.Cause ?? "The network refused it.", answer.NextStep ?? NextSteps.ByItself);
        if (answer.Outcome == PublishOutcome.Permanent)
        {
            Reject(entry, cause, next);
            return;
        }

        entry.HoldUp(cause, next);
        if (answer.Outcome is PublishOutcome.NeedsReconnect or PublishOutcome.NeedsAction or PublishOutcome.NotFound)
        {
            await ConnectionTrouble.TellAsync(entry.Db, entry.Claim.AccountId, answer, now);
        }

        var again = answer.Outcome switch
        {
            PublishOutcome.RateLimited => now + Backoff.Of(options.Retries, entry.Publication.Tries, answer.After ?? options.UnknownLimit),
            // Reconnecting wakes it; until then it is only looked at to say that it is too late.
            PublishOutcome.NeedsReconnect or PublishOutcome.NotFound => entry.Publication.SendBefore + BookEntry.Shortly,
            PublishOutcome.NeedsAction or PublishOutcome.Misconfigured => now + options.ActionLook,
            _ => now + Backoff.Of(options.Retries, entry.Publication.Tries, answer.After),
        };
        entry.Publication.Tries++;
        entry.ReleaseUntil(again);
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
}
