using System.Globalization;
using PlumbingOps.Data.Notifications;

namespace PlumbingOps.Tests.Notifications;

public class QuietHoursTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    [Theory]
    // By day.
    [InlineData("12:00", "13:00", "2026-03-18 11:59 -07:00", null)]
    [InlineData("12:00", "13:00", "2026-03-18 12:00 -07:00", "2026-03-18 13:00 -07:00")]
    [InlineData("12:00", "13:00", "2026-03-18 13:00 -07:00", null)]
    // Over midnight.
    [InlineData("20:00", "06:30", "2026-03-18 19:59 -07:00", null)]
    [InlineData("20:00", "06:30", "2026-03-18 23:10 -07:00", "2026-03-19 06:30 -07:00")]
    [InlineData("20:00", "06:30", "2026-03-19 02:00 -07:00", "2026-03-19 06:30 -07:00")]
    [InlineData("20:00", "06:30", "2026-03-19 06:30 -07:00", null)]
    // The clocks go forward in that night: an hour less of quiet, and it ends by the clock on the wall.
    [InlineData("20:00", "06:30", "2026-03-07 23:00 -08:00", "2026-03-08 06:30 -07:00")]
    [InlineData("20:00", "02:30", "2026-03-08 01:00 -08:00", "2026-03-08 03:00 -07:00")]
    // And back: the hour from one to two comes twice.
    [InlineData("20:00", "06:30", "2026-10-31 23:00 -07:00", "2026-11-01 06:30 -08:00")]
    [InlineData("20:00", "01:30", "2026-11-01 00:30 -07:00", "2026-11-01 01:30 -07:00")]
    [InlineData("20:00", "01:30", "2026-11-01 01:10 -08:00", "2026-11-01 01:30 -08:00")]
    public void Quiet_ends_by_the_clock_on_the_wall(string from, string to, string at, string? ends) =>
        Assert.Equal(ends is null ? null : Instant(ends), new QuietHours(Clock(from), Clock(to)).EndsAt(Instant(at)!.Value, Zone));

    private static TimeOnly Clock(string text) => TimeOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Instant(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
