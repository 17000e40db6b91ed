using Bunit;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Imports;

/// <summary>The import's pages over the real services.</summary>
public abstract class ImportPages(ImportOffice office) : BunitContext
{
    protected static readonly TimeSpan Patience = PageFloor.Patience;

    protected ImportOffice Office => office;

    /// <summary>Before the first render.</summary>
    protected Task StartAsync(Actor person)
    {
        this.Furnish(person, Office.Clock, Office.Get<TenantDirectory>(), Office.Get<LiveUpdates>(), Office.Lists, Office.Uploads, Office.Review, Office.Commits, Office.Undo);
        return this.ChooseCompaniesAsync(person);
    }
}
