using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Support;

/// <summary>
/// A test with real clicks and keys. Each visitor has a browser context of their own. A script error, a request to another host, or an error the house
/// logged fails a test that would otherwise pass; a test that fails leaves a picture of every open page in artifacts/failures.
/// </summary>
public abstract class BrowserTest : IAsyncLifetime
{
    private readonly List<IPage> pages = [];
    private readonly ConcurrentQueue<string> mishaps = new();

    protected BrowserTest(RunningHouse house) => House = house;

    protected RunningHouse House { get; }

    /// <summary>Where else a page may lead: the simulator's consent pages.</summary>
    protected virtual Uri? OtherHost => null;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        foreach (var (page, number) in pages.Select((page, index) => (page, index + 1)))
        {
            if (failed)
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Folder("failures"), $"{TestContext.Current.TestMethod!.MethodName}-{number}.png") });
            }

            await page.Context.CloseAsync();
        }

        while (House.Errors.TryDequeue(out var error))
        {
            mishaps.Enqueue(error);
        }

        if (failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join("\n", mishaps));
        }
        else
        {
            Assert.True(mishaps.IsEmpty, string.Join("\n", mishaps));
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A page of somebody who is not signed in.</summary>
    protected Task<IPage> OpenAsync(Screen? screen = null) => OpenAsync(screen ?? Screen.Desktop, session: null);

    /// <summary>A page of somebody of the cast, in a browser of their own.</summary>
    protected async Task<IPage> SignInAsync(string person, Screen? screen = null)
    {
        if (House.SessionOf(person) is { } session)
        {
            return await OpenAsync(screen ?? Screen.Desktop, session);
        }

        var page = await OpenAsync(screen);
        await page.GotoAsync("/account/sign-in");
        await page.SignInAsync(person, RunningHouse.PasswordOf(person));
        await page.ReadyAsync();
        House.Remember(person, await page.Context.StorageStateAsync());
        return page;
    }

    /// <summary>Errors a test provokes on purpose.</summary>
    protected void Forgive() => mishaps.Clear();

    private async Task<IPage> OpenAsync(Screen screen, string? session)
    {
        var browser = await Chromium.RunningAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = House.Address.ToString(),
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.Scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-US",
            // Not the tenants' zone: times on screen must not depend on where the browser is.
            TimezoneId = "America/New_York",
            StorageState = session,
        });
        context.SetDefaultTimeout(Chromium.PatienceMilliseconds);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => mishaps.Enqueue($"Script error: {error}");
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && !request.Url.StartsWith(House.Address.ToString(), StringComparison.Ordinal)
                && !(OtherHost is { } other && request.Url.StartsWith(other.ToString(), StringComparison.Ordinal)))
            {
                mishaps.Enqueue($"Request to another host: {request.Url}");
            }
        };
        pages.Add(page);
        return page;
    }
}

/// <summary>What a person does on any page.</summary>
public static class PageSteps
{
    /// <summary>Only a circuit renders the heading (or a plain request the sign-in pages'), and what it shows is loaded.</summary>
    public static Task ReadyAsync(this IPage page) => page.WaitForFunctionAsync(
        "() => document.querySelector('main h1')?.checkVisibility() && !document.querySelector('main [aria-busy=true], main .skeleton')");

    /// <summary>Waits until the address is that: * stands for anything but a slash, ** for anything.</summary>
    public static Task ArrivesAtAsync(this IPage page, string address) => Expect(page).ToHaveURLAsync(
        new Regex(Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$"));

    /// <summary>Types an address.</summary>
    public static async Task VisitAsync(this IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.ReadyAsync();
    }

    /// <summary>The same page on another screen, once it is drawn there.</summary>
    public static async Task ShowOnAsync(this IPage page, Screen screen)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = screen.Scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.SetViewportSizeAsync(screen.Width, screen.Height);
        await page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
    }

    /// <summary>A letter shortcut, and what it opens.</summary>
    public static async Task PressAndSeeAsync(this IPage page, string key, string selector)
    {
        await page.Keyboard.PressAsync(key);
        await Expect(page.Locator(selector).First).ToBeVisibleAsync();
    }

    public static async Task SignInAsync(this IPage page, string name, string password)
    {
        await page.GetByLabel("User name or e-mail").FillAsync(name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.Button("Sign in").ClickAsync();
    }

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Button(this ILocator part, string name) => part.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator OpenDialog(this IPage page) => page.GetByRole(AriaRole.Dialog);

    public static ILocator Heading(this IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    /// <summary>The bell in the header, with what it lists.</summary>
    public static async Task OpenBellAsync(this IPage page)
    {
        await page.Locator(".bell > summary").ClickAsync();
        await Expect(page.Locator(".bell .note-line, .bell .bell-none").First).ToBeVisibleAsync();
    }

    /// <summary>An entry of the page's overflow menu.</summary>
    public static async Task ChooseAsync(this IPage page, string verb)
    {
        await page.Locator("summary[aria-label='More actions']").ClickAsync();
        await page.Locator("details[open]").GetByText(verb, new() { Exact = true }).ClickAsync();
    }
}
