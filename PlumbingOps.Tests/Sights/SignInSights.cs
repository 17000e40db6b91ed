using Microsoft.Playwright;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;
using static PlumbingOps.Tests.Support.RunningHouse;

namespace PlumbingOps.Tests.Sights;

/// <summary>The way in: the authenticator app from setting it up to being asked for its code, in this order, and an account that is locked.</summary>
public sealed class SignInSights(HouseOfOurOwn own) : SightWalk(own.House), IClassFixture<HouseOfOurOwn>
{
    private const int TriesBeforeLocking = 5;

    internal static readonly IReadOnlyList<Sight> All =
    [
        Sight.At("app-scan", Urls.OwnSecondFactor, Mia, steps: ScanAsync),
        Sight.At("app-recovery-codes", Urls.OwnSecondFactor, Mia, steps: SwitchOnAsync),
        Sight.At("app-on", Urls.OwnSecondFactor, Mia),
        Sight.At("profile-with-app", Urls.Profile, Mia),
        Sight.At("code", Urls.SecondFactor, null, Urls.SignIn, AskForCodeAsync),
        Sight.At("code-refused", Urls.SecondFactor, null, Urls.SignIn, async page =>
        {
            await AskForCodeAsync(page);
            await page.GetByLabel("Code", new() { Exact = true }).FillAsync("000000");
            await page.Button("Sign in").ClickAsync();
            await Expect(page.GetByText("The code is wrong.")).ToBeVisibleAsync();
        }),
        Sight.At("code-recovery", Urls.SecondFactor, null, Urls.SignIn, async page =>
        {
            await AskForCodeAsync(page);
            await page.GetByText("No phone at hand?").ClickAsync();
            await Expect(page.GetByLabel("Recovery code")).ToBeVisibleAsync();
        }),
        Sight.At("sign-in-locked", Urls.SignIn, null, steps: async page =>
        {
            for (var tries = 0; tries < TriesBeforeLocking; tries++)
            {
                await page.SignInAsync(Theo, $"wrong password {tries}");
                await Expect(page.Locator(".banner.hue-bad")).ToBeVisibleAsync();
                await page.VisitAsync(Urls.SignIn);
            }

            await page.SignInAsync(Theo, PasswordOf(Theo));
            await Expect(page.Locator(".banner.hue-bad")).ToContainTextAsync("locked");
        }),
        Sight.At("signed-out", Urls.SignIn, null, $"{Urls.SignIn}?left=true"),
    ];

    [Fact]
    public Task Everybody_can_use_the_way_in() => WalkAsync(All);

    /// <summary>As far as the key that the app scans.</summary>
    private static async Task ScanAsync(IPage page)
    {
        if (await page.Locator(".app-key").CountAsync() > 0)
        {
            return;
        }

        await page.GetByLabel("Current password").FillAsync(PasswordOf(Mia));
        await page.Button("Set up").ClickAsync();
        await Expect(page.Locator(".app-key")).ToHaveCountAsync(1);
    }

    /// <summary>As far as the recovery codes, which are shown once.</summary>
    private static async Task SwitchOnAsync(IPage page)
    {
        await ScanAsync(page);
        var app = new AuthenticatorApp(await page.Locator(".app-key").TextContentAsync() ?? "");
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync(app.CodeAt(TimeProvider.System.GetUtcNow()));
        await page.Button("Switch on").ClickAsync();
        await Expect(page.GetByLabel("Recovery codes")).ToBeVisibleAsync();
    }

    private static async Task AskForCodeAsync(IPage page)
    {
        await page.SignInAsync(Mia, PasswordOf(Mia));
        await Expect(page.Heading("One more step")).ToBeVisibleAsync();
    }
}
