using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Scheduling;

/// <summary>The schedule: people with their calls, jobs and absences of some days, a query each, and what has no time yet. Technicians see their own.</summary>
public sealed class BoardService(Db database, TenantDirectory tenants)
{
    public const int MostVisits = 2000;
    public const int MostInTray = 100;

    public async Task<BoardView> ReadAsync(BoardQuery query, Actor by, CancellationToken cancellationToken = default)
    {
        if (query.Last < query.First || query.Last.DayNumber - query.First.DayNumber > BoardQuery.MostDays)
        {
            throw new RuleException("Choose days in their order, at most a month of them.");
        }

        await using var db = await database.OpenAsync(by, Permission.SeeServiceCalls, cancellationToken);
        return await ReadAsync(db, query, tray: true, cancellationToken);
    }

    /// <summary>For people to choose from and for the filter.</summary>
    public async Task<IReadOnlyList<BoardPerson>> PeopleAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeServiceCalls, cancellationToken);
        return await PeopleAsync(db, cancellationToken);
    }

    internal async Task<BoardView> ReadAsync(AppDbContext db, BoardQuery query, bool tray, CancellationToken cancellationToken)
    {
        var companies = (await tenants.ListAsync(cancellationToken)).Where(t => db.Scope!.Tenants.Contains(t.Id)).ToList();
        // Companies of other zones begin the day at another moment; what is outside of its own company's days is left out below.
        var from = companies.Min(c => c.StartOf(query.First));
        var to = companies.Max(c => c.StartOf(query.Last.AddDays(1)));
        var visits = await Rows(OnBoard(Narrowed(db, query), from, to).OrderBy(c => c.StartSort).ThenBy(c => c.Id).Take(MostVisits + 1)).ToListAsync(cancellationToken);
        var more = visits.Count > MostVisits;
        var shown = visits.Take(MostVisits).Where(v => companies.Find(c => c.Id == v.TenantId) is { } own && v.StartsAt < own.StartOf(query.Last.AddDays(1)) && v.End > own.StartOf(query.First)).ToList();
        var people = await PeopleAsync(db, cancellationToken);
        var jobs = query.Jobs ? await JobsAsync(db, query, companies, cancellationToken) : [];
        var working = shown.SelectMany(v => v.Assignments.Select(a => a.TechnicianId)).Concat(jobs.SelectMany(j => j.Crew)).ToHashSet();
        return new BoardView(
            people.Where(p => (p.IsActive || working.Contains(p.Id)) && (query.TechnicianId is null || p.Id == query.TechnicianId)).ToList(),
            shown,
            tray ? await TrayAsync(db, query, cancellationToken) : [],
            jobs, await AbsencesAsync(db, query, cancellationToken), more);
    }

    private static IQueryable<ServiceCall> Narrowed(AppDbContext db, BoardQuery query)
    {
        var allowed = db.Scope!.Tenants;
        var calls = db.ServiceCalls.AsNoTracking().Where(c => c.ArchivedAt == null);
        calls = allowed is [var only] ? calls.Where(c => c.TenantId == only) : calls.Where(c => allowed.Contains(c.TenantId));
        if (query.Kind is { } kind) { calls = calls.Where(c => c.Kind == kind); }
        if (query.TechnicianId is { } technician) { calls = calls.Where(c => c.Technicians.Any(t => t.TechnicianId == technician) || !c.Technicians.Any()); }
        return query.Done ? calls : calls.Where(c => c.Status != ServiceCallStatus.Completed && c.Status != ServiceCallStatus.NoShow);
    }

    /// <summary>What was cancelled is nobody's way any more. A visit goes on for two months at most, which bounds how far back the index is read.</summary>
    private static IQueryable<ServiceCall> OnBoard(IQueryable<ServiceCall> calls, DateTimeOffset from, DateTimeOffset to)
    {
        var earliest = from.AddDays(-LongestVisitDays);
        return calls.Where(c => c.StartSort < to && c.StartSort >= earliest && (c.StartSort >= from || c.EndsAt > from) && c.Status != ServiceCallStatus.Cancelled);
    }

    private const int LongestVisitDays = 62;

    private static IQueryable<BoardVisit> Rows(IQueryable<ServiceCall> calls) => calls.Select(c => new BoardVisit(
        c.Id, c.TenantId, c.Number, c.Kind, c.Status, c.Priority, c.StartsAt, c.EndsAt, c.AllDay,
        c.Customer!.Name ?? (c.Lot!.Community!.Name != null ? c.Lot.Community.Name + (c.Lot.Number != null ? " #" + c.Lot.Number : "") : c.ProjectName),
        c.Street ?? c.Lot!.Street ?? c.Customer.Street, c.Street != null ? c.City : c.Lot!.Street != null ? c.Lot.City : c.Customer.City,
        c.Problem.Substring(0, BoardVisit.ProblemShown),
        c.Technicians.OrderByDescending(t => t.IsPrimary).ThenBy(t => t.Id).Select(t => new BoardAssignment(t.TechnicianId, t.IsPrimary, t.OverlapReason)).ToList()));

    private static async Task<IReadOnlyList<BoardVisit>> TrayAsync(AppDbContext db, BoardQuery query, CancellationToken cancellationToken)
    {
        var waiting = await Rows(Narrowed(db, query with { TechnicianId = null }).Where(c => c.StartsAt == null && (c.Status == ServiceCallStatus.New || c.Status == ServiceCallStatus.InProgress))
            .OrderByDescending(c => c.Id).Take(MostInTray)).ToListAsync(cancellationToken);
        return [.. waiting.OrderByDescending(v => v.Priority).ThenBy(v => v.Number)];
    }

    private static Task<List<BoardPerson>> PeopleAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var (allowed, actor) = (db.Scope!.Tenants, db.Scope.Actor);
        var people = db.Technicians.AsNoTracking().Where(t => allowed.Contains(t.TenantId));
        if (actor.OnlyOwn)
        {
            people = people.Where(t => actor.TechnicianIds.Contains(t.Id));
        }

        return people.OrderBy(t => t.Name).ThenBy(t => t.TenantId).Select(t => new BoardPerson(t.Id, t.TenantId, t.Name, t.IsActive, t.Skills)).ToListAsync(cancellationToken);
    }

    private static async Task<List<BoardJob>> JobsAsync(AppDbContext db, BoardQuery query, List<TenantRow> companies, CancellationToken cancellationToken)
    {
        var having = companies.Where(c => c.Features.Contains(Feature.Jobs)).Select(c => c.Id).ToList();
        if (having.Count == 0 || !db.Scope!.Actor.May(Permission.SeeJobs))
        {
            return [];
        }

        var (first, last, earliest) = (query.First, query.Last, query.First.AddDays(-Job.MostDays));
        var jobs = db.Jobs.AsNoTracking().Where(j => having.Contains(j.TenantId) && j.ArchivedAt == null && j.StartSort <= last && j.StartSort >= earliest && j.EndDate >= first
            && j.Status != JobStatus.Cancelled && j.Status != JobStatus.OnHold);
        if (query.TechnicianId is { } technician) { jobs = jobs.Where(j => j.Crew.Any(c => c.TechnicianId == technician)); }
        if (!query.Done) { jobs = jobs.Where(j => j.Status != JobStatus.Completed); }
        return await jobs.OrderBy(j => j.StartSort).ThenBy(j => j.Id).Take(MostVisits).Select(j => new BoardJob(
            j.Id, j.TenantId, j.Number, j.Phase, j.Status, j.StartDate!.Value, j.EndDate!.Value, j.Lot!.Community!.Name + (j.Lot.Number != null ? " #" + j.Lot.Number : ""),
            j.Crew.Select(c => c.TechnicianId).ToList())).ToListAsync(cancellationToken);
    }

    private static Task<List<BoardAbsence>> AbsencesAsync(AppDbContext db, BoardQuery query, CancellationToken cancellationToken)
    {
        var (allowed, actor) = (db.Scope!.Tenants, db.Scope.Actor);
        var (first, last) = (query.First, query.Last);
        var absences = db.Absences.AsNoTracking().Where(a => allowed.Contains(a.TenantId) && a.ArchivedAt == null && a.StartDate <= last && a.EndDate >= first);
        if (actor.OnlyOwn)
        {
            absences = absences.Where(a => a.TechnicianId == null || actor.TechnicianIds.Contains(a.TechnicianId.Value));
        }

        return absences.OrderBy(a => a.StartDate).Select(a => new BoardAbsence(a.Id, a.TenantId, a.TechnicianId, a.Title, a.Kind, a.StartDate, a.EndDate)).ToListAsync(cancellationToken);
    }
}
