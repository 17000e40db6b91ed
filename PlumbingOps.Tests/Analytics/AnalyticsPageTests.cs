using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Analytics;
using PlumbingOps.Data.Database;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Analytics;
using PlumbingOps.Web.Shell;
using Radzen.Blazor.Rendering;

namespace PlumbingOps.Tests.Analytics;

public sealed class AnalyticsPageTests(NumbersOffice world) : BunitContext, IClassFixture<NumbersOffice>
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task Numbers_say_how_much_of_how_many_against_what_and_what_they_count()
    {
        var page = await OpenAsync(world.Office.Ana, Urls.Analytics);

        var rate = Card(page, "Win rate");
        Assert.Contains("66.7 %", rate, StringComparison.Ordinal);
        Assert.Contains("2 of 3 bids", rate, StringComparison.Ordinal);
        Assert.Contains("33.3 points less than in the 30 days before", rate, StringComparison.Ordinal);
        Assert.Contains("Of the bids decided in the period", rate, StringComparison.Ordinal);
        Assert.Contains("$3,500", Card(page, "Value won"), StringComparison.Ordinal);
        Assert.Contains("15.1 hours", Card(page, "Average, taken to done"), StringComparison.Ordinal);
        Assert.Contains("14.1 hours longer", Card(page, "Average, taken to done"), StringComparison.Ordinal);
        Assert.Equal(["Jobs", "Service calls", "Reviews", "Bids", "Technicians"], page.FindAll(".number-group > h2").Select(h => h.TextContent));
        Assert.NotEmpty(page.FindAll(".number-meaning summary"));
        Assert.Equal("/jobs", page.FindAll(".number").First(n => n.TextContent.StartsWith("Active jobs", StringComparison.Ordinal)).QuerySelector("dd a")!.GetAttribute("href"));
        Assert.Contains(page.FindAll(".chart-table a"), a => a.GetAttribute("href") == "/jobs?status=Completed&donefrom=2026-02-17&doneto=2026-02-22");
    }

    [Fact]
    public async Task The_period_stands_in_the_address_and_a_day_gone_by_has_no_links()
    {
        var page = await OpenAsync(world.Office.Ana, Urls.Analytics);
        Assert.EndsWith("/analytics?period=LastMonth", page.FindAll(".numbers-periods a").Single(a => a.TextContent == "Last month").GetAttribute("href"), StringComparison.Ordinal);

        Navigation.NavigateTo($"{Urls.Analytics}?period=LastMonth&asof=2026-02-20");

        await page.WaitForAssertionAsync(() => Assert.Contains("As of the end of Fri 20 Feb", page.Find(".banner").TextContent, StringComparison.Ordinal), PageFloor.Patience);
        Assert.Equal("Last month", page.Find(".numbers-periods [aria-current]").TextContent);
        Assert.Empty(page.FindAll(".number dd a, .chart-table a, .technician-table a"));
        Assert.Contains("Thu 1 – Sat 31 Jan", page.Find(".page-filtered").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marketing_sees_no_money()
    {
        var mia = await OpenAsync(world.Office.Mia, Urls.Analytics);

        Assert.DoesNotContain("Value won", mia.Markup, StringComparison.Ordinal);
        Assert.All(mia.FindAll(".number"), number => Assert.DoesNotContain("$", number.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_company_without_jobs_shows_no_jobs()
    {
        var page = await OpenAsync(world.Office.Max, Urls.Analytics);

        Assert.Equal(["Service calls", "Reviews", "Bids", "Technicians"], page.FindAll(".number-group > h2").Select(h => h.TextContent));
    }

    [Fact]
    public async Task What_could_not_be_worked_out_is_said_and_never_shown_as_zero()
    {
        await using var nobody = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Timeout=1;Username=nobody");
        var page = await OpenAsync(world.Office.Ana, Urls.Analytics, new NumberService(new Db(nobody, world.Office.Tenants), world.Office.Tenants, world.Office.Clock));

        Assert.Contains("could not be worked out", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".number"));
    }

    private Task<IRenderedComponent<AnalyticsPage>> OpenAsync(Actor person, string address, NumberService? service = null)
    {
        this.Furnish(person, world.Office.Clock, world.Office.Tenants, service ?? world.Office.Get<NumberService>());
        // The browser tells a chart how much room it has.
        JSInterop.Setup<Rect>("Radzen.createChart", _ => true).SetResult(new Rect { Width = 600, Height = 200 });
        return PageFloor.OpenAsync<AnalyticsPage>(this, address);
    }

    private static string Card(IRenderedComponent<AnalyticsPage> page, string title) =>
        string.Join(' ', page.FindAll(".number").Single(n => n.QuerySelector("dt")!.TextContent == title).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
