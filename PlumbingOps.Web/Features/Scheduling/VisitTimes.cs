using System.Globalization;
using PlumbingOps.Data;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Web.Features.Scheduling;

/// <summary>Hours on the board, short, and where a drop puts a visit.</summary>
public static class VisitTimes
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    /// <summary>"8–9:30": so it still fits beside its marks.</summary>
    public static string Brief(BoardVisit visit, TimeZoneInfo zone) => visit.StartsAt is not { } start ? "no time"
        : visit.AllDay ? "all day"
        : $"{Clock(zone.OnTheWall(start).Time)}–{Clock(zone.OnTheWall(visit.End).Time)}";

    private static string Clock(TimeOnly time) => time.ToString(time.Minute == 0 ? "%h" : "h:mm", Culture);

    public static string Hour(int hour) => new TimeOnly(hour % 24, 0).ToString("h tt", Culture);

    /// <summary>What was let go says the day, and the hour and length when they are others.</summary>
    public static CallWindow Dropped(BoardVisit visit, DateOnly day, int minute, int length, TimeZoneInfo zone)
    {
        var window = CallWindow.Of(visit.StartsAt, visit.EndsAt, visit.AllDay, zone);
        if (visit.AllDay)
        {
            var days = window.LastDay is { } last ? last.DayNumber - window.Day!.Value.DayNumber : 0;
            return window with { Day = day, LastDay = days > 0 ? day.AddDays(days) : null };
        }

        if (minute < 0 && window.Day == day && length < 0)
        {
            return window;
        }

        var from = minute >= 0 ? new TimeOnly(minute / BoardBoxes.MinutesAnHour, minute % BoardBoxes.MinutesAnHour) : window.From ?? Usual;
        var minutes = length > 0 ? length : visit.StartsAt is { } start ? (int)(visit.End - start).TotalMinutes : (int)CallWindow.UsualLength.TotalMinutes;
        var end = day.ToDateTime(from).AddMinutes(minutes);
        var lastDay = DateOnly.FromDateTime(end);
        return new CallWindow { Day = day, From = from, To = TimeOnly.FromDateTime(end), LastDay = lastDay > day ? lastDay : null };
    }

    /// <summary>Most warranty visits are from eight to ten.</summary>
    private static readonly TimeOnly Usual = new(8, 0);
}
