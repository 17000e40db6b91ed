using System.Globalization;

namespace PlumbingOps.Data.Marketing;

/// <summary>How many posts a week an account can have with its days and times.</summary>
public static class AccountRhythm
{
    private const int DaysOfAWeek = 7;

    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    /// <exception cref="RuleException">More posts than days and times give room for, or no such zone.</exception>
    public static void Check(AccountInput input)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(input.Zone, out _))
        {
            throw new RuleException("There is no such time zone.", nameof(input.Zone));
        }

        if (Room(input.Weekdays, input.Times) is var room && input.PostsPerWeek > room)
        {
            throw new RuleException(
                $"{input.PostsPerWeek} posts a week find no room: {Words(input.Weekdays)} at {Count(Math.Max(1, input.Times.Distinct().Count()), "time")} give {room}. Add a day or a time.",
                nameof(input.PostsPerWeek));
        }
    }

    /// <summary>The most posts a week: every day with every time once.</summary>
    public static int Room(IReadOnlyCollection<DayOfWeek> weekdays, IReadOnlyCollection<TimeOnly> times) =>
        (weekdays.Count == 0 ? DaysOfAWeek : weekdays.Distinct().Count()) * Math.Max(1, times.Distinct().Count());

    /// <summary>"3 posts a week, Mon, Wed, Fri at 9:00 AM".</summary>
    public static string InWords(int postsPerWeek, IReadOnlyCollection<DayOfWeek> weekdays, IReadOnlyCollection<TimeOnly> times) =>
        postsPerWeek == 0 ? "No planned posts"
        : $"{Count(postsPerWeek, "post")} a week, {Words(weekdays)}{(times.Count == 0 ? null : $" at {string.Join(", ", times.Order().Select(t => t.ToString("h:mm tt", Culture)))}")}";

    private static string Words(IReadOnlyCollection<DayOfWeek> weekdays) =>
        weekdays.Count is 0 or DaysOfAWeek ? "any day" : string.Join(", ", Week(weekdays).Select(day => Culture.DateTimeFormat.GetAbbreviatedDayName(day)));

    /// <summary>The office's week begins on Monday.</summary>
    private static IEnumerable<DayOfWeek> Week(IEnumerable<DayOfWeek> days) => days.Distinct().OrderBy(day => ((int)day + DaysOfAWeek - 1) % DaysOfAWeek);

    private static string Count(int many, string one) => many == 1 ? $"1 {one}" : $"{many} {one}s";
}
