using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;

namespace PlumbingOps.Tests.Lots;

public class WarrantyStatusTests
{
    [Theory]
    [InlineData("2026-01-31", 1, "2026-02-28", WarrantyState.Covered, "Covered, last day today")]
    [InlineData("2026-01-31", 1, "2026-03-01", WarrantyState.Expired, "Expired yesterday")]
    [InlineData("2028-02-29", 12, "2029-02-28", WarrantyState.Covered, "Covered, last day today")]
    [InlineData("2028-02-29", 12, "2029-03-02", WarrantyState.Expired, "Expired 2 days ago")]
    [InlineData("2027-02-28", 12, "2028-02-27", WarrantyState.Covered, "Covered, last day today")]
    [InlineData("2026-08-31", 6, "2027-02-28", WarrantyState.Covered, "Covered, last day today")]
    [InlineData("2026-11-15", 12, "2027-11-13", WarrantyState.Covered, "Covered, 1 day left")]
    [InlineData("2026-11-15", 12, "2026-11-15", WarrantyState.Covered, "Covered, 364 days left")]
    [InlineData("2026-11-15", 12, "2026-11-14", WarrantyState.Upcoming, "Not started yet")]
    public void The_last_day_is_covered_and_the_next_is_not(string start, int months, string today, WarrantyState state, string words)
    {
        var startsOn = DateOnly.ParseExact(start, "yyyy-MM-dd");

        var status = WarrantyStatus.Of(startsOn, WarrantyRule.LastDay(startsOn, months), DateOnly.ParseExact(today, "yyyy-MM-dd"));

        Assert.Equal((state, words), (status.State, status.InWords()));
    }

    [Fact]
    public void Without_a_completed_trim_or_final_there_is_no_warranty_yet()
    {
        var status = WarrantyStatus.Of(null, new DateOnly(2027, 3, 10));

        Assert.Equal(WarrantyState.NotStarted, status.State);
        Assert.Contains("Trim and Final", status.InWords(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(31, false)]
    [InlineData(30, true)]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void The_last_month_of_cover_is_pointed_out(int daysLeft, bool soon)
    {
        var today = new DateOnly(2027, 3, 10);

        Assert.Equal(soon, WarrantyStatus.Of(today.AddYears(-1), today.AddDays(daysLeft), today).EndsSoon);
    }
}
