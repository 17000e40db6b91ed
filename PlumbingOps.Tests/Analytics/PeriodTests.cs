using PlumbingOps.Data.Analytics;

namespace PlumbingOps.Tests.Analytics;

public class PeriodTests
{
    private static readonly DateOnly Wednesday = new(2026, 3, 18);

    [Theory]
    [InlineData(PeriodKind.Days7, "2026-03-12", "2026-03-18")]
    [InlineData(PeriodKind.Days30, "2026-02-17", "2026-03-18")]
    [InlineData(PeriodKind.Days90, "2025-12-19", "2026-03-18")]
    [InlineData(PeriodKind.ThisMonth, "2026-03-01", "2026-03-18")]
    [InlineData(PeriodKind.LastMonth, "2026-02-01", "2026-02-28")]
    [InlineData(PeriodKind.ThisQuarter, "2026-01-01", "2026-03-18")]
    [InlineData(PeriodKind.ThisYear, "2026-01-01", "2026-03-18")]
    [InlineData(PeriodKind.Custom, "2026-02-17", "2026-03-18")]
    public void A_period_ends_with_the_day_that_is_asked_for(PeriodKind kind, string from, string to) =>
        Assert.Equal(new Period(DateOnly.Parse(from, null), DateOnly.Parse(to, null)), Period.Of(kind, Wednesday));

    [Fact]
    public void Chosen_days_never_reach_beyond_what_is_known_nor_run_backwards_nor_without_end()
    {
        Assert.Equal(new Period(new(2026, 3, 1), Wednesday), Period.Of(PeriodKind.Custom, Wednesday, new(2026, 3, 1), new(2027, 1, 1)));
        Assert.Equal(new Period(new(2026, 3, 5), new(2026, 3, 5)), Period.Of(PeriodKind.Custom, Wednesday, new(2026, 3, 9), new(2026, 3, 5)));
        Assert.Equal(Period.MostDays, Period.Of(PeriodKind.Custom, Wednesday, new(1999, 1, 1), Wednesday).Days);
        Assert.Equal(new Period(new(2026, 1, 18), new(2026, 2, 16)), Period.Of(PeriodKind.Days30, Wednesday).DaysBefore());
    }
}
