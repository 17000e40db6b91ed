using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Imports;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;
using static PlumbingOps.Tests.Support.RunningHouse;

namespace PlumbingOps.Tests.Sights;

/// <summary>What an office sees on its first day: nothing yet, then its calendar comes in, then two people write at once.</summary>
public sealed class OfficeSights(HouseOfOurOwn own) : SightWalk(own.House), IClassFixture<HouseOfOurOwn>
{
    private const float WholeCalendarMilliseconds = 60_000;

    internal static readonly IReadOnlyList<Sight> All =
    [
        Sight.At("home-empty", Urls.Home, Ana),
        Sight.At("tasks-empty", Urls.Tasks, Ana),
        Sight.At("jobs-empty", Urls.Jobs, Ana),
        Sight.At("calls-empty", Urls.ServiceCalls, Ana),
        Sight.At("customers-empty", Urls.Customers, Ana),
        Sight.At("builders-empty", Urls.Builders, Ana),
        Sight.At("lots-empty", Urls.Lots, Ana),
        Sight.At("portals-empty", Urls.Portals, Ana),
        Sight.At("portal-rules-empty", Urls.PortalRules, Ana),
        Sight.At("warranties-empty", Urls.Warranties, Ana),
        Sight.At("imports-empty", Urls.Imports, Ana),
        Sight.At("import-refused", Urls.Imports, Ana, steps: async page =>
        {
            await ChooseFileAsync(page, new FilePayload { Name = "letter.csv", MimeType = "text/csv", Buffer = "Dear office,\nsee you.\n"u8.ToArray() });
            await Expect(page.GetByText("letter.csv was not taken.")).ToBeVisibleAsync();
        }),
        Sight.At("import", Urls.ImportRoute, Ana, Urls.Imports, async page =>
        {
            await ChooseFileAsync(page, new FilePayload { Name = "construction-calendar.csv", MimeType = "text/csv", Buffer = await File.ReadAllBytesAsync(Sample.PathOf("construction-calendar.csv")) });
            await Expect(page.Heading("construction-calendar.csv")).ToBeVisibleAsync(new() { Timeout = WholeCalendarMilliseconds });
            await page.ReadyAsync();
        }),
        Sight.OfFirst("import-review", Urls.ImportRoute, Ana, Urls.Imports, page => NarrowAsync(page, "outcome=Review")),
        Sight.OfFirst("import-row", Urls.ImportRoute, Ana, Urls.Imports, async page =>
        {
            await NarrowAsync(page, "outcome=Review");
            await page.Locator(".import-rows tbody .row-link").First.ClickAsync();
            await Expect(page.Locator(".side-panel dl").First).ToBeVisibleAsync();
        }),
        Sight.OfFirst("import-correct", Urls.ImportRoute, Ana, Urls.Imports, async page =>
        {
            await NarrowAsync(page, "outcome=Review");
            await page.Locator(".import-rows tbody .row-link").First.FocusAsync();
            await page.PressAndSeeAsync("e", "dialog[open]");
        }),
        Sight.OfFirst("import-done", Urls.ImportRoute, Ana, Urls.Imports, async page =>
        {
            await page.Locator(".record-verbs .btn.primary").ClickAsync();
            await Expect(page.Heading("What the import made")).ToBeVisibleAsync(new() { Timeout = WholeCalendarMilliseconds });
            await page.ReadyAsync();
        }),
        Sight.OfFirst("import-undo", Urls.ImportRoute, Ana, Urls.Imports, async page =>
        {
            await page.ChooseAsync("Undo this import…");
            await Expect(page.Button("Undo the import")).ToBeVisibleAsync();
        }),
        Sight.At("imports", Urls.Imports, Ana),
        Sight.OfFirst("import-change", Urls.History, Ana, $"{Urls.History}?source=Import"),
        new("job-conflict", Urls.JobRoute, Ana, ShowConflictAsync),
        Sight.At("user-link", Urls.Users, Ana, steps: async page =>
        {
            await page.PressAndSeeAsync("n", "dialog[open]");
            var dialog = page.OpenDialog();
            await dialog.GetByLabel("Full name").FillAsync("Otto Orr");
            await dialog.GetByLabel("User name").FillAsync("otto");
            await dialog.GetByLabel("E-mail").FillAsync("otto@example.com");
            await dialog.GetByLabel("Role").SelectOptionAsync(Roles.Office);
            await dialog.Button("Create user").ClickAsync();
            await Expect(page.GetByLabel("Password link", new() { Exact = true })).ToBeVisibleAsync();
        }),
        new("password", Urls.Password, null, async (page, house) =>
        {
            await using var db = await house.DbAsync();
            var vera = await db.Users.SingleAsync(user => user.UserName == Vera);
            await page.VisitAsync(Urls.PasswordWith(await house.Get<UserService>().CreatePasswordLinkAsync(vera.Id, SetUp)));
        }),
        Sight.At("password-used", Urls.Password, null, Urls.PasswordWith("used")),
    ];

    [Fact]
    public Task Everybody_can_use_every_page_of_a_first_day() => WalkAsync(All);

    private static async Task ChooseFileAsync(IPage page, FilePayload file)
    {
        await page.Locator(".import-choice").Button("All County Plumbing").ClickAsync();
        await Expect(page.Locator("input[type=file]")).ToBeEnabledAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(file);
    }

    private static Task NarrowAsync(IPage page, string query) => page.VisitAsync($"{new Uri(page.Url).AbsolutePath}?{query}");

    private static async Task ShowConflictAsync(IPage page, RunningHouse house)
    {
        var jobs = house.Get<JobService>();
        var seen = new JobInput { StartDate = new DateOnly(2031, 3, 3), EndDate = new DateOnly(2031, 3, 5), Notes = "Key at the office" };
        var job = await house.AddJobAsync((await house.AddLotAsync("22")).Id, JobPhase.TopOut, seen);
        await page.VisitAsync(Urls.Job(job));
        await page.PressAndSeeAsync("e", ".entry-form");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Notes" }).FillAsync("Dog in the yard, call first");
        await jobs.SaveAsync(job, seen, new JobInput { StartDate = seen.StartDate, EndDate = seen.EndDate, Notes = "Key under the mat" }, SetUp);
        await page.Button("Save").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Notes was changed by someone else" })).ToBeVisibleAsync();
    }
}
