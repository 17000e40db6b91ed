using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Connections;

namespace PlumbingOps.Data.Publishing;

/// <summary>
/// Looks at the network for a post whose call got no answer, by reading only. Found: it is out. Not found, each time: what was prepared at Instagram may be
/// published once more; anything else waits for a person, with what was seen. A look that failed proves nothing.
/// </summary>
public sealed class PublicationReadBack(PublicationBook book, PublicationOutcomes outcomes, TokenKeeper tokens, PublishingOptions options, TimeProvider clock)
{
    private const string Decide = "Look at the account yourself. Is it there? Give its address. If not: send it again, or discard it.";
    private const string LookingBack = "Nothing yet: PlumbingOps looks whether it is there.";

    public async Task LookAsync(Claim claim, IPublisher publisher, CancellationToken cancellationToken)
    {
        var draft = await SaidAsync(claim, cancellationToken);
        var (target, refusal) = await tokens.TargetAsync(claim.AccountId, claim.TenantId, cancellationToken);
        var began = clock.GetUtcNow();
        var answer = target is null || draft is null
            ? new ReadBackAnswer(ReadBackVerdict.CouldNotLook, "{}") { Failure = refusal }
            : await publisher.ReadBackAsync(target, draft, claim.PreparedId, claim.CommittedAt ?? claim.DueAt, cancellationToken);
        await book.WriteAsync(claim, entry => SettleAsync(entry, answer, began, cancellationToken), cancellationToken);
    }

    /// <summary>As it was said when the call was made: the content may have been edited since.</summary>
    private async Task<PublishDraft?> SaidAsync(Claim claim, CancellationToken cancellationToken)
    {
        await using var db = await book.OpenAsync(claim.TenantId, cancellationToken);
        return SaidWords.Read(await db.PublishAttempts.Where(a => a.PublicationId == claim.Id && a.Step == PublishStep.Commit).OrderByDescending(a => a.Number).Select(a => a.Evidence).FirstOrDefaultAsync(cancellationToken));
    }

    /// <summary>Google decides after it has answered, and may change its mind.</summary>
    public async Task ModerationAsync(Claim claim, IPublisher publisher, CancellationToken cancellationToken)
    {
        var (target, _) = await tokens.TargetAsync(claim.AccountId, claim.TenantId, cancellationToken);
        var answer = target is null || claim.ExternalId is null ? null : await publisher.ReadAsync(target, claim.ExternalId, cancellationToken);
        await book.WriteAsync(claim, entry => Decided(entry, answer), cancellationToken);
    }

    private async Task SettleAsync(BookEntry entry, ReadBackAnswer answer, DateTimeOffset began, CancellationToken cancellationToken)
    {
        if (entry.Post.Status == PostStatus.Posted)
        {
            await outcomes.SentAsync(entry, new ProviderAnswer(PublishOutcome.Ok) { ExternalId = answer.ExternalId, Url = answer.Url ?? entry.Post.PostUrl });
            return;
        }

        if (answer.Verdict == ReadBackVerdict.Found
            && await entry.Db.Publications.AnyAsync(p => p.AccountId == entry.Claim.AccountId && p.Id != entry.Claim.Id && p.ExternalId == answer.ExternalId, cancellationToken))
        {
            // The same words of another post of ours: that one is not this one.
            answer = new ReadBackAnswer(ReadBackVerdict.NotFound, answer.Evidence);
        }

        var outcome = answer.Verdict switch
        {
            ReadBackVerdict.Found => PublishOutcome.Ok,
            ReadBackVerdict.NotFound => PublishOutcome.NotFound,
            _ => answer.Failure?.Outcome ?? PublishOutcome.Retry,
        };
        var note = new ProviderAnswer(outcome) { Code = answer.Failure?.Code, Cause = answer.Failure?.Cause, Evidence = answer.Evidence };
        await entry.NoteAsync(PublishStep.ReadBack, began, clock.GetUtcNow(), note, cancellationToken);
        switch (answer.Verdict)
        {
            case ReadBackVerdict.Found:
                await outcomes.SentAsync(entry, new ProviderAnswer(PublishOutcome.Ok)
                {
                    ExternalId = answer.ExternalId,
                    Url = answer.Url,
                    Moderation = entry.Claim.Provider == Provider.GoogleBusiness ? Moderation.Pending : null,
                });
                await entry.Db.DescribeAsync($"Found {entry.Post.ShortNumber} at the network: it is out", cancellationToken);
                break;
            case ReadBackVerdict.NotFound:
                await MissedAsync(entry, answer, cancellationToken);
                break;
            default:
                await CouldNotLookAsync(entry, answer);
                break;
        }
    }

