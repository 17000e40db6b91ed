using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using PlumbingOps.Simulator;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Simulator;

public sealed class WebhookTests : IAsyncLifetime
{
    private PictureHost application = default!;
    private SimulatorHouse sim = default!;
    private string token = "";

    public async ValueTask InitializeAsync()
    {
        application = await PictureHost.OpenAsync();
        sim = await SimulatorHouse.OpenAsync(new SimulatorOptions { Webhooks = application.Address + "/webhooks/meta" });
        token = (await sim.TokensAsync())[Seed.AllCountyPage];
    }

    public async ValueTask DisposeAsync()
    {
        await sim.DisposeAsync();
        await application.DisposeAsync();
    }

    [Fact]
    public async Task The_callback_is_verified_by_a_challenge()
    {
        Assert.True((bool)(await sim.SimAsync("webhooks/verify", new { }))!["verified"]!);
        Assert.False((bool)(await sim.SimAsync("webhooks/verify", new { verifyToken = "other" }))!["verified"]!);
    }

    [Fact]
    public async Task A_change_on_a_page_is_told_by_itself_and_signed_over_its_bytes()
    {
        await sim.SettingsAsync(new { webhooksByThemselves = true });
        await sim.GraphAsync(HttpMethod.Post, $"{Seed.AllCountyPage}/subscribed_apps", token, ("subscribed_fields", "feed"));

        var id = await PostAsync("Geräumt");

        await Eventually.IsTrueAsync(() => Task.FromResult(!application.Posted.IsEmpty));
        var (headers, body) = application.Posted.Single();
        Assert.Equal(Signing.HubSignature(body, Seed.MetaSecret), headers["X-Hub-Signature-256"].ToString());
        Assert.DoesNotContain((byte)0xC3, body);
        var change = JsonNode.Parse(body)!["entry"]![0]!["changes"]![0]!;
        Assert.Equal(("feed", "status", "add", id), ((string)change["field"]!, (string)change["value"]!["item"]!, (string)change["value"]!["verb"]!, (string)change["value"]!["post_id"]!));
    }

    [Fact]
    public async Task Forged_unsigned_and_old_signatures_can_be_sent()
    {
        await PostAsync("Forged");

        foreach (var signature in new[] { "Invalid", "Missing", "OnlySha1" })
        {
            await sim.SimAsync("webhooks/page", new { page = Seed.AllCountyPage, signature });
        }

        Assert.All(application.Posted, posted => Assert.NotEqual(Signing.HubSignature(posted.Body, Seed.MetaSecret), posted.Headers["X-Hub-Signature-256"].ToString()));
        Assert.Equal(3, (await sim.LedgerAsync(LedgerKinds.Webhook)).Count);
    }

    [Fact]
    public async Task Deliveries_come_doubled_turned_round_or_all_in_one()
    {
        foreach (var number in Enumerable.Range(1, 3))
        {
            await PostAsync($"Post {number}");
        }

        await sim.SimAsync("webhooks/page", new { page = Seed.AllCountyPage, times = 2 });
        Assert.Equal(["Post 3", "Post 3"], Messages());
        await sim.SimAsync("webhooks/page", new { page = Seed.AllCountyPage, posts = 3, reversed = true });
        Assert.Equal(["Post 3", "Post 2", "Post 1"], Messages());
        await sim.SimAsync("webhooks/page", new { page = Seed.AllCountyPage, posts = 3, inOne = true });
        Assert.Equal(3, JsonNode.Parse(Assert.Single(application.Posted).Body)!["entry"]![0]!["changes"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Instagram_tells_of_comments_in_two_shapes(bool isFlat)
    {
        await sim.SimAsync("webhooks/comment", new { profile = Seed.TipsProfile, medium = "1", isFlat });

        var payload = JsonNode.Parse(Assert.Single(application.Posted).Body)!;
        var entry = (isFlat ? payload[0] : payload)!["entry"]![0]!;
        Assert.Equal("comments", (string)(isFlat ? entry : entry["changes"]![0]!)["field"]!);
        Assert.Equal("How soon can you come?", (string)(isFlat ? entry : entry["changes"]![0]!)["value"]!["text"]!);
    }

    [Theory]
    [InlineData("deauthorize")]
    [InlineData("data-deletion")]
    public async Task Leaving_and_being_forgotten_come_as_a_signed_request(string what)
    {
        await sim.SimAsync($"webhooks/{what}", new { person = Seed.Dana });

        var signed = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(Assert.Single(application.Posted).Body))["signed_request"].ToString();
        var payload = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(signed.Split('.')[1]));
        Assert.Equal(Seed.Dana, (string)JsonNode.Parse(payload)!["user_id"]!);
        Assert.Equal(Signing.SignedRequest(payload, Seed.MetaSecret), signed);
    }

    [Fact]
    public async Task Nobody_outside_this_machine_is_called()
    {
        using var content = new StringContent("""{"profile":"1","medium":"2","address":"https://www.example.com/hook"}""", null, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, (await sim.SendAsync(HttpMethod.Post, "/__sim/webhooks/comment", content)).Status);
    }

    private async Task<string> PostAsync(string message) => (await sim.GraphAsync(HttpMethod.Post, $"{Seed.AllCountyPage}/feed", token, ("message", message)))["id"];

    /// <summary>What has come since one last looked.</summary>
    private List<string> Messages()
    {
        var messages = application.Posted.Select(posted => (string)JsonNode.Parse(posted.Body)!["entry"]![0]!["changes"]![0]!["value"]!["message"]!).ToList();
        application.Posted.Clear();
        return messages;
    }
}
