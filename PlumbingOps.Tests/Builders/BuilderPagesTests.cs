using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.Builders;
using PlumbingOps.Tests.Lots;
using PlumbingOps.Web.Features.Builders;
using static PlumbingOps.Tests.Lots.LotsOffice;

namespace PlumbingOps.Tests.Builders;

public class BuilderPagesTests(LotsOffice office) : LotsPages(office), IClassFixture<LotsOffice>
{
    [Fact]
    public async Task A_taken_alias_is_refused_beside_its_box_and_a_free_one_appears()
    {
        var (taken, free) = (Office.NewName("Alpine Homes"), Office.NewName("ALP"));
        await Office.NewBuilderAsync(taken);
        var page = await PageAsync(Omar, await Office.NewBuilderAsync());

        await page.Find(".alias-form input").ChangeAsync(taken.ToUpperInvariant());
        await page.Find(".alias-form").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains($"“{taken}” is a builder already", page.Find("#alias-refusal").TextContent, StringComparison.Ordinal));
        await page.Find(".alias-form input").ChangeAsync(free);
        await page.Find(".alias-form").SubmitAsync();

        await page.WaitForAssertionAsync(() => Assert.Contains(free, page.Find(".alias-list").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#alias-refusal p"));
    }

    [Fact]
    public async Task A_builder_is_edited_in_place_and_a_taken_name_is_refused_at_its_field()
    {
        var taken = Office.NewName("Birch Homes");
        await Office.NewBuilderAsync(taken);
        var page = await PageAsync(Omar, await Office.NewBuilderAsync());

        await page.ClickAsync("button", b => b.TextContent == "Edit");
        await (await page.WaitForElementAsync(".entry-form input")).ChangeAsync(taken);
        await page.Find(".entry-form").SubmitAsync();

        await page.WaitForAssertionAsync(() => Assert.Contains("is a builder already", page.Find(".entry-form .field-error p").TextContent, StringComparison.Ordinal));
        var mine = Office.NewName("Willow Homes");
        await page.Find(".entry-form input").ChangeAsync(mine);
        await page.Find(".entry-form").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Equal(mine, page.Find("h1").TextContent));
    }

    [Fact]
    public async Task Who_only_reads_sees_contacts_and_no_button_to_change_anything()
    {
        var builder = await Office.NewBuilderAsync();
        await Office.Contacts.AddAsync(builder, new BuilderContactInput { Name = "Sandra Example", Role = "Superintendent", Phone = "(360) 555-0111" }, Omar, Now);

        var page = await PageAsync(Vera, builder);

        Assert.Contains("Superintendent", page.Find(".contact-list").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".alias-form"));
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent is "Edit" or "Add" or "Archive" or "New community");
    }

    [Fact]
    public async Task The_list_counts_open_work_and_opens_a_builder()
    {
        var name = Office.NewName("Listed Homes");
        var builder = await Office.NewBuilderAsync(name);
        await SignInAsync(Vera);

        var page = Render<BuildersPage>();

        await page.WaitForAssertionAsync(() => Assert.Contains(page.FindAll("a.row-link"), a => a.GetAttribute("href") == $"/builders/{builder}"), TimeSpan.FromSeconds(10));
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Contains("New builder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_administrator_sees_what_a_merge_moves_before_it_does_and_lands_on_the_kept_builder()
    {
        var (absorbed, kept) = (Office.NewName("Osprey Home"), Office.NewName("Osprey Homes"));
        var target = await Office.NewBuilderAsync(kept);
        var source = await Office.NewBuilderAsync(absorbed);
        await Office.NewLotsAsync("1-3", await Office.NewCommunityAsync(source));
        var page = await PageAsync(Ana, source);

        await ChooseAsync(page, kept);
        await page.WaitForAssertionAsync(() => Assert.Contains("1 community with 3 lots, 0 jobs and 0 calls moved", page.Find(".merge-preview").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        await page.Find("dialog form").SubmitAsync();

        var address = Services.GetRequiredService<NavigationManager>();
        await page.WaitForAssertionAsync(() => Assert.EndsWith($"/builders/{target}", address.Uri, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Contains(absorbed, (await Office.Builders.GetAsync(target, Ana, Now)).Aliases.Select(a => a.Alias));
    }

    [Fact]
    public async Task What_stands_in_the_way_of_a_merge_is_listed_with_a_link_and_holds_it_up_until_it_is_settled()
    {
        var (absorbed, kept) = (Office.NewName("Plover Home"), Office.NewName("Plover Homes"));
        var (target, source) = (await Office.NewBuilderAsync(kept), await Office.NewBuilderAsync(absorbed));
        var job = Guid.Empty;
        foreach (var builder in new[] { target, source })
        {
            var community = await Office.Communities.CreateAsync(builder, new PlumbingOps.Data.Lots.CommunityInput { Name = "Plover Bend" }, Omar, Now);
            job = await Office.NewJobAsync((await Office.NewLotsAsync("7", community))[0], PlumbingOps.Data.Jobs.JobPhase.Trim);
        }

        var page = await PageAsync(Ana, source);
        await ChooseAsync(page, kept);

        await page.WaitForAssertionAsync(() => Assert.Contains("Lot 7 of “Plover Bend” would have Trim twice", page.Find(".merge-obstacles").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.StartsWith("/lots/", page.Find(".merge-obstacles a").GetAttribute("href"), StringComparison.Ordinal);
        var merge = page.Find("dialog [type=submit]");
        Assert.True(merge.HasAttribute("disabled"));
        Assert.Equal("Settle what stands in the way first.", page.Find($"#{merge.GetAttribute("aria-describedby")}").TextContent);
        await page.Find("dialog form").SubmitAsync();
        Assert.Null((await Office.Builders.GetAsync(source, Ana, Now)).ArchivedAt);

        await Office.Jobs.ArchiveAsync(job, Ana, Now);
        await page.ClickAsync("dialog button", b => b.TextContent == "Look again");
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".merge-obstacles")), TimeSpan.FromSeconds(10));
        Assert.False(page.Find("dialog [type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task The_office_is_offered_no_merge()
    {
        var page = await PageAsync(Omar, await Office.NewBuilderAsync());

        Assert.DoesNotContain("Merge into another", page.Markup, StringComparison.Ordinal);
    }

    private static async Task ChooseAsync(IRenderedComponent<BuilderPage> page, string kept)
    {
        await page.ClickAsync("button", b => b.TextContent.Contains("Merge into another", StringComparison.Ordinal));
        await (await page.WaitForElementAsync("dialog [role=combobox]", TimeSpan.FromSeconds(10))).ChangeAsync(kept);
        await (await page.WaitForElementAsync("dialog [role=option]", TimeSpan.FromSeconds(10))).ClickAsync();
    }

    private async Task<IRenderedComponent<BuilderPage>> PageAsync(PlumbingOps.Data.Actor actor, Guid builder)
    {
        await SignInAsync(actor);
        var page = Render<BuilderPage>(p => p.Add(x => x.Id, builder));
        await page.WaitForElementAsync(".facts", TimeSpan.FromSeconds(10));
        return page;
    }
}
