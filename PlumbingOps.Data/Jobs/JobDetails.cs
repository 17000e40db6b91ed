using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.Jobs;

/// <summary>What the page of one job shows.</summary>
/// <param name="Input">As the form opens; what a save calls "seen".</param>
/// <param name="OfficeOwner">Null when there is none, or for a technician, who sees no office fields.</param>
/// <param name="AccessCodeCount">How many there are; null for those who may not see them now.</param>
/// <param name="LotPhases">All phases of the lot, this one included, in the order of work.</param>
public sealed record JobDetails(
    JobRow Row, JobInput Input, string? StatusReason, bool IsArchived, string? Plan, string? State, string? Zip, string? OfficeOwner, bool OfficeOwnerIsActive,
    WarrantyRow? Warranty, IReadOnlyList<CrewRow> Crew, IReadOnlyList<OfficeTaskRow> Tasks, IReadOnlyList<JobContactRow> Contacts, IReadOnlyList<LotPhaseRow> LotPhases,
    int? AccessCodeCount)
{
    public Guid Id => Row.Id;
    public string TenantId => Row.TenantId;
    public JobStatus Status => Row.Status;

    /// <summary>Whether the state allows the verb; <see cref="JobVerbs.Needs"/> says who may.</summary>
    public bool Allows(JobVerb verb) => !IsArchived && verb.From().Contains(Status);
}

/// <param name="IsActive">False: works here no more, and stays on what was theirs.</param>
public sealed record CrewRow(Guid TechnicianId, string Name, bool IsActive);

public sealed record LotPhaseRow(Guid JobId, int Number, JobPhase Phase, JobStatus Status, DateOnly? StartDate, DateOnly? EndDate, DateOnly? CompletedOn);

/// <summary>An office to-do of a job or a call.</summary>
public sealed record OfficeTaskRow(
    Guid Id, string Title, string? Description, OfficeTaskStatus Status, Guid? AssigneeId, string? Assignee, DateOnly? DueDate,
    DateTimeOffset? CompletedAt, string? CompletedBy)
{
    public bool IsOpen => Status is OfficeTaskStatus.Pending or OfficeTaskStatus.InProgress;

    /// <summary>Due before today: what is due today is not late yet.</summary>
    public bool IsOverdue(DateOnly today) => IsOpen && DueDate < today;
}

/// <param name="Role">At the builder.</param>
public sealed record JobContactRow(Guid Id, Guid BuilderContactId, string Name, string? Role, string? RoleOnJob, string? Phone, string? Email, ContactWay? PreferredContact);
