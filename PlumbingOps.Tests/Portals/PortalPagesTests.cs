using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Drafts;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Portals;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Portals;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Portals;

public class PortalPagesTests(PortalsOffice portals) : IClassFixture<PortalsOffice>
{
    private TestOffice Office => portals.Office;

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_click_verifies_a_login_and_another_takes_it_back()
    {
        var name = portals.NewName("Clicked portal");
        var account = await portals.NewAccountAsync(name);
        using var pages = Pages(Office.Omar);
        var page = await pages.OpenAsync<PortalsPage>($"{Urls.Portals}?q={Uri.EscapeDataString(name)}");
        await page.WaitForAssertionAsync(() => Assert.Contains("Never", page.Find("tbody").TextContent, StringComparison.Ordinal), PageFloor.Patience);
        Assert.Equal("office@example.com", page.Find("[data-copy-text]").GetAttribute("data-copy-text"));
        var link = page.Find("a.site-link");
        Assert.Equal(("https://permits.example.com", "_blank", "noopener noreferrer"), (link.GetAttribute("href"), link.GetAttribute("target"), link.GetAttribute("rel")));

        await page.ClickAsync("tbody button", b => b.TextContent == "Verify");

        await page.WaitForAssertionAsync(() => Assert.DoesNotContain("Never", page.Find("tbody").TextContent, StringComparison.Ordinal), PageFloor.Patience);
        Assert.NotNull((await portals.GetAsync(account)).Row.LastVerifiedAt);
        await page.InvokeAsync(() => Assert.Single(pages.Services.GetRequiredService<Notices>().Open).Undo!());
        Assert.Null((await portals.GetAsync(account)).Row.LastVerifiedAt);
    }

