using Microsoft.Playwright;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

public sealed class ScheduleFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    private const string Day = "2031-03-05";
    private const int WithinASecond = 1000;

    [Fact]
    public async Task A_call_is_dragged_to_a_person_carried_by_keyboard_and_booked_twice_with_a_reason()
    {
        var (ray, jo) = (await AddTechnicianAsync("Ray"), await AddTechnicianAsync("Jo"));
        var standing = await AddCallAsync("Standing", new CallWindow { Day = new DateOnly(2031, 3, 5), From = new(8, 0), To = new(10, 0) }, ray);
        var call = await AddCallAsync("Dragged", new CallWindow(), null);
        var omar = await SignInAsync(RunningHouse.Omar);
        var vera = await SignInAsync(RunningHouse.Vera);
        await omar.VisitAsync($"{Urls.Schedule}?date={Day}");
        await vera.VisitAsync($"{Urls.Schedule}?date={Day}");
        var watched = Link(vera, standing);
        await watched.FocusAsync();

        // From the tray to Jo, by hand; the other screen sees it and keeps its focus.
        await DragAsync(omar, call, jo, 13);
        await Expect(In(omar, jo, call)).ToBeVisibleAsync();
        await Expect(In(vera, jo, call)).ToBeVisibleAsync(new() { Timeout = WithinASecond });
        await Expect(watched).ToBeFocusedAsync();

        // An hour earlier, by keyboard alone.
        await Link(omar, call).FocusAsync();
        await omar.Keyboard.PressAsync(" ");
        await Expect(omar.Locator("[data-board-says]")).ToContainTextAsync("picked up");
        await omar.Keyboard.PressAsync("Shift+ArrowLeft");
        await Expect(omar.Locator("[data-board-says]")).ToContainTextAsync("Jo, 12:00 PM to 1:00 PM");
        await omar.Keyboard.PressAsync("Enter");
        await Expect(omar.Locator($"[data-visit='{call}'][data-minute='720']")).ToBeVisibleAsync();
        await Expect(Link(omar, call)).ToBeFocusedAsync();

        // Over Ray's visit: refused by name, then booked with a reason.
        await DragAsync(omar, call, ray, 9);
        var dialog = omar.OpenDialog();
        await Expect(dialog).ToContainTextAsync("Ray is at C-");
        Assert.Empty(await omar.FindBarriersAsync());
        await dialog.GetByLabel("Why it can be done").FillAsync("Two units of one house");
        await dialog.Button("Book it anyway").ClickAsync();
        await Expect(In(omar, ray, call)).ToContainTextAsync("booked twice: Two units of one house");
        await Expect(In(vera, ray, call)).ToBeVisibleAsync(new() { Timeout = WithinASecond });
        Assert.Empty(await omar.FindBarriersAsync());

        // Click and place: no drag, no keyboard.
        await Link(omar, call).ClickAsync();
        await omar.Button("Place by clicking").ClickAsync();
        await Expect(omar.Locator(".sched-placing")).ToBeVisibleAsync();
        await Expect(omar.Locator(".side-panel")).ToHaveCountAsync(0);
        var lane = omar.Locator($".board-lane[data-person='{jo}']");
        var at = (await lane.BoundingBoxAsync())!;
        await omar.Mouse.ClickAsync(at.X + (at.Width * 10 / 14) + 2, at.Y + 20);
        await Expect(In(omar, jo, call)).ToBeVisibleAsync();
    }

    private static ILocator Link(IPage page, Guid call) => page.Locator($"[data-visit='{call}'] .visit-link");

    private static ILocator In(IPage page, Guid person, Guid call) => page.Locator($"[data-person='{person}'] [data-visit='{call}']");

    private static async Task DragAsync(IPage page, Guid call, Guid person, int hour)
    {
        const int First = 6;
        const int Hours = 14;
        var from = (await Link(page, call).BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(from.X + 4, from.Y + 8);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + 24, from.Y + 18, new() { Steps = 3 });
        var lane = (await page.Locator($".board-lane[data-person='{person}']").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(lane.X + (lane.Width * (hour - First) / Hours) + 6, lane.Y + (lane.Height / 2), new() { Steps = 6 });
        await page.Mouse.UpAsync();
    }

    private async Task<Guid> AddTechnicianAsync(string name)
    {
        await using var db = await House.DbAsync();
        var technician = db.Add(new Technician { TenantId = DemoPeople.H2O, Name = name }).Entity;
        await db.SaveChangesAsync();
        return technician.Id;
    }

    private Task<Guid> AddCallAsync(string problem, CallWindow when, Guid? technician) => House.Get<ServiceCallService>().CreateAsync(
        DemoPeople.H2O, new ServiceCallInput { Problem = problem, ProjectName = problem, When = when, PrimaryTechnicianId = technician }, RunningHouse.SetUp);
}
