using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.Signals;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Home;

/// <summary>What Home tells of besides the day: what needs attention, the first of what is due, and the owner's numbers.</summary>
public sealed class AttentionService(
    SignalService signals, OpenTaskService tasks, BidService bids, ReviewRequestService requests, PostService posts, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>Enough to begin with; the rest is one click away.</summary>
    public const int Shown = 5;

    private static readonly ListRequest First = new(null, false, null, null, 1);

    /// <returns>Null for who works with own jobs and calls only: their day is all there is.</returns>
    public async Task<Attention?> NowAsync(Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.SeeHome);
        if (by.OnlyOwn)
        {
            return null;
        }

        var companies = (await tenants.ListAsync(cancellationToken)).Where(t => by.MaySee(t.Id)).ToList();
        var due = await tasks.ListAsync(new OpenTaskFilter { Due = TaskDue.ByToday }, First with { Size = Shown }, by, cancellationToken);
        return new Attention(
            await signals.ListAsync(by, cancellationToken), due.Rows,
            Offers(Permission.SeeBids) ? await bids.ListToChaseAsync(Shown, by, cancellationToken) : [],
            by.Role == Roles.Admin ? await FiguresAsync() : null);

        bool Offers(Permission permission) => by.May(permission) && companies.Exists(c => c.Features.Contains(Permissions.FeatureOf(permission)!.Value));

        async Task<OwnerFigures> FiguresAsync()
        {
            var today = companies.Select(c => c.Today(clock)).DefaultIfEmpty().Min();
            var (since, monday) = (today.AddDays(1 - OwnerFigures.Days), Scores.MondayOf(today));
            return new OwnerFigures(
                (await tasks.ListAsync(new OpenTaskFilter(), First, by, cancellationToken)).Count,
                Offers(Permission.SeeBids) ? (await bids.ListAsync(new BidFilter { Status = BidStatus.Won, DecidedFrom = since }, First, by, cancellationToken)).Count : null, since,
                Offers(Permission.SeeReviews) ? (await requests.ListAsync(new ReviewRequestFilter(Status: ReviewRequestStatus.Pending), First, by, cancellationToken)).Count : null,
                Offers(Permission.SeeMarketing) ? (await posts.ListAsync(new PostFilter { Score = new ScoreFilter(ScoreNumber.Posted, monday, null, false) }, First, by, cancellationToken)).Count : null, monday);
        }
    }
}

/// <param name="Tasks">The first that are due by today.</param>
/// <param name="Bids">The first to chase.</param>
/// <param name="Figures">Null for all but the administrators.</param>
public sealed record Attention(IReadOnlyList<Signal> Signals, IReadOnlyList<OpenTaskRow> Tasks, IReadOnlyList<BidRow> Bids, OwnerFigures? Figures);

/// <summary>The owner's numbers: each is that of a list with the same filter. Null: the companies have no such room.</summary>
/// <param name="SoldSince">The first of the days in which the bids were won.</param>
public sealed record OwnerFigures(int? OpenTasks, int? Sold, DateOnly SoldSince, int? ReviewsPending, int? Posted, DateOnly Monday)
{
    public const int Days = 7;
}
