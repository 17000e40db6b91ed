namespace PlumbingOps.Data.Marketing;

/// <summary>When an event happens: once, or every year from its first time on.</summary>
public static class EventCalendar
{
    /// <summary>Every time it happens within the days, both ends included.</summary>
    public static IEnumerable<EventDays> Within(SeasonalEvent seasonal, DateOnly from, DateOnly to)
    {
        var length = seasonal.EndsOn.DayNumber - seasonal.StartsOn.DayNumber;
        // One that began last year may reach into this one.
        var last = seasonal.EveryYear ? Math.Max(to.Year, seasonal.StartsOn.Year) : seasonal.StartsOn.Year;
        for (var year = seasonal.EveryYear ? Math.Max(seasonal.StartsOn.Year, from.Year - 1) : seasonal.StartsOn.Year; year <= last; year++)
        {
            var first = InYear(seasonal.StartsOn, year);
            var end = first.AddDays(length);
            if (first <= to && end >= from)
            {
                yield return new EventDays(seasonal, first, end);
            }
        }
    }

    /// <summary>The 29th of February is the 28th in a year that has none.</summary>
    private static DateOnly InYear(DateOnly day, int year) => new(year, day.Month, Math.Min(day.Day, DateTime.DaysInMonth(year, day.Month)));
}

/// <summary>One time an event happens.</summary>
public sealed record EventDays(SeasonalEvent Event, DateOnly First, DateOnly Last);
