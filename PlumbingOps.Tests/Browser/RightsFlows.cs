using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PlumbingOps.Data.Database;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

[Collection<DemonstrationTests>]
public sealed class RightsFlows(DemonstrationHouse demonstration) : BrowserTest(demonstration.House)
{
    [Fact]
    public async Task A_viewer_reads_jobs_and_calls_but_is_offered_no_verb()
    {
        var page = await SignInAsync(RunningHouse.Vera);
        foreach (var list in new[] { Urls.Jobs, Urls.ServiceCalls, Urls.Customers, Urls.Builders, Urls.Lots })
        {
            await page.VisitAsync(list);
            await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
            await Expect(page.Locator("[data-hotkey=n], [data-row-check], .list-actions button")).ToHaveCountAsync(0);
            await page.Locator("tbody .row-link").First.ClickAsync();
            await Expect(page.Locator(".record h1")).ToBeVisibleAsync();
            await page.ReadyAsync();
            await Expect(page.Locator(".record-verbs > .btn, .record-verbs .danger")).ToHaveCountAsync(0);
        }
    }

    [Theory]
    [InlineData(Urls.Users)]
    [InlineData(Urls.Companies)]
    [InlineData(Urls.History)]
    [InlineData(Urls.Imports)]
    [InlineData(Urls.NewJob)]
    [InlineData(Urls.NewServiceCall)]
    public async Task A_viewer_who_types_the_address_of_a_page_that_is_not_for_them_is_refused(string address)
    {
        var page = await SignInAsync(RunningHouse.Vera);
        await page.VisitAsync(address);
        await Expect(page.Heading("This page is not for your role")).ToBeVisibleAsync();
        await Expect(page.Locator("main :is(table, form)")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(RunningHouse.Theo, Urls.Builders, "This page is not for your role", "Ask an administrator")]
    [InlineData(RunningHouse.Theo, Urls.Lots, "This page is not for your role", "Ask an administrator")]
    [InlineData(RunningHouse.Theo, Urls.Users, "This page is not for your role", "Ask an administrator")]
    [InlineData(RunningHouse.Max, Urls.Jobs, "This page is not open to you", "switched jobs off")]
    [InlineData(RunningHouse.Max, Urls.NewJob, "This page is not open to you", "H2O Plumbers has switched jobs off")]
    public async Task A_page_that_is_forbidden_or_switched_off_says_so_and_nothing_else(string person, string address, string title, string why)
    {
        var page = await SignInAsync(person);
        await page.VisitAsync(address);
        await Expect(page.Heading(title)).ToBeVisibleAsync();
        await Expect(page.Locator("main")).ToContainTextAsync(why);
        await Expect(page.Locator("main :is(table, form, button)")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Go to Home" }).ClickAsync();
        await Expect(page.Heading(person == RunningHouse.Theo ? "My day" : "Today")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Somebody_of_one_company_neither_sees_nor_reaches_the_others_jobs()
    {
        await using var db = await House.DbAsync();
        var job = await db.Jobs.Where(j => j.TenantId == DemoPeople.AllCounty).Select(j => j.Id).FirstAsync();
        var theirs = await db.ServiceCalls.Where(c => c.TenantId == DemoPeople.AllCounty && c.ArchivedAt == null).OrderBy(c => c.Id).Select(c => new { c.Id, c.Number }).FirstAsync();

        var max = await SignInAsync(RunningHouse.Max);
        await max.VisitAsync(Urls.Home);
        await Expect(max.GetByRole(AriaRole.Navigation, new() { Name = "Rooms" }).GetByText("Jobs", new() { Exact = true })).ToHaveCountAsync(0);
        await max.VisitAsync(Urls.Job(job));
        await Expect(max.Locator("main h1")).ToHaveTextAsync(new Regex("not found|not open to you|not for your role"));
        await max.VisitAsync(Urls.ServiceCall(theirs.Id));
        await Expect(max.Locator("main h1")).ToHaveTextAsync(new Regex("not found"));
        await max.VisitAsync(Urls.ServiceCalls);
        await Expect(max.Locator("tbody tr").First).ToBeVisibleAsync();
        await Expect(max.Locator(".company-switcher")).ToHaveCountAsync(0);
        await Expect(max.Locator("main")).Not.ToContainTextAsync("All County");
    }
}
