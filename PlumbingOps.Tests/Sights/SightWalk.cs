using Microsoft.Playwright;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Sights;

/// <summary>
/// Goes through sights one by one, and at each looks on a desktop in light and in dark, on a phone, and on paper: everybody can use it, and nothing scrolls sideways.
/// With PLUMBINGOPS_SCREENSHOTS=folder each look leaves a picture there; PLUMBINGOPS_SIGHTS=words leaves out sights named otherwise (./screenshots sets both).
/// </summary>
public abstract class SightWalk(RunningHouse house) : BrowserTest(house)
{
    private static readonly string? Album = Environment.GetEnvironmentVariable("PLUMBINGOPS_SCREENSHOTS");
    private static readonly string[] Only = (Environment.GetEnvironmentVariable("PLUMBINGOPS_SIGHTS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What is below the fold belongs to a picture too, up to this many screens.</summary>
    private const double TallestPicture = 2.4;

    /// <summary>A letter sheet without its margins, at 96 dots per inch.</summary>
    private static readonly Screen Paper = new("print", 724, 950, ColorScheme.Dark);

    private readonly Dictionary<string, IPage> pages = [];

    protected async Task WalkAsync(IReadOnlyList<Sight> sights)
    {
        var barriers = new List<string>();
        foreach (var sight in sights.Where(sight => Only.Length == 0 || Only.Any(word => sight.Name.Contains(word, StringComparison.OrdinalIgnoreCase))))
        {
            try
            {
                var page = await PageOfAsync(sight.Person);
                await page.ShowOnAsync(Screen.Desktop);
                await sight.ReachAsync(page, House);
                barriers.AddRange((await LookAsync(page, sight.Name)).Select(barrier => $"{sight.Name}, {barrier}"));
            }
            catch (Exception e) when (e is PlaywrightException or TimeoutException)
            {
                barriers.Add($"{sight.Name} was not reached: {e.Message}");
            }
        }

        Assert.True(barriers.Count == 0, string.Join('\n', barriers));
    }

    private async Task<IPage> PageOfAsync(string? person)
    {
        if (!pages.TryGetValue(person ?? "", out var page))
        {
            page = pages[person ?? ""] = await (person is null ? OpenAsync() : SignInAsync(person));
        }

        return page;
    }

    private static async Task<List<string>> LookAsync(IPage page, string name)
    {
        var found = new List<string>();
        // A phone in the dark has the layout of a phone and the colours of a desktop in the dark: it is looked at by people alone.
        foreach (var screen in Screen.All.Where(screen => Album is not null || screen != Screen.PhoneDark))
        {
            await page.ShowOnAsync(screen);
            // Dark changes colours, and nothing else.
            found.AddRange((await page.FindBarriersAsync(onlyColors: screen.Scheme == ColorScheme.Dark)).Select(barrier => $"{screen.Name}: {barrier}"));
            if (await page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth > document.documentElement.clientWidth"))
            {
                found.Add($"{screen.Name}: the page scrolls sideways");
            }

            if (Album is not null)
            {
                await TakePictureAsync(page, screen, Path.Combine(Album, $"{name}-{screen.Name}.png"));
            }
        }

        found.AddRange(await LookAtPaperAsync(page, name));
        return found;
    }

    /// <summary>What a printer gets from somebody who works in the dark: black on white, as wide as a sheet, and nothing to press.</summary>
    private static async Task<List<string>> LookAtPaperAsync(IPage page, string name)
    {
        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print, ColorScheme = ColorScheme.Dark });
        await page.SetViewportSizeAsync(Paper.Width, Paper.Height);
        var found = await page.EvaluateAsync<string[]>("""
            () => [
              document.scrollingElement.scrollWidth > document.documentElement.clientWidth ? 'is wider than a sheet' : '',
              getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)' ? '' : 'is not white',
              ...[...document.querySelectorAll('main .btn')].filter(button => button.checkVisibility()).map(button => `shows the button ${button.textContent.trim()}`),
            ].filter(Boolean)
            """);
        if (Album is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Album, $"{name}-{Paper.Name}.png"), FullPage = true, Clip = new() { Width = Paper.Width, Height = Paper.Height * (float)TallestPicture } });
        }

        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Screen });
        return [.. found.Select(trouble => $"{Paper.Name}: {trouble}")];
    }

    private static async Task TakePictureAsync(IPage page, Screen screen, string path)
    {
        var content = await page.EvaluateAsync<int>("() => document.querySelector('dialog[open]') ? 0 : document.scrollingElement.scrollHeight");
        var height = Math.Clamp(content, screen.Height, (int)(screen.Height * TallestPicture));
        await page.ShowOnAsync(screen with { Height = height });
        await page.ReadyAsync();
        await page.ScreenshotAsync(new() { Path = path });
    }
}
