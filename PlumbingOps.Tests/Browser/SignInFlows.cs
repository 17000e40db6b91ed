using Microsoft.Playwright;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

public sealed class SignInFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    [Fact]
    public async Task The_script_that_makes_pages_live_is_served()
    {
        var page = await OpenAsync();
        var answers = new List<IResponse>();
        page.Response += (_, response) => answers.Add(response);

        await page.VisitAsync(Urls.SignIn);

        var script = Assert.Single(answers, answer => answer.Url.Contains("blazor.web", StringComparison.Ordinal));
        Assert.Equal(200, script.Status);
        Assert.All(answers, answer => Assert.True(answer.Ok, $"{answer.Status} {answer.Url}"));
    }

    [Fact]
    public async Task A_person_signs_in_and_out_with_the_keyboard_alone()
    {
        var page = await OpenAsync();
        await page.VisitAsync(Urls.SignIn);

        await Expect(page.GetByLabel("User name or e-mail")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(RunningHouse.Mia);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(RunningHouse.PasswordOf(RunningHouse.Mia));
        await page.Keyboard.PressAsync("Enter");
        await page.ReadyAsync();

        var menu = page.Locator(".person-menu summary");
        await menu.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Button("Sign out")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.Button("Sign out")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("You are signed out.")).ToBeVisibleAsync();

        await page.GotoAsync(Urls.Builders);
        await Expect(page.Heading("Sign in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_password_is_refused_without_saying_whether_the_name_exists_and_the_sixth_try_locks_even_the_right_one()
    {
        var page = await OpenAsync();
        await page.VisitAsync(Urls.SignIn);

        await page.SignInAsync("nobody-here", "some wrong password");
        var refusal = page.Locator(".banner.hue-bad");
        await Expect(refusal).ToBeVisibleAsync();
        var unknown = await refusal.InnerTextAsync();
        for (var tries = 1; tries <= 5; tries++)
        {
            await page.SignInAsync(RunningHouse.Theo, $"wrong password {tries}");
            await Expect(refusal).ToBeVisibleAsync();
            if (tries == 1)
            {
                Assert.Equal(unknown, await refusal.InnerTextAsync());
            }

            Assert.Equal("", await page.GetByLabel("Password", new() { Exact = true }).InputValueAsync());
        }

        await page.SignInAsync(RunningHouse.Theo, RunningHouse.PasswordOf(RunningHouse.Theo));
        await Expect(refusal).ToContainTextAsync("locked");
        await Expect(page.Heading("Sign in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_opens_a_link_while_signed_out_lands_there_after_signing_in()
    {
        var page = await OpenAsync();
        await page.GotoAsync($"{Urls.Builders}?q=north");
        await Expect(page.Heading("Sign in")).ToBeVisibleAsync();

        await page.SignInAsync(RunningHouse.Omar, RunningHouse.PasswordOf(RunningHouse.Omar));

        await page.ReadyAsync();
        await Expect(page.Heading("Builders")).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync($"{House.Address}builders?q=north");
    }
}
