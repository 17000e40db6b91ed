using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Imports;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Imports;

/// <summary>The pages, pressed as a person presses them, over the real services.</summary>
public sealed class ImportPageTests(ImportOffice office) : BunitContext, IClassFixture<ImportOffice>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task A_dropped_calendar_opens_its_review_and_a_picture_is_refused_in_words()
    {
        await StartAsync(office.Ana);
        var page = Render<ImportsPage>();
        page.WaitForAssertion(() => Assert.Contains("Choose the company first", page.Markup, StringComparison.Ordinal));
        page.FindAll(".segments button")[0].Click();

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 0], "calendar.csv"));
        page.WaitForAssertion(() => Assert.Contains("picture", page.Find(".import-upload .banner").TextContent, StringComparison.Ordinal), Patience);

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(ImportOffice.Calendar("FIR GROVE"), "calendar.csv"));
        page.WaitForAssertion(() => Assert.StartsWith(Address.BaseUri + "imports/", Address.Uri, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task The_counts_add_up_an_answer_settles_its_rows_and_the_commit_shows_what_it_made()
    {
        await StartAsync(office.Ana);
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("HAZEL POINT", ("HERON LANDNG", "TRIM", 61)));
        var page = Render<ImportPage>(p => p.Add(x => x.Id, batch));
        page.WaitForAssertion(() => Assert.Contains("unsure", page.Markup, StringComparison.Ordinal), Patience);
        var numbers = page.FindAll(".import-counts strong").Select(n => int.Parse(n.TextContent, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(numbers[0], numbers.Skip(1).Sum());

        page.FindAll(".import-questions button").First(b => b.TextContent == "HERON LANDING").Click();
        page.WaitForAssertion(() => Assert.Contains("“HERON LANDNG” is HERON LANDING", page.Markup, StringComparison.Ordinal), Patience);

        page.FindAll("button.primary").First(b => b.TextContent.StartsWith("Import ", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Contains("What the import made", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Contains("18 jobs", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_office_sees_the_review_without_the_buttons_that_import_or_undo()
    {
        await StartAsync(office.Omar);
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("IRON CREEK"));
        var page = Render<ImportPage>(p => p.Add(x => x.Id, batch));
        page.WaitForAssertion(() => Assert.Contains("by an administrator", page.Markup, StringComparison.Ordinal), Patience);
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.StartsWith("Import ", StringComparison.Ordinal) || b.TextContent.Contains("Undo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_import_says_so()
    {
        await StartAsync(office.Ana);
        var page = Render<ImportPage>(p => p.Add(x => x.Id, Guid.CreateVersion7()));
        page.WaitForAssertion(() => Assert.Contains("This import was not found", page.Markup, StringComparison.Ordinal), Patience);
    }

    /// <summary>Before the first render.</summary>
    private async Task StartAsync(Actor person)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(office.Clock);
        foreach (var service in new object[] { office.Get<TenantDirectory>(), office.Get<LiveUpdates>(), office.Lists, office.Uploads, office.Review, office.Commits, office.Undo })
        {
            Services.AddSingleton(service.GetType(), service);
        }

        Services.AddShellParts();
        Services.AddScoped<ListTenants>(_ => async (actor, cancellationToken) => [.. (await office.Get<TenantDirectory>().ListAsync(cancellationToken)).Where(t => actor.MaySee(t.Id))]);
        Services.AddScoped<AuthenticationStateProvider>(_ => new PersonBehindThePage(person));
        await Services.GetRequiredService<TenantChoice>().StartAsync(person, null);
    }
}
