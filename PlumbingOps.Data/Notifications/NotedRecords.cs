using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Notifications;

/// <summary>A record in the words of a notification: nothing that its readers may not see in a list, so no phones, codes or prices.</summary>
/// <param name="Name">"C-2231".</param>
/// <param name="Words">What and where.</param>
/// <param name="When">When it is to happen, or is due.</param>
/// <param name="Why">Why it is on hold or cancelled.</param>
public sealed record NotedRecord(Guid Id, string Name, string Words, string? When = null, string? Why = null)
{
    public string Sentence => string.Join(" · ", new[] { Words, When, Why }.Where(part => !string.IsNullOrEmpty(part)));
}

/// <summary>Reads records for notifications with one query for each table, and with the rights of whoever the context is for.</summary>
internal sealed class NotedRecords(AppDbContext db, IReadOnlyList<TenantRow> companies, TimeProvider clock)
{
    /// <summary>The head of a long text.</summary>
    private const int HeadLength = 140;

    public async Task<IReadOnlyDictionary<Guid, NotedRecord>> ReadAsync(string entity, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        (await ListAsync(entity, ids, cancellationToken)).ToDictionary(record => record.Id);

    private Task<List<NotedRecord>> ListAsync(string entity, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => entity switch
    {
        "service_calls" => CallsAsync(ids, cancellationToken),
        "jobs" => JobsAsync(ids, cancellationToken),
        "call_tasks" => CallTasksAsync(ids, cancellationToken),
        "job_tasks" => JobTasksAsync(ids, cancellationToken),
        "bids" => BidsAsync(ids, cancellationToken),
        "recovery_tickets" => TicketsAsync(ids, cancellationToken),
        "reviews" => ReviewsAsync(ids, cancellationToken),
        "review_requests" => RequestsAsync(ids, cancellationToken),
        "posts" => PostsAsync(ids, cancellationToken),
        "lot_warranties" => WarrantiesAsync(ids, cancellationToken),
        "lots" => LotsAsync(ids, cancellationToken),
        _ => Task.FromResult<List<NotedRecord>>([]),
    };

    private async Task<List<NotedRecord>> CallsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = await db.ServiceCalls.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new
        {
            c.Id,
            c.TenantId,
            c.Number,
            c.StartsAt,
            c.EndsAt,
            c.AllDay,
            c.StatusReason,
            Problem = c.Problem.Substring(0, HeadLength),
            Place = c.Customer!.Name ?? (c.LotId == null ? c.ProjectName ?? c.Street : c.Lot!.Community!.Name + (c.Lot.Number == null ? "" : " #" + c.Lot.Number)),
        }).ToListAsync(cancellationToken);
        return rows.ConvertAll(c => new NotedRecord(
            c.Id, $"C-{c.Number}", Joined(c.Place, Head(c.Problem)),
            c.StartsAt is not { } start ? null : c.AllDay ? Times(c.TenantId).Day(Times(c.TenantId).DayOf(start)) : Times(c.TenantId).Span(start, c.EndsAt ?? start), c.StatusReason));
    }

