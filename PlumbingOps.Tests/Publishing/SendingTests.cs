using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Tests.Publishing;

public class SendingTests : PublishingTest
{
    [Theory]
    [InlineData(Provider.Facebook, 0)]
    [InlineData(Provider.Facebook, 1)]
    [InlineData(Provider.Facebook, 3)]
    [InlineData(Provider.Instagram, 1)]
    [InlineData(Provider.Instagram, 3)]
    [InlineData(Provider.GoogleBusiness, 0)]
    [InlineData(Provider.GoogleBusiness, 1)]
    public async Task A_post_goes_out_at_its_minute_and_once(Provider provider, int pictures)
    {
        var post = await Office.ScheduleAsync(provider, "Winter is coming: wrap your pipes.", Office.Clock.Now.AddMinutes(5), pictures);

        await Office.RunAsync();
        Assert.Equal(PostStatus.Scheduled, (await Office.PostAsync(post.Id)).Status);
        Assert.Equal(0, await Office.VisibleAsync("Winter is coming: wrap your pipes."));

        await Office.PassAsync(TimeSpan.FromMinutes(6));
        await Office.PassAsync(TimeSpan.FromMinutes(2), steps: 12);
        var sent = await Office.PostAsync(post.Id);
        Assert.Equal((PostStatus.Posted, null), (sent.Status, sent.Cause));
        Assert.NotNull(sent.ExternalId);
        Assert.StartsWith("http", sent.PostUrl, StringComparison.Ordinal);
        Assert.Equal(1, await Office.VisibleAsync("Winter is coming: wrap your pipes."));
        var publication = await Office.PublicationAsync(post.Id);
        Assert.Equal(PublicationState.Sent, publication.State);
        Assert.Equal(PublishOutcome.Ok, publication.Attempts.Single(a => a.Step == PublishStep.Commit).Outcome);
    }

