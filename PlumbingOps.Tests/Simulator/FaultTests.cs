using System.Net;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Tests.Simulator;

public class FaultTests : SimulatorTest
{
    private string token = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        token = (await Sim.TokensAsync())[Seed.AllCountyPage];
    }

    [Theory]
    [InlineData("Fin", false, 0)]
    [InlineData("Fin", true, 1)]
    [InlineData("Reset", false, 0)]
    [InlineData("Reset", true, 1)]
    public async Task A_lost_connection_hides_whether_the_post_was_made(string kind, bool afterCommit, int visible)
    {
        await Sim.FaultAsync(new { kind, afterCommit, path = "/feed" });

        await Assert.ThrowsAsync<HttpRequestException>(() => FeedAsync("Lost"));

        Assert.Equal(visible, await VisibleAsync());
        Assert.Single(await Sim.LedgerAsync(LedgerKinds.Request));
        Assert.Null(Assert.Single(await Sim.LedgerAsync(LedgerKinds.Answer)).Status);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_server_error_hides_it_too(bool afterCommit, int visible)
    {
        await Sim.FaultAsync(new { kind = "ServerError", afterCommit, path = "/feed" });

        var reply = await FeedAsync("Broken");

        Assert.Equal((HttpStatusCode.InternalServerError, (2, null)), (reply.Status, reply.GraphError));
        Assert.Equal(visible, await VisibleAsync());
    }

    /// <summary>The trap of a commit without content: HttpClient takes a polite end for a stale connection and sends it again by itself.</summary>
    [Fact]
    public async Task A_POST_without_a_body_is_sent_again_by_HttpClient_itself_and_makes_two_posts()
    {
        await Sim.FaultAsync(new { kind = "Fin", afterCommit = true, path = "/feed" });
        await Sim.SettingsAsync(new { refuseIdenticalPosts = false });
        var proof = Signing.AppSecretProof(token, Seed.MetaSecret);

        var reply = await Sim.SendAsync(Post, $"/graph.facebook.com/v25.0/{Seed.AllCountyPage}/feed?message=Twice&access_token={token}&appsecret_proof={proof}");

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        var requests = await Sim.LedgerAsync(LedgerKinds.Request);
        Assert.Equal([false, false], requests.Select(row => row.HasBody!.Value));
        Assert.Equal(2, await VisibleAsync());
    }

    [Fact]
    public async Task A_POST_with_a_form_is_sent_once()
    {
        await FeedAsync("Warms the connection up");
        await Sim.FaultAsync(new { kind = "Fin", afterCommit = true, path = "/feed" });

        await Assert.ThrowsAsync<HttpRequestException>(() => FeedAsync("Once"));

        Assert.Single(await Sim.LedgerAsync(LedgerKinds.Request), row => row.Parameters!["message"] == "Once");
    }

    [Fact]
    public async Task The_nth_matching_request_is_hit_and_only_as_often_as_asked()
    {
        await Sim.FaultAsync(new { kind = "Answer", status = 503, body = "{}", method = "POST", path = "graph.facebook.com/*/feed", text = "Hit", skip = 1, times = 2, headers = new { RetryAfter = "7" } });

        var statuses = new List<HttpStatusCode>();
        foreach (var message in new[] { "Hit 1", "Spared", "Hit 2", "Hit 3", "Hit 4" })
        {
            statuses.Add((await FeedAsync(message)).Status);
        }

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], statuses);
        Assert.Empty((await Sim.SimAsync("faults"))!.AsArray());
    }

    [Fact]
    public async Task A_given_answer_brings_its_headers()
    {
        await Sim.FaultAsync(new { kind = "Answer", status = 429, body = "{}", path = "/feed", headers = new Dictionary<string, string> { ["X-Wait"] = "7" } });

        Assert.Equal("7", (await FeedAsync("Slow down")).Headers["X-Wait"]);
    }

    [Fact]
    public async Task Meta_may_call_a_post_spam_although_it_is_live()
    {
        await Sim.FaultAsync(new { kind = "GraphError", code = 4, subcode = 2207051, afterCommit = true, commitsOnly = true });

        Assert.Equal((4, 2207051), (await FeedAsync("Not spam")).GraphError);
        Assert.Equal(1, await VisibleAsync());
    }

    [Fact]
    public async Task Being_too_fast_sounds_different_at_each_provider()
    {
        var google = await Sim.GoogleTokenAsync();
        await Sim.FaultAsync(new { kind = "Throttle", times = 3 });

        Assert.Equal((32, null), (await FeedAsync("Fast")).GraphError);
        Assert.Equal((80002, null), (await Sim.InstagramAsync(Get, "me", token)).GraphError);
        Assert.Equal("RESOURCE_EXHAUSTED", (await Sim.GoogleAsync(Get, "mybusinessaccountmanagement.googleapis.com/v1/accounts", google)).GoogleStatus);
        Assert.Equal(0, await VisibleAsync());
    }

    [Fact]
    public async Task A_status_of_Googles_can_be_asked_for_but_not_an_invented_one()
    {
        await Sim.FaultAsync(new { kind = "GoogleError", googleStatus = "ABORTED", path = "/accounts" });
        Assert.Equal("ABORTED", (await Sim.GoogleAsync(Get, "mybusinessaccountmanagement.googleapis.com/v1/accounts", await Sim.GoogleTokenAsync())).GoogleStatus);

        using var content = new StringContent("""{"kind":"GoogleError","googleStatus":"NO_IDEA"}""", null, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await Sim.SendAsync(Post, "/__sim/faults", content)).Status);
    }

    [Fact]
    public async Task A_slow_answer_comes_after_the_post_is_made()
    {
        await Sim.FaultAsync(new { kind = "Slow", afterCommit = true, delayMilliseconds = 1500, path = "/feed" });

        var answer = FeedAsync("Slow");
        while (await VisibleAsync() == 0)
        {
            await Task.Delay(10);
        }

        Assert.False(answer.IsCompleted);
        Assert.Equal(HttpStatusCode.OK, (await answer).Status);
    }

    [Fact]
    public async Task A_page_half_an_answer_or_an_unheard_state_come_in_its_place()
    {
        await Sim.FaultAsync(new { kind = "Html", path = "/feed" });
        Assert.StartsWith("<!DOCTYPE html>", (await FeedAsync("Page")).Text, StringComparison.Ordinal);

        await Sim.FaultAsync(new { kind = "TruncatedJson", path = "/feed" });
        var half = await FeedAsync("Half");
        Assert.Equal(HttpStatusCode.OK, half.Status);
        Assert.Null(half.Json);

        await Sim.FaultAsync(new { kind = "CutOff", path = "/feed" });
        await Assert.ThrowsAsync<HttpRequestException>(() => FeedAsync("Cut"));

        await Sim.FaultAsync(new { kind = "UnknownEnum", path = "/accounts" });
        var accounts = await Sim.GoogleAsync(Get, "mybusinessaccountmanagement.googleapis.com/v1/accounts", await Sim.GoogleTokenAsync());
        Assert.Equal("SIMULATED_UNKNOWN_VALUE", (string)accounts.Data("accounts")[0]["type"]!);
        Assert.Equal(2, await VisibleAsync());
    }

    [Fact]
    public async Task A_seed_deals_out_the_same_faults_again_and_another_seed_others()
    {
        var first = await FaultsOfSeedAsync(7);

        Assert.NotEmpty(first);
        Assert.Equal(first, await FaultsOfSeedAsync(7));
        Assert.NotEqual(first, await FaultsOfSeedAsync(8));
    }

    [Fact]
    public async Task Rates_beyond_one_are_refused()
    {
        using var content = new StringContent("""{"finAfter":0.8,"resetAfter":0.8}""", null, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, (await Sim.SendAsync(Post, "/__sim/faults/rates", content)).Status);
    }

    private async Task<List<string>> FaultsOfSeedAsync(int seed)
    {
        await Sim.SimAsync("reset", new { });
        token = (await Sim.TokensAsync())[Seed.AllCountyPage];
        await Sim.SimAsync("faults/rates", new { seed, errorBefore = 0.2, errorAfter = 0.2, throttle = 0.1 });
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => FeedAsync($"Post {number}")));
        await Sim.SendAsync(Delete, "/__sim/faults");
        return [.. (await Sim.LedgerAsync(LedgerKinds.Request)).Where(row => row.Fault is not null).Select(row => $"{row.Parameters!["message"]}: {row.Fault}").Order(StringComparer.Ordinal)];
    }

    private Task<Reply> FeedAsync(string message) => Sim.GraphAsync(Post, $"{Seed.AllCountyPage}/feed", token, ("message", message));

    private async Task<int> VisibleAsync() => (await Sim.LedgerAsync(LedgerKinds.Visible)).Count;
}
