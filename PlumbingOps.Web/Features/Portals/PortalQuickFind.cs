using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Portals;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Portals;

/// <summary>Logins at portals in quick jump, by portal, and by login or number for those who may use them.</summary>
public sealed class PortalQuickFind(PortalAccountService accounts, TenantDirectory tenants) : IQuickFind
{
    private const int Most = 5;

    public async Task<IReadOnlyList<QuickHit>> FindAsync(Actor actor, string text, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.SeePortals))
        {
            return [];
        }

        var companies = (await tenants.ListAsync(cancellationToken)).ToDictionary(t => t.Id, t => t.ShortName);
        return [.. (await accounts.FindAsync(null, text, Most, actor, cancellationToken))
            .Select(a => new QuickHit("Portal", a.Portal, string.Join(" · ", new[] { actor.Tenants.Count > 1 ? companies[a.TenantId] : null, a.Login, a.Owner }.OfType<string>()), Urls.PortalAccount(a.Id), "key"))];
    }
}
