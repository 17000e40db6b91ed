using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>How the filters of the calls list become a query that its indexes answer.</summary>
internal static class ServiceCallSearch
{
    /// <summary>A search that finds more says nothing; the person types another word.</summary>
    internal const int MostFound = 2000;

    /// <summary>After that the chance to hear anything is gone.</summary>
    private static readonly TimeSpan WorthAsking = TimeSpan.FromDays(30);

    /// <summary>What the database sorts calls without a time by.</summary>
    private static readonly DateTimeOffset NoTime = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    public static async Task<IQueryable<ServiceCall>> ApplyAsync(
        AppDbContext db, ServiceCallFilter filter, TenantDirectory tenants, TimeProvider clock, CancellationToken cancellationToken)
    {
        var allowed = filter.TenantId is { } one ? db.Scope!.Tenants.Where(t => t == one).ToList() : db.Scope!.Tenants;
        var calls = db.ServiceCalls.AsNoTracking();
        calls = allowed is [var only] ? calls.Where(c => c.TenantId == only) : calls.Where(c => allowed.Contains(c.TenantId));
        calls = filter.Archived ? calls.Where(c => c.ArchivedAt != null) : calls.Where(c => c.ArchivedAt == null);
        if (filter.Status is { } status) { calls = calls.Where(c => c.Status == status); }
        if (filter.Open)
        {
            calls = calls.Where(c => c.Status == ServiceCallStatus.New || c.Status == ServiceCallStatus.Scheduled || c.Status == ServiceCallStatus.Dispatched
                || c.Status == ServiceCallStatus.InProgress || c.Status == ServiceCallStatus.OnHold);
        }

        if (filter.Kind is { } kind) { calls = calls.Where(c => c.Kind == kind); }
        if (filter.Priority is { } priority) { calls = calls.Where(c => c.Priority == priority); }
        if (filter.CustomerId is { } customer) { calls = calls.Where(c => c.CustomerId == customer); }
        if (filter.LotId is { } lot) { calls = calls.Where(c => c.LotId == lot); }
        if (filter.BuilderId is { } builder) { calls = calls.Where(c => c.BuilderId == builder); }
        if (filter.TechnicianId is { } technician) { calls = calls.Where(c => c.Technicians.Any(t => t.TechnicianId == technician)); }
        if (filter.ImportId is { } import) { calls = calls.Where(c => db.ImportLinks.Where(l => l.BatchId == import).Select(l => l.EntityId).Contains(c.Id)); }
        if (filter.Unassigned) { calls = Awaited(calls).Where(c => db.UnassignedCalls.Any(u => u.TenantId == c.TenantId && u.ServiceCallId == c.Id) && !c.Technicians.Any()); }
        if (filter.Unscheduled) { calls = Awaited(calls).Where(c => c.StartsAt == null && c.StartSort == NoTime); }
        if (filter.NotAsked) { calls = await NotAskedAsync(db, calls, allowed, tenants, clock, cancellationToken); }
        if (filter.NeedsWriteUp) { calls = calls.Where(c => c.WriteUp == WriteUpStatus.NeedsWriteUp || c.WriteUp == WriteUpStatus.InProgress); }
        if (filter.WriteUpById is { } writer) { calls = calls.Where(c => c.WriteUpAssigneeId == writer); }
        if (filter.WriteUpByNobody) { calls = calls.Where(c => c.WriteUpAssigneeId == null); }
        if (filter.PaperworkMissing) { calls = calls.Where(c => c.Status == ServiceCallStatus.Completed && !c.PaperworkTurnedIn); }
        if (filter.Unpaid) { calls = calls.Where(c => c.PaymentStatus == PaymentStatus.Unpaid || c.PaymentStatus == PaymentStatus.Pending || c.PaymentStatus == PaymentStatus.Partial); }
        if (filter.Overdue)
        {
            var now = clock.GetUtcNow();
            calls = Awaited(calls).Where(c => c.EndsAt < now);
        }

        if (filter.Awaited) { calls = Awaited(calls); }
        if (filter.Asked) { calls = calls.Where(c => db.ReviewRequests.Any(r => r.TenantId == c.TenantId && r.ServiceCallId == c.Id)); }
        var companies = (await tenants.ListAsync(cancellationToken)).Where(t => allowed.Contains(t.Id)).ToList();
        calls = calls
            .OnDays(filter.From, filter.To, companies, mine => c => mine.Contains(c.TenantId), start => c => c.StartSort >= start, end => c => c.StartSort < end)
            .OnDays(filter.CompletedFrom, filter.CompletedTo, companies, mine => c => mine.Contains(c.TenantId), start => c => c.CompletedAt >= start, end => c => c.CompletedAt < end)
            .OnDays(filter.TakenFrom, filter.TakenTo, companies, mine => c => mine.Contains(c.TenantId), start => c => c.CreatedAt >= start, end => c => c.CreatedAt < end);
        return string.IsNullOrWhiteSpace(filter.Search) ? calls : Find(db, calls, filter.Search);
    }

