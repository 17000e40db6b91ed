using System.Net;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.People;

public sealed class SecondFactorOverHttpTests : IAsyncLifetime
{
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
    public async Task A_person_sets_up_the_app_on_the_profile_and_is_asked_for_its_code_from_then_on()
    {
        var browser = await house.SignedInAsync("omar");
        await WebHouse.SubmitAsync(browser, Urls.OwnSecondFactor, "begin", ("Beginning.Password", PeopleOffice.PasswordOf("omar")));
        var offer = await browser.GetStringAsync(Urls.OwnSecondFactor, Now);
        Assert.Contains("<svg class=\"qr-code\"", offer, StringComparison.Ordinal);
        var app = new AuthenticatorApp(offer.Split("app-key\">")[1].Split('<')[0]);

        var confirmed = await (await WebHouse.SubmitAsync(browser, Urls.OwnSecondFactor, "confirm", ("Proof.Code", app.CodeAt(office.Clock.Now)))).Content.ReadAsStringAsync(Now);
        Assert.Contains("shown only now", confirmed, StringComparison.Ordinal);
        var recovery = WebUtility.HtmlDecode(confirmed.Split("aria-label=\"Recovery codes\">")[1].Split('<')[0]).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(RecoveryCodes.Count, recovery.Length);
        // This browser goes on, and shows the codes no more.
        var later = await browser.GetStringAsync(Urls.OwnSecondFactor, Now);
        Assert.DoesNotContain(recovery[0], later, StringComparison.Ordinal);
        Assert.DoesNotContain("app-key", later, StringComparison.Ordinal);

        var elsewhere = house.Browser();
        var asked = await WebHouse.SignInAsync(elsewhere, "omar", PeopleOffice.PasswordOf("omar"), "/jobs?status=New");
        Assert.Equal("/account/second-factor?returnUrl=%2Fjobs%3Fstatus%3DNew", Local(asked));
        Assert.Equal(HttpStatusCode.Found, (await elsewhere.GetAsync(Urls.Profile, Now)).StatusCode);
        office.Clock.Now += TimeSpan.FromSeconds(30);
        var let = await WebHouse.SubmitAsync(elsewhere, Local(asked), "code", ("Input.Code", app.CodeAt(office.Clock.Now)));
        Assert.Equal("/jobs?status=New", Local(let));
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.GetAsync(Urls.Profile, Now)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_code_is_refused_beside_its_box_and_not_shown_again()
    {
        await SwitchOnAsync("omar");
        var browser = house.Browser();
        var asked = await WebHouse.SignInAsync(browser, "omar", PeopleOffice.PasswordOf("omar"));

        var answer = await (await WebHouse.SubmitAsync(browser, Local(asked), "code", ("Input.Code", "918273"))).Content.ReadAsStringAsync(Now);

        Assert.Contains(SignInService.WrongCode, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("918273", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync(Urls.Profile, Now)).StatusCode);
    }

    [Fact]
    public async Task A_lost_phone_needs_a_recovery_code()
    {
        var codes = await SwitchOnAsync("omar");
        var browser = house.Browser();
        await WebHouse.SignInAsync(browser, "omar", PeopleOffice.PasswordOf("omar"));

        var let = await WebHouse.SubmitAsync(browser, $"{Urls.SecondFactor}?recovery=true", "code", ("Input.Code", codes[7]));

        Assert.Equal(HttpStatusCode.Found, let.StatusCode);
        Assert.Contains("9 recovery codes are left", await browser.GetStringAsync(Urls.OwnSecondFactor, Now), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_page_belongs_to_whoever_typed_the_password_a_few_minutes_ago()
    {
        await SwitchOnAsync("omar");
        var stranger = await house.Browser().GetAsync(Urls.SecondFactor, Now);
        Assert.Equal(Urls.SignIn, Local(stranger));

        var browser = house.Browser();
        await WebHouse.SignInAsync(browser, "omar", PeopleOffice.PasswordOf("omar"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Urls.SecondFactor, Now)).StatusCode);
        office.Clock.Now += TimeSpan.FromMinutes(11);
        Assert.Equal(Urls.SignIn, Local(await browser.GetAsync(Urls.SecondFactor, Now)));
    }

    [Fact]
    public async Task A_passkey_nobody_made_is_refused_like_any_other()
    {
        var browser = house.Browser();
        const string Forged = """{"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"AAAA","authenticatorData":"AAAA","signature":"AAAA"}}""";

        foreach (var answer in new[] { "", "nonsense", Forged, new string('x', 100_000) })
        {
            var refused = await (await WebHouse.SubmitAsync(browser, Urls.SignIn, "passkey", ("Passkey.Answer", answer), ("Passkey.Remember", "false"))).Content.ReadAsStringAsync(Now);
            Assert.Contains(PasskeyService.NotAccepted, refused, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync(Urls.Profile, Now)).StatusCode);
    }

    [Fact]
    public async Task Questions_about_passkeys_take_a_form_of_ours()
    {
        var browser = await house.SignedInAsync("omar");

        foreach (var address in new[] { Urls.PasskeyRequest, Urls.PasskeyCreation })
        {
            using var forged = new FormUrlEncodedContent([new("Input.Password", PeopleOffice.PasswordOf("omar"))]);
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(address, forged, Now)).StatusCode);
        }

        using var unsigned = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.Found, (await house.Browser().PostAsync(Urls.PasskeyCreation, unsigned, Now)).StatusCode);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static string Local(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var location = answer.Headers.Location!;
        return location.IsAbsoluteUri ? location.PathAndQuery : location.OriginalString;
    }

    /// <summary>Only with the house's own keys can the house read the app's.</summary>
    private async Task<IReadOnlyList<string>> SwitchOnAsync(string userName)
    {
        var factors = (SecondFactorService)house.Services.GetService(typeof(SecondFactorService))!;
        var person = await office.ActorAsync(userName);
        await factors.OfferAsync(new PasswordAgain { Password = PeopleOffice.PasswordOf(userName) }, person, Now);
        var app = new AuthenticatorApp((await factors.GetAsync(person, Now)).Offer!.Key);
        return await factors.ConfirmAsync(new CodeInput { Code = app.CodeAt(office.Clock.Now) }, person, Now);
    }
}
