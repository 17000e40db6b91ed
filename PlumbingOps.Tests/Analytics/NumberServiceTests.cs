using Microsoft.AspNetCore.WebUtilities;
using PlumbingOps.Data;
using PlumbingOps.Data.Analytics;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Analytics;
using PlumbingOps.Web.Features.Bids;
using PlumbingOps.Web.Features.Jobs;
using PlumbingOps.Web.Features.Reviews;
using PlumbingOps.Web.Features.ServiceCalls;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Analytics;

public sealed class NumberServiceTests(NumbersOffice world) : IClassFixture<NumbersOffice>
{
    private static readonly ListRequest First = new(null, false, null, null, 1);

    private TestOffice Office => world.Office;

    [Fact]
    public async Task Jobs_count_by_state_and_by_the_day_they_were_completed_without_cancelled_and_archived_ones()
    {
        var numbers = await world.Service.ReadAsync(new NumberQuestion(), Office.Ana);

        Assert.Equal((new DateOnly(2026, 2, 17), new DateOnly(2026, 3, 18), true), (numbers.Period.From, numbers.Period.To, numbers.IsNow));
        AssertNumbers(
            numbers, NumberGroupKind.Jobs,
            new(NumberKey.JobsActive, 3), new(NumberKey.JobsOnHold, 1), new(NumberKey.JobsCompleted, 4), new(NumberKey.JobsThisWeek, 1), new(NumberKey.JobsInPeriod, 3, 1),
            new(NumberKey.JobDaysAverage, 3.0m, 1.0m, null, 3), new(NumberKey.JobDaysMedian, 2.0m, 1.0m, null, 3));
        Assert.Equal([(2, 16, 0), (2, 23, 0), (3, 2, 1), (3, 9, 1), (3, 16, 1)], Weeks(numbers, NumberGroupKind.Jobs));
    }

    [Fact]
    public async Task Calls_take_real_hours_on_the_night_the_clocks_change_and_belong_to_the_companys_own_day()
    {
        var numbers = await world.Service.ReadAsync(new NumberQuestion(), Office.Ana);

        AssertNumbers(
            numbers, NumberGroupKind.Calls,
            new(NumberKey.CallsOpen, 5), new(NumberKey.CallsOnHold, 1), new(NumberKey.CallsCompleted, 5), new(NumberKey.CallsTaken, 11, 2), new(NumberKey.CallsInPeriod, 4, 1),
            new(NumberKey.CallHoursAverage, 15.1m, 1.0m, null, 4), new(NumberKey.CallHoursMedian, 5.3m, 1.0m, null, 4),
            new(NumberKey.VisitHoursAverage, 1.5m, null, null, 4), new(NumberKey.VisitHoursMedian, 1.5m, null, null, 4));
        Assert.Equal([(2, 16, 1), (2, 23, 0), (3, 2, 1), (3, 9, 2), (3, 16, 0)], Weeks(numbers, NumberGroupKind.Calls));
    }

    [Fact]
    public async Task Shares_of_reviews_take_their_part_from_their_whole()
    {
        var numbers = await world.Service.ReadAsync(new NumberQuestion(), Office.Ana);

        AssertNumbers(
            numbers, NumberGroupKind.Reviews,
            new(NumberKey.Reviews, 3, 0), new(NumberKey.ReviewAverage, 2.67m, null, null, 3), new(NumberKey.CallsAskedRate, 75.0m, 100.0m, 3, 4), new(NumberKey.AnsweredRate, 75.0m, 0.0m, 3, 4),
            new(NumberKey.Stars5, 1, 0), new(NumberKey.Stars4, 0, 0), new(NumberKey.Stars3, 0, 0), new(NumberKey.Stars2, 1, 0), new(NumberKey.Stars1, 1, 0),
            new(NumberKey.ReviewsPublic, 1, 0), new(NumberKey.ReviewsPrivate, 2, 0),
            new(NumberKey.RequestsPending, 1), new(NumberKey.RequestsSent, 1), new(NumberKey.RequestsAnswered, 3), new(NumberKey.RequestsLost, 1), new(NumberKey.RequestsExpired, 0),
            new(NumberKey.TicketsOpen, 1), new(NumberKey.TicketRate, 66.7m, null, 2, 3), new(NumberKey.ResolvedRate, 50.0m, null, 1, 2));
        var weeks = numbers.Groups.Single(g => g.Kind == NumberGroupKind.Reviews).Weeks;
        Assert.Equal([0, 0, 0, 2, 1], weeks.Select(w => w.Count));
        Assert.Equal([null, null, null, 3.5m, 1m], weeks.Select(w => w.Average));
    }

    [Fact]
    public async Task Bids_count_in_the_period_they_were_decided_in_and_sums_of_money_are_for_those_who_may_see_prices()
    {
        var numbers = await world.Service.ReadAsync(new NumberQuestion(), Office.Ana);
        var marketing = await world.Service.ReadAsync(new NumberQuestion(), Office.Mia);

        Number[] all =
        [
            new(NumberKey.BidsOpen, 2), new(NumberKey.BidsSent, 4, 1), new(NumberKey.BidsWon, 2, 1), new(NumberKey.BidsLost, 1, 0), new(NumberKey.WinRate, 66.7m, 100.0m, 2, 3),
            new(NumberKey.ValueWon, 350_000, 50_000, null, 2),
        ];
        AssertNumbers(numbers, NumberGroupKind.Bids, all);
        AssertNumbers(marketing, NumberGroupKind.Bids, all[..^1]);
    }

