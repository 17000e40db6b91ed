namespace PlumbingOps.Data.Publishing.Rehearsals;

/// <summary>What is to be tried.</summary>
public sealed record RehearsalWish
{
    public const int MostTimes = 10;

    public required string TenantId { get; init; }

    /// <summary>What goes wrong, by the simulator's keys.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>How often each of them strikes.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Drafts, and what waits for approval, go out as if they had been approved, and accounts that are not connected as if they were.</summary>
    public bool AsIfReady { get; init; }
}

/// <summary>What can be chosen for a rehearsal.</summary>
/// <param name="Obstacle">Why there can be none now, and what to do; null when there can.</param>
public sealed record RehearsalOffer(string? Obstacle, IReadOnlyList<RehearsalFault> Faults);

/// <param name="Key">The simulator's.</param>
public sealed record RehearsalFault(string Key, string Label);
