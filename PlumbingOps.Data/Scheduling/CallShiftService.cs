using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Scheduling;

/// <summary>Moves several calls by the same days: first shown with what they run into, then done as one change set that can be taken back as one.</summary>
public sealed class CallShiftService(Db database, BoardService board, TenantDirectory tenants, TimeProvider clock)
{
    public const int MostCalls = 200;

    public async Task<IReadOnlyList<CallShiftRow>> PreviewAsync(IReadOnlyCollection<Guid> callIds, JobShift shift, Actor by, CancellationToken cancellationToken = default)
    {
        RefuseNonsense(callIds, shift);
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        await using var transaction = await db.BeginAsync(cancellationToken);
        return await PlanAsync(db, await DispatchLocks.CallsAsync(db, callIds, cancellationToken), shift, cancellationToken);
    }

    /// <summary>Does exactly what the preview showed, or nothing.</summary>
    /// <returns>The change set, which takes all of them back.</returns>
    /// <exception cref="RuleException">A call, or what is in its way, changed since the preview.</exception>
    public Task<Guid?> ShiftAsync(IReadOnlyCollection<CallShiftRow> previewed, JobShift shift, Actor by, CancellationToken cancellationToken = default) => DispatchService.AgainAsync(async () =>
    {
        var ids = previewed.Select(p => p.Id).ToList();
        RefuseNonsense(ids, shift);
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        await using var transaction = await db.BeginAsync(cancellationToken);
        var calls = await DispatchLocks.CallsAsync(db, ids, cancellationToken);
        await DispatchLocks.PeopleAsync(db, calls.SelectMany(c => c.Technicians).Select(t => t.TechnicianId).ToHashSet(), cancellationToken);
        var now = await PlanAsync(db, calls, shift, cancellationToken);
        var changed = now.Except(previewed).Select(row => row.ShortNumber).Concat(previewed.Where(p => calls.TrueForAll(c => c.Id != p.Id)).Select(p => p.ShortNumber)).ToList();
        if (changed.Count > 0)
        {
            throw new RuleException($"{string.Join(", ", changed)} changed since the preview. Nothing was moved; look at the new preview.");
        }

        var count = now.Count(row => row.Moves);
        if (count == 0)
        {
            throw new RuleException("None of these calls can be moved.");
        }

        foreach (var row in now.Where(row => row.Moves))
        {
            calls.Find(c => c.Id == row.Id)!.Schedule(row.NewStart, row.NewEnd, row.AllDay);
        }

        await db.DescribeAsync($"Shifted {count} {(count == 1 ? "call" : "calls")} {shift.InWords()}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await DoubleBooking.CheckNowAsync(db, cancellationToken);
        var set = await DispatchLocks.ChangeSetAsync(db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return set;
    });

    /// <summary>Where each would go. One that would run into another visit stays, and then it may be in the way of the next: so until nothing changes.</summary>
    private async Task<List<CallShiftRow>> PlanAsync(AppDbContext db, List<ServiceCall> calls, JobShift shift, CancellationToken cancellationToken)
    {
        var companies = (await tenants.ListAsync(cancellationToken)).ToDictionary(c => c.Id);
        var rows = calls.ConvertAll(c => Aim(c, shift, companies[c.TenantId].TimeZone));
        for (var settled = false; !settled;)
        {
            settled = true;
            for (var i = 0; i < rows.Count; i++)
            {
                if (rows[i].Moves && !rows[i].AllDay && await InTheWayAsync(db, calls[i], rows, cancellationToken) is { } why)
                {
                    (rows[i], settled) = (rows[i] with { LeftOut = why, NewStart = null, NewEnd = null }, false);
                }
            }
        }

        return await WithNotesAsync(db, rows, calls, companies, cancellationToken);
    }

    private static CallShiftRow Aim(ServiceCall call, JobShift shift, TimeZoneInfo zone)
    {
        var leftOut = call.ArchivedAt is not null ? "archived"
            : !call.IsOpen || call.Status == ServiceCallStatus.OnHold ? call.Status.InWords()
            : call.StartsAt is null ? "has no time yet"
            : null;
        (DateTimeOffset? Start, DateTimeOffset? End) then = (null, null);
        if (leftOut is null)
        {
            try
            {
                then = CallShifting.Move(call, shift, zone);
            }
            catch (RuleException skipped)
            {
                leftOut = skipped.Message;
            }
        }

        return new CallShiftRow(call.Id, call.TenantId, call.ShortNumber, DispatchNames.Of(call), call.AllDay, call.StartsAt, call.EndsAt, then.Start, then.End, leftOut, "");
    }

    private async Task<string?> InTheWayAsync(AppDbContext db, ServiceCall call, List<CallShiftRow> rows, CancellationToken cancellationToken)
    {
        var row = rows.Find(r => r.Id == call.Id)!;
        var people = call.Technicians.ConvertAll(t => t.TechnicianId);
        var (from, to) = DoubleBooking.Span(row.NewStart!.Value, row.NewEnd);
        var moving = rows.Where(r => r.Moves).Select(r => r.Id).ToList();
        var clashes = await VisitClashes.FindAsync(db, people, from, to, moving, cancellationToken);
        return clashes.Count > 0 ? clashes[0].InWords(clock) : null;
    }

    private async Task<List<CallShiftRow>> WithNotesAsync(AppDbContext db, List<CallShiftRow> rows, List<ServiceCall> calls, Dictionary<string, TenantRow> companies, CancellationToken cancellationToken)
    {
        var days = rows.Where(r => r.Moves).Select(r => companies[r.TenantId].TimeZone.OnTheWall(r.NewStart!.Value).Day).Distinct().ToList();
        var views = new Dictionary<DateOnly, BoardView>();
        foreach (var day in days)
        {
            views[day] = await board.ReadAsync(db, new BoardQuery(day, day), tray: false, cancellationToken);
        }

        return rows.ConvertAll(row => row.Moves ? row with { Notes = Notes(row, calls.Find(c => c.Id == row.Id)!, companies[row.TenantId], views) } : row);
    }

    private static string Notes(CallShiftRow row, ServiceCall call, TenantRow company, Dictionary<DateOnly, BoardView> views)
    {
        var day = company.TimeZone.OnTheWall(row.NewStart!.Value).Day;
        var there = new BoardVisit(
            call.Id, call.TenantId, call.Number, call.Kind, call.Status, call.Priority, row.NewStart, row.NewEnd, call.AllDay, row.Title, call.Street ?? call.Lot?.Street ?? call.Customer?.Street, call.City, "",
            [.. call.Technicians.Select(t => new BoardAssignment(t.TechnicianId, t.IsPrimary, null))]);
        var view = views[day];
        var warnings = there.Assignments.Count == 0
            ? VisitWarnings.Of(there, null, view, company)
            : there.Assignments.Select(a => view.People.FirstOrDefault(p => p.Id == a.TechnicianId)).OfType<BoardPerson>().SelectMany(p => VisitWarnings.Of(there, p, view, company));
        return string.Join(" ", warnings.Distinct());
    }

    private static void RefuseNonsense(IReadOnlyCollection<Guid> callIds, JobShift shift)
    {
        if (callIds.Count is 0 or > MostCalls)
        {
            throw new RuleException($"Choose between 1 and {MostCalls} calls.");
        }

        if (shift.Days is 0 or < -JobShift.MostDays or > JobShift.MostDays)
        {
            throw new RuleException($"Give between 1 and {JobShift.MostDays} days, later or earlier.", nameof(shift.Days));
        }
    }
}
