using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Scheduling.Feeds;

/// <summary>Answers the secret address of a calendar with the visits of its people, as its maker may see them at this moment.</summary>
public sealed class CalendarFeedReader(Db database, TenantDirectory tenants, RightsDirectory rights, TimeProvider clock)
{
    private const int DaysBack = 31;
    private const int DaysAhead = 180;
    private const int MostEvents = 4000;

    /// <summary>Null when no calendar answers to the secret (any more), whatever the reason.</summary>
    public async Task<CalendarFeedView?> ReadAsync(string token, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(token, cancellationToken) is not { } feed || await rights.FindAsync(feed.CreatedById, fresh: true, cancellationToken) is not { } maker
            || maker.TenantId is { } only && only != feed.TenantId || !Permissions.Of(maker.Role).Contains(Permission.ShareCalendars))
        {
            return null;
        }

        var by = new Actor(maker.UserId, maker.Name, maker.Role, [feed.TenantId], maker.TechnicianIds, ChangeSource.Page, null, maker.Stamp);
        var company = await tenants.GetAsync(feed.TenantId, cancellationToken);
        await using var db = await database.OpenAsync(by, Permission.SeeServiceCalls, cancellationToken);
        var wanted = feed.People.Select(p => p.TechnicianId).ToList();
        var people = await db.Technicians.AsNoTracking().Where(t => t.TenantId == company.Id && wanted.Contains(t.Id) && t.IsActive).Select(t => t.Id).ToListAsync(cancellationToken);
        if (wanted.Count > 0 && people.Count == 0)
        {
            return new CalendarFeedView(feed.Name, company.Name, company.Zone, []);
        }

