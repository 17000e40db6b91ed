using System.Diagnostics;
using System.Globalization;

namespace PlumbingOps.Bench;

/// <summary>One line of the table: ours against the limit, measured alternately in the same run.</summary>
/// <param name="Unit">ms unless it says otherwise.</param>
/// <param name="Goal">The largest ratio that is good; null when the goal is an amount.</param>
/// <param name="Most">The largest amount that is good; null when the goal is a ratio.</param>
internal sealed record Measurement(string What, double Ours, double? Limit, double? Goal, double? Most = null, string Unit = "ms")
{
    public bool Good => (Goal is null || Ours / Limit!.Value <= Goal) && (Most is null || Ours <= Most);

    public string Row() => string.Create(CultureInfo.InvariantCulture,
        $"| {What} | {Ours:0.##} {Unit} | {(Limit is { } l ? $"{l:0.##} {Unit}" : "–")} | {(Limit is { } m ? $"{Ours / m:0.00}" : "–")} | {(Goal is { } g ? $"≤ {g:0.##}×" : $"≤ {Most:0.##} {Unit}")} | {(Good ? "yes" : "NO")} |");

    /// <summary>Runs both alternately after a warm-up and compares the medians.</summary>
    public static async Task<Measurement> CompareAsync(string what, double goal, int rounds, Func<Task> ours, Func<Task> limit)
    {
        const int WarmUp = 5;
        var (mine, bare) = (new List<double>(), new List<double>());
        for (var round = -WarmUp; round < rounds; round++)
        {
            var a = await TimeAsync(ours);
            var b = await TimeAsync(limit);
            if (round >= 0)
            {
                mine.Add(a);
                bare.Add(b);
            }
        }

        return new Measurement(what, Median(mine), Median(bare), goal);
    }

    /// <summary>The 95th percentile of one thing alone, against an amount.</summary>
    public static async Task<Measurement> SlowestAsync(string what, double mostMilliseconds, int rounds, Func<Task> ours)
    {
        var times = new List<double>();
        for (var round = -3; round < rounds; round++)
        {
            var time = await TimeAsync(ours);
            if (round >= 0)
            {
                times.Add(time);
            }
        }

        times.Sort();
        return new Measurement(what, times[(int)Math.Ceiling(times.Count * .95) - 1], null, null, mostMilliseconds);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
