using PlumbingOps.Data;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Shell;

public class TimeWordsTests
{
    /// <summary>Noon in Vancouver, Washington, on Tuesday 18 November 2025.</summary>
    private readonly FixedClock clock = new(new DateTimeOffset(2025, 11, 18, 20, 0, 0, TimeSpan.Zero));

    private TimeWords Words => TimeWords.In("America/Los_Angeles", clock);

    [Fact]
    public void An_appointment_reads_as_the_office_says_it() =>
        Assert.Equal("Tue 18 Nov, 8:00–10:00 AM", Words.Span(Utc(2025, 11, 18, 16, 0), Utc(2025, 11, 18, 18, 0)));

    [Fact]
    public void An_appointment_over_noon_says_both_halves() =>
        Assert.Equal("Tue 18 Nov, 11:00 AM–1:00 PM", Words.Span(Utc(2025, 11, 18, 19, 0), Utc(2025, 11, 18, 21, 0)));

    [Fact]
    public void Noon_and_midnight_have_their_usual_names()
    {
        Assert.Equal("Tue 18 Nov, 12:00–1:00 PM", Words.Span(Utc(2025, 11, 18, 20, 0), Utc(2025, 11, 18, 21, 0)));
        Assert.Equal("Tue 18 Nov, 12:00 AM", Words.At(Utc(2025, 11, 18, 8, 0)));
    }

    [Fact]
    public void A_night_job_carries_both_days() =>
        Assert.Equal("Tue 18 Nov, 10:00 PM – Wed 19 Nov, 2:00 AM", Words.Span(Utc(2025, 11, 19, 6, 0), Utc(2025, 11, 19, 10, 0)));

    [Fact]
    public void An_end_before_its_start_is_left_out() =>
        Assert.Equal("Tue 18 Nov, 8:00 AM", Words.Span(Utc(2025, 11, 18, 16, 0), Utc(2025, 11, 18, 15, 0)));

    [Fact]
    public void The_day_is_the_companys_not_utcs()
    {
        Assert.Equal("Mon 17 Nov, 11:30 PM", Words.At(Utc(2025, 11, 18, 7, 30)));

        clock.Now = Utc(2025, 11, 18, 7, 30);
        Assert.Equal(new DateOnly(2025, 11, 17), Words.Today);
    }

    [Theory]
    [InlineData("2025-11-18", "2025-11-20", "Tue 18 – Thu 20 Nov")]
    [InlineData("2025-11-28", "2025-12-02", "Fri 28 Nov – Tue 2 Dec")]
    [InlineData("2025-12-30", "2026-01-02", "Tue 30 Dec 2025 – Fri 2 Jan 2026")]
    [InlineData("2025-11-18", "2025-11-18", "Tue 18 Nov")]
    [InlineData("2025-11-18", "2025-11-17", "Tue 18 Nov")]
    [InlineData("2024-02-28", "2024-03-01", "Wed 28 Feb – Fri 1 Mar 2024")]
    [InlineData("2024-02-27", "2024-02-29", "Tue 27 – Thu 29 Feb 2024")]
    public void A_range_of_days_says_no_more_than_it_must(string first, string last, string words) =>
        Assert.Equal(words, Words.Days(Day(first), Day(last)));

    [Fact]
    public void The_year_shows_when_it_is_not_this_year()
    {
        Assert.Equal("Wed 31 Dec", Words.Day(Day("2025-12-31")));
        Assert.Equal("Thu 1 Jan 2026", Words.Day(Day("2026-01-01")));
    }

    [Fact]
    public void This_year_is_the_companys_on_new_years_eve()
    {
        clock.Now = Utc(2026, 1, 1, 5, 0);

        Assert.Equal("Wed 31 Dec", Words.Day(Day("2025-12-31")));
    }

    [Fact]
    public void The_hour_that_autumn_repeats_is_told_apart()
    {
        clock.Now = Utc(2026, 11, 1, 0, 0);

        Assert.Equal("Sun 1 Nov, 1:30 AM PDT", Words.At(Utc(2026, 11, 1, 8, 30)));
        Assert.Equal("Sun 1 Nov, 1:30 AM PST", Words.At(Utc(2026, 11, 1, 9, 30)));
        Assert.Equal("Sun 1 Nov, 1:30 AM PDT–1:30 AM PST", Words.Span(Utc(2026, 11, 1, 8, 30), Utc(2026, 11, 1, 9, 30)));
    }

    [Fact]
    public void The_hour_that_spring_skips_is_skipped()
    {
        clock.Now = Utc(2026, 3, 8, 0, 0);

        Assert.Equal("Sun 8 Mar, 1:59 AM", Words.At(Utc(2026, 3, 8, 9, 59)));
        Assert.Equal("Sun 8 Mar, 3:00 AM", Words.At(Utc(2026, 3, 8, 10, 0)));
    }

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-5, "5 minutes ago")]
    [InlineData(1, "in 1 minute")]
    [InlineData(-180, "3 hours ago")]
    [InlineData(-1440, "yesterday")]
    [InlineData(2880, "in 2 days")]
    [InlineData(-40320, "4 weeks ago")]
    public void Distance_is_told_roughly(int minutes, string words) =>
        Assert.Equal(words, Words.Relative(clock.Now.AddMinutes(minutes)));

    [Fact]
    public void An_unknown_zone_is_the_offices() =>
        Assert.Equal("Tue 18 Nov, 8:00 AM", TimeWords.In("Mars/Olympus", clock).At(Utc(2025, 11, 18, 16, 0)));

    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, TimeSpan.Zero);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
