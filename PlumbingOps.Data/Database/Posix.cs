using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace PlumbingOps.Data.Database;

/// <summary>The system calls .NET has no method for.</summary>
internal static class Posix
{
    /// <summary>PostgreSQL's fast shutdown: ends sessions, writes everything, stops.</summary>
    public const int Interrupt = 2;

    /// <summary>PostgreSQL's immediate shutdown: recovery on the next start.</summary>
    public const int Quit = 3;

    private const int NoSuchProcess = 3;
    private const int NameTaken = 17;

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

    /// <summary>Gives a file a second name, in one step: of several who want the name one gets it. False when it is taken.</summary>
    public static bool Link(string file, string name)
    {
        if (link(Encoding.UTF8.GetBytes(file + "\0"), Encoding.UTF8.GetBytes(name + "\0")) == 0)
        {
            return true;
        }
        var error = Marshal.GetLastPInvokeError();
        return error == NameTaken ? false : throw new IOException($"{file} cannot be given the name {name}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int link(byte[] oldpath, byte[] newpath);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int sig);
}
