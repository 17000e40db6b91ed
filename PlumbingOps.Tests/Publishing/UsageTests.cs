using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Tests.Publishing;

/// <summary>What Meta says about its pools slows us down before it refuses (PROVIDERS 8).</summary>
public class UsageTests : PublishingTest
{
    private PublishService Queue => Office.Get<PublishService>();

    [Fact]
    public async Task An_account_that_has_used_nearly_all_of_its_calls_begins_only_what_would_be_too_late()
    {
        await UseAsync(Seed.H2OPage, 92);
        await Office.ScheduleAsync(Provider.Facebook, "The last of the morning");
        await Office.RunAsync();

        var canWait = await Office.ScheduleAsync(Provider.Facebook, "This can wait", change: (_, p) => p.LateMinutes = 600);
        var cannot = await Office.ScheduleAsync(Provider.Facebook, "This cannot wait", change: (_, p) => p.LateMinutes = 30);
        await Office.PassAsync(TimeSpan.FromMinutes(20), steps: 10);
        Assert.Equal(PublicationState.Waiting, (await Office.PublicationAsync(canWait.Id)).State);
        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(cannot.Id)).Status);
        var said = await AccountAsync(Provider.Facebook);
        Assert.Equal((92, true), (said.UsagePercent, said.IsNearlyUsedUp));
        Assert.True(said.UsageUntil > Office.Clock.Now);

        await UseAsync(Seed.H2OPage, 3);
        await Office.PassAsync(TimeSpan.FromHours(2), steps: 8);
        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(canWait.Id)).Status);
        Assert.Null((await AccountAsync(Provider.Facebook)).UsageUntil);
    }

    [Fact]
    public async Task The_network_says_when_its_pool_is_free_again()
    {
        await Office.Sim.FaultAsync(new
        {
            kind = "answer",
            commitsOnly = true,
            status = 200,
            body = """{"id":"1_2","permalink_url":"https://www.facebook.com/1_2"}""",
            headers = new Dictionary<string, string> { ["X-Business-Use-Case-Usage"] = """{"1":[{"type":"pages","call_count":31,"total_cputime":95,"total_time":4,"estimated_time_to_regain_access":19}]}""" },
        });
        await Office.ScheduleAsync(Provider.Facebook, "Ninety-five");

        await Office.RunAsync();

        var said = await AccountAsync(Provider.Facebook);
        Assert.Equal((95, Office.Clock.Now.AddMinutes(19)), (said.UsagePercent, said.UsageUntil));
    }

    [Fact]
    public async Task An_account_that_has_used_much_of_its_calls_is_slower()
    {
        await UseAsync(Seed.H2OPage, 80);
        var posts = new List<Post>();
        for (var i = 0; i < 3; i++)
        {
            posts.Add(await Office.ScheduleAsync(Provider.Facebook, $"Slowly, number {i}", change: (_, p) => p.LateMinutes = 600));
        }

        // The first brings the figure; what was taken with it is under way already.
        var first = await Office.Get<PublicationClaims>().TakeAsync(1, "first");
        await Office.Get<PublicationWork>().RunAsync(first);
        await Office.PassAsync(TimeSpan.FromMinutes(4), steps: 4);
        Assert.Equal(1, await OutAsync(posts));
        await Office.PassAsync(TimeSpan.FromMinutes(2), steps: 2);
        Assert.Equal(2, await OutAsync(posts));
        await Office.PassAsync(TimeSpan.FromMinutes(6), steps: 6);
        Assert.Equal(3, await OutAsync(posts));
        Assert.False((await AccountAsync(Provider.Facebook)).IsNearlyUsedUp);
    }

    [Fact]
    public async Task The_address_of_a_post_can_wait_until_the_network_counts_anew()
    {
        await UseAsync(Seed.H2OProfile, 95);
        var post = await Office.ScheduleAsync(Provider.Instagram, "Address later", change: (_, p) => p.LateMinutes = 20);

        await Office.PassAsync(TimeSpan.FromSeconds(40), steps: 10);
        Assert.Equal((PostStatus.Posted, null), ((await Office.PostAsync(post.Id)).Status, (await Office.PostAsync(post.Id)).PostUrl));

        await UseAsync(Seed.H2OProfile, 5);
        await Office.PassAsync(TimeSpan.FromMinutes(62), steps: 2);
        Assert.StartsWith("http", (await Office.PostAsync(post.Id)).PostUrl, StringComparison.Ordinal);
        Assert.Null((await Office.PublicationAsync(post.Id)).LookAt);
    }

    [Fact]
    public async Task What_the_whole_app_has_used_holds_back_all_accounts_of_the_network()
    {
        await Office.Get<Circuits>().LearnUsageAsync(new CalledAccount("h2o", Office.Accounts[Provider.Facebook].Id, Provider.Facebook), new ProviderUsage(91, LimitScope.Provider, null), CancellationToken.None);
        var waits = await Office.ScheduleAsync(Provider.Facebook, "All wait", change: (_, p) => p.LateMinutes = 600);
        var other = await Office.ScheduleAsync(Provider.GoogleBusiness, "Another network");

        await Office.RunAsync();

        Assert.Equal(PostStatus.Scheduled, (await Office.PostAsync(waits.Id)).Status);
        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(other.Id)).Status);
        var circuit = Assert.Single((await Queue.GetHealthAsync(Office.Office.Mia)).Circuits, c => c.UsageUntil is not null);
        Assert.Equal((Provider.Facebook, 91), (circuit.Provider, circuit.UsagePercent));
        await Office.PassAsync(TimeSpan.FromMinutes(61));
        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(waits.Id)).Status);
    }

    private Task UseAsync(string account, int percent) => Office.Sim.SettingsAsync(new { usage = new Dictionary<string, int> { [account] = percent } });

    private async Task<AllowanceRow> AccountAsync(Provider provider) => (await Queue.GetHealthAsync(Office.Office.Mia)).Accounts.Single(a => a.Provider == provider);

    private async Task<int> OutAsync(List<Post> posts)
    {
        var sent = 0;
        foreach (var post in posts)
        {
            sent += (await Office.PostAsync(post.Id)).Status == PostStatus.Posted ? 1 : 0;
        }

        return sent;
    }
}
