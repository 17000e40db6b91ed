using System.Globalization;
using System.Text.RegularExpressions;
using Quartz;

namespace PlumbingOps.Data.Recurring;

/// <summary>When a line of the schedule runs: the next time, and in words. On the wall clock of <see cref="RecurringSettings.Zone"/>, whatever the clocks do.</summary>
public static partial class WorkTimes
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");
    private static readonly TimeZoneInfo OfficeZone = TimeZoneInfo.FindSystemTimeZoneById(RecurringSettings.Zone);

    private static readonly Dictionary<string, string> Days = new()
    {
        ["MON"] = "Monday",
        ["TUE"] = "Tuesday",
        ["WED"] = "Wednesday",
        ["THU"] = "Thursday",
        ["FRI"] = "Friday",
        ["SAT"] = "Saturday",
        ["SUN"] = "Sunday",
        ["MON-FRI"] = "weekday",
    };

    public static DateTimeOffset? Next(string cron, DateTimeOffset after) => new CronExpression(cron, OfficeZone).GetNextValidTimeAfter(after);

    /// <summary>"Every day at 3:10 AM".</summary>
    /// <exception cref="ArgumentException">A form the page has no words for: say it here before it goes into the schedule.</exception>
    public static string InWords(string cron)
    {
        if (EverySo().Match(cron) is { Success: true } so)
        {
            return Every(so.Groups["seconds"], "second") ?? Every(so.Groups["minutes"], "minute") ?? Every(so.Groups["hours"], "hour")!;
        }

        if (AtTime().Match(cron) is { Success: true } at)
        {
            var time = new TimeOnly(Number(at.Groups["hour"]), Number(at.Groups["minute"])).ToString("h:mm tt", Culture);
            var day = at.Groups["weekday"] is { Success: true, Value: not "*" and not "?" } weekday ? Days[weekday.Value]
                : at.Groups["day"].Value is "*" or "?" ? "day"
                : $"month on day {at.Groups["day"].Value}";
            return $"Every {day} at {time}";
        }

        throw new ArgumentException($"“{cron}” has no words yet.", nameof(cron));
    }

    private static string? Every(Group group, string unit) => !group.Success ? null : group.Value is "*" or "" || Step(group) == 1 ? $"Every {unit}" : $"Every {Step(group)} {unit}s";

    private static int Step(Group group) => int.Parse(group.Value.Split('/')[^1], Culture);

    private static int Number(Group group) => int.Parse(group.Value, Culture);

    // Seconds, minutes, hours, day of the month, month, weekday.
    [GeneratedRegex(@"^(?:(?<seconds>\*|[0*]/\d+) \* \*|\d+ (?<minutes>\*|\d+/\d+|\*/\d+) \*|\d+ \d+ (?<hours>\*|\d+/\d+|\*/\d+)) [*?] \* [*?]$")]
    private static partial Regex EverySo();

    [GeneratedRegex(@"^\d+ (?<minute>\d+) (?<hour>\d+) (?<day>\*|\?|\d+) \* (?<weekday>\*|\?|MON-FRI|MON|TUE|WED|THU|FRI|SAT|SUN)$")]
    private static partial Regex AtTime();
}
