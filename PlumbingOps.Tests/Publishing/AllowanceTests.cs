using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Simulator.World;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Publishing;

/// <summary>Quota, spacing, circuits, pause, and who comes first.</summary>
public class AllowanceTests : PublishingTest
{
    private string App => Office.Office.Connections.Admin!;

    [Fact]
    public async Task A_hundred_at_once_take_no_more_than_the_day_allows()
    {
        var account = Office.Accounts[Provider.Facebook];
        for (var i = 0; i < 100; i++)
        {
            await Office.ScheduleAsync(Provider.Facebook, $"Offer number {i}");
        }

        await Sql.RunAsync(App, $"insert into app.account_limits (tenant_id, account_id, sent, failures, daily_quota) values ('h2o', '{account.Id}', 0, 0, 25)");
        var claims = new List<Claim>();
        while (await Office.Get<PublicationClaims>().TakeAsync(16, "many") is { Count: > 0 } taken)
        {
            claims.AddRange(taken);
        }

        Assert.Equal(100, claims.Count);
        var drafts = new Dictionary<Guid, PublishDraft>();
        await using (var db = await Office.DbAsync())
        {
            foreach (var claim in claims)
            {
                drafts[claim.Id] = (await PublishDrafts.LoadAsync(db, claim.PostId))!;
            }
        }

        var turns = new System.Collections.Concurrent.ConcurrentBag<(BegunAttempt? Attempt, NoTurn? Why)>();
        await Parallel.ForEachAsync(claims, new ParallelOptions { MaxDegreeOfParallelism = 40 }, async (claim, cancellationToken) =>
            turns.Add(await Office.Get<PublicationBook>().BeginCommitAsync(claim, Office.Publisher(Provider.Facebook).Options, "", drafts[claim.Id], cancellationToken)));

        Assert.Equal(25, turns.Count(t => t.Attempt is not null));
        Assert.All(turns.Where(t => t.Attempt is null), t => Assert.Equal(NoTurn.NotYet, t.Why));
        Assert.Equal(25, await Sql.AskAsync<int>(App, $"select sent from app.account_limits where account_id = '{account.Id}'"));
        Assert.Equal(25L, await Sql.AskAsync<long>(App, "select count(*) from app.publications where state = 'Sending'"));
    }

    [Fact]
    public async Task Two_processes_never_take_the_same()
    {
        for (var i = 0; i < 40; i++)
        {
            await Office.ScheduleAsync(Provider.Facebook, $"Tip number {i}");
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Office.Get<PublicationClaims>().TakeAsync(10, $"process {i}")));

        var ids = taken.SelectMany(t => t).Select(c => c.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.NotEmpty(ids);
    }

    [Fact]
    public async Task An_account_with_much_to_say_does_not_keep_the_others_waiting()
    {
        for (var i = 0; i < 30; i++)
        {
            await Office.ScheduleAsync(Provider.Facebook, $"Much to say {i}");
        }

        await Office.ScheduleAsync(Provider.GoogleBusiness, "One thing to say");

        var first = await Office.Get<PublicationClaims>().TakeAsync(4, "fair");

        Assert.Contains(first, c => c.Provider == Provider.GoogleBusiness);
    }

    [Fact]
    public async Task A_paused_company_sends_nothing_and_is_still_looked_after()
    {
        await Office.Sim.FaultAsync(new { kind = "reset", commitsOnly = true, afterCommit = true });
        var open = await Office.ScheduleAsync(Provider.Facebook, "On its way already");
        await Office.RunAsync();
        var waiting = await Office.ScheduleAsync(Provider.Facebook, "Not while we pause");
        await Sql.RunAsync(App, $"insert into app.publish_pauses (id, tenant_id, paused_at, reason) values (gen_random_uuid(), 'h2o', now(), 'Storm')");

        await Office.PassAsync(TimeSpan.FromMinutes(2), steps: 4);

        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(open.Id)).Status);
        Assert.Equal(PostStatus.Scheduled, (await Office.PostAsync(waiting.Id)).Status);
        Assert.Equal(0, await Office.VisibleAsync("Not while we pause"));
    }

    [Fact]
    public async Task A_broken_account_rests_and_then_tries_one()
    {
        await Office.Sim.FaultAsync(new { kind = "reset", method = "POST", path = "photos", times = 6 });
        var posts = new List<Post>();
        for (var i = 0; i < 6; i++)
        {
            posts.Add(await Office.ScheduleAsync(Provider.Facebook, $"Through thick and thin {i}", pictures: 2, change: (_, p) => p.LateMinutes = 600));
        }

        await Office.RunAsync();
        Assert.NotNull(await Sql.AskAsync<DateTime?>(App, $"select open_until from app.account_limits where account_id = '{Office.Accounts[Provider.Facebook].Id}'"));

        await Office.PassAsync(TimeSpan.FromHours(1), steps: 12);
        Assert.Null(await Sql.AskAsync<DateTime?>(App, $"select open_until from app.account_limits where account_id = '{Office.Accounts[Provider.Facebook].Id}'"));
        foreach (var post in posts)
        {
            Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        }
    }

    [Fact]
    public async Task What_Meta_says_about_its_pools_is_kept()
    {
        await Office.Sim.SettingsAsync(new { usage = new Dictionary<string, int> { [Seed.H2OProfile] = 80 } });
        await Office.ScheduleAsync(Provider.Instagram, "With little left");

        await Office.PassAsync(TimeSpan.FromSeconds(20), steps: 5);

        Assert.Equal(80, await Sql.AskAsync<int>(App, $"select usage_percent from app.account_limits where account_id = '{Office.Accounts[Provider.Instagram].Id}'"));
        Assert.Equal(100, await Sql.AskAsync<int>(App, $"select daily_quota from app.account_limits where account_id = '{Office.Accounts[Provider.Instagram].Id}'"));
    }

    [Fact]
    public async Task Google_may_take_a_post_down_after_it_took_it()
    {
        await Office.Sim.SimAsync("google/9101/next", new { afterSeconds = 30, reject = true });
        var post = await Office.ScheduleAsync(Provider.GoogleBusiness, "Drains cleaned the same day");

        await Office.RunAsync();
        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        await Office.PassAsync(TimeSpan.FromMinutes(3), steps: 3);

        var down = await Office.PostAsync(post.Id);
        Assert.Equal(PostStatus.Failed, down.Status);
        Assert.Contains("phone number", down.Cause, StringComparison.Ordinal);
        Assert.Equal(Moderation.Rejected, (await Office.PublicationAsync(post.Id)).Moderation);
    }
}
