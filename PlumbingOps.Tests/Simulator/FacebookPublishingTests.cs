using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Facebook;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Tests.Simulator;

public class FacebookPublishingTests : SimulatorTest
{
    private PictureHost pictures = default!;
    private string token = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        pictures = await PictureHost.OpenAsync();
        token = (await Sim.TokensAsync())[Seed.AllCountyPage];
    }

    public override async ValueTask DisposeAsync()
    {
        await pictures.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_post_is_public_once_and_reads_back_as_it_was_sent()
    {
        var made = await FeedAsync(("message", "Drains cleared – sauber geräumt"), ("fields", "id,permalink_url"));

        Assert.StartsWith("https://www.facebook.com/", made["permalink_url"], StringComparison.Ordinal);
        var post = await Sim.GraphAsync(Get, made["id"], token, ("fields", "id,message,is_published,comments.summary(total_count).limit(0)"));
        Assert.Equal("Drains cleared – sauber geräumt", post["message"]);
        Assert.Equal(0, (int)post.Json!["comments"]!["summary"]!["total_count"]!);
        var listed = Assert.Single((await Sim.GraphAsync(Get, $"{Seed.AllCountyPage}/published_posts", token)).Data());
        Assert.Equal(made["id"], (string)listed["id"]!);
        var row = Assert.Single(await Sim.LedgerAsync(LedgerKinds.Visible));
        Assert.Equal((made["id"], Seed.AllCountyPage, "Drains cleared – sauber geräumt"), (row.Id, row.Account, row.Text));
    }

    [Fact]
    public async Task The_list_of_published_posts_knows_since_until_and_pages_and_may_lag()
    {
        foreach (var number in Enumerable.Range(1, 5))
        {
            await FeedAsync(("message", $"Post {number}"));
            await Sim.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        var since = new DateTimeOffset(2026, 11, 18, 17, 2, 0, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var first = await ListAsync(("since", since), ("limit", "2"));
        Assert.Equal(["Post 5", "Post 4"], Messages(first));
        var next = await ListAsync(("since", since), ("limit", "2"), ("after", (string)first.Json!["paging"]!["cursors"]!["after"]!));
        Assert.Equal(["Post 3"], Messages(next));
        Assert.Null(next.Json!["paging"]!["next"]);
        await Sim.SettingsAsync(new { publishedPostsLagSeconds = 90 });
        Assert.Equal(["Post 4", "Post 3", "Post 2", "Post 1"], Messages(await ListAsync()));
    }

    [Fact]
    public async Task Photos_kept_back_are_seen_only_with_the_post_that_takes_them()
    {
        var ids = new List<string>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var photo = await Sim.GraphAsync(Post, $"{Seed.AllCountyPage}/photos", token, ("url", pictures.Serve(PictureHost.Jpeg(800, 600))), ("published", "false"));
            Assert.Null(photo.Json!["post_id"]);
            ids.Add(photo["id"]);
        }

        Assert.Empty(await Sim.LedgerAsync(LedgerKinds.Visible));
        await FeedAsync(("message", "Two of them"), ("attached_media[0]", $$"""{"media_fbid":"{{ids[0]}}"}"""), ("attached_media[1]", $$"""{"media_fbid":"{{ids[1]}}"}"""));

        Assert.Equal(2, Assert.Single(await Sim.LedgerAsync(LedgerKinds.Visible)).Attachments!.Count);
        Assert.Equal((1366051, null), (await FeedAsync(("message", "Again"), ("attached_media[0]", $$"""{"media_fbid":"{{ids[0]}}"}"""))).GraphError);
    }

    [Fact]
    public async Task Attached_photos_may_be_an_array_in_JSON_and_are_forgotten_after_a_day()
    {
        var photo = await Sim.GraphAsync(Post, $"{Seed.AllCountyPage}/photos", token, ("url", pictures.Serve(PictureHost.Jpeg(800, 600))), ("published", "false"));
        await Sim.AdvanceAsync(TimeSpan.FromHours(25));
        using var body = JsonContent.Create(new JsonObject
        {
            ["message"] = "Late",
            ["access_token"] = token,
            ["appsecret_proof"] = PlumbingOps.Simulator.Tokens.Signing.AppSecretProof(token, Seed.MetaSecret),
            ["attached_media"] = new JsonArray(new JsonObject { ["media_fbid"] = photo["id"] }),
        });

        Assert.Equal((100, 33), (await Sim.SendAsync(Post, $"/graph.facebook.com/v25.0/{Seed.AllCountyPage}/feed", body)).GraphError);
    }

    [Fact]
    public async Task A_single_photo_tells_the_post_it_became_and_takes_uploaded_bytes()
    {
        using var upload = new MultipartFormDataContent
        {
            { new ByteArrayContent(PictureHost.Jpeg(800, 600)), "source", "photo.jpg" },
            { new StringContent("From the van"), "message" },
            { new StringContent(token), "access_token" },
            { new StringContent(PlumbingOps.Simulator.Tokens.Signing.AppSecretProof(token, Seed.MetaSecret)), "appsecret_proof" },
        };

        var photo = await Sim.SendAsync(Post, $"/graph.facebook.com/v25.0/{Seed.AllCountyPage}/photos", upload);

        Assert.NotEqual(photo["id"], photo["post_id"]);
        Assert.Equal((photo["post_id"], "From the van"), (await Sim.LedgerAsync(LedgerKinds.Visible)).Select(row => (row.Id!, row.Text!)).Single());
    }

    [Fact]
    public async Task A_photo_too_large_or_none_at_all_is_refused()
    {
        var large = pictures.Serve(PictureHost.Jpeg(4000, 3000, PageMedia.MostBytes + 1));

        foreach (var url in new[] { large, pictures.Serve("no picture"u8.ToArray()), pictures.Address + "/missing.jpg", "https://pictures.example.com/a.jpg" })
        {
            Assert.Equal((1366046, null), (await Sim.GraphAsync(Post, $"{Seed.AllCountyPage}/photos", token, ("url", url))).GraphError);
        }

        Assert.Equal((100, null), (await Sim.GraphAsync(Post, $"{Seed.AllCountyPage}/photos", token)).GraphError);
    }

    [Fact]
    public async Task The_same_text_twice_in_a_row_is_refused()
    {
        await FeedAsync(("message", "Once"));

        var again = await FeedAsync(("message", "Once"));

        Assert.Equal((506, null), again.GraphError);
        Assert.NotNull(again.Json!["error"]!["error_user_msg"]);
        Assert.NotNull(again.Json["error"]!["fbtrace_id"]);
    }

    [Theory]
    [InlineData("not an address", 1500, null)]
    [InlineData("https://www.facebook.com/somebody", 200, 1609008)]
    [InlineData("https://unreadable.example.com/offer", 1609005, null)]
    public async Task A_link_that_cannot_be_shown_is_refused(string link, int code, int? subcode) =>
        Assert.Equal((code, subcode), (await FeedAsync(("message", "See"), ("link", link))).GraphError);

    [Fact]
    public async Task Nothing_to_say_and_too_much_to_say_are_refused()
    {
        Assert.Equal((100, null), (await FeedAsync()).GraphError);
        Assert.Equal((100, null), (await FeedAsync(("message", new string('x', PagePublishing.MostCharacters + 1)))).GraphError);
    }

    [Fact]
    public async Task A_post_can_be_commented_edited_and_deleted()
    {
        var id = (await FeedAsync(("message", "First")))["id"];

        await Sim.GraphAsync(Post, $"{id}/comments", token, ("message", "https://www.example.com/offer"));
        Assert.True((bool)(await Sim.GraphAsync(Post, id, token, ("message", "Second"))).Json!["success"]!);
        var read = await Sim.GraphAsync(Get, id, token, ("fields", "message,comments.summary(total_count).limit(0)"));
        Assert.Equal(("Second", 1), (read["message"], (int)read.Json!["comments"]!["summary"]!["total_count"]!));
        Assert.True((bool)(await Sim.GraphAsync(Delete, id, token)).Json!["success"]!);

        Assert.Equal((100, 33), (await Sim.GraphAsync(Get, id, token)).GraphError);
        Assert.Empty((await ListAsync()).Data());
        Assert.Single(await Sim.LedgerAsync(LedgerKinds.Hidden));
    }

    [Fact]
    public async Task A_post_scheduled_with_Facebook_goes_out_by_itself()
    {
        var at = new DateTimeOffset(2026, 11, 18, 18, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Assert.Equal((100, null), (await FeedAsync(("message", "Soon"), ("published", "false"), ("scheduled_publish_time", "1"))).GraphError);

        var id = (await FeedAsync(("message", "Soon"), ("published", "false"), ("scheduled_publish_time", at)))["id"];
        Assert.Equal(id, (string)Assert.Single((await Sim.GraphAsync(Get, $"{Seed.AllCountyPage}/scheduled_posts", token)).Data())["id"]!);
        Assert.Empty(await Sim.LedgerAsync(LedgerKinds.Visible));
        await Sim.AdvanceAsync(TimeSpan.FromHours(3));

        var row = Assert.Single(await Sim.LedgerAsync(LedgerKinds.Visible));
        Assert.Equal((id, 18), (row.Id, row.At.Hour));
    }

    [Fact]
    public async Task Posts_too_close_to_each_other_are_blocked_when_Facebook_is_told_to_mind()
    {
        await Sim.SettingsAsync(new { facebookSpacingSeconds = 60 });
        await FeedAsync(("message", "One"));

        Assert.Equal((368, 1390008), (await FeedAsync(("message", "Two"))).GraphError);
        await Sim.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await FeedAsync(("message", "Two"))).Status);
    }

    [Fact]
    public async Task Usage_stands_on_every_answer_and_a_used_up_pool_refuses()
    {
        await Sim.SettingsAsync(new { usage = new Dictionary<string, int> { [Seed.AllCountyPage] = 97 } });
        var usage = JsonNode.Parse((await FeedAsync(("message", "Busy"))).Headers["X-Business-Use-Case-Usage"])![Seed.AllCountyPage]![0]!;
        Assert.Equal(("pages", 97), ((string)usage["type"]!, (int)usage["call_count"]!));

        await Sim.SettingsAsync(new { usage = new Dictionary<string, int> { [Seed.AllCountyPage] = 100 } });
        var refused = await FeedAsync(("message", "Too busy"));

        Assert.Equal((80001, null), refused.GraphError);
        Assert.Equal(19, (int)JsonNode.Parse(refused.Headers["X-Business-Use-Case-Usage"])![Seed.AllCountyPage]![0]!["estimated_time_to_regain_access"]!);
    }

    [Fact]
    public async Task Nobody_posts_on_a_page_without_the_task_or_with_the_token_of_another()
    {
        Assert.Equal((200, null), (await Sim.GraphAsync(Post, $"{Seed.H2OPage}/feed", token, ("message", "Wrong house"))).GraphError);
        Assert.DoesNotContain(Seed.H2OReadOnlyPage, (await Sim.TokensAsync()).Keys);
    }

    [Fact]
    public async Task Insights_come_by_day_and_fail_as_a_whole_for_an_unknown_metric()
    {
        var id = (await FeedAsync(("message", "Counted")))["id"];

        var days = await Sim.GraphAsync(
            Get, $"{Seed.AllCountyPage}/insights", token, ("metric", "page_media_view,page_post_engagements"), ("since", "2026-11-01"), ("until", "2026-11-08"));
        Assert.All(days.Data(), metric => Assert.Equal(7, metric["values"]!.AsArray().Count));
        Assert.IsType<JsonObject>((await Sim.GraphAsync(Get, $"{id}/insights", token, ("metric", "post_clicks_by_type"))).Data()[0]["values"]![0]!["value"]);
        Assert.Equal((100, null), (await Sim.GraphAsync(Get, $"{id}/insights", token, ("metric", "post_clicks,post_impressions"))).GraphError);
        Assert.Equal((100, null), (await Sim.GraphAsync(Get, $"{Seed.AllCountyPage}/insights", token, ("metric", "page_media_view"), ("since", "2026-01-01"))).GraphError);
    }

    private Task<Reply> FeedAsync(params (string, string)[] fields) => Sim.GraphAsync(Post, $"{Seed.AllCountyPage}/feed", token, fields);

    private Task<Reply> ListAsync(params (string, string)[] fields) => Sim.GraphAsync(Get, $"{Seed.AllCountyPage}/published_posts", token, fields);

    private static IEnumerable<string> Messages(Reply list) => list.Data().Select(post => (string)post["message"]!);
}
