using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Notifications;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>What the cast was told lately, about work that is really there.</summary>
internal sealed class DemoNotifications(AppDbContext db, IReadOnlyList<TenantRow> companies, TimeProvider clock, DemoDice dice)
{
    private const int Several = 6;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly NotedRecords noted = new(db, companies, clock);
    private readonly DateTimeOffset now = clock.GetUtcNow().ToUniversalTime();

    /// <summary>Without the cast there is nobody to tell.</summary>
    public async Task AddAsync(CancellationToken cancellationToken)
    {
        var cast = await db.Users.Select(u => new { u.UserName, u.Id, u.FullName }).ToDictionaryAsync(u => u.UserName!, u => (u.Id, u.FullName), cancellationToken);
        if (!cast.TryGetValue("ana", out var ana) || !cast.TryGetValue("omar", out var omar) || !cast.TryGetValue("theo", out var theo))
        {
            return;
        }

        var visits = await Theirs(theo.Id).Where(c => c.StartsAt > now).OrderBy(c => c.StartsAt).ThenBy(c => c.Id).Take(3).Select(c => c.Id).ToListAsync(cancellationToken);
        foreach (var (n, visit) in visits.Index())
        {
            await AddAsync(theo.Id, NotificationKind.Assignment, "service_calls", [visit], $"{omar.FullName} gave you {{0}}", "You are the technician of this call.", (2 * n + 0.2) * Hour, isRead: n == 2, cancellationToken);
        }

        var done = await Theirs(theo.Id).Where(c => c.CompletedAt != null).OrderByDescending(c => c.CompletedAt).ThenBy(c => c.Id).Take(2).Select(c => c.Id).ToListAsync(cancellationToken);
        foreach (var (n, call) in done.Index())
        {
            await AddAsync(omar.Id, NotificationKind.StatusChange, "service_calls", [call], $"{theo.FullName} completed {{0}}", "You created it.", (0.3 + 5 * n) * Hour, isRead: n == 1, cancellationToken);
        }

        var ahead = await db.ServiceCalls.Where(c => c.TenantId == DemoPeople.H2O && c.Status == ServiceCallStatus.Scheduled && c.StartsAt > now).OrderBy(c => c.StartsAt).ThenBy(c => c.Id).Take(Several).Select(c => c.Id).ToListAsync(cancellationToken);
        if (ahead.Count > 1)
        {
            await AddAsync(omar.Id, NotificationKind.StatusChange, "service_calls", ahead, $"{ana.FullName} moved {ahead.Count} of your calls", "You created them.", 1.4 * Hour, false, cancellationToken);
        }

        var late = await db.CallTasks.Where(t => t.AssigneeId == omar.Id && t.DueDate != null && t.Status == Jobs.OfficeTaskStatus.Pending).OrderBy(t => t.DueDate).ThenBy(t => t.Id).Take(1).Select(t => t.Id).ToListAsync(cancellationToken);
        foreach (var task in late)
        {
            await AddAsync(omar.Id, NotificationKind.Overdue, "call_tasks", [task], "{0} is overdue", "This task is yours.", 3.1 * Hour, false, cancellationToken);
        }

        var waiting = await db.ServiceCalls.Where(c => c.Status == ServiceCallStatus.New && c.ArchivedAt == null).OrderByDescending(c => c.CreatedAt).ThenBy(c => c.Id).Take(1).Select(c => c.Id).ToListAsync(cancellationToken);
        foreach (var call in waiting)
        {
            await AddAsync(ana.Id, NotificationKind.Escalation, "service_calls", [call], "Nobody has planned {0} for two days", "You are an administrator.", 2.6 * Hour, false, cancellationToken);
        }

        var unhappy = await db.Reviews.OrderBy(r => r.Rating).ThenByDescending(r => r.At).ThenBy(r => r.Id).Select(r => new { r.Id, r.TenantId }).FirstOrDefaultAsync(cancellationToken);
        foreach (var name in unhappy is null ? [] : new[] { "ana", "omar", "mia", "max" })
        {
            if (cast.TryGetValue(name, out var person) && (name != "max" || unhappy!.TenantId == DemoPeople.H2O))
            {
                await AddAsync(person.Id, NotificationKind.ReviewReceived, "reviews", [unhappy!.Id], "{0}", "You look after reviews.", 26 * Hour, isRead: name != "ana", cancellationToken);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private IQueryable<ServiceCall> Theirs(Guid user) => db.ServiceCalls.Where(c => c.ArchivedAt == null && c.Technicians.Any(t => t.IsPrimary && db.Technicians.Any(x => x.Id == t.TechnicianId && x.UserId == user)));

    private async Task AddAsync(Guid user, NotificationKind kind, string entity, List<Guid> things, string title, string reason, TimeSpan ago, bool isRead, CancellationToken cancellationToken)
    {
        var words = await noted.ReadAsync(entity, things, cancellationToken);
        var (root, records, company) = entity switch
        {
            "call_tasks" => await db.CallTasks.Where(t => t.Id == things[0]).Select(t => ValueTuple.Create("service_calls", new List<Guid> { t.ServiceCallId }, t.TenantId)).SingleAsync(cancellationToken),
            "reviews" => await db.Reviews.Where(r => r.Id == things[0]).Select(r => ValueTuple.Create("review_requests", new List<Guid> { r.RequestId }, r.TenantId)).SingleAsync(cancellationToken),
            _ => ("service_calls", things, await db.ServiceCalls.Where(c => c.Id == things[0]).Select(c => c.TenantId).SingleAsync(cancellationToken)),
        };
        var at = now - ago;
        var first = words[things[0]];
        db.Notifications.Add(new Notification
        {
            Id = dice.Id(at),
            TenantId = company,
            UserId = user,
            Kind = kind,
            Entity = root,
            Records = records,
            RecordCount = things.Count,
            Subject = things.Count == 1 ? $"{entity}/{things[0]}" : $"set/{things[0]}",
            Day = TimeWords.In(companies.First(c => c.Id == company).Zone, clock).DayOf(at),
            Title = string.Format(System.Globalization.CultureInfo.InvariantCulture, title, first.Name),
            Sentence = things.Count == 1 ? first.Sentence : NotedWords.Names([.. things.Select(id => words[id].Name)], things.Count),
            Reason = reason,
            OnBell = true,
            At = at,
            ReadAt = isRead ? at + Hour / 2 : null,
        });
    }
}
