using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Bids;

/// <summary>Bids in quick jump, by number, name, place or whom they are for; never by price.</summary>
public sealed class BidQuickFind(BidService bids) : IQuickFind
{
    private const int Most = 5;

    public async Task<IReadOnlyList<QuickHit>> FindAsync(Actor actor, string text, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.SeeBids))
        {
            return [];
        }

        var found = await bids.ListAsync(new BidFilter { Search = text }, new ListRequest("number", true, null, null, Most), actor, cancellationToken);
        return [.. found.Rows.Select(row => new QuickHit("Bid", $"{row.ShortNumber} · {row.Name}", $"{row.ForWhom}, {row.Status.InWords()}", Urls.Bid(row.Id), "dollar"))];
    }
}
