using AngleSharp.Dom;
using Bunit;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Marketing.Posts;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Marketing.Calendar;

/// <summary>The form of one post: what its channel knows, and when it must be approved by.</summary>
public sealed class PostFormTests : IAsyncLifetime
{
    private static readonly DateOnly Today = MarketingDesk.Today;

    private readonly MarketingDesk desk = new();
    private readonly CalendarPages pages = new();

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => desk.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await pages.DisposeAsync();
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task A_deadline_for_the_approval_is_set_and_refused_where_it_stands()
    {
        var id = await desk.AddPostAsync(Today.AddDays(3), new TimeOnly(9, 0));
        var card = await EditAsync(id);

        await card.Find("[aria-label='Approve by, day']").ChangeAsync(new() { Value = AddressQuery.Text(Today.AddDays(4)) });
        await card.Find("[aria-label='Approve by, time']").ChangeAsync(new() { Value = "08:00" });
        await card.Find("form").SubmitAsync();
        card.WaitForAssertion(() => Assert.Contains("It goes out before that.", ErrorAt(card, "Approve by"), StringComparison.Ordinal), CalendarPages.Patience);

        await card.Find("[aria-label='Approve by, day']").ChangeAsync(new() { Value = AddressQuery.Text(Today.AddDays(2)) });
        await card.Find("form").SubmitAsync();
        card.WaitForAssertion(() => Assert.Empty(card.FindAll("form")), CalendarPages.Patience);

        Assert.Equal(new PostTime(Today.AddDays(2), new TimeOnly(8, 0)), (await desk.Posts.GetAsync(id, desk.Mia, Now)).Input.ApproveBy);
    }

