namespace PlumbingOps.Data.Jobs;

/// <summary>An office to-do; it hangs on a job or on a call.</summary>
public abstract class OfficeTask
{
    public const int TitleMaxLength = 160;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required string Title { get; set; }
    public string? Description { get; set; }
    public OfficeTaskStatus Status { get; private set; } = OfficeTaskStatus.Pending;
    public Guid? AssigneeId { get; set; }
    public DateOnly? DueDate { get; set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public Guid? CompletedById { get; private set; }
    public uint Version { get; private set; }

    public bool IsOpen => Status is OfficeTaskStatus.Pending or OfficeTaskStatus.InProgress;

    public void Start()
    {
        Require(Status == OfficeTaskStatus.Pending, "started");
        Status = OfficeTaskStatus.InProgress;
    }

    public void Complete(Actor by, DateTimeOffset at)
    {
        Require(IsOpen, "completed");
        (Status, CompletedAt, CompletedById) = (OfficeTaskStatus.Completed, at, by.UserId);
    }

    public void Cancel()
    {
        Require(IsOpen, "cancelled");
        Status = OfficeTaskStatus.Cancelled;
    }

    /// <summary>Back to be done: a tick taken away, or a cancelled one after all.</summary>
    public void Reopen()
    {
        Require(!IsOpen, "reopened");
        (Status, CompletedAt, CompletedById) = (OfficeTaskStatus.Pending, null, null);
    }

    private void Require(bool legal, string done)
    {
        if (!legal)
        {
            throw new RuleException($"“{Title}” is {Status.InWords()}: it cannot be {done}.");
        }
    }
}

/// <summary>The state of an office to-do, of a job or of a call.</summary>
public enum OfficeTaskStatus { Pending, InProgress, Completed, Cancelled }

public static class OfficeTaskWords
{
    public static string InWords(this OfficeTaskStatus status) => status switch
    {
        OfficeTaskStatus.Pending => "to do",
        OfficeTaskStatus.InProgress => "in progress",
        _ => status.ToString().ToLowerInvariant(),
    };
}
