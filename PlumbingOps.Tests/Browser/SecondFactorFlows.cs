using Microsoft.Playwright;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

public sealed class SecondFactorFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    private const string NoOfferByItself = "if (window.PublicKeyCredential) { PublicKeyCredential.isConditionalMediationAvailable = async () => false; }";

    [Fact]
    public async Task A_person_sets_up_the_app_signs_in_with_its_code_and_an_administrator_resets_it()
    {
        var vera = await SignInAsync(RunningHouse.Vera);
        await vera.VisitAsync(Urls.Profile);
        await vera.GetByRole(AriaRole.Link, new() { Name = "Authenticator app Off" }).ClickAsync();
        await vera.GetByLabel("Current password").FillAsync(RunningHouse.PasswordOf(RunningHouse.Vera));
        await vera.Button("Set up").ClickAsync();
        await Expect(vera.GetByRole(AriaRole.Img, new() { Name = "QR code for the authenticator app" })).ToBeVisibleAsync();
        await vera.GetByText("Type it in instead").ClickAsync();
        var app = new AuthenticatorApp(await vera.Locator(".app-key").InnerTextAsync());
        await vera.GetByLabel("Code", new() { Exact = true }).FillAsync(app.CodeAt(TimeProvider.System.GetUtcNow()));
        await vera.Button("Switch on").ClickAsync();
        var codes = (await vera.GetByLabel("Recovery codes").InputValueAsync()).Split('\n');
        Assert.Equal(10, codes.Length);
        await vera.GetByRole(AriaRole.Link, new() { Name = "I have kept them" }).ClickAsync();
        await Expect(vera.GetByText("10 recovery codes are left.")).ToBeVisibleAsync();

        var elsewhere = await OpenAsync();
        await elsewhere.GotoAsync(Urls.Builders);
        await elsewhere.SignInAsync(RunningHouse.Vera, RunningHouse.PasswordOf(RunningHouse.Vera));
        await elsewhere.GetByLabel("Code", new() { Exact = true }).FillAsync("000000");
        await elsewhere.Button("Sign in").ClickAsync();
        await Expect(elsewhere.GetByText("The code is wrong.")).ToBeVisibleAsync();
        await elsewhere.GetByLabel("Code", new() { Exact = true }).FillAsync(app.CodeAt(TimeProvider.System.GetUtcNow().AddSeconds(30)));
        await elsewhere.Button("Sign in").ClickAsync();
        await Expect(elsewhere.Heading("Builders")).ToBeVisibleAsync();

        var ana = await SignInAsync(RunningHouse.Ana);
        await ana.VisitAsync($"{Urls.Users}?q=vera");
        await Expect(ana.GetByRole(AriaRole.Row, new() { Name = "Vera Vale" })).ToContainTextAsync("App");
        await ana.GetByRole(AriaRole.Link, new() { Name = "Vera Vale" }).ClickAsync();
        await Expect(ana.Heading("Vera Vale")).ToBeVisibleAsync();
        await ana.ChooseAsync("Reset second factor");
        await ana.GetByRole(AriaRole.Alertdialog).Button("Reset").ClickAsync();

        await Expect(elsewhere.Heading("Sign in")).ToBeVisibleAsync();
        await elsewhere.SignInAsync(RunningHouse.Vera, RunningHouse.PasswordOf(RunningHouse.Vera));
        await Expect(elsewhere.Heading("Builders")).ToBeVisibleAsync();
        await Expect(ana.GetByText("Reset the second factor of Vera Vale")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_passkey_is_added_signs_in_at_a_click_and_is_removed()
    {
        var omar = await OpenAsync();
        await omar.AddInitScriptAsync(NoOfferByItself);
        await AddPasskeyAsync(omar, RunningHouse.Omar, "Office laptop");
        await Expect(omar.GetByText("Not used yet")).ToBeVisibleAsync();

        await omar.Context.ClearCookiesAsync();
        await omar.GotoAsync(Urls.Builders);
        await Expect(omar.Heading("Sign in")).ToBeVisibleAsync();
        await omar.Button("Sign in with a passkey").ClickAsync();
        await Expect(omar.Heading("Builders")).ToBeVisibleAsync();

        await omar.VisitAsync(Urls.Passkeys);
        await Expect(omar.GetByText("Last used")).ToBeVisibleAsync();
        await omar.Button("Remove Office laptop").ClickAsync();
        await Expect(omar.GetByText("You have none yet.")).ToBeVisibleAsync();
        await omar.Context.ClearCookiesAsync();
        await omar.GotoAsync(Urls.SignIn);
        await omar.Button("Sign in with a passkey").ClickAsync();
        await Expect(omar.GetByText("This passkey was not accepted.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_browser_offers_the_passkey_by_itself()
    {
        var mia = await OpenAsync();
        await AddPasskeyAsync(mia, RunningHouse.Mia, "Phone");

        await mia.Context.ClearCookiesAsync();
        await mia.GotoAsync(Urls.Builders);

        await Expect(mia.Heading("Builders")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_password_adds_no_passkey_and_the_device_is_not_asked()
    {
        var theo = await OpenAsync();
        await DeviceAsync(theo);
        await theo.GotoAsync(Urls.Passkeys);
        await theo.SignInAsync(RunningHouse.Theo, RunningHouse.PasswordOf(RunningHouse.Theo));

        await theo.GetByLabel("Name").FillAsync("Phone");
        await theo.GetByLabel("Current password").FillAsync("not the password");
        await theo.Button("Add passkey").ClickAsync();

        await Expect(theo.GetByText("The current password is wrong.")).ToBeVisibleAsync();
        Assert.Equal("Phone", await theo.GetByLabel("Name").InputValueAsync());
        await Expect(theo.GetByText("You have none yet.")).ToBeVisibleAsync();
    }

    private static async Task AddPasskeyAsync(IPage page, string person, string name)
    {
        await DeviceAsync(page);
        await page.GotoAsync(Urls.Passkeys);
        await page.SignInAsync(person, RunningHouse.PasswordOf(person));
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Current password").FillAsync(RunningHouse.PasswordOf(person));
        await page.Button("Add passkey").ClickAsync();
        await Expect(page.GetByText("The passkey is added.")).ToBeVisibleAsync();
        await Expect(page.GetByText(name, new() { Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>A device that asks for a finger, and gets it.</summary>
    private static async Task DeviceAsync(IPage page)
    {
        var chromium = await page.Context.NewCDPSessionAsync(page);
        await chromium.SendAsync("WebAuthn.enable");
        await chromium.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
