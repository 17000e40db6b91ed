using System.Net;
using PlumbingOps.Simulator.GoogleBusiness;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Tests.Simulator;

public class GoogleSignInTests : SimulatorTest
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    [Fact]
    public async Task A_code_with_its_verifier_gives_a_refresh_token_that_keeps_giving_access()
    {
        var answer = await ExchangeAsync(await CodeAsync(), Verifier);
        Assert.Equal((3599, "Bearer", GoogleAccess.Scope), ((int)answer.Json!["expires_in"]!, answer["token_type"], answer["scope"]));
        Assert.StartsWith("1//", answer["refresh_token"], StringComparison.Ordinal);

        await Sim.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal("UNAUTHENTICATED", (await AccountsAsync(answer["access_token"])).GoogleStatus);
        var refreshed = await RefreshAsync(answer["refresh_token"]);

        Assert.Null(refreshed.Json!["refresh_token"]);
        Assert.Equal(HttpStatusCode.OK, (await AccountsAsync(refreshed["access_token"])).Status);
    }

    [Theory]
    [InlineData("somebody-elses-verifier-somebody-elses-verifier")]
    [InlineData(null)]
    public async Task Without_the_right_verifier_a_stolen_code_is_worth_nothing(string? verifier) =>
        Assert.Equal("invalid_grant", (string)(await ExchangeAsync(await CodeAsync(), verifier)).Json!["error"]!);

    [Fact]
    public async Task A_code_is_good_once()
    {
        var code = await CodeAsync();
        await ExchangeAsync(code, Verifier);

        var again = await ExchangeAsync(code, Verifier);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (again.Status, (string)again.Json!["error"]!));
    }

    [Fact]
    public async Task There_is_no_refresh_token_without_asking_for_offline_access() =>
        Assert.Null((await ExchangeAsync(await CodeAsync(offline: false), Verifier)).Json!["refresh_token"]);

    [Fact]
    public async Task While_the_project_is_being_tested_refresh_tokens_live_a_week()
    {
        await Sim.SettingsAsync(new { googleTestingMode = true });
        var refresh = (await ExchangeAsync(await CodeAsync(), Verifier))["refresh_token"];
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(refresh)).Status);

        await Sim.AdvanceAsync(TimeSpan.FromDays(7));

        Assert.Equal("Token has been expired or revoked.", (string)(await RefreshAsync(refresh)).Json!["error_description"]!);
    }

    [Fact]
    public async Task A_revoked_token_takes_its_access_with_it()
    {
        var answer = await ExchangeAsync(await CodeAsync(), Verifier);

        Assert.Equal(HttpStatusCode.OK, (await Sim.FormAsync("/oauth2.googleapis.com/revoke", ("token", answer["refresh_token"]))).Status);

        Assert.Equal("invalid_grant", (string)(await RefreshAsync(answer["refresh_token"])).Json!["error"]!);
        Assert.Equal("UNAUTHENTICATED", (await AccountsAsync(answer["access_token"])).GoogleStatus);
        Assert.Equal(HttpStatusCode.BadRequest, (await Sim.FormAsync("/oauth2.googleapis.com/revoke", ("token", "unknown"))).Status);
    }

    [Fact]
    public async Task The_hundred_and_first_refresh_token_silently_ends_the_first()
    {
        var first = (await ExchangeAsync(await CodeAsync(), Verifier))["refresh_token"];
        foreach (var _ in Enumerable.Range(0, 100))
        {
            await Sim.TokensAsync();
        }

        Assert.Equal("invalid_grant", (string)(await RefreshAsync(first)).Json!["error"]!);
    }

    [Fact]
    public async Task A_scope_that_was_not_ticked_is_missing_from_the_answer_and_from_the_rights()
    {
        var answer = await ExchangeAsync(await CodeAsync(form: [("asked", "1"), ("person", Seed.Dana)]), Verifier);

        Assert.Equal("", answer["scope"]);
        var refused = await AccountsAsync(answer["access_token"]);
        Assert.Equal("ACCESS_TOKEN_SCOPE_INSUFFICIENT", (string)refused.Json!["error"]!["details"]![0]!["reason"]!);
    }

    [Fact]
    public async Task A_refusal_and_a_wrong_client_are_told_apart()
    {
        var refused = await Sim.ConsentAsync("accounts.google.com/o/oauth2/v2/auth", Query(), ("decision", "deny"));
        Assert.Equal(("access_denied", "g-state"), (refused["error"], refused["state"]));

        var wrong = await Sim.FormAsync("/oauth2.googleapis.com/token", ("grant_type", "refresh_token"), ("client_id", Seed.GoogleClient), ("client_secret", "guessed"));
        Assert.Equal("invalid_client", (string)wrong.Json!["error"]!);
    }

    private static (string, string)[] Query(bool offline = true) =>
    [
        ("client_id", Seed.GoogleClient), ("redirect_uri", SimulatorHouse.Callback), ("response_type", "code"), ("scope", GoogleAccess.Scope), ("state", "g-state"),
        ("code_challenge", Signing.PkceChallenge(Verifier)), ("code_challenge_method", "S256"), ("access_type", offline ? "offline" : "online"), ("prompt", "consent"),
    ];

    private async Task<string> CodeAsync(bool offline = true, (string, string)[]? form = null) =>
        (await Sim.ConsentAsync("accounts.google.com/o/oauth2/v2/auth", Query(offline), form ?? []))["code"];

    private Task<Reply> ExchangeAsync(string code, string? verifier) => Sim.FormAsync(
        "/oauth2.googleapis.com/token",
        ("grant_type", "authorization_code"), ("code", code), ("client_id", Seed.GoogleClient), ("client_secret", Seed.GoogleSecret), ("redirect_uri", SimulatorHouse.Callback),
        ("code_verifier", verifier ?? ""));

    private Task<Reply> RefreshAsync(string refresh) => Sim.FormAsync(
        "/oauth2.googleapis.com/token", ("grant_type", "refresh_token"), ("refresh_token", refresh), ("client_id", Seed.GoogleClient), ("client_secret", Seed.GoogleSecret));

    private Task<Reply> AccountsAsync(string token) => Sim.GoogleAsync(Get, "mybusinessaccountmanagement.googleapis.com/v1/accounts", token);
}
