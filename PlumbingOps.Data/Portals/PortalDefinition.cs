namespace PlumbingOps.Data.Portals;

/// <summary>A web site where the office gets permits, books inspections, orders or is paid. Shared by all companies; each has logins of its own.</summary>
public class PortalDefinition
{
    public const int NameMaxLength = 100;
    public const int UrlMaxLength = 500;
    public const int DescriptionMaxLength = 2000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public required PortalCategory Category { get; set; }
    /// <summary>Whose site it is: "City of Camas", "Clark County".</summary>
    public string? Jurisdiction { get; set; }
    public required string BaseUrl { get; set; }
    public string? SupportPhone { get; set; }
    public string? Description { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public uint Version { get; private set; }
}

/// <summary>What a portal is for.</summary>
public enum PortalCategory { Permit, Inspection, Utility, Vendor, Builder, Warranty, Finance, Other }
