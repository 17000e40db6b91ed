using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Publishing;

/// <summary>What people decide about a post whose outcome nobody knows, and pausing.</summary>
public class DecisionTests : PublishingTest
{
    private PublishService Queue => Office.Get<PublishService>();

    private Actor Mia => Office.Office.Mia;

    [Fact]
    public async Task A_parked_post_is_there_after_all()
    {
        var (post, publication) = await ParkAsync("Is it there?");

        await Assert.ThrowsAsync<RuleException>(() => Queue.ItIsThereAsync(publication.Id, "not an address", Mia));
        await Queue.ItIsThereAsync(publication.Id, "https://www.facebook.com/1_2", Mia);

        var found = await Office.PostAsync(post.Id);
        Assert.Equal((PostStatus.Posted, "https://www.facebook.com/1_2", Mia.UserId), (found.Status, found.PostUrl, found.PostedById));
        Assert.Equal(PublicationState.Sent, (await Office.PublicationAsync(post.Id)).State);
    }

    [Fact]
    public async Task A_parked_post_that_is_not_there_is_sent_again_explicitly()
    {
        var (post, publication) = await ParkAsync("Send me again");

        await Assert.ThrowsAsync<RuleException>(() => Queue.SendAgainAsync(publication.Id, false, Mia));
        await Queue.SendAgainAsync(publication.Id, true, Mia);
        await Office.RunAsync();

        Assert.Equal(PublicationState.Discarded, (await Office.PublicationAsync(post.Id)).State);
        Assert.Equal(PublicationState.Sent, (await Office.PublicationAsync(post.Id, 2)).State);
        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        Assert.Equal(1, await Office.VisibleAsync("Send me again"));
    }

    [Fact]
    public async Task A_parked_post_is_given_up_with_a_reason_and_whoever_only_reads_decides_nothing()
    {
        var (post, publication) = await ParkAsync("Never mind");

        await Assert.ThrowsAsync<RuleException>(() => Queue.DiscardAsync(publication.Id, "Old news", Office.Office.Vera));
        await Assert.ThrowsAsync<RuleException>(() => Queue.DiscardAsync(publication.Id, " ", Mia));
        await Queue.DiscardAsync(publication.Id, "Old news", Mia);

        Assert.Equal(PublicationState.Discarded, (await Office.PublicationAsync(post.Id)).State);
        Assert.Equal(PostStatus.Cancelled, (await Office.PostAsync(post.Id)).Status);
        Assert.Equal(0, await Office.RunAsync());
        Assert.True(await Sql.AskAsync<long>(Office.Office.Connections.Admin!, "select count(*) from history.change_sets where summary like 'Discarded P-%: Old news'") == 1);
    }

    [Fact]
    public async Task A_failed_post_is_tried_again_as_it_was_approved()
    {
        await Office.Sim.FaultAsync(new { kind = "graphError", code = 1609005, commitsOnly = true });
        var post = await Office.ScheduleAsync(Provider.Facebook, "Mended meanwhile");
        await Office.RunAsync();
        var publication = await Office.PublicationAsync(post.Id);

        await Queue.RetryAsync(publication.Id, Mia);
        await Office.RunAsync();

        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        Assert.Equal(1, await Office.VisibleAsync("Mended meanwhile"));
    }

    [Fact]
    public async Task After_a_pause_posts_go_out_one_after_the_other()
    {
        await Queue.PauseAsync(TestOffice.H2o, "Storm", Mia);
        await Assert.ThrowsAsync<RuleException>(() => Queue.PauseAsync(TestOffice.H2o, "Storm", Mia));
        for (var i = 0; i < 3; i++)
        {
            await Office.ScheduleAsync(Provider.Facebook, $"After the storm {i}");
        }

        await Office.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(3, (await Queue.GetHealthAsync(Mia)).Waiting);
        await Queue.ResumeAsync(TestOffice.H2o, Mia);
        await Office.RunAsync();
        Assert.Single(await Office.Sim.LedgerAsync("visible"));
        await Office.PassAsync(TimeSpan.FromMinutes(3), steps: 3);

        Assert.Equal(3, (await Office.Sim.LedgerAsync("visible")).Count);
    }

    [Fact]
    public async Task The_queue_shows_state_cause_and_what_can_be_done()
    {
        var (_, publication) = await ParkAsync("To be shown");

        var row = Assert.Single(await Queue.ListAsync(new PublishFilter(), Mia));
        var health = await Queue.GetHealthAsync(Mia);

        Assert.Equal((publication.Id, PublicationState.Parked), (row.Id, row.State));
        Assert.Equal([PublishVerb.ItIsThere, PublishVerb.SendAgain, PublishVerb.Discard], row.Verbs);
        Assert.NotNull(row.Cause);
        Assert.NotNull(row.NextStep);
        Assert.Equal((1, true), (health.Parked, health.IsSimulated));
        Assert.Equal(6, (await Queue.ListAttemptsAsync(publication.Id, Mia)).Count);
        Assert.Equal(1, (await Queue.ListHoursAsync(Mia)).Sum(h => h.Unknown));
    }

    private async Task<(Post Post, Publication Publication)> ParkAsync(string text)
    {
        await Office.Sim.FaultAsync(new { kind = "reset", commitsOnly = true });
        var post = await Office.ScheduleAsync(Provider.Facebook, text);
        await Office.PassAsync(TimeSpan.FromMinutes(90), steps: 90);
        var publication = await Office.PublicationAsync(post.Id);
        Assert.Equal(PublicationState.Parked, publication.State);
        return (post, publication);
    }
}
