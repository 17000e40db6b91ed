using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Bench;

/// <summary>What it costs that nothing is lost: a logged change against a bare UPDATE and one INSERT into tables with the same columns and indexes.</summary>
internal sealed class SaveBench : IAsyncDisposable
{
    private const int Rounds = 300;
    private const double Twice = 2;
    private const string Tenant = DemoPeople.AllCounty;
    private const string SetTenants = "select set_config('app.tenants', $1, false)";
    private const string SetActor = """
        select set_config('app.tenants', $1, false), set_config('app.actor_id', $2::text, false), set_config('app.actor_name', $3, false),
            exists (select from identity.users where id = $2 and is_active and security_stamp || ':' || rights_version = $4)
        """;
    private const string BareUpdate = "update bench.jobs set notes = $2 where id = $1";
    private const string BareInsert = """
        insert into bench.changes (at, change_set_id, tenant_id, entity, entity_id, root_entity, root_id, action, before, after)
        values (now(), $1, $2, 'jobs', $3, 'jobs', $3, 'update', $4::jsonb, $5::jsonb)
        """;

    private readonly Office office;
    private readonly Actor by;
    /// <summary>Written by hand, and by the service: a person's save finds what they saw.</summary>
    private readonly Guid id, saved;
    private readonly NpgsqlConnection held;
    private JobInput seen;
    private int round;

    private SaveBench(Office office, Actor by, Guid id, Guid saved, JobInput seen, NpgsqlConnection held) =>
        (this.office, this.by, this.id, this.saved, this.seen, this.held) = (office, by, id, saved, seen, held);

    public static async Task<IReadOnlyList<Measurement>> RunAsync(Office office, DatabaseConnections connections)
    {
        Console.Error.WriteLine("saves");
        await MakeBareTablesAsync(connections);
        var jobs = office.Get<JobService>();
        var by = await office.PersonAsync(Tenant);
        var rows = (await jobs.ListAsync(new JobFilter { Status = JobStatus.Scheduled }, new ListRequest(null, false, null, null, 2), by)).Rows;
        var (id, saved) = (rows[0].Id, rows[1].Id);
        var held = await office.Source.OpenConnectionAsync();
        await using var bench = new SaveBench(office, by, id, saved, (await jobs.GetAsync(saved, by)).Input, held);
        await RunAsync(held, SetTenants, Tenant);
        var times = await Turns.TakeAsync(Rounds, bench.LoggedUpdateAsync, bench.BareWriteAsync, bench.SaveAsync, bench.SaveByHandAsync);
        return
        [
            new Measurement("save: the UPDATE of a job with its history, against the bare UPDATE + one INSERT in one batch", times[0].Median(), times[1].Median(), Twice),
            new Measurement("save: all of it through the service (rights, reading, merge, write, history, message), against rights, reading, UPDATE + one INSERT by hand", times[2].Median(), times[3].Median(), Twice),
            new Measurement("save: all of it through the service, against nothing but the bare UPDATE + one INSERT in one batch", times[2].Median(), times[1].Median(), null),
        ];
    }

    public ValueTask DisposeAsync() => held.DisposeAsync();

    /// <summary>One statement; its triggers write the log and announce it.</summary>
    private Task LoggedUpdateAsync() => RunAsync(held, "update app.jobs set notes = $2 where id = $1", id, $"Logged {++round}");

    private async Task BareWriteAsync()
    {
        await using var batch = new NpgsqlBatch(held) { BatchCommands = { Statement(BareUpdate, id, $"Bare {++round}"), Insert() } };
        await batch.ExecuteNonQueryAsync();
    }

    private async Task SaveAsync()
    {
        var mine = seen.Copy();
        mine.Notes = $"Saved {++round}";
        await office.Get<JobService>().SaveAsync(saved, seen, mine, by);
        seen = mine;
    }

    /// <summary>What any application does that looks before it writes: four round trips.</summary>
    private async Task SaveByHandAsync()
    {
        await using var connection = await office.Source.OpenConnectionAsync();
        await RunAsync(connection, SetActor, Tenant, by.UserId!.Value, by.Name, by.Stamp!);
        await using (var read = Command(connection, "select j.*, j.xmin from bench.jobs j where id = $1", id))
        await using (var reader = await read.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                reader.GetValues(new object[reader.FieldCount]);
            }
        }

        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, BareUpdate, id, $"By hand {++round}");
        var insert = Insert();
        await RunAsync(connection, insert.CommandText, [.. insert.Parameters.Select(p => p.Value!)]);
        await transaction.CommitAsync();
    }

    private NpgsqlBatchCommand Insert() => Statement(BareInsert, Guid.CreateVersion7(), Tenant, id, """{"notes": "before"}""", """{"notes": "after"}""");

    private static NpgsqlBatchCommand Statement(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(values.Select(v => new NpgsqlParameter { Value = v }).ToArray());
        return command;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(values.Select(v => new NpgsqlParameter { Value = v }).ToArray());
        return command;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task MakeBareTablesAsync(DatabaseConnections connections)
    {
        await using var admin = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connections.Admin!) { CommandTimeout = 0 });
        await using var make = admin.CreateCommand("""
            drop schema if exists bench cascade;
            create schema bench;
            create table bench.jobs (like app.jobs including all excluding generated);
            insert into bench.jobs select * from app.jobs;
            create table bench.changes (like history.changes including all);
            analyze bench.jobs;
            call app.guard('bench.jobs');
            call app.guard('bench.changes');
            grant usage on schema bench to plumbing_app;
            grant all on all tables in schema bench to plumbing_app;
            grant usage on sequence history.change_ids to plumbing_app;
            """);
        await make.ExecuteNonQueryAsync();
    }
}
