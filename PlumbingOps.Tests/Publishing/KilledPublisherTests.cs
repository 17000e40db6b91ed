using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PlumbingOps.Tests.Publishing;

/// <summary>The small run of the bench's kill test: true processes, true kills, networks that fail before and after they have accepted.</summary>
public sealed partial class KilledPublisherTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task Nothing_is_lost_and_nothing_goes_out_twice_however_often_the_publishers_are_killed()
    {
        using var run = Process.Start(new ProcessStartInfo("dotnet", [Bench, "publish-kill", "--posts", "300", "--kills", "12", "--seed", "1", "--scale", "10"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var (said, complained) = (run.StandardOutput.ReadToEndAsync(limit.Token), run.StandardError.ReadToEndAsync(limit.Token));
            await run.WaitForExitAsync(limit.Token);
            TestContext.Current.TestOutputHelper?.WriteLine(await complained + await said);

            Assert.Matches(Ending(), (await said).Trim());
            Assert.Equal(0, run.ExitCode);
        }
        finally
        {
            if (!run.HasExited)
            {
                run.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Built beside the tests.</summary>
    private static string Bench => Path.Combine(AppContext.BaseDirectory.Replace("PlumbingOps.Tests", "PlumbingOps.Bench", StringComparison.Ordinal), "PlumbingOps.Bench.dll");

    [GeneratedRegex(@"^posts=300 kills=12 in_flight=[1-9]\d* lost=0 double=0 parked=\d+$")]
    private static partial Regex Ending();
}
