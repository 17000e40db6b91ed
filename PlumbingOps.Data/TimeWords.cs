using System.Globalization;

namespace PlumbingOps.Data;

/// <summary>Dates and times in words, one form everywhere: "Tue 18 Nov, 8:00–10:00 AM". The year shows when it is not this year.</summary>
public sealed class TimeWords(TimeZoneInfo zone, TimeProvider clock)
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    /// <summary>An unknown zone falls back to the office's own.</summary>
    public static TimeWords In(string? zoneName, TimeProvider clock) =>
        new(
            zoneName is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zoneName, out var zone)
                ? zone
                : TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"),
            clock);

    public DateOnly Today => DayOf(clock.GetUtcNow());

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at));

    /// <summary>"Tue 18 Nov", "Tue 18 Nov 2025" in another year.</summary>
    public string Day(DateOnly day) => day.ToString(day.Year == Today.Year ? "ddd d MMM" : "ddd d MMM yyyy", Culture);

    /// <summary>Both ends belong to the range: "Tue 18 – Thu 20 Nov".</summary>
    public string Days(DateOnly first, DateOnly last)
    {
        if (last <= first)
        {
            return Day(first);
        }

        var start = first.Year != last.Year ? first.ToString("ddd d MMM yyyy", Culture)
            : first.Month != last.Month ? first.ToString("ddd d MMM", Culture)
            : first.ToString("ddd d", Culture);
        var end = first.Year != last.Year ? last.ToString("ddd d MMM yyyy", Culture) : Day(last);
        return $"{start} – {end}";
    }

    /// <summary>"8:00 AM". In the hour that autumn repeats, with its zone: "1:30 AM PDT".</summary>
    public string Time(DateTimeOffset at) => Clock(at, withHalf: true);

    /// <summary>"Tue 18 Nov, 8:00 AM".</summary>
    public string At(DateTimeOffset at) => $"{Day(DayOf(at))}, {Time(at)}";

    /// <summary>"Tue 18 Nov, 8:00–10:00 AM"; across days both ends carry their day.</summary>
    public string Span(DateTimeOffset start, DateTimeOffset end)
    {
        if (end <= start)
        {
            return At(start);
        }

        if (DayOf(start) != DayOf(end))
        {
            return $"{At(start)} – {At(end)}";
        }

        var sameHalf = Local(start).Hour / 12 == Local(end).Hour / 12 && !IsAmbiguous(start) && !IsAmbiguous(end);
        return $"{Day(DayOf(start))}, {Clock(start, withHalf: !sameHalf)}–{Time(end)}";
    }

    /// <summary>"5 minutes ago", "in 2 days": for tooltips only, since it goes stale on screen.</summary>
    public string Relative(DateTimeOffset at)
    {
        var distance = at - clock.GetUtcNow();
        var size = distance.Duration();
        if (size < TimeSpan.FromSeconds(45))
        {
            return "just now";
        }

        if (size < TimeSpan.FromMinutes(60))
        {
            return Sided(Math.Max(1, (int)Math.Round(size.TotalMinutes)), "minute", distance);
        }

        return size < TimeSpan.FromHours(22)
            ? Sided((int)Math.Round(size.TotalHours), "hour", distance)
            : RelativeDay(DayOf(at));
    }

    /// <summary>"today", "tomorrow", "3 days ago", "in 5 weeks".</summary>
    public string RelativeDay(DateOnly day)
    {
        var days = day.DayNumber - Today.DayNumber;
        var side = TimeSpan.FromDays(days);
        return Math.Abs(days) switch
        {
            0 => "today",
            1 => days > 0 ? "tomorrow" : "yesterday",
            < 14 => Sided(Math.Abs(days), "day", side),
            < 60 => Sided(Math.Abs(days) / 7, "week", side),
            < 730 => Sided(Math.Abs(days) / 30, "month", side),
            _ => Sided(Math.Abs(days) / 365, "year", side),
        };
    }

    private static string Sided(int count, string unit, TimeSpan distance)
    {
        var words = count == 1 ? $"1 {unit}" : $"{count} {unit}s";
        return distance < TimeSpan.Zero ? $"{words} ago" : $"in {words}";
    }

    private DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    private bool IsAmbiguous(DateTimeOffset at) => zone.IsAmbiguousTime(Local(at));

    private string Clock(DateTimeOffset at, bool withHalf)
    {
        var text = Local(at).ToString(withHalf ? "h:mm tt" : "h:mm", Culture);
        return IsAmbiguous(at) ? $"{text} {ZoneLetters(at)}" : text;
    }

    /// <summary>"Pacific Daylight Time" → "PDT".</summary>
    private string ZoneLetters(DateTimeOffset at)
    {
        var name = zone.IsDaylightSavingTime(at) ? zone.DaylightName : zone.StandardName;
        return string.Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word[0]));
    }
}
