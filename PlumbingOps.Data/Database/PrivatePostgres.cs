using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PlumbingOps.Data.Database;

/// <summary>
/// The PostgreSQL server a house brings up by itself when it is given no connection string: loopback only, as an unprivileged user, its data
/// in the house's data folder. It starts and stops with the house, and is started again when it dies alone.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const int PortAttempts = 5;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AnnounceLimit = TimeSpan.FromSeconds(60);

    private readonly DataFolder data;
    private readonly FileStream houseLock;
    private readonly PostgresProcess server;

    private PrivatePostgres(DataFolder data, FileStream houseLock, PostgresProcess server, DatabaseConnections connections)
    {
        this.data = data;
        this.houseLock = houseLock;
        this.server = server;
        Connections = connections;
    }

    public DatabaseConnections Connections { get; }

    /// <exception cref="DatabaseSetupException">With a sentence that says what is wrong and what to do.</exception>
    public static Task<PrivatePostgres> StartAsync(string dataFolder, ILogger logger, CancellationToken cancellationToken = default) =>
        StartAsync(new PrivatePostgresSettings(dataFolder), logger, cancellationToken);

    /// <exception cref="DatabaseSetupException">With a sentence that says what is wrong and what to do.</exception>
    public static async Task<PrivatePostgres> StartAsync(PrivatePostgresSettings settings, ILogger logger, CancellationToken cancellationToken = default)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new DatabaseSetupException("PlumbingOps brings up its own PostgreSQL on Linux only. Give the connection string of a server you have (ConnectionStrings:PlumbingOps).");
        }
        var data = await DataFolder.OpenAsync(settings.DataFolder, cancellationToken);
        var houseLock = data.TryLock() ?? throw AlreadyRunning(data);
        try
        {
            data.Withdraw();
            return await StartLockedAsync(settings, data, houseLock, logger, cancellationToken);
        }
        catch
        {
            await houseLock.DisposeAsync();
            throw;
        }
    }

    /// <summary>The connections of the house that runs on this folder now; null when none does.</summary>
    public static async Task<DatabaseConnections?> AttachAsync(string dataFolder, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(dataFolder))
        {
            return null;
        }
        var data = await DataFolder.FindAsync(dataFolder, cancellationToken);
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < AnnounceLimit)
        {
            await using (var free = data.TryLock())
            {
                if (free is not null)
                {
                    return null;
                }
            }
            if (data.AnnouncedPort() is { } port && await DatabasePasswords.FindAsync(data.Passwords, cancellationToken) is { } passwords)
            {
                return PrivateConnections.For(port, passwords);
            }
            // It is just starting.
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
        throw new DatabaseSetupException($"A PlumbingOps uses {data.Path} but its PostgreSQL has not come up within {AnnounceLimit.TotalSeconds:0} seconds; see {data.Log}.");
    }

    /// <summary>Whether a house has made its database in this folder.</summary>
    public static bool ExistsIn(string dataFolder) => new DataFolder(Path.GetFullPath(dataFolder)).DataMajor is not null;

    /// <summary>The psql that goes with the data, for people who want to look for themselves.</summary>
    public static async Task<string> FindPsqlAsync(string dataFolder, CancellationToken cancellationToken = default)
    {
        var settings = new PrivatePostgresSettings(dataFolder);
        var binaries = await PostgresBinaries.FindAsync(settings.BinariesFolder, new DataFolder(Path.GetFullPath(dataFolder)).DataMajor, cancellationToken);
        return binaries.Psql;
    }

    public async ValueTask DisposeAsync()
    {
        data.Withdraw();
        await server.StopAsync();
        server.Dispose();
        await houseLock.DisposeAsync();
    }

    private static DatabaseSetupException AlreadyRunning(DataFolder data) =>
        new($"The data folder {data.Path} is in use: PlumbingOps is already running there "
            + (data.AnnouncedPid() is { } pid && data.AnnouncedPort() is { } port
                ? string.Create(CultureInfo.InvariantCulture, $"with pid {pid}, its PostgreSQL on port {port}.")
                : "and is just starting.")
            + " Stop it first, or choose another folder with --data.");

    [UnsupportedOSPlatform("windows")]
    private static async Task<PrivatePostgres> StartLockedAsync(
        PrivatePostgresSettings settings, DataFolder data, FileStream houseLock, ILogger logger, CancellationToken cancellationToken)
    {
        var binaries = await PostgresBinaries.FindAsync(settings.BinariesFolder, data.DataMajor, cancellationToken);
        var account = await ServerAccount.ChooseAsync(data.Cluster, cancellationToken);
        await account.ReachAsync(data, cancellationToken);
        var cluster = new PostgresCluster(data, binaries, account, settings.Durable);
        var passwords = await cluster.PrepareAsync(logger, cancellationToken);

        for (var attempt = 1; ; attempt++)
        {
            var port = LoopbackPort.Choose();
            var connections = PrivateConnections.For(port, passwords);
            var server = new PostgresProcess(cluster.ServerCommand(port), logger);
            try
            {
                if (await AnswersAsync(server, connections.Admin!, data, cancellationToken))
                {
                    server.KeepAlive();
                    await PrivateConnections.CreateDatabaseAsync(connections.Admin!, cancellationToken);
                    await DatabaseRoles.EnsureAsync(connections.Admin!, passwords.App, passwords.Migrate, passwords.Backup, cancellationToken);
                    data.Announce(port);
                    return new PrivatePostgres(data, houseLock, server, connections);
                }
                if (attempt == PortAttempts || LoopbackPort.IsFree(port))
                {
                    throw new DatabaseSetupException($"PostgreSQL ended while starting. The end of {data.Log}: {cluster.EndOfLog()}");
                }
                logger.LogInformation("Port {Port} was taken by another program meanwhile; choosing another", port);
                server.Dispose();
            }
            catch
            {
                await server.StopAsync();
                server.Dispose();
                throw;
            }
        }
    }

    /// <summary>False when the server ended instead.</summary>
    private static async Task<bool> AnswersAsync(PostgresProcess server, string admin, DataFolder data, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        var maintenance = PrivateConnections.Maintenance(admin);
        while (!server.Ended.IsCompleted)
        {
            try
            {
                await using var connection = new NpgsqlConnection(maintenance);
                await connection.OpenAsync(cancellationToken);
                return true;
            }
            catch (PostgresException wrong) when (wrong.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                throw new DatabaseSetupException($"{data.Passwords} does not hold the passwords of the data in {data.Cluster}. Put back the file that belongs to it.", wrong);
            }
            catch (NpgsqlException notYet) when (waited.Elapsed < AnswerLimit && (notYet is not PostgresException || notYet.SqlState == PostgresErrorCodes.CannotConnectNow))
            {
                // Nobody listens yet, or it is recovering from a crash, which takes as long as it takes.
                await Task.Delay(TimeSpan.FromMilliseconds(25), cancellationToken);
            }
        }
        await server.Ended;
        return false;
    }
}
