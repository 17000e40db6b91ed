using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace PlumbingOps.Data.Database;

/// <summary>
/// Keeps one server process running from a thread of its own. The kernel tells the server to stop when the thread that started it ends, so that
/// thread must live exactly as long as the house: a pool thread would retire and take the server along.
/// </summary>
internal sealed class PostgresProcess : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FastShutdown = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ImmediateShutdown = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<string> command;
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private readonly ManualResetEventSlim stopRequested = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool keepAlive;
    private Process? current;

    public PostgresProcess(IReadOnlyList<string> command, ILogger logger)
    {
        this.command = command;
        this.logger = logger;
        new Thread(Run) { Name = "PostgreSQL supervisor", IsBackground = true }.Start();
    }

    /// <summary>Completes when the server ended and will not be started again.</summary>
    public Task Ended => ended.Task;

    /// <summary>From now on a server that ends by itself is started again. Before, its end is the caller's to explain.</summary>
    public void KeepAlive() => keepAlive = true;

    public async Task StopAsync()
    {
        stopRequested.Set();
        if (await EndsAfterAsync(process => Posix.Signal(process.Id, Posix.Interrupt), FastShutdown))
        {
            return;
        }
        logger.LogWarning("PostgreSQL did not stop within {Limit}; stopping it at once, it will recover on the next start", FastShutdown);
        if (!await EndsAfterAsync(process => Posix.Signal(process.Id, Posix.Quit), ImmediateShutdown))
        {
            await EndsAfterAsync(process => process.Kill(), ImmediateShutdown);
        }
    }

    public void Dispose() => stopRequested.Dispose();

    private async Task<bool> EndsAfterAsync(Action<Process> ask, TimeSpan limit)
    {
        lock (gate)
        {
            if (current is { HasExited: false } process)
            {
                ask(process);
            }
        }
        return await Task.WhenAny(Ended, Task.Delay(limit)) == Ended;
    }

    private void Run()
    {
        try
        {
            var pause = FirstPause;
            var uptime = RunOnce();
            while (keepAlive && !stopRequested.IsSet)
            {
                pause = uptime > Healthy ? FirstPause : pause;
                if (stopRequested.Wait(pause))
                {
                    break;
                }
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
                uptime = RunAgain();
            }
            ended.SetResult();
        }
#pragma warning disable CA1031 // Not swallowed: whoever awaits Ended gets it. Thrown from a bare thread it would end the process instead.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            ended.SetException(failure);
        }
    }

    private TimeSpan RunAgain()
    {
        try
        {
            return RunOnce();
        }
        catch (Win32Exception notNow)
        {
            // Out of processes or memory passes; a house without its database should go on trying.
            logger.LogError(notNow, "PostgreSQL could not be started again; trying once more");
            return TimeSpan.Zero;
        }
    }

    private TimeSpan RunOnce()
    {
        using var process = new Process { StartInfo = Command.Describe(command) };
        var uptime = Stopwatch.StartNew();
        lock (gate)
        {
            if (stopRequested.IsSet)
            {
                return TimeSpan.Zero;
            }
            process.Start();
            current = process;
        }
        logger.LogInformation("PostgreSQL started as process {Pid}", process.Id);
        process.WaitForExit();
        lock (gate)
        {
            current = null;
        }
        if (keepAlive && !stopRequested.IsSet)
        {
            logger.LogError("PostgreSQL (process {Pid}) ended by itself after {Uptime} with exit code {ExitCode}; starting it again", process.Id, uptime.Elapsed, process.ExitCode);
        }
        return uptime.Elapsed;
    }
}
