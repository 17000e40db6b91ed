using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Scheduling;

/// <summary>What a shift will do to one call.</summary>
/// <param name="LeftOut">Why the call stays where it is; null when it moves.</param>
/// <param name="Notes">Worth a look, in sentences.</param>
public sealed record CallShiftRow(
    Guid Id, string TenantId, string ShortNumber, string Title, bool AllDay, DateTimeOffset? OldStart, DateTimeOffset? OldEnd, DateTimeOffset? NewStart, DateTimeOffset? NewEnd, string? LeftOut, string Notes)
{
    public bool Moves => LeftOut is null;
}

/// <summary>Moves times by days of the company's clock: eight stays eight when the clocks change in between.</summary>
internal static class CallShifting
{
    /// <exception cref="RuleException">The clocks skip that hour.</exception>
    public static (DateTimeOffset? StartsAt, DateTimeOffset? EndsAt) Move(ServiceCall call, JobShift shift, TimeZoneInfo zone)
    {
        var window = CallWindow.Of(call.StartsAt, call.EndsAt, call.AllDay, zone);
        var day = shift.Move(window.Day!.Value);
        var by = day.DayNumber - window.Day.Value.DayNumber;
        return (window with { Day = day, LastDay = window.LastDay?.AddDays(by), FromAgain = false, ToAgain = false }).ToInstants(zone);
    }
}
