using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Publishing.Rehearsals;

/// <summary>Reads what became of the copies, and says it of the originals.</summary>
internal sealed class RehearsalReport(Db database, string tenant, Originals originals)
{
    /// <summary>Nobody marks it as posted in a rehearsal: that it became overdue says nothing.</summary>
    private const string ByHand = "At its minute it becomes a person's task: this channel is posted by hand.";
    private const string Paused = "Publishing is paused: nothing goes out.";
    private const string GoOn = "Go on with publishing, on the Publishing page.";
    private const string ProveIt = "Mark it as posted then, with its address or a screenshot.";

    private static readonly PublicationState[] Open = [PublicationState.Waiting, PublicationState.Preparing, PublicationState.Sending, PublicationState.Unknown];

    public async Task<int> CountSettledAsync(CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        return await db.Publications.CountAsync(p => !Open.Contains(p.State), cancellationToken);
    }

    /// <param name="visible">What the public saw, by the networks' ids.</param>
    public async Task<(IReadOnlyList<RehearsalRow> Rows, int Twice)> ReadAsync(IReadOnlyList<string> visible, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        var posts = await db.Posts.OrderBy(p => p.ScheduledFor).ThenBy(p => p.Id).Select(p => new
        {
            Post = p,
            p.Content!.Title,
            Account = p.Account!.Name,
            p.Account.Channel!.Provider,
        }).AsNoTracking().ToListAsync(cancellationToken);
        var publications = await db.Publications.AsNoTracking().Include(p => p.Attempts.OrderBy(a => a.Number)).ToDictionaryAsync(p => p.PostId, cancellationToken);
        var findings = (await db.PreflightFindings.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(f => f.PostId);
        var isPaused = await db.PublishPauses.AnyAsync(cancellationToken);
        var seen = visible.CountBy(id => id).ToDictionary();
        var rows = posts.ConvertAll(p =>
        {
            var publication = publications.GetValueOrDefault(p.Post.Id);
            var (why, next) = publication?.State switch
            {
                PublicationState.Due => (ByHand, ProveIt),
                PublicationState.Waiting when isPaused => (Paused, GoOn),
                _ => (publication?.Cause ?? p.Post.Cause, publication?.NextStep ?? p.Post.NextStep),
            };
            return new RehearsalRow(
                originals.Posts[p.Post.Id], p.Post.ShortNumber, p.Title, originals.Accounts[p.Post.AccountId], p.Account, p.Provider, p.Post.ScheduledFor!.Value, Outcome(p.Post, publication), publication?.SentAt,
                why, next, [.. findings[p.Post.Id].Select(f => new RehearsalFinding(f.Kind, f.Cause, f.NextStep))],
                [.. (publication?.Attempts ?? []).Select(a => new AttemptRow(a.Number, a.Step, a.StartedAt, a.EndedAt, a.Outcome, a.Instance, a.ProviderCode, a.ProviderTrace, a.Message, a.Evidence))],
                publication?.ExternalId is { } id ? seen.GetValueOrDefault(id) : 0);
        });
        // What the public saw and nobody claims: at most one for each post that a person has to decide about.
        var unclaimed = visible.Count - rows.Sum(row => row.Seen);
        return (rows, Math.Max(0, unclaimed - rows.Count(row => row.Outcome is RehearsalOutcome.NeedsDecision)) + rows.Sum(row => Math.Max(0, row.Seen - 1)));
    }

    private static RehearsalOutcome Outcome(Post post, Publication? publication) => (publication?.State, post.Status) switch
    {
        (_, PostStatus.Draft or PostStatus.NeedsApproval) => RehearsalOutcome.NotApproved,
        (PublicationState.Sent, PostStatus.Failed) => RehearsalOutcome.TakenDown,
        (PublicationState.Sent, _) => RehearsalOutcome.Sent,
        (PublicationState.Due, _) => RehearsalOutcome.ByHand,
        (PublicationState.Rejected, _) => RehearsalOutcome.Refused,
        (PublicationState.Parked or PublicationState.Unknown or PublicationState.Sending, _) => RehearsalOutcome.NeedsDecision,
        (PublicationState.Skipped, _) or (_, PostStatus.Skipped) => RehearsalOutcome.LeftOut,
        _ => RehearsalOutcome.Waiting,
    };

    private Task<AppDbContext> OpenAsync(CancellationToken cancellationToken) => database.OpenAsync(Actor.System([tenant]), Permission.ResolvePublishing, cancellationToken);
}

/// <summary>The true records' ids by their copies'.</summary>
internal sealed record Originals(IReadOnlyDictionary<Guid, Guid> Posts, IReadOnlyDictionary<Guid, Guid> Accounts, IReadOnlyDictionary<Guid, Guid> Pictures);
