using System.Security.Cryptography;

namespace PlumbingOps.Data.Publishing;

/// <summary>When what may be repeated is tried again: each time later at most, and never all at once (full jitter).</summary>
internal static class Backoff
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);

    /// <param name="tries">How often it was tried already.</param>
    /// <param name="atLeast">What the provider asked for: kept, and spread a little.</param>
    public static TimeSpan Of(IReadOnlyList<TimeSpan> waits, int tries, TimeSpan? atLeast)
    {
        var most = waits[Math.Min(tries, waits.Count - 1)];
        return atLeast is { } asked ? asked + Anything(asked / 4) : Least + Anything(most);
    }

    private static TimeSpan Anything(TimeSpan most) => TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(Math.Max(1, (int)most.TotalMilliseconds)));
}
