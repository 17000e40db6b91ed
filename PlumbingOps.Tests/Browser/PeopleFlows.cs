using Microsoft.Playwright;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

public sealed class PeopleFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    [Fact]
    public async Task A_new_person_gets_a_link_chooses_a_password_works_and_is_out_within_the_minute_when_deactivated()
    {
        var ana = await SignInAsync(RunningHouse.Ana);
        await ana.VisitAsync(Urls.Users);
        await ana.Keyboard.PressAsync("n");
        var dialog = ana.OpenDialog();
        await dialog.GetByLabel("Full name").FillAsync("Otto Orr");
        await dialog.GetByLabel("User name").FillAsync("otto");
        await dialog.GetByLabel("E-mail").FillAsync("otto@example.com");
        await dialog.GetByLabel("Role").SelectOptionAsync(Roles.Office);
        await dialog.Button("Create user").ClickAsync();
        var link = await ana.GetByLabel("Password link", new() { Exact = true }).InputValueAsync();
        await ana.Button("Done").ClickAsync();
        await Expect(ana.GetByRole(AriaRole.Row, new() { Name = "Otto Orr" })).ToContainTextAsync("No password yet");

        var otto = await OpenAsync();
        await otto.VisitAsync(link);
        await Expect(otto.GetByText("For Otto Orr.")).ToBeVisibleAsync();
        await otto.GetByLabel("New password").FillAsync("nine pipes under the sink");
        await otto.Button("Set password").ClickAsync();
        await otto.SignInAsync("otto@example.com", "nine pipes under the sink");
        await otto.VisitAsync(Urls.Builders);
        await Expect(otto.Heading("Builders")).ToBeVisibleAsync();

        await ana.GetByRole(AriaRole.Link, new() { Name = "Otto Orr" }).ClickAsync();
        await Expect(ana.Heading("Otto Orr")).ToBeVisibleAsync();
        await ana.ChooseAsync("Deactivate");
        await Expect(ana.GetByText("Otto Orr is deactivated and signed out")).ToBeVisibleAsync();
        await Expect(otto.Heading("Sign in")).ToBeVisibleAsync();
        await otto.SignInAsync("otto", "nine pipes under the sink");
        await Expect(otto.Locator(".banner.hue-bad")).ToBeVisibleAsync();

        await otto.VisitAsync(link);
        await Expect(otto.GetByText("This link was used already")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_new_role_reaches_the_open_page_of_the_person()
    {
        var ana = await SignInAsync(RunningHouse.Ana);
        var mia = await SignInAsync(RunningHouse.Mia);
        await mia.VisitAsync(Urls.Builders);
        await Expect(mia.Button("New builder N")).ToHaveCountAsync(0);

        await ana.VisitAsync($"{Urls.Users}?q=mia");
        await ana.Keyboard.PressAsync("ArrowDown");
        await ana.Keyboard.PressAsync("Enter");
        await ana.Button("Edit").ClickAsync();
        await ana.GetByLabel("Role").SelectOptionAsync(Roles.Office);
        await ana.Button("Save").ClickAsync();

        await Expect(mia.Button("New builder N")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_last_administrator_can_neither_deactivate_nor_demote_themselves()
    {
        var ana = await SignInAsync(RunningHouse.Ana);
        await ana.VisitAsync($"{Urls.Users}?q=ana");
        await ana.GetByRole(AriaRole.Link, new() { Name = "Ana Alvarez" }).ClickAsync();
        await Expect(ana.GetByText("The last active administrator")).ToBeVisibleAsync();

        await ana.Locator("summary[aria-label='More actions']").ClickAsync();
        await Expect(ana.GetByText("Sign out everywhere", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(ana.GetByText("Deactivate", new() { Exact = true })).ToHaveCountAsync(0);
        await ana.Keyboard.PressAsync("Escape");
        await ana.Keyboard.PressAsync("e");
        await Expect(ana.GetByLabel("Role")).ToBeDisabledAsync();
    }
}
