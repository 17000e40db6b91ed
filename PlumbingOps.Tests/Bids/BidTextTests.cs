using PlumbingOps.Data;
using PlumbingOps.Data.Bids;

namespace PlumbingOps.Tests.Bids;

public class BidTextTests
{
    [Theory]
    [InlineData("1200", 120000)]
    [InlineData("$1,234.50", 123450)]
    [InlineData(" 0.07 ", 7)]
    [InlineData("-40", -4000)]
    [InlineData("(40.00)", -4000)]
    [InlineData("", null)]
    public void Money_is_read_as_people_and_spreadsheets_write_it(string typed, int? cents) => Assert.Equal(cents, BidText.Cents(typed));

    [Theory]
    [InlineData("abc")]
    [InlineData("1.005")]
    [InlineData("99999999999999999999999")]
    [InlineData("1e9")]
    public void What_is_no_amount_in_whole_cents_is_refused(string typed) => Assert.Throws<RuleException>(() => BidText.Cents(typed));

    [Theory]
    [InlineData("2.5", 2.5)]
    [InlineData("1,000", 1000)]
    [InlineData("", 1)]
    public void Quantities_are_read(string typed, double quantity) => Assert.Equal((decimal)quantity, BidText.Quantity(typed));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.2345")]
    [InlineData("1000001")]
    [InlineData("two")]
    public void Other_quantities_are_refused(string typed) => Assert.Throws<RuleException>(() => BidText.Quantity(typed));

    [Fact]
    public void A_block_of_a_spreadsheet_is_rows_of_cells()
    {
        var block = PastedBlock.Read("Water heater\t1\tea\t$1,450.00\r\n\"3\"\" pipe,\nlong\"\t12.5\tft\t4.20\r\n\r\n3\" pipe\t1\r\n");

        Assert.Equal([["Water heater", "1", "ea", "$1,450.00"], ["3\" pipe,\nlong", "12.5", "ft", "4.20"], ["3\" pipe", "1"]], block);
    }

    public static TheoryData<BidStatus, int?, int?, string?> Chases => new()
    {
        { BidStatus.Drafting, -2, null, "2 days overdue" },
        { BidStatus.Sent, -1, 5, "1 day overdue" },
        { BidStatus.Drafting, 0, null, "Due today" },
        { BidStatus.ReadyToSend, 3, null, "Due in 3 days" },
        { BidStatus.Drafting, 4, null, null },
        { BidStatus.Sent, 2, null, null },
        { BidStatus.Sent, null, 0, "Ask today" },
        { BidStatus.Sent, null, -3, "No answer" },
        { BidStatus.Sent, null, 1, null },
        { BidStatus.Won, -9, -9, null },
        { BidStatus.Lost, -9, -9, null },
        { BidStatus.Drafting, null, null, null },
    };

    [Theory, MemberData(nameof(Chases))]
    public void Bids_are_chased_by_the_first_rule_that_fits(BidStatus status, int? due, int? followUp, string? words)
    {
        var today = new DateOnly(2026, 3, 18);

        Assert.Equal(words, BidFollowUp.Of(status, Day(due), Day(followUp), today)?.InWords());

        DateOnly? Day(int? days) => days is { } d ? today.AddDays(d) : null;
    }

    [Fact]
    public void Two_versions_differ_in_what_was_added_removed_and_changed()
    {
        var (kept, gone, changed) = (Line("Trim", 1000), Line("Permit", 500), Line("Top out", 2000));
        var added = Line("Hose bib", 300);

        var diff = BidDiff.Of(Document(1, "House", kept, gone, changed), Document(2, "Bigger house", kept, changed with { UnitPriceCents = 2500, TotalCents = 2500 }, added));

        Assert.Equal([(BidLineChange.Changed, "Top out"), (BidLineChange.Added, "Hose bib"), (BidLineChange.Removed, "Permit")], diff.Lines.Select(l => (l.Change, (l.After ?? l.Before)!.Description)));
        Assert.Equal([("Name", "House", "Bigger house")], diff.Facts);
        Assert.Equal((3500, 3800), (diff.BeforeCents, diff.AfterCents));

        static BidDocumentLine Line(string description, long cents) => new(Guid.CreateVersion7(), description, 1, null, cents, cents);
        static BidDocument Document(int version, string name, params BidDocumentLine[] lines) =>
            new("AC", null, "#000000", "B-1", version, name, "Builder", "", null, new DateOnly(2026, 3, 18), null, [new("Plumbing", 0, lines)], lines.Sum(l => l.TotalCents!.Value), null);
    }
}
