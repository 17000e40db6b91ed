using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Marketing.Calendar;

/// <summary>Each test has an office of its own: the numbers are a whole company's.</summary>
public sealed class ScoreboardTests : IAsyncLifetime
{
    private static readonly DateOnly Monday = new(2026, 3, 16);

    private readonly MarketingDesk desk = new();

    private ScoreboardService Scores => desk.Office.Get<ScoreboardService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => desk.InitializeAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_week_counts_what_was_planned_and_what_became_of_it_and_each_number_opens_its_rows()
    {
        var content = await desk.AddContentAsync(owner: desk.Mia);
        foreach (var status in new[] { PostStatus.Posted, PostStatus.Posted, PostStatus.Failed, PostStatus.Cancelled, PostStatus.Draft, PostStatus.Skipped })
        {
            await desk.AddPostInAsync(status, content: content);
        }

        await desk.AddPostInAsync(PostStatus.Draft, new DateOnly(2026, 6, 1), content: await desk.AddContentAsync());
        await desk.AddPostAsync(slot: true);
        var due = await desk.AddPostInAsync(PostStatus.Scheduled, content: content);
        desk.Office.Clock.Now = desk.Office.Clock.Now.AddDays(3);

        var week = await Scores.WeekAsync(TestOffice.H2o, new DateOnly(2026, 3, 20), desk.Office.Vera, Now);

        Assert.Equal((Monday, new DateOnly(2026, 3, 22)), (week.Monday, week.Sunday));
        Assert.Equal([new ScoreRow(desk.Mia.UserId, "Mia Moore", 7, 2, 1, 1, 2, 0), new ScoreRow(null, "Unassigned", 1, 0, 0, 0, 0, 0)], week.Rows);
        Assert.Equal((29, true, 25), (week.Rows[0].Completion, week.Rows[0].HasIssues, week.Total.Completion));
        foreach (var (number, count) in new[] { (ScoreNumber.Planned, 7), (ScoreNumber.Posted, 2), (ScoreNumber.Failed, 1), (ScoreNumber.Cancelled, 1), (ScoreNumber.Missed, 2) })
        {
            Assert.Equal(count, (await RowsAsync(new ScoreFilter(number, Monday, desk.Mia.UserId, false))).Count);
        }

        Assert.Contains(due, (await RowsAsync(new ScoreFilter(ScoreNumber.Missed, Monday, null, false))).Select(r => r.Id));
        Assert.Single(await RowsAsync(new ScoreFilter(ScoreNumber.Planned, Monday, null, true)));
        Assert.Equal((Monday, 8, 2, 3), (week.Trend[^1].Monday, week.Trend[^1].Planned, week.Trend[^1].Posted, week.Trend[^1].Trouble));
        Assert.Equal((ScoreboardService.TrendWeeks, 0), (week.Trend.Count, week.Trend[0].Planned));
    }

    [Fact]
    public async Task A_week_ends_on_sunday_midnight_of_the_company_not_of_greenwich()
    {
        var (inside, outside) = (new DateOnly(2026, 3, 29), new DateOnly(2026, 3, 30));
        await desk.AddPostAsync(inside, new TimeOnly(23, 59));
        await desk.AddPostAsync(outside, new TimeOnly(0, 0));

        Assert.Equal(1, (await Scores.WeekAsync(TestOffice.H2o, inside, desk.Mia, Now)).Total.Planned);
        Assert.Equal(1, (await Scores.WeekAsync(TestOffice.H2o, outside, desk.Mia, Now)).Total.Planned);
        Assert.Equal(2, (await Scores.WeekAsync(TestOffice.H2o, Monday, desk.Mia, Now)).Total.Planned);
    }

    [Fact]
    public async Task Overdue_drafts_of_the_whole_company_count_in_every_week_and_bring_their_owners()
    {
        await desk.AddContentAsync("Late", desk.Omar, with: c => c.DraftDueOn = MarketingDesk.Today.AddDays(-1));
        await desk.AddContentAsync("Today", desk.Omar, with: c => c.DraftDueOn = MarketingDesk.Today);
        await desk.AddContentAsync("Nobody's", with: c => c.DraftDueOn = MarketingDesk.Today.AddDays(-9));

        var week = await Scores.WeekAsync(TestOffice.H2o, new DateOnly(2025, 1, 1), desk.Mia, Now);

        Assert.Equal([("Omar Ortiz", 1), ("Unassigned", 1)], week.Rows.Select(r => (r.Owner, r.OverdueDrafts)));
        Assert.Equal(0, week.Rows[0].Completion);
        Assert.Equal(["Late"], (await Scores.OverdueDraftsAsync(TestOffice.H2o, desk.Omar.UserId, false, desk.Mia, Now)).Select(d => d.Title));
        Assert.Equal(["Nobody's"], (await Scores.OverdueDraftsAsync(TestOffice.H2o, null, true, desk.Mia, Now)).Select(d => d.Title));
        Assert.Equal(2, (await Scores.OverdueDraftsAsync(TestOffice.H2o, null, false, desk.Mia, Now)).Count);
    }

    [Fact]
    public async Task The_mix_of_a_week_warns_in_words()
    {
        var (good, loud) = (await desk.AddAccountAsync(), await desk.AddAccountAsync("nextdoor"));
        var hour = 6;
        foreach (var (account, category) in new[]
        {
            (good, ContentCategory.Diy), (good, ContentCategory.BlogPost), (good, ContentCategory.TeamPost), (good, ContentCategory.LocalRelevance),
            (loud, ContentCategory.Coupon), (loud, ContentCategory.AdContent), (loud, ContentCategory.Coupon),
        })
        {
            await desk.AddPostAsync(MarketingDesk.Today, new TimeOnly(hour += 2, 0), account, await desk.AddContentAsync(category: category));
        }

        var mix = await Scores.MixAsync(TestOffice.H2o, MarketingDesk.Today, desk.Mia, Now);

        Assert.Equal((MixHealth.Good, 100), (mix[0].Health, mix[0].Counts[0].Percent));
        Assert.Equal((MixHealth.Critical, 3), (mix[1].Health, mix[1].Warnings.Count));
    }

    [Fact]
    public async Task Another_company_sees_nothing_of_it()
    {
        var elsewhere = desk.Mia with { Tenants = [TestOffice.AllCounty] };
        await Assert.ThrowsAsync<RuleException>(() => Scores.WeekAsync(TestOffice.H2o, Monday, elsewhere, Now));
    }

    private async Task<IReadOnlyList<PostRow>> RowsAsync(ScoreFilter score) =>
        (await desk.Posts.ListAsync(new PostFilter { Score = score }, new ListRequest(null, false, null, null, 50), desk.Mia with { Tenants = [TestOffice.H2o] }, Now)).Rows;
}
