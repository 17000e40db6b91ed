using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Portals;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Signals;

/// <summary>
/// What each signal counts: the very list that it opens, asked for its first row and its number. So no signal says another number than its list, and none
/// costs more than the head of a list.
/// </summary>
internal sealed class SignalCounts
{
    private static readonly ListRequest First = new(null, false, null, null, 1);

    private readonly Db database;
    private readonly TenantDirectory tenants;
    private readonly TimeProvider clock;
    private readonly Dictionary<SignalKind, Func<Actor, CancellationToken, Task<IReadOnlyList<SignalCount>>>> counts;

    public SignalCounts(
        Db database, TenantDirectory tenants, JobService jobs, ServiceCallService calls, OpenTaskService tasks, BidService bids, ReviewRequestService requests, ReviewService reviews,
        RecoveryTicketService tickets, ContentService contents, PostService posts, WarrantyService warranties, PortalAccountService portals, TimeProvider clock)
    {
        (this.database, this.tenants, this.clock) = (database, tenants, clock);
        counts = new()
        {
            [SignalKinds.CallsOverdue] = Calls(new() { Open = true, Overdue = true }),
            [SignalKinds.JobsOverdue] = Jobs(new() { Open = true, Overdue = true }),
            [SignalKinds.CallsUnscheduled] = Calls(new() { Open = true, Unscheduled = true }),
            [SignalKinds.CallsUnassigned] = Calls(new() { Open = true, Unassigned = true }),
            [SignalKinds.JobsUnassigned] = Jobs(new() { Open = true, Unassigned = true }),
            [SignalKinds.JobsStarting] = StartingAsync,
            [SignalKinds.JobsEnding] = Jobs(new() { Open = true, EndingSoon = true }),
            [SignalKinds.TasksOverdue] = Tasks(new() { Due = TaskDue.Overdue }),
            [SignalKinds.TasksToday] = Tasks(new() { Due = TaskDue.Today }),
            [SignalKinds.WriteUps] = Calls(new() { NeedsWriteUp = true }),
            [SignalKinds.PaperworkMissing] = Calls(new() { PaperworkMissing = true }),
            [SignalKinds.Unpaid] = Calls(new() { Unpaid = true, Status = ServiceCallStatus.Completed }),
            [SignalKinds.ImportRows] = ImportsAsync,
            [SignalKinds.WarrantyEnding] = Head((by, stop) => warranties.ListAsync(new WarrantyFilter { EndingSoon = true }, First, by, stop)),
            [SignalKinds.PortalsStale] = Head((by, stop) => portals.ListAsync(new PortalAccountFilter { Stale = true }, First, by, stop)),
            [SignalKinds.BidPrices] = Head((by, stop) => bids.ListAsync(new BidFilter { Status = BidStatus.NeedsPriceApproval }, First, by, stop)),
            [SignalKinds.BidsToChase] = Head((by, stop) => bids.ListAsync(new BidFilter { Open = true, ToChase = true }, First, by, stop)),
            [SignalKinds.ReviewsNeedRecovery] = Head((by, stop) => reviews.ListAsync(new ReviewFilter(NeedsTicket: true), First, by, stop)),
            [SignalKinds.TicketsOverdue] = Head((by, stop) => tickets.ListAsync(new RecoveryTicketFilter(Overdue: true), First, by, stop)),
            [SignalKinds.ReviewsNotAsked] = Calls(new() { NotAsked = true }),
            [SignalKinds.ReviewsUnanswered] = Head((by, stop) => requests.ListAsync(new ReviewRequestFilter(Unanswered: true), First, by, stop)),
            [SignalKinds.PostsPastDue] = Posts(new() { Late = true }),
            [SignalKinds.PostsFailed] = Posts(new() { Status = PostStatus.Failed }),
            [SignalKinds.PostsUnknown] = Posts(new() { Status = PostStatus.Unknown }),
            [SignalKinds.PostsNotReady] = Posts(new() { NotReady = true }),
            [SignalKinds.PostsToApprove] = Posts(new() { Status = PostStatus.NeedsApproval }),
            [SignalKinds.DraftsOverdue] = Head((by, stop) => contents.ListAsync(new ContentFilter { Overdue = true }, First, by, stop)),
            [SignalKinds.PostsUnscheduled] = Posts(new() { Unscheduled = true, Filled = true }),
        };

        Func<Actor, CancellationToken, Task<IReadOnlyList<SignalCount>>> Calls(ServiceCallFilter filter) => Head((by, stop) => calls.ListAsync(filter, First, by, stop));
        Func<Actor, CancellationToken, Task<IReadOnlyList<SignalCount>>> Jobs(JobFilter filter) => Head((by, stop) => jobs.ListAsync(filter, First, by, stop));
        Func<Actor, CancellationToken, Task<IReadOnlyList<SignalCount>>> Tasks(OpenTaskFilter filter) => Head((by, stop) => tasks.ListAsync(filter, First, by, stop));
        Func<Actor, CancellationToken, Task<IReadOnlyList<SignalCount>>> Posts(PostFilter filter) => Head((by, stop) => posts.ListAsync(filter, First, by, stop), row => row.Owner);
    }