    [Fact]
    public async Task In_a_rush_a_post_goes_out_first_and_its_address_is_asked_for_later()
    {
        var post = await Office.ScheduleAsync(Provider.Instagram, "One of many");
        for (var i = 0; i < 5 && (await Office.PostAsync(post.Id)).Status != PostStatus.Posted; i++)
        {
            foreach (var claim in await Office.Get<PublicationClaims>().TakeAsync(1, "test"))
            {
                claim.IsRush = true;
                await Office.Get<PublicationWork>().RunAsync(claim);
            }

            Office.Clock.Now += TimeSpan.FromMinutes(1);
            await Office.Sim.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        Office.Clock.Now -= TimeSpan.FromMinutes(1);
        await Office.RunAsync();
        var sent = await Office.PostAsync(post.Id);
        Assert.Equal((PostStatus.Posted, null), (sent.Status, sent.PostUrl));

        await Office.PassAsync(new PublishingOptions().AddressLater);
        Assert.StartsWith("http", (await Office.PostAsync(post.Id)).PostUrl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_edited_after_its_approval_is_not_sent()
    {
        var post = await Office.ScheduleAsync(Provider.Facebook, "As approved");
        await using (var db = await Office.DbAsync())
        {
            await db.ContentItems.Where(c => c.Id == post.ContentId).ExecuteUpdateAsync(c => c.SetProperty(x => x.Caption, "As edited"));
        }

        await Office.RunAsync();

        var held = await Office.PostAsync(post.Id);
        Assert.Equal(PostStatus.NeedsApproval, held.Status);
        Assert.Empty(await Office.Sim.LedgerAsync("visible"));
    }

    [Fact]
    public async Task A_cancelled_post_is_not_sent()
    {
        var post = await Office.ScheduleAsync(Provider.Facebook, "Not today");
        await using (var db = await Office.DbAsync())
        {
            var found = await db.Posts.SingleAsync(p => p.Id == post.Id);
            found.Cancel();
            await Office.Get<PublicationLedger>().PlanAsync(db, found);
            await db.SaveChangesAsync();
        }

        Assert.Equal(0, await Office.RunAsync());
        Assert.Empty(await Office.Sim.LedgerAsync("visible"));
    }

    [Fact]
    public async Task What_could_not_go_out_in_time_is_left_out_and_says_why()
    {
        var post = await Office.ScheduleAsync(Provider.Facebook, "Too late for this");

        Office.Clock.Now += TimeSpan.FromHours(3);
        await Office.RunAsync();

        var skipped = await Office.PostAsync(post.Id);
        Assert.Equal(PostStatus.Skipped, skipped.Status);
        Assert.NotNull(skipped.NextStep);
        Assert.Equal(0, await Office.VisibleAsync("Too late for this"));
    }

    [Fact]
    public async Task The_same_words_on_one_account_within_a_day_are_refused()
    {
        await Office.ScheduleAsync(Provider.Facebook, "Call us today");

        var refusal = await Assert.ThrowsAsync<RuleException>(() => Office.ScheduleAsync(Provider.Facebook, "Call us today ", Office.Clock.Now.AddHours(5)));

        Assert.Contains("says the same on this account", refusal.Message, StringComparison.Ordinal);
        await Office.ScheduleAsync(Provider.Facebook, "Call us today", Office.Clock.Now.AddHours(25));
    }

    [Fact]
    public async Task A_manual_channel_gets_a_task_that_stays_until_it_is_proved()
    {
        var post = await Office.ScheduleAsync(Provider.Manual, "For the neighbours");

        await Office.RunAsync();
        var due = await Office.PostAsync(post.Id);
        Assert.Equal(PublicationState.Due, (await Office.PublicationAsync(post.Id)).State);
        Assert.Equal((PostStatus.Scheduled, "It is time: this channel is posted by hand."), (due.Status, due.Cause));

        await Office.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal("Overdue: nobody has marked it as posted.", (await Office.PostAsync(post.Id)).Cause);

        await using (var db = await Office.DbAsync())
        {
            var found = await db.Posts.SingleAsync(p => p.Id == post.Id);
            found.MarkPosted(Office.Office.Mia, Office.Clock.Now.ToUniversalTime(), "https://nextdoor.example.com/p/1", null);
            await db.SaveChangesAsync();
        }

        await Office.Get<PublicationSweep>().RunAsync();
        Assert.Equal(PublicationState.Sent, (await Office.PublicationAsync(post.Id)).State);
    }

    [Fact]
    public async Task A_dead_token_stops_the_account_and_says_what_to_do()
    {
        var post = await Office.ScheduleAsync(Provider.Facebook, "With a dead token");
        await Office.Sim.SimAsync("tokens/kill", new { death = "passwordChanged", account = Seed.H2OPage });

        await Office.RunAsync();

        var held = await Office.PostAsync(post.Id);
        Assert.Equal(PostStatus.Scheduled, held.Status);
        Assert.Contains("password", held.Cause, StringComparison.Ordinal);
        await using var db = await Office.DbAsync();
        var connection = await db.AccountConnections.SingleAsync(c => c.AccountId == Office.Accounts[Provider.Facebook].Id);
        Assert.Equal(ConnectionState.NeedsReconnect, connection.State);
        Assert.NotNull(connection.NextStep);
    }

    [Fact]
    public async Task A_refusal_for_good_fails_the_post_with_the_networks_words()
    {
        await Office.Sim.FaultAsync(new { kind = "graphError", code = 1609005, commitsOnly = true });
        var post = await Office.ScheduleAsync(Provider.Facebook, "Look at this");

        await Office.RunAsync();

        var failed = await Office.PostAsync(post.Id);
        Assert.Equal(PostStatus.Failed, failed.Status);
        Assert.NotNull(failed.Cause);
        Assert.Equal(PublicationState.Rejected, (await Office.PublicationAsync(post.Id)).State);
    }

    [Fact]
    public async Task What_the_network_holds_back_goes_out_later()
    {
        await Office.Sim.FaultAsync(new { kind = "throttle", commitsOnly = true });
        var post = await Office.ScheduleAsync(Provider.Facebook, "One after the other", change: (_, p) => p.LateMinutes = 600);

        await Office.RunAsync();
        Assert.Equal(PublicationState.Waiting, (await Office.PublicationAsync(post.Id)).State);
        await Office.PassAsync(TimeSpan.FromHours(2), steps: 4);

        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        Assert.Equal(1, await Office.VisibleAsync("One after the other"));
    }
}
