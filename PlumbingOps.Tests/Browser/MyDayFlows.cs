using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Completion;
using PlumbingOps.Data.ServiceCalls.Photos;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Media;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

/// <summary>A technician in a basement, with a phone.</summary>
public sealed class MyDayFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    private const float BackMilliseconds = 60_000;
    private const string Notes = "Shut-off valve is behind the heater";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_tapped_typed_and_photographed_without_a_connection_waits_is_shown_and_arrives_once()
    {
        var id = await BookAsync("Nora Nolan");
        var theo = await SignInAsync(RunningHouse.Theo, Screen.Phone);
        await theo.VisitAsync(Urls.Home);
        await theo.ArrivesAtAsync("**/my-day");
        var stop = theo.Locator(".stop", new() { HasText = "Nora Nolan" });
        await stop.Button("Start").ClickAsync();
        await stop.GetByText("Finish: 0 of 7 answered").ClickAsync();
        await Expect(theo.GetByRole(AriaRole.Heading, new() { Name = "Nora Nolan" })).ToBeVisibleAsync();
        await theo.ReadyAsync();
        Assert.Empty(await theo.FindBarriersAsync());
        await theo.Locator(".notes").Button("Write").ClickAsync();
        var notes = theo.Locator(".notes textarea");
        await Expect(notes).ToBeVisibleAsync();

        await theo.Context.SetOfflineAsync(true);
        await notes.FillAsync(Notes);
        await Step(theo, CompletionStep.Permit).Button("Yes").ClickAsync();
        await Step(theo, CompletionStep.Parts).Button("Yes").ClickAsync();
        // Thought better of it.
        await Step(theo, CompletionStep.Parts).Button("No").ClickAsync();
        await theo.Locator(".step input[type=file]").SetInputFilesAsync(Photo("sheet.png", 2400));
        await theo.Locator("[data-photo-kind=Work]").First.SetInputFilesAsync(Photo("sink.png", 300));
        await Expect(theo.Locator("#waiting")).ToHaveTextAsync("2 answers, 1 text, 2 photos waiting for the connection. Nothing is lost.");
        await Expect(theo.Locator("photo-queue img")).ToHaveCountAsync(2);

        await theo.Context.SetOfflineAsync(false);
        await Expect(theo.Locator("#waiting")).ToBeHiddenAsync(new() { Timeout = BackMilliseconds });
        await Expect(theo.Locator(".call-photos img")).ToHaveCountAsync(2);
        await Expect(Step(theo, CompletionStep.Permit).Button("Yes")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(Step(theo, CompletionStep.Parts).Button("No")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(notes).ToHaveValueAsync(Notes);
        await theo.Locator(".notes").Button("Save").ClickAsync();
        await Expect(theo.Locator(".notes")).ToContainTextAsync(Notes);
        await Expect(theo.Locator(".notes textarea")).ToHaveCountAsync(0);

        await using var db = await House.Get<Db>().OpenAsync(RunningHouse.SetUp, Permission.EditServiceCalls, Now);
        var photos = await db.CallPhotos.Where(p => p.ServiceCallId == id).OrderBy(p => p.Kind).ToListAsync(Now);
        Assert.Equal([(CallPhotoKind.Paperwork, 2000, "image/jpeg"), (CallPhotoKind.Work, 300, "image/jpeg")], photos.Select(p => (p.Kind, p.Width, p.ContentType)));
        var task = await db.CallTasks.SingleAsync(t => t.ServiceCallId == id, Now);
        Assert.Equal((CallTaskType.PullPermit, OfficeTaskStatus.Pending), (task.Type, task.Status));
        Assert.Equal(Notes, (await db.ServiceCalls.SingleAsync(c => c.Id == id, Now)).Notes);
    }

    [Fact]
    public async Task A_server_that_dies_takes_nothing_along_that_was_tapped_typed_or_photographed_meanwhile()
    {
        var id = await BookAsync("Otis Olsen");
        await House.Get<ServiceCallService>().StartAsync(id, RunningHouse.SetUp, Now);
        var theo = await SignInAsync(RunningHouse.Theo, Screen.Phone);
        await theo.VisitAsync(Urls.MyVisit(id));
        await theo.Locator(".notes").Button("Write").ClickAsync();
        await Expect(theo.Locator(".notes textarea")).ToBeVisibleAsync();

        await House.StopAsync();
        await Expect(theo.GetByText("Connection lost, trying again…")).ToBeVisibleAsync();
        await theo.Locator(".notes textarea").FillAsync(Notes);
        await Step(theo, CompletionStep.Bid).Button("No").ClickAsync();
        await theo.Locator(".step input[type=file]").SetInputFilesAsync(Photo("sheet.png", 300));
        await Expect(theo.Locator("#waiting")).ToContainTextAsync("1 answer, 1 text, 1 photo waiting");

        House.StartAgain();
        await Expect(theo.Locator(".call-photos img")).ToHaveCountAsync(1, new() { Timeout = BackMilliseconds });
        await Expect(Step(theo, CompletionStep.Bid).Button("No")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(theo.Locator("#waiting")).ToHaveTextAsync("1 text waiting. Nothing is lost.");
        await theo.Locator(".notes").Button("Write").ClickAsync();
        await Expect(theo.Locator(".notes textarea")).ToHaveValueAsync(Notes);
        await Expect(theo.Locator("#waiting")).ToBeHiddenAsync();
    }

    private static ILocator Step(IPage page, CompletionStep step) => page.Locator(".step").Nth((int)step);

    private static FilePayload Photo(string name, int width) => new() { Name = name, MimeType = "image/png", Buffer = TestPicture.Png(width, 200, 4) };

    /// <summary>A visit of Theo's that lies in today, whenever the test runs.</summary>
    private async Task<Guid> BookAsync(string customer)
    {
        await using var db = await House.Get<Db>().OpenAsync(RunningHouse.SetUp, Permission.EditServiceCalls, Now);
        var who = new Customer { TenantId = DemoPeople.H2O, Name = customer, Phone = "360-555-0142", Street = "14 Alder Lane", City = "Camas", CreatedAt = TimeProvider.System.GetUtcNow() };
        db.Customers.Add(who);
        await db.SaveChangesAsync(Now);
        var theo = await db.Technicians.SingleAsync(t => t.TenantId == DemoPeople.H2O && db.Users.Any(u => u.Id == t.UserId && u.UserName == RunningHouse.Theo), Now);
        var today = await House.Get<TenantDirectory>().TodayAsync(DemoPeople.H2O, Now);
        return await House.Get<ServiceCallService>().CreateAsync(
            DemoPeople.H2O, new ServiceCallInput { Problem = "Water heater leaks", CustomerId = who.Id, When = new CallWindow { Day = today, AllDay = true }, PrimaryTechnicianId = theo.Id }, RunningHouse.SetUp, Now);
    }
}
