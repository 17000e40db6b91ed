using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Marketing.Calendar;

public sealed class PostServiceTests(MarketingDesk desk) : IClassFixture<MarketingDesk>
{
    private static readonly DateOnly Today = MarketingDesk.Today;
    private static readonly TimeOnly Nine = new(9, 0);

    private PostService Posts => desk.Posts;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_piece_goes_on_several_accounts_at_each_ones_usual_time()
    {
        var (page, photos) = (await desk.AddAccountAsync(), await desk.AddAccountAsync("instagram_business", a => a.Times = [new TimeOnly(17, 30), new TimeOnly(12, 15)]));
        var content = await desk.AddContentAsync();

        var made = await Posts.CreateAsync(TestOffice.H2o, new NewPostInput { ContentId = content.Id, Placements = [new() { AccountId = page.Id, Day = Today }, new() { AccountId = photos.Id, Day = Today }, new() { AccountId = page.Id }] }, desk.Mia, Now);

        Assert.Equal([new PostTime(Today, new TimeOnly(10, 0)), new PostTime(Today, new TimeOnly(12, 15)), PostTime.Tray], made.Select(m => m.To));
        Assert.All(await Task.WhenAll(made.Select(m => desk.RowAsync(m.Id))), row => Assert.Equal((PostStatus.Draft, "Winter drains"), (row.Status, row.Title)));
        Assert.Equal(1, await desk.ChangeSetsAsync("Planned a piece on 3 accounts"));
    }

    [Fact]
    public async Task Writing_in_place_makes_content_of_the_writers_own()
    {
        var account = await desk.AddAccountAsync();

        var made = await Posts.CreateAsync(TestOffice.H2o, new NewPostInput { Title = "  New  van ", Caption = "Look!", Category = ContentCategory.TeamPost, Placements = [new() { AccountId = account.Id }] }, desk.Mia, Now);

        var post = await Posts.GetAsync(made[0].Id, desk.Mia, Now);
        Assert.Equal(("New van", "Look!", ContentCategory.TeamPost, "Mia Moore"), (post.Row.Title, post.Text, post.Row.Category, post.Row.Owner));
        await Assert.ThrowsAsync<RuleException>(() => Posts.CreateAsync(TestOffice.H2o, new NewPostInput { Caption = "No title", Placements = [new() { AccountId = account.Id }] }, desk.Mia, Now));
    }

    [Fact]
    public async Task The_same_minute_of_an_account_is_refused_by_name_and_the_same_hour_is_said()
    {
        var account = await desk.AddAccountAsync();
        await desk.AddPostAsync(Today.AddDays(2), Nine, account);
        var other = await desk.AddPostAsync(Today.AddDays(3), Nine, account);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => Posts.MoveAsync(other, new PostTime(Today.AddDays(2), Nine), desk.Mia, Now));
        var close = await Posts.MoveAsync(other, new PostTime(Today.AddDays(2), new TimeOnly(9, 59)), desk.Mia, Now);
        var apart = await Posts.MoveAsync(other, new PostTime(Today.AddDays(2), new TimeOnly(10, 0)), desk.Mia, Now);

        Assert.Contains("“Winter drains” at Fri 20 Mar, 9:00 AM already", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("within the hour", Assert.Single(close.Warnings), StringComparison.Ordinal);
        Assert.Empty(apart.Warnings);
    }

    [Fact]
    public async Task What_could_not_be_posted_says_why_and_stops()
    {
        var id = await desk.AddPostInAsync(PostStatus.Scheduled, Today.AddDays(14));
        await Assert.ThrowsAsync<RuleException>(() => Posts.MarkFailedAsync(id, " ", desk.Mia, Now));

        await Posts.MarkFailedAsync(id, "The page was locked.", desk.Mia, Now);

        var row = await desk.RowAsync(id);
        Assert.Equal((PostStatus.Failed, "The page was locked."), (row.Status, row.Cause));
        Assert.NotNull(row.NextStep);
        await using var db = await desk.Office.DbAsync();
        Assert.Null(await db.Publications.Where(p => p.PostId == id).Select(p => p.LookAt).SingleAsync(Now));
        await Assert.ThrowsAsync<RuleException>(() => Posts.MarkFailedAsync(id, "Again", desk.Mia, Now));
        Assert.False(await Posts.ReopenAsync(id, desk.Mia, Now));
    }

