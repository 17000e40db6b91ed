using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing.Rehearsals;

/// <summary>A rehearsal as it stands at a moment.</summary>
/// <param name="Clock">How far its time has come.</param>
/// <param name="Rows">By their minutes; complete when it is over.</param>
/// <param name="Public">Posts that the simulator's public saw appear.</param>
/// <param name="Twice">Of these, what nobody sent and nobody has to decide about: it must be none.</param>
public sealed record RehearsalView(
    string TenantId, RehearsalState State, string StartedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, IReadOnlyList<string> Faults, bool AsIfReady, DateTimeOffset From, DateTimeOffset To,
    DateTimeOffset Clock, int Posts, int Settled, int Calls, string? Failure, IReadOnlyList<RehearsalRow> Rows, int Public, int Twice)
{
    public bool IsRunning => State is RehearsalState.Preparing or RehearsalState.Running;

    /// <summary>Percent of its days.</summary>
    public int Progress => State is RehearsalState.Done ? 100 : To <= From ? 0 : (int)Math.Clamp((Clock - From) / (To - From) * 100, 0, 99);

    public int Count(RehearsalOutcome outcome) => Rows.Count(row => row.Outcome == outcome);
}

public enum RehearsalState { Preparing, Running, Done, Stopped, Failed }

/// <summary>What would become of one post.</summary>
/// <param name="Findings">What the nightly look would say about it beforehand.</param>
/// <param name="Seen">How often the simulator's public saw it appear.</param>
public sealed record RehearsalRow(
    Guid PostId, string PostNumber, string Title, Guid AccountId, string AccountName, Provider Provider, DateTimeOffset DueAt, RehearsalOutcome Outcome, DateTimeOffset? SentAt, string? Cause, string? NextStep,
    IReadOnlyList<RehearsalFinding> Findings, IReadOnlyList<AttemptRow> Attempts, int Seen)
{
    /// <summary>It went out, after something had gone wrong on the way.</summary>
    public bool IsRecovered => Outcome == RehearsalOutcome.Sent && Attempts.Any(a => a.Outcome is not (null or PublishOutcome.Ok));
}

/// <summary>Where a post would end.</summary>
public enum RehearsalOutcome { Sent, ByHand, Refused, TakenDown, NeedsDecision, LeftOut, NotApproved, Waiting }

public sealed record RehearsalFinding(PreflightCheck Check, string Cause, string NextStep);
