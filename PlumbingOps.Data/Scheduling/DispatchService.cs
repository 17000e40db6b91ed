using Microsoft.EntityFrameworkCore;
using Npgsql;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Scheduling;

/// <summary>Where a call is put.</summary>
/// <param name="From">In whose row it was taken up; null when it was nobody's, or lay in the tray.</param>
/// <param name="To">Who goes there; null leaves it without that person.</param>
/// <param name="When">No day takes the time away: the call lies in the tray.</param>
public sealed record Placement(Guid? From, Guid? To, CallWindow When);

/// <summary>A call was put somewhere.</summary>
/// <param name="ChangeSetId">Takes it back; null when nothing changed.</param>
/// <param name="Warnings">Worth a look, in sentences.</param>
public sealed record Placed(Guid CallId, string ShortNumber, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, Guid? ChangeSetId, IReadOnlyList<string> Warnings);

/// <summary>Puts calls to people and hours. Whoever moves a call says how they saw it, so no move is lost; nobody is booked twice without a reason.</summary>
public sealed class DispatchService(Db database, BoardService board, TenantDirectory tenants, TimeProvider clock)
{
    private const string Deadlock = "40P01";
    private const int Attempts = 4;

    /// <summary>Places, moves, resizes, hands over, or takes the time away.</summary>
    /// <param name="seen">How the call stood when the person took it up.</param>
    /// <param name="despite">Why the person may be at two places at once; it stays in the history.</param>
    /// <exception cref="DoubleBookingException">The person is elsewhere then, and no reason was given.</exception>
    public Task<Placed> PlaceAsync(Guid id, Placement to, VisitSeen seen, string? despite, Actor by, CancellationToken cancellationToken = default) =>
        AgainAsync(() => PlaceOnceAsync(id, to, seen, Reason(despite), by, cancellationToken));

    private async Task<Placed> PlaceOnceAsync(Guid id, Placement to, VisitSeen seen, string? despite, Actor by, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        await using var transaction = await db.BeginAsync(cancellationToken);
        var call = (await DispatchLocks.CallsAsync(db, [id], cancellationToken)).SingleOrDefault() ?? throw new NotFoundException("The call");
        var company = await tenants.GetAsync(call.TenantId, cancellationToken);
        RefuseAnotherMove(call, seen, company);
        var had = call.Technicians.ConvertAll(t => t.TechnicianId);
        if (to.To is { } wanted && !had.Contains(wanted))
        {
            await Assignable.RequireTechniciansAsync(db, call.TenantId, [wanted], nameof(ServiceCallInput.PrimaryTechnicianId), cancellationToken);
        }

        var (startsAt, endsAt) = to.When.ToInstants(company.TimeZone);
        call.Schedule(startsAt, endsAt, to.When.AllDay && startsAt is not null);
        HandOver(call, to);
        var people = call.Technicians.ConvertAll(t => t.TechnicianId);
        await DispatchLocks.PeopleAsync(db, [.. had, .. people], cancellationToken);
        await DoubleBooking.RefuseAsync(db, call, despite, clock, cancellationToken);
        await db.DescribeAsync(Summary(call, company, await NamesAsync(db, people, cancellationToken), despite), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await DoubleBooking.CheckNowAsync(db, cancellationToken);
        var set = await DispatchLocks.ChangeSetAsync(db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Placed(id, call.ShortNumber, call.StartsAt, call.EndsAt, set, await WarningsAsync(db, call, to.To, company, cancellationToken));
    }

    /// <summary>In whose row it was taken up and in whose it was put down: the one gives the other their part of it.</summary>
    private static void HandOver(ServiceCall call, Placement to)
    {
        var primary = call.Technicians.Find(t => t.IsPrimary)?.TechnicianId;
        var helpers = call.Technicians.Where(t => !t.IsPrimary).Select(t => t.TechnicianId).ToList();
        if (to.From == to.To)
        {
            return;
        }

        if (to.To is not { } next)
        {
            helpers.RemoveAll(h => h == to.From);
            primary = primary == to.From || to.From is null ? null : primary;
            primary ??= helpers.Count > 0 ? helpers[0] : null;
        }
        else if (to.From is { } helper && helpers.Contains(helper))
        {
            helpers.Remove(helper);
            if (next != primary && !helpers.Contains(next))
            {
                helpers.Add(next);
            }
        }
        else
        {
            primary = next;
        }

        helpers.RemoveAll(h => h == primary);
        call.SetTechnicians(primary, helpers);
    }

    private void RefuseAnotherMove(ServiceCall call, VisitSeen seen, TenantRow company)
    {
        if (VisitSeen.Of(call.StartsAt, call.EndsAt, call.AllDay, call.Technicians.Select(t => (t.TechnicianId, t.IsPrimary))) != seen)
        {
            throw new RuleException($"{call.ShortNumber} was moved by somebody else meanwhile: {When(call, company)}. Nothing was changed; look again.");
        }
    }

    private string When(ServiceCall call, TenantRow company)
    {
        var times = TimeWords.In(company.Zone, clock);
        return call.StartsAt is not { } start ? "it has no time now"
            : call.AllDay ? $"it is on {times.Day(times.DayOf(start))} now"
            : $"it is at {times.Span(start, call.EndsAt ?? start)} now";
    }

    private string Summary(ServiceCall call, TenantRow company, string names, string? despite)
    {
        var times = TimeWords.In(company.Zone, clock);
        var where = call.StartsAt is not { } start ? $"Took the time from {call.ShortNumber}"
            : $"Put {call.ShortNumber} to {(call.AllDay ? times.Day(times.DayOf(start)) : times.Span(start, call.EndsAt ?? start))}{(names.Length == 0 ? "" : $", {names}")}";
        return despite is null ? where : $"{where}; booked twice: {despite}";
    }

    private static async Task<string> NamesAsync(AppDbContext db, List<Guid> people, CancellationToken cancellationToken) =>
        string.Join(", ", await db.Technicians.Where(t => people.Contains(t.Id)).OrderBy(t => t.Name).Select(t => t.Name).ToListAsync(cancellationToken));

    private async Task<IReadOnlyList<string>> WarningsAsync(AppDbContext db, ServiceCall call, Guid? technician, TenantRow company, CancellationToken cancellationToken)
    {
        if (call.StartsAt is not { } startsAt)
        {
            return [];
        }

        var day = company.TimeZone.OnTheWall(startsAt).Day;
        var view = await board.ReadAsync(db, new BoardQuery(day, day, technician), tray: false, cancellationToken);
        return view.Visits.FirstOrDefault(v => v.Id == call.Id) is { } visit
            ? VisitWarnings.Of(visit, view.People.FirstOrDefault(p => p.Id == technician), view, company)
            : [];
    }

    private static string? Reason(string? typed) => Typed.Line(typed) is not { } reason ? null
        : reason.Length <= CallTechnician.ReasonMaxLength ? reason
        : throw new RuleException($"Say why in at most {CallTechnician.ReasonMaxLength} characters.", nameof(CallTechnician.OverlapReason));

    /// <summary>Two who lock the same people in another order through another path: one of them begins again.</summary>
    internal static async Task<T> AgainAsync<T>(Func<Task<T>> attempt)
    {
        for (var n = 1; ; n++)
        {
            try
            {
                return await attempt();
            }
            catch (Exception e) when (n < Attempts && (e is DbUpdateConcurrencyException || (e as PostgresException ?? e.InnerException as PostgresException)?.SqlState == Deadlock))
            {
            }
        }
    }
}
