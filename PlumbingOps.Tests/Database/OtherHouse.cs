using System.Diagnostics;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Tests.Database;

/// <summary>A house in a process of its own, so that it can be killed: the web program's psql command, which starts the server while it sleeps.</summary>
internal sealed class OtherHouse : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Process process;

    private OtherHouse(Process process) => this.process = process;

    public static async Task<OtherHouse> StartAsync(HouseFolder house)
    {
        string[] command = [Path.Combine(AppContext.BaseDirectory, "PlumbingOps.Web.dll"), "psql", "--data", house.Path, "--as", "admin", "-c", "select pg_sleep(300)"];
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : "dotnet", command)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var other = new OtherHouse(Process.Start(start)!);
        var waited = Stopwatch.StartNew();
        while (!File.Exists(house.In("postgres.port")))
        {
            if (other.process.HasExited || waited.Elapsed > Limit)
            {
                throw new InvalidOperationException($"The other house did not start: {await other.process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
        Assert.NotNull(await PrivatePostgres.AttachAsync(house.Path, TestContext.Current.CancellationToken));
        return other;
    }

    /// <summary>As the kernel does it when memory runs out: this process only, without a word.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }
        process.Dispose();
    }
}
