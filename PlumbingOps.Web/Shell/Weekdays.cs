using System.Globalization;

namespace PlumbingOps.Web.Shell;

/// <summary>The days of a week in their order, and in words.</summary>
public static class Weekdays
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    public static IReadOnlyList<DayOfWeek> All { get; } = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static string Name(DayOfWeek day) => Culture.DateTimeFormat.GetAbbreviatedDayName(day);

    /// <summary>"Mon–Fri", "Tue, Thu"; null for what is no list of days.</summary>
    public static string? InWords(object? days)
    {
        if (days is not IEnumerable<DayOfWeek> some)
        {
            return null;
        }

        var chosen = All.Where(some.Contains).ToList();
        return chosen.Count > 2 && Place(chosen[^1]) - Place(chosen[0]) == chosen.Count - 1 ? $"{Name(chosen[0])}–{Name(chosen[^1])}" : string.Join(", ", chosen.Select(Name));
    }

    private static int Place(DayOfWeek day) => ((int)day + 6) % 7;
}
