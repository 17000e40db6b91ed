namespace PlumbingOps.Data.Bids;

/// <summary>What the page of one bid shows.</summary>
/// <param name="Input">As the form opens; what a save calls "seen".</param>
/// <param name="ApprovalAskedById">Who must not approve.</param>
public sealed record BidDetails(
    BidRow Row, BidInput Input, string? LostReason, bool IsArchived, string? ApprovalNote, Guid? ApprovalAskedById, string? ApprovalAskedBy, DateTimeOffset? ApprovalAskedAt,
    string? ApprovedBy, DateTimeOffset? ApprovedAt, Guid? CommunityId, Guid? LotId, Guid? ServiceCallId, string? ServiceCallNumber, IReadOnlyList<BidSectionRow> Sections,
    IReadOnlyList<BidJobRow> Jobs)
{
    public Guid Id => Row.Id;
    public string TenantId => Row.TenantId;
    public BidStatus Status => Row.Status;
    public bool IsDraft => !IsArchived && Status is BidStatus.Drafting or BidStatus.NeedsPriceApproval or BidStatus.ReadyToSend;

    /// <summary>Whether the state allows the verb; <see cref="BidVerbs.Needs"/> says who may.</summary>
    public bool Allows(BidVerb verb) => !IsArchived && verb.From().Contains(Status);
}

/// <param name="TotalCents">Of its lines that have a price; null for who may not see prices.</param>
public sealed record BidSectionRow(Guid Id, string Title, long? TotalCents, IReadOnlyList<BidLineRow> Lines);

/// <summary>One line as the viewer may see it.</summary>
public sealed record BidLineRow(Guid Id, string Description, decimal Quantity, string? Unit, long? UnitPriceCents, long? UnitCostCents, long? TotalCents);

/// <summary>A job that came of the bid.</summary>
public sealed record BidJobRow(Guid JobId, int Number, Jobs.JobPhase Phase, Jobs.JobStatus Status);
