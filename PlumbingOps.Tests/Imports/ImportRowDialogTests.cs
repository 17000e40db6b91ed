using AngleSharp.Dom;
using Bunit;
using PlumbingOps.Data.Imports;
using PlumbingOps.Web.Features.Imports;

namespace PlumbingOps.Tests.Imports;

/// <summary>One row of a calendar put right by hand, in the dialog of its page.</summary>
public sealed class ImportRowDialogTests(ImportOffice office) : ImportPages(office), IClassFixture<ImportOffice>
{
    private const int DoubtfulLot = 61;

    [Fact]
    public async Task A_builder_the_books_know_is_found_by_typing_and_chosen()
    {
        await StartAsync(Office.Ana);
        await Office.Commits.CommitAsync(await Office.UploadTextAsync(ImportOffice.Calendar("MAPLE HOMES")), Office.Ana, null, Now);
        var (page, batch) = await CorrectAsync("TAMARACK");

        Choose(page, "Builder", "maple", "MAPLE HOMES");
        Save(page);

        await SavedAsync(page, batch, row => Assert.Equal("MAPLE HOMES", row.Proposal.Builder));
    }

    [Fact]
    public async Task A_builder_and_a_community_nobody_has_yet_are_made_on_the_way()
    {
        await StartAsync(Office.Ana);
        var (page, batch) = await CorrectAsync("NUTWOOD");

        Create(page, "Builder", "Nutwood & Sons");
        Create(page, "Community", "Osprey Nest");
        Save(page);

        await SavedAsync(page, batch, row => Assert.Equal(("Nutwood & Sons", "Osprey Nest"), (row.Proposal.Builder, row.Proposal.Community)));
    }

    [Fact]
    public async Task What_a_spelling_always_means_is_remembered_when_the_person_says_so()
    {
        await StartAsync(Office.Ana);
        var (page, batch) = await CorrectAsync("OAK HILL");

        Choose(page, "Community", "quarry", "QUARRY BEND");
        var always = page.Find("dialog label.check");
        Assert.Contains("“HERON LANDNG” always means QUARRY BEND", always.TextContent, StringComparison.Ordinal);
        await page.ChangeAsync("dialog label.check input", 0, true);
        Save(page);

        await SavedAsync(page, batch, row => Assert.Equal("QUARRY BEND", row.Proposal.Community));
        Assert.Contains((await Office.GetAsync(batch)).Answers, a => (a.Written, a.Meaning) == ("HERON LANDNG", "QUARRY BEND"));
    }

    [Fact]
    public async Task Days_the_wrong_way_round_are_refused_at_their_field_and_what_was_typed_stays()
    {
        await StartAsync(Office.Ana);
        var (page, _) = await CorrectAsync("PINE BROOK");

        Create(page, "Builder", "Pine & Daughters");
        await Box(page, "Last day").ChangeAsync("2025-01-02");
        Save(page);

        page.WaitForAssertion(() => Assert.Equal("The last day is before the first.", ErrorAt(page, "Last day")), Patience);
        Assert.Equal(("Pine & Daughters", "2025-01-02"), (Box(page, "Builder").GetAttribute("value"), Box(page, "Last day").GetAttribute("value")));
    }

