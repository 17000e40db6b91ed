using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Home;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Home;

public class HomePageTests : OfficePages
{
    [Fact]
    public async Task The_office_sees_everybodys_day_what_nobody_has_and_numbers_that_open_their_rows()
    {
        await using var office = await TestOffice.OpenAsync();
        await CallAsync(office, 1, office.TheoOfH2o.Id);
        await CallAsync(office, 3, null);
        await SignInAsync(office, office.Omar);

        var page = Render<HomePage>();

        await page.WaitForAssertionAsync(() => Assert.Equal("Today", page.Find("h1").TextContent), Patience);
        Assert.Contains("11:00 AM", (await page.WaitForElementAsync("section[aria-label=Theo]", Patience)).TextContent, StringComparison.Ordinal);
        Assert.Contains("1:00 PM", page.Find("section.is-unassigned").TextContent, StringComparison.Ordinal);
        var tiles = page.FindAll(".day-tile").ToDictionary(t => t.GetAttribute("href")!, t => t.QuerySelector("strong")!.TextContent);
        Assert.Equal("2", tiles["/service-calls?from=2026-03-18&to=2026-03-18"]);
        var signals = page.FindAll(".signal").ToDictionary(s => s.GetAttribute("href")!, s => s.QuerySelector("strong")!.TextContent);
        Assert.Equal("1", signals["/service-calls?unassigned=true"]);
        Assert.DoesNotContain("/jobs?overdue=true", signals.Keys);
        Assert.Empty(page.FindAll(".home-figures"));
    }

    [Fact]
    public async Task A_technician_is_led_to_the_own_day_and_reads_others_with_the_way_there_and_no_office_numbers()
    {
        await using var office = await TestOffice.OpenAsync();
        await CallAsync(office, 1, office.TheoOfH2o.Id);
        await CallAsync(office, 3, null);
        await SignInAsync(office, office.Theo);
        var navigation = Services.GetRequiredService<NavigationManager>();

        Render<HomePage>();
        await Task.Yield();
        Assert.EndsWith(Urls.MyDay, navigation.Uri, StringComparison.Ordinal);
        navigation.NavigateTo($"{Urls.Home}?day=2026-03-18");
        var page = Render<HomePage>();

        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll(".day-visits.is-large li")), Patience);
        Assert.Contains("12 Example Way", page.Find("a.address").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".home-attention"));
        Assert.Empty(page.FindAll(".is-unassigned"));
    }

    [Fact]
    public async Task The_owner_sees_numbers_too_and_what_is_well_is_one_line()
    {
        await using var office = await TestOffice.OpenAsync();
        await SignInAsync(office, office.Ana);

        var page = Render<HomePage>();

        await page.WaitForAssertionAsync(() => Assert.Contains("All clear", page.Find(".home-attention").TextContent, StringComparison.Ordinal), Patience);
        Assert.NotEmpty(page.FindAll(".home-figures a"));
    }

    [Fact]
    public async Task Another_day_is_a_step_away_and_stands_in_the_address()
    {
        await using var office = await TestOffice.OpenAsync();
        await CallAsync(office, 25, null);
        await SignInAsync(office, office.Omar);
        var page = Render<HomePage>();
        await page.WaitForAssertionAsync(() => Assert.Equal("Today", page.Find("h1").TextContent), Patience);
        var navigation = Services.GetRequiredService<NavigationManager>();
        var tomorrow = page.Find("a[aria-label='Day after']").GetAttribute("href")!;
        Assert.EndsWith("?day=2026-03-19", tomorrow, StringComparison.Ordinal);

        navigation.NavigateTo(tomorrow);
        page.Render();

        await page.WaitForAssertionAsync(() => Assert.Equal("Thu 19 Mar", page.Find("h1").TextContent), Patience);
        Assert.Single(page.FindAll("section.is-unassigned li"));
        Assert.Contains(page.FindAll("a"), a => a.TextContent == "Today" && a.GetAttribute("href") == Urls.Home);
    }

    [Fact]
    public async Task A_new_day_begins_on_an_open_page()
    {
        await using var office = await TestOffice.OpenAsync();
        await CallAsync(office, 25, null);
        await SignInAsync(office, office.Omar);
        var page = Render<HomePage>();
        await page.WaitForAssertionAsync(() => Assert.Contains("Wed 18 Mar", page.Find(".page-title").TextContent, StringComparison.Ordinal), Patience);

        office.Clock.Now = office.Clock.Now.AddHours(15);
        await page.InvokeAsync(page.Instance.TickAsync);

        await page.WaitForAssertionAsync(() => Assert.Contains("Thu 19 Mar", page.Find(".page-title").TextContent, StringComparison.Ordinal), Patience);
    }

    /// <param name="hours">After ten in the morning.</param>
    private static async Task CallAsync(TestOffice office, int hours, Guid? technician)
    {
        var start = office.Clock.Now.AddHours(hours);
        var call = new ServiceCall { TenantId = TestOffice.H2o, Kind = ServiceCallKind.Service, Problem = "Leak", Street = "12 Example Way", CreatedAt = office.Clock.Now };
        call.Schedule(start, start.AddHours(1), allDay: false);
        call.SetTechnicians(technician, []);
        await office.AddAsync(call);
    }
}
