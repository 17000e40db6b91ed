using Microsoft.Playwright;

namespace PlumbingOps.Bench;

/// <summary>Somebody who is signed in, in a real Chromium.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private const float PatienceMilliseconds = 60_000;

    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage",
    ];

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly IBrowserContext context;

    private Visitor(IPlaywright playwright, IBrowser browser, IBrowserContext context) => (this.playwright, this.browser, this.context) = (playwright, browser, context);

    public static async Task<Visitor> SignInAsync(House house, string person)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("PLUMBINGOPS_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Args = Quiet,
        });
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = house.Address, ViewportSize = new() { Width = 1440, Height = 900 }, Locale = "en-US" });
        context.SetDefaultTimeout(PatienceMilliseconds);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/account/sign-in");
        await page.GetByLabel("User name or e-mail").FillAsync(person);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Office.PasswordOf(person));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));
        await page.CloseAsync();
        return new Visitor(playwright, browser, context);
    }

    /// <summary>A tab that shows what is awaited.</summary>
    public async Task<IPage> OpenAsync(string address, string awaited)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        await page.Locator(awaited).First.WaitForAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
