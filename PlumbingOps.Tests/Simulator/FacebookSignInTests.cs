using System.Net;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Tests.Simulator;

public class FacebookSignInTests : SimulatorTest
{
    private const string Dialog = $"www.facebook.com/{SimulatorHouse.GraphVersion}/dialog/oauth";
    private const string TokenPath = $"/graph.facebook.com/{SimulatorHouse.GraphVersion}/oauth/access_token";

    /// <summary>A list that never ends fails instead of hanging.</summary>
    private const int MostPages = 10;

    private static (string, string)[] Query(string scope = "pages_show_list,pages_manage_posts,pages_read_engagement,instagram_basic,business_management") =>
        [("client_id", Seed.MetaApp), ("redirect_uri", SimulatorHouse.Callback), ("state", "state-1"), ("response_type", "code"), ("scope", scope)];

    [Fact]
    public async Task A_code_becomes_a_short_a_long_and_then_page_tokens_over_several_pages_of_a_list()
    {
        var (shorter, longer) = await SignInAsync();
        Assert.Equal(3600, (int)shorter.Json!["expires_in"]!);
        Assert.Equal(5_183_944, (int)longer.Json!["expires_in"]!);

        var pages = new List<(string Id, bool HasToken, bool HasInstagram)>();
        string? after = null;
        do
        {
            var list = await Sim.GraphAsync(
                Get, "me/accounts", longer["access_token"], ("fields", "id,name,access_token,tasks,instagram_business_account{id,username}"), ("limit", "100"), ("after", after ?? ""));
            Assert.InRange(list.Data().Count, 1, 2);
            pages.AddRange(list.Data().Select(page => ((string)page["id"]!, page["access_token"] is not null, page["instagram_business_account"]?["id"] is not null)));
            after = list.Json!["paging"]!["next"] is null ? null : (string)list.Json["paging"]!["cursors"]!["after"]!;
        }
        while (after is not null && pages.Count <= MostPages);

        Assert.Equal(
            [(Seed.AllCountyPage, true, true), (Seed.AllCountyNorthPage, true, false), (Seed.H2OPage, true, true), (Seed.H2OReadOnlyPage, true, false), (Seed.CareersPage, false, false)],
            pages);
    }

    [Fact]
    public async Task A_page_token_from_a_long_lived_one_has_no_date_and_dies_with_the_password()
    {
        var page = await PageTokenAsync();
        Assert.Equal(0, (long)(await InspectAsync(page)).Json!["data"]!["expires_at"]!);

        await Sim.AdvanceAsync(TimeSpan.FromDays(80));
        Assert.Equal(HttpStatusCode.OK, (await Sim.GraphAsync(Get, "me", page)).Status);
        await Sim.SimAsync("tokens/kill", new { death = "PasswordChanged", person = Seed.Dana });

        Assert.Equal((190, 460), (await Sim.GraphAsync(Get, "me", page)).GraphError);
        var facts = (await InspectAsync(page)).Json!["data"]!;
        Assert.False((bool)facts["is_valid"]!);
        Assert.Equal(460, (int)facts["error"]!["subcode"]!);
    }

    [Fact]
    public async Task The_window_for_data_closes_after_ninety_days_although_the_token_lives()
    {
        var page = await PageTokenAsync();

        await Sim.AdvanceAsync(TimeSpan.FromDays(91));

        Assert.Equal((10, null), (await Sim.GraphAsync(Get, "me", page)).GraphError);
        Assert.True((bool)(await InspectAsync(page)).Json!["data"]!["is_valid"]!);
    }

    [Fact]
    public async Task A_short_token_expires_and_cannot_be_exchanged_any_more()
    {
        var (shorter, _) = await SignInAsync();

        await Sim.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal((190, 463), (await Sim.GraphAsync(Get, "me", shorter["access_token"])).GraphError);
        Assert.Equal((190, 463), (await LengthenAsync(shorter["access_token"])).GraphError);
    }