    private async Task<List<NotedRecord>> JobsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = await db.Jobs.AsNoTracking().Where(j => ids.Contains(j.Id)).Select(j => new
        {
            j.Id,
            j.TenantId,
            j.Number,
            j.Phase,
            j.StartDate,
            j.EndDate,
            j.StatusReason,
            Place = j.Lot!.Community!.Name + (j.Lot.Number == null ? "" : " #" + j.Lot.Number),
        }).ToListAsync(cancellationToken);
        return rows.ConvertAll(j => new NotedRecord(
            j.Id, $"J-{j.Number}", Joined(j.Place, j.Phase.InWords()), j.StartDate is { } first ? Times(j.TenantId).Days(first, j.EndDate ?? first) : null, j.StatusReason));
    }

    private async Task<List<NotedRecord>> CallTasksAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => (await (
        from t in db.CallTasks.AsNoTracking()
        join c in db.ServiceCalls on t.ServiceCallId equals c.Id
        where ids.Contains(t.Id)
        select new { t.Id, t.TenantId, t.Title, t.DueDate, Number = "C-" + c.Number, Place = c.Customer!.Name ?? c.Lot!.Community!.Name }).ToListAsync(cancellationToken))
        .ConvertAll(t => new NotedRecord(t.Id, $"“{t.Title}”", Joined(t.Number, t.Place), Due(t.TenantId, t.DueDate)));

    private async Task<List<NotedRecord>> JobTasksAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => (await (
        from t in db.JobTasks.AsNoTracking()
        join j in db.Jobs on t.JobId equals j.Id
        where ids.Contains(t.Id)
        select new { t.Id, t.TenantId, t.Title, t.DueDate, Number = "J-" + j.Number, Place = j.Lot!.Community!.Name + (j.Lot.Number == null ? "" : " #" + j.Lot.Number) }).ToListAsync(cancellationToken))
        .ConvertAll(t => new NotedRecord(t.Id, $"“{t.Title}”", Joined(t.Number, t.Place), Due(t.TenantId, t.DueDate)));

    private async Task<List<NotedRecord>> BidsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => (await db.Bids.AsNoTracking().Where(b => ids.Contains(b.Id))
        .Select(b => new { b.Id, b.TenantId, b.Number, b.Name, b.DueDate, For = b.Builder!.Name ?? b.Customer!.Name, b.LostReason }).ToListAsync(cancellationToken))
        .ConvertAll(b => new NotedRecord(b.Id, $"B-{b.Number}", Joined(b.Name, b.For), Due(b.TenantId, b.DueDate), b.LostReason));

    private async Task<List<NotedRecord>> TicketsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => (await (
        from t in db.RecoveryTickets.AsNoTracking()
        join r in db.Reviews on t.ReviewId equals r.Id
        where ids.Contains(t.Id)
        select new { t.Id, r.CustomerName, t.Issue }).ToListAsync(cancellationToken)).ConvertAll(t => new NotedRecord(t.Id, $"the recovery ticket of {t.CustomerName}", Head(t.Issue)));

    private async Task<List<NotedRecord>> ReviewsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => (await db.Reviews.AsNoTracking().Where(r => ids.Contains(r.Id))
        .Select(r => new { r.Id, r.Rating, r.CustomerName, r.Comment, HasTicket = db.RecoveryTickets.Any(t => t.ReviewId == r.Id) }).ToListAsync(cancellationToken))
        .ConvertAll(r => new NotedRecord(r.Id, $"{Stars(r.Rating)} from {r.CustomerName}", r.Comment is null ? "Without a word" : $"“{Head(r.Comment)}”", r.HasTicket ? "A recovery ticket is open" : null));

    private async Task<List<NotedRecord>> RequestsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => (await db.ReviewRequests.AsNoTracking().Where(r => ids.Contains(r.Id))
        .Select(r => new { r.Id, r.CustomerName }).ToListAsync(cancellationToken)).ConvertAll(r => new NotedRecord(r.Id, r.CustomerName, "Review"));

    private async Task<List<NotedRecord>> PostsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => (await db.Posts.AsNoTracking().Where(p => ids.Contains(p.Id))
        .Select(p => new { p.Id, p.TenantId, p.Number, Title = p.Content!.Title, Account = p.Account!.Name, p.ScheduledFor, p.Cause }).ToListAsync(cancellationToken))
        .ConvertAll(p => new NotedRecord(p.Id, $"P-{p.Number}", Joined(p.Title, p.Account), p.ScheduledFor is { } at ? Times(p.TenantId).At(at) : null, Head(p.Cause)));

    private async Task<List<NotedRecord>> WarrantiesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => (await (
        from w in db.LotWarranties.AsNoTracking()
        join l in db.Lots on w.LotId equals l.Id
        where ids.Contains(w.Id)
        select new { w.Id, w.TenantId, w.StartsOn, w.EndsOn, Place = l.Community!.Name + (l.Number == null ? "" : " #" + l.Number) }).ToListAsync(cancellationToken))
        .ConvertAll(w => new NotedRecord(w.Id, w.Place, $"From {Times(w.TenantId).Day(w.StartsOn)} to {Times(w.TenantId).Day(w.EndsOn)}"));

    private async Task<List<NotedRecord>> LotsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => (await db.Lots.AsNoTracking().Where(l => ids.Contains(l.Id))
        .Select(l => new { l.Id, Place = l.Community!.Name + (l.Number == null ? "" : " #" + l.Number), l.Street }).ToListAsync(cancellationToken))
        .ConvertAll(l => new NotedRecord(l.Id, l.Place, l.Street ?? ""));

    private TimeWords Times(string tenantId) => TimeWords.In(companies.FirstOrDefault(c => c.Id == tenantId)?.Zone, clock);

    private string? Due(string tenantId, DateOnly? day) => day is { } due ? $"due {Times(tenantId).Day(due)}" : null;

    private static string Stars(int rating) => rating == 1 ? "1 star" : $"{rating} stars";

    private static string Joined(params string?[] parts) => string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)));

    private static string Head(string? text) => Typed.Line(text) is not { } line ? "" : line.Length >= HeadLength ? line[..(HeadLength - 1)] + "…" : line;
}
