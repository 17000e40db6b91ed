using System.Security.Cryptography;
using System.Text;
using PlumbingOps.Simulator.Calls;

namespace PlumbingOps.Simulator.Faults;

/// <summary>
/// Mishaps by chance, and the same ones for the same seed: the draw depends on what the request says and how often it was said, not on the order in
/// which requests happen to arrive.
/// </summary>
public sealed class FaultRates
{
    private readonly Dictionary<string, int> seen = [];

    public int Seed { get; init; } = 1;

    /// <summary>Spare reads and preparations: only what makes something public is hit.</summary>
    public bool CommitsOnly { get; init; } = true;

    /// <summary>How long "slow" takes: longer than the client waits, if it shall hurt.</summary>
    public int SlowMilliseconds { get; init; } = 5000;

    public double FinBefore { get; init; }

    public double FinAfter { get; init; }

    public double ResetBefore { get; init; }

    public double ResetAfter { get; init; }

    public double ErrorBefore { get; init; }

    public double ErrorAfter { get; init; }

    public double SlowAfter { get; init; }

    public double Throttle { get; init; }

    public void Check()
    {
        if (Table().Any(row => row.Rate is < 0 or > 1) || Table().Sum(row => row.Rate) > 1)
        {
            throw new FormatException("Rates are shares of one, and together at most one.");
        }
    }

    public Fault? Draw(Call call)
    {
        if (CommitsOnly && !Commits.Is(call))
        {
            return null;
        }

        var table = Table();
        if (table.All(row => row.Rate == 0))
        {
            return null;
        }

        var chance = Chance(call);
        foreach (var (rate, fault) in table)
        {
            chance -= rate;
            if (chance < 0)
            {
                return fault;
            }
        }

        return null;
    }

    private (double Rate, Fault Fault)[] Table() =>
    [
        (FinBefore, new Fault { Kind = FaultKind.Fin }),
        (FinAfter, new Fault { Kind = FaultKind.Fin, AfterCommit = true }),
        (ResetBefore, new Fault { Kind = FaultKind.Reset }),
        (ResetAfter, new Fault { Kind = FaultKind.Reset, AfterCommit = true }),
        (ErrorBefore, new Fault { Kind = FaultKind.ServerError }),
        (ErrorAfter, new Fault { Kind = FaultKind.ServerError, AfterCommit = true }),
        (SlowAfter, new Fault { Kind = FaultKind.Slow, AfterCommit = true, DelayMilliseconds = SlowMilliseconds }),
        (Throttle, new Fault { Kind = FaultKind.Throttle }),
    ];

    /// <summary>In [0, 1). Tokens do not count: they differ from run to run.</summary>
    private double Chance(Call call)
    {
        var said = string.Join('\n', call.Parameters.Where(pair => pair.Key is not ("access_token" or "appsecret_proof")).OrderBy(pair => pair.Key, StringComparer.Ordinal));
        var key = $"{call.Method} {call.Host}/{call.FullPath} {said}";
        var times = seen[key] = seen.GetValueOrDefault(key) + 1;
        return BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed} {times} {key}"))) / (uint.MaxValue + 1.0);
    }
}
