using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Scheduling;

/// <summary>A technician calls in sick: their visits of the day get new homes at the same hour, or go to the tray; all in one change set.</summary>
public sealed class OutTodayService(Db database, BoardService board, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>The day's visits that can still be moved, each with a proposal that counts on those before it.</summary>
    public async Task<IReadOnlyList<OutVisit>> ProposeAsync(Guid technicianId, DateOnly day, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        var person = await FindAsync(db, technicianId, cancellationToken);
        var company = await tenants.GetAsync(person.TenantId, cancellationToken);
        var view = await board.ReadAsync(db, new BoardQuery(day, day), tray: false, cancellationToken);
        var others = view.People.Where(p => p.IsActive && p.TenantId == person.TenantId && p.Id != technicianId && !view.Absences.Any(a => a.IsAllDay && a.Concerns(p, day))).ToList();
        var busy = others.ToDictionary(p => p.Id, p => view.Of(p.Id).Where(v => v.TakesTime).ToList());
        var proposals = new List<OutVisit>();
        foreach (var visit in view.Of(technicianId).Where(v => v.IsMovable && v.Status is ServiceCallStatus.Scheduled or ServiceCallStatus.Dispatched).OrderBy(v => v.StartsAt))
        {
            var free = others.Where(p => !visit.IsOf(p.Id) && !busy[p.Id].Exists(o => o.StartsAt < visit.End && o.End > visit.StartsAt))
                .Select(p => (Person: p, Warnings: VisitWarnings.Of(visit, p, view, company)))
                .OrderBy(p => p.Warnings.Count).ThenBy(p => busy[p.Person.Id].Count).ThenBy(p => p.Person.Name, StringComparer.Ordinal).ToList();
            if (free.Count > 0 && !visit.AllDay)
            {
                busy[free[0].Person.Id].Add(visit);
            }

            proposals.Add(new OutVisit(visit, visit.Seen, free.Count > 0 ? free[0].Person.Id : null, [.. free.Select(p => new OutChoice(p.Person.Id, p.Person.Name, p.Warnings.Count == 0 ? null : string.Join(" ", p.Warnings)))]));
        }

        return proposals;
    }

    /// <summary>Does what was decided for each visit, all or nothing, and writes the absence down.</summary>
    /// <returns>The change set, which takes all of it back.</returns>
    public Task<Guid?> ApplyAsync(Guid technicianId, DateOnly day, IReadOnlyList<OutDecision> decisions, bool isSick, Actor by, CancellationToken cancellationToken = default) => DispatchService.AgainAsync(async () =>
    {
        by.Require(Permission.EditAbsences);
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        await using var transaction = await db.BeginAsync(cancellationToken);
        var person = await FindAsync(db, technicianId, cancellationToken);
        var moved = decisions.Where(d => !d.Stays).ToList();
        var calls = await DispatchLocks.CallsAsync(db, moved.ConvertAll(d => d.CallId), cancellationToken);
        var next = moved.Select(d => d.NewTechnicianId).OfType<Guid>().ToHashSet();
        await Assignable.RequireTechniciansAsync(db, person.TenantId, next, nameof(OutDecision.NewTechnicianId), cancellationToken);
        await DispatchLocks.PeopleAsync(db, [.. next, technicianId, .. calls.SelectMany(c => c.Technicians).Select(t => t.TechnicianId)], cancellationToken);
        foreach (var decision in moved)
        {
            var call = calls.Find(c => c.Id == decision.CallId) ?? throw new NotFoundException("The call");
            await MoveAsync(db, call, decision, technicianId, moved, cancellationToken);
        }

        if (!await db.Absences.AnyAsync(a => a.TenantId == person.TenantId && a.TechnicianId == technicianId && a.ArchivedAt == null && a.Kind != AbsenceKind.Meeting && a.StartDate <= day && a.EndDate >= day, cancellationToken))
        {
            var kind = isSick ? AbsenceKind.Sick : AbsenceKind.TimeOff;
            db.Absences.Add(new Absence { TenantId = person.TenantId, TechnicianId = technicianId, Title = kind.InWords(), Kind = kind, StartDate = day, EndDate = day });
        }

        await db.DescribeAsync($"{person.Name} is out on {TimeWords.In((await tenants.GetAsync(person.TenantId, cancellationToken)).Zone, clock).Day(day)}: {moved.Count} {(moved.Count == 1 ? "visit" : "visits")} moved", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await DoubleBooking.CheckNowAsync(db, cancellationToken);
        var set = await DispatchLocks.ChangeSetAsync(db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return set;
    });

    private async Task MoveAsync(AppDbContext db, ServiceCall call, OutDecision decision, Guid technicianId, List<OutDecision> moved, CancellationToken cancellationToken)
    {
        if (VisitSeen.Of(call.StartsAt, call.EndsAt, call.AllDay, call.Technicians.Select(t => (t.TechnicianId, t.IsPrimary))) != decision.Seen)
        {
            throw new RuleException($"{call.ShortNumber} was moved by somebody else meanwhile. Nothing was changed; look at the new proposals.");
        }

        var primary = call.Technicians.Find(t => t.IsPrimary)?.TechnicianId;
        var helpers = call.Technicians.Where(t => !t.IsPrimary && t.TechnicianId != technicianId).Select(t => t.TechnicianId).ToList();
        if (decision.NewTechnicianId is { } next)
        {
            if (call is { StartsAt: { } startsAt, AllDay: false })
            {
                var (from, to) = DoubleBooking.Span(startsAt, call.EndsAt);
                var clashes = await VisitClashes.FindAsync(db, [next], from, to, moved.ConvertAll(m => m.CallId), cancellationToken);
                if (clashes.Count > 0)
                {
                    throw DoubleBookingException.Of(clashes, clock);
                }
            }

            helpers.Remove(next);
            call.SetTechnicians(primary == technicianId ? next : primary, primary == technicianId ? helpers : [.. helpers, next]);
            return;
        }

        if (primary != technicianId)
        {
            // A helper who is out leaves the others to it.
            call.SetTechnicians(primary, helpers);
            return;
        }

        call.SetTechnicians(helpers.Count > 0 ? helpers[0] : null, [.. helpers.Skip(1)]);
        if (helpers.Count == 0 && call.Status != ServiceCallStatus.Dispatched)
        {
            call.Schedule(null, null, false);
        }
    }

    private static async Task<Technician> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Technicians.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancellationToken) ?? throw new NotFoundException("The technician");
}
