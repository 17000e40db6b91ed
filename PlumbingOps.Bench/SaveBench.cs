using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Bench;

/// <summary>A save through the service, history and live message included, against the bare UPDATE and one INSERT it cannot do without.</summary>
internal static class SaveBench
{
    private const int Rounds = 200;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchDatabase database)
    {
        var directory = new TenantDirectory(database.App, TimeProvider.System);
        var jobs = new JobService(new Db(database.App, directory), directory, TimeProvider.System);
        var office = new Actor(null, "Omar", Roles.Office, ["all_county"], []);
        var id = (await jobs.ListAsync(new JobFilter { TenantId = "all_county", Status = JobStatus.Scheduled }, new ListRequest(null, false, null, null, 1), office)).Rows[0].Id;
        await MakeBareTablesAsync(database.Connections);
        var seen = new JobInput { Notes = await NotesAsync(database, id) };
        var round = 0;
        return [await Measurement.CompareAsync("save with history", 2, Rounds, OursAsync, BareAsync)];

        async Task OursAsync()
        {
            // Only the notes changed; what the person saw of the rest does not matter to the merge.
            var mine = new JobInput { Notes = $"Round {++round}" };
            await jobs.SaveAsync(id, seen, mine, office);
            seen = mine;
        }

        async Task BareAsync()
        {
            await using var connection = await database.App.OpenConnectionAsync();
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    new NpgsqlBatchCommand("update bench.jobs set notes = $2 where id = $1") { Parameters = { new() { Value = id }, new() { Value = $"Round {round}" } } },
                    new NpgsqlBatchCommand("insert into bench.changes (job_id, before, after) values ($1, $2, $3)") { Parameters = { new() { Value = id }, new() { Value = "a" }, new() { Value = "b" } } },
                },
            };
            await batch.ExecuteNonQueryAsync();
        }
    }

    private static async Task<string?> NotesAsync(BenchDatabase database, Guid id)
    {
        await using var source = NpgsqlDataSource.Create(database.Connections.Admin!);
        await using var read = source.CreateCommand("select notes from app.jobs where id = $1");
        read.Parameters.Add(new() { Value = id });
        return await read.ExecuteScalarAsync() as string;
    }

    private static async Task MakeBareTablesAsync(DatabaseConnections connections)
    {
        await using var source = NpgsqlDataSource.Create(connections.Admin!);
        await using var make = source.CreateCommand("""
            create schema bench;
            create table bench.jobs as select * from app.jobs;
            alter table bench.jobs add primary key (id);
            create table bench.changes (id bigint generated always as identity primary key, at timestamptz default now(), job_id uuid, before text, after text);
            grant usage on schema bench to plumbing_app;
            grant all on all tables in schema bench to plumbing_app;
            """);
        make.CommandTimeout = 0;
        await make.ExecuteNonQueryAsync();
    }
}
