using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace PlumbingOps.Data.Database;

/// <summary>What a killed house may leave behind: a server that is still stopping, or its process id file.</summary>
internal static class LeftoverServer
{
    private static readonly TimeSpan ByItself = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhenAsked = TimeSpan.FromSeconds(30);

    /// <summary>Called with the folder locked, so no other house uses what is found.</summary>
    public static async Task ClearAsync(DataFolder data, ILogger logger, CancellationToken cancellationToken)
    {
        if (await WaitUntilGoneAsync(data, ByItself, cancellationToken))
        {
            DropReusedProcessId(data, logger);
            return;
        }
        foreach (var signal in new[] { Posix.Interrupt, Posix.Quit })
        {
            var left = ProcessesIn(data.Cluster);
            logger.LogWarning("A PostgreSQL of a house that is gone still runs in {Folder} (processes {Processes}); stopping it", data.Cluster, left);
            if (ServerProcess(data) is { } server && left.Contains(server))
            {
                Posix.Signal(server, signal);
            }
            if (await WaitUntilGoneAsync(data, WhenAsked, cancellationToken))
            {
                return;
            }
        }
        throw new DatabaseSetupException(
            $"A PostgreSQL that nobody watches any more runs in {data.Cluster} and does not stop (processes {string.Join(", ", ProcessesIn(data.Cluster))}). End it, then start again.");
    }

    private static async Task<bool> WaitUntilGoneAsync(DataFolder data, TimeSpan limit, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (ProcessesIn(data.Cluster).Count > 0)
        {
            if (waited.Elapsed > limit)
            {
                return false;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
        return true;
    }

    /// <summary>
    /// The machine restarted, and the number of the old server now belongs to some other program of the same user: PostgreSQL would take it for
    /// a running server and refuse. Nobody works in the folder (checked before), so the file is of no use.
    /// </summary>
    private static void DropReusedProcessId(DataFolder data, ILogger logger)
    {
        if (ServerProcess(data) is { } pid && Directory.Exists($"/proc/{pid}"))
        {
            logger.LogInformation("Process {Pid}, named in postmaster.pid, is not the PostgreSQL of {Folder} any more; removing the file", pid, data.Cluster);
            File.Delete(ProcessIdFile(data));
        }
    }

    private static string ProcessIdFile(DataFolder data) => Path.Combine(data.Cluster, "postmaster.pid");

    private static int? ServerProcess(DataFolder data) =>
        File.Exists(ProcessIdFile(data))
        && int.TryParse(File.ReadLines(ProcessIdFile(data)).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid) ? pid : null;

    /// <summary>PostgreSQL and all its children keep the data folder as their working directory.</summary>
    private static List<int> ProcessesIn(string cluster)
    {
        var found = new List<int>();
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var pid) && WorkingDirectory(process) == cluster)
            {
                found.Add(pid);
            }
        }
        return found;
    }

    /// <summary>Null when the process ended meanwhile or belongs to somebody else: then it is not a server of ours.</summary>
    private static string? WorkingDirectory(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception notOurs) when (notOurs is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
