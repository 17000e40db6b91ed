using Microsoft.Playwright;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

public sealed class ConnectionFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    /// <summary>The browser tries again less and less often.</summary>
    private const float BackMilliseconds = 60_000;

    [Fact]
    public async Task A_page_says_that_the_server_is_away_and_comes_back_by_itself_with_its_filters()
    {
        var page = await SignInAsync(RunningHouse.Ana);
        await page.VisitAsync($"{Urls.Users}?role=Office");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("omar");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.ArrivesAtAsync("**q=omar**");
        var (address, lost) = (page.Url, page.GetByText("Connection lost, trying again…"));
        await Expect(lost).ToBeHiddenAsync();

        await House.StopAsync();
        await Expect(lost).ToBeVisibleAsync();
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("Omar Oakes");

        House.StartAgain();
        await Expect(lost).ToBeHiddenAsync(new() { Timeout = BackMilliseconds });
        await page.ReadyAsync();
        Assert.Equal(address, page.Url);
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("omar");
        await Expect(page.GetByLabel("Role")).ToHaveValueAsync("Office");
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("Omar Oakes");

        // It answers again.
        await page.GetByRole(AriaRole.Searchbox).FillAsync("nobody of this name");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(0);
    }
}