    /// <summary>Each thing that is counted, zeros left out.</summary>
    public async Task<IReadOnlyList<SignalCount>> OfAsync(SignalKind kind, Actor by, CancellationToken cancellationToken) =>
        [.. (await counts[kind](by, cancellationToken)).Where(c => c.Count > 0)];

    /// <param name="owner">Whose the first row is, where rows have owners.</param>
    private static Func<Actor, CancellationToken, Task<IReadOnlyList<SignalCount>>> Head<TRow>(Func<Actor, CancellationToken, Task<ListPage<TRow>>> list, Func<TRow, string?>? owner = null) =>
        async (by, stop) =>
        {
            var page = await list(by, stop);
            return [new SignalCount(page.Count ?? 0, page.CountIsCapped, null, page.Rows.Count > 0 ? owner?.Invoke(page.Rows[0]) : null)];
        };

    /// <summary>A crew of two begins twice: each is told of it.</summary>
    private async Task<IReadOnlyList<SignalCount>> StartingAsync(Actor by, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeJobs, cancellationToken);
        var starting = await JobSearch.ApplyAsync(db, new JobFilter { Starting = true }, tenants, clock, cancellationToken);
        var each = await starting.SelectMany(j => j.Crew).GroupBy(c => c.TechnicianId)
            .Select(g => new { Count = g.Count(), Id = g.Key, Name = db.Technicians.Where(t => t.Id == g.Key).Select(t => t.Name).First() }).ToListAsync(cancellationToken);
        var nobody = await starting.CountAsync(j => !j.Crew.Any(), cancellationToken);
        return [
            .. each.OrderBy(e => e.Name, StringComparer.OrdinalIgnoreCase).ThenBy(e => e.Id).Select(e => new SignalCount(e.Count, false, new SignalPart(e.Id, e.Name), e.Name)),
            new SignalCount(nobody, false, new SignalPart(null, "Nobody"), null),
        ];
    }

    private async Task<IReadOnlyList<SignalCount>> ImportsAsync(Actor by, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.PreviewImports, cancellationToken);
        var waiting = await (
            from b in db.ImportBatches
            let rows = db.ImportRows.Count(r => r.TenantId == b.TenantId && r.BatchId == b.Id && r.Outcome == RowOutcome.Review)
            where (b.Status == ImportStatus.Staged || b.Status == ImportStatus.Committed) && rows > 0
            orderby b.UploadedAt descending
            select new { b.Id, b.FileName, Rows = rows }).ToListAsync(cancellationToken);
        return waiting.ConvertAll(w => new SignalCount(w.Rows, false, new SignalPart(w.Id, w.FileName), null));
    }
}

/// <param name="Owner">Whose it is by itself.</param>
internal sealed record SignalCount(int Count, bool IsCapped, SignalPart? Part, string? Owner);
