using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing;

/// <summary>
/// Writes what is to go out into the ledger, in the transaction that schedules the post: either both are there or neither.
/// </summary>
public sealed class PublicationLedger(PublishingOptions options)
{
    internal static readonly PublicationState[] UnderWay = [PublicationState.Waiting, PublicationState.Preparing, PublicationState.Sending, PublicationState.Unknown, PublicationState.Due];

    private static readonly PublicationState[] CanBeLeft = [PublicationState.Waiting, PublicationState.Preparing, PublicationState.Due, PublicationState.Rejected];

    private static readonly PublicationState[] CanStillBeOut = [.. UnderWay, PublicationState.Parked];

    /// <summary>For many posts that are saved together. What has not changed is left alone.</summary>
    public async Task PlanAsync(AppDbContext db, IReadOnlyCollection<Post> posts, CancellationToken cancellationToken = default)
    {
        // What gives a minute or its words away goes first, so that it is in nobody's way.
        foreach (var post in posts.Where(p => db.Entry(p).State == EntityState.Modified).OrderBy(p => p.Status == PostStatus.Scheduled))
        {
            await PlanAsync(db, post, cancellationToken);
        }
    }

    /// <summary>
    /// Brings the ledger in line with the post: plans what is scheduled, moves what was moved, stops what is no longer scheduled. The caller saves. Call it
    /// after every change of a post's time or state, before saving.
    /// </summary>
    /// <exception cref="RuleException">The same words are waiting on that account, or are out, less than a day apart.</exception>
    public async Task PlanAsync(AppDbContext db, Post post, CancellationToken cancellationToken = default)
    {
        if (post.Status != PostStatus.Scheduled || post.ScheduledFor is not { } due)
        {
            await StopAsync(db, post, cancellationToken);
            return;
        }

        await LeaveElsewhereAsync(db, post, cancellationToken);
        var last = await LastAsync(db, post, cancellationToken);
        if (last is { State: PublicationState.Sending or PublicationState.Unknown or PublicationState.Parked })
        {
            throw new RuleException($"{post.ShortNumber} may be out already: decide that first, on the Publishing page.");
        }

        var late = post.LateMinutes ?? await db.ChannelAccounts.Where(a => a.Id == post.AccountId).Select(a => a.LateMinutes).SingleAsync(cancellationToken);
        if (last is { State: PublicationState.Waiting or PublicationState.Preparing or PublicationState.Due, LookAt: not null }
            && (last.DueAt, last.SendBefore, last.Fingerprint) == (due, due.AddMinutes(late), post.ApprovedFingerprint))
        {
            return;
        }

        await RefuseSameWordsAsync(db, post, due, last?.Id, cancellationToken);
        var publication = last is null or { State: PublicationState.Sent or PublicationState.Skipped or PublicationState.Discarded }
            ? db.Publications.Add(New(post, due, (last?.Occurrence ?? 0) + 1)).Entity
            : last;
        if (publication.State != PublicationState.Waiting || publication.Fingerprint != post.ApprovedFingerprint)
        {
            // What was prepared was another post.
            publication.PreparedId = null;
            publication.Fence++;
        }

        (publication.State, publication.DueAt, publication.LookAt, publication.SendBefore) = (PublicationState.Waiting, due, due, due.AddMinutes(late));
        (publication.Fingerprint, publication.Tries, publication.Cause, publication.NextStep) = (post.ApprovedFingerprint, 0, null, null);
    }

    /// <summary>The newest row of a post, tracked; one that was just added counts.</summary>
    private static async Task<Publication?> LastAsync(AppDbContext db, Post post, CancellationToken cancellationToken) =>
        db.Publications.Local.Where(p => p.PostId == post.Id && p.AccountId == post.AccountId).MaxBy(p => p.Occurrence)
        ?? await db.Publications.Where(p => p.PostId == post.Id && p.AccountId == post.AccountId).OrderByDescending(p => p.Occurrence).FirstOrDefaultAsync(cancellationToken);

    /// <summary>What was planned on the account it has left does not go out there.</summary>
    private static async Task LeaveElsewhereAsync(AppDbContext db, Post post, CancellationToken cancellationToken)
    {
        foreach (var left in await db.Publications.Where(p => p.PostId == post.Id && p.AccountId != post.AccountId && CanBeLeft.Contains(p.State)).ToListAsync(cancellationToken))
        {
            (left.State, left.LookAt, left.PreparedId) = (PublicationState.Discarded, null, null);
            (left.Cause, left.NextStep) = ("The post was moved to another account.", "Nothing to do.");
            left.Fence++;
        }
    }

    private static Publication New(Post post, DateTimeOffset due, int occurrence) => new()
    {
        TenantId = post.TenantId,
        PostId = post.Id,
        AccountId = post.AccountId,
        Occurrence = occurrence,
        DueAt = due,
        SendBefore = due,
    };

    /// <summary>Nobody looks at it until it is scheduled again. One that a person settled by hand is settled.</summary>
    internal static async Task StopAsync(AppDbContext db, Post post, CancellationToken cancellationToken)
    {
        await LeaveElsewhereAsync(db, post, cancellationToken);
        if (await LastAsync(db, post, cancellationToken) is not { } last)
        {
            return;
        }

        if (post.Status == PostStatus.Posted && last.State is PublicationState.Waiting or PublicationState.Preparing or PublicationState.Due or PublicationState.Parked or PublicationState.Unknown or PublicationState.Rejected
            && post.PostedManually)
        {
            (last.State, last.Url, last.SentAt, last.LookAt) = (PublicationState.Sent, post.PostUrl, post.PostedAt, null);
            (last.Cause, last.NextStep) = (null, null);
            last.Fence++;
        }
        else if (last.State is PublicationState.Waiting or PublicationState.Preparing or PublicationState.Due)
        {
            (last.State, last.LookAt, last.PreparedId) = (PublicationState.Waiting, null, null);
            (last.Cause, last.NextStep) = ($"The post is {post.Status.InWords()}.", "It goes out when it is approved and scheduled.");
            last.Fence++;
        }
    }

    private async Task RefuseSameWordsAsync(AppDbContext db, Post post, DateTimeOffset due, Guid? own, CancellationToken cancellationToken)
    {
        if (post.ApprovedFingerprint is not { } fingerprint)
        {
            throw new RuleException($"{post.ShortNumber} is not approved: it cannot be scheduled.");
        }

        var (from, to) = (due - options.SameWordsApart, due + options.SameWordsApart);
        var other = await db.Publications
            .Where(p => p.AccountId == post.AccountId && p.Fingerprint == fingerprint && p.Id != own && p.PostId != post.Id
                && ((CanStillBeOut.Contains(p.State) && p.LookAt != null) || p.State == PublicationState.Parked || p.State == PublicationState.Sent)
                && p.DueAt > from && p.DueAt < to)
            .Select(p => new { p.Post!.Number }).FirstOrDefaultAsync(cancellationToken);
        if (other is not null)
        {
            throw new RuleException(
                $"P-{other.Number} says the same on this account less than {options.SameWordsApart.TotalHours:0} hours apart: nobody could tell one from the other. Change the words, or choose another day.", nameof(Post.Day));
        }
    }
}
