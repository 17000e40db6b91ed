namespace PlumbingOps.Data.Portals;

/// <summary>A portal in the list of portals.</summary>
/// <param name="Logins">Active ones of the companies the reader may see.</param>
public sealed record PortalDefinitionRow(
    Guid Id, string Name, PortalCategory Category, string? Jurisdiction, string BaseUrl, string? SupportPhone, int Logins, DateTimeOffset? ArchivedAt);

/// <summary>What a list of portals is narrowed to; every member also stands in the page's address.</summary>
public sealed record PortalDefinitionFilter
{
    public string? Search { get; init; }
    public PortalCategory? Category { get; init; }
    /// <summary>The archived ones instead of the others.</summary>
    public bool Archived { get; init; }
}

/// <summary>What the page of one portal shows.</summary>
/// <param name="Accounts">The logins of the companies the reader may see, archived ones last.</param>
public sealed record PortalDefinitionDetails(Guid Id, PortalDefinitionInput Facts, DateTimeOffset? ArchivedAt, IReadOnlyList<PortalAccountRow> Accounts);

/// <summary>A login in the directory.</summary>
/// <param name="Login">Null for those who may not use logins; so is <paramref name="AccountNumber"/>.</param>
public sealed record PortalAccountRow(
    Guid Id, string TenantId, Guid DefinitionId, string Portal, PortalCategory Category, string? Jurisdiction, string BaseUrl, string? SupportPhone,
    string? Login, string? AccountNumber, Guid? OwnerId, string? Owner, DateTimeOffset? LastVerifiedAt, string? LastVerifiedBy, DateTimeOffset? ArchivedAt)
{
    /// <summary>Nobody tried it for long, or ever.</summary>
    public bool IsStale(DateTimeOffset now) => ArchivedAt is null && (LastVerifiedAt is null || LastVerifiedAt < PortalAccount.StaleBefore(now));
}

/// <summary>What the directory is narrowed to; every member also stands in the page's address.</summary>
public sealed record PortalAccountFilter
{
    public string? Search { get; init; }
    public string? TenantId { get; init; }
    public PortalCategory? Category { get; init; }
    public Guid? OwnerId { get; init; }
    /// <summary>Not verified for <see cref="PortalAccount.VerificationDays"/> days, or never.</summary>
    public bool Stale { get; init; }
    /// <summary>The archived ones instead of the others.</summary>
    public bool Archived { get; init; }
}

/// <summary>What the page of one login shows.</summary>
/// <param name="Input">As the form opens; what a save calls "seen". Null for those who may not use logins.</param>
public sealed record PortalAccountDetails(PortalAccountRow Row, PortalAccountInput? Input, IReadOnlyList<PortalBuilderRow> Builders)
{
    public Guid Id => Row.Id;
    public string TenantId => Row.TenantId;
}

/// <summary>A builder whose work goes through a login.</summary>
public sealed record PortalBuilderRow(Guid BuilderId, string Name, bool IsArchived);
