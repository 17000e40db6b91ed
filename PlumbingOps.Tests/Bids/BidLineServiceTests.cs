using Microsoft.EntityFrameworkCore;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Bids;

public class BidLineServiceTests(BidsOffice office) : IClassFixture<BidsOffice>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0.5", "0.01", 1)]
    [InlineData("0.333", "100.00", 3330)]
    [InlineData("1.005", "1.00", 101)]
    [InlineData("2.5", "0.33", 83)]
    [InlineData("3", "-1.15", -345)]
    [InlineData("0.5", "-0.01", -1)]
    public async Task A_lines_total_is_rounded_once_half_a_cent_away_from_nothing(string quantity, string price, long cents)
    {
        var id = await office.NewBidAsync();
        await office.AddLineAsync(id, "Pipe", quantity, price);

        Assert.Equal((cents, cents), ((await office.GetAsync(id)).Sections[0].Lines[0].TotalCents, (await office.GetAsync(id)).Row.TotalCents));
    }

    [Fact]
    public async Task A_bid_comes_to_the_sum_of_its_rounded_lines_however_they_are_changed()
    {
        var id = await office.NewBidAsync();
        await office.AddLineAsync(id, "a", "0.5", "0.01");
        await office.AddLineAsync(id, "b", "0.5", "0.01");
        Assert.Equal(2, (await office.GetAsync(id)).Row.TotalCents);

        await Sql.RunAsync(office.Office.Connections.Admin!, $"set app.tenants = 'all_county'; update app.bid_lines set unit_price_cents = 100 where bid_id = '{id}'");

        Assert.Equal(100, (await office.GetAsync(id)).Row.TotalCents);
    }

    [Fact]
    public async Task The_margin_is_unknown_until_every_line_says_its_price_and_cost()
    {
        var id = await office.NewBidAsync();
        await office.AddLineAsync(id, "a", "2", "10", "4");
        var other = await office.AddLineAsync(id, "b", "1", "10");
        Assert.Null((await office.GetAsync(id)).Row.MarginCents);

        await office.Lines.SetAsync(id, (await office.GetAsync(id)).Sections[0].Id, other, BidLineField.UnitCost, "", "5.50", office.Omar, Now);

        Assert.Equal((1650, 55.0m), ((await office.GetAsync(id)).Row.MarginCents, (await office.GetAsync(id)).Row.MarginPercent));
        await office.AddLineAsync(id, "not priced", "1", null, "1");
        Assert.Null((await office.GetAsync(id)).Row.MarginCents);
    }

    [Fact]
    public async Task Twenty_who_type_at_once_lose_nothing()
    {
        const int Many = 20;
        var id = await office.NewBidAsync();
        var line = await office.AddLineAsync(id, "Shared", "1", "10");
        var section = (await office.GetAsync(id)).Sections[0].Id;

        await Task.WhenAll(Enumerable.Range(1, Many).Select(async n =>
        {
            var mine = Guid.CreateVersion7();
            await office.Lines.SetAsync(id, section, mine, BidLineField.Description, null, $"Line {n}", office.Omar, Now);
            await office.Lines.SetAsync(id, section, mine, BidLineField.UnitPrice, "", "1.01", office.Ana, Now);
        }).Append(office.Lines.SetAsync(id, section, line, BidLineField.Quantity, "1", "3", office.Omar, Now)));

        var bid = await office.GetAsync(id);
        Assert.Equal((Many + 1, 3000 + (Many * 101)), (bid.Row.LineCount, bid.Row.TotalCents));
        Assert.Equal(Enumerable.Range(1, Many).Select(n => $"Line {n}").Append("Shared").Order(), bid.Sections[0].Lines.Select(l => l.Description).Order());
    }

    [Fact]
    public async Task A_cell_that_somebody_else_filled_in_meanwhile_is_not_overwritten_silently()
    {
        var id = await office.NewBidAsync();
        var line = await office.AddLineAsync(id, "Trim", "1", "10");
        var section = (await office.GetAsync(id)).Sections[0].Id;
        await office.Lines.SetAsync(id, section, line, BidLineField.UnitPrice, "10.00", "12", office.Ana, Now);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.Lines.SetAsync(id, section, line, BidLineField.UnitPrice, "10.00", "11", office.Omar, Now));

        Assert.Contains("Somebody else wrote “12.00” here meanwhile; yours was “11”", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1200, (await office.GetAsync(id)).Row.TotalCents);
    }

    [Fact]
    public async Task A_block_of_a_spreadsheet_overwrites_from_the_cell_on_and_adds_lines()
    {
        var id = await office.NewBidAsync();
        var line = await office.AddLineAsync(id, "Old", "1", "10");
        var section = (await office.GetAsync(id)).Sections[0].Id;

        await office.Lines.PasteAsync(id, section, line, BidLineField.Description, "Groundwork\t1\tea\t$2,400.00\nPipe\t12.5\tft\t4.20\nFittings\t30\tea\t1.15\n", office.Omar, Now);

        var bid = await office.GetAsync(id);
        Assert.Equal([("Groundwork", 1m, "ea", 240000), ("Pipe", 12.5m, "ft", 5250), ("Fittings", 30m, "ea", 3450L)], bid.Sections[0].Lines.Select(l => (l.Description, l.Quantity, l.Unit!, l.TotalCents!.Value)));
        Assert.Equal(248700, bid.Row.TotalCents);
    }

    [Fact]
    public async Task One_wrong_cell_of_a_block_and_nothing_of_it_is_pasted()
    {
        var id = await office.NewBidAsync();
        var section = (await office.GetAsync(id)).Sections[0].Id;

        var refusal = await Assert.ThrowsAsync<RuleException>(() =>
            office.Lines.PasteAsync(id, section, Guid.CreateVersion7(), BidLineField.Description, "Pipe\t1\tft\t4.20\nFittings\tmany\tea\t1.15\n", office.Omar, Now));

        Assert.Equal("Row 2: “many” is no quantity. Nothing was pasted.", refusal.Message);
        Assert.Equal(0, (await office.GetAsync(id)).Row.LineCount);
    }

    [Fact]
    public async Task Lines_move_are_duplicated_removed_and_put_back_where_they_were()
    {
        var id = await office.NewBidAsync();
        var (a, b, c) = (await office.AddLineAsync(id, "a", "1", "1"), await office.AddLineAsync(id, "b", "1", "2"), await office.AddLineAsync(id, "c", "1", "3"));
        await office.Lines.AddSectionAsync(id, "Options", office.Omar, Now);

        await office.Lines.MoveAsync(id, c, -1, office.Omar, Now);
        Assert.Equal("a c b /", await OrderAsync());
        await office.Lines.MoveAsync(id, b, 1, office.Omar, Now);
        Assert.Equal("a c / b", await OrderAsync());
        await office.Lines.DuplicateAsync(id, a, Guid.CreateVersion7(), office.Omar, Now);
        Assert.Equal("a a c / b", await OrderAsync());
        var removed = await office.Lines.RemoveAsync(id, c, office.Omar, Now);
        Assert.Equal(("a a / b", 400), (await OrderAsync(), (await office.GetAsync(id)).Row.TotalCents));
        await office.Lines.RestoreAsync(removed, office.Omar, Now);
        await office.Lines.RestoreAsync(removed, office.Omar, Now);
        Assert.Equal(("a a c / b", 700), (await OrderAsync(), (await office.GetAsync(id)).Row.TotalCents));

        async Task<string> OrderAsync() => string.Join(" / ", (await office.GetAsync(id)).Sections.Select(s => string.Join(' ', s.Lines.Select(l => l.Description)))).TrimEnd();
    }

    [Fact]
    public async Task Putting_many_lines_between_two_never_runs_out_of_room()
    {
        var id = await office.NewBidAsync();
        var last = await office.AddLineAsync(id, "0", "1", "1");
        for (var n = 1; n <= 14; n++)
        {
            await office.Lines.DuplicateAsync(id, (await office.GetAsync(id)).Sections[0].Lines[0].Id, Guid.CreateVersion7(), office.Omar, Now);
        }

        Assert.Equal((15, last), ((await office.GetAsync(id)).Row.LineCount, (await office.GetAsync(id)).Sections[0].Lines[0].Id));
    }

    [Theory]
    [InlineData(BidStatus.Sent)]
    [InlineData(BidStatus.Won)]
    [InlineData(BidStatus.Lost)]
    public async Task What_was_sent_keeps_its_lines_even_from_those_who_write_sql(BidStatus status)
    {
        var id = await office.NewBidInAsync(status);
        var line = (await office.GetAsync(id)).Sections[0].Lines[0];

        await Assert.ThrowsAsync<RuleException>(() => office.Lines.RemoveAsync(id, line.Id, office.Omar, Now));
        await using var db = await office.Office.DbAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => db.BidLines.Where(l => l.Id == line.Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.UnitPriceCents, 1), Now));

        Assert.Equal("bid_sent", refused.ConstraintName);
    }

    [Fact]
    public async Task A_section_with_lines_and_the_last_one_stay()
    {
        var id = await office.NewBidAsync();
        var first = (await office.GetAsync(id)).Sections[0].Id;
        await Assert.ThrowsAsync<RuleException>(() => office.Lines.RemoveSectionAsync(id, first, office.Omar, Now));
        await office.Lines.AddSectionAsync(id, "Options", office.Omar, Now);
        await office.AddLineAsync(id, "a", "1", "1");

        await Assert.ThrowsAsync<RuleException>(() => office.Lines.RemoveSectionAsync(id, first, office.Omar, Now));
        await office.Lines.RenameSectionAsync(id, first, "Rough-in", office.Omar, Now);
        await office.Lines.RemoveSectionAsync(id, (await office.GetAsync(id)).Sections[1].Id, office.Omar, Now);

        Assert.Equal(["Rough-in"], (await office.GetAsync(id)).Sections.Select(s => s.Title));
    }
}
