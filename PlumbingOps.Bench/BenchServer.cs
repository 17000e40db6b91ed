using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Bench;

/// <summary>A private PostgreSQL of the bench's own, set up as the product sets up its own, with a small and a large database in it.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private const string Loaded = "loaded";
    private readonly PrivatePostgres server;
    private readonly string folder;
    private readonly bool keep;

    private BenchServer(PrivatePostgres server, string folder, bool keep) => (this.server, this.folder, this.keep) = (server, folder, keep);

    /// <param name="kept">A folder whose loaded data a later run takes up again; null for one that goes with this run.</param>
    public static async Task<BenchServer> StartAsync(string? kept)
    {
        var folder = kept ?? Path.Combine(Path.GetTempPath(), $"plumbingops-bench-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        return new BenchServer(await PrivatePostgres.StartAsync(Path.GetFullPath(folder), NullLogger.Instance), folder, kept is not null);
    }

    public async Task<DatabaseConnections> LoadAsync(int rows)
    {
        var name = $"bench_{rows}";
        var connections = new DatabaseConnections(On(name, server.Connections.App), On(name, server.Connections.Migrations), On(name, server.Connections.Admin!));
        await using (var admin = NpgsqlDataSource.Create(server.Connections.Admin!))
        {
            await using var remark = admin.CreateCommand($"select shobj_description(oid, 'pg_database') from pg_database where datname = '{name}'");
            if (await remark.ExecuteScalarAsync() is Loaded)
            {
                await DatabaseMigrator.MigrateAsync(connections.Migrations);
                return connections;
            }

            // Roles and extensions are in the product's own database already: an empty copy of it is a database to migrate.
            await RunAsync(admin, $"drop database if exists {name} with (force)");
            await RunAsync(admin, $"create database {name} template plumbingops owner {DatabaseRoles.Owner}");
            await DatabaseMigrator.MigrateAsync(connections.Migrations);
            await BenchData.LoadAsync(connections, rows);
            await RunAsync(admin, $"comment on database {name} is '{Loaded}'");
            return connections;
        }
    }

    private static async Task RunAsync(NpgsqlDataSource admin, string statement)
    {
        await using var command = admin.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        if (!keep)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string On(string database, string connection) => new NpgsqlConnectionStringBuilder(connection) { Database = database }.ConnectionString;
}
