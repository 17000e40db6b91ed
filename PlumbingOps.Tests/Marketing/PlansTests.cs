using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Marketing;

public sealed class PlansTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 3, 18);

    private TestOffice office = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => office = await TestOffice.OpenAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task An_offer_says_what_it_is_worth_and_both_of_its_days_belong_to_it()
    {
        var offers = office.Get<OfferService>();
        await offers.CreateAsync(TestOffice.H2o, new OfferInput { Title = "Half off", Discount = DiscountKind.Percentage, Percent = 12.5m, Amount = 3, ValidFrom = Today, ValidTo = Today }, office.Mia, Now);
        await offers.CreateAsync(TestOffice.H2o, new OfferInput { Title = "Drain", Discount = DiscountKind.FixedAmount, Amount = 49.5m, ValidFrom = Today.AddDays(1), ValidTo = Today.AddDays(9) }, office.Omar, Now);

        var running = Assert.Single((await ListAsync(OfferTime.Running)).Rows);
        Assert.Equal(("12.5 % off", null), (running.Worth, running.AmountCents));
        Assert.Equal("$49.5 off", Assert.Single((await ListAsync(OfferTime.Coming)).Rows).Worth);
        Assert.Empty((await ListAsync(OfferTime.Over)).Rows);

        Task<ListPage<OfferRow>> ListAsync(OfferTime when) => offers.ListAsync(new OfferFilter { When = when }, AccountServiceTests.First, office.Vera, Now);
    }

    [Fact]
    public async Task An_offer_that_ends_before_it_begins_or_says_no_worth_is_refused_also_when_two_people_made_it_so()
    {
        var offers = office.Get<OfferService>();
        var wrong = new OfferInput { Title = "x", Discount = DiscountKind.Percentage, ValidFrom = Today, ValidTo = Today };
        Assert.Equal("Percent", (await Assert.ThrowsAsync<RuleException>(() => offers.CreateAsync(TestOffice.H2o, wrong, office.Mia, Now))).Field);
        wrong.Discount = DiscountKind.FreeService;
        var id = await offers.CreateAsync(TestOffice.H2o, wrong, office.Mia, Now);
        var seen = (await offers.GetAsync(id, office.Mia, Now)).Input;
        var (later, sooner) = (seen.Copy(), seen.Copy());
        (later.ValidFrom, later.ValidTo) = (Today.AddDays(5), Today.AddDays(5));
        await offers.SaveAsync(id, seen, later, office.Omar, Now);
        sooner.Title = "y";
        await offers.SaveAsync(id, seen, sooner, office.Mia, Now);

        Assert.Equal(Today.AddDays(5), (await offers.GetAsync(id, office.Mia, Now)).Input.ValidTo);
        var backwards = (await offers.GetAsync(id, office.Mia, Now)).Input.Copy();
        backwards.ValidTo = Today;
        Assert.Equal("ValidTo", (await Assert.ThrowsAsync<RuleException>(() => offers.SaveAsync(id, later, backwards, office.Mia, Now))).Field);
    }

    [Fact]
    public async Task Events_of_a_year_come_in_their_order_yearly_ones_included()
    {
        var events = office.Get<SeasonalEventService>();
        await events.AddAsync(TestOffice.H2o, new EventInput { Name = "Freeze", StartsOn = new(2020, 11, 15), EndsOn = new(2020, 12, 5), EveryYear = true }, office.Mia, Now);
        var fair = await events.AddAsync(TestOffice.H2o, new EventInput { Name = "Fair", StartsOn = new(2026, 9, 12), EndsOn = new(2026, 9, 13) }, office.Mia, Now);
        await events.AddAsync(TestOffice.H2o, new EventInput { Name = "Over", StartsOn = new(2025, 9, 12), EndsOn = new(2025, 9, 13) }, office.Mia, Now);

        Assert.Equal(["Fair", "Freeze"], (await events.ListAsync(Today, Today.AddYears(1), office.Vera, Now)).Select(d => d.Event.Name));
        await events.RemoveAsync(fair, office.Mia, Now);
        Assert.Equal(["Freeze"], (await events.ListAsync(Today, Today.AddYears(1), office.Vera, Now)).Select(d => d.Event.Name));
        await Assert.ThrowsAsync<RuleException>(() => events.AddAsync(TestOffice.H2o, new EventInput { Name = "Long", StartsOn = Today, EndsOn = Today.AddYears(2) }, office.Mia, Now));
    }

    [Fact]
    public async Task A_topic_is_there_once_and_its_gaps_are_counted()
    {
        var topics = office.Get<LocalTopicService>();
        await topics.AddAsync(TestOffice.H2o, new TopicInput { ServiceType = "Drains", City = "Camas" }, office.Mia, Now);
        await topics.AddAsync(TestOffice.H2o, new TopicInput { ServiceType = "Drains", City = "Vancouver", Status = LocalTopicStatus.Published }, office.Mia, Now);
        await topics.AddAsync(TestOffice.H2o, new TopicInput { ServiceType = "Sewer", City = "Camas", Status = LocalTopicStatus.InProgress }, office.Mia, Now);
        var again = await Assert.ThrowsAsync<RuleException>(() => topics.AddAsync(TestOffice.H2o, new TopicInput { ServiceType = " Drains ", City = "Camas" }, office.Mia, Now));

        var gaps = await topics.GapsAsync(office.Vera, Now);

        Assert.Equal(("Drains in Camas is in the list already.", "City"), (again.Message, again.Field));
        Assert.Equal((1, 1, 3), (gaps.NotStarted, gaps.NeedUpdate, gaps.All));
        Assert.Equal(["Camas", "Vancouver"], (await topics.ListAsync(new TopicFilter { Gaps = true }, AccountServiceTests.First, office.Vera, Now)).Rows.Select(r => r.City).Order());
    }

    [Fact]
    public async Task A_post_about_a_topic_makes_it_fresh()
    {
        var topics = office.Get<LocalTopicService>();
        await topics.AddAsync(TestOffice.H2o, new TopicInput { ServiceType = "Drains", City = "Camas" }, office.Mia, Now);
        var channel = (await office.Get<ChannelService>().ListAsync(office.Mia, Now))[0];
        var account = await office.Get<AccountService>().CreateAsync(TestOffice.H2o, channel.Id, AccountServiceTests.Facebook(), office.Mia, Now);
        var post = new Post { TenantId = TestOffice.H2o, AccountId = account, CreatedAt = office.Clock.Now.ToUniversalTime() };
        var content = new ContentItem { TenantId = TestOffice.H2o, Title = "x", City = "camas", ServiceType = "DRAINS", CreatedAt = office.Clock.Now.ToUniversalTime() };
        post.Fill(content.Id, null);
        await office.AddAsync(post, content);

        await using (var db = await office.DbAsync())
        {
            await LocalTopicRule.PostedAsync(db, post, office.Clock.Now.ToUniversalTime(), Now);
            await db.SaveChangesAsync(Now);
        }

        var topic = Assert.Single((await topics.ListAsync(new TopicFilter(), AccountServiceTests.First, office.Vera, Now)).Rows);
        Assert.Equal((LocalTopicStatus.Published, LocalTopicStatus.Published), (topic.Status, topic.Shown));
        office.Clock.Now = office.Clock.Now.AddDays(31);
        Assert.Equal(LocalTopicStatus.NeedsUpdate, Assert.Single((await topics.ListAsync(new TopicFilter(), AccountServiceTests.First, office.Vera, Now)).Rows).Shown);
    }

    [Fact]
    public async Task Templates_are_the_marketing_persons_and_archived_ones_are_offered_no_more()
    {
        var templates = office.Get<TemplateService>();
        var id = await templates.AddAsync(TestOffice.H2o, new TemplateInput { Category = ContentCategory.Diy, Title = "In {city}", Caption = "{company} shows how" }, office.Mia, Now);
        await Assert.ThrowsAsync<RuleException>(() => templates.AddAsync(TestOffice.H2o, new TemplateInput { Title = "x", Caption = "y" }, office.Omar, Now));

        await templates.SetActiveAsync(id, false, office.Mia, Now);

        Assert.Empty(await templates.ListAsync(false, office.Vera, Now));
        Assert.Equal("In {city}", Assert.Single(await templates.ListAsync(true, office.Vera, Now)).Title);
    }
}
