using System.Net;
using PlumbingOps.Simulator.Instagram;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Tests.Simulator;

public class InstagramTests : SimulatorTest
{
    private PictureHost pictures = default!;
    private string token = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        pictures = await PictureHost.OpenAsync();
        token = (await Sim.TokensAsync())[Seed.AllCountyProfile];
    }

    public override async ValueTask DisposeAsync()
    {
        await pictures.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_container_takes_its_time_and_then_becomes_public_once()
    {
        var container = await ContainerAsync("New water heater");
        Assert.Equal((9007, 2207027), (await PublishAsync(container)).GraphError);
        Assert.Equal(["IN_PROGRESS", "IN_PROGRESS", "FINISHED"], [await StatusAsync(container), await StatusAsync(container), await StatusAsync(container)]);

        var medium = (await PublishAsync(container))["id"];

        Assert.Equal("PUBLISHED", await StatusAsync(container));
        Assert.NotEqual(container, medium);
        var read = await Sim.InstagramAsync(Get, medium, token, ("fields", "id,permalink,caption,media_type,timestamp,like_count"));
        Assert.Equal(("New water heater", "IMAGE"), (read["caption"], read["media_type"]));
        Assert.Equal(medium, (string)Assert.Single((await Sim.InstagramAsync(Get, $"{Seed.AllCountyProfile}/media", token, ("fields", "id,caption,timestamp"))).Data())["id"]!);
        Assert.Equal(medium, Assert.Single(await Sim.LedgerAsync(LedgerKinds.Visible)).Id);
    }

    [Fact]
    public async Task Publishing_a_container_twice_shows_twice_in_the_ledger_unless_the_kinder_guess_is_chosen()
    {
        var container = await FinishedAsync("Twice");
        await PublishAsync(container);

        Assert.Equal(HttpStatusCode.OK, (await PublishAsync(container)).Status);
        Assert.Equal(2, (await Sim.LedgerAsync(LedgerKinds.Visible)).Count);

        await Sim.SettingsAsync(new { instagramPublishesTwice = false });
        Assert.Equal((24, 2207008), (await PublishAsync(container)).GraphError);
    }

    [Fact]
    public async Task An_unpublished_container_expires_after_a_day()
    {
        var container = await FinishedAsync("Late");

        await Sim.AdvanceAsync(TimeSpan.FromHours(24));

        Assert.Equal("EXPIRED", await StatusAsync(container));
        Assert.Equal((24, 2207008), (await PublishAsync(container)).GraphError);
        Assert.Equal((24, 2207008), (await PublishAsync("1")).GraphError);
    }

    [Fact]
    public async Task A_container_can_be_made_to_fail_with_a_reason()
    {
        await Sim.SimAsync($"instagram/{Seed.AllCountyProfile}/next", new { polls = 1, end = "Error", subcode = 2207003 });
        var container = await ContainerAsync("Fails");

        await StatusAsync(container);
        var end = await Sim.InstagramAsync(Get, container, token, ("fields", "status_code,status"));

        Assert.Equal("ERROR", end["status_code"]);
        Assert.Contains("2207003", end["status"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1080, 1080, "image/jpeg", 200, 20_000, 0, 0)]
    [InlineData(1080, 1350, "image/jpeg", 200, 20_000, 0, 0)]
    [InlineData(1080, 566, "image/jpeg", 200, 20_000, 0, 0)]
    [InlineData(1080, 1920, "image/jpeg", 200, 20_000, 36003, 2207009)]
    [InlineData(1200, 400, "image/jpeg", 200, 20_000, 36003, 2207009)]
    [InlineData(1080, 1080, "image/png", 200, 20_000, 36001, 2207005)]
    [InlineData(1080, 1080, "image/jpeg", 200, Containers.MostBytes + 1, 36000, 2207004)]
    [InlineData(1080, 1080, "image/jpeg", 302, 20_000, 9004, 2207052)]
    [InlineData(1080, 1080, "image/jpeg", 404, 20_000, 9004, 2207052)]
    public async Task A_picture_is_really_fetched_and_measured(int width, int height, string type, int status, int bytes, int code, int subcode)
    {
        var made = await CreateAsync(("image_url", pictures.Serve(PictureHost.Jpeg(width, height, bytes), type, status)), ("caption", "Measured"));

        if (code == 0)
        {
            Assert.NotEmpty(made["id"]);
        }
        else
        {
            Assert.Equal((code, subcode), made.GraphError);
        }
    }

    [Fact]
    public async Task A_bad_picture_may_also_show_only_in_the_container()
    {
        await Sim.SettingsAsync(new { instagramRefusesAtOnce = false, instagramPolls = 0 });
        var container = (await CreateAsync(("image_url", "https://pictures.example.com/a.jpg")))["id"];

        Assert.Contains("2207052", (await Sim.InstagramAsync(Get, container, token, ("fields", "status")))["status"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_carousel_needs_two_to_ten_finished_pictures_and_counts_as_one_post()
    {
        await Sim.SettingsAsync(new { instagramPolls = 1 });
        var children = new List<string>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            children.Add((await CreateAsync(("image_url", pictures.Serve(PictureHost.Jpeg(1080, 1080))), ("is_carousel_item", "true")))["id"]);
        }

        Assert.Equal((9007, 2207027), (await CarouselAsync(children)).GraphError);
        foreach (var child in children)
        {
            await StatusAsync(child);
        }

        Assert.Equal((100, 2207028), (await CarouselAsync(children[..1])).GraphError);
        Assert.Equal((100, 2207028), (await CarouselAsync([.. Enumerable.Repeat(children[0], 11)])).GraphError);
        Assert.Equal((24, 2207008), (await CarouselAsync([children[0], "1"])).GraphError);
        var parent = (await CarouselAsync(children))["id"];
        await StatusAsync(parent);
        await PublishAsync(parent);

        Assert.Equal(2, Assert.Single(await Sim.LedgerAsync(LedgerKinds.Visible)).Attachments!.Count);
        Assert.Equal(1, await UsedAsync());
    }

    [Fact]
    public async Task The_quota_counts_a_rolling_day_and_then_refuses()
    {
        await Sim.SettingsAsync(new { instagramDailyQuota = 2, instagramPolls = 0 });
        foreach (var number in Enumerable.Range(1, 2))
        {
            await PublishAsync(await ContainerAsync($"Post {number}"));
            await Sim.AdvanceAsync(TimeSpan.FromHours(1));
        }

        var third = await ContainerAsync("Post 3");
        Assert.Equal((9, 2207042), (await PublishAsync(third)).GraphError);
        await Sim.AdvanceAsync(TimeSpan.FromHours(22.5));
        Assert.Equal(1, await UsedAsync());
        Assert.Equal(HttpStatusCode.OK, (await PublishAsync(third)).Status);
    }

    [Fact]
    public async Task Containers_have_a_daily_limit_too()
    {
        await Sim.SettingsAsync(new { instagramDailyContainers = 1 });
        await ContainerAsync("One");

        Assert.Equal((9, 2207042), (await CreateAsync(("image_url", pictures.Serve(PictureHost.Jpeg(500, 500))))).GraphError);
    }

    [Fact]
    public async Task Captions_have_limits()
    {
        var picture = pictures.Serve(PictureHost.Jpeg(1080, 1080));

        Assert.Equal((36004, 2207010), (await CreateAsync(("image_url", picture), ("caption", new string('x', Containers.MostCaption + 1)))).GraphError);
        Assert.Equal((100, 2207040), (await CreateAsync(("image_url", picture), ("caption", string.Join(' ', Enumerable.Range(0, 31).Select(i => $"#tag{i}"))))).GraphError);
        Assert.Equal((100, 2207040), (await CreateAsync(("image_url", picture), ("caption", string.Join(' ', Enumerable.Range(0, 21).Select(i => $"@person{i}"))))).GraphError);
        Assert.Equal((100, null), (await CreateAsync(("image_url", picture), ("alt_text", new string('x', 1001)))).GraphError);
        Assert.Equal((100, 2207023), (await CreateAsync(("image_url", picture), ("media_type", "POSTER"))).GraphError);
    }

    [Fact]
    public async Task Deleting_works_through_Facebooks_login_only()
    {
        var medium = (await PublishAsync(await FinishedAsync("Gone soon")))["id"];
        var page = (await Sim.TokensAsync())[Seed.AllCountyPage];

        Assert.Equal((100, 33), (await Sim.InstagramAsync(Delete, medium, token)).GraphError);
        Assert.Equal("Gone soon", (await Sim.GraphAsync(Get, medium, page, ("fields", "caption")))["caption"]);
        await Sim.GraphAsync(Post, $"{medium}/comments", page, ("message", "Thank you"));
        Assert.True((bool)(await Sim.GraphAsync(Delete, medium, page)).Json!["success"]!);

        Assert.Equal((100, 33), (await Sim.GraphAsync(Get, medium, page)).GraphError);
        Assert.Empty((await Sim.InstagramAsync(Get, $"{Seed.AllCountyProfile}/media", token)).Data());
    }

    [Fact]
    public async Task Instagrams_own_login_gives_a_short_token_a_long_one_and_refreshes_it_after_a_day()
    {
        var code = await CodeAsync(Seed.Lee, Seed.TipsProfile);
        var answer = await ExchangeAsync(code);
        var flat = answer.Json!["data"]?[0] ?? answer.Json;
        Assert.Equal(Seed.TipsProfile, (string)flat["user_id"]!);

        var longer = await Sim.SendAsync(
            Get, $"/graph.instagram.com/access_token?grant_type=ig_exchange_token&client_secret={Seed.InstagramSecret}&access_token={(string)flat["access_token"]!}");
        Assert.Equal(5_183_944, (int)longer.Json!["expires_in"]!);
        var refresh = $"/graph.instagram.com/refresh_access_token?grant_type=ig_refresh_token&access_token={longer["access_token"]}";
        Assert.Equal((100, null), (await Sim.SendAsync(Get, refresh)).GraphError);
        await Sim.AdvanceAsync(TimeSpan.FromHours(25));
        var fresh = (await Sim.SendAsync(Get, refresh))["access_token"];
        var me = await Sim.InstagramAsync(Get, "me", fresh, ("fields", "user_id,username,account_type,media_count"));
        Assert.Equal(("h2o.drain.tips", "BUSINESS"), (me["username"], me["account_type"]));

        await Sim.AdvanceAsync(TimeSpan.FromDays(61));
        Assert.Equal((190, 463), (await Sim.InstagramAsync(Get, "me", fresh)).GraphError);
        Assert.Equal((190, 463), (await Sim.SendAsync(Get, refresh)).GraphError);
        Assert.Equal(HttpStatusCode.BadRequest, (await ExchangeAsync(code)).Status);
    }

    [Fact]
    public async Task Both_shapes_of_the_token_answer_are_met()
    {
        var shapes = new HashSet<bool>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            shapes.Add((await ExchangeAsync(await CodeAsync(Seed.Lee, Seed.TipsProfile))).Json!["data"] is not null);
        }

        Assert.Equal(2, shapes.Count);
    }

    [Fact]
    public async Task A_personal_profile_is_refused_and_so_is_one_that_was_not_shared()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await ExchangeAsync(await CodeAsync(Seed.Lee, Seed.PersonalProfile))).Status);
        Assert.Equal((100, 33), (await Sim.InstagramAsync(Get, $"{Seed.H2OProfile}/media", token)).GraphError);
    }

    [Fact]
    public async Task Insights_are_there_for_media_and_profiles()
    {
        var medium = (await PublishAsync(await FinishedAsync("Seen")))["id"];

        Assert.Equal(7, (await Sim.InstagramAsync(Get, $"{medium}/insights", token, ("metric", "views,reach,likes,comments,saved,shares,total_interactions"))).Data().Count);
        Assert.Equal((100, null), (await Sim.InstagramAsync(Get, $"{medium}/insights", token, ("metric", "impressions"))).GraphError);
        Assert.Single((await Sim.InstagramAsync(Get, $"{Seed.AllCountyProfile}/insights", token, ("metric", "views"), ("metric_type", "total_value"))).Data());
        Assert.Single((await Sim.InstagramAsync(Get, "me/insights", token, ("metric", "reach"), ("period", "day"))).Data());
    }

    private async Task<string> CodeAsync(string person, string profile)
    {
        var back = await Sim.ConsentAsync(
            "www.instagram.com/oauth/authorize",
            [("client_id", Seed.InstagramApp), ("redirect_uri", SimulatorHouse.Callback), ("state", "s"), ("response_type", "code"), ("scope", "instagram_business_basic,instagram_business_content_publish")],
            ("asked", "1"),
            ("person", person),
            ("target", profile),
            ("granted_scope", "instagram_business_basic"),
            ("granted_scope", "instagram_business_content_publish"));
        Assert.EndsWith("#_", back["state"], StringComparison.Ordinal);
        return back["code"];
    }

    private Task<Reply> ExchangeAsync(string code) => Sim.FormAsync(
        "/api.instagram.com/oauth/access_token",
        ("client_id", Seed.InstagramApp), ("client_secret", Seed.InstagramSecret), ("grant_type", "authorization_code"), ("redirect_uri", SimulatorHouse.Callback), ("code", code));

    private Task<Reply> CreateAsync(params (string, string)[] fields) => Sim.InstagramAsync(Post, $"{Seed.AllCountyProfile}/media", token, fields);

    private Task<Reply> CarouselAsync(IReadOnlyList<string> children) =>
        CreateAsync(("media_type", "CAROUSEL"), ("children", string.Join(',', children)), ("caption", "Several"));

    private async Task<string> ContainerAsync(string caption) => (await CreateAsync(("image_url", pictures.Serve(PictureHost.Jpeg(1080, 1080))), ("caption", caption)))["id"];

    private async Task<string> FinishedAsync(string caption)
    {
        var container = await ContainerAsync(caption);
        await StatusAsync(container);
        await StatusAsync(container);
        return container;
    }

    private async Task<string> StatusAsync(string container) => (await Sim.InstagramAsync(Get, container, token, ("fields", "id,status_code,status")))["status_code"];

    private Task<Reply> PublishAsync(string container) => Sim.InstagramAsync(Post, $"{Seed.AllCountyProfile}/media_publish", token, ("creation_id", container));

    private async Task<int> UsedAsync() =>
        (int)(await Sim.InstagramAsync(Get, $"{Seed.AllCountyProfile}/content_publishing_limit", token, ("fields", "quota_usage,config"))).Data()[0]["quota_usage"]!;
}