    [Fact]
    public async Task A_code_is_good_once_and_only_for_the_address_it_was_asked_from()
    {
        var code = (await Sim.ConsentAsync(Dialog, Query()))["code"];

        Assert.Equal((100, 36008), (await ExchangeAsync(code, SimulatorHouse.Callback + "/other")).GraphError);
        Assert.Equal(HttpStatusCode.OK, (await ExchangeAsync(code)).Status);
        Assert.Equal((100, 36009), (await ExchangeAsync(code)).GraphError);
    }

    [Fact]
    public async Task A_wrong_client_secret_gets_nothing()
    {
        var code = (await Sim.ConsentAsync(Dialog, Query()))["code"];

        var reply = await Sim.FormAsync(TokenPath, ("client_id", Seed.MetaApp), ("client_secret", "guessed"), ("redirect_uri", SimulatorHouse.Callback), ("code", code));

        Assert.Equal((1, null), reply.GraphError);
    }

    [Fact]
    public async Task Somebody_who_refuses_comes_back_with_an_error_and_the_state()
    {
        var back = await Sim.ConsentAsync(Dialog, Query(), ("decision", "deny"));

        Assert.Equal(("access_denied", "200", "user_denied", "state-1"), (back["error"], back["error_code"], back["error_reason"], back["state"]));
    }

    [Fact]
    public async Task A_forged_state_comes_with_a_good_code() =>
        Assert.StartsWith("forged-", (await Sim.ConsentAsync(Dialog, Query(), ("decision", "wrong-state")))["state"], StringComparison.Ordinal);

    [Fact]
    public async Task What_was_not_ticked_is_declined_and_the_page_missing()
    {
        var (_, longer) = await SignInAsync(
            ("asked", "1"), ("person", Seed.Dana), ("granted_scope", "pages_show_list"), ("granted_scope", "business_management"), ("target", Seed.H2OPage));

        var permissions = (await Sim.GraphAsync(Get, "me/permissions", longer["access_token"])).Data().ToDictionary(row => (string)row["permission"]!, row => (string)row["status"]!);
        Assert.Equal(("granted", "declined"), (permissions["pages_show_list"], permissions["pages_manage_posts"]));
        var only = Assert.Single((await Sim.GraphAsync(Get, "me/accounts", longer["access_token"], ("fields", "id,access_token,instagram_business_account"))).Data());
        Assert.Null(only["instagram_business_account"]);
        Assert.Equal((200, null), (await Sim.GraphAsync(Post, $"{Seed.H2OPage}/feed", (string)only["access_token"]!, ("message", "Hello"))).GraphError);
    }

    [Fact]
    public async Task Pages_of_a_portfolio_may_come_without_a_token()
    {
        var (_, longer) = await SignInAsync();
        var portfolio = (string)(await Sim.GraphAsync(Get, "me/businesses", longer["access_token"])).Data()[0]["id"]!;

        var page = Assert.Single((await Sim.GraphAsync(Get, $"{portfolio}/owned_pages", longer["access_token"], ("fields", "id,access_token"))).Data());

        Assert.Equal(Seed.CareersPage, (string)page["id"]!);
        Assert.Null(page["access_token"]);
        Assert.Empty((await Sim.GraphAsync(Get, $"{portfolio}/client_pages", longer["access_token"])).Data());
    }