    [Fact]
    public async Task Only_a_post_at_google_is_asked_what_kind_it_is()
    {
        var google = await EditAsync(await desk.AddPostAsync(account: await desk.AddAccountAsync("google_business_profile")));
        Assert.Contains("Kind at Google", google.Markup, StringComparison.Ordinal);

        await using var others = new CalendarPages();
        var facebook = await EditAsync(await desk.AddPostAsync(), others);

        Assert.DoesNotContain("Kind at Google", facebook.Markup, StringComparison.Ordinal);
        Assert.Contains("of 63,206 characters", facebook.Find(".preview-count").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_needs_its_event_and_stands_above_the_text_while_one_types()
    {
        await desk.Office.AddAsync(new SeasonalEvent { TenantId = TestOffice.H2o, Kind = SeasonalEventKind.CityEvent, Name = "Home show", StartsOn = Today.AddDays(9), EndsOn = Today.AddDays(11) });
        var id = await desk.AddPostAsync(account: await desk.AddAccountAsync("google_business_profile"));
        var card = await EditAsync(id);

        await Box(card, "Kind at Google").ChangeAsync(new() { Value = "Event" });
        await card.Find("form").SubmitAsync();
        card.WaitForAssertion(() => Assert.Contains("Which event does it announce?", ErrorAt(card, "Event"), StringComparison.Ordinal), CalendarPages.Patience);

        await Box(card, "Event").ChangeAsync(new() { Value = "home" });
        card.WaitForAssertion(() => Assert.NotEmpty(card.FindAll("[role=option]")), CalendarPages.Patience);
        await card.ClickFirstAsync("[role=option]", option => option.TextContent.Contains("Home show", StringComparison.Ordinal));
        await Box(card, "Text on this account").ChangeAsync(new() { Value = "Meet us there." });
        Assert.Contains("Home show", card.Find(".preview-headline").TextContent, StringComparison.Ordinal);
        Assert.Equal("Meet us there.", card.Find(".preview-text").TextContent);
        await card.Find("form").SubmitAsync();
        card.WaitForAssertion(() => Assert.Contains("Event: Home show", card.Markup, StringComparison.Ordinal), CalendarPages.Patience);

        await using var db = await desk.Office.DbAsync();
        var draft = (await PublishDrafts.LoadAsync(db, id, Now))!;
        Assert.Equal((GoogleTopic.Event, new PublishEvent("Home show", Today.AddDays(9), Today.AddDays(11))), (draft.Topic, draft.Event));
    }

    [Fact]
    public async Task An_offer_shows_its_days_coupon_and_terms_and_is_refused_without_one()
    {
        var offer = new Offer
        {
            TenantId = TestOffice.H2o,
            Title = "$50 off drains",
            ValidFrom = Today,
            ValidTo = Today.AddDays(30),
            Discount = DiscountKind.FixedAmount,
            AmountCents = 5000,
            CouponCode = "DRAIN50",
            Terms = "One per house",
            WebsiteUrl = "https://h2o.example.com/drains",
        };
        await desk.Office.AddAsync(offer);
        var account = await desk.AddAccountAsync("google_business_profile");
        var (with, without) = (await desk.AddPostAsync(Today.AddDays(1), account: account, content: await desk.AddContentAsync(with: c => c.OfferId = offer.Id)), await desk.AddPostAsync(Today.AddDays(2), account: account));
        var card = await EditAsync(with);

        await Box(card, "Kind at Google").ChangeAsync(new() { Value = "Offer" });
        Assert.Contains("$50 off drains", card.Find(".preview-headline").TextContent, StringComparison.Ordinal);
        Assert.Contains("DRAIN50", card.Find(".preview-offer").TextContent, StringComparison.Ordinal);
        await card.Find("form").SubmitAsync();
        card.WaitForAssertion(() => Assert.Contains("Offer: $50 off drains", card.Markup, StringComparison.Ordinal), CalendarPages.Patience);

        await using var others = new CalendarPages();
        var bare = await EditAsync(without, others);
        await Box(bare, "Kind at Google").ChangeAsync(new() { Value = "Offer" });
        await bare.Find("form").SubmitAsync();
        bare.WaitForAssertion(() => Assert.Contains("The content has no offer.", ErrorAt(bare, "Kind at Google"), StringComparison.Ordinal), CalendarPages.Patience);
    }

    [Fact]
    public async Task Another_kind_after_approval_asks_again_and_other_channels_refuse_it()
    {
        var happening = new SeasonalEvent { TenantId = TestOffice.H2o, Kind = SeasonalEventKind.Holiday, Name = "Fix a leak week", StartsOn = new DateOnly(2020, 3, 20), EndsOn = new DateOnly(2020, 3, 26), EveryYear = true };
        await desk.Office.AddAsync(happening);
        var id = await desk.AddPostInAsync(PostStatus.Scheduled, Today.AddDays(1), account: await desk.AddAccountAsync("google_business_profile"));
        await SaveAsync(id, input => (input.GoogleTopic, input.EventId) = (GoogleTopic.Event, happening.Id));

        Assert.Equal(PostStatus.NeedsApproval, (await desk.RowAsync(id)).Status);
        await using (var db = await desk.Office.DbAsync())
        {
            // This year's days, not those it began with.
            Assert.Equal(new PublishEvent("Fix a leak week", new DateOnly(2026, 3, 20), new DateOnly(2026, 3, 26)), (await PublishDrafts.LoadAsync(db, id, Now))!.Event);
        }

        var facebook = await desk.AddPostAsync();
        Assert.Equal(nameof(PostInput.GoogleTopic), (await Assert.ThrowsAsync<RuleException>(() => SaveAsync(facebook, input => (input.GoogleTopic, input.EventId) = (GoogleTopic.Event, happening.Id)))).Field);
    }

    [Fact]
    public async Task Events_to_choose_from_are_the_company_s_own_that_still_come()
    {
        await desk.Office.AddAsync(
            new SeasonalEvent { TenantId = TestOffice.H2o, Kind = SeasonalEventKind.Holiday, Name = "Over", StartsOn = Today.AddDays(-20), EndsOn = Today.AddDays(-10) },
            new SeasonalEvent { TenantId = TestOffice.H2o, Kind = SeasonalEventKind.Holiday, Name = "Later", StartsOn = Today.AddDays(20), EndsOn = Today.AddDays(20) },
            new SeasonalEvent { TenantId = TestOffice.H2o, Kind = SeasonalEventKind.Freeze, Name = "Soon", StartsOn = Today.AddYears(-3).AddDays(2), EndsOn = Today.AddYears(-3).AddDays(3), EveryYear = true });

        Assert.Equal(["Soon", "Later"], (await desk.Posts.FindEventsAsync(TestOffice.H2o, null, desk.Mia, Now)).Select(c => c.Text));
        Assert.Equal(["Later"], (await desk.Posts.FindEventsAsync(TestOffice.H2o, "lat", desk.Mia, Now)).Select(c => c.Text));
        Assert.Empty(await desk.Posts.FindEventsAsync(TestOffice.AllCounty, null, desk.Office.Max, Now));
    }

    private async Task SaveAsync(Guid id, Action<PostInput> change)
    {
        var seen = (await desk.Posts.GetAsync(id, desk.Mia, Now)).Input;
        var mine = seen.Copy();
        change(mine);
        await desk.Posts.SaveAsync(id, seen, mine, desk.Mia, Now);
    }

    private async Task<IRenderedComponent<PostCard>> EditAsync(Guid id, CalendarPages? other = null)
    {
        var card = await (other ?? pages).OpenAsync<PostCard>(desk.Office, desk.Mia, Urls.Calendar, p => p.Add(c => c.Id, id));
        card.WaitForAssertion(() => Assert.NotNull(card.Find("[data-hotkey=e]")), CalendarPages.Patience);
        await card.Find("[data-hotkey=e]").ClickAsync();
        return card;
    }

    private static IElement Box(IRenderedComponent<PostCard> card, string label) =>
        card.Find("#" + card.FindAll("label.field-label").Single(l => l.TextContent.Trim().TrimEnd('*').Trim() == label).GetAttribute("for"));

    private static string ErrorAt(IRenderedComponent<PostCard> card, string label) =>
        card.Find("#" + card.FindAll("label.field-label").Single(l => l.TextContent.Trim().TrimEnd('*').Trim() == label).GetAttribute("for") + "-error").TextContent;
}
