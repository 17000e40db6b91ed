namespace PlumbingOps.Data.Recurring;

/// <summary>A line of the schedule, and how it goes.</summary>
/// <param name="Usual">How long its last good runs took; null when there was none.</param>
/// <param name="Next">Null while it is paused.</param>
public sealed record WorkRow(string Name, string InWords, string When, DateTimeOffset? Next, RunRow? Last, TimeSpan? Usual, DateTimeOffset? PausedAt, string? PausedBy, string? Reason)
{
    public bool IsPaused => PausedAt is not null;

    public bool IsRunning => Last?.Outcome == RunOutcome.Running;

    /// <summary>How far the run is, going by how long it usually takes; never quite done before it is.</summary>
    public int? Percent(DateTimeOffset now) =>
        IsRunning && Usual is { } usual && usual > TimeSpan.Zero ? (int)Math.Clamp((now - Last!.StartedAt) / usual * 100, 1, 95) : null;
}

/// <param name="InWords">What the work does; its name when it is no longer in the schedule.</param>
public sealed record RunRow(
    Guid Id, string Work, string InWords, string? TenantId, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string Instance, RunOutcome Outcome, string? Counts, string? Error, string? StartedBy)
{
    public TimeSpan? Took => EndedAt - StartedAt;
}

public sealed record RunFilter(string? Work = null, RunOutcome? Outcome = null);

/// <summary>The runs that began in one hour.</summary>
public sealed record RunHour(DateTimeOffset From, int Done, int Failed, int Interrupted);

/// <summary>A process that runs recurring work.</summary>
public sealed record ProcessRow(string Instance, DateTimeOffset? LastSeen, bool IsAlive, bool IsThisOne);
