using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Metrics;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Publishing;

/// <summary>What posts brought, as the networks say it.</summary>
public class MetricTests : PublishingTest
{
    private MetricService Metrics => Office.Get<MetricService>();

    [Theory]
    [InlineData(Provider.Facebook)]
    [InlineData(Provider.Instagram)]
    public async Task A_post_is_read_after_an_hour_a_day_three_days_a_week_and_four_weeks(Provider provider)
    {
        var post = await PublishAsync(provider, "Winter is coming");
        Assert.Equal((0, 0), (await Posts(), (await Metrics.ForPostAsync(post.Id, Office.Office.Mia)).Days.Count));

        var read = new List<int>();
        foreach (var hours in new[] { 1, 1, 22, 24, 24, 96, 24, 24 * 20, 24 * 2 })
        {
            await Office.PassAsync(TimeSpan.FromHours(hours) + TimeSpan.FromMinutes(5));
            read.Add(await Posts());
        }

        Assert.Equal([1, 0, 1, 0, 1, 1, 0, 1, 0], read);
        var figures = await Metrics.ForPostAsync(post.Id, Office.Office.Vera);
        Assert.True(figures.CanBeRead);
        Assert.True(figures.Days.Count >= 4);
        Assert.All(MetricService.OfPosts(provider), metric => Assert.NotNull(figures.Days[0].Values[metric]));
    }

    [Fact]
    public async Task One_figure_the_network_no_longer_knows_costs_nothing_but_itself_and_is_not_asked_for_again()
    {
        await Office.Sim.SettingsAsync(new { deadMetrics = new[] { "post_clicks" } });
        var post = await PublishAsync(Provider.Facebook, "A dead figure");
        await Office.PassAsync(TimeSpan.FromHours(2));

        Assert.Equal(1, await Posts());

        var values = (await Metrics.ForPostAsync(post.Id, Office.Office.Mia)).Days[0].Values;
        Assert.Null(values[Metric.Clicks]);
        Assert.NotNull(values[Metric.Views]);
        await Office.PassAsync(TimeSpan.FromDays(1));
        var before = await AskedAsync();
        Assert.Equal(1, await Posts());
        Assert.DoesNotContain((await AskedAsync()).Skip(before.Count), names => names.Contains("post_clicks", StringComparison.Ordinal));
        await using var db = await Office.DbAsync();
        Assert.Equal([(Provider.Facebook, "post_clicks")], (await db.DeadMetrics.ToListAsync()).Select(d => (d.Provider, d.Name)));
    }

    [Fact]
    public async Task No_data_is_not_available_and_not_zero()
    {
        await Office.Sim.SettingsAsync(new { insightsAreEmpty = true });
        var post = await PublishAsync(Provider.Facebook, "Nobody knows");
        await Office.PassAsync(TimeSpan.FromHours(2));

        Assert.Equal(1, await Posts());

        var values = (await Metrics.ForPostAsync(post.Id, Office.Office.Mia)).Days[0].Values;
        Assert.Equal(((long?)null, (long?)null, (long?)0), (values[Metric.Views], values[Metric.Reach], values[Metric.Comments]));
        var week = Assert.Single(await Metrics.ForWeekAsync(TestOffice.H2o, DateOnly.FromDateTime(PublishingOffice.Morning.UtcDateTime), Office.Office.Mia));
        Assert.Equal((1, 1, (long?)null), (week.Posts, week.Read, week.OfPosts[Metric.Views]));
    }

    [Fact]
    public async Task Google_tells_of_the_location_only_and_its_last_days_come_later()
    {
        var post = await PublishAsync(Provider.GoogleBusiness, "On the map");
        await Office.PassAsync(TimeSpan.FromHours(2));

        // The Page tells of itself as well.
        Assert.Equal((0, 2), await RunAsync());

        Assert.False((await Metrics.ForPostAsync(post.Id, Office.Office.Mia)).CanBeRead);
        await Office.PassAsync(TimeSpan.FromDays(9));
        await RunAsync();
        var week = (await Metrics.ForWeekAsync(TestOffice.H2o, DateOnly.FromDateTime(PublishingOffice.Morning.UtcDateTime), Office.Office.Mia)).Single(a => a.Provider == Provider.GoogleBusiness);
        Assert.Empty(week.OfPosts);
        Assert.True(week.OfAccount[Metric.Views] > 0);
        Assert.True(week.OfAccount.ContainsKey(Metric.Calls));
        Assert.Equal((0, 0), await RunAsync());
    }

    [Fact]
    public async Task What_rests_or_has_used_up_its_calls_is_not_asked()
    {
        await PublishAsync(Provider.Facebook, "Spare the calls");
        await Office.PassAsync(TimeSpan.FromHours(2));
        await LimitAsync(l => l.UsagePercent = 80);
        Assert.Equal(0, await Posts());
        await LimitAsync(l => (l.UsagePercent, l.BlockedUntil) = (10, Office.Clock.Now.AddHours(1)));
        Assert.Equal(0, await Posts());
        await LimitAsync(l => l.BlockedUntil = null);
        Assert.Equal(1, await Posts());
    }

    [Fact]
    public async Task A_throttle_while_reading_holds_up_the_account_and_the_rest_is_read_later()
    {
        await PublishAsync(Provider.Facebook, "One");
        await PublishAsync(Provider.Facebook, "Two");
        await Office.PassAsync(TimeSpan.FromHours(2));
        await Office.Sim.FaultAsync(new { kind = "GraphError", code = 32, method = "GET" });

        Assert.Equal(0, await Posts());

        await using (var db = await Office.DbAsync())
        {
            Assert.True((await db.AccountLimits.SingleAsync(l => l.AccountId == Office.Accounts[Provider.Facebook].Id)).BlockedUntil > Office.Clock.Now);
        }

        await Office.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(2, await Posts());
    }

    [Fact]
    public async Task Another_companys_post_has_no_figures_for_us()
    {
        var post = await PublishAsync(Provider.Facebook, "Ours");
        var stranger = Office.Office.Max with { Tenants = [TestOffice.AllCounty] };

        await Assert.ThrowsAnyAsync<RuleException>(() => Metrics.ForPostAsync(post.Id, stranger));
        await Assert.ThrowsAsync<NotFoundException>(() => Metrics.ForPostAsync(Guid.CreateVersion7(), Office.Office.Mia));
    }

    private Task<(int Posts, int Accounts)> RunAsync() => Office.Get<MetricsRound>().RunAsync();

    private async Task<int> Posts() => (await RunAsync()).Posts;

    private async Task<Post> PublishAsync(Provider provider, string text)
    {
        var post = await Office.ScheduleAsync(provider, text);
        await Office.RunAsync();
        await Office.PassAsync(TimeSpan.FromMinutes(1), steps: 4);
        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        return post;
    }

    private async Task LimitAsync(Action<Data.Publishing.AccountLimit> change)
    {
        await using var db = await Office.DbAsync();
        change(await db.AccountLimits.SingleAsync(l => l.AccountId == Office.Accounts[Provider.Facebook].Id));
        await db.SaveChangesAsync();
    }

    /// <summary>What was asked for, call by call.</summary>
    private async Task<List<string>> AskedAsync() =>
        [.. (await Office.Sim.LedgerAsync(LedgerKinds.Request)).Where(r => r.Path!.EndsWith("/insights", StringComparison.Ordinal)).Select(r => r.Parameters!.GetValueOrDefault("metric", ""))];
}
