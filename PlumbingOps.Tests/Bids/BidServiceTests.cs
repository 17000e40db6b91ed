using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.History;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Bids;

public class BidServiceTests(BidsOffice office) : IClassFixture<BidsOffice>
{
    private static readonly ListRequest FirstPage = new(null, true, null, null, 50);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bid_gets_a_number_an_owner_and_a_place_to_write_lines()
    {
        var id = await office.NewBidAsync(b => (b.CommunityId, b.BuilderId, b.LotNumber, b.Plan) = (office.Cedar.Id, null, "7", "a204"));

        var bid = await office.GetAsync(id);

        Assert.Equal(("Northfork Homes", "Cedar Ridge #7", "A204", "Omar Ortiz", BidStatus.Drafting), (bid.Row.Builder, bid.Row.Place, bid.Row.Plan, bid.Row.Owner, bid.Status));
        Assert.Matches("^B-1[0-9]{3}$", bid.Row.ShortNumber);
        Assert.Equal(["Plumbing"], bid.Sections.Select(s => s.Title));
    }

    [Fact]
    public async Task A_bid_is_for_somebody()
    {
        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.NewBidAsync(b => b.BuilderId = null));

        Assert.Equal("Choose the builder or the customer the bid is for.", refusal.Message);
    }

    [Fact]
    public async Task Another_companys_bid_and_customer_are_not_there()
    {
        var customer = new Customer { TenantId = TestOffice.H2o, Name = "Ann Example", CreatedAt = office.Office.Clock.Now.ToUniversalTime() };
        await office.Office.AddAsync(customer);
        var id = await office.NewBidAsync();
        var max = office.Office.Max;

        await Assert.ThrowsAsync<NotFoundException>(() => office.GetAsync(id, max));
        await Assert.ThrowsAsync<NotFoundException>(() => office.Bids.SaveAsync(id, new BidInput { Name = "a" }, new BidInput { Name = "b" }, max, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => office.Lines.AddSectionAsync(id, "Mine", max, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => office.NewBidAsync(b => b.CustomerId = customer.Id));
        Assert.DoesNotContain((await office.Bids.ListAsync(new BidFilter(), FirstPage, max, Now)).Rows, r => r.Id == id);
    }

    [Fact]
    public async Task What_is_left_and_what_it_costs_is_shown_to_those_who_may_see_it()
    {
        var id = await office.NewBidAsync();
        var line = await office.AddLineAsync(id, "Top out", "2", "100", "60");
        var (omar, vera, mia) = (await office.GetAsync(id), await office.GetAsync(id, office.Office.Vera), await office.GetAsync(id, office.Office.Mia));

        Assert.Equal((20000, 12000, 8000, 40m), (omar.Row.TotalCents, omar.Row.CostCents, omar.Row.MarginCents, omar.Row.MarginPercent));
        Assert.Equal((20000, null, null), (vera.Row.TotalCents, vera.Row.CostCents, vera.Row.MarginCents));
        Assert.Equal((10000, null), (vera.Sections[0].Lines[0].UnitPriceCents, vera.Sections[0].Lines[0].UnitCostCents));
        Assert.Equal((null, null, null), (mia.Row.TotalCents, mia.Row.CostCents, mia.Sections[0].Lines[0].UnitPriceCents));
        Assert.Null((await office.Bids.PipelineAsync(new BidFilter(), office.Office.Mia, Now))[0].SumCents);

        var history = office.Office.Get<HistoryService>();
        Assert.Equal(["Unit price", "Unit cost", "Total"], (await LabelsAsync(office.Omar)).Where(IsMoney));
        Assert.Equal(["Unit price", "Total"], (await LabelsAsync(office.Office.Vera)).Where(IsMoney));
        Assert.DoesNotContain(await LabelsAsync(office.Office.Mia), IsMoney);
        Assert.Contains(line, (await history.ForRecordAsync("bids", id, FirstPage, office.Omar, Now)).Rows.SelectMany(r => r.Changes).Select(c => c.EntityId));

        static bool IsMoney(string label) => label is "Unit price" or "Unit cost" or "Total";
        async Task<IEnumerable<string>> LabelsAsync(Actor by) =>
            (await history.ForRecordAsync("bids", id, FirstPage, by, Now)).Rows.SelectMany(r => r.Changes).SelectMany(c => c.Fields).Select(f => f.Label).Distinct()
                .OrderBy(l => Array.IndexOf(["Unit price", "Unit cost", "Total"], l));
    }

    [Fact]
    public async Task A_list_is_not_sorted_by_prices_for_those_who_do_not_see_them()
    {
        var dear = await office.NewBidAsync(b => b.Name = "Sorted one");
        await office.AddLineAsync(dear, "Gold", "1", "9000");
        var cheap = await office.NewBidAsync(b => b.Name = "Sorted two");
        await office.AddLineAsync(cheap, "Lead", "1", "9");
        var byTotal = new ListRequest("total", true, null, null, 50);

        Assert.Equal([dear, cheap], (await office.Bids.ListAsync(new BidFilter { Search = "sorted" }, byTotal, office.Omar, Now)).Rows.Select(r => r.Id));
        Assert.Equal([cheap, dear], (await office.Bids.ListAsync(new BidFilter { Search = "sorted" }, byTotal, office.Office.Mia, Now)).Rows.Select(r => r.Id));
    }

    [Fact]
    public async Task Search_finds_by_name_number_place_and_whom_it_is_for_and_never_by_price()
    {
        var id = await office.NewBidAsync(b => (b.Name, b.CommunityId, b.LotNumber, b.Street) = ("Juniper duplex", office.Cedar.Id, "31", "9 Quail Ct"));
        await office.AddLineAsync(id, "Top out", "1", "7311");

        foreach (var text in new[] { "juniper", "quail ct", "cedar ridge", "lot 31", (await office.GetAsync(id)).Row.ShortNumber, "northfork" })
        {
            Assert.Contains(id, await FoundAsync(text));
        }

        Assert.DoesNotContain(id, await FoundAsync("7311"));

        async Task<IEnumerable<Guid>> FoundAsync(string text) => (await office.Bids.ListAsync(new BidFilter { Search = text }, FirstPage, office.Omar, Now)).Rows.Select(r => r.Id);
    }

    [Fact]
    public async Task The_filter_to_chase_holds_what_the_rules_hold()
    {
        var late = await office.NewBidAsync(b => b.DueDate = BidsOffice.Today.AddDays(-1));
        var soon = await office.NewBidAsync(b => b.DueDate = BidsOffice.Today.AddDays(3));
        var later = await office.NewBidAsync(b => b.DueDate = BidsOffice.Today.AddDays(4));
        var sent = await office.NewBidInAsync(BidStatus.Sent);

        Assert.Equal([late, soon], (await ChasedAsync()).Intersect([late, soon, later, sent]));

        var bid = await office.GetAsync(sent);
        var mine = bid.Input.Copy();
        mine.FollowUpOn = BidsOffice.Today;
        await office.Bids.SaveAsync(sent, bid.Input, mine, office.Omar, Now);

        Assert.Equal([late, sent, soon], (await ChasedAsync()).Intersect([late, soon, later, sent]));

        async Task<IEnumerable<Guid>> ChasedAsync() => (await office.Bids.ListToChaseAsync(50, office.Omar, Now)).Select(r => r.Id);
    }

    [Fact]
    public async Task The_pipeline_counts_and_sums_each_state()
    {
        var before = await office.Bids.PipelineAsync(new BidFilter(), office.Omar, Now);
        await office.NewBidInAsync(BidStatus.Sent);
        await office.NewBidInAsync(BidStatus.Won);

        var after = await office.Bids.PipelineAsync(new BidFilter(), office.Omar, Now);

        Assert.Equal(Enum.GetValues<BidStatus>(), after.Select(c => c.Status));
        Assert.Equal(before.Select(c => (c.Status, Count: c.Count + Added(c), Sum: c.SumCents + (Added(c) * 120000))), after.Select(c => (c.Status, c.Count, Sum: c.SumCents)));

        static int Added(BidColumn column) => column.Status is BidStatus.Sent or BidStatus.Won ? 1 : 0;
    }

    [Fact]
    public async Task Prices_are_approved_by_somebody_else_than_who_asked()
    {
        var id = await office.NewBidAsync();
        await office.AddLineAsync(id, "Top out", "1", "100");
        await office.Bids.AskApprovalAsync(id, office.Ana, Now);

        var own = await Assert.ThrowsAsync<OwnApprovalException>(() => office.ApproveAsync(id, office.Ana));
        Assert.True(own.MaySaySo);
        await Assert.ThrowsAsync<RuleException>(() => office.ApproveAsync(id, office.Omar));
        await office.ApproveAsync(id, office.Otto);

        Assert.Equal((BidStatus.ReadyToSend, "Otto Orr"), ((await office.GetAsync(id)).Status, (await office.GetAsync(id)).ApprovedBy));
    }

    [Fact]
    public async Task An_administrator_may_say_that_they_approve_their_own()
    {
        var id = await office.NewBidAsync();
        await office.AddLineAsync(id, "Top out", "1", "100");
        await office.Bids.AskApprovalAsync(id, office.Ana, Now);

        await office.ApproveAsync(id, office.Ana, ownAsking: true);

        Assert.Equal(BidStatus.ReadyToSend, (await office.GetAsync(id)).Status);
        await using var db = await office.Office.DbAsync();
        Assert.True(await db.ChangeSets.AnyAsync(s => EF.Functions.Like(s.Summary!, "Approved, though they asked for it themselves%"), Now));
    }

    [Fact]
    public async Task Of_two_who_approve_at_once_one_does_and_one_learns_that_it_is_done()
    {
        var id = await office.NewBidInAsync(BidStatus.NeedsPriceApproval);

        var outcomes = await Task.WhenAll(TryAsync(office.Ana), TryAsync(office.Otto));

        Assert.Single(outcomes, o => o is null);
        Assert.Contains("ready to send: it cannot be approved", outcomes.Single(o => o is not null), StringComparison.Ordinal);

        async Task<string?> TryAsync(Actor by)
        {
            try
            {
                await office.ApproveAsync(id, by);
                return null;
            }
            catch (Exception e) when (e is RuleException or InvalidOperationException)
            {
                // Who looks only after the other has approved sees nothing to approve.
                return e is RuleException ? e.Message : "ready to send: it cannot be approved";
            }
        }
    }

    [Fact]
    public async Task Whoever_changes_a_price_asks_anew_and_an_approval_of_older_prices_is_refused()
    {
        var id = await office.NewBidInAsync(BidStatus.NeedsPriceApproval);
        var seen = await office.GetAsync(id, office.Ana);
        var line = seen.Sections[0].Lines[0];

        office.Office.Clock.Now += TimeSpan.FromMinutes(1);
        await office.Lines.SetAsync(id, seen.Sections[0].Id, line.Id, BidLineField.UnitPrice, "1,200.00", "900", office.Omar, Now);
        Assert.Equal(BidStatus.Drafting, (await office.GetAsync(id)).Status);
        await office.Bids.AskApprovalAsync(id, office.Omar, Now);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.Bids.ApproveAsync(id, seen.ApprovalAskedAt!.Value, false, office.Ana, Now));
        Assert.Contains("changed and sent for approval again", refusal.Message, StringComparison.Ordinal);
        await office.ApproveAsync(id, office.Ana);
        await office.Lines.SetAsync(id, seen.Sections[0].Id, line.Id, BidLineField.Quantity, "1", "1.0", office.Omar, Now);
        Assert.Equal(BidStatus.ReadyToSend, (await office.GetAsync(id)).Status);
        await office.Lines.SetAsync(id, seen.Sections[0].Id, line.Id, BidLineField.Quantity, "1", "2", office.Omar, Now);
        Assert.Equal(BidStatus.Drafting, (await office.GetAsync(id)).Status);
    }

    [Fact]
    public async Task Nothing_and_what_has_no_price_is_not_sent_for_approval()
    {
        var id = await office.NewBidAsync();
        Assert.Contains("nothing to approve", (await Assert.ThrowsAsync<RuleException>(() => office.Bids.AskApprovalAsync(id, office.Omar, Now))).Message, StringComparison.Ordinal);
        await office.AddLineAsync(id, "Top out", "1", null);
        Assert.Equal("One line has no price yet.", (await Assert.ThrowsAsync<RuleException>(() => office.Bids.AskApprovalAsync(id, office.Omar, Now))).Message);
    }

    [Theory]
    [InlineData(BidStatus.Drafting)]
    [InlineData(BidStatus.NeedsPriceApproval)]
    [InlineData(BidStatus.Won)]
    [InlineData(BidStatus.Lost)]
    public async Task Only_approved_bids_are_sent(BidStatus status)
    {
        var id = await office.NewBidInAsync(status);

        await Assert.ThrowsAsync<RuleException>(() => office.Bids.SendAsync(id, office.Omar, Now));
    }

    [Fact]
    public async Task A_lost_bid_says_why_and_only_an_administrator_opens_it_again()
    {
        var id = await office.NewBidInAsync(BidStatus.Sent);
        Assert.Equal("StatusReason", (await Assert.ThrowsAsync<RuleException>(() => office.Bids.LoseAsync(id, " ", office.Omar, Now))).Field);
        await office.Bids.LoseAsync(id, "Too dear", office.Omar, Now);
        Assert.Equal(("Too dear", BidsOffice.Today), ((await office.GetAsync(id)).LostReason, (await office.GetAsync(id)).Row.DecidedOn));

        await Assert.ThrowsAsync<RuleException>(() => office.Bids.ReopenAsync(id, office.Omar, Now));
        await office.Bids.ReopenAsync(id, office.Ana, Now);

        Assert.Equal((BidStatus.Sent, (string?)null), ((await office.GetAsync(id)).Status, (await office.GetAsync(id)).LostReason));
    }

    [Fact]
    public async Task What_the_customer_reads_stays_once_sent_and_our_own_notes_do_not()
    {
        var id = await office.NewBidInAsync(BidStatus.Sent);
        var seen = (await office.GetAsync(id)).Input;
        var (renamed, noted) = (seen.Copy(), seen.Copy());
        (renamed.Name, noted.Notes) = ("Another house", "Called Carl");

        await Assert.ThrowsAsync<RuleException>(() => office.Bids.SaveAsync(id, seen, renamed, office.Omar, Now));
        await office.Bids.SaveAsync(id, seen, noted, office.Omar, Now);

        Assert.Equal("Called Carl", (await office.GetAsync(id)).Input.Notes);
    }

    [Fact]
    public async Task What_two_people_change_in_different_fields_is_kept_of_both()
    {
        var id = await office.NewBidAsync();
        var seen = (await office.GetAsync(id)).Input;
        var (mine, theirs) = (seen.Copy(), seen.Copy());
        (mine.Notes, theirs.DueDate) = ("Gate code at the office", BidsOffice.Today);

        await office.Bids.SaveAsync(id, seen, theirs, office.Ana, Now);
        await office.Bids.SaveAsync(id, seen, mine, office.Omar, Now);

        var now = (await office.GetAsync(id)).Input;
        Assert.Equal(("Gate code at the office", BidsOffice.Today), (now.Notes, now.DueDate));
        theirs.DueDate = BidsOffice.Today.AddDays(9);
        await Assert.ThrowsAsync<EditConflictException>(() => office.Bids.SaveAsync(id, seen, theirs, office.Ana, Now));
    }
}
