using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Tests.Marketing.Calendar;

public sealed class PostBulkTests(MarketingDesk desk) : IClassFixture<MarketingDesk>
{
    private static readonly DateOnly Today = MarketingDesk.Today;
    private static readonly TimeOnly Nine = new(9, 0);

    private PostBulkService Bulk => desk.Office.Get<PostBulkService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_of_days_moves_by_one_although_each_takes_the_place_of_the_next()
    {
        var account = await desk.AddAccountAsync();
        var ids = new List<Guid>();
        for (var day = 1; day <= 3; day++)
        {
            ids.Add(await desk.AddPostAsync(Today.AddDays(day), Nine, account));
        }

        var done = await RunAsync(ids, new PostBulk(PostBulkVerb.Move, 1));

        Assert.Equal(3, done);
        var days = await Task.WhenAll(ids.Select(async id => (await desk.RowAsync(id)).Day!.Value.DayNumber - Today.DayNumber));
        Assert.Equal([2, 3, 4], days);
        Assert.Equal(1, await desk.ChangeSetsAsync("Moved 3 posts by 1 day"));
    }

    [Fact]
    public async Task The_preview_says_who_stays_and_why_and_who_stays_stands_in_the_way()
    {
        var account = await desk.AddAccountAsync();
        var posted = await desk.AddPostInAsync(PostStatus.Posted, Today.AddDays(11), Nine, account);
        var blocked = await desk.AddPostAsync(Today.AddDays(10), Nine, account);
        var tray = await desk.AddPostAsync(Today.AddDays(12), Nine, account);
        await desk.Posts.MoveAsync(tray, PostTime.Tray, desk.Mia, Now);

        var preview = await Bulk.PreviewAsync([posted, blocked, tray], new PostBulk(PostBulkVerb.Move, 1), desk.Mia, Now);

        Assert.Contains("is posted: it cannot be moved", preview.Single(r => r.Id == posted).LeftOut, StringComparison.Ordinal);
        Assert.Contains("has that minute", preview.Single(r => r.Id == blocked).LeftOut, StringComparison.Ordinal);
        Assert.Equal("it lies in the tray", preview.Single(r => r.Id == tray).LeftOut);
        await Assert.ThrowsAsync<RuleException>(() => Bulk.RunAsync(preview, new PostBulk(PostBulkVerb.Move, 1), desk.Mia, Now));
    }

    [Fact]
    public async Task A_post_changed_since_the_preview_stops_the_whole_step()
    {
        var ids = new[] { await desk.AddPostInAsync(PostStatus.NeedsApproval), await desk.AddPostInAsync(PostStatus.NeedsApproval) };
        var bulk = new PostBulk(PostBulkVerb.Approve);
        var preview = await Bulk.PreviewAsync(ids, bulk, desk.Omar, Now);
        await desk.Posts.RewordAsync(ids[1], "Other words", desk.Mia, Now);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => Bulk.RunAsync(preview, bulk, desk.Omar, Now));

        Assert.Contains((await desk.RowAsync(ids[1])).ShortNumber, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(PostStatus.NeedsApproval, (await desk.RowAsync(ids[0])).Status);
    }

    [Fact]
    public async Task Submitting_approving_and_cancelling_many_follow_the_rules_of_one()
    {
        var own = await desk.AddPostAsync(by: desk.Omar);
        var ids = new[] { await desk.AddPostAsync(), own };

        Assert.Equal(2, await RunAsync(ids, new PostBulk(PostBulkVerb.Submit)));
        var preview = await Bulk.PreviewAsync(ids, new PostBulk(PostBulkVerb.Approve), desk.Omar, Now);
        Assert.Contains("own work", preview.Single(r => r.Id == own).LeftOut, StringComparison.Ordinal);
        Assert.Equal(1, await Bulk.RunAsync(preview, new PostBulk(PostBulkVerb.Approve), desk.Omar, Now));
        Assert.Equal(2, await RunAsync(ids, new PostBulk(PostBulkVerb.Cancel)));
    }

    [Fact]
    public async Task Another_account_keeps_the_wall_clock_and_asks_again()
    {
        var (here, there) = (await desk.AddAccountAsync(), await desk.AddAccountAsync("nextdoor", a => a.Zone = "America/New_York"));
        var id = await desk.AddPostInAsync(PostStatus.Scheduled, Today.AddDays(5), Nine, here);
        var before = await desk.RowAsync(id);

        await RunAsync([id], new PostBulk(PostBulkVerb.ChangeAccount, AccountId: there.Id));

        var after = await desk.RowAsync(id);
        Assert.Equal((there.Id, PostStatus.NeedsApproval, before.When), (after.AccountId, after.Status, after.When));
        Assert.Equal(TimeSpan.FromHours(3), before.ScheduledFor - after.ScheduledFor);
    }

