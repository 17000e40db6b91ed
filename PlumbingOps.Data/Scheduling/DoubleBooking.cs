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
