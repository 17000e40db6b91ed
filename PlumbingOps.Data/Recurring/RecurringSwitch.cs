namespace PlumbingOps.Data.Recurring;

/// <summary>What people decided about one recurring work. In the history, so everybody can see who paused it and who had it run.</summary>
public class RecurringSwitch
{
    public const int ReasonMaxLength = 300;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary><see cref="RecurringWork.Name"/>.</summary>
    public required string Work { get; init; }
    public DateTimeOffset? PausedAt { get; private set; }
    public string? PausedBy { get; private set; }
    public string? Reason { get; private set; }
    /// <summary>When somebody last had it run out of turn.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    public void Pause(string? reason, Actor by, DateTimeOffset at)
    {
        if (PausedAt is not null)
        {
            throw new RuleException($"{PausedBy} has paused it already.");
        }

        if (reason?.Length > ReasonMaxLength)
        {
            throw new RuleException($"At most {ReasonMaxLength} characters.", "StatusReason");
        }

        (PausedAt, PausedBy, Reason) = (at, by.Name, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
    }

    public void Resume()
    {
        if (PausedAt is null)
        {
            throw new RuleException("It is not paused.");
        }

        (PausedAt, PausedBy, Reason) = (null, null, null);
    }

    public void Ask(DateTimeOffset at) => AskedAt = at;
}
