using System.Net;
using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Simulator;

public class GoogleBusinessTests : SimulatorTest
{
    private const string Posts = "mybusiness.googleapis.com/v4/accounts/102/locations/9001/localPosts";
    private const string ReviewsOf = "mybusiness.googleapis.com/v4/accounts/102/locations/9001/reviews";
    private static readonly HttpMethod Put = HttpMethod.Put;
    private static readonly HttpMethod Patch = HttpMethod.Patch;

    private string token = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        token = await Sim.GoogleTokenAsync();
    }

    [Fact]
    public async Task Accounts_and_locations_come_over_several_pages()
    {
        Assert.Equal(["accounts/101", "accounts/102", "accounts/103"], await AllAsync("mybusinessaccountmanagement.googleapis.com/v1/accounts?pageSize=20", "accounts"));
        Assert.Equal(
            ["locations/9001", "locations/9002", "locations/9003"],
            await AllAsync("mybusinessbusinessinformation.googleapis.com/v1/accounts/102/locations?readMask=name,title,metadata&pageSize=100", "locations"));
    }

    [Fact]
    public async Task Locations_want_a_read_mask_and_say_who_may_post()
    {
        const string Path = "mybusinessbusinessinformation.googleapis.com/v1/accounts/102/locations";
        Assert.Equal("INVALID_ARGUMENT", (await Sim.GoogleAsync(Get, Path, token)).GoogleStatus);

        var page = await Sim.GoogleAsync(Get, Path + "?readMask=name,metadata&pageToken=p2", token);

        var unverified = Assert.Single(page.Data("locations"));
        Assert.Null(unverified["metadata"]!["canOperateLocalPost"]);
        Assert.Null(unverified["title"]);
        Assert.Equal(3, (int)page.Json!["totalSize"]!);
        var voice = await Sim.GoogleAsync(Get, "mybusinessverifications.googleapis.com/v1/locations/9003/VoiceOfMerchantState", token);
        Assert.False((bool)voice.Json!["hasVoiceOfMerchant"]!);
        Assert.NotNull(voice.Json["verify"]);
        Assert.Equal("FAILED_PRECONDITION", (await CreateAsync(Standard("No"), "mybusiness.googleapis.com/v4/accounts/102/locations/9003/localPosts")).GoogleStatus);
    }

    [Fact]
    public async Task The_short_parent_is_answered_with_a_page()
    {
        var reply = await CreateAsync(Standard("Lost"), "mybusiness.googleapis.com/v4/locations/9001/localPosts");

        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        Assert.StartsWith("<!DOCTYPE html>", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_post_is_processed_first_and_public_only_after_moderation()
    {
        var made = await CreateAsync(Standard("Ten percent off in December"));
        Assert.Equal("PROCESSING", made["state"]);
        Assert.Empty(await Sim.LedgerAsync(LedgerKinds.Visible));

        await Sim.AdvanceAsync(TimeSpan.FromMinutes(1));

        var read = await Sim.GoogleAsync(Get, V4(made["name"]), token);
        Assert.Equal("LIVE", read["state"]);
        Assert.NotEmpty(read["searchUrl"]);
        var row = Assert.Single(await Sim.LedgerAsync(LedgerKinds.Visible));
        Assert.Equal((made["name"], "accounts/102/locations/9001", 20), (row.Id, row.Account, row.At.Second));
    }

    [Fact]
    public async Task Moderation_may_reject_and_may_change_its_mind()
    {
        await Sim.SimAsync("google/9001/next", new { reject = true });
        await Sim.SimAsync("google/9001/next", new { lateRejectAfterSeconds = 7200 });
        var (rejected, late) = ((await CreateAsync(Standard("Spammy")))["name"], (await CreateAsync(Standard("Fine at first")))["name"]);

        await Sim.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(("REJECTED", "LIVE"), (await StateAsync(rejected), await StateAsync(late)));
        await Sim.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal("REJECTED", await StateAsync(late));
        Assert.Equal(late, Assert.Single(await Sim.LedgerAsync(LedgerKinds.Hidden)).Id);
    }

    [Fact]
    public async Task A_phone_number_in_the_text_is_rejected()
    {
        var name = (await CreateAsync(Standard("Call (760) 555-0101 today")))["name"];

        await Sim.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("REJECTED", await StateAsync(name));
    }

    [Theory]
    [InlineData(20_000, "LIVE")]
    [InlineData(2_000, "REJECTED")]
    public async Task The_photo_is_fetched_after_the_answer(int bytes, string state)
    {
        await using var pictures = await PictureHost.OpenAsync();
        var post = Standard("With a picture");
        post["media"] = new JsonArray(new JsonObject { ["mediaFormat"] = "PHOTO", ["sourceUrl"] = pictures.Serve(PictureHost.Jpeg(1200, 900, bytes)) });

        var made = await CreateAsync(post);
        Assert.Equal("PROCESSING", made["state"]);
        await Sim.AdvanceAsync(TimeSpan.FromMinutes(1));

        await Eventually.IsTrueAsync(async () => await StateAsync(made["name"]) == state);
    }

    [Fact]
    public async Task Events_and_offers_need_a_title_and_days_and_a_call_takes_no_address()
    {
        Assert.Equal("INVALID_ARGUMENT", (await CreateAsync(new JsonObject { ["topicType"] = "OFFER", ["summary"] = "Cheap" })).GoogleStatus);
        Assert.Equal("INVALID_ARGUMENT", (await CreateAsync(new JsonObject { ["summary"] = "No topic" })).GoogleStatus);
        Assert.Equal("INVALID_ARGUMENT", (await CreateAsync(Standard(new string('x', 1501)))).GoogleStatus);
        var post = Standard("Call us");
        post["callToAction"] = new JsonObject { ["actionType"] = "CALL", ["url"] = "https://www.example.com/" };
        var refused = await CreateAsync(post);
        Assert.Equal("call_to_action.url", (string)refused.Json!["error"]!["details"]![0]!["errorDetails"]![0]!["field"]!);
        post["callToAction"] = new JsonObject { ["actionType"] = "CALL" };
        Assert.Equal(HttpStatusCode.OK, (await CreateAsync(post)).Status);

        var day = new JsonObject { ["year"] = 2026, ["month"] = 12, ["day"] = 1 };
        var offer = new JsonObject
        {
            ["topicType"] = "OFFER",
            ["summary"] = "Winter check",
            ["event"] = new JsonObject { ["title"] = "Winter check", ["schedule"] = new JsonObject { ["startDate"] = day, ["endDate"] = day.DeepClone() } },
            ["offer"] = new JsonObject { ["couponCode"] = "WINTER" },
        };
        Assert.Equal("WINTER", (string)(await CreateAsync(offer)).Json!["offer"]!["couponCode"]!);
    }

    [Fact]
    public async Task Posts_are_listed_edited_by_mask_and_deleted()
    {
        var name = (await CreateAsync(Standard("First wording")))["name"];
        await CreateAsync(Standard("Another"));
        await Sim.AdvanceAsync(TimeSpan.FromMinutes(1));

        var edited = await Sim.GoogleAsync(Patch, V4(name) + "?updateMask=summary", token, new JsonObject { ["summary"] = "Second wording" });
        Assert.Equal("Second wording", edited["summary"]);
        var first = await Sim.GoogleAsync(Get, Posts + "?pageSize=1", token);
        Assert.Equal("Another", (string)Assert.Single(first.Data("localPosts"))["summary"]!);
        Assert.Equal(name, (string)Assert.Single((await Sim.GoogleAsync(Get, $"{Posts}?pageSize=1&pageToken={first["nextPageToken"]}", token)).Data("localPosts"))["name"]!);
        Assert.Equal("{}", (await Sim.GoogleAsync(Delete, V4(name), token)).Text);

        Assert.Equal("NOT_FOUND", (await Sim.GoogleAsync(Get, V4(name), token)).GoogleStatus);
        Assert.Single((await Sim.GoogleAsync(Get, Posts, token)).Data("localPosts"));
    }

    [Fact]
    public async Task A_post_scheduled_with_Google_waits_for_its_time()
    {
        var post = Standard("Tomorrow");
        post["scheduledTime"] = "2026-11-19T17:00:00Z";
        var made = await CreateAsync(post);
        Assert.Equal("SCHEDULED", made["state"]);

        await Sim.AdvanceAsync(TimeSpan.FromDays(1.1));

        Assert.Equal("LIVE", await StateAsync(made["name"]));
    }

    [Fact]
    public async Task Ten_edits_a_minute_are_the_most()
    {
        foreach (var number in Enumerable.Range(1, 10))
        {
            await CreateAsync(Standard($"Post {number}"));
        }

        var refused = await CreateAsync(Standard("Post 11"));

        Assert.Equal((HttpStatusCode.TooManyRequests, "RESOURCE_EXHAUSTED"), (refused.Status, refused.GoogleStatus));
        Assert.EndsWith("s", (string)refused.Json!["error"]!["details"]![0]!["retryDelay"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_is_not_switched_on_not_approved_or_too_fast_is_told_which()
    {
        await Sim.SettingsAsync(new { googleDisabledApis = new[] { "mybusiness.googleapis.com" } });
        var disabled = await Sim.GoogleAsync(Get, Posts, token);
        Assert.Equal(("PERMISSION_DENIED", "SERVICE_DISABLED"), (disabled.GoogleStatus, (string)disabled.Json!["error"]!["details"]![0]!["reason"]!));

        await Sim.SettingsAsync(new { googleDisabledApis = Array.Empty<string>(), googleQuotaZero = true });
        Assert.Equal("0", await LimitAsync());

        await Sim.SettingsAsync(new { googleQuotaZero = false, googleRequestsPerMinute = 2 });
        await Sim.GoogleAsync(Get, Posts, token);
        await Sim.GoogleAsync(Get, Posts, token);
        Assert.Equal("2", await LimitAsync());
        await Sim.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await Sim.GoogleAsync(Get, Posts, token)).Status);
    }

    [Fact]
    public async Task Reviews_have_stars_and_sometimes_no_name_and_replies_are_moderated()
    {
        var list = await Sim.GoogleAsync(Get, ReviewsOf + "?pageSize=50&orderBy=updateTime desc", token);
        Assert.Equal((6, 4.0), ((int)list.Json!["totalReviewCount"]!, (double)list.Json["averageRating"]!));
        Assert.Contains(list.Data("reviews"), review => (bool?)review["reviewer"]!["isAnonymous"] == true && review["reviewer"]!["displayName"] is null);
        var (good, bad) = ((string)list.Data("reviews")[0]["name"]!, (string)list.Data("reviews")[1]["name"]!);

        Assert.Equal("PENDING", (await Sim.GoogleAsync(Put, V4(good) + "/reply", token, new JsonObject { ["comment"] = "Thank you!" }))["state"]);
        await Sim.GoogleAsync(Put, V4(good) + "/reply", token, new JsonObject { ["comment"] = "Thank you!" });
        await Sim.GoogleAsync(Put, V4(bad) + "/reply", token, new JsonObject { ["comment"] = "See https://www.example.com/" });
        await Sim.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("APPROVED", (string)(await Sim.GoogleAsync(Get, V4(good), token)).Json!["reviewReply"]!["state"]!);
        Assert.NotNull((await Sim.GoogleAsync(Get, V4(bad), token)).Json!["reviewReply"]!["policyViolation"]);
        Assert.Single(await Sim.LedgerAsync(LedgerKinds.Visible));
        await Sim.GoogleAsync(Delete, V4(good) + "/reply", token);
        Assert.Null((await Sim.GoogleAsync(Get, V4(good), token)).Json!["reviewReply"]);
    }

    [Fact]
    public async Task Daily_numbers_have_gaps_and_come_late()
    {
        var series = await Sim.GoogleAsync(
            Get,
            "businessprofileperformance.googleapis.com/v1/locations/9001:fetchMultiDailyMetricsTimeSeries?dailyMetrics=CALL_CLICKS&dailyMetrics=WEBSITE_CLICKS"
                + "&dailyRange.startDate.year=2026&dailyRange.startDate.month=10&dailyRange.startDate.day=20&dailyRange.endDate.year=2026&dailyRange.endDate.month=11&dailyRange.endDate.day=18",
            token);

        var metrics = series.Json!["multiDailyMetricTimeSeries"]![0]!["dailyMetricTimeSeries"]!.AsArray();
        Assert.Equal(["CALL_CLICKS", "WEBSITE_CLICKS"], metrics.Select(metric => (string)metric!["dailyMetric"]!));
        var days = metrics[0]!["timeSeries"]!["datedValues"]!.AsArray();
        Assert.Equal(15, (int)days[^1]!["date"]!["day"]!);
        Assert.Contains(days, day => day!["value"] is null);
        Assert.Contains(days, day => day!["value"] is JsonValue value && value.TryGetValue<string>(out _));
    }

    [Fact]
    public async Task Nobody_reaches_the_locations_of_somebody_else()
    {
        Assert.Equal("NOT_FOUND", (await Sim.GoogleAsync(Get, "mybusiness.googleapis.com/v4/accounts/103/locations/9001/localPosts", token)).GoogleStatus);
        Assert.Equal("PERMISSION_DENIED", (await Sim.GoogleAsync(Get, "mybusinessbusinessinformation.googleapis.com/v1/accounts/999/locations?readMask=name", token)).GoogleStatus);
    }

    private static JsonObject Standard(string summary) => new() { ["topicType"] = "STANDARD", ["languageCode"] = "en-US", ["summary"] = summary };

    private static string V4(string name) => "mybusiness.googleapis.com/v4/" + name;

    private Task<Reply> CreateAsync(JsonObject post, string path = Posts) => Sim.GoogleAsync(Post, path, token, post);

    /// <summary>With fresh access: the clock may have been moved beyond the hour it lives.</summary>
    private async Task<string> StateAsync(string name) => (await Sim.GoogleAsync(Get, V4(name), await Sim.GoogleTokenAsync()))["state"];

    private async Task<string> LimitAsync() => (string)(await Sim.GoogleAsync(Get, Posts, token)).Json!["error"]!["details"]![0]!["metadata"]!["quota_limit_value"]!;

    private async Task<List<string>> AllAsync(string path, string field)
    {
        var names = new List<string>();
        string? next = "";
        while (next is not null && names.Count < 10)
        {
            var page = await Sim.GoogleAsync(Get, $"{path}&pageToken={next}", token);
            Assert.InRange(page.Data(field).Count, 1, 2);
            names.AddRange(page.Data(field).Select(node => (string)node["name"]!));
            next = (string?)page.Json!["nextPageToken"];
        }

        return names;
    }
}
