using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Home;
using PlumbingOps.Web.Features.ServiceCalls;

namespace PlumbingOps.Tests.Home;

/// <summary>March 2026 in the office: it begins on a Sunday, and on the 8th the clocks go forward.</summary>
public sealed class HomeMonthTests(HomeMonthTests.March march) : OfficePages, IClassFixture<HomeMonthTests.March>
{
    private static readonly ListRequest First = new(null, false, null, null, 1);

    [Fact]
    public async Task A_month_stands_in_whole_weeks_from_sunday_and_a_day_has_a_few_calls_and_the_number_of_all()
    {
        var month = (await march.Office.Get<HomeMonthService>().MonthAsync(new(2026, 3, 18), march.Office.Ana))!;

        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 4), 35), (month.Days[0].Day, month.Days[^1].Day, month.Days.Count));
        Assert.Equal((DayOfWeek.Sunday, DayOfWeek.Saturday), (month.Days[0].Day.DayOfWeek, month.Days[^1].Day.DayOfWeek));
        var busy = month.Days.Single(d => d.Day.Day == 18 && d.Day.Month == 3);
        Assert.Equal((5, 2), (busy.Total, busy.More));
        Assert.Equal(["Morning", "Noon", "Evening"], busy.Calls.Select(c => c.Title));
        Assert.Equal([1, 1, 0], new[] { 7, 8, 9 }.Select(day => month.Days.Single(d => d.Day == new DateOnly(2026, 3, day)).Total));
    }

    [Fact]
    public async Task The_list_of_a_day_holds_as_many_calls_as_the_day_says_for_one_company_and_for_both()
    {
        foreach (var by in new[] { march.Office.Ana, march.Office.Max })
        {
            foreach (var day in (await march.Office.Get<HomeMonthService>().MonthAsync(new(2026, 3, 18), by))!.Days)
            {
                var address = $"from={day.Day:yyyy-MM-dd}";
                var filter = CallFilters.Read(key => key is "from" or "to" ? address[5..] : null);
                Assert.Equal((day.Day, day.Total), (day.Day, (await march.Office.Get<ServiceCallService>().ListAsync(filter, First, by)).Count ?? 0));
            }
        }

        Assert.Null(await march.Office.Get<HomeMonthService>().MonthAsync(new(2026, 3, 18), march.Office.Theo));
    }

    [Fact]
    public async Task Home_shows_the_month_with_words_beside_the_colours_and_steps_to_other_months()
    {
        await SignInAsync(march.Office, march.Office.Omar);
        var page = Render<HomePage>();

        await page.WaitForAssertionAsync(() => Assert.Equal(35, page.FindAll(".month-grid td").Count), Patience);
        var today = page.Find("td.is-today");
        Assert.Equal("/service-calls?from=2026-03-18&to=2026-03-18", today.QuerySelector(".month-more")!.GetAttribute("href"));
        Assert.StartsWith("2 more", today.QuerySelector(".month-more")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Emergency", today.QuerySelector("li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll(".month-grid li"), li => li.TextContent.Contains("Completed", StringComparison.Ordinal));
        var before = page.Find("a[aria-label='Previous month']").GetAttribute("href")!;
        Assert.EndsWith("?month=2026-02", before, StringComparison.Ordinal);

        Services.GetRequiredService<NavigationManager>().NavigateTo(before);

        await page.WaitForAssertionAsync(() => Assert.Contains("February 2026", page.Find(".home-month h2").TextContent, StringComparison.Ordinal), Patience);
        await page.WaitForAssertionAsync(() => Assert.Equal(28, page.FindAll(".month-grid td").Count), Patience);
    }

    [Fact]
    public async Task Home_tells_what_the_technicians_did_in_days_to_choose_and_each_number_opens_its_rows()
    {
        await SignInAsync(march.Office, march.Office.Vera);
        var page = Render<HomePage>();

        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(".technician-table tbody tr")), Patience);
        Assert.Equal("30 days", page.Find(".home-technicians [aria-current]").TextContent);
        var done = page.FindAll(".technician-table td[data-label=Completed] a").First(a => a.TextContent == "1");
        Assert.Equal($"/service-calls?status=Completed&donefrom=2026-02-17&doneto=2026-03-18&technician={march.Office.TheoOfH2o.Id}", done.GetAttribute("href"));

        Services.GetRequiredService<NavigationManager>().NavigateTo(page.FindAll(".home-technicians a").Single(a => a.TextContent == "7 days").GetAttribute("href")!);

        await page.WaitForAssertionAsync(() => Assert.Equal("7 days", page.Find(".home-technicians [aria-current]").TextContent), Patience);
        await page.WaitForAssertionAsync(() => Assert.Contains("in 7 days", page.Find(".home-technicians h2").TextContent, StringComparison.Ordinal), Patience);
    }

    public sealed class March : IAsyncLifetime
    {
        public TestOffice Office { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Office = await TestOffice.OpenAsync();
            await Office.LetPeopleBeAnywhereAsync();
            await CallAsync("Evening", new(2026, 3, 19, 5, 0, 0, TimeSpan.Zero));
            await CallAsync("Morning", new(2026, 3, 18, 15, 0, 0, TimeSpan.Zero), priority: CallPriority.Emergency);
            await CallAsync("Noon", new(2026, 3, 18, 19, 0, 0, TimeSpan.Zero), tenant: TestOffice.AllCounty);
            await CallAsync("Off", new(2026, 3, 18, 14, 0, 0, TimeSpan.Zero), call => call.Cancel("Sold"));
            await CallAsync("Late", new(2026, 3, 19, 6, 30, 0, TimeSpan.Zero));
            // The last minute of the 7th, and of the 8th, which has 23 hours.
            await CallAsync("Seventh", new(2026, 3, 8, 7, 59, 0, TimeSpan.Zero), call => call.Complete(Office.Clock.Now, new(2026, 3, 8, 9, 0, 0, TimeSpan.Zero)));
            await CallAsync("Eighth", new(2026, 3, 9, 6, 59, 0, TimeSpan.Zero));
            await CallAsync("No time", null);
        }

        public ValueTask DisposeAsync() => Office.DisposeAsync();

        private Task CallAsync(string name, DateTimeOffset? start, Action<ServiceCall>? then = null, CallPriority priority = CallPriority.Normal, string tenant = TestOffice.H2o)
        {
            var call = new ServiceCall { TenantId = tenant, Kind = ServiceCallKind.Service, Problem = "Leak", ProjectName = name, Priority = priority, CreatedAt = Office.Clock.Now.AddDays(-20) };
            call.Schedule(start, start?.AddHours(1), allDay: false);
            call.SetTechnicians(name == "Seventh" ? Office.TheoOfH2o.Id : null, []);
            then?.Invoke(call);
            return Office.AddAsync(call);
        }
    }
}