    [Fact]
    public async Task A_file_somebody_set_aside_meanwhile_is_said_in_the_dialog_and_what_was_typed_stays()
    {
        await StartAsync(Office.Ana);
        var (page, batch) = await CorrectAsync("QUINCE");

        Create(page, "Builder", "Quince Brothers");
        await Office.Review.DiscardAsync(batch, Office.Omar, Now);
        Save(page);

        page.WaitForAssertion(() => Assert.Contains("This file was set aside.", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("Quince Brothers", Box(page, "Builder").GetAttribute("value"));
    }

    [Fact]
    public async Task A_lot_number_too_long_is_refused_at_its_field_and_saved_once_it_is_shorter()
    {
        await StartAsync(Office.Ana);
        var (page, batch) = await CorrectAsync("ROWAN");

        await Box(page, "Lots").ChangeAsync(new string('7', 60));
        Save(page);
        page.WaitForAssertion(() => Assert.StartsWith("A lot number has at most", ErrorAt(page, "Lots"), StringComparison.Ordinal), Patience);
        await Box(page, "Lots").ChangeAsync("62, 63");
        Save(page);

        await SavedAsync(page, batch, row => Assert.Equal(["62", "63"], row.Proposal.Lots));
    }

    [Fact]
    public async Task A_community_cleared_in_the_dialog_is_gone_from_the_row()
    {
        await StartAsync(Office.Ana);
        var (page, batch) = await CorrectAsync("SYCAMORE");

        await Box(page, "It is").ChangeAsync(nameof(ImportKind.PunchList));
        await page.Find("dialog .combo-clear[aria-label='Clear Community']").ClickAsync();
        await Box(page, "House or project").ChangeAsync("THE GROVE");
        Save(page);

        await SavedAsync(page, batch, row => Assert.Equal((ImportKind.PunchList, null, "SYCAMORE"), (row.Proposal.Kind, row.Proposal.Community, row.Proposal.Builder)));
    }

    /// <summary>The review of a calendar with one doubtful row, and that row's dialog.</summary>
    private async Task<(IRenderedComponent<ImportPage> Page, Guid Batch)> CorrectAsync(string builder)
    {
        var batch = await Office.UploadTextAsync(ImportOffice.Calendar(builder, ("HERON LANDNG", "TRIM", DoubtfulLot)));
        var page = Render<ImportPage>(p => p.Add(x => x.Id, batch));
        page.WaitForElement($"tbody tr:nth-child({(await DoubtfulAsync(batch)).Number})", Patience);
        // In one go: the page may still be drawing what it loaded.
        await page.InvokeAsync(() =>
            page.FindAll("tbody tr").First(r => r.TextContent.Contains("HERON LANDNG", StringComparison.Ordinal)).QuerySelectorAll("button").First(b => b.TextContent == "Correct").Click());
        page.WaitForElement("dialog form", Patience);
        return (page, batch);
    }

    private async Task SavedAsync(IRenderedComponent<ImportPage> page, Guid batch, Action<ImportRowItem> look)
    {
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("dialog")), Patience);
        var row = await DoubtfulAsync(batch);
        look(row);
        Assert.NotEqual(RowOutcome.Review, row.Outcome);
    }

    private async Task<ImportRowItem> DoubtfulAsync(Guid batch) =>
        (await Office.RowsAsync(batch)).Single(r => r.Proposal.Title.Contains("HERON LANDNG", StringComparison.Ordinal));

    private static void Choose(IRenderedComponent<ImportPage> page, string label, string typed, string name)
    {
        Box(page, label).Change(typed);
        page.WaitForAssertion(() => Assert.Equal(name, Options(page, label).First()), Patience);
        page.Find($"#{Box(page, label).GetAttribute("aria-controls")} [role=option]").Click();
        page.WaitForAssertion(() => Assert.Equal(name, Box(page, label).GetAttribute("value")), Patience);
    }

    private static void Create(IRenderedComponent<ImportPage> page, string label, string name)
    {
        Box(page, label).Change(name);
        page.WaitForElement("dialog .combo-list:not([hidden]) .combo-create", Patience).Click();
        page.WaitForAssertion(() => Assert.Equal(name, Box(page, label).GetAttribute("value")), Patience);
    }

    private static void Save(IRenderedComponent<ImportPage> page) => page.Find("dialog form").Submit();

    private static IElement Box(IRenderedComponent<ImportPage> page, string label) => page.Find($"#{IdOf(page, label)}");

    private static string ErrorAt(IRenderedComponent<ImportPage> page, string label) => page.Find($"#{IdOf(page, label)}-error").TextContent.Trim();

    private static string IdOf(IRenderedComponent<ImportPage> page, string label) =>
        page.FindAll("dialog label.field-label").First(l => l.TextContent.Trim() == label).GetAttribute("for")!;

    private static IEnumerable<string> Options(IRenderedComponent<ImportPage> page, string label) =>
        page.Find($"#{Box(page, label).GetAttribute("aria-controls")}").QuerySelectorAll("[role=option]").Select(o => o.TextContent);

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;
}
