using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;

namespace PlumbingOps.Tests.Publishing;

/// <summary>What must never happen: lost, or twice.</summary>
public class UnknownOutcomeTests : PublishingTest
{
    public static TheoryData<Provider, string> Providers
    {
        get
        {
            var data = new TheoryData<Provider, string>();
            foreach (var provider in new[] { Provider.Facebook, Provider.Instagram, Provider.GoogleBusiness })
            {
                foreach (var fault in new[] { "fin", "reset", "serverError", "slow" })
                {
                    data.Add(provider, fault);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_arrived_without_an_answer_is_found_and_not_repeated(Provider provider, string fault)
    {
        await Office.Sim.FaultAsync(new { kind = fault, commitsOnly = true, afterCommit = true, delayMilliseconds = fault == "slow" ? 4000 : 0 });
        var post = await Office.ScheduleAsync(provider, $"Said once, {fault}");

        await Office.PassAsync(TimeSpan.FromSeconds(20), steps: 4);
        await Office.PassAsync(TimeSpan.FromMinutes(2), steps: 4);

        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        Assert.Equal(1, await Office.VisibleAsync($"Said once, {fault}"));
        var publication = await Office.PublicationAsync(post.Id);
        Assert.Equal(PublishOutcome.Unknown, publication.Attempts.Single(a => a.Step == PublishStep.Commit).Outcome);
        Assert.NotNull(publication.ExternalId);
    }

    [Theory]
    [InlineData(Provider.Facebook)]
    [InlineData(Provider.GoogleBusiness)]
    public async Task What_did_not_arrive_waits_for_a_person_with_the_evidence(Provider provider)
    {
        await Office.Sim.FaultAsync(new { kind = "reset", commitsOnly = true });
        var post = await Office.ScheduleAsync(provider, "Gone on the way");

        await Office.PassAsync(TimeSpan.FromMinutes(90), steps: 90);

        var publication = await Office.PublicationAsync(post.Id);
        Assert.Equal(PublicationState.Parked, publication.State);
        Assert.Equal(5, publication.Attempts.Count(a => a is { Step: PublishStep.ReadBack, Outcome: PublishOutcome.NotFound, Evidence: not null }));
        Assert.Equal(PostStatus.Unknown, (await Office.PostAsync(post.Id)).Status);
        Assert.Equal(0, await Office.VisibleAsync("Gone on the way"));
        Assert.Single(publication.Attempts, a => a.Step == PublishStep.Commit);
    }

    [Fact]
    public async Task Instagrams_finished_container_is_published_once_more_and_then_no_more()
    {
        await Office.Sim.FaultAsync(new { kind = "reset", commitsOnly = true });
        var post = await Office.ScheduleAsync(Provider.Instagram, "Second time lucky");
        await Office.PassAsync(TimeSpan.FromMinutes(90), steps: 90);

        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        Assert.Equal(1, await Office.VisibleAsync("Second time lucky"));

        await Office.Sim.FaultAsync(new { kind = "reset", commitsOnly = true, times = 2 });
        var never = await Office.ScheduleAsync(Provider.Instagram, "Never lucky", change: (_, p) => p.LateMinutes = 600);
        await Office.PassAsync(TimeSpan.FromHours(3), steps: 180);

        Assert.Equal(PublicationState.Parked, (await Office.PublicationAsync(never.Id)).State);
        Assert.Equal(2, (await Office.PublicationAsync(never.Id)).Attempts.Count(a => a.Step == PublishStep.Commit));
    }

    [Fact]
    public async Task A_look_that_fails_proves_nothing()
    {
        await Office.Sim.FaultAsync(new { kind = "reset", commitsOnly = true, afterCommit = true });
        await Office.Sim.FaultAsync(new { kind = "serverError", path = "published_posts", times = 6 });
        var post = await Office.ScheduleAsync(Provider.Facebook, "Hard to see");

        await Office.PassAsync(TimeSpan.FromMinutes(3), steps: 6);
        Assert.Equal(PublicationState.Unknown, (await Office.PublicationAsync(post.Id)).State);
        await Office.PassAsync(TimeSpan.FromHours(6), steps: 72);

        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        Assert.Equal(1, await Office.VisibleAsync("Hard to see"));
    }

    [Fact]
    public async Task A_process_that_dies_in_the_call_leaves_an_open_question_that_the_next_one_answers()
    {
        var post = await Office.ScheduleAsync(Provider.Facebook, "Killed in the middle");
        var claim = Assert.Single(await Office.Get<PublicationClaims>().TakeAsync(16, "dying"));
        await using (var db = await Office.DbAsync())
        {
            var draft = await PublishDrafts.LoadAsync(db, post.Id);
            var (attempt, why) = await Office.Get<PublicationBook>().BeginCommitAsync(claim, Office.Publisher(Provider.Facebook).Options, "", draft!, default);
            Assert.True(attempt is not null, $"{why}");
            var (target, _) = await Office.Get<Data.Publishing.Connections.TokenKeeper>().TargetAsync(claim.AccountId, claim.TenantId);
            await Office.Publisher(Provider.Facebook).CommitAsync(target!, draft!, "", new CommitGuard(TimeProvider.System, TimeSpan.FromSeconds(30)));
        }

        Assert.Equal(0, await Office.RunAsync());
        await Office.PassAsync(TimeSpan.FromMinutes(2), steps: 4);

        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        Assert.Equal(1, await Office.VisibleAsync("Killed in the middle"));
        Assert.Equal(PublicationOutcomes.DiedInCall, (await Office.PublicationAsync(post.Id)).Attempts[0].ProviderCode);
    }

    [Fact]
    public async Task Whoever_lost_the_fence_writes_nothing_and_sends_nothing()
    {
        var post = await Office.ScheduleAsync(Provider.Facebook, "Mine or yours");
        var slow = Assert.Single(await Office.Get<PublicationClaims>().TakeAsync(16, "slow"));
        Office.Clock.Now += TimeSpan.FromMinutes(1);
        await Office.Sim.AdvanceAsync(TimeSpan.FromMinutes(1));
        await Office.RunAsync();

        await Office.Get<PublicationWork>().RunAsync(slow);

        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        Assert.Equal(1, await Office.VisibleAsync("Mine or yours"));
    }

    [Fact]
    public async Task A_call_whose_time_is_over_does_not_leave()
    {
        var post = await Office.ScheduleAsync(Provider.Facebook, "Too late to leave");
        var claim = Assert.Single(await Office.Get<PublicationClaims>().TakeAsync(16, "stopped"));
        await using var db = await Office.DbAsync();
        var draft = await PublishDrafts.LoadAsync(db, post.Id);
        var (target, _) = await Office.Get<Data.Publishing.Connections.TokenKeeper>().TargetAsync(claim.AccountId, claim.TenantId);

        var answer = await Office.Publisher(Provider.Facebook).CommitAsync(target!, draft!, "", new CommitGuard(TimeProvider.System, TimeSpan.Zero));

        Assert.Equal((PublishOutcome.Retry, "held back"), (answer.Outcome, answer.Code));
        Assert.Equal(0, await Office.VisibleAsync("Too late to leave"));
    }
}
