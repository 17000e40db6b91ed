using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Publishing;

/// <summary>What people do with a post is in the ledger with the same save; nobody waits for a timer to notice.</summary>
public class PostsInTheLedgerTests : PublishingTest
{
    /// <summary>From the office's nine o'clock to eight the next morning.</summary>
    private static readonly TimeSpan UntilDue = TimeSpan.FromHours(23);

    private PostService Posts => Office.Get<PostService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_approval_plans_a_move_moves_and_a_cancellation_stops()
    {
        var id = await DraftAsync("Drain week", days: 2);
        Assert.Empty(await RowsAsync(id));

        await SubmitAndApproveAsync(id);
        var planned = Assert.Single(await RowsAsync(id));
        Assert.Equal((PublicationState.Waiting, (await Office.PostAsync(id)).ScheduledFor), (planned.State, planned.LookAt));

        await Posts.MoveAsync(id, new PostTime((await Office.PostAsync(id)).Day!.Value.AddDays(1), null), Office.Office.Mia, Now);
        var moved = Assert.Single(await RowsAsync(id));
        Assert.Equal(planned.DueAt.AddDays(1), moved.DueAt);

        await Posts.CancelAsync(id, Office.Office.Mia, Now);
        Assert.Null(Assert.Single(await RowsAsync(id)).LookAt);

        await Posts.ReopenAsync(id, Office.Office.Mia, Now);
        await SubmitAndApproveAsync(id);
        Assert.Equal(moved.DueAt, Assert.Single(await RowsAsync(id)).LookAt);
    }

    [Fact]
    public async Task Other_words_after_the_approval_wait_for_the_next_one()
    {
        var (reworded, sentBack, edited) = (await DraftAsync("One", 1), await DraftAsync("Two", 2), await DraftAsync("Three", 3));
        foreach (var id in new[] { reworded, sentBack, edited })
        {
            await SubmitAndApproveAsync(id);
        }

        await Posts.RewordAsync(reworded, "One and a half", Office.Office.Mia, Now);
        await Posts.SendBackAsync(sentBack, "Not like this.", Office.Office.Omar, Now);
        var content = await ContentOfAsync(edited);
        var was = (await Office.Get<ContentService>().GetAsync(content, Office.Office.Mia, Now)).Input;
        var mine = was.Copy();
        mine.Caption = "Three and a half";
        await Office.Get<ContentService>().SaveAsync(content, was, mine, Office.Office.Mia, Now);

        foreach (var id in new[] { reworded, sentBack, edited })
        {
            Assert.Null(Assert.Single(await RowsAsync(id)).LookAt);
        }
    }

    [Fact]
    public async Task A_post_that_changes_its_account_does_not_go_out_on_the_one_it_left()
    {
        var id = await DraftAsync("Moving house", days: 1);
        await SubmitAndApproveAsync(id);
        var bulk = new PostBulk(PostBulkVerb.ChangeAccount, AccountId: Office.Accounts[Provider.GoogleBusiness].Id);
        var service = Office.Get<PostBulkService>();
        await service.RunAsync(await service.PreviewAsync([id], bulk, Office.Office.Mia, Now), bulk, Office.Office.Mia, Now);
        await SubmitAndApproveAsync(id, submit: false);

        var rows = await RowsAsync(id);
        Assert.Equal(PublicationState.Discarded, Assert.Single(rows, r => r.AccountId == Office.Accounts[Provider.Facebook].Id).State);
        Assert.Equal(PublicationState.Waiting, Assert.Single(rows, r => r.AccountId == Office.Accounts[Provider.GoogleBusiness].Id).State);
        await Office.PassAsync(UntilDue);
        rows = await RowsAsync(id);
        Assert.Equal(PublicationState.Discarded, Assert.Single(rows, r => r.AccountId == Office.Accounts[Provider.Facebook].Id).State);
        Assert.Equal((PublicationState.Sent, null), (rows.Single(r => r.AccountId != Office.Accounts[Provider.Facebook].Id).State, rows.Single(r => r.AccountId != Office.Accounts[Provider.Facebook].Id).Cause));
    }

    [Fact]
    public async Task Approving_many_plans_them_all()
    {
        var (one, other) = (await DraftAsync("First", 1), await DraftAsync("Second", 2));
        await Posts.SubmitAsync(one, Office.Office.Mia, Now);
        await Posts.SubmitAsync(other, Office.Office.Mia, Now);
        var (service, bulk) = (Office.Get<PostBulkService>(), new PostBulk(PostBulkVerb.Approve));
        await service.RunAsync(await service.PreviewAsync([one, other], bulk, Office.Office.Omar, Now), bulk, Office.Office.Omar, Now);

        Assert.NotNull(Assert.Single(await RowsAsync(one)).LookAt);
        Assert.NotNull(Assert.Single(await RowsAsync(other)).LookAt);
    }

    [Fact]
    public async Task The_same_words_twice_within_a_day_are_refused_when_they_are_approved()
    {
        var (one, other) = (await DraftAsync("Twins", 1), await DraftAsync("Twins", 1, minutes: 60));
        await SubmitAndApproveAsync(one);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => SubmitAndApproveAsync(other));

        Assert.Contains("says the same", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(PostStatus.NeedsApproval, (await Office.PostAsync(other)).Status);
    }