    [Fact]
    public async Task A_user_token_does_not_post_on_a_page()
    {
        var (_, longer) = await SignInAsync();

        var reply = await Sim.GraphAsync(Post, $"{Seed.AllCountyPage}/feed", longer["access_token"], ("message", "Hello"));

        Assert.Equal((200, null), reply.GraphError);
        Assert.Contains("as the page itself", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taking_a_permission_back_or_all_of_them_is_felt_at_once()
    {
        var (_, longer) = await SignInAsync();
        var page = await PageTokenAsync(longer["access_token"]);

        await Sim.GraphAsync(Delete, "me/permissions/pages_manage_posts", longer["access_token"]);
        Assert.Equal((200, null), (await Sim.GraphAsync(Post, $"{Seed.AllCountyPage}/feed", page, ("message", "Hello"))).GraphError);

        await Sim.GraphAsync(Delete, "me/permissions", longer["access_token"]);
        Assert.Equal((190, 458), (await Sim.GraphAsync(Get, "me", page)).GraphError);
    }

    [Fact]
    public async Task The_proof_of_the_app_secret_is_asked_for_and_checked()
    {
        var token = (await Sim.TokensAsync())[Seed.AllCountyPage];
        var path = $"/graph.facebook.com/v25.0/me?access_token={token}";

        Assert.Equal((100, null), (await Sim.SendAsync(Get, path)).GraphError);
        Assert.Equal((100, null), (await Sim.SendAsync(Get, path + "&appsecret_proof=00")).GraphError);
        Assert.Equal(HttpStatusCode.OK, (await Sim.SendAsync(Get, $"/graph.facebook.com/v25.0/me?appsecret_proof={Signing.AppSecretProof(token, Seed.MetaSecret)}", bearer: token)).Status);
        await Sim.SettingsAsync(new { requireAppSecretProof = false });
        Assert.Equal(HttpStatusCode.OK, (await Sim.SendAsync(Get, path)).Status);
    }

    [Fact]
    public async Task Calls_of_a_person_count_against_the_app()
    {
        var (_, longer) = await SignInAsync();
        await Sim.SettingsAsync(new { usage = new { app = 28 } });
        Assert.Contains("\"call_count\":28", (await Sim.GraphAsync(Get, "me", longer["access_token"])).Headers["X-App-Usage"], StringComparison.Ordinal);

        await Sim.SettingsAsync(new { usage = new { app = 100 } });

        Assert.Equal((4, null), (await Sim.GraphAsync(Get, "me", longer["access_token"])).GraphError);
    }

    [Fact]
    public async Task No_token_and_a_token_of_the_other_host_are_refused()
    {
        var tokens = await Sim.TokensAsync();

        Assert.Equal((104, null), (await Sim.SendAsync(Get, "/graph.facebook.com/v25.0/me")).GraphError);
        Assert.Equal((190, null), (await Sim.GraphAsync(Get, "me", tokens[Seed.TipsProfile])).GraphError);
        Assert.Equal((190, null), (await Sim.InstagramAsync(Get, "me", tokens[Seed.AllCountyPage])).GraphError);
        Assert.Equal((2, null), (await InspectAsync(tokens[Seed.TipsProfile])).GraphError);
    }

    [Theory]
    [InlineData("client_id", "somebody-else")]
    [InlineData("redirect_uri", "https://elsewhere.example.com/callback")]
    [InlineData("response_type", "token")]
    public async Task A_sign_in_that_asks_wrongly_sees_no_consent_page(string field, string value)
    {
        var query = Query().Select(pair => pair.Item1 == field ? (field, value) : pair).Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}");

        Assert.Equal(HttpStatusCode.BadRequest, (await Sim.SendAsync(Get, $"/{Dialog}?{string.Join('&', query)}")).Status);
    }

    private async Task<(Reply Short, Reply Long)> SignInAsync(params (string, string)[] form)
    {
        var back = await Sim.ConsentAsync(Dialog, Query(), form);
        Assert.Equal("state-1", back["state"]);
        var shorter = await ExchangeAsync(back["code"]);
        return (shorter, await LengthenAsync(shorter["access_token"]));
    }

    private Task<Reply> ExchangeAsync(string code, string redirect = SimulatorHouse.Callback) =>
        Sim.FormAsync(TokenPath, ("client_id", Seed.MetaApp), ("client_secret", Seed.MetaSecret), ("redirect_uri", redirect), ("code", code));

    private Task<Reply> LengthenAsync(string token) => Sim.FormAsync(
        TokenPath, ("grant_type", "fb_exchange_token"), ("client_id", Seed.MetaApp), ("client_secret", Seed.MetaSecret), ("fb_exchange_token", token));

    private Task<Reply> InspectAsync(string token) =>
        Sim.SendAsync(Get, $"/graph.facebook.com/v25.0/debug_token?input_token={token}&access_token={Seed.MetaApp}%7C{Seed.MetaSecret}");

    private async Task<string> PageTokenAsync(string? user = null)
    {
        user ??= (await SignInAsync()).Long["access_token"];
        var pages = (await Sim.GraphAsync(Get, "me/accounts", user, ("fields", "id,access_token"))).Data();
        return (string)pages.Single(page => (string)page["id"]! == Seed.AllCountyPage)["access_token"]!;
    }
}
