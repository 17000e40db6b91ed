using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PlumbingOps.Bench.Publishing;

/// <summary>A process of this same program, which can be killed, stopped and let go on.</summary>
internal sealed class OwnProcess : IAsyncDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;
    private readonly Process process;
    private readonly TaskCompletionSource<string> said = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OwnProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public bool IsGone => process.HasExited;

    /// <summary>Waits for its first line.</summary>
    public static async Task<(OwnProcess Process, string Said)> StartAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var arg in new[] { typeof(OwnProcess).Assembly.Location }.Concat(args))
        {
            start.ArgumentList.Add(arg);
        }

        var own = new OwnProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        own.process.OutputDataReceived += (_, line) => own.said.TrySetResult(line.Data ?? "");
        own.process.Exited += (_, _) => own.said.TrySetResult("");
        own.process.Start();
        own.process.BeginOutputReadLine();
        return (own, await own.said.Task);
    }

    public void Kill() => process.Kill();

    public void StopForNow() => Send(Stop);

    public void GoOn() => Send(Continue);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private void Send(int signal)
    {
        if (!process.HasExited && kill(process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"Process {process.Id} did not take the signal {signal}.");
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int sig);
}
