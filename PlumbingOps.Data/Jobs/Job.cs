using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.Jobs;

/// <summary>One phase of plumbing on a builder's lot, from booking to completion.</summary>
public class Job
{
    public const int NotesMaxLength = 8000;
    public const int ReasonMaxLength = 300;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    /// <summary>J-1042: counted by the database, per company.</summary>
    public int Number { get; private set; }
    public Guid LotId { get; init; }
    public Lot? Lot { get; init; }
    public required JobPhase Phase { get; set; }
    public JobStatus Status { get; private set; } = JobStatus.New;
    /// <summary>First day of work, in the company's zone.</summary>
    public DateOnly? StartDate { get; private set; }
    /// <summary>Last day of work, inclusive.</summary>
    public DateOnly? EndDate { get; private set; }
    public DateOnly? CompletedOn { get; private set; }
    /// <summary>Why the job is on hold or cancelled.</summary>
    public string? StatusReason { get; private set; }
    /// <summary>The person in the office who is accountable.</summary>
    public Guid? OfficeOwnerId { get; set; }
    public string? Notes { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public uint Version { get; private set; }

    /// <summary>The start day, or the end of time when there is none: what lists sort by.</summary>
    public DateOnly StartSort { get; private set; }

    public List<JobCrew> Crew { get; } = [];
    public List<JobTask> Tasks { get; } = [];
    public List<JobContact> Contacts { get; } = [];

    public bool IsOpen => Status is not (JobStatus.Completed or JobStatus.Cancelled);
    public string ShortNumber => $"J-{Number}";

    /// <summary>Sets or moves the days of work. A new job becomes scheduled; without days it is new again.</summary>
    public void Schedule(DateOnly? start, DateOnly? end)
    {
        if (!IsOpen && (start != StartDate || end != EndDate))
        {
            throw new RuleException($"The job is {Status.InWords()}: reopen it before moving it.");
        }

        if (start is null && end is not null)
        {
            throw new RuleException("Give the first day as well.", nameof(StartDate));
        }

        if (end < start)
        {
            throw new RuleException("The last day is before the first.", nameof(EndDate));
        }

        (StartDate, EndDate) = (start, start is null ? null : end ?? start);
        Status = (Status, start) switch
        {
            (JobStatus.New, not null) => JobStatus.Scheduled,
            (JobStatus.Scheduled, null) => JobStatus.New,
            _ => Status,
        };
    }

    public void Start()
    {
        Require(JobStatus.New, JobStatus.Scheduled);
        Status = JobStatus.InProgress;
    }

    public void Hold(string reason)
    {
        Require(JobStatus.New, JobStatus.Scheduled, JobStatus.InProgress);
        StatusReason = Reason(reason);
        Status = JobStatus.OnHold;
    }

    public void Resume()
    {
        Require(JobStatus.OnHold);
        StatusReason = null;
        Status = StartDate is null ? JobStatus.New : JobStatus.Scheduled;
    }

    /// <param name="today">The company's today; the completion day when none was given.</param>
    public void Complete(DateOnly today, DateOnly? completedOn = null)
    {
        if (!IsOpen)
        {
            throw new RuleException($"The job is already {Status.InWords()}.");
        }

        if (completedOn > today)
        {
            throw new RuleException("The completion day is in the future.", nameof(CompletedOn));
        }

        CompletedOn = completedOn ?? CompletedOn ?? today;
        StatusReason = null;
        Status = JobStatus.Completed;
    }

    public void Reopen()
    {
        Require(JobStatus.Completed);
        CompletedOn = null;
        Status = JobStatus.InProgress;
    }

    public void Cancel(string reason)
    {
        if (Status == JobStatus.Cancelled)
        {
            throw new RuleException("The job is already cancelled.");
        }

        StatusReason = Reason(reason);
        Status = JobStatus.Cancelled;
    }

    private void Require(params JobStatus[] allowed)
    {
        if (!allowed.Contains(Status))
        {
            throw new RuleException($"Not possible while the job is {Status.InWords()}.");
        }
    }

    private static string Reason(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? throw new RuleException("Say why.", nameof(StatusReason)) : reason.Trim();
}

/// <summary>The phases of plumbing a house, in the order of work.</summary>
public enum JobPhase { Groundwork, PostAndBeam, TopOut, Trim, Final }

public enum JobStatus { New, Scheduled, InProgress, OnHold, Completed, Cancelled }

/// <summary>The trade's words for phases and states.</summary>
public static class JobWords
{
    public static string InWords(this JobPhase phase) => phase switch
    {
        JobPhase.PostAndBeam => "Post and Beam",
        JobPhase.TopOut => "Top Out",
        _ => phase.ToString(),
    };

    /// <summary>As the calendars abbreviate it.</summary>
    public static string Code(this JobPhase phase) => phase switch
    {
        JobPhase.Groundwork => "GW",
        JobPhase.PostAndBeam => "PB",
        JobPhase.TopOut => "TO",
        JobPhase.Trim => "TR",
        _ => "FI",
    };

    public static string InWords(this JobStatus status) => status switch
    {
        JobStatus.InProgress => "in progress",
        JobStatus.OnHold => "on hold",
        _ => status.ToString().ToLowerInvariant(),
    };
}

/// <summary>A technician who works on a job.</summary>
public class JobCrew
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid JobId { get; init; }
    public Guid TechnicianId { get; init; }
}

/// <summary>An office to-do hanging on a job.</summary>
public class JobTask
{
    public const int TitleMaxLength = 160;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid JobId { get; init; }
    public required string Title { get; set; }
    public string? Description { get; set; }
    public OfficeTaskStatus Status { get; set; } = OfficeTaskStatus.Pending;
    public Guid? AssigneeId { get; set; }
    public DateOnly? DueDate { get; set; }
    public DateTimeOffset? CompletedAt { get; set; }
    public Guid? CompletedById { get; set; }
    public uint Version { get; private set; }
}

/// <summary>The state of an office to-do, of a job or of a call.</summary>
public enum OfficeTaskStatus { Pending, InProgress, Completed, Cancelled }

/// <summary>A builder's person who matters for a job.</summary>
public class JobContact
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid JobId { get; init; }
    public Guid BuilderContactId { get; init; }
    public string? RoleOnJob { get; set; }
}
