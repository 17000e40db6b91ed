using System.Globalization;

namespace PlumbingOps.Web.Features.Marketing.Calendar;

/// <summary>How the calendar is looked at.</summary>
public enum CalendarLook { Month, Week, Day, List }

/// <summary>The days a look shows, its title, and where its arrows lead. Weeks begin on Monday.</summary>
public sealed record CalendarSpan(CalendarLook Look, DateOnly Date)
{
    private const int DaysAWeek = 7;

    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    public DateOnly First => Look switch
    {
        CalendarLook.Month => Monday(MonthStart),
        CalendarLook.Week => Monday(Date),
        CalendarLook.List => MonthStart,
        _ => Date,
    };

    public DateOnly Last => Look switch
    {
        CalendarLook.Month => Monday(MonthEnd).AddDays(DaysAWeek - 1),
        CalendarLook.Week => Monday(Date).AddDays(DaysAWeek - 1),
        CalendarLook.List => MonthEnd,
        _ => Date,
    };

    public string Title => Look switch
    {
        CalendarLook.Day => Date.ToString("dddd d MMMM yyyy", Culture),
        CalendarLook.Week when First.Month == Last.Month => $"{First.Day} – {Last.ToString("d MMMM yyyy", Culture)}",
        CalendarLook.Week when First.Year == Last.Year => $"{First.ToString("d MMM", Culture)} – {Last.ToString("d MMM yyyy", Culture)}",
        CalendarLook.Week => $"{First.ToString("d MMM yyyy", Culture)} – {Last.ToString("d MMM yyyy", Culture)}",
        _ => Date.ToString("MMMM yyyy", Culture),
    };

    public DateOnly Previous => Step(-1);

    public DateOnly Next => Step(1);

    /// <summary>What an arrow steps by, in words.</summary>
    public string Unit => Look switch { CalendarLook.Day => "day", CalendarLook.Week => "week", _ => "month" };

    private DateOnly MonthStart => new(Date.Year, Date.Month, 1);

    private DateOnly MonthEnd => MonthStart.AddMonths(1).AddDays(-1);

    public IEnumerable<DateOnly> Days => Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(First.AddDays);

    public bool IsOutside(DateOnly day) => Look == CalendarLook.Month && day.Month != Date.Month;

    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + DaysAWeek - 1) % DaysAWeek));

    private DateOnly Step(int steps) => Look switch
    {
        CalendarLook.Day => Date.AddDays(steps),
        CalendarLook.Week => Date.AddDays(steps * DaysAWeek),
        _ => MonthStart.AddMonths(steps),
    };
}
