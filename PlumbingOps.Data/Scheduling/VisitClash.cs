using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Scheduling;

/// <summary>A visit that a person would miss by going to another.</summary>
/// <param name="Name">For whom or where it is.</param>
public sealed record VisitClash(Guid TechnicianId, string Person, Guid CallId, string ShortNumber, string Name, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Zone)
{
    /// <summary>"Ray is at C-1042 (Rosa Ruiz) then: Tue 18 Nov, 8:00–10:00 AM."</summary>
    public string InWords(TimeProvider clock) => $"{Person} is at {ShortNumber} ({Name}) then: {TimeWords.In(Zone, clock).Span(StartsAt, EndsAt)}.";
}

/// <summary>Somebody would be at two places at once. Nothing was stored; a reason makes it possible.</summary>
public sealed class DoubleBookingException(IReadOnlyList<VisitClash> clashes, string message) : RuleException(message, nameof(ServiceCallInput.When))
{
    /// <summary>Empty when the other visit belongs to a company the person may not see.</summary>
    public IReadOnlyList<VisitClash> Clashes { get; } = clashes;

    public static DoubleBookingException Of(IReadOnlyList<VisitClash> clashes, TimeProvider clock) =>
        new(clashes, clashes.Count == 0 ? "Somebody on this call is booked elsewhere at that time." : string.Join(" ", clashes.Select(c => c.InWords(clock))));
}

/// <summary>Where people are at a time. The database refuses by itself (double_booking.sql); this says why.</summary>
internal static class VisitClashes
{
    public const string Constraint = "ex_call_technicians_busy";

    /// <summary>As the database counts: a call that goes on longer is none.</summary>
    private static readonly TimeSpan LongestVisit = TimeSpan.FromDays(62);

    /// <param name="without">Calls that are moved along, or are the one that is asked for.</param>
    public static async Task<List<VisitClash>> FindAsync(
        AppDbContext db, IReadOnlyCollection<Guid> technicians, DateTimeOffset begins, DateTimeOffset ends, IReadOnlyCollection<Guid> without, CancellationToken cancellationToken)
    {
        var earliest = begins - LongestVisit;
        return await (
            from mine in db.Technicians
            join o in db.CallTechnicians on (Guid?)(mine.UserId ?? mine.Id) equals o.PersonId
            join c in db.ServiceCalls.IgnoreQueryFilters([AppDbContext.OwnFilter]) on new { o.TenantId, Id = o.ServiceCallId } equals new { c.TenantId, c.Id }
            join t in db.Tenants on c.TenantId equals t.Id
            where technicians.Contains(mine.Id) && !without.Contains(o.ServiceCallId) && o.BusyFrom < ends && o.BusyFrom > earliest && o.BusyTo > begins
            orderby o.BusyFrom
            select new VisitClash(
                mine.Id, mine.Name, c.Id, "C-" + c.Number,
                c.Customer!.Name ?? (c.Lot!.Community!.Name != null ? c.Lot.Community.Name + (c.Lot.Number != null ? " #" + c.Lot.Number : "") : c.ProjectName ?? c.Street ?? "no name"),
                o.BusyFrom!.Value, o.BusyTo!.Value, t.Zone)).Take(MostNamed).ToListAsync(cancellationToken);
    }

    private const int MostNamed = 20;
}
