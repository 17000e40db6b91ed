using System.Globalization;

namespace PlumbingOps.Data;

/// <summary>From a company's clock on the wall to an instant and back, on the two odd nights of the year too.</summary>
public static class ZoneTimes
{
    /// <summary>Midnight, or the first moment of a day whose midnight the clocks skip.</summary>
    public static DateTimeOffset StartOf(this TimeZoneInfo zone, DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(1);
        }

        return Utc(midnight, zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight));
    }

    /// <param name="again">In the hour that autumn repeats: the second time round.</param>
    /// <param name="field">Whose sentence a refusal is.</param>
    /// <exception cref="RuleException">Spring skips this time of day.</exception>
    public static DateTimeOffset Instant(this TimeZoneInfo zone, DateOnly day, TimeOnly time, bool again, string field)
    {
        var local = day.ToDateTime(time);
        if (zone.IsInvalidTime(local))
        {
            throw new RuleException(string.Create(CultureInfo.InvariantCulture, $"{time:h:mm tt} does not exist on {day:ddd d MMM}: the clocks go forward. Choose an hour later."), field);
        }

        if (!zone.IsAmbiguousTime(local))
        {
            return Utc(local, zone.GetUtcOffset(local));
        }

        // The first time round is still summer time: the greater offset.
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        return Utc(local, again ? offsets.Min() : offsets.Max());
    }

    /// <summary>Whether the clocks show this time twice that day.</summary>
    public static bool HappensTwice(this TimeZoneInfo zone, DateOnly day, TimeOnly time) => zone.IsAmbiguousTime(day.ToDateTime(time));

    /// <summary>What the clock on the wall shows; <c>Again</c> when it shows it for the second time that day.</summary>
    public static (DateOnly Day, TimeOnly Time, bool Again) OnTheWall(this TimeZoneInfo zone, DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var again = zone.IsAmbiguousTime(local.DateTime) && local.Offset == zone.GetAmbiguousTimeOffsets(local.DateTime).Min();
        return (DateOnly.FromDateTime(local.DateTime), TimeOnly.FromDateTime(local.DateTime), again);
    }

    private static DateTimeOffset Utc(DateTime local, TimeSpan offset) => new DateTimeOffset(local, offset).ToUniversalTime();
}
