using Microsoft.Playwright;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

public sealed class BoardFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    [Fact]
    public async Task A_phase_booked_in_a_cell_shows_on_another_screen_that_keeps_its_focus()
    {
        var lot = await House.AddLotAsync("7");
        var omar = await SignInAsync(RunningHouse.Omar);
        var vera = await SignInAsync(RunningHouse.Vera);
        await omar.VisitAsync(Urls.Community(lot.CommunityId));
        await vera.VisitAsync(Urls.Community(lot.CommunityId));
        var seen = vera.GetByRole(AriaRole.Gridcell).Nth(2).GetByRole(AriaRole.Button);
        await seen.FocusAsync();

        await omar.GetByRole(AriaRole.Gridcell).Nth(2).GetByRole(AriaRole.Button).ClickAsync();
        await omar.GetByLabel("First day").FillAsync("2031-03-04");
        await omar.GetByLabel("Last day").FillAsync("2031-03-06");
        await omar.Button("Book").ClickAsync();

        await Expect(omar.GetByRole(AriaRole.Gridcell).Nth(2)).ToContainTextAsync("Tue 4 – Thu 6 Mar 2031");
        await Expect(seen).ToContainTextAsync("Tue 4 – Thu 6 Mar 2031");
        await Expect(seen).ToBeFocusedAsync();
    }
}
