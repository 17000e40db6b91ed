using Microsoft.EntityFrameworkCore;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Bids;

/// <summary>What was sent, its versions, and the link on which a customer accepts it.</summary>
public class BidOfferTests(BidsOffice office) : IClassFixture<BidsOffice>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sending_keeps_what_the_customer_reads_without_our_costs()
    {
        var id = await office.NewBidInAsync(BidStatus.Sent, b => (b.CommunityId, b.LotNumber, b.Terms) = (office.Cedar.Id, "14", "Net 30"));

        var version = Assert.Single(await office.Versions.ListAsync(id, office.Omar, Now));
        var sheet = await office.Versions.GetDocumentAsync(id, 1, office.Office.Vera, Now);
        await using var db = await office.Office.DbAsync();
        var json = await db.BidVersions.Where(v => v.BidId == id).Select(v => v.Document).SingleAsync(Now);

        Assert.Equal((120000, "Cedar Ridge, lot 14", "Net 30", "Top out"), (sheet.TotalCents, sheet.Place, sheet.Terms, sheet.Sections[0].Lines[0].Description));
        Assert.Equal(BidDocument.HashOf(json), version.DocumentHash);
        Assert.DoesNotContain("Cost", json, StringComparison.Ordinal);
        Assert.DoesNotContain("80000", json, StringComparison.Ordinal);
        Assert.Equal((BidsOffice.Today, BidsOffice.Today.AddDays(7)), ((await office.GetAsync(id)).Row.SentOn, (await office.GetAsync(id)).Row.FollowUpOn));
        await Assert.ThrowsAsync<RuleException>(() => office.Versions.ListAsync(id, office.Office.Mia, Now));
    }

    [Fact]
    public async Task A_customer_accepts_once_and_what_they_accepted_is_kept()
    {
        var id = await office.NewBidInAsync(BidStatus.Sent);
        var token = await office.Versions.MakeLinkAsync(id, office.Omar, Now);
        var offer = (await office.Offers.FindAsync(token, Now))!;
        Assert.Equal(BidOfferState.Open, offer.State);
        await Assert.ThrowsAsync<RuleException>(() => office.Offers.AcceptAsync(token, "  ", offer.DocumentHash, "203.0.113.9", Now));
        await Assert.ThrowsAsync<RuleException>(() => office.Offers.AcceptAsync(token, "Ann Example", "another", "203.0.113.9", Now));

        await office.Offers.AcceptAsync(token, "Ann  Example", offer.DocumentHash, "203.0.113.9", Now);

        var version = Assert.Single(await office.Versions.ListAsync(id, office.Omar, Now));
        Assert.Equal(("Ann Example", "203.0.113.9", office.Office.Clock.Now.ToUniversalTime()), (version.AcceptedBy, version.AcceptedFrom, version.AcceptedAt));
        Assert.NotNull(Assert.Single(version.Links).OpenedAt);
        Assert.Equal(BidOfferState.Accepted, (await office.Offers.FindAsync(token, Now))!.State);
        Assert.Equal("It was accepted already.", (await Assert.ThrowsAsync<RuleException>(() => office.Offers.AcceptAsync(token, "Bob", offer.DocumentHash, null, Now))).Message);
        await using var db = await office.Office.DbAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => db.BidVersions.Where(v => v.BidId == id).ExecuteUpdateAsync(v => v.SetProperty(x => x.AcceptedBy, "Bob"), Now));
        Assert.Equal("bid_version_kept", refused.ConstraintName);
        Assert.Equal("A customer", await db.ChangeSets.Where(s => EF.Functions.Like(s.Summary!, "%was accepted by Ann Example")).Select(s => s.ActorName).SingleAsync(Now));
    }

    [Fact]
    public async Task Of_two_who_accept_at_once_one_does()
    {
        var id = await office.NewBidInAsync(BidStatus.Sent);
        var token = await office.Versions.MakeLinkAsync(id, office.Omar, Now);
        var hash = (await office.Offers.FindAsync(token, Now))!.DocumentHash;

        var outcomes = await Task.WhenAll(new[] { "Ann", "Bob" }.Select(async name =>
        {
            try
            {
                await office.Offers.AcceptAsync(token, name, hash, null, Now);
                return name;
            }
            catch (RuleException)
            {
                return null;
            }
        }));

        Assert.Equal(Assert.Single(outcomes, o => o is not null), (await office.Versions.ListAsync(id, office.Omar, Now))[0].AcceptedBy);
    }

    [Fact]
    public async Task A_link_that_is_over_revoked_replaced_or_unknown_shows_nothing_of_the_bid()
    {
        var id = await office.NewBidInAsync(BidStatus.Sent);
        var (revoked, other) = (await office.Versions.MakeLinkAsync(id, office.Omar, Now), await office.Versions.MakeLinkAsync(id, office.Omar, Now));
        var hash = (await office.Offers.FindAsync(other, Now))!.DocumentHash;
        var newest = (await office.Versions.ListAsync(id, office.Omar, Now))[0].Links;
        await using (var db = await office.Office.DbAsync())
        {
            var first = await db.BidLinks.Where(l => l.BidId == id).OrderBy(l => l.CreatedAt).ThenBy(l => l.Id).Select(l => l.Id).FirstAsync(Now);
            await office.Versions.RevokeLinkAsync(first, office.Omar, Now);
        }

        Assert.Equal(2, newest.Count);
        Assert.Null(await office.Offers.FindAsync("unknown", Now));
        await RefusesAsync(revoked, BidOfferState.Revoked);
        office.Office.Clock.Now += TimeSpan.FromDays(BidLink.Days);
        await RefusesAsync(other, BidOfferState.Over);
        office.Office.Clock.Now -= TimeSpan.FromDays(BidLink.Days);
        await office.Bids.ReviseAsync(id, office.Omar, Now);
        await RefusesAsync(other, BidOfferState.Replaced);

        async Task RefusesAsync(string token, BidOfferState state)
        {
            var offer = (await office.Offers.FindAsync(token, Now))!;
            Assert.Equal((state, null), (offer.State, offer.Document));
            await Assert.ThrowsAsync<RuleException>(() => office.Offers.AcceptAsync(token, "Ann", hash, null, Now));
        }
    }

    [Fact]
    public async Task The_tokens_are_not_in_the_database()
    {
        var id = await office.NewBidInAsync(BidStatus.Sent);
        var token = await office.Versions.MakeLinkAsync(id, office.Omar, Now);

        Assert.Equal(0, await Sql.AskAsync<long>(office.Office.Connections.Admin!, $"select count(*) from history.changes where after::text like '%{token}%' or after ->> 'token_hash' like '%x%'"));
    }

    [Fact]
    public async Task Each_change_of_what_was_sent_is_a_new_version_that_says_what_it_changes()
    {
        var id = await office.NewBidInAsync(BidStatus.Sent);
        await office.Bids.ReviseAsync(id, office.Omar, Now);
        var section = (await office.GetAsync(id)).Sections[0];
        await office.Lines.SetAsync(id, section.Id, section.Lines[0].Id, BidLineField.UnitPrice, "1,200.00", "1,100", office.Omar, Now);
        await office.AddLineAsync(id, "Hose bib", "2", "85");

        var diff = (await office.Versions.CompareAsync(id, null, office.Omar, Now))!;
        Assert.Equal([(BidLineChange.Changed, "Top out"), (BidLineChange.Added, "Hose bib")], diff.Lines.Select(l => (l.Change, l.After!.Description)));
        await office.Bids.AskApprovalAsync(id, office.Omar, Now);
        await office.ApproveAsync(id, office.Ana);
        await office.Bids.SendAsync(id, office.Omar, Now);

        Assert.Equal([(2, 127000), (1, 120000L)], (await office.Versions.ListAsync(id, office.Omar, Now)).Select(v => (v.Number, v.TotalCents)));
        Assert.Equal(120000, (await office.Versions.GetDocumentAsync(id, 1, office.Omar, Now)).TotalCents);
        Assert.Null(await office.Versions.CompareAsync(id, 1, office.Omar, Now));
        Assert.Equal((120000, 127000), ((await office.Versions.CompareAsync(id, 2, office.Omar, Now))!.BeforeCents, (await office.Versions.CompareAsync(id, 2, office.Omar, Now))!.AfterCents));
    }
}
