using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PlumbingOps.Data.Database;

/// <summary>The one system call .NET has no method for.</summary>
internal static class Posix
{
    /// <summary>PostgreSQL's fast shutdown: ends sessions, writes everything, stops.</summary>
    public const int Interrupt = 2;

    /// <summary>PostgreSQL's immediate shutdown: recovery on the next start.</summary>
    public const int Quit = 3;

    private const int NoSuchProcess = 3;

    /// <summary>False when the process is gone already.</summary>
    public static bool Signal(int processId, int signal)
    {
        if (kill(processId, signal) == 0)
        {
            return true;
        }
        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error, $"Signal {signal} to process {processId} failed: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int sig);
}
