using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PlumbingOps.Tests.Imports;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

public sealed partial class ImportFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    private const float WholeCalendarMilliseconds = 60_000;

    [Fact]
    public async Task A_construction_calendar_is_uploaded_a_doubt_answered_the_work_committed_not_imported_twice_and_undone()
    {
        var page = await SignInAsync(RunningHouse.Ana);
        await UploadAsync(page, "All County Plumbing", "construction-calendar.csv");
        var rows = await CountAsync(page, "rows in the file");
        Assert.True(rows > 1000, $"{rows} rows");

        var doubt = page.Locator(".import-questions > li").Filter(new() { Has = page.Locator("button.primary") }).First;
        var sentence = await doubt.Locator("p").InnerTextAsync();
        await doubt.Locator("button.primary").ClickAsync();
        await Expect(page.GetByText("You said, and it is remembered")).ToBeVisibleAsync(new() { Timeout = WholeCalendarMilliseconds });
        await Expect(page.Locator(".import-questions p", new() { HasTextString = sentence })).ToHaveCountAsync(0);
        Assert.Equal(rows, await SumAsync(page));

        await page.GetByRole(AriaRole.Button, new() { NameRegex = ImportButton() }).ClickAsync();
        await Expect(page.Heading("What the import made")).ToBeVisibleAsync(new() { Timeout = WholeCalendarMilliseconds });
        Assert.Equal(rows, await SumAsync(page));
        var (imported, waiting) = (await CountAsync(page, "imported"), await CountAsync(page, "needs review"));
        var batch = page.Url;

        await page.GetByRole(AriaRole.Link, new() { NameRegex = MadeJobs() }).ClickAsync();
        await Expect(page.GetByText("made by one import")).ToBeVisibleAsync();
        await page.Locator("a.row-link").First.ClickAsync();
        await Expect(page.Heading("Facts")).ToBeVisibleAsync();
        await page.VisitAsync(Urls.Home);
        await page.Locator(".signals a", new() { HasText = "for a decision: construction-calendar.csv" }).ClickAsync();
        await page.ArrivesAtAsync("**outcome=Review**");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = AcceptAll() })).ToBeVisibleAsync();

        await page.VisitAsync(batch);
        await page.GetByText("Communities", new() { Exact = true }).ClickAsync();
        await page.Locator(".import-places a").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Grid)).ToBeVisibleAsync();
        await Expect(page.Locator("[data-face]:not([data-face=''])").First).ToBeVisibleAsync();

        await UploadAsync(page, "All County Plumbing", "construction-calendar.csv");
        // A row that stood there twice is now in the books too.
        Assert.InRange(await CountAsync(page, "unchanged"), imported, rows);
        // What waited for somebody can be clearer now that the books know the names; nothing else is offered again.
        Assert.InRange(await CountAsync(page, "new") + await CountAsync(page, "changed"), 0, waiting);

        await page.VisitAsync(batch);
        await page.ChooseAsync("Undo this import…");
        await page.Button("Undo the import").ClickAsync();
        await Expect(page.GetByText("This import was undone.")).ToBeVisibleAsync(new() { Timeout = WholeCalendarMilliseconds });
        await page.VisitAsync(Urls.Lots);
        await Expect(page.GetByText("No communities yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_service_calendar_becomes_calls_that_can_be_found_and_is_undone()
    {
        var page = await SignInAsync(RunningHouse.Ana);
        await UploadAsync(page, "H2O Plumbers", "service-calendar.ics");
        var rows = await CountAsync(page, "rows in the file");
        Assert.Equal(rows, await SumAsync(page));
        var batch = page.Url;

        await page.GetByRole(AriaRole.Button, new() { NameRegex = ImportButton() }).ClickAsync();
        await Expect(page.Heading("What the import made")).ToBeVisibleAsync(new() { Timeout = WholeCalendarMilliseconds });
        await page.GetByRole(AriaRole.Link, new() { NameRegex = MadeCalls() }).ClickAsync();
        await Expect(page.GetByText("made by one import")).ToBeVisibleAsync();
        await page.Locator("a.row-link").First.ClickAsync();
        await Expect(page.GetByText("H2O").First).ToBeVisibleAsync();
        var call = page.Url;

        await page.VisitAsync(batch);
        await page.ChooseAsync("Undo this import…");
        await page.Button("Undo the import").ClickAsync();
        await Expect(page.GetByText("This import was undone.")).ToBeVisibleAsync(new() { Timeout = WholeCalendarMilliseconds });
        await page.VisitAsync(call);
        await Expect(page.GetByText("not found").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_file_that_is_no_calendar_is_refused_with_a_reason_and_nothing_is_left_of_it()
    {
        var page = await SignInAsync(RunningHouse.Max);
        await page.VisitAsync(Urls.Imports);
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "letter.csv", MimeType = "text/csv", Buffer = "Dear office,\nsee you.\n"u8.ToArray() });
        await Expect(page.GetByText("letter.csv was not taken.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { NameString = "letter.csv" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_doubtful_row_is_corrected_with_a_builder_nobody_has_yet()
    {
        var page = await SignInAsync(RunningHouse.Ana);
        await UploadAsync(page, "All County Plumbing", "construction-calendar.csv");
        await page.VisitAsync($"{page.Url}?outcome=Review");
        var row = page.Locator("tbody tr").First;
        await row.HoverAsync();
        await row.GetByText("Correct", new() { Exact = true }).ClickAsync();

        var dialog = page.OpenDialog();
        await dialog.GetByLabel("It is").SelectOptionAsync("TopOut");
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Builder" }).FillAsync("Nutwood & Sons");
        await dialog.GetByRole(AriaRole.Option, new() { NameString = "New builder “Nutwood & Sons”" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Combobox, new() { Name = "Builder" })).ToHaveValueAsync("Nutwood & Sons");
        await Expect(dialog.Locator(".combo-list:visible")).ToHaveCountAsync(0);
        await dialog.GetByLabel("Last day").FillAsync("2020-01-01");
        await dialog.Button("Save and accept").ClickAsync();
        await Expect(dialog.GetByText("The last day is before the first.")).ToBeVisibleAsync();
        await Expect(dialog.GetByRole(AriaRole.Combobox, new() { Name = "Builder" })).ToHaveValueAsync("Nutwood & Sons");
        await dialog.GetByLabel("Last day").FillAsync(await dialog.GetByLabel("First day").InputValueAsync());
        await dialog.Button("Save and accept").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0, new() { Timeout = WholeCalendarMilliseconds });
    }

    private static async Task UploadAsync(IPage page, string company, string sample)
    {
        await page.VisitAsync(Urls.Imports);
        await page.Locator(".import-choice").Button(company).ClickAsync();
        await Expect(page.Locator("input[type=file]")).ToBeEnabledAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(Sample.PathOf(sample));
        await Expect(page.Heading(sample)).ToBeVisibleAsync(new() { Timeout = WholeCalendarMilliseconds });
        await page.ReadyAsync();
    }

    /// <summary>What stands above the words; 0 when they are not there.</summary>
    private static async Task<int> CountAsync(IPage page, string words)
    {
        var tile = page.Locator(".import-counts a").Filter(new() { Has = page.GetByText(words, new() { Exact = true }) }).Locator("strong");
        return await tile.CountAsync() == 0 ? 0 : Number(await tile.InnerTextAsync());
    }

    private static async Task<int> SumAsync(IPage page) => (await page.Locator(".import-counts a strong").AllInnerTextsAsync()).Skip(1).Sum(Number);

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[\d,]+ jobs?$")]
    private static partial Regex MadeJobs();

    [GeneratedRegex(@"^[\d,]+ service calls?$")]
    private static partial Regex MadeCalls();

    [GeneratedRegex(@"^Accept all [\d,]+$")]
    private static partial Regex AcceptAll();

    [GeneratedRegex(@"^Import [\d,]+ rows?$")]
    private static partial Regex ImportButton();
}
