namespace PlumbingOps.Data.Publishing.Rehearsals;

/// <summary>Stands still while something is done, and jumps to what comes next. Leases are counted by it as well: nobody else takes part.</summary>
internal sealed class RehearsalClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; private set; } = now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Pass(TimeSpan by) => Now += by;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.UtcTicks;
}