    public static Expression<Func<ServiceCall, ServiceCallRow>> AsRow(AppDbContext db) => c => new ServiceCallRow(
        c.Id, c.TenantId, c.Number, c.Kind, c.Status, c.Priority,
        c.CustomerId, c.Customer!.Name, c.LotId, c.Lot!.Number, c.Lot.Community!.Name, c.ProjectName,
        c.Street ?? c.Lot.Street ?? c.Customer.Street, c.Street != null ? c.City : c.Lot.Street != null ? c.Lot.City : c.Customer.City,
        c.Problem.Substring(0, ServiceCallRow.ProblemShown),
        c.StartsAt, c.EndsAt, c.AllDay, c.CompletedAt, c.PaymentStatus, c.WriteUp, c.PaperworkTurnedIn,
        (from a in c.Technicians join t in db.Technicians on a.TechnicianId equals t.Id orderby a.IsPrimary descending, t.Name select t.Name).ToList(),
        db.Users.Where(u => u.Id == c.WriteUpAssigneeId).Select(u => u.FullName).FirstOrDefault());

    /// <summary>Open and not on hold: somebody is to go there.</summary>
    private static IQueryable<ServiceCall> Awaited(IQueryable<ServiceCall> calls) => calls.Where(c =>
        c.Status == ServiceCallStatus.New || c.Status == ServiceCallStatus.Scheduled || c.Status == ServiceCallStatus.Dispatched || c.Status == ServiceCallStatus.InProgress);

    /// <summary>Those the rounds have passed by: the address came later, say. Where only some are asked, who was not is as it should be.</summary>
    private static async Task<IQueryable<ServiceCall>> NotAskedAsync(
        AppDbContext db, IQueryable<ServiceCall> calls, IReadOnlyList<string> allowed, TenantDirectory tenants, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (asking, now) = (await tenants.WithFeatureAsync(allowed, Feature.Reviews, cancellationToken), clock.GetUtcNow());
        var (first, last) = (now - WorthAsking, now - ReviewRounds.LooksBack);
        return calls.Where(c => c.Status == ServiceCallStatus.Completed && c.CompletedAt >= first && c.CompletedAt <= last && asking.Contains(c.TenantId)
            && (c.ContactEmail ?? c.Customer!.Email) != null
            && !db.ReviewRequests.Any(r => r.TenantId == c.TenantId && r.ServiceCallId == c.Id)
            && !db.ReviewOptOuts.Any(o => o.TenantId == c.TenantId && o.Email == AppDbContext.Lower((c.ContactEmail ?? c.Customer!.Email)!))
            && !db.ReviewSettings.Any(s => s.TenantId == c.TenantId && s.SamplePercent < ReviewSettings.Everyone));
    }

    /// <summary>In the call itself, in its customer, or in its lot: each by its own index, joined by ids.</summary>
    private static IQueryable<ServiceCall> Find(AppDbContext db, IQueryable<ServiceCall> calls, string text)
    {
        var lots = SearchWords.Of(text).Aggregate(db.Lots.AsQueryable(), (found, word) => found.Where(l => EF.Functions.Like(l.Search, SearchWords.Anywhere(word))));
        // Each inside a Where: called on the context itself, the function would make a new query to compile of every search.
        var ids = db.ServiceCalls.Where(c => db.FindServiceCalls(text, MostFound).Any(f => f.Id == c.Id)).Select(c => c.Id)
            .Union(db.ServiceCalls.Where(c => db.FindCustomers(text, MostFound).Any(f => f.Id == c.CustomerId)).Select(c => c.Id))
            .Union(db.ServiceCalls.Where(c => lots.Take(MostFound).Any(l => l.Id == c.LotId)).Select(c => c.Id));
        return calls.Where(c => ids.Contains(c.Id));
    }
}
