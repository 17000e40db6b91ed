using System.Net;
using System.Text.Json;
using PlumbingOps.Simulator;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Tests.Simulator;

public class SimulatorItselfTests : SimulatorTest
{
    [Fact]
    public async Task Sixty_four_at_once_each_become_public_once_and_in_the_ledger_before_they_are_answered()
    {
        var token = (await Sim.TokensAsync())[Seed.AllCountyPage];
        await Sim.SettingsAsync(new { refuseIdenticalPosts = false });

        var ids = await Task.WhenAll(Enumerable.Range(0, 64).Select(async worker =>
        {
            var mine = new List<string>();
            foreach (var number in Enumerable.Range(0, 5))
            {
                mine.Add((await Sim.GraphAsync(Post, $"{Seed.AllCountyPage}/feed", token, ("message", $"Post {worker}-{number}")))["id"]);
            }

            return mine;
        }));

        var ledger = await Sim.LedgerAsync();
        var visible = ledger.Where(row => row.Kind == LedgerKinds.Visible).ToList();
        Assert.Equal(320, visible.Select(row => row.Text).Distinct().Count());
        Assert.Equal(ids.SelectMany(mine => mine).Order(StringComparer.Ordinal), visible.Select(row => row.Id!).Order(StringComparer.Ordinal));
        var answered = ledger.Where(row => row.Kind == LedgerKinds.Answer).ToDictionary(row => row.Request!.Value, row => row.N);
        Assert.All(visible, row => Assert.True(row.N < answered[row.Request!.Value]));
        Assert.Equal(ledger.Select(row => row.N).Order(), ledger.Select(row => row.N));
    }

