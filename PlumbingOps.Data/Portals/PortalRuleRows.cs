using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Data.Portals;

/// <summary>A rule in the list of rules.</summary>
/// <param name="Login">Null for those who may not use logins.</param>
public sealed record PortalRuleRow(
    Guid Id, string TenantId, Guid AccountId, string Portal, string? Login, bool AccountIsArchived, PortalTarget AppliesTo, Guid? BuilderId, string? Builder, string? City, string? County,
    bool? PermitRequired, JobPhase? Phase, int Priority, DateTimeOffset? ArchivedAt)
{
    public PortalCriteria Criteria => new(AppliesTo, BuilderId, Builder, City, County, PermitRequired, Phase);

    /// <summary>As the form opens; what a save calls "seen".</summary>
    public PortalRuleInput ToInput() => new() { AppliesTo = AppliesTo, BuilderId = BuilderId, City = City, County = County, PermitRequired = PermitRequired, Phase = Phase, Priority = Priority };
}

/// <summary>What a list of rules is narrowed to; every member also stands in the page's address.</summary>
public sealed record PortalRuleFilter
{
    public string? Search { get; init; }
    public string? TenantId { get; init; }
    public PortalTarget? AppliesTo { get; init; }
    public Guid? AccountId { get; init; }
    public Guid? BuilderId { get; init; }
    /// <summary>The archived ones instead of the others.</summary>
    public bool Archived { get; init; }
}
