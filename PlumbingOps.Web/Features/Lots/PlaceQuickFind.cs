using PlumbingOps.Data;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Lots;

/// <summary>Builders, communities and lots in quick jump.</summary>
public sealed class PlaceQuickFind(BuilderService builders, CommunityService communities, LotService lots) : IQuickFind
{
    private const int Most = 4;

    public async Task<IReadOnlyList<QuickHit>> FindAsync(Actor actor, string text, CancellationToken cancellationToken)
    {
        var hits = new List<QuickHit>();
        if (actor.May(Permission.SeeBuilders))
        {
            hits.AddRange((await builders.FindAsync(text, Most, actor, cancellationToken)).Select(b => new QuickHit("Builder", b.Text, b.Detail, Urls.Builder(b.Id), "building")));
        }

        if (actor.May(Permission.SeeLots))
        {
            hits.AddRange((await communities.FindAsync(text, Most, actor, cancellationToken)).Select(c => new QuickHit("Community", c.Text, c.Detail, Urls.Community(c.Id), "map")));
            hits.AddRange((await lots.FindAsync(text, Most, actor, cancellationToken)).Select(l => new QuickHit("Lot", $"{l.Title} · {l.Community}", l.Street ?? l.Builder, Urls.Lot(l.Id), "house")));
        }

        return hits;
    }
}
