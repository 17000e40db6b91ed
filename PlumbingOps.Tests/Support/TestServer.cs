using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PlumbingOps.Data.Database;
using PlumbingOps.Tests.Support;

[assembly: AssemblyFixture(typeof(TestServer))]

namespace PlumbingOps.Tests.Support;

/// <summary>One private PostgreSQL for the whole test run. It starts with the first test that asks for a database.</summary>
public sealed class TestServer : IAsyncLifetime
{
    private static Lazy<Task<TestServer>> running = new(() => throw new InvalidOperationException("The test run has not begun, or is over."));

    /// <summary>Where Linux keeps files in memory.</summary>
    private const string Memory = "/dev/shm";

    private const long RoomNeeded = 4L << 30;

    private readonly DirectoryInfo folder = NewFolder();
    private readonly SemaphoreSlim oneClone = new(1);
    private PrivatePostgres? postgres;

    /// <summary>How to reach the migrated, empty database that all others are copies of. Nobody may stay connected to it.</summary>
    internal DatabaseConnections Template => postgres!.Connections;

    internal static Task<TestServer> RunningAsync() => running.Value;

    public ValueTask InitializeAsync()
    {
        running = new Lazy<Task<TestServer>>(StartAsync);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }
        oneClone.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>A copy of the template. One at a time: PostgreSQL refuses a template that somebody else is copying.</summary>
    internal async Task<DatabaseConnections> CloneAsync(string name)
    {
        await oneClone.WaitAsync();
        try
        {
            await AdministerAsync($"create database {name} template {Database(Template.App)} owner {DatabaseRoles.Owner}");
        }
        finally
        {
            oneClone.Release();
        }
        return new DatabaseConnections(On(name, Template.App), On(name, Template.Migrations), On(name, Template.Admin!));
    }

    internal Task DropAsync(string name) => AdministerAsync($"drop database if exists {name} with (force)");

    /// <summary>As superuser on the maintenance database, because a database cannot be copied or dropped from within.</summary>
    internal async Task AdministerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(On("postgres", Template.Admin!));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<TestServer> StartAsync()
    {
        postgres = await PrivatePostgres.StartAsync(new PrivatePostgresSettings(folder.FullName) { Durable = false }, NullLogger.Instance);
        await DatabaseMigrator.MigrateAsync(Template.Migrations);
        return this;
    }

    /// <summary>
    /// In memory where there is room: a thousand files come and go with each database, and ext4 looks long for a name's place among those just let go, a third of
    /// the machine's time in a whole run.
    /// </summary>
    private static DirectoryInfo NewFolder() =>
        Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > RoomNeeded
            ? Directory.CreateDirectory(Path.Combine(Memory, $"plumbingops-tests-{Guid.CreateVersion7():N}"))
            : Directory.CreateTempSubdirectory("plumbingops-tests-");

    private static string Database(string connection) => new NpgsqlConnectionStringBuilder(connection).Database!;

    private static string On(string database, string connection) => new NpgsqlConnectionStringBuilder(connection) { Database = database }.ConnectionString;
}
