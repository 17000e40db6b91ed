using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Web.Features.Lots;
using static PlumbingOps.Tests.Lots.LotsOffice;

namespace PlumbingOps.Tests.Lots;

public class LotPagesTests(LotsOffice office) : LotsPages(office), IClassFixture<LotsOffice>
{
    private static readonly DateOnly Today = new(2027, 3, 10);

    [Fact]
    public async Task A_number_typed_into_the_list_of_communities_finds_the_lot()
    {
        var lot = (await Office.NewLotsAsync("4711"))[0];
        await SignInAsync(Omar);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/lots?q=4711");

        var page = Render<CommunitiesPage>();

        await page.WaitForAssertionAsync(() => Assert.Equal($"/lots/{lot}", page.Find(".found-lots a").GetAttribute("href")), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task The_lots_page_says_how_long_the_house_is_covered_and_from_which_job()
    {
        var lot = (await Office.NewLotsAsync("9"))[0];
        var job = await Office.NewJobAsync(lot, JobPhase.Final, Today.AddDays(-9), Today.AddDays(-8));
        await Office.Jobs.CompleteAsync(job, Today.AddDays(-8), Omar, Now);
        await SignInAsync(Vera);

        var page = Render<LotPage>(p => p.Add(x => x.Id, lot));

        await page.WaitForElementAsync(".warranty", TimeSpan.FromSeconds(10));
        var words = page.Find(".warranty").TextContent;
        Assert.Contains("Covered, 357 days left", words, StringComparison.Ordinal);
        Assert.Contains("Final (J-", words, StringComparison.Ordinal);
        Assert.Contains("12 months", words, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent is "Edit" or "Turn over" or "Archive");
    }

    [Fact]
    public async Task A_house_is_turned_over_to_a_new_customer_and_the_undo_takes_it_back()
    {
        var lot = (await Office.NewLotsAsync("9"))[0];
        await SignInAsync(Omar);
        var page = Render<LotPage>(p => p.Add(x => x.Id, lot));
        await page.WaitForElementAsync(".facts", TimeSpan.FromSeconds(10));

        await page.ClickAsync("button", b => b.TextContent == "Turn over");
        var name = await page.WaitForElementAsync("dialog .field:nth-of-type(2) input");
        await name.ChangeAsync("Pat Sample");
        await page.Find("dialog form").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("Pat Sample", page.Find(".owner-list").TextContent, StringComparison.Ordinal));

        var undo = Assert.Single(Services.GetRequiredService<PlumbingOps.Web.Shell.Notices>().Open).Undo!;
        await page.InvokeAsync(undo);
        Assert.Empty(page.FindAll(".owner-list"));
    }

    [Fact]
    public async Task An_unknown_lot_says_so_and_leads_back()
    {
        await SignInAsync(Vera);

        var page = Render<LotPage>(p => p.Add(x => x.Id, Guid.CreateVersion7()));

        await page.WaitForAssertionAsync(() => Assert.Contains("This lot was not found", page.Find("h1").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Somebody_without_jobs_sees_a_list_of_lots_and_no_phases()
    {
        var community = await Office.NewCommunityAsync();
        await Office.NewLotsAsync("1-3", community);
        await SignInAsync(Max);

        var page = Render<CommunityPage>(p => p.Add(x => x.Id, community));

        await page.WaitForElementAsync("[data-cell]", TimeSpan.FromSeconds(10));
        Assert.Equal(3, page.FindAll("[data-cell]").Count);
        Assert.Empty(page.FindAll(".lot-cell"));
    }

    [Fact]
    public async Task A_community_is_merged_into_another_of_its_builder_after_a_look_at_what_moves()
    {
        var builder = await Office.NewBuilderAsync();
        var (target, source, elsewhere) = (await Office.NewCommunityAsync(builder), await Office.NewCommunityAsync(builder), await Office.NewCommunityAsync());
        await Office.NewLotsAsync("1-2", target);
        await Office.NewLotsAsync("2-4", source);
        await SignInAsync(Ana);
        var page = Render<CommunityPage>(p => p.Add(x => x.Id, source));
        await (await page.WaitForElementAsync(".record-verbs .menu-list button", TimeSpan.FromSeconds(10))).ClickAsync();

        await (await page.WaitForElementAsync("dialog [role=combobox]", TimeSpan.FromSeconds(10))).ChangeAsync("Heron");
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll("dialog [role=option]")), TimeSpan.FromSeconds(10));
        await page.Find("dialog [role=option]").ClickAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("2 lots moved, 1 lot that both have become one", page.Find(".merge-preview").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        await page.Find("dialog form").SubmitAsync();

        var address = Services.GetRequiredService<NavigationManager>();
        await page.WaitForAssertionAsync(() => Assert.EndsWith($"/communities/{target}", address.Uri, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal(4, (await Office.Communities.GetAsync(target, Ana, Now)).Lots);
        Assert.Equal(0, (await Office.Communities.GetAsync(elsewhere, Ana, Now)).Lots);
    }
}
