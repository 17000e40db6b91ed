using System.Net;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.People;

public sealed class SignInOverHttpTests : IAsyncLifetime
{
    private const string Users = "/users";
    private PeopleOffice office = null!;
    private WebHouse house = null!;

    public async ValueTask InitializeAsync()
    {
        office = await PeopleOffice.OpenAsync();
        house = new WebHouse(office.Connections, office.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        await office.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_sent_to_sign_in_and_back()
    {
        var browser = house.Browser();

        var sent = await browser.GetAsync(Users, Now);
        Assert.Equal("/account/sign-in?returnUrl=%2Fusers", sent.Headers.Location!.PathAndQuery);
        var back = await WebHouse.SignInAsync(browser, "ana", PeopleOffice.PasswordOf("ana"), Users);

        Assert.Equal(Users, back.Headers.Location!.IsAbsoluteUri ? back.Headers.Location.PathAndQuery : back.Headers.Location.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Users, Now)).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\tevil")]
    [InlineData("javascript:alert(1)")]
    public async Task After_sign_in_nobody_is_sent_to_another_site(string returnUrl)
    {
        var answer = await WebHouse.SignInAsync(house.Browser(), "ana", PeopleOffice.PasswordOf("ana"), returnUrl);

        Assert.Contains(answer.Headers.Location!.OriginalString, new[] { "/", "http://localhost/" });
    }

    [Fact]
    public async Task The_cookie_is_for_the_server_only_and_for_this_host_only()
    {
        var plain = Cookie(await WebHouse.SignInAsync(house.Browser(), "ana", PeopleOffice.PasswordOf("ana")));
        var secure = Cookie(await WebHouse.SignInAsync(house.Browser("https://localhost"), "ana", PeopleOffice.PasswordOf("ana")));

        Assert.StartsWith("__Host-PlumbingOps=", secure, StringComparison.Ordinal);
        Assert.Contains("secure", secure, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", secure, StringComparison.OrdinalIgnoreCase);
        foreach (var cookie in new[] { plain, secure })
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Wrong_passwords_lock_the_account_over_the_pages_too()
    {
        var browser = house.Browser();
        for (var n = 0; n < SignInAttempts.PerAccount; n++)
        {
            Assert.Contains(SignInService.WrongNameOrPassword, await (await WebHouse.SignInAsync(browser, "omar", "wrong")).Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
        }

        var locked = await (await WebHouse.SignInAsync(browser, "omar", PeopleOffice.PasswordOf("omar"))).Content.ReadAsStringAsync(Now);
        Assert.Contains("Try again in 15 minutes.", locked, StringComparison.Ordinal);
        Assert.DoesNotContain(PeopleOffice.PasswordOf("omar"), locked, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync(Users, Now)).StatusCode);
    }

    [Fact]
    public async Task Signing_out_takes_a_form_of_ours_and_ends_every_copy_of_the_cookie()
    {
        var browser = await house.SignedInAsync("omar");
        var elsewhere = await house.SignedInAsync("omar");

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/account/sign-out", Now)).StatusCode);
        using var forged = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/account/sign-out", forged, Now)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/profile", Now)).StatusCode);
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", await TokenAsync(browser))]);
        Assert.Equal(HttpStatusCode.Found, (await browser.PostAsync("/account/sign-out", content, Now)).StatusCode);

        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/profile", Now)).StatusCode);
        await Eventually.IsTrueAsync(async () => (await elsewhere.GetAsync("/profile", Now)).StatusCode == HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_deactivated_persons_cookie_is_worth_nothing_at_once()
    {
        var browser = await house.SignedInAsync("omar");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/profile", Now)).StatusCode);

        await office.Users.DeactivateAsync(await office.IdAsync("omar"), await office.ActorAsync("ana"), Now);

        await Eventually.IsTrueAsync(async () => (await browser.GetAsync("/profile", Now)).StatusCode == HttpStatusCode.Found);
    }

    [Fact]
    public async Task Another_role_counts_at_the_next_page_without_signing_in_again()
    {
        var browser = await house.SignedInAsync("omar");
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync(Users, Now)).StatusCode);

        await office.EditAsync("omar", await office.ActorAsync("ana"), user => user.Role = Roles.Admin);

        await Eventually.IsTrueAsync(async () => (await browser.GetAsync(Users, Now)).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_changes_the_own_password_stays_signed_in_here_and_nowhere_else()
    {
        var (browser, elsewhere) = (await house.SignedInAsync("vera"), await house.SignedInAsync("vera"));

        var changed = await WebHouse.SubmitAsync(browser, "/profile", "own-password", ("Secret.Current", PeopleOffice.PasswordOf("vera")), ("Secret.Password", "a new and longer password"));

        Assert.Equal("/profile?saved=password", changed.Headers.Location!.IsAbsoluteUri ? changed.Headers.Location.PathAndQuery : changed.Headers.Location.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/profile", Now)).StatusCode);
        await Eventually.IsTrueAsync(async () => (await elsewhere.GetAsync("/profile", Now)).StatusCode == HttpStatusCode.Found);
        var refused = await WebHouse.SubmitAsync(browser, "/profile", "own-password", ("Secret.Current", "wrong"), ("Secret.Password", "a new and longer password"));
        Assert.Contains("The current password is wrong.", await refused.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_profile_page_saves_name_and_appearance()
    {
        var browser = await house.SignedInAsync("vera");

        var saved = await WebHouse.SubmitAsync(browser, "/profile", "profile", ("Input.FullName", "Vera Vance"), ("Input.Email", "vera@example.com"), ("Input.Theme", "dark"));

        Assert.Contains(saved.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("theme=dark", StringComparison.Ordinal));
        Assert.Contains("Vera Vance", await browser.GetStringAsync("/profile", Now), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_user_chooses_a_password_over_the_link_and_signs_in()
    {
        var created = await office.Users.CreateAsync(
            new UserInput { FullName = "Nora Night", UserName = "nora", Email = "nora@example.com", Role = Roles.Viewer }, await office.ActorAsync("ana"), Now);
        var (browser, address) = (house.Browser(), $"/password?token={created.PasswordToken}");

        var weak = await WebHouse.SubmitAsync(browser, address, "password", ("Input.Password", "short"));
        Assert.Contains("needs 12 to 128 characters", await weak.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await WebHouse.SubmitAsync(browser, address, "password", ("Input.Password", "a leaking faucet at night"))).StatusCode);

        Assert.Contains("used already", await browser.GetStringAsync(address, Now), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await WebHouse.SignInAsync(browser, "nora", "a leaking faucet at night")).StatusCode);
    }

    [Fact]
    public async Task The_set_up_page_makes_the_first_administrator()
    {
        await using var empty = await PeopleOffice.OpenAsync(empty: true);
        await using var newHouse = new WebHouse(empty.Connections, empty.Clock);
        var browser = newHouse.Browser();
        Assert.Contains("has expired", await browser.GetStringAsync("/set-up?token=guessed", Now), StringComparison.Ordinal);
        var token = await empty.Links.CreateSetUpTokenAsync(Now);

        var done = await WebHouse.SubmitAsync(
            browser, $"/set-up?token={token}", "set-up", ("Input.FullName", "Nora Night"), ("Input.UserName", "nora"), ("Input.Email", "nora@example.com"), ("Input.Password", "a leaking faucet at night"));

        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await WebHouse.SignInAsync(browser, "nora", "a leaking faucet at night")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Users, Now)).StatusCode);
    }

    [Fact]
    public async Task A_second_process_reads_the_cookie_of_the_first()
    {
        var signedIn = await WebHouse.SignInAsync(house.Browser(), "ana", PeopleOffice.PasswordOf("ana"));
        await using var second = new WebHouse(office.Connections, office.Clock);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/profile");
        request.Headers.Add("Cookie", Cookie(signedIn).Split(';')[0]);

        Assert.Equal(HttpStatusCode.OK, (await second.Browser().SendAsync(request, Now)).StatusCode);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static string Cookie(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.Contains("PlumbingOps", StringComparison.Ordinal) && !cookie.Contains("Forms", StringComparison.Ordinal));

    private static async Task<string> TokenAsync(HttpClient browser)
    {
        var page = await browser.GetStringAsync("/profile", Now);
        return System.Text.RegularExpressions.Regex.Match(page, "__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
    }
}
