namespace PlumbingOps.Data.Recurring;

/// <summary>One run of recurring work, written before it begins and once more at its end.</summary>
public class RecurringRun
{
    public const int WordsMaxLength = 1_000;

    /// <summary>The record of runs says what happened lately; it is no archive.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>A run says this often that it lives.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(3);

    /// <summary>After this much silence its process is taken for dead.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary><see cref="RecurringWork.Name"/>.</summary>
    public required string Work { get; init; }
    /// <summary>The company it ran for; null for all of them.</summary>
    public string? TenantId { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public DateTimeOffset HeartbeatAt { get; set; }
    /// <summary>The process that ran it.</summary>
    public required string Instance { get; init; }
    public RunOutcome Outcome { get; set; }
    /// <summary>What was done, in words.</summary>
    public string? Counts { get; set; }
    public string? Error { get; set; }
    /// <summary>Who asked for it; null when it was time.</summary>
    public string? StartedBy { get; init; }
}

public enum RunOutcome { Running, Done, Failed, Interrupted }
