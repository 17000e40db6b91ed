using System.Diagnostics;

namespace PlumbingOps.Tests.Support;

/// <summary>Waits for what another thread is about to do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task IsTrueAsync(Func<Task<bool>> question)
    {
        var waited = Stopwatch.StartNew();
        while (!await question())
        {
            Assert.True(waited.Elapsed < Patience, "It did not happen in time.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