    [Fact]
    public async Task Only_one_is_inside_the_world_at_a_time()
    {
        var clock = new VirtualClock(TimeProvider.System);
        using var ledger = new Ledger(clock, null);
        var world = new SimulatedWorld(new SimulatorOptions(), clock, ledger);
        int inside = 0, most = 0;

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 20; i++)
            {
                world.Do(() =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    Thread.Sleep(1);
                    Interlocked.Decrement(ref inside);
                });
            }
        })));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task The_ledger_is_on_disk_as_soon_as_the_answer_is_out_and_keeps_no_secret()
    {
        var folder = Directory.CreateTempSubdirectory("plumbingops-simulator-");
        await using (var sim = await SimulatorHouse.OpenAsync(new SimulatorOptions { Data = folder.FullName }))
        {
            var token = (await sim.TokensAsync())[Seed.AllCountyPage];
            await sim.GraphAsync(Post, $"{Seed.AllCountyPage}/feed", token, ("message", "Kept"));

            await using var file = new FileStream(Path.Combine(folder.FullName, Ledger.FileName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            var text = await reader.ReadToEndAsync();
            Assert.DoesNotContain(token, text, StringComparison.Ordinal);
            var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<LedgerRow>(line, Ledger.Json)!).ToList();
            Assert.Equal("Kept", rows.Single(row => row.Kind == LedgerKinds.Visible).Text);
            Assert.StartsWith("#", rows.Single(row => row.Kind == LedgerKinds.Request).Parameters!["access_token"], StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_reset_forgets_the_world_and_the_numbers_of_the_ledger_go_on()
    {
        var token = (await Sim.TokensAsync())[Seed.AllCountyPage];
        await Sim.GraphAsync(Post, $"{Seed.AllCountyPage}/feed", token, ("message", "Forgotten"));
        var last = (await Sim.LedgerAsync())[^1].N;

        await Sim.SimAsync("reset", new { });

        Assert.Equal(last + 1, Assert.Single(await Sim.LedgerAsync()).N);
        Assert.Equal((190, null), (await Sim.GraphAsync(Get, "me", token)).GraphError);
        Assert.All((await Sim.SimAsync("public"))!.AsArray(), account => Assert.Equal(0, (int)account!["posts"]!));
    }

    [Fact]
    public async Task More_accounts_come_connected()
    {
        var added = (await Sim.SimAsync("accounts", new { pages = 30, profiles = 10, locations = 10 }))!.AsArray();

        Assert.Equal(50, added.Count);
        var page = added[0]!;
        Assert.Equal(HttpStatusCode.OK, (await Sim.GraphAsync(Post, $"{(string)page["id"]!}/feed", (string)page["token"]!, ("message", "Hello"))).Status);
        Assert.Equal("Hello", (string)(await Sim.SimAsync($"public/posts?account={(string)page["id"]!}"))![0]!["text"]!);
    }

    [Fact]
    public async Task The_clock_goes_forward_only_and_settings_have_known_names()
    {
        foreach (var (path, body) in new[] { ("clock", """{"advanceSeconds":-1}"""), ("settings", """{"noSuch":1}"""), ("settings", """{"instagramPolls":"many"}"""), ("google/1/next", "{}") })
        {
            using var content = new StringContent(body, null, "application/json");
            Assert.Equal(HttpStatusCode.BadRequest, (await Sim.SendAsync(Post, $"/__sim/{path}", content)).Status);
        }
    }

    [Fact]
    public async Task A_foreign_name_and_a_foreign_page_are_refused()
    {
        using var rebound = new HttpRequestMessage(Get, "/__sim/ledger");
        rebound.Headers.Host = "evil.example.com";
        Assert.Equal(HttpStatusCode.Forbidden, (await Sim.Http.SendAsync(rebound)).StatusCode);

        using var crossSite = new HttpRequestMessage(Post, "/__sim/do/reset");
        crossSite.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, (await Sim.Http.SendAsync(crossSite)).StatusCode);
    }

    [Fact]
    public async Task The_page_shows_what_the_public_sees_and_says_what_it_is()
    {
        var token = (await Sim.TokensAsync())[Seed.AllCountyPage];
        await Sim.GraphAsync(Post, $"{Seed.AllCountyPage}/feed", token, ("message", "<b>Bold</b> claims"));

        using var answer = await Sim.Http.GetAsync("/__sim");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Contains("This is not Facebook, Instagram or Google", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Bold&lt;/b&gt; claims", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("--accent", await Sim.Http.GetStringAsync("/__sim/simulator.css"), StringComparison.Ordinal);
        Assert.Equal("/__sim", (await Sim.Http.GetAsync("/")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Its_buttons_do_what_they_say()
    {
        var token = (await Sim.TokensAsync())[Seed.AllCountyPage];
        await PressAsync("advance", ("minutes", "60"));
        Assert.Equal(3600, (double)(await Sim.SimAsync("clock"))!["aheadSeconds"]!);

        await PressAsync("fault", ("fault", "error-after"));
        Assert.Equal((2, null), (await Sim.GraphAsync(Post, $"{Seed.AllCountyPage}/feed", token, ("message", "One"))).GraphError);
        await PressAsync("fault", ("fault", "drop-before"));
        Assert.Contains("Take all back", await Sim.Http.GetStringAsync("/__sim?refresh=1"), StringComparison.Ordinal);
        await PressAsync("no-faults");
        Assert.Equal(HttpStatusCode.OK, (await Sim.GraphAsync(Post, $"{Seed.AllCountyPage}/feed", token, ("message", "Two"))).Status);

        await PressAsync("switch", ("switch", "quota-zero"));
        await PressAsync("switch", ("switch", "api-off"));
        var settings = (await Sim.SimAsync("settings"))!;
        Assert.True((bool)settings["googleQuotaZero"]!);
        Assert.Equal("mybusiness.googleapis.com", (string)settings["googleDisabledApis"]![0]!);
        await PressAsync("switch", ("switch", "api-off"));
        Assert.Empty((await Sim.SimAsync("settings"))!["googleDisabledApis"]!.AsArray());

        await PressAsync("kill", ("death", "PageRoleLost"));
        Assert.Equal((190, 492), (await Sim.GraphAsync(Get, "me", token)).GraphError);
        await PressAsync("reset");
        Assert.Single(await Sim.LedgerAsync());
    }

    [Fact]
    public async Task Its_buttons_decide_how_the_next_post_of_a_location_and_the_next_container_fare()
    {
        const string Location = "accounts/102/locations/9001";
        Assert.Contains("Live, rejected after an hour", await Sim.Http.GetStringAsync($"/__sim?account={Location}"), StringComparison.Ordinal);
        await PressAtAsync(Location, "next", ("next", "rejected"));
        await PressAtAsync(Seed.AllCountyProfile, "next", ("next", "expires"));

        await Sim.GoogleAsync(Post, $"mybusiness.googleapis.com/v4/{Location}/localPosts", await Sim.GoogleTokenAsync(), new() { ["topicType"] = "STANDARD", ["summary"] = "No luck" });
        await Sim.AdvanceAsync(TimeSpan.FromMinutes(1));
        var token = (await Sim.TokensAsync())[Seed.AllCountyProfile];
        var container = (await Sim.InstagramAsync(Post, $"{Seed.AllCountyProfile}/media", token, ("media_type", "REELS"), ("video_url", "https://videos.example.com/a.mp4")))["id"];
        await Sim.InstagramAsync(Get, container, token);

        Assert.Contains(await Sim.LedgerAsync(LedgerKinds.Changed), row => row is { Text: "No luck", Detail: "rejected" });
        Assert.Equal("EXPIRED", (await Sim.InstagramAsync(Get, container, token, ("fields", "status_code")))["status_code"]);
        using var wrong = await Sim.Http.PostAsync($"/__sim/do/next?account={Seed.AllCountyPage}", SimulatorHouse.Form(("next", "rejected")));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Theory]
    [InlineData("www.facebook.com/v25.0/dialog/oauth", Seed.MetaApp, "Sign in with Facebook")]
    [InlineData("www.instagram.com/oauth/authorize", Seed.InstagramApp, "Sign in with Instagram")]
    [InlineData("accounts.google.com/o/oauth2/v2/auth", Seed.GoogleClient, "Sign in with Google")]
    public async Task A_consent_page_asks_for_what_was_asked(string dialog, string app, string title)
    {
        using var answer = await Sim.Http.GetAsync($"/{dialog}?client_id={app}&redirect_uri={Uri.EscapeDataString(SimulatorHouse.Callback)}&response_type=code&scope=one_scope&state=s");

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains(title, page, StringComparison.Ordinal);
        Assert.Contains("one_scope", page, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' http://127.0.0.1:5080", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private Task PressAsync(string button, params (string, string)[] fields) => PressAtAsync(Seed.AllCountyPage, button, fields);

    private async Task PressAtAsync(string account, string button, params (string, string)[] fields)
    {
        using var answer = await Sim.Http.PostAsync($"/__sim/do/{button}?account={account}", SimulatorHouse.Form(fields));
        Assert.Equal((HttpStatusCode.Found, $"/__sim?account={account}"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }
}
