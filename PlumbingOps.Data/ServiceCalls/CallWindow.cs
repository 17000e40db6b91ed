using System.Globalization;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>
/// When a call is, as the company's clock on the wall shows it. One value and not five fields: two people who move the same call to different
/// times must see it, and not get the day of one and the hour of the other.
/// </summary>
public sealed record CallWindow
{
    /// <summary>How long an appointment is when only its beginning is given.</summary>
    public static readonly TimeSpan UsualLength = TimeSpan.FromHours(1);

    private const int MostDays = 60;

    public DateOnly? Day { get; init; }
    public TimeOnly? From { get; init; }
    public TimeOnly? To { get; init; }
    /// <summary>When the work goes on past the first day.</summary>
    public DateOnly? LastDay { get; init; }
    public bool AllDay { get; init; }
    /// <summary>In the hour that autumn repeats: the second time round.</summary>
    public bool FromAgain { get; init; }
    public bool ToAgain { get; init; }

    public static CallWindow Of(DateTimeOffset? startsAt, DateTimeOffset? endsAt, bool allDay, TimeZoneInfo zone)
    {
        if (startsAt is not { } start)
        {
            return new CallWindow();
        }

        var first = zone.OnTheWall(start);
        if (allDay)
        {
            // The end is the midnight after the last day.
            var last = endsAt > start ? zone.OnTheWall(endsAt.Value.AddTicks(-1)).Day : first.Day;
            return new CallWindow { Day = first.Day, LastDay = last > first.Day ? last : null, AllDay = true };
        }

        var end = endsAt is { } e ? zone.OnTheWall(e) : ((DateOnly Day, TimeOnly Time, bool Again)?)null;
        return new CallWindow
        {
            Day = first.Day,
            From = first.Time,
            FromAgain = first.Again,
            LastDay = end?.Day > first.Day ? end.Value.Day : null,
            To = end?.Time,
            ToAgain = end?.Again ?? false,
        };
    }

    /// <exception cref="RuleException">The times contradict each other, or the clocks skip one.</exception>
    public (DateTimeOffset? StartsAt, DateTimeOffset? EndsAt) ToInstants(TimeZoneInfo zone)
    {
        const string Field = nameof(ServiceCallInput.When);
        if (Day is not { } day)
        {
            return From is null && To is null && LastDay is null ? (null, null) : throw new RuleException("Give the day as well.", Field);
        }

        var last = LastDay ?? day;
        Typed.CheckYear(day, Field);
        Typed.CheckYear(last, Field);
        if (last < day)
        {
            throw new RuleException("The last day is before the first.", Field);
        }

        if (last.DayNumber - day.DayNumber > MostDays)
        {
            throw new RuleException($"That is {last.DayNumber - day.DayNumber + 1:N0} days. Is the date right?", Field);
        }

        if (AllDay)
        {
            return (zone.StartOf(day), zone.StartOf(last.AddDays(1)));
        }

        if (From is not { } from)
        {
            throw new RuleException("Give the time, or choose the whole day.", Field);
        }

        var start = zone.Instant(day, from, FromAgain, Field);
        var end = To is { } to ? zone.Instant(last, to, ToAgain, Field) : start + UsualLength;
        return end > start ? (start, end) : throw new RuleException("The end is not after the beginning. For work past midnight give the last day too.", Field);
    }

    /// <summary>For the conflict view.</summary>
    public override string ToString()
    {
        if (Day is not { } day)
        {
            return "no time";
        }

        var days = LastDay is { } last && last != day ? string.Create(CultureInfo.InvariantCulture, $"{day:ddd d MMM} – {last:ddd d MMM yyyy}") : day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);
        return AllDay ? $"{days}, all day" : string.Create(CultureInfo.InvariantCulture, $"{days}, {From:h:mm tt}–{To:h:mm tt}");
    }
}
