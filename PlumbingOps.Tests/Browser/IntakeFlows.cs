using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

/// <summary>The front desk with the phone in the other hand.</summary>
public sealed class IntakeFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    /// <summary>Twenty seconds at forty words of five letters a minute.</summary>
    private const int MostKeys = 66;

    private const float BackMilliseconds = 60_000;

    [Fact]
    public async Task A_known_caller_is_booked_from_anywhere_without_the_mouse_in_twenty_seconds()
    {
        var rosa = new Customer { TenantId = DemoPeople.H2O, Name = "Rosa Ruiz", Phone = "360-555-0142", Street = "14 Alder Lane", City = "Camas", CreatedAt = TimeProvider.System.GetUtcNow() };
        await AddAsync(rosa);
        var omar = await SignInAsync(RunningHouse.Omar);
        await omar.VisitAsync(Urls.Builders);
        var keys = 0;

        await PressAsync("n");
        await PressAsync("c");
        await Expect(omar.GetByLabel("Who is calling?")).ToBeFocusedAsync();
        await omar.ReadyAsync();
        await TypeAsync("0142");
        await Expect(omar.GetByRole(AriaRole.Option, new() { Name = "Rosa Ruiz" })).ToBeVisibleAsync();
        await PressAsync("Enter");
        await Expect(omar.Locator(".record-aside")).ToContainTextAsync("Never served");
        await Expect(omar.GetByLabel("Problem")).ToBeFocusedAsync();
        await TypeAsync("Water heater leaks in the garage");
        Assert.Empty(await omar.FindBarriersAsync());
        await PressAsync("Control+Enter");

        await omar.ArrivesAtAsync("**/service-calls/*-*");
        Assert.True(keys <= MostKeys, $"{keys} keys were pressed.");
        await using var db = await House.Get<Db>().OpenAsync(RunningHouse.SetUp, Permission.EditServiceCalls);
        var call = await db.ServiceCalls.SingleAsync(c => c.CustomerId == rosa.Id, TestContext.Current.CancellationToken);
        Assert.Equal(("Water heater leaks in the garage", DemoPeople.H2O, CallPriority.Normal), (call.Problem, call.TenantId, call.Priority));

        Task PressAsync(string key)
        {
            keys++;
            return omar.Keyboard.PressAsync(key);
        }

        Task TypeAsync(string text)
        {
            keys += text.Length;
            return omar.Keyboard.TypeAsync(text, new() { Delay = 20 });
        }
    }

    [Fact]
    public async Task What_was_typed_when_the_server_died_is_offered_again_and_gone_once_it_is_booked()
    {
        var omar = await SignInAsync(RunningHouse.Omar);
        await omar.VisitAsync(Urls.NewServiceCall);
        await omar.GetByLabel("Problem").FocusAsync();
        await omar.Keyboard.TypeAsync("Water under the kitchen si", new() { Delay = 20 });
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);

        await House.StopAsync();
        House.StartAgain();
        var offer = omar.Locator(".draft", new() { HasText = "Water under the kitchen si" });
        await Expect(offer).ToBeVisibleAsync(new() { Timeout = BackMilliseconds });
        await omar.ReadyAsync();
        await offer.GetByRole(AriaRole.Button, new() { Name = "Go on with it" }).ClickAsync();

        await Expect(omar.GetByLabel("Problem")).ToHaveValueAsync("Water under the kitchen si");
        await omar.GetByLabel("Problem").FillAsync("Water under the kitchen sink");
        await omar.GetByText("More: kind").ClickAsync();
        await omar.GetByLabel("Street").FillAsync("9 Fir Street");
        await omar.Button("Book the call").ClickAsync();
        await omar.ArrivesAtAsync("**/service-calls/*-*");
        await omar.VisitAsync(Urls.NewServiceCall);
        await Expect(omar.GetByLabel("Who is calling?")).ToBeVisibleAsync();
        await Expect(omar.Locator(".draft")).ToHaveCountAsync(0);
    }

    private async Task AddAsync(Customer customer)
    {
        await using var db = await House.Get<Db>().OpenAsync(RunningHouse.SetUp, Permission.EditCustomers);
        db.Customers.Add(customer);
        await db.SaveChangesAsync();
    }
}
