using Microsoft.EntityFrameworkCore;
using Npgsql;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Scheduling;

/// <summary>Turns the database's refusal of a double booking into a sentence, whichever path it came by.</summary>
public static class DoubleBooking
{
    /// <summary>The refusal comes with the statement, or with the commit at its end.</summary>
    public static bool IsRefusal(Exception e) =>
        (e as PostgresException ?? e.InnerException as PostgresException) is { SqlState: PostgresErrorCodes.ExclusionViolation, ConstraintName: VisitClashes.Constraint };

    /// <summary>Asks now what the database would ask at the end of the transaction.</summary>
    /// <exception cref="DoubleBookingException">Somebody would be at two places at once.</exception>
    internal static async Task CheckNowAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        try
        {
            await db.Database.ExecuteSqlRawAsync("set constraints app.ex_call_technicians_busy, app.refuse_double_booking, app.refuse_double_booking_of_new immediate", cancellationToken);
        }
        catch (PostgresException e) when (IsRefusal(e))
        {
            throw DoubleBookingException.Of([], TimeProvider.System);
        }
    }

    /// <summary>Refuses by name, or writes down why it can be done all the same. In a transaction; the database has the last word at its end.</summary>
    /// <exception cref="DoubleBookingException">Somebody is elsewhere then, and no reason was given.</exception>
    internal static async Task RefuseAsync(AppDbContext db, ServiceCall call, string? despite, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (despite is not null)
        {
            await ExcuseAsync(db, despite, cancellationToken);
            return;
        }

        if (call.StartsAt is not { } startsAt || call.AllDay || call.Status is not (ServiceCallStatus.Scheduled or ServiceCallStatus.Dispatched or ServiceCallStatus.InProgress))
        {
            return;
        }

        var (from, to) = Span(startsAt, call.EndsAt);
        var clashes = await VisitClashes.FindAsync(db, call.Technicians.ConvertAll(t => t.TechnicianId), from, to, [call.Id], cancellationToken);
        if (clashes.Count > 0)
        {
            throw DoubleBookingException.Of(clashes, clock);
        }
    }

    /// <summary>Saves; for a reason that is written down, somebody may be at two places at once.</summary>
    internal static async Task SaveAsync(AppDbContext db, string? despite, CancellationToken cancellationToken)
    {
        if (Typed.Line(despite) is not { } why)
        {
            await db.SaveChangesAsync(cancellationToken);
            return;
        }

        await using var transaction = await db.BeginAsync(cancellationToken);
        await ExcuseAsync(db, why, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await CheckNowAsync(db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>For the rest of the transaction; the database keeps the reason only where it is needed.</summary>
    private static async Task ExcuseAsync(AppDbContext db, string why, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync($"select set_config('app.overlap_reason', {why}, true)", cancellationToken);

    /// <summary>Names the visits in the way of what could not be saved. Inside a transaction nothing can be asked any more, and the sentence is a general one.</summary>
    internal static async Task<DoubleBookingException> ExplainAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var clashes = new List<VisitClash>();
        if (db.Database.CurrentTransaction is null)
        {
            foreach (var call in db.ChangeTracker.Entries<ServiceCall>().Select(e => e.Entity).Where(c => c.StartsAt is not null && !c.AllDay).ToList())
            {
                var (from, to) = Span(call.StartsAt!.Value, call.EndsAt);
                clashes.AddRange(await VisitClashes.FindAsync(db, call.Technicians.ConvertAll(t => t.TechnicianId), from, to, [call.Id], cancellationToken));
            }
        }

        return DoubleBookingException.Of(clashes, TimeProvider.System);
    }

    /// <summary>What a visit takes of a person's time.</summary>
    internal static (DateTimeOffset From, DateTimeOffset To) Span(DateTimeOffset startsAt, DateTimeOffset? endsAt) =>
        (startsAt, endsAt > startsAt ? endsAt.Value : startsAt + CallWindow.UsualLength);
}