    [Fact]
    public async Task A_move_is_taken_back_to_the_minute_and_what_was_approved_stays_approved()
    {
        var account = await desk.AddAccountAsync();
        var ids = new[] { await desk.AddPostInAsync(PostStatus.Scheduled, Today.AddDays(20), Nine, account), await desk.AddPostAsync(Today.AddDays(21), Nine, account) };
        var bulk = new PostBulk(PostBulkVerb.Move, 1);
        var preview = await Bulk.PreviewAsync(ids, bulk, desk.Mia, Now);
        await Bulk.RunAsync(preview, bulk, desk.Mia, Now);

        await Bulk.UndoAsync(preview, bulk, desk.Mia, Now);

        Assert.Equal((PostStatus.Scheduled, new PostTime(Today.AddDays(20), Nine)), ((await desk.RowAsync(ids[0])).Status, (await desk.RowAsync(ids[0])).When));
        Assert.Equal(new PostTime(Today.AddDays(21), Nine), (await desk.RowAsync(ids[1])).When);
        Assert.Equal(1, await desk.ChangeSetsAsync("Took back: Moved 2 posts by 1 day"));
        await using var db = await desk.Office.DbAsync();
        Assert.Equal(1, await db.Posts.CountAsync(p => p.Id == ids[0] && p.ApprovedById == desk.Omar.UserId && p.ApprovedFingerprint != null, Now));
    }

    [Fact]
    public async Task Nothing_is_taken_back_when_somebody_moved_one_of_them_on_or_took_a_place()
    {
        var account = await desk.AddAccountAsync();
        var ids = new[] { await desk.AddPostAsync(Today.AddDays(30), Nine, account), await desk.AddPostAsync(Today.AddDays(31), Nine, account) };
        var bulk = new PostBulk(PostBulkVerb.Move, 5);
        var preview = await Bulk.PreviewAsync(ids, bulk, desk.Mia, Now);
        await Bulk.RunAsync(preview, bulk, desk.Mia, Now);
        var inTheWay = await desk.AddPostAsync(Today.AddDays(31), Nine, account);

        var taken = await Assert.ThrowsAsync<RuleException>(() => Bulk.UndoAsync(preview, bulk, desk.Mia, Now));
        Assert.Contains((await desk.RowAsync(inTheWay)).ShortNumber, taken.Message, StringComparison.Ordinal);
        await desk.Posts.MoveAsync(ids[0], new PostTime(Today.AddDays(50), Nine), desk.Omar, Now);
        var moved = await Assert.ThrowsAsync<RuleException>(() => Bulk.UndoAsync(preview, bulk, desk.Mia, Now));
        Assert.Contains((await desk.RowAsync(ids[0])).ShortNumber, moved.Message, StringComparison.Ordinal);

        Assert.Equal((Today.AddDays(50), Today.AddDays(36)), ((await desk.RowAsync(ids[0])).Day, (await desk.RowAsync(ids[1])).Day));
    }

    [Fact]
    public async Task What_was_cancelled_comes_back_as_a_draft_in_its_place_and_never_as_approved()
    {
        var ids = new[] { await desk.AddPostInAsync(PostStatus.Scheduled, Today.AddDays(40)), await desk.AddPostInAsync(PostStatus.Planned, Today.AddDays(41)) };
        var bulk = new PostBulk(PostBulkVerb.Cancel);
        var preview = await Bulk.PreviewAsync(ids, bulk, desk.Mia, Now);
        await Bulk.RunAsync(preview, bulk, desk.Mia, Now);

        await Bulk.UndoAsync(preview, bulk, desk.Mia, Now);

        Assert.Equal([(PostStatus.Draft, Today.AddDays(40)), (PostStatus.Planned, Today.AddDays(41))], (await Task.WhenAll(ids.Select(desk.RowAsync))).Select(r => (r.Status, r.Day!.Value)));
        await using var db = await desk.Office.DbAsync();
        Assert.False(await db.Posts.AnyAsync(p => p.Id == ids[0] && (p.ApprovedById != null || p.ApprovedFingerprint != null), Now));
    }

    [Fact]
    public async Task Sending_for_approval_and_approving_have_no_undo_and_another_company_takes_nothing_back()
    {
        var id = await desk.AddPostAsync(Today.AddDays(60));
        var submit = new PostBulk(PostBulkVerb.Submit);
        var preview = await Bulk.PreviewAsync([id], submit, desk.Mia, Now);
        await Bulk.RunAsync(preview, submit, desk.Mia, Now);
        await Assert.ThrowsAsync<RuleException>(() => Bulk.UndoAsync(preview, submit, desk.Mia, Now));
        Assert.False(new PostBulk(PostBulkVerb.Approve).CanBeUndone);
        Assert.Equal(PostStatus.NeedsApproval, (await desk.RowAsync(id)).Status);
    }

    private async Task<int> RunAsync(IReadOnlyCollection<Guid> ids, PostBulk bulk) => await Bulk.RunAsync(await Bulk.PreviewAsync(ids, bulk, desk.Mia, Now), bulk, desk.Mia, Now);
}
