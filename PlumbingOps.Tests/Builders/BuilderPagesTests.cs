using Bunit;
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

        page.Find(".alias-form input").Change(taken.ToUpperInvariant());
        page.Find(".alias-form").Submit();
        await page.WaitForAssertionAsync(() => Assert.Contains($"“{taken}” is a builder already", page.Find("#alias-refusal").TextContent, StringComparison.Ordinal));
        page.Find(".alias-form input").Change(free);
        page.Find(".alias-form").Submit();

        await page.WaitForAssertionAsync(() => Assert.Contains(free, page.Find(".alias-list").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#alias-refusal p"));
    }

    [Fact]
    public async Task A_builder_is_edited_in_place_and_a_taken_name_is_refused_at_its_field()
    {
        var taken = Office.NewName("Birch Homes");
        await Office.NewBuilderAsync(taken);
        var page = await PageAsync(Omar, await Office.NewBuilderAsync());

        page.FindAll("button").Single(b => b.TextContent == "Edit").Click();
        (await page.WaitForElementAsync(".entry-form input")).Change(taken);
        await page.Find(".entry-form").SubmitAsync();

        await page.WaitForAssertionAsync(() => Assert.Contains("is a builder already", page.Find(".entry-form .field-error p").TextContent, StringComparison.Ordinal));
        var mine = Office.NewName("Willow Homes");
        page.Find(".entry-form input").Change(mine);
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

    private async Task<IRenderedComponent<BuilderPage>> PageAsync(PlumbingOps.Data.Actor actor, Guid builder)
    {
        await SignInAsync(actor);
        var page = Render<BuilderPage>(p => p.Add(x => x.Id, builder));
        await page.WaitForElementAsync(".facts", TimeSpan.FromSeconds(10));
        return page;
    }
}
