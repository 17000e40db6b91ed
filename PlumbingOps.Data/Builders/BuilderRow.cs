using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Builders;

/// <summary>A builder in a list.</summary>
public sealed record BuilderRow(
    Guid Id, string Name, string? Phone, string? City, string? State, int WarrantyMonths, int Communities, DateTimeOffset? ArchivedAt, IReadOnlyList<string> Aliases)
{
    /// <summary>Of the companies the reader may see.</summary>
    public int OpenJobs { get; init; }
    public int OpenCalls { get; init; }
}

/// <summary>What a list of builders is narrowed to.</summary>
public sealed record BuilderFilter
{
    public string? Search { get; init; }
    /// <summary>The archived ones instead of the others.</summary>
    public bool Archived { get; init; }
}

/// <summary>Everything the page of a builder shows. Contacts of other companies are not among them.</summary>
public sealed record BuilderDetails(
    Guid Id, BuilderInput Facts, DateTimeOffset? ArchivedAt, IReadOnlyList<BuilderContactRow> Contacts, IReadOnlyList<BuilderAliasRow> Aliases,
    IReadOnlyList<BuilderCommunityRow> Communities, IReadOnlyList<BuilderWorkRow> OpenWork, IReadOnlyList<BuilderJobRow> OpenJobs, IReadOnlyList<BuilderCallRow> OpenCalls);

/// <param name="TenantId">The only company that sees the contact; null for all.</param>
public sealed record BuilderContactRow(
    Guid Id, string? TenantId, string Name, string? Role, string? Phone, string? Email, ContactWay? PreferredContact, string? Notes, DateTimeOffset? ArchivedAt);

public sealed record BuilderAliasRow(Guid Id, string Alias);

public sealed record BuilderCommunityRow(Guid Id, string Name, string? City, int Lots, int OpenJobs, DateTimeOffset? ArchivedAt);

/// <summary>Open work of one company for a builder.</summary>
public sealed record BuilderWorkRow(string TenantId, int Jobs, int Calls);

public sealed record BuilderJobRow(
    Guid Id, string TenantId, int Number, JobPhase Phase, JobStatus Status, DateOnly? StartDate, DateOnly? EndDate, Guid LotId, string? LotNumber, string? Street, string Community);

public sealed record BuilderCallRow(
    Guid Id, string TenantId, int Number, ServiceCallKind Kind, ServiceCallStatus Status, DateTimeOffset? StartsAt, bool AllDay, string Problem, Guid? LotId, string? LotNumber, string? Community);
