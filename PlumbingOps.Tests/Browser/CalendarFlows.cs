using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

public sealed class CalendarFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    private const string March = $"{Urls.Calendar}?date=2031-03-05";

    [Fact]
    public async Task A_post_dragged_by_hand_moves_and_another_screen_sees_it_and_keeps_its_focus()
    {
        var (moved, still) = (await AddPostAsync("Dragged", new DateOnly(2031, 3, 4)), await AddPostAsync("Still", new DateOnly(2031, 3, 7)));
        var mia = await SignInAsync(RunningHouse.Mia);
        var vera = await SignInAsync(RunningHouse.Vera);
        await mia.VisitAsync(March);
        await vera.VisitAsync(March);
        var watched = Link(vera, still);
        await watched.FocusAsync();

        await DragAsync(mia, moved, "2031-03-12");

        await Expect(On(mia, "2031-03-12", moved)).ToBeVisibleAsync();
        await Expect(On(vera, "2031-03-12", moved)).ToBeVisibleAsync();
        await Expect(watched).ToBeFocusedAsync();
        await mia.Button("Undo").ClickAsync();
        await Expect(On(vera, "2031-03-04", moved)).ToBeVisibleAsync();
        await Expect(On(mia, "2031-03-04", moved)).ToBeVisibleAsync();
        await DragAsync(mia, moved, "");
        await Expect(mia.Locator($".cal-tray [data-post='{moved}']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_post_moves_by_keyboard_alone_and_the_focus_goes_with_it()
    {
        var post = await AddPostAsync("Carried", new DateOnly(2031, 3, 18));
        var mia = await SignInAsync(RunningHouse.Mia);
        await mia.VisitAsync(March);
        var says = mia.Locator("[data-calendar-says]");
        await Link(mia, post).FocusAsync();

        await mia.Keyboard.PressAsync(" ");
        await Expect(says).ToContainTextAsync("Carried picked up");
        await mia.Keyboard.PressAsync("ArrowRight");
        await mia.Keyboard.PressAsync("ArrowDown");
        await Expect(says).ToHaveTextAsync("Wednesday 26 March");
        await mia.Keyboard.PressAsync("Enter");

        await Expect(On(mia, "2031-03-26", post)).ToBeVisibleAsync();
        await Expect(Link(mia, post)).ToBeFocusedAsync();

        await mia.Keyboard.PressAsync(" ");
        await mia.Keyboard.PressAsync("ArrowLeft");
        await mia.Keyboard.PressAsync("Escape");
        await Expect(says).ToContainTextAsync("stays where it was");
        await Expect(On(mia, "2031-03-26", post)).ToBeVisibleAsync();
        await mia.Keyboard.PressAsync("Enter");
        await Expect(mia.Locator(".side-panel .post-card")).ToContainTextAsync("Carried");
    }

    private static ILocator Link(IPage page, Guid post) => page.Locator($"[data-post='{post}'] .cal-link");

    private static ILocator On(IPage page, string day, Guid post) => page.Locator($"[data-drop-day='{day}'] [data-post='{post}']");

    private static async Task DragAsync(IPage page, Guid post, string day)
    {
        var from = (await Link(page, post).BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(from.X + 20, from.Y + 10);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + 40, from.Y + 20, new() { Steps = 3 });
        var to = (await page.Locator($"[data-drop-day='{day}']").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(to.X + (to.Width / 2), to.Y + (to.Height / 2), new() { Steps = 6 });
        await page.Mouse.UpAsync();
    }

    private async Task<Guid> AddPostAsync(string title, DateOnly day)
    {
        Guid account;
        await using (var db = await House.DbAsync())
        {
            var channel = await db.Channels.FirstAsync(c => c.Key == "facebook_page");
            var made = new ChannelAccount { TenantId = DemoH2o, ChannelId = channel.Id, Name = $"Page of {title}" };
            db.Add(made);
            await db.SaveChangesAsync();
            account = made.Id;
        }

        var input = new NewPostInput { Title = title, Caption = "Look!", Placements = [new PlacementInput { AccountId = account, Day = day, Time = new TimeOnly(9, 0) }] };
        return (await House.Get<PostService>().CreateAsync(DemoH2o, input, RunningHouse.SetUp))[0].Id;
    }

    private const string DemoH2o = Data.Database.DemoPeople.H2O;
}
