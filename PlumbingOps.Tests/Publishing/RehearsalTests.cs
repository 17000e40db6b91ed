using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Publishing.Rehearsals;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Tests.Support;
using Seed = PlumbingOps.Simulator.World.Seed;

namespace PlumbingOps.Tests.Publishing;

/// <summary>The coming week, played at speed against a world of its own.</summary>
public class RehearsalTests : PublishingTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Next_week_is_played_with_its_limits_findings_and_people_and_nothing_of_it_stays()
    {
        var facebook = await Office.ScheduleAsync(Provider.Facebook, "Wrap your pipes before the frost", At(1));
        var instagram = await Office.ScheduleAsync(Provider.Instagram, "A new water heater", At(2), pictures: 2);
        var google = await Office.ScheduleAsync(Provider.GoogleBusiness, "Open on Saturday", At(3));
        var manual = await Office.ScheduleAsync(Provider.Manual, "For the neighbours", At(2));
        var shouted = await Office.ScheduleAsync(Provider.GoogleBusiness, "CALL US TODAY FOR A NEW HEATER", At(4));
        var unconnected = await Office.ScheduleAsync(Provider.Facebook, "Nobody connected it", At(2), account: await Office.AddAccountAsync("facebook_page", "Second page"));
        var later = await Office.ScheduleAsync(Provider.Facebook, "Next month", At(20));
        var draft = await DraftAsync("Not approved yet", At(5));
        var before = await FootprintsAsync();

        var view = await PlayAsync(new RehearsalWish { TenantId = TestOffice.H2o });

        Assert.Equal((RehearsalState.Done, null), (view.State, view.Failure));
        Assert.DoesNotContain(view.Rows, r => r.PostId == later.Id);
        Assert.Equal(
            [
                (facebook.Id, RehearsalOutcome.Sent), (instagram.Id, RehearsalOutcome.Sent), (google.Id, RehearsalOutcome.Sent), (manual.Id, RehearsalOutcome.ByHand), (shouted.Id, RehearsalOutcome.Refused),
                (unconnected.Id, RehearsalOutcome.LeftOut), (draft.Id, RehearsalOutcome.NotApproved),
            ],
            new[] { facebook, instagram, google, manual, shouted, unconnected, draft }.Select(p => (p.Id, view.Rows.Single(r => r.PostId == p.Id).Outcome)));
        Assert.All(view.Rows.Where(r => r.Outcome == RehearsalOutcome.Sent), row =>
        {
            Assert.InRange(row.SentAt!.Value, row.DueAt, row.DueAt.AddMinutes(5));
            Assert.Equal(1, row.Seen);
        });
        Assert.All(view.Rows.Where(r => r.Outcome is RehearsalOutcome.Refused or RehearsalOutcome.LeftOut), row => Assert.True(row.Cause!.Length > 0 && row.NextStep!.Length > 0));
        Assert.Equal((PreflightCheck.Connection, PreflightCheck.Approval), (Finding(unconnected).Check, Finding(draft).Check));
        Assert.Equal((3, 0), (view.Public, view.Twice));

        Assert.Equal(before, await FootprintsAsync());
        Assert.Equal(PostStatus.Scheduled, (await Office.PostAsync(facebook.Id)).Status);
        Assert.Empty(await Office.Sim.LedgerAsync(LedgerKinds.Visible));

        RehearsalFinding Finding(Post post) => Assert.Single(view.Rows.Single(r => r.PostId == post.Id).Findings);
    }

    [Theory]
    [InlineData("drop-before", RehearsalOutcome.NeedsDecision, 0)]
    [InlineData("drop-after", RehearsalOutcome.Sent, 1)]
    [InlineData("error-after", RehearsalOutcome.Sent, 1)]
    [InlineData("throttle", RehearsalOutcome.Sent, 1)]
    public async Task What_goes_wrong_is_chosen_and_shows_in_the_ledger(string fault, RehearsalOutcome outcome, int seen)
    {
        // One goes well before each mishap.
        await Office.ScheduleAsync(Provider.Facebook, "The first goes well", At(1));
        var post = await Office.ScheduleAsync(Provider.Facebook, "The second does not", At(2));

        var view = await PlayAsync(new RehearsalWish { TenantId = TestOffice.H2o, Faults = [fault] });

        var row = view.Rows.Single(r => r.PostId == post.Id);
        Assert.Equal((outcome, seen), (row.Outcome, row.Seen));
        Assert.Contains(row.Attempts, a => a.Outcome is not (null or PublishOutcome.Ok));
        Assert.Equal(outcome == RehearsalOutcome.Sent, row.IsRecovered);
        Assert.Equal(0, view.Twice);
        Assert.Single(view.Faults);
    }

    [Fact]
    public async Task Connections_that_die_in_these_days_hold_up_what_comes_after()
    {
        var before = await Office.ScheduleAsync(Provider.Facebook, "Before", At(1));
        var after = await Office.ScheduleAsync(Provider.Facebook, "After", At(5));

        var view = await PlayAsync(new RehearsalWish { TenantId = TestOffice.H2o, Faults = ["tokens-die"] });

        Assert.Equal((RehearsalOutcome.Sent, RehearsalOutcome.LeftOut), (Row(before).Outcome, Row(after).Outcome));
        Assert.Contains("password", Row(after).Cause, StringComparison.Ordinal);

        RehearsalRow Row(Post post) => view.Rows.Single(r => r.PostId == post.Id);
    }

    [Fact]
    public async Task A_token_that_ends_before_a_post_is_known_beforehand_and_true_in_the_rehearsal()
    {
        var post = await Office.ScheduleAsync(Provider.Facebook, "Too late for this token", At(5));
        await using (var db = await Office.DbAsync())
        {
            await db.AccountConnections.Where(c => c.ExternalId == Seed.H2OPage).ExecuteUpdateAsync(c => c.SetProperty(x => x.TokenExpiresAt, Office.Clock.Now.AddDays(2)));
        }

        var row = Assert.Single((await PlayAsync(new RehearsalWish { TenantId = TestOffice.H2o })).Rows);

        Assert.Equal((post.Id, RehearsalOutcome.LeftOut), (row.PostId, row.Outcome));
        Assert.Equal(PreflightCheck.Token, Assert.Single(row.Findings).Check);
    }

    [Fact]
    public async Task What_is_not_approved_or_not_connected_yet_can_be_rehearsed_as_if_it_were()
    {
        var draft = await DraftAsync("A plan for Friday", At(2));
        await Office.ScheduleAsync(Provider.Instagram, "On an account that nobody connected", At(3), account: await Office.AddAccountAsync("instagram_business", "Second profile"));

        var rows = (await PlayAsync(new RehearsalWish { TenantId = TestOffice.H2o, AsIfReady = true })).Rows;

        Assert.Equal([RehearsalOutcome.Sent, RehearsalOutcome.Sent], rows.Select(r => r.Outcome));
        Assert.Equal(PostStatus.Draft, (await Office.PostAsync(draft.Id)).Status);
    }

    [Fact]
    public async Task The_true_publisher_goes_on_while_a_rehearsal_is_under_way()
    {
        var post = await Office.ScheduleAsync(Provider.Facebook, "For real", Office.Clock.Now.AddMinutes(1));
        foreach (var day in Enumerable.Range(1, 6))
        {
            await Office.ScheduleAsync(Provider.Facebook, $"On day {day}", At(day));
        }

        var rehearsals = Office.Get<RehearsalService>();
        // Each costs the rehearsal some true seconds.
        await rehearsals.StartAsync(new RehearsalWish { TenantId = TestOffice.H2o, Faults = ["slow-after"], Times = 5 }, Office.Office.Mia);
        await Eventually.IsTrueAsync(async () => (await rehearsals.FindAsync(TestOffice.H2o, Office.Office.Mia))!.State == RehearsalState.Running);

        Office.Clock.Now += TimeSpan.FromMinutes(2);
        await Office.RunAsync();

        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        Assert.True((await rehearsals.FindAsync(TestOffice.H2o, Office.Office.Mia))!.IsRunning);
        await Assert.ThrowsAsync<RuleException>(() => rehearsals.StartAsync(new RehearsalWish { TenantId = TestOffice.H2o }, Office.Office.Mia));
        await rehearsals.StopAsync(TestOffice.H2o, Office.Office.Mia);
        Assert.Equal(RehearsalState.Stopped, (await rehearsals.FindAsync(TestOffice.H2o, Office.Office.Mia))!.State);
    }

    [Fact]
    public async Task A_pause_lets_nothing_out()
    {
        await Office.ScheduleAsync(Provider.Facebook, "Wait for it", At(1));
        await Office.Get<PublishService>().PauseAsync(TestOffice.H2o, "A storm", Office.Office.Mia, TestContext.Current.CancellationToken);

        var row = Assert.Single((await PlayAsync(new RehearsalWish { TenantId = TestOffice.H2o })).Rows);

        Assert.Equal((RehearsalOutcome.Waiting, "Publishing is paused: nothing goes out."), (row.Outcome, row.Cause));
    }

    [Fact]
    public async Task Without_a_simulator_nothing_is_rehearsed_and_that_is_said()
    {
        await Office.Sim.DisposeAsync();
        var rehearsals = Office.Get<RehearsalService>();

        Assert.Contains("does not answer", (await rehearsals.OfferAsync(Office.Office.Mia)).Obstacle, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleException>(() => rehearsals.StartAsync(new RehearsalWish { TenantId = TestOffice.H2o }, Office.Office.Mia));
        Assert.Null(await rehearsals.FindAsync(TestOffice.H2o, Office.Office.Mia));
    }

    [Fact]
    public async Task Only_who_decides_about_publishing_rehearses_and_only_for_own_companies()
    {
        var rehearsals = Office.Get<RehearsalService>();

        await Assert.ThrowsAsync<RuleException>(() => rehearsals.StartAsync(new RehearsalWish { TenantId = TestOffice.H2o }, Office.Office.Vera));
        await Assert.ThrowsAsync<NotFoundException>(() => rehearsals.StartAsync(new RehearsalWish { TenantId = TestOffice.AllCounty }, Office.Office.Mia));
        await Assert.ThrowsAsync<RuleException>(() => rehearsals.StartAsync(new RehearsalWish { TenantId = TestOffice.H2o, Faults = ["an earthquake"] }, Office.Office.Mia));
    }

    private DateTimeOffset At(int days) => Office.Clock.Now.AddDays(days);

    private async Task<Post> DraftAsync(string text, DateTimeOffset at)
    {
        var post = await Office.ScheduleAsync(Provider.Facebook, text, at);
        await using var db = await Office.DbAsync();
        var found = await db.Posts.SingleAsync(p => p.Id == post.Id);
        found.SendBack("Shorter, please");
        await Office.Get<PublicationLedger>().PlanAsync(db, found);
        await db.SaveChangesAsync();
        return found;
    }

    private async Task<RehearsalView> PlayAsync(RehearsalWish wish)
    {
        var rehearsals = Office.Get<RehearsalService>();
        await rehearsals.StartAsync(wish, Office.Office.Mia);
        RehearsalView? view = null;
        for (var waited = Stopwatch.StartNew(); view is not { IsRunning: false, EndedAt: not null } && waited.Elapsed < Patience; view = await rehearsals.FindAsync(wish.TenantId, Office.Office.Mia))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.True(view is { EndedAt: not null, Failure: null }, $"{view?.State} at {view?.Clock:O} after {view?.Calls} steps, {view?.Settled} settled: {view?.Failure}");
        return view!;
    }

    /// <summary>Everything that a rehearsal must not touch, with the transactions that wrote it last.</summary>
    private Task<string?> FootprintsAsync() => Sql.AskAsync<string>(Office.Office.Connections.Admin!, """
        select string_agg(what, ' ') from (
            select 'tenants ' || count(*) || ' ' || max(xmin::text::bigint) as what from app.tenants
            union all select 'posts ' || count(*) || ' ' || max(xmin::text::bigint) from app.posts
            union all select 'publications ' || count(*) || ' ' || max(xmin::text::bigint) from app.publications
            union all select 'connections ' || count(*) || ' ' || max(xmin::text::bigint) from app.account_connections
            union all select 'secrets ' || count(*) || ' ' || max(xmin::text::bigint) from app.account_secrets
            union all select 'limits ' || count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) from app.account_limits
            union all select 'circuits ' || count(*) from app.provider_circuits
            union all select 'findings ' || count(*) from app.preflight_findings
            union all select 'attempts ' || count(*) from app.publish_attempts
            union all select 'history ' || count(*) || ' ' || max(id) from history.changes) x
        """);
}
