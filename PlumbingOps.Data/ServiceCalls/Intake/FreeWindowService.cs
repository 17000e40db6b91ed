using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.ServiceCalls.Intake;

/// <summary>The next times that can be promised to a caller: somebody of the company is there and has nothing else.</summary>
public sealed class FreeWindowService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    private const int MostOffered = 4;
    private const int DaysAhead = 21;

    /// <summary>The windows the trade promises; lunch is between them.</summary>
    private static readonly (TimeOnly From, TimeOnly To)[] OfADay = [(new(8, 0), new(10, 0)), (new(10, 0), new(12, 0)), (new(13, 0), new(15, 0)), (new(15, 0), new(17, 0))];

    private static readonly ServiceCallStatus[] Blocking = [ServiceCallStatus.New, ServiceCallStatus.Scheduled, ServiceCallStatus.Dispatched, ServiceCallStatus.InProgress];

    /// <summary>An emergency takes a window that has begun, any day of the week, and the hours beyond the company's own.</summary>
    public async Task<IReadOnlyList<FreeWindow>> ProposeAsync(string tenantId, CallPriority priority, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "service calls", cancellationToken);
        var company = await tenants.GetAsync(tenantId, cancellationToken);
        var (now, today) = (clock.GetUtcNow(), company.Today(clock));
        var (first, last) = (company.StartOf(today), company.StartOf(today.AddDays(DaysAhead + 1)));
        var people = await db.Technicians.Where(t => t.TenantId == tenantId && t.IsActive).Select(t => t.Id).ToListAsync(cancellationToken);
        var away = await db.Absences.Where(a => a.TenantId == tenantId && a.ArchivedAt == null && a.EndDate >= today && a.StartDate <= today.AddDays(DaysAhead))
            .Select(a => new { a.TechnicianId, a.StartDate, a.EndDate }).ToListAsync(cancellationToken);
        var busy = await db.ServiceCalls
            .Where(c => c.TenantId == tenantId && c.ArchivedAt == null && c.StartsAt < last && c.EndsAt > first && Blocking.Contains(c.Status))
            .Select(c => new { c.StartsAt, c.EndsAt, Who = c.Technicians.Select(t => t.TechnicianId).ToList() }).ToListAsync(cancellationToken);

        var offered = new List<FreeWindow>();
        for (var day = today; day <= today.AddDays(DaysAhead) && offered.Count < MostOffered; day = day.AddDays(1))
        {
            if (!company.Work.Days.Contains(day.DayOfWeek) && priority != CallPriority.Emergency)
            {
                continue;
            }

            var gone = away.Where(a => a.StartDate <= day && day <= a.EndDate).ToList();
            var here = gone.Any(a => a.TechnicianId is null) ? [] : people.Where(p => !gone.Any(a => a.TechnicianId == p)).ToList();
            foreach (var (from, to) in OfADay.Where(w => w.From >= company.Work.Begins && w.To <= company.Work.Ends || priority == CallPriority.Emergency))
            {
                var window = new CallWindow { Day = day, From = from, To = to };
                var (start, end) = window.ToInstants(company.TimeZone);
                if ((priority == CallPriority.Emergency ? end : start) <= now)
                {
                    continue;
                }

                var then = busy.Where(b => b.StartsAt < end && b.EndsAt > start).ToList();
                var taken = then.SelectMany(b => b.Who).ToHashSet();
                // A call nobody has yet will take somebody.
                var free = here.Count(p => !taken.Contains(p)) - then.Count(b => b.Who.Count == 0);
                if (free > 0)
                {
                    offered.Add(new FreeWindow(window, free));
                }
            }
        }

        return [.. offered.Take(MostOffered)];
    }
}
