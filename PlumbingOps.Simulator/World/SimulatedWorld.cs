using PlumbingOps.Simulator.Records;

namespace PlumbingOps.Simulator.World;

/// <summary>
/// One lock around everything: a request changes the world entirely or not at all, and its effects are in the ledger before anybody is answered.
/// </summary>
public sealed class SimulatedWorld
{
    private readonly Lock gate = new();
    private readonly SimulatorOptions options;

    public SimulatedWorld(SimulatorOptions options, VirtualClock clock, Ledger ledger)
    {
        (this.options, Clock, Ledger) = (options, clock, ledger);
        Ledger.StartAnew();
        State = Seed.Make(options, clock.GetUtcNow());
        Now = clock.GetUtcNow();
    }

    public VirtualClock Clock { get; }

    public Ledger Ledger { get; }

    public WorldState State { get; private set; }

    public WorldSettings Settings => State.Settings;

    /// <summary>The moment of the operation that holds the lock.</summary>
    public DateTimeOffset Now { get; private set; }

    public T Do<T>(Func<T> operation)
    {
        lock (gate)
        {
            CatchUp();
            return operation();
        }
    }

    public void Do(Action operation) => Do(() =>
    {
        operation();
        return true;
    });

    /// <summary>What happens inside the lock happens at <see cref="Now"/>.</summary>
    public void Record(LedgerRow row) => Ledger.Append(row with { At = Now });

    /// <summary>Has something happen by itself later on. What it finds then may have changed: it looks again.</summary>
    public void Plan(DateTimeOffset at, Action effect) => State.Agenda.Enqueue(effect, at);

    public void Reset() => Do(() =>
    {
        Ledger.StartAnew();
        State = Seed.Make(options, Now);
        return true;
    });

    private void CatchUp()
    {
        var now = Clock.GetUtcNow();
        while (State.Agenda.TryPeek(out var effect, out var due) && due <= now)
        {
            State.Agenda.Dequeue();
            Now = due;
            effect();
        }

        Now = now;
    }
}
