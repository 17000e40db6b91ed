using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Drafts;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Bids;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Bids;

/// <summary>The pages of bids as the office uses them.</summary>
public sealed class BidPagesTests(BidsOffice office) : IClassFixture<BidsOffice>
{
    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_cell_is_stored_when_it_is_left_and_the_row_that_was_new_becomes_a_line()
    {
        var id = await office.NewBidAsync();
        await using var pages = Pages(office.Omar);
        var page = await OpenAsync(pages, id);
        var row = page.Find("tr.is-new").GetAttribute("data-row");

        await Cell(page, row, "Description").ChangeAsync("Water heater");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tr[data-row]").Count), PageFloor.Patience);
        await Cell(page, row, "Quantity").ChangeAsync("2");
        await Cell(page, row, "UnitPrice").ChangeAsync("$1,450");

        page.WaitForAssertion(() => Assert.Equal("1,450.00", Cell(page, row, "UnitPrice").GetAttribute("value")), PageFloor.Patience);
        Assert.Equal("$2,900.00", page.Find(".bid-sum dd").TextContent.Trim());
        Assert.Single(page.FindAll("tr.is-new"));
        Assert.Equal(290000, (await office.GetAsync(id)).Row.TotalCents);
    }

    [Fact]
    public async Task What_cannot_be_stored_stays_in_its_cell_with_the_reason()
    {
        var id = await office.NewBidAsync();
        var line = (await office.AddLineAsync(id, "Trim", "1", "10")).ToString();
        await using var pages = Pages(office.Omar);
        var page = await OpenAsync(pages, id);

        await Cell(page, line, "UnitPrice").ChangeAsync("ten");

        page.WaitForAssertion(() => Assert.Equal("true", Cell(page, line, "UnitPrice").GetAttribute("aria-invalid")), PageFloor.Patience);
        Assert.Equal(("ten", "“ten” is no amount of money."), (Cell(page, line, "UnitPrice").GetAttribute("value"), Cell(page, line, "UnitPrice").GetAttribute("title")));
        await Cell(page, line, "UnitPrice").ChangeAsync("12");
        page.WaitForAssertion(() => Assert.Equal(("12.00", null), (Cell(page, line, "UnitPrice").GetAttribute("value"), Cell(page, line, "UnitPrice").GetAttribute("aria-invalid"))), PageFloor.Patience);
    }

    [Fact]
    public async Task A_pasted_block_becomes_lines_and_a_removed_line_can_be_put_back()
    {
        var id = await office.NewBidAsync();
        await using var pages = Pages(office.Omar);
        var page = await OpenAsync(pages, id);

        await page.Find("[data-bid-grid]").TriggerEventAsync("onblockpaste", new BlockPasteEventArgs { Row = page.Find("tr.is-new").GetAttribute("data-row")!, Column = "Description", Text = "Pipe\t12.5\tft\t4.20\nValve\t3\tea\t68" });
        page.WaitForAssertion(() => Assert.Equal(["Pipe", "Valve"], Descriptions(page)), PageFloor.Patience);
        await page.FindAll("button[data-verb=remove]")[0].ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(["Valve"], Descriptions(page)), PageFloor.Patience);

        await pages.Services.GetRequiredService<Notices>().Open.Last(n => n.Undo is not null).Undo!();

