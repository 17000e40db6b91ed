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

    private async Task<int> RunAsync(IReadOnlyCollection<Guid> ids, PostBulk bulk) => await Bulk.RunAsync(await Bulk.PreviewAsync(ids, bulk, desk.Mia, Now), bulk, desk.Mia, Now);
}
