using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Notifications;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

public sealed class BellFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Theos_bell_rings_when_Omar_gives_him_a_call_and_is_still_again_once_he_opened_it()
    {
        using var rounds = new NotificationRounds(House.Get<NotificationReader>(), House.Get<LiveUpdates>(), NullLogger<NotificationRounds>.Instance);
        await rounds.StartAsync(Now);
        var (call, number) = await BookAsync();
        var theo = await SignInAsync(RunningHouse.Theo, Screen.Phone);
        var omar = await SignInAsync(RunningHouse.Omar);
        await theo.VisitAsync(Urls.Profile);
        await theo.VisitAsync(Urls.ServiceCalls);
        await Expect(theo.Locator(".bell-count")).ToHaveCountAsync(0);
        await omar.VisitAsync(Urls.ServiceCall(call));

        await omar.PressAndSeeAsync("e", ".entry-form");
        await omar.GetByRole(AriaRole.Combobox, new() { Name = "Technician", Exact = true }).FillAsync("Theo");
        await omar.GetByRole(AriaRole.Option, new() { Name = "Theo" }).First.ClickAsync();
        await omar.Locator(".entry-form").Button("Save").ClickAsync();

        await Expect(theo.Locator(".bell-count")).ToHaveTextAsync("1");
        await theo.Locator("main h1").FocusAsync();
        await theo.Keyboard.PressAsync("g");
        await theo.Keyboard.PressAsync("b");
        var line = theo.Locator(".bell .note-line");
        await Expect(line).ToContainTextAsync($"Omar Oakes gave you {number}");
        Assert.Empty(await theo.FindBarriersAsync());
        await theo.Keyboard.PressAsync("Escape");
        await Expect(line).ToHaveCountAsync(0);
        await theo.Keyboard.PressAsync("Enter");
        await Expect(line.GetByText("New", new() { Exact = true })).ToBeVisibleAsync();
        await line.Locator("> a").ClickAsync();

        await Expect(theo.Locator("main h1")).ToContainTextAsync("Willow Court");
        await Expect(theo.Locator(".bell-count")).ToHaveCountAsync(0);

        // And what he wants to be told is his own choice.
        await theo.VisitAsync(Urls.NotificationSettings);
        await theo.GetByLabel("Given to you on the bell").UncheckAsync();
        await theo.GetByLabel("Given to you by mail").CheckAsync();
        await theo.GetByLabel("From").FillAsync("20:00");
        await theo.Button("Save").ClickAsync();
        await Expect(theo.GetByText("Give both ends, or none.")).ToBeVisibleAsync();
        await theo.GetByLabel("Until").FillAsync("06:30");
        await theo.Button("Save").ClickAsync();
        await Expect(theo.GetByText("Saved.")).ToBeVisibleAsync();
        await Expect(theo.GetByLabel("Given to you on the bell")).Not.ToBeCheckedAsync();
        await Expect(theo.GetByLabel("Given to you by mail")).ToBeCheckedAsync();
        await Expect(theo.GetByLabel("Until")).ToHaveValueAsync("06:30:00");
        Assert.Empty(await theo.FindBarriersAsync());
        await rounds.StopAsync(Now);
    }

    /// <summary>A call that nobody has yet, at a company whose technician Theo is.</summary>
    private async Task<(Guid Id, string Number)> BookAsync()
    {
        await using var db = await House.Get<Db>().OpenAsync(RunningHouse.SetUp, Permission.EditServiceCalls, Now);
        var call = new ServiceCall { TenantId = DemoPeople.H2O, Kind = ServiceCallKind.Service, Problem = "Leak", ProjectName = "Willow Court", CreatedAt = TimeProvider.System.GetUtcNow() };
        db.Add(call);
        await db.SaveChangesAsync(Now);
        return (call.Id, call.ShortNumber);
    }
}
