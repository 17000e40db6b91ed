using PlumbingOps.Data.Portals;

namespace PlumbingOps.Web.Features.Portals;

/// <summary>The filters of the portals' lists as they stand in an address: of the pages and the file alike.</summary>
public static class PortalFilters
{
    /// <param name="value">Of a key in the address; null when absent.</param>
    public static PortalAccountFilter Read(Func<string, string?> value) => new()
    {
        Search = value("q"),
        TenantId = value("company"),
        Category = Category(value),
        OwnerId = Guid.TryParse(value("owner"), out var owner) ? owner : null,
        Stale = value("stale") is not null,
        Archived = value("archived") is not null,
    };

    public static PortalDefinitionFilter ReadSites(Func<string, string?> value) => new() { Search = value("q"), Category = Category(value), Archived = value("archived") is not null };

    public static PortalRuleFilter ReadRules(Func<string, string?> value) => new()
    {
        Search = value("q"),
        TenantId = value("company"),
        AppliesTo = Enum.TryParse<PortalTarget>(value("about"), out var target) && Enum.IsDefined(target) ? target : null,
        AccountId = Guid.TryParse(value("login"), out var account) ? account : null,
        BuilderId = Guid.TryParse(value("builder"), out var builder) ? builder : null,
        Archived = value("archived") is not null,
    };

    private static PortalCategory? Category(Func<string, string?> value) => Enum.TryParse<PortalCategory>(value("category"), out var category) && Enum.IsDefined(category) ? category : null;
}
