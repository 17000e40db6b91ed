using PlumbingOps.Simulator.Calls;

namespace PlumbingOps.Simulator.Faults;

/// <summary>Mishaps that were asked for, and those that a seed deals out.</summary>
public sealed class FaultQueue
{
    private readonly Lock gate = new();
    private readonly List<Entry> waiting = [];
    private FaultRates rates = new();
    private long last;

    public FaultRates Rates
    {
        get
        {
            lock (gate)
            {
                return rates;
            }
        }

        set
        {
            value.Check();
            lock (gate)
            {
                rates = value;
            }
        }
    }

    public Fault Add(Fault fault)
    {
        if (fault.Kind == FaultKind.GoogleError && (fault.GoogleStatus is null || !GoogleBusiness.GoogleError.IsStatus(fault.GoogleStatus)))
        {
            throw new FormatException($"“{fault.GoogleStatus}” is no status of Google's.");
        }

        lock (gate)
        {
            var numbered = fault with { Id = ++last };
            waiting.Add(new Entry(numbered));
            return numbered;
        }
    }

    public IReadOnlyList<Fault> Waiting()
    {
        lock (gate)
        {
            return [.. waiting.Select(entry => entry.Fault with { Skip = entry.SkipsLeft, Times = entry.TimesLeft })];
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            waiting.Clear();
            rates = new FaultRates();
        }
    }

    public Fault? Take(Call call)
    {
        lock (gate)
        {
            foreach (var entry in waiting)
            {
                if (!entry.Fault.Fits(call))
                {
                    continue;
                }

                if (entry.SkipsLeft > 0)
                {
                    entry.SkipsLeft--;
                    continue;
                }

                if (--entry.TimesLeft <= 0)
                {
                    waiting.Remove(entry);
                }

                return entry.Fault;
            }

            return rates.Draw(call);
        }
    }

    private sealed class Entry(Fault fault)
    {
        public Fault Fault { get; } = fault;

        public int SkipsLeft { get; set; } = fault.Skip;

        public int TimesLeft { get; set; } = fault.Times;
    }
}