    private async Task MissedAsync(BookEntry entry, ReadBackAnswer answer, CancellationToken cancellationToken)
    {
        var publication = entry.Publication;
        publication.Tries++;
        if (publication.Tries < options.LookBack.Count)
        {
            entry.Release(Next(entry));
            return;
        }

        if (answer.IsStillPrepared && !publication.SentAgain && clock.GetUtcNow() <= publication.SendBefore)
        {
            (publication.State, publication.SentAgain, publication.Tries) = (PublicationState.Preparing, true, 0);
            publication.Fence++;
            entry.Say("It did not arrive, and what was prepared is still there: it is published once more.", "Nothing to do.");
            entry.Post.WaitAgain(publication.Cause!, publication.NextStep!);
            entry.Release(clock.GetUtcNow());
            await entry.Db.DescribeAsync($"{entry.Post.ShortNumber} did not arrive: publishing what was prepared once more", cancellationToken);
            return;
        }

        Park(entry, $"Nobody knows whether it is out: the call got no answer, and {publication.Tries} looks did not find it.");
        await entry.Db.DescribeAsync($"Parked {entry.Post.ShortNumber}: its outcome is not known", cancellationToken);
    }

    private async Task CouldNotLookAsync(BookEntry entry, ReadBackAnswer answer)
    {
        var cause = $"It may be out, and the account cannot be looked at: {answer.Failure?.Cause ?? "it does not show what it has published yet."}";
        entry.Say(cause, answer.Failure?.NextStep ?? LookingBack);
        entry.Post.LoseTrack(BookEntry.Brief(cause), BookEntry.Brief(answer.Failure?.NextStep ?? LookingBack));
        if (answer.Failure is { Outcome: PublishOutcome.NeedsReconnect or PublishOutcome.NeedsAction } dead)
        {
            await ConnectionTrouble.TellAsync(entry.Db, entry.Claim.AccountId, dead, clock.GetUtcNow());
        }

        entry.Release(clock.GetUtcNow() + Backoff.Of(options.LookBack, entry.Publication.Tries, answer.Failure?.After));
    }

    private static void Park(BookEntry entry, string cause)
    {
        entry.Publication.State = PublicationState.Parked;
        entry.Say(cause, Decide);
        entry.Post.LoseTrack(BookEntry.Brief(cause), Decide);
        entry.Release(null);
    }

    /// <summary>Counted from the call, and never at once.</summary>
    private DateTimeOffset Next(BookEntry entry)
    {
        var (now, at) = (clock.GetUtcNow(), (entry.Publication.CommittedAt ?? entry.Publication.DueAt) + options.LookBack[entry.Publication.Tries]);
        return at > now ? at : now + options.LookBack[0];
    }

    private void Decided(BookEntry entry, ProviderAnswer? answer)
    {
        var publication = entry.Publication;
        var now = clock.GetUtcNow();
        if (answer is { IsOk: true })
        {
            (publication.Moderation, publication.Url) = (answer.Moderation, answer.Url ?? publication.Url);
            if (answer.Url is { } url)
            {
                entry.Post.FoundAt(url);
            }
        }

        if (answer is { IsOk: true, Moderation: Moderation.Rejected } or { Outcome: PublishOutcome.NotFound })
        {
            const string Cause = "Google took it down after looking at it. It names no reason; often it is a phone number in the text, or a picture it has seen before.";
            const string NextStep = "Reopen it, change the words or the picture, and have it approved again.";
            publication.Moderation = Moderation.Rejected;
            entry.Say(Cause, NextStep);
            if (entry.Post.Status == PostStatus.Posted)
            {
                entry.Post.TakenDown(Cause, NextStep);
            }

            entry.Release(null);
            return;
        }

        publication.Tries++;
        var sent = publication.SentAt ?? now;
        var next = publication.Tries < options.ModerationLooks.Count ? sent + options.ModerationLooks[publication.Tries] : now + options.ModerationLooks[^1];
        entry.Release(next > sent + options.ModerationEnds ? null : next > now ? next : now + options.ModerationLooks[0]);
    }
}
