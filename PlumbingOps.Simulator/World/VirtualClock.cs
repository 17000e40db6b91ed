namespace PlumbingOps.Simulator.World;

/// <summary>The real time, moved ahead as often as a test or a person likes.</summary>
public sealed class VirtualClock(TimeProvider real) : TimeProvider
{
    private long ahead;

    public TimeSpan Ahead => TimeSpan.FromTicks(Volatile.Read(ref ahead));

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Ahead;

    /// <summary>Only forward: what has happened has happened.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref ahead, by.Ticks);
    }
}