        var calls = await CallsAsync(db, company, people, cancellationToken);
        var jobs = company.Features.Contains(Feature.Jobs) && by.May(Permission.SeeJobs) ? await JobsAsync(db, company, people, cancellationToken) : [];
        return new CalendarFeedView(feed.Name, company.Name, company.Zone, await WithChangesAsync(db, [.. calls, .. jobs], cancellationToken));
    }

    /// <summary>The search goes through all companies, for the secret says none.</summary>
    private async Task<CalendarFeed?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var companies = (await tenants.ListAsync(cancellationToken)).Where(t => t.Features.Contains(Feature.ServiceCalls)).Select(t => t.Id).ToList();
        if (companies.Count == 0 || string.IsNullOrEmpty(token))
        {
            return null;
        }

        var hash = OneTimeLink.Hash(token);
        await using var db = await database.OpenAsync(Actor.System(companies), Permission.ShareCalendars, cancellationToken);
        return await db.CalendarFeeds.AsNoTracking().Include(f => f.People).SingleOrDefaultAsync(f => f.TokenHash == hash && f.EndedAt == null, cancellationToken);
    }

    private async Task<List<FeedEvent>> CallsAsync(AppDbContext db, TenantRow company, List<Guid> people, CancellationToken cancellationToken)
    {
        var today = company.Today(clock);
        var (from, to) = (company.StartOf(today.AddDays(-DaysBack)), company.StartOf(today.AddDays(DaysAhead)));
        var calls = db.ServiceCalls.AsNoTracking().Where(c => c.TenantId == company.Id && c.ArchivedAt == null && c.Status != ServiceCallStatus.Cancelled && c.StartsAt != null && c.StartSort >= from && c.StartSort < to);
        if (people.Count > 0) { calls = calls.Where(c => c.Technicians.Any(t => people.Contains(t.TechnicianId))); }
        var rows = await calls.OrderBy(c => c.StartSort).ThenBy(c => c.Id).Take(MostEvents).Select(c => new
        {
            c.Id,
            c.Number,
            c.Kind,
            c.Status,
            c.StartsAt,
            c.EndsAt,
            c.AllDay,
            c.CreatedAt,
            Name = c.Customer!.Name ?? (c.Lot!.Community!.Name != null ? c.Lot.Community.Name + (c.Lot.Number != null ? " #" + c.Lot.Number : "") : c.ProjectName),
            Street = c.Street ?? c.Lot!.Street ?? c.Customer.Street,
            City = c.Street != null ? c.City : c.Lot!.Street != null ? c.Lot.City : c.Customer.City,
            State = c.Street != null ? c.State : c.Lot!.Street != null ? c.Lot.State : c.Customer.State,
            Zip = c.Street != null ? c.Zip : c.Lot!.Street != null ? c.Lot.Zip : c.Customer.Zip,
            c.Unit,
            Problem = c.Problem.Substring(0, BoardVisit.ProblemShown),
            People = (from t in c.Technicians join p in db.Technicians on t.TechnicianId equals p.Id orderby t.IsPrimary descending, p.Name select p.Name).ToList(),
        }).ToListAsync(cancellationToken);
        return rows.ConvertAll(c =>
        {
            var window = CallWindow.Of(c.StartsAt, c.EndsAt, c.AllDay, company.TimeZone);
            var end = c.EndsAt > c.StartsAt ? c.EndsAt : c.StartsAt + CallWindow.UsualLength;
            return new FeedEvent(
                false, c.Id, $"C-{c.Number}", $"{c.Kind.InWords()}: {c.Name ?? c.Street ?? $"C-{c.Number}"}", Address(c.Street, c.Unit, c.City, c.State, c.Zip),
                $"{c.Problem}\n{(c.People.Count > 0 ? string.Join(", ", c.People) : "Nobody is assigned")}", c.Status.InWords(), c.Status is ServiceCallStatus.New or ServiceCallStatus.OnHold,
                c.AllDay ? null : c.StartsAt, c.AllDay ? null : end, c.AllDay ? (window.Day!.Value, window.LastDay ?? window.Day.Value) : null, 0, c.CreatedAt);
        });
    }

    private async Task<List<FeedEvent>> JobsAsync(AppDbContext db, TenantRow company, List<Guid> people, CancellationToken cancellationToken)
    {
        var (first, last) = (company.Today(clock).AddDays(-DaysBack), company.Today(clock).AddDays(DaysAhead));
        var jobs = db.Jobs.AsNoTracking().Where(j => j.TenantId == company.Id && j.ArchivedAt == null && j.Status != JobStatus.Cancelled && j.Status != JobStatus.OnHold && j.StartSort >= first && j.StartSort <= last && j.EndDate != null);
        if (people.Count > 0) { jobs = jobs.Where(j => j.Crew.Any(c => people.Contains(c.TechnicianId))); }
        var rows = await jobs.OrderBy(j => j.StartSort).ThenBy(j => j.Id).Take(MostEvents).Select(j => new
        {
            j.Id,
            j.Number,
            j.Phase,
            j.Status,
            Start = j.StartDate!.Value,
            End = j.EndDate!.Value,
            Place = j.Lot!.Community!.Name + (j.Lot.Number != null ? " #" + j.Lot.Number : ""),
            j.Lot.Street,
            j.Lot.City,
            j.Lot.State,
            j.Lot.Zip,
            People = (from t in j.Crew join p in db.Technicians on t.TechnicianId equals p.Id orderby p.Name select p.Name).ToList(),
        }).ToListAsync(cancellationToken);
        return rows.ConvertAll(j => new FeedEvent(
            true, j.Id, $"J-{j.Number}", $"{j.Phase.InWords()}: {j.Place}", Address(j.Street, null, j.City, j.State, j.Zip) ?? j.Place,
            j.People.Count > 0 ? string.Join(", ", j.People) : "Nobody is assigned", j.Status.InWords(), j.Status == JobStatus.New, null, null, (j.Start, j.End), 0, company.StartOf(j.Start)));
    }

    /// <summary>What the history says of them: it counts changes of every path.</summary>
    private static async Task<IReadOnlyList<FeedEvent>> WithChangesAsync(AppDbContext db, List<FeedEvent> events, CancellationToken cancellationToken)
    {
        var changes = (await db.ReadAsync(
            "select entity_id, (count(*) filter (where action = 'update'))::int, max(at) from history.changes where entity_id = any($1) and entity in ('service_calls', 'jobs') group by entity_id",
            [events.Select(e => e.Id).ToArray()], row => (Id: row.GetGuid(0), Count: row.GetInt32(1), At: row.GetFieldValue<DateTimeOffset>(2)), cancellationToken)).ToDictionary(c => c.Id);
        return events.ConvertAll(e => changes.TryGetValue(e.Id, out var change) ? e with { Sequence = change.Count, ChangedAt = change.At } : e);
    }

    private static string? Address(string? street, string? unit, string? city, string? state, string? zip)
    {
        var place = string.Join(", ", new[] { unit is null ? street : $"{street} {unit}", city, $"{state} {zip}".Trim() }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return place.Length == 0 ? null : place;
    }
}
