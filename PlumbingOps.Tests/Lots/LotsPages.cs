using Bunit;
using PlumbingOps.Data;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Lots;

/// <summary>Renders pages of builders and lots for one of the cast, over the services of a real office.</summary>
public abstract class LotsPages(LotsOffice office) : BunitContext
{
    protected LotsOffice Office { get; } = office;

    protected static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    /// <summary>Before the first render.</summary>
    protected Task SignInAsync(Actor actor)
    {
        this.Furnish(
            actor, Office.Clock, Office.Tenants, Office.Builders, Office.Aliases, Office.Contacts, Office.Merging, Office.CommunityMerging, Office.Communities, Office.Lots, Office.Boards,
            Office.Turnovers, Office.Jobs, Office.PortalLinks, Office.Portals, Office.Live, Office.Drafts);
        return this.ChooseCompaniesAsync(actor);
    }
}