    [Fact]
    public async Task What_is_approved_can_go_out_now_and_nothing_else_can()
    {
        var account = await desk.AddAccountAsync("nextdoor");
        var id = await desk.AddPostInAsync(PostStatus.Scheduled, Today.AddDays(15), Nine, account);

        var moved = await Posts.PublishNowAsync(id, desk.Mia, Now);

        Assert.Equal(new PostTime(Today, new TimeOnly(10, 1)), moved.To);
        await using var db = await desk.Office.DbAsync();
        Assert.Equal(desk.Office.Clock.Now.AddMinutes(1).ToUniversalTime(), await db.Publications.Where(p => p.PostId == id).Select(p => p.DueAt).SingleAsync(Now));
        var draft = await desk.AddPostAsync(Today.AddDays(16), Nine, account);
        Assert.Contains("approved first", (await Assert.ThrowsAsync<RuleException>(() => Posts.PublishNowAsync(draft, desk.Mia, Now))).Message, StringComparison.Ordinal);
        var unconnected = await desk.AddPostInAsync(PostStatus.Scheduled, Today.AddDays(17));
        Assert.Contains("is not connected", (await Assert.ThrowsAsync<RuleException>(() => Posts.PublishNowAsync(unconnected, desk.Mia, Now))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_narrows_to_a_channel()
    {
        var id = await desk.AddPostAsync(Today.AddDays(18), account: await desk.AddAccountAsync("instagram_business"));

        var rows = (await Posts.ListAsync(new PostFilter { ChannelKey = "instagram_business", From = Today.AddDays(18), To = Today.AddDays(18) }, new ListRequest(null, false, null, null, 50), desk.Mia, Now)).Rows;

        Assert.Equal([id], rows.Select(r => r.Id));
    }

    [Fact]
    public async Task Of_two_people_who_choose_one_minute_at_once_one_is_told()
    {
        var account = await desk.AddAccountAsync();
        var ids = new[] { await desk.AddPostAsync(Today.AddDays(4), Nine, account), await desk.AddPostAsync(Today.AddDays(5), Nine, account) };

        var outcomes = await Task.WhenAll(ids.Select(async id =>
        {
            try
            {
                await Posts.MoveAsync(id, new PostTime(Today.AddDays(6), Nine), desk.Mia, Now);
                return "moved";
            }
            catch (RuleException e)
            {
                return e.Field;
            }
        }));

        Assert.Equal(["moved", nameof(Post.Time)], outcomes.OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_day_without_a_time_keeps_the_posts_time_and_the_tray_has_none()
    {
        var id = await desk.AddPostAsync(Today.AddDays(1), new TimeOnly(14, 5));

        var moved = await Posts.MoveAsync(id, new PostTime(Today.AddDays(9)), desk.Mia, Now);
        Assert.Equal((new PostTime(Today.AddDays(1), new TimeOnly(14, 5)), new PostTime(Today.AddDays(9), new TimeOnly(14, 5))), (moved.From, moved.To));

        await Posts.MoveAsync(id, PostTime.Tray, desk.Mia, Now);
        var back = await Posts.MoveAsync(id, new PostTime(Today.AddDays(9)), desk.Mia, Now);
        Assert.Equal(new TimeOnly(10, 0), back.To.Time);
    }

    [Fact]
    public async Task The_wall_clock_holds_when_the_clocks_change_and_odd_hours_are_said()
    {
        var id = await desk.AddPostAsync(new DateOnly(2026, 10, 30), Nine);
        var before = (await desk.RowAsync(id)).ScheduledFor!.Value;
        await Posts.MoveAsync(id, new PostTime(new DateOnly(2026, 11, 2)), desk.Mia, Now);
        Assert.Equal(TimeSpan.FromHours((3 * 24) + 1), (await desk.RowAsync(id)).ScheduledFor!.Value - before);

        var twice = await Posts.MoveAsync(id, new PostTime(new DateOnly(2026, 11, 1), new TimeOnly(1, 30)), desk.Mia, Now);
        Assert.Contains("twice that night", Assert.Single(twice.Warnings), StringComparison.Ordinal);

        var gap = await Assert.ThrowsAsync<RuleException>(() => Posts.MoveAsync(id, new PostTime(new DateOnly(2027, 3, 14), new TimeOnly(2, 30)), desk.Mia, Now));
        Assert.Contains("does not exist on Sun 14 Mar", gap.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filling_a_slot_keeps_its_account_day_and_time_and_emptying_frees_it()
    {
        var id = await desk.AddPostAsync(Today.AddDays(3), new TimeOnly(7, 45), slot: true);
        var slot = await desk.RowAsync(id);
        var refusal = await Assert.ThrowsAsync<RuleException>(() => Posts.SubmitAsync(id, desk.Mia, Now));

        await Posts.FillAsync(id, new FillInput { Title = "Frozen pipes", Caption = "Drip!" }, desk.Mia, Now);
        var filled = await desk.RowAsync(id);
        await Posts.EmptyAsync(id, desk.Mia, Now);

        Assert.Contains("fill it first", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((PostStatus.Draft, "Frozen pipes", slot.AccountId, slot.When), (filled.Status, filled.Title, filled.AccountId, filled.When));
        Assert.Equal((PostStatus.Planned, null), ((await desk.RowAsync(id)).Status, (await desk.RowAsync(id)).ContentId));
    }

    [Fact]
    public async Task Nobody_approves_their_own_work_but_an_administrator_who_says_so()
    {
        var content = await desk.AddContentAsync(owner: desk.Ana);
        var id = await desk.AddPostAsync(content: content, by: desk.Omar);
        await Posts.SubmitAsync(id, desk.Mia, Now);
        var seen = (await Posts.GetAsync(id, desk.Ana, Now)).Seen;

        foreach (var own in new[] { desk.Omar, desk.Mia, desk.Ana })
        {
            Assert.Contains("own work", (await Assert.ThrowsAsync<RuleException>(() => Posts.ApproveAsync(id, seen, false, own, Now))).Message, StringComparison.Ordinal);
        }

        await Posts.ApproveAsync(id, seen, true, desk.Ana, Now);
        Assert.Equal(PostStatus.Scheduled, (await desk.RowAsync(id)).Status);
    }

    [Fact]
    public async Task What_was_not_seen_is_not_approved()
    {
        var id = await desk.AddPostInAsync(PostStatus.NeedsApproval);
        var seen = (await Posts.GetAsync(id, desk.Omar, Now)).Seen;
        await Posts.RewordAsync(id, "Other words", desk.Mia, Now);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => Posts.ApproveAsync(id, seen, false, desk.Omar, Now));

        Assert.Contains("changed since you looked", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_words_after_approval_ask_again_and_a_move_does_not()
    {
        var id = await desk.AddPostInAsync(PostStatus.Scheduled);

        await Posts.MoveAsync(id, new PostTime(Today.AddDays(8)), desk.Mia, Now);
        Assert.Equal(PostStatus.Scheduled, (await desk.RowAsync(id)).Status);
        await Posts.MoveAsync(id, PostTime.Tray, desk.Mia, Now);
        Assert.Equal(PostStatus.Approved, (await desk.RowAsync(id)).Status);
        await Posts.RewordAsync(id, "Other words", desk.Mia, Now);
        Assert.Equal(PostStatus.NeedsApproval, (await desk.RowAsync(id)).Status);
    }

    [Fact]
    public async Task Sending_back_needs_a_note_and_shows_it()
    {
        var id = await desk.AddPostInAsync(PostStatus.NeedsApproval);
        await Assert.ThrowsAsync<RuleException>(() => Posts.SendBackAsync(id, " ", desk.Omar, Now));

        await Posts.SendBackAsync(id, "Shorter, please.", desk.Omar, Now);

        var post = await Posts.GetAsync(id, desk.Mia, Now);
        Assert.Equal((PostStatus.Draft, "Shorter, please."), (post.Row.Status, post.ReviewNote));
    }

    [Fact]
    public async Task Posted_by_hand_needs_proof_that_is_a_whole_address_or_a_picture_of_the_company()
    {
        var id = await desk.AddPostInAsync(PostStatus.Scheduled);
        var picture = new MediaAsset { TenantId = TestOffice.H2o, FileName = "proof.png", ContentType = "image/png", Bytes = 10, Hash = "proof", StorageKey = "proof" };
        var foreign = new MediaAsset { TenantId = TestOffice.AllCounty, FileName = "proof.png", ContentType = "image/png", Bytes = 10, Hash = "proof", StorageKey = "foreign" };
        await desk.Office.AddAsync(picture, foreign);

        await Assert.ThrowsAsync<RuleException>(() => Posts.MarkPostedAsync(id, " ", null, null, desk.Mia, Now));
        await Assert.ThrowsAsync<RuleException>(() => Posts.MarkPostedAsync(id, "javascript:alert(1)", null, null, desk.Mia, Now));
        await Assert.ThrowsAsync<RuleException>(() => Posts.MarkPostedAsync(id, null, foreign.Id, null, desk.Mia, Now));
        await Assert.ThrowsAsync<RuleException>(() => Posts.MarkPostedAsync(id, "https://a.example.com", null, desk.Office.Clock.Now.AddMinutes(1), desk.Mia, Now));
        await Posts.MarkPostedAsync(id, null, picture.Id, null, desk.Mia, Now);

        var post = await Posts.GetAsync(id, desk.Mia, Now);
        Assert.Equal((PostStatus.Posted, true, "Mia Moore", picture.Id), (post.Row.Status, post.Row.PostedManually, post.PostedBy, post.ProofMediaId!.Value));
        await Assert.ThrowsAsync<RuleException>(() => Posts.MarkPostedAsync(id, "https://a.example.com", null, null, desk.Mia, Now));
    }

    [Fact]
    public async Task A_posted_piece_about_a_service_in_a_city_covers_its_topic()
    {
        var topic = new LocalTopic { TenantId = TestOffice.H2o, ServiceType = "Repipe", City = "Oakholt" };
        await desk.Office.AddAsync(topic);
        var content = await desk.AddContentAsync(with: c => (c.City, c.ServiceType) = ("Oakholt", "Repipe"));
        var id = await desk.AddPostInAsync(PostStatus.Posted, content: content);

        await using var db = await desk.Office.DbAsync();
        var covered = await db.LocalTopics.SingleAsync(t => t.Id == topic.Id, Now);

        Assert.Equal((LocalTopicStatus.Published, id), (covered.Status, covered.LastPostId!.Value));
    }

    [Fact]
    public async Task Fields_of_two_people_merge_and_the_same_field_is_a_conflict()
    {
        var id = await desk.AddPostAsync();
        var seen = (await Posts.GetAsync(id, desk.Mia, Now)).Input;
        var (mine, theirs) = (seen.Copy(), seen.Copy());
        (mine.Caption, theirs.Notes) = ("Mine", "Theirs");

        await Posts.SaveAsync(id, seen, theirs, desk.Omar, Now);
        await Posts.SaveAsync(id, seen, mine, desk.Mia, Now);
        var merged = (await Posts.GetAsync(id, desk.Mia, Now)).Input;
        var late = seen.Copy();
        late.When = new PostTime(Today.AddDays(20), Nine);
        await Posts.MoveAsync(id, new PostTime(Today.AddDays(21), Nine), desk.Omar, Now);

        Assert.Equal(("Mine", "Theirs"), (merged.Caption, merged.Notes));
        var conflict = await Assert.ThrowsAsync<EditConflictException>(() => Posts.SaveAsync(id, seen, late, desk.Mia, Now));
        Assert.Equal("When", Assert.Single(conflict.Conflicts).Label);
    }

    [Fact]
    public async Task A_reopened_post_whose_minute_is_taken_lies_in_the_tray()
    {
        var account = await desk.AddAccountAsync();
        var first = await desk.AddPostInAsync(PostStatus.Cancelled, Today.AddDays(2), Nine, account);
        var free = await desk.AddPostInAsync(PostStatus.Cancelled, Today.AddDays(3), Nine, account);
        await desk.AddPostAsync(Today.AddDays(2), Nine, account);

        Assert.True(await Posts.ReopenAsync(first, desk.Mia, Now));
        Assert.False(await Posts.ReopenAsync(free, desk.Mia, Now));
        Assert.Equal((PostStatus.Draft, PostTime.Tray), ((await desk.RowAsync(first)).Status, (await desk.RowAsync(first)).When));
    }

    [Fact]
    public async Task The_list_narrows_and_pages_by_key_with_the_tray_last()
    {
        var account = await desk.AddAccountAsync();
        var (two, one, tray, slot) = (await desk.AddPostAsync(Today.AddDays(2), Nine, account), await desk.AddPostAsync(Today.AddDays(1), Nine, account), await desk.AddPostAsync(Today, Nine, account), await desk.AddPostAsync(Today.AddDays(3), Nine, account, slot: true));
        await Posts.MoveAsync(tray, PostTime.Tray, desk.Mia, Now);

        var first = await ListAsync(new PostFilter { AccountId = account.Id }, new ListRequest(null, false, null, null, 3));
        var rest = await ListAsync(new PostFilter { AccountId = account.Id }, new ListRequest(null, false, first.Next, null, 3));

        Assert.Equal([one, two, slot], first.Rows.Select(r => r.Id));
        Assert.Equal([tray], rest.Rows.Select(r => r.Id));
        Assert.Equal(4, first.Count);
        Assert.Equal([tray], await IdsAsync(new PostFilter { AccountId = account.Id, Unscheduled = true }));
        Assert.Equal([two], await IdsAsync(new PostFilter { AccountId = account.Id, Filled = true, From = Today.AddDays(2), To = Today.AddDays(3) }));
        Assert.Equal([slot], await IdsAsync(new PostFilter { AccountId = account.Id, Status = PostStatus.Planned }));
        Assert.Equal(3, (await IdsAsync(new PostFilter { AccountId = account.Id, Search = "winter" })).Count);
        Assert.Equal([one], await IdsAsync(new PostFilter { Search = (await desk.RowAsync(one)).ShortNumber }));
    }

    [Fact]
    public async Task Another_company_and_readers_are_kept_out()
    {
        var id = await desk.AddPostAsync();
        var elsewhere = desk.Mia with { Tenants = [TestOffice.AllCounty] };

        await Assert.ThrowsAsync<RuleException>(() => Posts.GetAsync(id, elsewhere, Now));
        await Assert.ThrowsAsync<RuleException>(() => Posts.CancelAsync(id, desk.Office.Vera, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => Posts.CancelAsync(Guid.CreateVersion7(), desk.Mia, Now));
        await Assert.ThrowsAsync<RuleException>(() => Posts.CreateAsync(TestOffice.AllCounty, new NewPostInput { Placements = [new()] }, desk.Mia, Now));
    }

    [Fact]
    public void Only_what_the_public_sees_makes_another_fingerprint()
    {
        var print = PostFingerprint.Of("Café\nopen", ["a", "b"], "https://a.example.com");

        Assert.Equal(print, PostFingerprint.Of("Cafe\u0301 \r\nopen\n", ["a", "b"], " https://a.example.com"));
        Assert.NotEqual(print, PostFingerprint.Of("Café\nopen", ["b", "a"], "https://a.example.com"));
        Assert.NotEqual(print, PostFingerprint.Of("Café\nopen", ["a", "b"], null));
        Assert.NotEqual(print, PostFingerprint.Of("Café  open", ["a", "b"], "https://a.example.com"));
    }

    private Task<ListPage<PostRow>> ListAsync(PostFilter filter, ListRequest request) => Posts.ListAsync(filter, request, desk.Mia, Now);

    private async Task<IReadOnlyList<Guid>> IdsAsync(PostFilter filter) => [.. (await ListAsync(filter, new ListRequest(null, false, null, null, 50))).Rows.Select(r => r.Id)];
}
