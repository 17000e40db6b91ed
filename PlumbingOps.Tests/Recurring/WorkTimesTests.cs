using PlumbingOps.Data.Recurring;

namespace PlumbingOps.Tests.Recurring;

public sealed class WorkTimesTests
{
    private static readonly TimeZoneInfo Office = TimeZoneInfo.FindSystemTimeZoneById(RecurringSettings.Zone);

    [Theory]
    [InlineData("0 * * * * ?", "Every minute")]
    [InlineData("0/30 * * * * ?", "Every 30 seconds")]
    [InlineData("0 0/5 * * * ?", "Every 5 minutes")]
    [InlineData("0 0 * * * ?", "Every hour")]
    [InlineData("0 15 0/6 * * ?", "Every 6 hours")]
    [InlineData("0 10 3 * * ?", "Every day at 3:10 AM")]
    [InlineData("0 0 14 ? * MON", "Every Monday at 2:00 PM")]
    [InlineData("0 0 8 ? * MON-FRI", "Every weekday at 8:00 AM")]
    [InlineData("0 30 4 1 * ?", "Every month on day 1 at 4:30 AM")]
    public void A_time_reads_as_an_office_says_it(string cron, string words) => Assert.Equal(words, WorkTimes.InWords(cron));

    [Fact]
    public void Every_line_of_the_schedule_has_words_a_next_time_and_a_name_of_its_own()
    {
        Assert.NotEmpty(Schedule.Work);
        Assert.All(Schedule.Work, work => Assert.NotEmpty(WorkTimes.InWords(work.Cron)));
        Assert.All(Schedule.Work, work => Assert.NotNull(WorkTimes.Next(work.Cron, DateTimeOffset.UnixEpoch)));
        Assert.Equal(Schedule.Work.Count, Schedule.Work.Select(work => work.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("2026-03-07", "2026-03-10")]
    [InlineData("2026-10-30", "2026-11-03")]
    public void What_runs_daily_runs_once_on_each_day_of_the_office_when_the_clocks_change(string first, string end)
    {
        var (from, to) = (Midnight(first), Midnight(end));
        var days = (int)(DateOnly.Parse(end, System.Globalization.CultureInfo.InvariantCulture).DayNumber - DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture).DayNumber);
        string[] daily = [.. Schedule.Work.Select(work => work.Cron).Where(cron => WorkTimes.InWords(cron).StartsWith("Every day", StringComparison.Ordinal)), "0 30 1 * * ?", "0 30 2 * * ?"];

        foreach (var cron in daily)
        {
            var ran = new List<DateOnly>();
            for (var at = WorkTimes.Next(cron, from.AddSeconds(-1)); at < to; at = WorkTimes.Next(cron, at!.Value))
            {
                ran.Add(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at!.Value, Office).DateTime));
            }

            Assert.True(ran.Count == days && ran.Distinct().Count() == days, $"{cron} ran on {string.Join(", ", ran)}");
        }
    }

    private static DateTimeOffset Midnight(string day)
    {
        var wall = DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        return new DateTimeOffset(wall, Office.GetUtcOffset(wall));
    }
}
