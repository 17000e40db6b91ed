using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

public sealed class ReviewFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    [Fact]
    public async Task A_customer_answers_on_a_phone_and_the_office_sees_what_to_make_good()
    {
        var customer = new Customer { TenantId = DemoPeople.H2O, Name = "Ann Example", Email = "ann@example.com", CreatedAt = TimeProvider.System.GetUtcNow() };
        var call = new ServiceCall { TenantId = DemoPeople.H2O, Kind = ServiceCallKind.Service, Problem = "Leak", CustomerId = customer.Id, CreatedAt = TimeProvider.System.GetUtcNow() };
        await using var db = await House.DbAsync();
        db.AddRange(customer, call);
        await db.SaveChangesAsync();
        await House.Get<ServiceCallService>().CompleteAsync(call.Id, null, RunningHouse.SetUp);
        await House.Get<ReviewRounds>().RunAsync();
        var omar = await SignInAsync(RunningHouse.Omar);
        await omar.VisitAsync(Urls.ReviewRequests);
        await omar.Locator("tbody tr", new() { HasText = "Ann Example" }).GetByRole(AriaRole.Checkbox).CheckAsync();
        await omar.Button("Send now").ClickAsync();
        await Expect(omar.Locator("tbody tr", new() { HasText = "Ann Example" })).ToContainTextAsync("Sent");
        await omar.VisitAsync(Urls.RecoveryTickets);
        var mail = await db.OutgoingMails.AsNoTracking().SingleAsync(m => m.ToAddress == "ann@example.com");
        var link = MailLink.Of(mail, "/review/");
        var phone = await OpenAsync(Screen.Phone);
        await phone.GotoAsync(link);
        await Expect(phone.Locator("h1")).ToContainTextAsync("Ann");
        Assert.Empty(await phone.FindBarriersAsync());

        await phone.GetByLabel("2 of 5").CheckAsync();
        await phone.GetByLabel("What should we know?").FillAsync("It still drips. <b>Please</b> come again.");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        await Expect(phone.Locator("h1")).ToHaveTextAsync("Thank you, Ann");
        await Expect(omar.Locator("tbody tr", new() { HasText = "Ann Example" })).ToContainTextAsync("It still drips. <b>Please</b> come again.");
        await phone.GotoAsync(link);
        await Expect(phone.Locator("main")).ToContainTextAsync("Your answer is here already");
    }
}
