using System.Diagnostics;
using System.Globalization;

namespace PlumbingOps.Bench;

/// <summary>One line of the table: ours against the limit.</summary>
/// <param name="Unit">ms unless it says otherwise.</param>
/// <param name="Goal">The largest ratio that is good; null when the goal is an amount, or when the line only informs.</param>
/// <param name="Most">The largest amount that is good; null when the goal is a ratio.</param>
internal sealed record Measurement(string What, double Ours, double? Limit, double? Goal, double? Most = null, string Unit = "ms")
{
    public bool Good => (Goal is null || Ours / Limit!.Value <= Goal) && (Most is null || Ours <= Most);

    public string Row() => string.Create(CultureInfo.InvariantCulture,
        $"| {What} | {Amount(Ours)} | {(Limit is { } l ? Amount(l) : "–")} | {(Limit is { } m ? $"{Ours / m:0.00}" : "–")} | {GoalText} | {(Goal is null && Most is null ? "–" : Good ? "yes" : "NO")} |");

    private string GoalText => Goal is { } ratio ? string.Create(CultureInfo.InvariantCulture, $"≤ {ratio:0.##}×") : Most is { } most ? $"≤ {Amount(most)}" : "–";

    private string Amount(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:#,0.##} {Unit}");
}

/// <summary>Times of several things that take turns, so that whatever else the machine does falls on all of them alike.</summary>
internal static class Turns
{
    /// <summary>Until the runtime has compiled the hot paths for good, which it does in the background.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);
    private const int WarmUpRounds = 40;
    /// <summary>A slow thing is measured fewer times rather than for minutes.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(6);
    private const int Fewest = 15;

    /// <summary>Sorted milliseconds of each.</summary>
    public static async Task<List<double>[]> TakeAsync(int rounds, params Func<Task>[] things)
    {
        var warm = Stopwatch.StartNew();
        for (var round = 0; round < WarmUpRounds && (round < 3 || warm.Elapsed < WarmUp); round++)
        {
            foreach (var thing in things)
            {
                await thing();
            }
        }

        var times = things.Select(_ => new List<double>()).ToArray();
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < rounds && (round < Fewest || watch.Elapsed < Enough); round++)
        {
            for (var i = 0; i < things.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await things[i]();
                times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        Array.ForEach(times, t => t.Sort());
        return times;
    }

    public static double Median(this List<double> sorted) => sorted[sorted.Count / 2];

    /// <summary>The 95th percentile.</summary>
    public static double Slow(this List<double> sorted) => sorted[(int)Math.Ceiling(sorted.Count * .95) - 1];
}