    [Fact]
    public async Task What_was_posted_by_hand_does_not_go_out_by_itself_as_well()
    {
        var id = await DraftAsync("By hand", days: 1);
        await SubmitAndApproveAsync(id);
        await Posts.MarkPostedAsync(id, "https://social.example.com/1", null, null, Office.Office.Mia, Now);

        await Office.PassAsync(UntilDue);

        Assert.Equal(PublicationState.Sent, Assert.Single(await RowsAsync(id)).State);
        Assert.Equal(0, await Office.VisibleAsync("By hand"));
    }

    [Fact]
    public async Task A_topic_is_fresh_when_the_publisher_has_posted_about_it()
    {
        var topic = new LocalTopic { TenantId = TestOffice.H2o, ServiceType = "Water heaters", City = "Carlsbad" };
        await Office.Office.AddAsync(topic);
        var post = await Office.ScheduleAsync(Provider.Facebook, "Hot in Carlsbad", change: (content, _) => (content.ServiceType, content.City) = ("water heaters", "Carlsbad"));

        await Office.RunAsync();

        await using var db = await Office.DbAsync();
        var fresh = await db.LocalTopics.SingleAsync(t => t.Id == topic.Id, Now);
        Assert.Equal((LocalTopicStatus.Published, post.Id), (fresh.Status, fresh.LastPostId));
    }

    [Fact]
    public async Task What_a_network_would_refuse_is_refused_before_it_is_asked()
    {
        var post = await Office.ScheduleAsync(Provider.GoogleBusiness, "Learn more about drains", change: (content, _) => content.Action = CallToAction.LearnMore);

        await Office.RunAsync();

        var after = await Office.PostAsync(post.Id);
        Assert.Equal((PostStatus.Failed, "“Learn more” needs a link."), (after.Status, after.Cause));
        Assert.Equal(0, await Office.VisibleAsync("Learn more about drains"));
    }

    [Fact]
    public async Task An_event_that_changes_its_days_asks_for_approval_again()
    {
        var happening = new SeasonalEvent { TenantId = TestOffice.H2o, Name = "Drain fair", Kind = default, StartsOn = new DateOnly(2026, 12, 1), EndsOn = new DateOnly(2026, 12, 2) };
        await Office.Office.AddAsync(happening);
        var post = await Office.ScheduleAsync(Provider.GoogleBusiness, "Come to the fair", Office.Clock.Now.AddDays(1), change: (_, p) => (p.GoogleTopic, p.EventId) = (GoogleTopic.Event, happening.Id));
        await using (var db = await Office.DbAsync())
        {
            (await db.SeasonalEvents.SingleAsync(e => e.Id == happening.Id, Now)).EndsOn = new DateOnly(2026, 12, 3);
            await db.SaveChangesAsync(Now);
        }

        await Office.Get<Preflight>().RunAsync(Now);
        Assert.Contains(await Office.Get<PreflightService>().ListAsync(new(), Office.Office.Mia, Now), r => r.PostId == post.Id && r.Check == PreflightCheck.Approval);
        await Office.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal(PostStatus.NeedsApproval, (await Office.PostAsync(post.Id)).Status);
        Assert.Equal(0, await Office.VisibleAsync("Come to the fair"));
    }

    [Fact]
    public void Call_to_action_kind_event_and_offer_are_part_of_what_is_approved()
    {
        var plain = new PublishDraft { Text = "Fair" };
        var (fair, offer) = (new PublishEvent("Fair", new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 2)), new PublishOffer("TEN", null, null));
        PublishDraft[] all =
        [
            plain, plain with { Action = CallToAction.Call }, plain with { Action = CallToAction.Book }, plain with { Topic = GoogleTopic.Event, Event = fair },
            plain with { Topic = GoogleTopic.Event, Event = fair with { EndsOn = new DateOnly(2026, 12, 3) } }, plain with { Topic = GoogleTopic.Offer, Event = fair, Offer = offer },
            plain with { Topic = GoogleTopic.Offer, Event = fair, Offer = offer with { CouponCode = "TWENTY" } },
        ];

        Assert.Equal(all.Length, all.Select(d => d.Fingerprint()).Distinct().Count());
    }

    private async Task<Guid> DraftAsync(string text, int days, int minutes = 0)
    {
        var content = new ContentItem { TenantId = TestOffice.H2o, Title = text, Caption = text, CreatedAt = Office.Clock.Now.ToUniversalTime() };
        content.Draft();
        await Office.Office.AddAsync(content);
        var input = new NewPostInput
        {
            ContentId = content.Id,
            Placements = [new PlacementInput { AccountId = Office.Accounts[Provider.Facebook].Id, Day = DateOnly.FromDateTime(Office.Clock.Now.AddDays(days).UtcDateTime), Time = new TimeOnly(8, 0).AddMinutes(minutes) }],
        };
        return (await Posts.CreateAsync(TestOffice.H2o, input, Office.Office.Mia, Now))[0].Id;
    }

    private async Task SubmitAndApproveAsync(Guid id, bool submit = true)
    {
        if (submit)
        {
            await Posts.SubmitAsync(id, Office.Office.Mia, Now);
        }

        await Posts.ApproveAsync(id, (await Posts.GetAsync(id, Office.Office.Omar, Now)).Seen, false, Office.Office.Omar, Now);
    }

    private async Task<Guid> ContentOfAsync(Guid id) => (await Office.PostAsync(id)).ContentId!.Value;

    private async Task<List<Publication>> RowsAsync(Guid post)
    {
        await using var db = await Office.DbAsync();
        return await db.Publications.AsNoTracking().Where(p => p.PostId == post).OrderBy(p => p.Occurrence).ToListAsync(Now);
    }
}
