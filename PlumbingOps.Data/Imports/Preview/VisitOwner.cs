using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Imports;

/// <summary>
/// Which company's books a visit belongs to. A go-back at a homeowner's address is the service company's, even when the construction calendar
/// holds it; with a lot it stays with the construction company.
/// </summary>
internal sealed class VisitOwner
{
    private readonly string tenantId;
    private readonly TenantRow? homeowners;
    private readonly IReadOnlyDictionary<string, TenantRow> companies;

    /// <param name="visible">The companies the person may see: nothing is written into another.</param>
    public VisitOwner(string tenantId, IReadOnlyList<TenantRow> companies, IReadOnlyList<string> visible)
    {
        this.tenantId = tenantId;
        this.companies = companies.Where(c => visible.Contains(c.Id)).ToDictionary(c => c.Id);
        var serving = this.companies.Values.Where(c => c.Features.Contains(Feature.Customers) && c.Features.Contains(Feature.ServiceCalls)).ToList();
        // Two service companies: nobody can tell whose it is, so it stays where the calendar is.
        homeowners = this.companies.TryGetValue(tenantId, out var own) && !own.Features.Contains(Feature.Customers) && serving is [var one] ? one : null;
    }

    /// <summary>Without a house there is one company.</summary>
    public static VisitOwner Nobody { get; } = new("", [], []);

    public string Of(RowProposal row) => Other(row)?.Id ?? tenantId;

    /// <summary>The company, when it is not the one whose calendar is imported.</summary>
    public TenantRow? Other(RowProposal row) =>
        homeowners is not null && row.Kind == ImportKind.GoBack && row.Address.Street is not null && !Places.Of(row).Any() ? homeowners : null;

    public bool HasCustomers(string tenant) => companies.TryGetValue(tenant, out var company) && company.Features.Contains(Feature.Customers);
}
