using System.Diagnostics;
using Npgsql;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Bench;

/// <summary>The quickest way there is to write rows: COPY, into tables with the same columns and indexes and nothing else.</summary>
internal static class CopyBench
{
    private const int Rounds = 3;

    /// <summary>The rows one import made, with the links to its file and its log, copied in again elsewhere.</summary>
    public static async Task<(double Seconds, long Rows)> RunAsync(DatabaseConnections connections, Guid changeSet)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connections.Admin!) { CommandTimeout = 0 });
        await using var connection = await source.OpenConnectionAsync();
        await RunAsync(connection, "drop schema if exists bench_copy cascade; create schema bench_copy");
        var tables = new List<(string Target, byte[] Rows)>();
        foreach (var entity in await EntitiesAsync(connection, changeSet))
        {
            var rows = $"select t.* from app.{entity} t where exists (select from history.changes c where c.change_set_id = '{changeSet}' and c.entity = '{entity}' and c.entity_id = t.id)";
            tables.Add(await TakeOutAsync(connection, $"app.{entity}", $"bench_copy.{entity}", rows));
        }

        tables.Add(await TakeOutAsync(
            connection, "app.import_links", "bench_copy.import_links",
            $"select l.* from app.import_links l where exists (select from app.import_batches b where b.id = l.batch_id and '{changeSet}' = any (b.change_set_ids))"));
        tables.Add(await TakeOutAsync(connection, "history.changes", "bench_copy.changes", $"select * from history.changes where change_set_id = '{changeSet}'"));
        var times = new List<double>();
        var copied = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (target, _) in tables)
            {
                await RunAsync(connection, $"truncate {target}");
            }

            var watch = Stopwatch.StartNew();
            await RunAsync(connection, "begin");
            foreach (var (target, rows) in tables)
            {
                await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {target} from stdin (format binary)");
                await copy.WriteAsync(rows);
            }

            await RunAsync(connection, "commit");
            times.Add(watch.Elapsed.TotalSeconds);
        }

        foreach (var (target, _) in tables)
        {
            await using var count = new NpgsqlCommand($"select count(*) from {target}", connection);
            copied += (long)(await count.ExecuteScalarAsync())!;
        }

        await RunAsync(connection, "drop schema bench_copy cascade");
        times.Sort();
        return (times.Median(), copied);
    }

    private static async Task<List<string>> EntitiesAsync(NpgsqlConnection connection, Guid changeSet)
    {
        var entities = new List<string>();
        await using var command = new NpgsqlCommand("select distinct entity from history.changes where change_set_id = $1", connection) { Parameters = { new() { Value = changeSet } } };
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            entities.Add(reader.GetString(0));
        }

        return entities;
    }

    private static async Task<(string Target, byte[] Rows)> TakeOutAsync(NpgsqlConnection connection, string table, string target, string rows)
    {
        await RunAsync(connection, $"create table {target} (like {table} including indexes including defaults)");
        using var memory = new MemoryStream();
        await using (var copy = await connection.BeginRawBinaryCopyAsync($"copy ({rows}) to stdout (format binary)"))
        {
            await copy.CopyToAsync(memory);
        }

        return (target, memory.ToArray());
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
