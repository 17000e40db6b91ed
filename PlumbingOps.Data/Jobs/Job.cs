using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.Jobs;

/// <summary>One phase of plumbing on a builder's lot, from booking to completion.</summary>
public class Job
{
    public const int NotesMaxLength = 8000;
    public const int ReasonMaxLength = 300;
    public const int ContactNameMaxLength = 120;
    public const int ContactPhoneMaxLength = 40;
    public const int ContactEmailMaxLength = 120;
    /// <summary>A longer range is a slip of the keyboard: a phase takes days, and another year is one wrong digit.</summary>
    public const int MostDays = 366;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    /// <summary>J-1042: counted by the database, per company.</summary>
    public int Number { get; private set; }
    public Guid LotId { get; init; }
    public Lot? Lot { get; init; }
    public required JobPhase Phase { get; set; }
    public JobStatus Status { get; private set; } = JobStatus.New;
    /// <summary>What the job was before it was put on hold, so that it goes back there.</summary>
    public JobStatus? HeldFrom { get; private set; }
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
    /// <summary>Who is on site; restricted to those who work with the job.</summary>
    public string? ContactName { get; set; }
    public string? ContactPhone { get; set; }
    public string? ContactEmail { get; set; }
    public DateTimeOffset? ArchivedAt { get; private set; }
    public uint Version { get; private set; }

    /// <summary>The start day, or the end of time when there is none: what lists sort by.</summary>
    public DateOnly StartSort { get; private set; }
    /// <summary>Days from first to last; the longest one bounds how far back a search by dates must look.</summary>
    public int? DayCount { get; private set; }

    public List<JobCrew> Crew { get; } = [];
    public List<JobTask> Tasks { get; } = [];
    public List<JobContact> Contacts { get; } = [];

    public bool IsOpen => JobVerb.Complete.From().Contains(Status);
    public string ShortNumber => $"J-{Number}";

    public bool IsOn(DateOnly day) => StartDate <= day && day <= EndDate;

    /// <summary>Sets or moves the days of work. A new job becomes scheduled; without days it is new again.</summary>
    public void Schedule(DateOnly? start, DateOnly? end)
    {
        end = start is null ? end : end ?? start;
        if (start == StartDate && end == EndDate)
        {
            return;
        }

        Require(JobVerb.Schedule);
        if (start is null && end is not null)
        {
            throw new RuleException("Give the first day as well.", nameof(StartDate));
        }

        if (end < start)
        {
            throw new RuleException("The last day is before the first.", nameof(EndDate));
        }

        if (start is { } first && end is { } last && last.DayNumber - first.DayNumber >= MostDays)
        {
            throw new RuleException($"That is {last.DayNumber - first.DayNumber + 1:N0} days. Is the year right?", nameof(EndDate));
        }

        (StartDate, EndDate) = (start, end);
        Status = WithDays(Status);
        HeldFrom = HeldFrom is { } before ? WithDays(before) : null;
    }

    public void Start()
    {
        Require(JobVerb.Start);
        Status = JobStatus.InProgress;
    }

    public void Hold(string? reason)
    {
        Require(JobVerb.Hold);
        (StatusReason, HeldFrom, Status) = (Reason(reason), Status, JobStatus.OnHold);
    }

    public void Resume()
    {
        Require(JobVerb.Resume);
        (StatusReason, Status, HeldFrom) = (null, WithDays(HeldFrom ?? JobStatus.New), null);
    }

    /// <param name="today">The company's today; the completion day when none was given.</param>
    public void Complete(DateOnly today, DateOnly? completedOn = null)
    {
        Require(JobVerb.Complete);
        RefuseFuture(completedOn, today);
        CompletedOn = completedOn ?? CompletedOn ?? today;
        (StatusReason, HeldFrom, Status) = (null, null, JobStatus.Completed);
    }

    /// <summary>The job was completed on another day than was said.</summary>
    public void CorrectCompletion(DateOnly? completedOn, DateOnly today)
    {
        if (completedOn == CompletedOn)
        {
            return;
        }

        if (Status != JobStatus.Completed)
        {
            throw new RuleException($"The job is {Status.InWords()}: only a completed job has a completion day.", nameof(CompletedOn));
        }

        RefuseFuture(completedOn, today);
        CompletedOn = completedOn ?? throw new RuleException("A completed job has a completion day.", nameof(CompletedOn));
    }

    public void Reopen()
    {
        Require(JobVerb.Reopen);
        (CompletedOn, Status) = (null, JobStatus.InProgress);
    }

    public void Cancel(string? reason)
    {
        Require(JobVerb.Cancel);
        (StatusReason, HeldFrom, Status) = (Reason(reason), null, JobStatus.Cancelled);
    }

    /// <summary>Takes the job out of every list; it can be restored.</summary>
    public void Archive(DateTimeOffset at)
    {
        RefuseArchived();
        ArchivedAt = at;
    }

    public void Restore()
    {
        if (ArchivedAt is null)
        {
            throw new RuleException("The job is not archived.");
        }

        ArchivedAt = null;
    }

    public void RefuseArchived()
    {
        if (ArchivedAt is not null)
        {
            throw new RuleException("The job is archived: restore it first.");
        }
    }

    public void SetCrew(IReadOnlyCollection<Guid> technicians)
    {
        Crew.RemoveAll(c => !technicians.Contains(c.TechnicianId));
        Crew.AddRange(technicians.Except(Crew.Select(c => c.TechnicianId)).Select(t => new JobCrew { TenantId = TenantId, TechnicianId = t }));
    }

    private void Require(JobVerb verb)
    {
        RefuseArchived();
        if (!verb.From().Contains(Status))
        {
            throw new RuleException($"The job is {Status.InWords()}: it cannot be {verb.InWords()}.");
        }
    }

    private JobStatus WithDays(JobStatus status) => (status, StartDate) switch
    {
        (JobStatus.New, not null) => JobStatus.Scheduled,
        (JobStatus.Scheduled, null) => JobStatus.New,
        _ => status,
    };

    private static void RefuseFuture(DateOnly? completedOn, DateOnly today)
    {
        if (completedOn > today)
        {
            throw new RuleException("The completion day is in the future.", nameof(CompletedOn));
        }
    }

    private static string Reason(string? reason)
    {
        var why = reason?.Trim();
        return string.IsNullOrEmpty(why) ? throw new RuleException("Say why.", nameof(StatusReason))
            : why.Length <= ReasonMaxLength ? why
            : throw new RuleException($"Say why in at most {ReasonMaxLength} characters.", nameof(StatusReason));
    }
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
