using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Bids;

/// <summary>How the filters of the bids list become a query that its indexes answer.</summary>
internal static class BidSearch
{
    private const int MostFound = 1_000;

    public static async Task<IQueryable<Bid>> ApplyAsync(AppDbContext db, BidFilter filter, TenantDirectory tenants, TimeProvider clock, CancellationToken cancellationToken)
    {
        var allowed = db.Scope!.Tenants;
        var bids = db.Bids.AsNoTracking();
        bids = allowed is [var only] ? bids.Where(b => b.TenantId == only) : bids.Where(b => allowed.Contains(b.TenantId));
        bids = filter.Archived ? bids.Where(b => b.ArchivedAt != null) : bids.Where(b => b.ArchivedAt == null);
        if (filter.Status is { } status) { bids = bids.Where(b => b.Status == status); }
        if (filter.Open) { bids = bids.Where(b => b.Status != BidStatus.Won && b.Status != BidStatus.Lost); }
        if (filter.BuilderId is { } builder) { bids = bids.Where(b => b.BuilderId == builder); }
        if (filter.CustomerId is { } customer) { bids = bids.Where(b => b.CustomerId == customer); }
        if (filter.OwnerId is { } owner) { bids = bids.Where(b => b.OwnerId == owner); }
        if (filter.ServiceCallId is { } call) { bids = bids.Where(b => b.ServiceCallId == call); }
        if (filter.From is { } from) { bids = bids.Where(b => b.DueSort >= from); }
        if (filter.To is { } to) { bids = bids.Where(b => b.DueSort <= to); }
        if (filter.DecidedFrom is { } since) { bids = bids.Where(b => b.DecidedOn >= since); }
        if (filter.DecidedTo is { } until) { bids = bids.Where(b => b.DecidedOn <= until); }
        if (filter.SentFrom is { } sentFrom) { bids = bids.Where(b => b.SentOn >= sentFrom); }
        if (filter.SentTo is { } sentTo) { bids = bids.Where(b => b.SentOn <= sentTo); }
        if (filter.TechnicianId is { } technician) { bids = bids.Where(b => db.CallTechnicians.Any(t => t.TenantId == b.TenantId && t.ServiceCallId == b.ServiceCallId && t.TechnicianId == technician)); }
        if (filter.ToChase) { bids = await ToChaseAsync(bids, allowed, tenants, clock, cancellationToken); }
        return string.IsNullOrWhiteSpace(filter.Search) ? bids : Find(db, bids, filter.Search);
    }

    /// <summary>Every company by its own today, so that none is called late a day too soon.</summary>
    public static async Task<IQueryable<Bid>> ToChaseAsync(IQueryable<Bid> bids, IReadOnlyList<string> allowed, TenantDirectory tenants, TimeProvider clock, CancellationToken cancellationToken)
    {
        IQueryable<Bid>? all = null;
        foreach (var day in (await tenants.ListAsync(cancellationToken)).Where(t => allowed.Contains(t.Id)).GroupBy(t => t.Today(clock)))
        {
            var (today, soon, mine) = (day.Key, day.Key.AddDays(BidFollowUp.SoonDays), day.Select(t => t.Id).ToList());
            var those = bids.Where(b => mine.Contains(b.TenantId) && b.Status != BidStatus.Won && b.Status != BidStatus.Lost
                && (b.DueDate < today || (b.Status == BidStatus.Sent ? b.FollowUpOn <= today : b.DueDate <= soon)));
            all = all is null ? those : all.Union(those);
        }

        return all ?? bids.Where(b => false);
    }

    /// <summary>In the bid itself, or in the names of its builder, community or customer; never in prices.</summary>
    private static IQueryable<Bid> Find(AppDbContext db, IQueryable<Bid> bids, string text)
    {
        var communities = SearchWords.Of(text).Aggregate(db.Communities.AsQueryable(), (found, word) => found.Where(c =>
            EF.Functions.ILike(c.Name + " " + c.Builder!.Name, SearchWords.Anywhere(word))));
        var builders = SearchWords.Of(text).Aggregate(db.Builders.AsQueryable(), (found, word) => found.Where(b => EF.Functions.ILike(b.Name, SearchWords.Anywhere(word))));
        var ids = db.Bids.Where(b => db.FindBids(text, MostFound).Any(f => f.Id == b.Id)).Select(b => b.Id)
            .Union(db.Bids.Where(b => db.FindCustomers(text, MostFound).Any(f => f.Id == b.CustomerId)).Select(b => b.Id))
            .Union(db.Bids.Where(b => builders.Any(x => x.Id == b.BuilderId)).Select(b => b.Id))
            .Union(db.Bids.Where(b => communities.Any(c => c.Id == b.CommunityId)).Select(b => b.Id));
        return bids.Where(b => ids.Contains(b.Id));
    }

    /// <summary>What the viewer may not see does not leave the database.</summary>
    public static Expression<Func<Bid, BidRow>> AsRow(AppDbContext db)
    {
        var actor = db.Scope!.Actor;
        var (prices, margins) = (actor.May(Permission.SeePrices), BidRights.SeesMargins(actor));
        return b => new BidRow(
            b.Id, b.TenantId, b.Number, b.Name, b.Status, b.BuilderId, b.Builder!.Name, b.CustomerId, b.Customer!.Name,
            b.Community!.Name, b.LotNumber, b.Street, b.City, b.Plan, b.DueDate, b.SentOn, b.FollowUpOn, b.DecidedOn,
            b.OwnerId, db.Users.Where(u => u.Id == b.OwnerId).Select(u => u.FullName).FirstOrDefault(), b.VersionNumber, b.LineCount, b.UnpricedCount,
            prices ? b.TotalCents : null, margins ? b.CostCents : null);
    }
}

/// <summary>What of a bid's money who may see.</summary>
public static class BidRights
{
    /// <summary>A margin says the price as well.</summary>
    public static bool SeesMargins(Actor actor) => actor.May(Permission.SeePrices) && actor.May(Permission.SeeMargins);
}