        Assert.Equal(["Pipe", "Valve"], (await office.GetAsync(id)).Sections[0].Lines.Select(l => l.Description));
    }

    [Fact]
    public async Task Who_may_not_see_margins_or_prices_finds_none_on_the_page()
    {
        var id = await office.NewBidInAsync(BidStatus.Sent);
        await using var omar = Pages(office.Omar);
        await using var vera = Pages(office.Office.Vera);
        await using var mia = Pages(office.Office.Mia);
        var (whole, prices, nothing) = (await OpenAsync(omar, id), await OpenAsync(vera, id), await OpenAsync(mia, id));

        Assert.Contains("Unit cost", whole.Markup, StringComparison.Ordinal);
        Assert.Contains("$400.00", whole.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Unit cost", prices.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("800.00", prices.Markup, StringComparison.Ordinal);
        Assert.Contains("1,200.00", prices.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("1,200.00", nothing.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Versions and links", nothing.Markup, StringComparison.Ordinal);
        Assert.Empty(prices.FindAll("[data-bid-grid] input, .record-verbs > button"));
    }

    [Theory]
    [InlineData(BidStatus.Drafting, "Edit,Ask for price approval")]
    [InlineData(BidStatus.NeedsPriceApproval, "Edit")]
    [InlineData(BidStatus.ReadyToSend, "Edit,Mark as sent")]
    [InlineData(BidStatus.Sent, "Edit,Lost,Won")]
    [InlineData(BidStatus.Won, "Edit")]
    public async Task The_office_is_offered_the_verbs_that_are_legal_now(BidStatus status, string verbs)
    {
        var id = await office.NewBidInAsync(status);
        await using var pages = Pages(office.Omar);

        var page = await OpenAsync(pages, id);

        Assert.Equal(verbs.Split(','), page.FindAll(".record-verbs > button").Select(b => b.TextContent.Trim()));
    }

    [Fact]
    public async Task An_administrator_who_asked_is_asked_before_approving_it_themselves()
    {
        var id = await office.NewBidAsync();
        await office.AddLineAsync(id, "Trim", "1", "10");
        await office.Bids.AskApprovalAsync(id, office.Ana, Now);
        await using var pages = Pages(office.Ana);
        var page = await OpenAsync(pages, id);
        var confirm = pages.Services.GetRequiredService<Confirm>();

        var pressed = page.FindAll(".record-verbs > button").Single(b => b.TextContent.Trim() == "Approve prices").ClickAsync();
        page.WaitForState(() => confirm.Question is not null, PageFloor.Patience);
        Assert.Contains("You asked for this approval yourself", confirm.Question!.Text, StringComparison.Ordinal);
        await page.InvokeAsync(() => confirm.Answer(true));
        await pressed;

        Assert.Equal(BidStatus.ReadyToSend, (await office.GetAsync(id)).Status);
    }

    [Fact]
    public async Task The_list_shows_what_to_chase_and_the_pipeline_each_state()
    {
        var late = await office.NewBidAsync(b => (b.Name, b.DueDate) = ("Late house", BidsOffice.Today.AddDays(-2)));
        await using var pages = Pages(office.Omar);

        var list = await pages.OpenAsync<BidsPage>($"{Urls.Bids}?chase=true");
        list.WaitForAssertion(() => Assert.Contains("2 days overdue", list.Find($"tr[data-key='{late}']").TextContent, StringComparison.Ordinal), PageFloor.Patience);
        var pipeline = await pages.OpenAsync<BidPipelinePage>(Urls.BidPipeline);

        Assert.Equal(["Drafting", "Price approval", "Ready to send", "Sent", "Won", "Lost"], pipeline.FindAll(".bid-column h2").Select(h => h.TextContent.Trim()));
        Assert.Contains("Late house", pipeline.Find(".bid-column").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_companys_bid_reads_like_an_unknown_one()
    {
        var id = await office.NewBidAsync();
        await using var pages = Pages(office.Office.Max);

        var page = await OpenAsync(pages, id);

        page.WaitForAssertion(() => Assert.Contains("This bid was not found", page.Find("h1").TextContent, StringComparison.Ordinal), PageFloor.Patience);
    }

    private static AngleSharp.Dom.IElement Cell(IRenderedComponent<BidPage> page, string? row, string column) => page.Find($"tr[data-row='{row}'] input[data-col={column}]");

    private static IEnumerable<string?> Descriptions(IRenderedComponent<BidPage> page) => page.FindAll("tr[data-row]:not(.is-new) input[data-col=Description]").Select(i => i.GetAttribute("value"));

    private static Task<IRenderedComponent<BidPage>> OpenAsync(BunitContext pages, Guid id) => pages.OpenAsync<BidPage>(Urls.Bid(id), p => p.Add(b => b.Id, id));

    private BunitContext Pages(Actor person)
    {
        var pages = new BunitContext();
        pages.Furnish(
            person, office.Office.Clock, office.Office.Tenants, office.Office.Get<LiveUpdates>(), office.Bids, office.Lines, office.Versions, office.Wins, office.Templates, office.Office.Get<BidCallService>(),
            office.Office.Get<StaffService>(), office.Office.Get<BuilderService>(), office.Office.Get<CommunityService>(), office.Office.Get<CustomerService>(), office.Office.Get<HistoryService>(), office.Office.Get<DraftService>());
        return pages;
    }
}
