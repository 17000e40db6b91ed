using PlumbingOps.Data;
using PlumbingOps.Data.Scheduling;

namespace PlumbingOps.Web.Features.Scheduling;

/// <summary>Where a visit lies in somebody's day.</summary>
/// <param name="From">Minutes of the day by the clock on the wall.</param>
/// <param name="Lane">From 0, the upper one; visits over each other lie below each other.</param>
public sealed record BoardBox(BoardVisit Visit, int From, int To, int Lane);

/// <summary>The geometry of the board: minutes, lanes, and the hours that are shown.</summary>
public static class BoardBoxes
{
    public const int MinutesAnHour = 60;
    public const int MinutesADay = 24 * MinutesAnHour;

    /// <summary>What a finger and an eye still find.</summary>
    private const int Shortest = 20;
    private const int FirstHour = 6;
    private const int LastHour = 20;

    public static IReadOnlyList<BoardBox> Of(IEnumerable<BoardVisit> visits, DateOnly day, TimeZoneInfo zone)
    {
        var boxes = new List<BoardBox>();
        foreach (var visit in visits.Where(v => !v.AllDay && v.StartsAt is not null))
        {
            var (from, to) = Minutes(visit, day, zone);
            if (to <= from)
            {
                continue;
            }

            var lane = 0;
            while (boxes.Exists(b => b.Lane == lane && b.From < to && from < b.To))
            {
                lane++;
            }

            boxes.Add(new BoardBox(visit, from, to, lane));
        }

        return boxes;
    }

    public static int Lanes(IReadOnlyList<BoardBox> boxes) => boxes.Count == 0 ? 1 : boxes.Max(b => b.Lane) + 1;

    /// <summary>Whole hours that hold the working day and every visit.</summary>
    public static (int First, int Last) Hours(IEnumerable<BoardVisit> visits, DateOnly day, TimeZoneInfo zone)
    {
        var (first, last) = (FirstHour * MinutesAnHour, LastHour * MinutesAnHour);
        foreach (var (from, to) in visits.Where(v => !v.AllDay && v.StartsAt is not null).Select(v => Minutes(v, day, zone)).Where(m => m.To > m.From))
        {
            (first, last) = (Math.Min(first, from), Math.Max(last, to));
        }

        return (first / MinutesAnHour, (last + MinutesAnHour - 1) / MinutesAnHour);
    }

    public static bool IsOn(BoardVisit visit, DateOnly day, TimeZoneInfo zone)
    {
        var (first, last) = Days(visit, zone);
        return first <= day && day <= last;
    }

    /// <summary>The days a visit touches.</summary>
    public static (DateOnly First, DateOnly Last) Days(BoardVisit visit, TimeZoneInfo zone) =>
        (zone.OnTheWall(visit.StartsAt!.Value).Day, zone.OnTheWall(visit.End.AddTicks(-1)).Day);

    private static (int From, int To) Minutes(BoardVisit visit, DateOnly day, TimeZoneInfo zone)
    {
        var (start, end) = (zone.OnTheWall(visit.StartsAt!.Value), zone.OnTheWall(visit.End));
        if (start.Day > day || end.Day < day)
        {
            return (0, 0);
        }

        var from = start.Day < day ? 0 : Minute(start.Time);
        var to = end.Day > day ? MinutesADay : Minute(end.Time);
        // In the night the clocks go back an end may read as earlier than its beginning.
        return start.Day == day && end.Day >= day && to < from + Shortest ? (from, Math.Min(MinutesADay, from + Math.Max(Shortest, (int)(visit.End - visit.StartsAt.Value).TotalMinutes))) : (from, to);
    }

    private static int Minute(TimeOnly time) => (time.Hour * MinutesAnHour) + time.Minute;
}
