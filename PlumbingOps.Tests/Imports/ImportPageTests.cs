using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Web.Features.Imports;

namespace PlumbingOps.Tests.Imports;

/// <summary>The pages, pressed as a person presses them, over the real services.</summary>
public sealed class ImportPageTests(ImportOffice office) : ImportPages(office), IClassFixture<ImportOffice>
{
    private NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task A_dropped_calendar_opens_its_review_and_a_picture_is_refused_in_words()
    {
        await StartAsync(Office.Ana);
        var page = Render<ImportsPage>();
        page.WaitForAssertion(() => Assert.Contains("Choose the company first", page.Markup, StringComparison.Ordinal));
        await page.ClickAsync(".segments button", 0);

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 0], "calendar.csv"));
        page.WaitForAssertion(() => Assert.Contains("picture", page.Find(".import-upload .banner").TextContent, StringComparison.Ordinal), Patience);

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(ImportOffice.Calendar("FIR GROVE"), "calendar.csv"));
        page.WaitForAssertion(() => Assert.StartsWith(Address.BaseUri + "imports/", Address.Uri, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task The_counts_add_up_an_answer_settles_its_rows_and_the_commit_shows_what_it_made()
    {
        await StartAsync(Office.Ana);
        var batch = await Office.UploadTextAsync(ImportOffice.Calendar("HAZEL POINT", ("HERON LANDNG", "TRIM", 61)));
        var page = Render<ImportPage>(p => p.Add(x => x.Id, batch));
        page.WaitForAssertion(() => Assert.Contains("unsure", page.Markup, StringComparison.Ordinal), Patience);
        var numbers = page.FindAll(".import-counts strong").Select(n => int.Parse(n.TextContent, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(numbers[0], numbers.Skip(1).Sum());

        await page.ClickFirstAsync(".import-questions button", b => b.TextContent == "HERON LANDING");
        page.WaitForAssertion(() => Assert.Contains("“HERON LANDNG” is HERON LANDING", page.Markup, StringComparison.Ordinal), Patience);

        await page.ClickFirstAsync("button.primary", b => b.TextContent.StartsWith("Import ", StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("What the import made", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Contains("18 jobs", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_office_sees_the_review_without_the_buttons_that_import_or_undo()
    {
        await StartAsync(Office.Omar);
        var batch = await Office.UploadTextAsync(ImportOffice.Calendar("IRON CREEK"));
        var page = Render<ImportPage>(p => p.Add(x => x.Id, batch));
        page.WaitForAssertion(() => Assert.Contains("by an administrator", page.Markup, StringComparison.Ordinal), Patience);
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.StartsWith("Import ", StringComparison.Ordinal) || b.TextContent.Contains("Undo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_import_says_so()
    {
        await StartAsync(Office.Ana);
        var page = Render<ImportPage>(p => p.Add(x => x.Id, Guid.CreateVersion7()));
        page.WaitForAssertion(() => Assert.Contains("This import was not found", page.Markup, StringComparison.Ordinal), Patience);
    }
}
