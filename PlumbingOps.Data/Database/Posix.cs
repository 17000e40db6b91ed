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
    private const int InvalidArgument = 22;

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

    /// <summary>The names in the folder survive a power cut; .NET flushes what is in files only.</summary>
    public static void FlushFolder(string folder)
    {
        const int ReadOnly = 0;
        var descriptor = open(Encoding.UTF8.GetBytes(folder + "\0"), ReadOnly);
        if (descriptor < 0)
        {
            throw Failed();
        }

        try
        {
            // Some file systems have nothing to flush for a folder, and say that the question is wrong.
            if (fsync(descriptor) != 0 && Marshal.GetLastPInvokeError() != InvalidArgument)
            {
                throw Failed();
            }
        }
        finally
        {
            _ = close(descriptor);
        }

        IOException Failed() => new($"{folder} cannot be written to the disk: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] pathname, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int fd);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int fd);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int link(byte[] oldpath, byte[] newpath);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int sig);
}