    [Fact]
    public async Task Who_only_reads_sees_the_portal_and_its_owner_and_no_login_nor_anything_to_press()
    {
        var account = await portals.NewAccountAsync(portals.NewName("Read portal"));
        using var pages = Pages(Office.Vera);

        var list = await pages.OpenAsync<PortalsPage>(Urls.Portals);
        await list.WaitForAssertionAsync(() => Assert.Contains(list.FindAll("a.row-link"), a => a.GetAttribute("href") == Urls.PortalAccount(account)), PageFloor.Patience);
        var page = await pages.OpenAsync<PortalAccountPage>(Urls.PortalAccount(account), p => p.Add(x => x.Id, account));

        foreach (var markup in new[] { list.Markup, page.Markup })
        {
            Assert.DoesNotContain("office@example.com", markup, StringComparison.Ordinal);
            Assert.DoesNotContain("Vault", markup, StringComparison.Ordinal);
            Assert.DoesNotContain("Ask Ana", markup, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(list.FindAll("button").Concat(page.FindAll("button")), b => b.TextContent.Trim() is "Edit" or "Verify" or "Verified today" or "Archive" || b.TextContent.StartsWith("New login", StringComparison.Ordinal));
        Assert.Contains("Logins are shown to those who work with them", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_office_uses_and_verifies_a_login_and_an_administrator_changes_it()
    {
        var account = await portals.NewAccountAsync(portals.NewName("Changed portal"));
        using (var pages = Pages(Office.Omar))
        {
            var page = await pages.OpenAsync<PortalAccountPage>(Urls.PortalAccount(account), p => p.Add(x => x.Id, account));
            Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent == "Edit");
            await page.ClickAsync("button", b => b.TextContent == "Verified today");
            await page.WaitForAssertionAsync(() => Assert.Contains("by Omar Ortiz", page.Markup, StringComparison.Ordinal), PageFloor.Patience);
        }

        using (var pages = Pages(Office.Ana))
        {
            var page = await pages.OpenAsync<PortalAccountPage>(Urls.PortalAccount(account), p => p.Add(x => x.Id, account));
            await page.ClickAsync("button", b => b.TextContent == "Edit");
            await (await page.WaitForElementAsync(".entry-form input", PageFloor.Patience)).ChangeAsync("permits@example.com");
            await page.Find(".entry-form").SubmitAsync();
            await page.WaitForAssertionAsync(() => Assert.Contains("permits@example.com", page.Find(".facts").TextContent, StringComparison.Ordinal), PageFloor.Patience);
            await page.ClickAsync("button", b => b.TextContent.Contains("Archive", StringComparison.Ordinal));
            await page.WaitForAssertionAsync(() => Assert.Contains(page.FindAll("button"), b => b.TextContent == "Restore"), PageFloor.Patience);
        }
    }

    [Fact]
    public async Task A_job_shows_its_portals_with_the_reason_and_asks_whether_it_needs_a_permit()
    {
        var builder = await portals.NewBuilderAsync("Panel Homes");
        var (linked, ruled, permit) = (await portals.NewAccountAsync("A linked panel"), await portals.NewAccountAsync("B ruled panel"), await portals.NewAccountAsync("C permit panel"));
        await portals.Links.LinkAsync(builder, linked, Office.Ana, Now);
        await portals.Rules.CreateAsync(ruled, new PortalRuleInput { BuilderId = builder, Phase = JobPhase.Trim }, Office.Ana, Now);
        await portals.Rules.CreateAsync(permit, new PortalRuleInput { BuilderId = builder, PermitRequired = true }, Office.Ana, Now);
        var job = await Office.Get<JobService>().CreateAsync(TestOffice.AllCounty, await portals.NewLotAsync(builder), JobPhase.Trim, new JobInput(), Office.Omar, Now);
        using var pages = Pages(Office.Omar);

        var panel = await pages.OpenAsync<SuggestedPortals>(Urls.Job(job), p => p.Add(x => x.JobId, job));

        await panel.WaitForAssertionAsync(() => Assert.Equal(["A linked panel", "B ruled panel"], Names()), PageFloor.Patience);
        Assert.StartsWith("Linked to Panel Homes", panel.FindAll(".suggestions .sub")[0].TextContent, StringComparison.Ordinal);
        Assert.EndsWith("Trim", panel.FindAll(".suggestions .sub")[1].TextContent, StringComparison.Ordinal);
        await panel.ChangeAsync("select", 0, "true");
        await panel.WaitForAssertionAsync(() => Assert.Contains("C permit panel", Names()), PageFloor.Patience);
        Assert.Contains("permit=true", panel.Find(".suggestion-foot a").GetAttribute("href"), StringComparison.Ordinal);

        using var theos = Pages(Office.Theo);
        Assert.Empty((await theos.OpenAsync<SuggestedPortals>(Urls.Job(job), p => p.Add(x => x.JobId, job))).FindAll(".panel"));

        IEnumerable<string> Names() => panel.FindAll(".suggestion-head > a:first-child").Select(a => a.TextContent);
    }

    [Fact]
    public async Task Trying_the_rules_out_answers_what_stands_in_the_address()
    {
        var county = portals.NewName("Tried");
        await portals.Rules.CreateAsync(await portals.NewAccountAsync("Tried portal"), new PortalRuleInput { County = county, Phase = JobPhase.Final }, Office.Ana, Now);
        using var pages = Pages(Office.Vera);

        var page = await pages.OpenAsync<PortalRuleTestPage>(PortalTestLink.To(new PortalQuestion(PortalTarget.Job, TestOffice.AllCounty, null, null, county, null, JobPhase.Final)));
        await page.WaitForAssertionAsync(() => Assert.Equal($"Rule: {county} County, Final", page.Find(".suggestions .sub").TextContent), PageFloor.Patience);
        await page.ChangeAsync("select", s => s.ParentElement!.TextContent.StartsWith("Phase", StringComparison.Ordinal), "Trim");

        await page.WaitForAssertionAsync(() => Assert.Contains("Nothing is proposed", page.Markup, StringComparison.Ordinal), PageFloor.Patience);
        Assert.Contains("phase=Trim", pages.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_is_added_changed_and_archived_with_a_way_back()
    {
        var name = portals.NewName("Ruled portal");
        var account = await portals.NewAccountAsync(name);
        await portals.Rules.CreateAsync(account, new PortalRuleInput { City = "Camas" }, Office.Ana, Now);
        using var pages = Pages(Office.Ana);
        var page = await pages.OpenAsync<PortalRulesPage>($"{Urls.PortalRules}?login={account}");
        await page.WaitForAssertionAsync(() => Assert.Contains("Camas", page.Find("tbody").TextContent, StringComparison.Ordinal), PageFloor.Patience);

        await page.ClickAsync("tbody button", b => b.TextContent == "Change");
        await (await page.WaitForElementAsync("dialog input[type=number]", PageFloor.Patience)).ChangeAsync("7");
        await page.Find("dialog form").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("7", page.Find("tbody td.right").TextContent, StringComparison.Ordinal), PageFloor.Patience);

        await page.ClickAsync("tbody button", b => b.TextContent == "Archive");
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(pages.Services.GetRequiredService<Notices>().Open), PageFloor.Patience);
        await page.InvokeAsync(() => pages.Services.GetRequiredService<Notices>().Open[^1].Undo!());
        Assert.Equal(7, Assert.Single((await portals.Rules.ListAsync(new PortalRuleFilter { AccountId = account }, new ListRequest(null, false, null, null, 5), Office.Ana, Now)).Rows).Priority);
    }

    [Fact]
    public async Task A_builder_shows_its_portals_and_an_administrator_unlinks_one()
    {
        var (builder, account) = (await portals.NewBuilderAsync(), await portals.NewAccountAsync("Builders portal"));
        await portals.Links.LinkAsync(builder, account, Office.Ana, Now);
        using (var pages = Pages(Office.Omar))
        {
            var seen = await pages.OpenAsync<BuilderPortals>(Urls.Builder(builder), p => p.Add(x => x.BuilderId, builder));
            await seen.WaitForAssertionAsync(() => Assert.Contains("Builders portal", seen.Markup, StringComparison.Ordinal), PageFloor.Patience);
            Assert.DoesNotContain("Unlink", seen.Markup, StringComparison.Ordinal);
        }

        using var own = Pages(Office.Ana);
        var panel = await own.OpenAsync<BuilderPortals>(Urls.Builder(builder), p => p.Add(x => x.BuilderId, builder));
        await panel.ClickAsync("button", b => b.GetAttribute("aria-label") == "Unlink Builders portal");
        await panel.WaitForAssertionAsync(() => Assert.Empty(panel.FindAll(".linked-list li")), PageFloor.Patience);
        await Assert.Single(own.Services.GetRequiredService<Notices>().Open).Undo!();
        Assert.Single(await portals.Links.ListAsync(builder, Office.Ana, Now));
    }

    private PortalPages Pages(Actor person) => new(portals, person);

    private sealed class PortalPages : BunitContext
    {
        public PortalPages(PortalsOffice portals, Actor person) => this.Furnish(
            person, portals.Office.Clock, portals.Office.Tenants, portals.Office.Get<LiveUpdates>(), portals.Sites, portals.Accounts, portals.Verifications, portals.Links, portals.Rules, portals.Suggestions,
            portals.Office.Get<StaffService>(), portals.Office.Get<BuilderService>(), portals.Office.Get<HistoryService>(), portals.Office.Get<DraftService>());
    }
}
