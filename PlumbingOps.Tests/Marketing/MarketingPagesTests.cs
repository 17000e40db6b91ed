using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;
using PlumbingOps.Tests.Media;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Marketing.Accounts;
using PlumbingOps.Web.Features.Marketing.Content;
using PlumbingOps.Web.Features.Marketing.Media;
using PlumbingOps.Web.Features.Marketing.Plans;
using PlumbingOps.Web.Features.Marketing.Templates;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Marketing;

public sealed class MarketingPagesTests : IAsyncLifetime
{
    private TestOffice office = null!;

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    private static TimeSpan Patience => MarketingPages.Patience;

    public async ValueTask InitializeAsync() => office = await TestOffice.OpenAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task The_accounts_say_how_they_are_served_and_how_often_and_a_viewer_only_reads()
    {
        await AccountAsync("facebook_page");
        await AccountAsync("nextdoor");
        await using var pages = new MarketingPages(office, office.Vera);

        var page = await pages.OpenAsync<AccountsPage>(Urls.Accounts);

        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll(".row-link").Count), Patience);
        var text = page.Find("tbody").TextContent;
        Assert.Contains("Not connected", text, StringComparison.Ordinal);
        Assert.Contains("By hand", text, StringComparison.Ordinal);
        Assert.Contains("3 posts a week, Mon, Wed, Fri at 10:00 AM", text, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Contains("New account", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mix_that_does_not_add_up_is_said_while_typing_and_refused_when_saving()
    {
        var id = await AccountAsync("facebook_page");
        await using var pages = new MarketingPages(office, office.Mia);
        var page = await pages.OpenAsync<AccountPage>(Urls.Account(id), p => p.Add(a => a.Id, id));
        await page.ClickAsync("button", b => b.TextContent == "Edit");

        await (await page.WaitForElementAsync("input[aria-label='Team post, percent']", Patience)).InputAsync("50");

        Assert.Contains("10 % are missing", page.Find(".mix-fault").TextContent, StringComparison.Ordinal);
        await page.Find(".entry-form").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("10 % are missing", page.Find(".field-error p").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("An administrator connects it.", page.Find(".account-health").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_counts_and_warns_while_somebody_writes()
    {
        await AccountAsync("instagram_business");
        var id = await ContentAsync();
        await using var pages = new MarketingPages(office, office.Mia);
        var page = await pages.OpenAsync<ContentPage>(Urls.ContentItem(id), p => p.Add(c => c.Id, id));
        Assert.Contains("Instagram needs a picture: add one.", page.Find(".limit-notes").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("button", b => b.TextContent == "Edit");

        await (await page.WaitForElementAsync(".entry-form textarea", Patience)).ChangeAsync(string.Join(' ', Enumerable.Range(0, 31).Select(n => $"#p{n}")));

        await page.WaitForAssertionAsync(() => Assert.Contains("there are 31", page.Find(".limit-notes").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("31 of 30 hashtags", page.Find(".preview-count").TextContent, StringComparison.Ordinal);
        Assert.Contains("#p30", page.Find(".preview-text").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_wrote_it_is_not_offered_to_approve_and_somebody_else_is()
    {
        var id = await ContentAsync();
        await office.Get<ContentService>().SubmitAsync(id, office.Mia, Now);
        await using (var mias = new MarketingPages(office, office.Mia))
        {
            var own = await mias.OpenAsync<ContentPage>(Urls.ContentItem(id), p => p.Add(c => c.Id, id));
            Assert.DoesNotContain(own.FindAll("button"), b => b.TextContent.StartsWith("Approve", StringComparison.Ordinal));
            Assert.Contains("somebody else has to approve it", own.Find(".banner").TextContent, StringComparison.Ordinal);
        }

        await using var omars = new MarketingPages(office, office.Omar);
        var page = await omars.OpenAsync<ContentPage>(Urls.ContentItem(id), p => p.Add(c => c.Id, id));
        await page.ClickAsync("button", b => b.TextContent == "Approve");

        await page.WaitForAssertionAsync(() => Assert.Contains("Approved", page.Find(".record-title").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task What_should_be_changed_must_be_said_and_is_shown_to_the_writer()
    {
        var id = await ContentAsync();
        await office.Get<ContentService>().SubmitAsync(id, office.Mia, Now);
        await using var pages = new MarketingPages(office, office.Omar);
        var page = await pages.OpenAsync<ContentPage>(Urls.ContentItem(id), p => p.Add(c => c.Id, id));
        await page.ClickFirstAsync("button", b => b.TextContent == "Send back");

        await page.Find("dialog form").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("Say what should be changed.", page.Find("dialog .field-error").TextContent, StringComparison.Ordinal), Patience);
        await page.Find("dialog textarea").ChangeAsync("Shorter, please.");
        await page.Find("dialog form").SubmitAsync();

        await page.WaitForAssertionAsync(() => Assert.Contains("Shorter, please.", page.Find(".banner").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_text_both_changed_is_shown_with_three_values_and_nothing_typed_is_lost()
    {
        var id = await ContentAsync();
        var contents = office.Get<ContentService>();
        await using var pages = new MarketingPages(office, office.Mia);
        var page = await pages.OpenAsync<ContentPage>(Urls.ContentItem(id), p => p.Add(c => c.Id, id));
        await page.ClickAsync("button", b => b.TextContent == "Edit");
        await (await page.WaitForElementAsync(".entry-form textarea", Patience)).ChangeAsync("mine");
        var seen = (await contents.GetAsync(id, office.Omar, Now)).Input;
        var theirs = seen.Copy();
        theirs.Caption = "theirs";
        await contents.SaveAsync(id, seen, theirs, office.Omar, Now);

        await page.Find(".entry-form").SubmitAsync();

        await page.WaitForAssertionAsync(() => Assert.Contains("theirs", page.Find(".field-conflict").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("mine", page.Find(".field-conflict").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_content_begins_with_a_template_in_the_companys_name()
    {
        await GiveRoleAsync(office.Mia);
        var template = await office.Get<TemplateService>().AddAsync(TestOffice.H2o, new TemplateInput { Category = ContentCategory.Diy, Title = "Valve tips", Caption = "{company} shows how" }, office.Mia, Now);
        await using var pages = new MarketingPages(office, office.Mia);

        var page = await pages.OpenAsync<NewContentPage>($"{Urls.NewContent}?template={template}");
        await page.WaitForAssertionAsync(() => Assert.Equal("H2O Plumbers shows how", page.Find(".entry-form textarea").GetAttribute("value")), Patience);
        await page.Find(".entry-form").SubmitAsync();

        await Eventually.IsTrueAsync(() => Task.FromResult(pages.Address.Uri.Contains("/marketing/content/0", StringComparison.Ordinal)));
        var made = Assert.Single((await office.Get<ContentService>().ListAsync(new ContentFilter(), AccountServiceTests.First, office.Mia, Now)).Rows);
        Assert.Equal(("Valve tips", ContentCategory.Diy, "Mia Moore"), (made.Title, made.Category, made.Owner));
    }

    [Fact]
    public async Task The_list_of_content_is_narrowed_by_its_address()
    {
        await ContentAsync();
        await office.Get<ContentService>().CreateAsync(TestOffice.H2o, new Data.Marketing.ContentInput { Title = "An idea" }, office.Mia, Now);
        await using var pages = new MarketingPages(office, office.Omar);

        var page = await pages.OpenAsync<ContentListPage>($"{Urls.Content}?status=Idea");

        await page.WaitForAssertionAsync(() => Assert.Equal("An idea", Assert.Single(page.FindAll(".row-link")).TextContent), Patience);
    }

    [Fact]
    public async Task A_pictures_page_offers_its_shapes_and_where_it_is_used()
    {
        var id = await PictureAsync();
        await office.Get<ContentService>().CreateAsync(TestOffice.H2o, new Data.Marketing.ContentInput { Title = "Shown here", Pictures = [id] }, office.Mia, Now);
        await using var pages = new MarketingPages(office, office.Mia);
        var library = await pages.OpenAsync<MediaPage>(Urls.Media);
        await library.WaitForAssertionAsync(() => Assert.Equal(Urls.MediaAsset(id), Assert.Single(library.FindAll(".media-card")).GetAttribute("href")), Patience);

        var page = await pages.OpenAsync<MediaAssetPage>(Urls.MediaAsset(id), p => p.Add(m => m.Id, id));

        Assert.Contains("Shown here", page.Find(".record-aside").TextContent, StringComparison.Ordinal);
        await page.ClickFirstAsync("button", b => b.TextContent == "Crop");
        Assert.Contains("Square · 400 × 400", page.Find(".crop-verbs").TextContent, StringComparison.Ordinal);
        await page.Find("[data-crop]").TriggerEventAsync("oncropchange", new CropChangeEventArgs { X = 10, Y = 20, Width = 200, Height = 200 });
        await page.ClickAsync("button", b => b.TextContent == "Save the crop");
        await page.WaitForAssertionAsync(() => Assert.Contains("200 × 200", page.Find(".shape-list").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Offers_events_topics_and_templates_are_added_from_their_pages()
    {
        await using var pages = new MarketingPages(office, office.Mia);
        var offers = await pages.OpenAsync<OffersPage>(Urls.Offers);
        await offers.Find("[data-hotkey=n]").ClickAsync();
        await TypeAsync(offers, "dialog input", "Free look");
        await TypeAsync(offers, "dialog select", "FreeService");
        await offers.Find("dialog form").SubmitAsync();
        await offers.WaitForAssertionAsync(() => Assert.Contains("Free look", offers.Find("tbody").TextContent, StringComparison.Ordinal), Patience);

        var events = await pages.OpenAsync<EventsPage>(Urls.SeasonalEvents);
        await events.Find("[data-hotkey=n]").ClickAsync();
        await TypeAsync(events, "dialog input", "First freeze");
        await events.Find("dialog form").SubmitAsync();
        await events.WaitForAssertionAsync(() => Assert.Contains("First freeze", events.Find(".event-list").TextContent, StringComparison.Ordinal), Patience);

        var topics = await pages.OpenAsync<TopicsPage>(Urls.LocalTopics);
        await topics.WaitForAssertionAsync(() => Assert.Contains("No local topics yet", topics.Markup, StringComparison.Ordinal), Patience);
        await topics.Find("[data-hotkey=n]").ClickAsync();
        await TypeAsync(topics, "dialog input", "Drains", 0);
        await TypeAsync(topics, "dialog input", "Camas", 1);
        await topics.Find("dialog form").SubmitAsync();
        await topics.WaitForAssertionAsync(() => Assert.Contains("1 gap", topics.Find(".banner").TextContent, StringComparison.Ordinal), Patience);

        var templates = await pages.OpenAsync<TemplatesPage>(Urls.Templates);
        await templates.Find("[data-hotkey=n]").ClickAsync();
        await TypeAsync(templates, "dialog input", "Meet us");
        await TypeAsync(templates, "dialog textarea", "{company}");
        await templates.Find("dialog form").SubmitAsync();
        await templates.WaitForAssertionAsync(() => Assert.Contains("Meet us", templates.Find(".template-card").TextContent, StringComparison.Ordinal), Patience);
    }

    private static Task TypeAsync<TPage>(IRenderedComponent<TPage> page, string selector, string value, int index = 0) where TPage : IComponent =>
        page.ChangeAsync(selector, index, value);

    /// <summary>Whoever owns content works in the company's office; the test office knows its people's roles only by their actors.</summary>
    private async Task GiveRoleAsync(Data.Actor person)
    {
        await using var db = await office.DbAsync();
        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = person.UserId!.Value, RoleId = await db.Roles.Where(r => r.Name == person.Role).Select(r => r.Id).SingleAsync(Now) });
        await db.SaveChangesAsync(Now);
    }

    private async Task<Guid> AccountAsync(string channel)
    {
        var channels = await office.Get<ChannelService>().ListAsync(office.Mia, Now);
        return await office.Get<AccountService>().CreateAsync(TestOffice.H2o, channels.Single(c => c.Key == channel).Id, AccountServiceTests.Facebook(), office.Mia, Now);
    }

    private Task<Guid> ContentAsync() => office.Get<ContentService>().CreateAsync(TestOffice.H2o, new Data.Marketing.ContentInput { Title = "Valve", Caption = "Find your main valve." }, office.Mia, Now);

    private async Task<Guid> PictureAsync()
    {
        await using var png = new MemoryStream(TestPicture.Png(600, 400, 3));
        return (await office.Get<MediaUploadService>().UploadAsync(TestOffice.H2o, "van.png", png, office.Mia, Now)).Id;
    }
}
