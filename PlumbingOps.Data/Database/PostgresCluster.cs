using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;

namespace PlumbingOps.Data.Database;

/// <summary>A private server's data on disk: making it, and the command that serves it.</summary>
internal sealed class PostgresCluster(DataFolder data, PostgresBinaries binaries, ServerAccount account, bool durable)
{
    private const long LogLimit = 10 * 1024 * 1024;
    private const string InTheMaking = "postgres.new-";
    private long logStart;

    /// <summary>Makes the data when there is none, and clears away what a killed house left.</summary>
    [UnsupportedOSPlatform("windows")]
    public async Task<DatabasePasswords> PrepareAsync(ILogger logger, CancellationToken cancellationToken)
    {
        var passwords = await DatabasePasswords.FindAsync(data.Passwords, cancellationToken);
        if (data.DataMajor is null)
        {
            RefuseUnknownContent();
            passwords ??= await DatabasePasswords.CreateAsync(data.Passwords, cancellationToken);
            logger.LogInformation("Making a PostgreSQL {Major} database in {Folder}", binaries.Major, data.Cluster);
            await InitializeAsync(passwords.Superuser, cancellationToken);
        }
        else if (passwords is null)
        {
            throw new DatabaseSetupException($"{data.Passwords} is missing, and without it the data in {data.Cluster} cannot be opened. "
                + $"Put the file back from a backup; or, to start over without that data, move {data.Cluster} away.");
        }
        else
        {
            DatabasePasswords.Protect(data.Passwords);
            await account.OwnAsync(data.Cluster, cancellationToken);
            await LeftoverServer.ClearAsync(data, logger, cancellationToken);
        }
        TurnLog();
        return passwords;
    }

    public IReadOnlyList<string> ServerCommand(int port)
    {
        List<string> postgres =
        [
            binaries.Postgres, "-D", data.Cluster, "-p", port.ToString(CultureInfo.InvariantCulture),
            .. Set("listen_addresses", "127.0.0.1"), .. Set("unix_socket_directories", ""),
            // A small office server: many short queries, a solid-state disk, memory shared with the application.
            .. Set("max_connections", "200"), .. Set("shared_buffers", "128MB"), .. Set("work_mem", "8MB"), .. Set("maintenance_work_mem", "64MB"),
            .. Set("random_page_cost", "1.1"), .. Set("effective_io_concurrency", "32"), .. Set("jit", "off"),
            .. Set("timezone", "UTC"), .. Set("log_timezone", "UTC"), .. Set("log_checkpoints", "off"), .. Set("log_line_prefix", "%m [%p] %q%u@%d "),
        ];
        if (!durable)
        {
            postgres.AddRange([.. Set("fsync", "off"), .. Set("synchronous_commit", "off"), .. Set("full_page_writes", "off")]);
        }
        // A session of its own: Ctrl-C in the terminal must reach the application only, which then stops the server last.
        return
        [
            "sh", "-c", "umask 077; exec \"$@\" </dev/null >>\"$0\" 2>&1", data.Log,
            "setsid", .. account.Run(postgres, signalOnOrphan: "INT"),
        ];
    }

    /// <summary>What the server said since its last start, for a message.</summary>
    public string EndOfLog()
    {
        if (!File.Exists(data.Log))
        {
            return "(empty)";
        }
        using var log = new FileStream(data.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(Math.Min(logStart, log.Length), SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "(empty)" : string.Join(" | ", lines.TakeLast(5));
    }

    private static string[] Set(string name, string value) => ["-c", $"{name}={value}"];

    private void RefuseUnknownContent()
    {
        if (Directory.Exists(data.Cluster) && Directory.EnumerateFileSystemEntries(data.Cluster).Any())
        {
            throw new DatabaseSetupException($"{data.Cluster} holds files but no PostgreSQL data (PG_VERSION is missing). Move it away, or restore it from a backup.");
        }
    }

    /// <summary>Made beside its place and moved there when complete: a crash half-way leaves nothing that looks like data.</summary>
    [UnsupportedOSPlatform("windows")]
    private async Task InitializeAsync(string superuserPassword, CancellationToken cancellationToken)
    {
        foreach (var unfinished in Directory.EnumerateDirectories(data.Path, InTheMaking + "*"))
        {
            Directory.Delete(unfinished, recursive: true);
        }
        var making = Path.Combine(data.Path, InTheMaking + Guid.CreateVersion7().ToString("N"));
        var files = Path.Combine(making, "data");
        var passwordFile = Path.Combine(making, "password");
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(making, Private);
        Directory.CreateDirectory(files, Private);
        var privately = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        await using (var writer = new StreamWriter(passwordFile, privately))
        {
            await writer.WriteAsync(superuserPassword);
        }
        await account.OwnAsync(making, cancellationToken);

        string[] flush = durable ? [] : ["--no-sync"];
        var initdb = await Command.RunAsync(account.Run(
            [
                binaries.Initdb, "-D", files, "-U", PrivateConnections.Superuser, "-A", "scram-sha-256", $"--pwfile={passwordFile}",
                "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions", .. flush,
            ]), cancellationToken);
        if (!initdb.Succeeded)
        {
            throw new DatabaseSetupException($"Making the database failed: {initdb.Said}");
        }
        if (Directory.Exists(data.Cluster))
        {
            Directory.Delete(data.Cluster);
        }
        Directory.Move(files, data.Cluster);
        Directory.Delete(making, recursive: true);
    }

    private void TurnLog()
    {
        var log = new FileInfo(data.Log);
        if (log is { Exists: true, Length: > LogLimit })
        {
            File.Move(data.Log, data.Log + ".1", overwrite: true);
        }
        log.Refresh();
        logStart = log.Exists ? log.Length : 0;
    }
}