    [Fact]
    public async Task Helpers_count_like_whoever_is_in_charge_and_bids_belong_to_the_technicians_of_their_call()
    {
        var technicians = (await world.Service.ReadAsync(new NumberQuestion(), Office.Ana)).Technicians!;
        var week = (await world.Service.TechniciansAsync(PeriodKind.Days7, Office.Vera))!.Value.Rows;

        Assert.Equal([("Theo", 1, 3, 1, 1, 50.0m), ("Bea", 1, 1, 1, 0, 100.0m)], technicians.Select(t => (t.Name, t.Scheduled, t.Completed, t.Sold, t.Lost, t.Conversion ?? -1)));
        Assert.Equal([("Theo", 1, 1, null), ("Bea", 1, 0, (decimal?)null)], week.Select(t => (t.Name, t.Scheduled, t.Completed, t.Conversion)));
    }

    [Fact]
    public async Task Rooms_a_company_has_not_are_left_out_and_another_companys_rows_count_nowhere()
    {
        var max = await world.Service.ReadAsync(new NumberQuestion(), Office.Max);

        Assert.Equal([NumberGroupKind.Calls, NumberGroupKind.Reviews, NumberGroupKind.Bids], max.Groups.Select(g => g.Kind));
        Assert.Equal((4m, 10m, 0m, 1m), (NumbersOffice.Value(max, NumberKey.CallsOpen), NumbersOffice.Value(max, NumberKey.CallsTaken), NumbersOffice.Value(max, NumberKey.BidsOpen), NumbersOffice.Value(max, NumberKey.BidsWon)));
        await Assert.ThrowsAsync<RuleException>(() => world.Service.ReadAsync(new NumberQuestion(), Office.Theo));
    }

    [Fact]
    public async Task Every_link_opens_as_many_rows_as_its_number_says()
    {
        foreach (var (by, kind) in new[] { (Office.Ana, PeriodKind.Days30), (Office.Ana, PeriodKind.LastMonth), (Office.Max, PeriodKind.Days90) })
        {
            var numbers = await world.Service.ReadAsync(new NumberQuestion(kind), by);
            var links = new List<(string What, string Href, int Count)>();
            foreach (var number in numbers.Groups.SelectMany(g => g.Numbers))
            {
                links.Add(($"{number.Key}", NumberLinks.Rows(number.Key, numbers)!, number.Whole ?? (int)number.Value!.Value));
                if (number.Part is { } part)
                {
                    links.Add(($"part of {number.Key}", NumberLinks.Part(number.Key, numbers)!, part));
                }
            }

            links.AddRange(numbers.Groups.SelectMany(g => g.Weeks.Select(w => ($"{g.Kind} in the week of {w.Monday}", NumberLinks.Week(g.Kind, w.Monday, numbers)!, w.Count + w.Second))));
            foreach (var who in numbers.Technicians!)
            {
                links.Add(($"{who.Name} scheduled", NumberLinks.Scheduled(who, numbers.Period), who.Scheduled));
                links.Add(($"{who.Name} completed", NumberLinks.Done(who, numbers.Period), who.Completed));
                links.Add(($"{who.Name} sold", NumberLinks.Sold(who, numbers.Period), who.Sold));
                links.Add(($"{who.Name} lost", NumberLinks.Lost(who, numbers.Period), who.Lost));
            }

            Assert.True(links.Count > 30, "The links were not found.");
            foreach (var (what, href, count) in links)
            {
                Assert.Equal($"{what}: {count} ({href})", $"{what}: {await CountAsync(href, by)} ({href})");
            }
        }
    }

    private async Task<int?> CountAsync(string href, Actor by)
    {
        var parts = href.Split('?');
        var query = QueryHelpers.ParseQuery(parts.Length > 1 ? parts[1] : "");
        string? Value(string key) => query.TryGetValue(key, out var value) ? value.ToString() : null;
        return parts[0] switch
        {
            Urls.Jobs => (await Office.Get<JobService>().ListAsync(JobFilters.Read(Value), First, by)).Count,
            Urls.ServiceCalls => (await Office.Get<ServiceCallService>().ListAsync(CallFilters.Read(Value), First, by)).Count,
            Urls.Bids => (await Office.Get<BidService>().ListAsync(BidFilters.Read(Value), First, by)).Count,
            Urls.Reviews => (await Office.Get<ReviewService>().ListAsync(ReviewEndpoints.Filter(Value), First, by)).Count,
            Urls.ReviewRequests => (await Office.Get<ReviewRequestService>().ListAsync(ReviewEndpoints.RequestFilter(Value), First, by)).Count,
            Urls.RecoveryTickets => (await Office.Get<RecoveryTicketService>().ListAsync(ReviewEndpoints.TicketFilter(Value), First, by)).Count,
            _ => throw new InvalidOperationException($"No list at {parts[0]}"),
        };
    }

    private static void AssertNumbers(Numbers numbers, NumberGroupKind kind, params Number[] expected) =>
        Assert.Equal(Lines(expected), Lines(numbers.Groups.Single(g => g.Kind == kind).Numbers));

    private static string Lines(IEnumerable<Number> numbers) => string.Join('\n', numbers.Select(n => $"{n.Key} {n.Value:0.##} before {n.Before:0.##} of {n.Part} {n.Whole}"));

    private static IEnumerable<(int Month, int Day, int Count)> Weeks(Numbers numbers, NumberGroupKind kind) =>
        numbers.Groups.Single(g => g.Kind == kind).Weeks.Select(w => (w.Monday.Month, w.Monday.Day, w.Count));
}
