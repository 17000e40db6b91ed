namespace PlumbingOps.Data.Tenants;

/// <summary>A company in the administrator's list.</summary>
/// <param name="People">Active users who may see it.</param>
public sealed record CompanyRow(
    string Id, string Name, string ShortName, string Color, string Zone, IReadOnlyList<Feature> Features, bool IsActive, int People, int Technicians);

/// <summary>One company with its settings.</summary>
public sealed record CompanyDetails(string Id, CompanyInput Input, bool IsActive);
