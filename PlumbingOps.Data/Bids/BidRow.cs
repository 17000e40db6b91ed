namespace PlumbingOps.Data.Bids;

/// <summary>A bid in a list.</summary>
/// <param name="TotalCents">Null for who may not see prices.</param>
/// <param name="CostCents">Null for who may not see margins, or while a line does not say its cost.</param>
public sealed record BidRow(
    Guid Id, string TenantId, int Number, string Name, BidStatus Status, Guid? BuilderId, string? Builder, Guid? CustomerId, string? Customer,
    string? Community, string? LotNumber, string? Street, string? City, string? Plan, DateOnly? DueDate, DateOnly? SentOn, DateOnly? FollowUpOn, DateOnly? DecidedOn,
    Guid? OwnerId, string? Owner, int VersionNumber, int LineCount, int UnpricedCount, long? TotalCents, long? CostCents)
{
    public string ShortNumber => $"B-{Number}";

    public string ForWhom => Builder ?? Customer ?? "";

    /// <summary>"Copper Ridge #14", or the address.</summary>
    public string Place => Community is null ? string.Join(", ", new[] { Street, City }.Where(part => !string.IsNullOrEmpty(part))) : LotNumber is null ? Community : $"{Community} #{LotNumber}";

    /// <summary>What would be left for us; unknown while a line has no price.</summary>
    public long? MarginCents => UnpricedCount == 0 && CostCents is { } cost ? TotalCents - cost : null;

    /// <summary>Of the price, in percent; null when unknown or nothing is asked.</summary>
    public decimal? MarginPercent => TotalCents is > 0 and { } total && MarginCents is { } margin ? Math.Round(margin * 100m / total, 1, MidpointRounding.AwayFromZero) : null;

    public BidFollowUp? Chase(DateOnly today) => BidFollowUp.Of(Status, DueDate, FollowUpOn, today);
}

/// <summary>What a list of bids is narrowed to; every member also stands in the page's address.</summary>
public sealed record BidFilter
{
    public string? Search { get; init; }
    public BidStatus? Status { get; init; }
    /// <summary>Neither won nor lost.</summary>
    public bool Open { get; init; }
    /// <summary>Overdue, without an answer, or due within days (DOMAIN 8.6).</summary>
    public bool ToChase { get; init; }
    public Guid? BuilderId { get; init; }
    public Guid? CustomerId { get; init; }
    public Guid? OwnerId { get; init; }
    public Guid? ServiceCallId { get; init; }
    /// <summary>Due in this range, ends included.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    /// <summary>Won or lost on this day or later.</summary>
    public DateOnly? DecidedFrom { get; init; }
    /// <summary>Won or lost on this day or earlier.</summary>
    public DateOnly? DecidedTo { get; init; }
    /// <summary>Sent in this range, ends included.</summary>
    public DateOnly? SentFrom { get; init; }
    public DateOnly? SentTo { get; init; }
    /// <summary>Made from a call this technician belongs to.</summary>
    public Guid? TechnicianId { get; init; }
    /// <summary>The archived ones instead of the others.</summary>
    public bool Archived { get; init; }
}

/// <summary>One column of the pipeline.</summary>
/// <param name="SumCents">Null for who may not see prices.</param>
/// <param name="Rows">The first ones, by their due day.</param>
public sealed record BidColumn(BidStatus Status, int Count, long? SumCents, IReadOnlyList<BidRow> Rows);
