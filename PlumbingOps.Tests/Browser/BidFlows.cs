using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

public sealed class BidFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    [Fact]
    public async Task A_bid_is_typed_pasted_approved_sent_accepted_by_link_won_and_becomes_jobs()
    {
        var place = await House.AddLotAsync("1", "Willow Bend");
        var omar = await SignInAsync(RunningHouse.Omar);
        await omar.VisitAsync(Urls.NewBid);
        await omar.Locator(".entry-form select").First.SelectOptionAsync("all_county");
        await omar.Locator(".entry-form").GetByLabel("Name").FillAsync("Willow Bend 61");
        await ChooseAsync(omar, "Community", "Willow");
        await omar.GetByLabel("Lot number").FillAsync("61");
        await omar.Button("Create bid").ClickAsync();
        await Expect(omar.Locator(".record h1")).ToHaveTextAsync("Willow Bend 61");

        // By keyboard: two lines typed, the third copied, then a block from a spreadsheet.
        await Cell(omar, "Description", 0).FocusAsync();
        foreach (var text in new[] { "Groundwork", "1", "ea", "2400" })
        {
            await omar.Keyboard.TypeAsync(text);
            await omar.Keyboard.PressAsync("Tab");
        }

        await omar.Keyboard.TypeAsync("1700");
        await omar.Keyboard.PressAsync("Enter");
        await Expect(Cell(omar, "Description", 1)).ToBeFocusedAsync();
        await omar.Keyboard.TypeAsync("Top out");
        await omar.Keyboard.PressAsync("ArrowUp");
        await Expect(Cell(omar, "Description", 0)).ToBeFocusedAsync();
        await Expect(Cell(omar, "UnitPrice", 0)).ToHaveValueAsync("2,400.00");
        await Cell(omar, "UnitPrice", 1).FillAsync("3,100.50");
        await omar.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(Cell(omar, "Description", 0)).ToHaveValueAsync("Top out");
        await omar.Keyboard.PressAsync("Control+d");
        await Expect(omar.Locator("tr[data-row]")).ToHaveCountAsync(4);
        await Expect(Cell(omar, "UnitPrice", 1)).ToBeFocusedAsync();
        await omar.Keyboard.PressAsync("Control+Delete");
        await Expect(omar.Locator("tr[data-row]")).ToHaveCountAsync(3);
        await Cell(omar, "Description", 2).FocusAsync();
        await PasteAsync(omar, "Water heater\t1\tea\t$1,890.00\t1320\nGas line\t12.5\tft\t22.10\t13\n");
        await Expect(omar.Locator("tr[data-row]")).ToHaveCountAsync(5);
        await Expect(omar.Locator(".bid-sum dd")).ToHaveTextAsync("$7,666.75");
        Assert.Empty(await omar.FindBarriersAsync());

        await omar.Button("Ask for price approval").ClickAsync();
        await Expect(omar.Locator(".record-title .badge").First).ToContainTextAsync("Price approval");
        var address = omar.Url;
        var ana = await SignInAsync(RunningHouse.Ana);
        await ana.VisitAsync(new Uri(address).PathAndQuery);
        await ana.Button("Approve prices").ClickAsync();
        await omar.Button("Mark as sent").ClickAsync();
        await omar.Button("Make a link for the customer").ClickAsync();
        var link = await omar.GetByLabel(new Regex("customer's link")).InputValueAsync();

        var phone = await OpenAsync(Screen.Phone);
        await phone.GotoAsync(link);
        await Expect(phone.Locator(".bid-sheet-total")).ToContainTextAsync("$7,666.75");
        Assert.Empty(await phone.FindBarriersAsync());
        await phone.GetByLabel("Your name").FillAsync("Carl Example");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Accept for $7,666.75" }).ClickAsync();
        await Expect(phone.GetByText("Thank you!")).ToBeVisibleAsync();

        await Expect(omar.GetByText("Carl Example accepted version 1")).ToBeVisibleAsync();
        await omar.Button("Won").ClickAsync();
        await omar.OpenDialog().Button("Won, make the jobs").ClickAsync();
        await Expect(omar.Locator(".record-title .badge").First).ToContainTextAsync("Won");
        await omar.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^J-[0-9]+ Top Out$") }).ClickAsync();
        await Expect(omar.Locator(".record h1")).ToContainTextAsync("Willow Bend #61");

        await using var db = await House.DbAsync();
        Assert.Equal(Enum.GetValues<JobPhase>().Length, await db.Jobs.CountAsync(j => j.Lot!.Number == "61" && j.Lot.CommunityId == place.CommunityId));
        Assert.Equal("Carl Example", await db.BidVersions.Where(v => v.Number == 1 && v.AcceptedAt != null).Select(v => v.AcceptedBy).SingleAsync());
    }

    private static ILocator Cell(IPage page, string column, int row) => page.Locator($"tr[data-row] input[data-col={column}]").Nth(row);

    private static async Task ChooseAsync(IPage page, string label, string text)
    {
        await page.GetByLabel(label, new() { Exact = true }).FillAsync(text);
        await page.Locator(".combo-list:visible [role=option]").First.ClickAsync();
    }

    /// <summary>As a spreadsheet's clipboard arrives in the cell that has the focus.</summary>
    private static Task PasteAsync(IPage page, string text) => page.EvaluateAsync("""
        text => {
            const data = new DataTransfer();
            data.setData('text/plain', text);
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """, text);
}
