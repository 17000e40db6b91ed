using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Web.Features.Marketing.Calendar;

/// <param name="Column">From 0, Monday.</param>
/// <param name="Lane">From 0, the upper one.</param>
public sealed record EventBand(CalendarEvent Event, int Column, int Days, int Lane, bool Begins, bool Ends);

/// <summary>Lays a week's events side by side as bands; more than three at once would hide the posts.</summary>
public static class EventLanes
{
    private const int Most = 3;
    private const int DaysAWeek = 7;

    public static IReadOnlyList<EventBand> Of(IEnumerable<CalendarEvent> events, DateOnly monday)
    {
        var sunday = monday.AddDays(DaysAWeek - 1);
        var bands = new List<EventBand>();
        foreach (var e in events.Where(e => e.StartsOn <= sunday && e.EndsOn >= monday))
        {
            var (first, last) = (e.StartsOn < monday ? monday : e.StartsOn, e.EndsOn > sunday ? sunday : e.EndsOn);
            var (column, days) = (first.DayNumber - monday.DayNumber, last.DayNumber - first.DayNumber + 1);
            var lane = Enumerable.Range(0, Most + 1).First(n => n == Most || !bands.Exists(b => b.Lane == n && b.Column < column + days && column < b.Column + b.Days));
            if (lane < Most)
            {
                bands.Add(new EventBand(e, column, days, lane, e.StartsOn >= monday, e.EndsOn <= sunday));
            }
        }

        return bands;
    }

    public static string IconOf(SeasonalEventKind kind) => kind switch
    {
        SeasonalEventKind.Freeze => "moon",
        SeasonalEventKind.HeatWave => "sun",
        SeasonalEventKind.Holiday => "star",
        _ => "pin",
    };
}
