using System.Collections.Frozen;

namespace PlumbingOps.Data.Tenants;

/// <summary>A company's id stands in addresses beside our own pages' names: <c>/reviews/h2o</c> is H2O's public page, <c>/reviews/requests</c> is ours.</summary>
public static class CompanyIds
{
    /// <summary>No company gets one of these as its id; a company called Requests becomes <c>requests_2</c>.</summary>
    public static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        "answers", "requests", "settings", "tickets", "new", "csv", "public", "all", "both", "any", "none", "system", "admin", "api");
}
