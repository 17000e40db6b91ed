using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Home;

/// <summary>A day at a glance: who is where, what nobody goes to. A few small queries, each by an index.</summary>
public sealed class HomeService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>More than any office's day holds.</summary>
    private const int MostVisits = 500;
    /// <summary>A tile has no room for "and more", so it counts further than a list does.</summary>
    internal const int MostCounted = 10_000;

    /// <param name="day">Null for today in the zone of the first company.</param>
    public async Task<HomeDay> DayAsync(DateOnly? day, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeHome, cancellationToken);
        var companies = (await tenants.ListAsync(cancellationToken)).Where(t => db.Scope!.Tenants.Contains(t.Id)).ToList();
        var today = companies[0].Today(clock);
        var date = day ?? today;
        var (jobs, jobCount) = await JobsAsync(date, by, companies, cancellationToken);
        var (calls, callCount) = await CallsAsync(date, by, companies, cancellationToken);
        var staff = await db.Technicians.AsNoTracking().Where(t => t.IsActive).Select(t => new Staff(t.Id, t.TenantId, t.Name, t.UserId)).ToListAsync(cancellationToken);
        var absences = await db.Absences.AsNoTracking().Where(a => a.ArchivedAt == null && a.StartDate <= date && a.EndDate >= date)
            .Select(a => new Away(a.TechnicianId, new HomeAbsence(a.TenantId, a.Title, a.Kind, a.StartDate, a.EndDate))).ToListAsync(cancellationToken);
        if (by.OnlyOwn)
        {
            staff = staff.Where(s => by.TechnicianIds.Contains(s.Id)).ToList();
            absences = absences.Where(a => a.Technician is null || by.TechnicianIds.Contains(a.Technician.Value)).ToList();
        }

        var visits = jobs.Concat(calls).ToList();
        var people = People(visits, staff, absences);
        var busy = visits.SelectMany(v => v.Technicians).Concat(absences.Select(a => a.Technician).OfType<Guid>()).ToHashSet();
        return new HomeDay(
            date, date == today, people,
            by.OnlyOwn ? [] : InOrder(visits.Where(v => v.Technicians.Count == 0 && !v.Visit.IsDone).Select(v => v.Visit)),
            by.OnlyOwn ? [] : [.. Free(staff, busy)],
            [.. absences.Where(a => a.Technician is null).Select(a => a.Absence)],
            new HomeWork(jobCount, callCount));
    }

    private async Task<(List<Booked> Visits, int? Count)> JobsAsync(DateOnly day, Actor by, List<TenantRow> companies, CancellationToken cancellationToken)
    {
        if (!Offers(companies, by, Permission.SeeJobs))
        {
            return ([], null);
        }

        await using var db = await database.OpenAsync(by, Permission.SeeJobs, cancellationToken);
        var filtered = await JobSearch.ApplyAsync(db, new JobFilter { From = day, To = day }, tenants, clock, cancellationToken);
        var rows = await filtered.OrderBy(j => j.StartSort).ThenBy(j => j.Id).Take(MostVisits).Select(j => new
        {
            j.Id,
            j.TenantId,
            j.Number,
            j.Phase,
            j.Status,
            j.StartDate,
            j.EndDate,
            LotNumber = j.Lot!.Number,
            Community = j.Lot.Community!.Name,
            j.Lot.Street,
            j.Lot.City,
            Crew = j.Crew.Select(c => c.TechnicianId).ToList(),
        }).ToListAsync(cancellationToken);
        var visits = rows.ConvertAll(j => new Booked(
            new HomeVisit(
                j.Id, j.TenantId, true, j.Number, j.LotNumber is null ? j.Community : $"{j.Community} #{j.LotNumber}", j.Phase.InWords(), j.Street, j.City, null, null,
                day.DayNumber - j.StartDate!.Value.DayNumber + 1, j.EndDate!.Value.DayNumber - j.StartDate.Value.DayNumber + 1, j.Status, null, null, null,
                j.EndDate < companies.First(c => c.Id == j.TenantId).Today(clock) && j.Status is JobStatus.New or JobStatus.Scheduled or JobStatus.InProgress, true),
            j.Crew, null));
        return (visits, await CountAsync(filtered, rows.Count, cancellationToken));
    }

    private async Task<(List<Booked> Visits, int? Count)> CallsAsync(DateOnly day, Actor by, List<TenantRow> companies, CancellationToken cancellationToken)
    {
        if (!Offers(companies, by, Permission.SeeServiceCalls))
        {
            return ([], null);
        }

        await using var db = await database.OpenAsync(by, Permission.SeeServiceCalls, cancellationToken);
        var filtered = await ServiceCallSearch.ApplyAsync(db, new ServiceCallFilter { From = day, To = day }, tenants, clock, cancellationToken);
        var (phones, now) = (by.May(Permission.WorkOnServiceCalls), clock.GetUtcNow());
        var rows = await filtered.OrderBy(c => c.StartSort).ThenBy(c => c.Id).Take(MostVisits).Select(c => new
        {
            c.Id,
            c.TenantId,
            c.Number,
            c.Kind,
            c.Status,
            c.Priority,
            Problem = c.Problem.Substring(0, ServiceCallRow.ProblemShown),
            c.StartsAt,
            c.EndsAt,
            c.AllDay,
            c.ProjectName,
            Customer = c.Customer!.Name,
            LotNumber = c.Lot!.Number,
            Community = c.Lot.Community!.Name,
            Street = c.Street ?? c.Lot.Street ?? c.Customer.Street,
            City = c.Street != null ? c.City : c.Lot.Street != null ? c.Lot.City : c.Customer.City,
            Phone = phones ? c.ContactPhone ?? c.Customer.Phone : null,
            Technicians = c.Technicians.Select(t => new { t.TechnicianId, t.IsPrimary }).ToList(),
        }).ToListAsync(cancellationToken);
        var visits = rows.ConvertAll(c => new Booked(
            new HomeVisit(
                c.Id, c.TenantId, false, c.Number,
                c.Customer ?? (c.Community is null ? c.ProjectName ?? c.Street ?? $"C-{c.Number}" : c.LotNumber is null ? c.Community : $"{c.Community} #{c.LotNumber}"),
                $"{c.Kind.InWords()}: {c.Problem}", c.Street, c.City, c.AllDay ? null : c.StartsAt, c.AllDay ? null : c.EndsAt, 1, 1, null, c.Status, c.Priority, c.Phone,
                c.EndsAt < now && c.Status is ServiceCallStatus.New or ServiceCallStatus.Scheduled or ServiceCallStatus.Dispatched or ServiceCallStatus.InProgress, true),
            c.Technicians.ConvertAll(t => t.TechnicianId), c.Technicians.Find(t => t.IsPrimary)?.TechnicianId));
        return (visits, await CountAsync(filtered, rows.Count, cancellationToken));
    }

    /// <summary>The rows were all of them, or the list is asked how many there are.</summary>
    private static async Task<int> CountAsync<T>(IQueryable<T> filtered, int read, CancellationToken cancellationToken) =>
        read < MostVisits ? read : await CountAsync(filtered, cancellationToken);

    private static Task<int> CountAsync<T>(IQueryable<T> filtered, CancellationToken cancellationToken) => filtered.Take(MostCounted).CountAsync(cancellationToken);

    /// <summary>Somebody who works for both companies has two entries among their technicians, and is one person.</summary>
    private static List<HomePerson> People(List<Booked> visits, List<Staff> staff, List<Away> absences)
    {
        var people = new List<HomePerson>();
        foreach (var person in staff.GroupBy(s => s.UserId ?? s.Id))
        {
            var ids = person.Select(s => s.Id).ToHashSet();
            var own = visits.Where(v => v.Technicians.Any(ids.Contains)).Select(v => v.Visit with { Leads = v.Lead is null || ids.Contains(v.Lead.Value) });
            var away = absences.Where(a => a.Technician is { } id && ids.Contains(id)).Select(a => a.Absence).ToList();
            var list = InOrder(own);
            if (list.Count > 0 || away.Count > 0)
            {
                people.Add(new HomePerson(person.First().Name, away, list));
            }
        }

        return [.. people.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<HomeTechnician> Free(List<Staff> staff, HashSet<Guid> busy) =>
        staff.GroupBy(s => s.UserId ?? s.Id).Where(p => !p.Any(s => busy.Contains(s.Id)))
            .Select(p => p.First()).OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase).Select(s => new HomeTechnician(s.Id, s.TenantId, s.Name));

    /// <summary>Whole days first, then by the time itself: ten o'clock is not before nine.</summary>
    private static IReadOnlyList<HomeVisit> InOrder(IEnumerable<HomeVisit> visits) =>
        [.. visits.OrderBy(v => v.StartsAt ?? DateTimeOffset.MinValue).ThenBy(v => v.EndsAt).ThenBy(v => v.Number)];

    private static bool Offers(List<TenantRow> companies, Actor by, Permission permission) =>
        by.May(permission) && companies.Exists(c => Permissions.FeatureOf(permission) is not { } feature || c.Features.Contains(feature));

    private sealed record Booked(HomeVisit Visit, IReadOnlyList<Guid> Technicians, Guid? Lead);

    private sealed record Staff(Guid Id, string TenantId, string Name, Guid? UserId);

    private sealed record Away(Guid? Technician, HomeAbsence Absence);
}
