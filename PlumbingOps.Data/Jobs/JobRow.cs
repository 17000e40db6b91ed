namespace PlumbingOps.Data.Jobs;

/// <summary>A job in a list.</summary>
public sealed record JobRow(
    Guid Id, string TenantId, int Number, JobPhase Phase, JobStatus Status, DateOnly? StartDate, DateOnly? EndDate, DateOnly? CompletedOn,
    Guid LotId, string? LotNumber, Guid CommunityId, string Community, Guid BuilderId, string Builder, string? Street, string? City, IReadOnlyList<string> Crew)
{
    public string ShortNumber => $"J-{Number}";

    /// <summary>"Copper Ridge #14"; a custom home has no number.</summary>
    public string Place => LotNumber is null ? Community : $"{Community} #{LotNumber}";

    /// <param name="today">The company's today.</param>
    public bool IsOverdue(DateOnly today) => Status is JobStatus.New or JobStatus.Scheduled or JobStatus.InProgress && EndDate < today;
}

/// <summary>What a list of jobs is narrowed to; every member also stands in the page's address.</summary>
public sealed record JobFilter
{
    public string? Search { get; init; }
    public string? TenantId { get; init; }
    public JobStatus? Status { get; init; }
    /// <summary>Neither completed nor cancelled.</summary>
    public bool Open { get; init; }
    public JobPhase? Phase { get; init; }
    public Guid? BuilderId { get; init; }
    public Guid? CommunityId { get; init; }
    public Guid? LotId { get; init; }
    public Guid? TechnicianId { get; init; }
    /// <summary>Days of work that touch this range, ends included.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    /// <summary>Completed on these days, ends included.</summary>
    public DateOnly? CompletedFrom { get; init; }
    public DateOnly? CompletedTo { get; init; }
    /// <summary>Open and past its last day in the company's zone, not on hold.</summary>
    public bool Overdue { get; init; }
    /// <summary>Open and nobody on the crew.</summary>
    public bool Unassigned { get; init; }
    /// <summary>To be begun on the company's own today, and nobody has.</summary>
    public bool Starting { get; init; }
    /// <summary>Open, not on hold, and its last day is today or tomorrow.</summary>
    public bool EndingSoon { get; init; }
    /// <summary>Made or changed by this import.</summary>
    public Guid? ImportId { get; init; }
    /// <summary>The archived ones instead of the others.</summary>
    public bool Archived { get; init; }
}
