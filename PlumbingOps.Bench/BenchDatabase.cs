using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Bench;

/// <summary>A private PostgreSQL of its own, filled set-based with invented companies, lots, jobs, calls and their history.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly PrivatePostgres server;
    private readonly string folder;

    private BenchDatabase(PrivatePostgres server, string folder, int rows)
    {
        (this.server, this.folder, Rows) = (server, folder, rows);
        App = NpgsqlDataSource.Create(server.Connections.App);
    }

    /// <summary>Jobs, and as many calls.</summary>
    public int Rows { get; }
    public DatabaseConnections Connections => server.Connections;
    public NpgsqlDataSource App { get; }

    public static async Task<BenchDatabase> LoadAsync(int rows)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"plumbingops-bench-{Environment.ProcessId}")).FullName;
        var server = await PrivatePostgres.StartAsync(folder, NullLogger.Instance);
        await DatabaseMigrator.MigrateAsync(server.Connections.Migrations);
        var watch = Stopwatch.StartNew();
        var owner = new NpgsqlConnectionStringBuilder(server.Connections.Migrations) { Options = "-c role=plumbing_owner -c app.tenants=all_county,h2o -c app.actor_name=Bench", CommandTimeout = 0, Pooling = false };
        await using var connection = new NpgsqlConnection(owner.ConnectionString);
        await connection.OpenAsync();
        foreach (var statement in Load.Split(";;", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            await using var command = new NpgsqlCommand(statement.Replace(":rows", rows.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), connection);
            await command.ExecuteNonQueryAsync();
        }

        await using var admin = new NpgsqlConnection(server.Connections.Admin!);
        await admin.OpenAsync();
        await using var analyze = new NpgsqlCommand("vacuum analyze", admin) { CommandTimeout = 0 };
        await analyze.ExecuteNonQueryAsync();
        await using var count = new NpgsqlCommand("select count(*) from history.changes", admin) { CommandTimeout = 0 };
        Console.Error.WriteLine($"loaded {rows:N0} jobs, {rows:N0} calls, {(long)(await count.ExecuteScalarAsync())!:N0} changes in {watch.Elapsed.TotalSeconds:N0} s");
        return new BenchDatabase(server, folder, rows);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Four phases a lot; every insert leaves its change, as it would in the office.</summary>
    private const string Load = """
        insert into app.tenants (id, name, short_name, color, zone, features, is_active, default_state, cities, technicians_record_payments)
        values ('all_county', 'All County Plumbing', 'AC', '#4F9CF9', 'America/Los_Angeles', '{Jobs,ServiceCalls,Customers}', true, 'WA', '{}', true),
            ('h2o', 'H2O Plumbers', 'H2O', '#10B981', 'America/Los_Angeles', '{ServiceCalls,Customers}', true, 'WA', '{}', true)
        ;;
        insert into app.builders (id, name, warranty_months) select md5('b' || i)::uuid, 'Builder ' || i, 12 from generate_series(1, 40) i
        ;;
        insert into app.communities (id, builder_id, name) select md5('c' || i)::uuid, md5('b' || (i % 40 + 1))::uuid, 'Community ' || i from generate_series(1, 400) i
        ;;
        insert into app.lots (id, community_id, number, street, city, state)
        select md5('l' || i)::uuid, md5('c' || (i % 400 + 1))::uuid, (i / 400 + 1)::text, (1000 + i) || ' NE Sample ' || (i % 97) || ' Ct', 'Sampleton', 'WA'
        from generate_series(1, :rows / 4) i
        ;;
        insert into app.technicians (id, tenant_id, name, is_active) select md5('t' || t || i)::uuid, t, 'Tech ' || i, true from generate_series(1, 20) i, unnest('{all_county,h2o}'::text[]) t
        ;;
        insert into app.jobs (id, tenant_id, number, lot_id, phase, status, start_date, end_date, completed_on, notes)
        select md5('j' || i)::uuid, 'all_county', 1000 + i, md5('l' || (i % (:rows / 4) + 1))::uuid,
            (array['Groundwork', 'PostAndBeam', 'TopOut', 'Trim'])[i / (:rows / 4) % 4 + 1],
            case when i % 50 < 40 then 'Completed' when i % 50 < 47 then 'Scheduled' when i % 50 = 47 then 'InProgress' when i % 50 = 48 then 'OnHold' else 'New' end,
            case when i % 50 < 49 then date '2024-01-01' + i % 1100 end, case when i % 50 < 49 then date '2024-01-01' + i % 1100 + i % 3 end,
            case when i % 50 < 40 then date '2024-01-01' + i % 1100 + i % 3 end, 'Plan N' || i % 900
        from generate_series(0, :rows - 1) i
        ;;
        insert into app.job_crew (id, tenant_id, job_id, technician_id)
        select md5('jc' || i)::uuid, 'all_county', md5('j' || i)::uuid, md5('tall_county' || (i % 20 + 1))::uuid from generate_series(0, :rows - 1) i where i % 50 < 46
        ;;
        insert into app.customers (id, tenant_id, name, phone, email, street, city, state, tags, do_not_service, created_at)
        select md5('cu' || i)::uuid, (array['h2o', 'all_county'])[i % 2 + 1], 'Customer ' || md5(i::text), '(503) 555-01' || lpad((i % 100)::text, 2, '0'), 'c' || i || '@example.com',
            i || ' SE Invented Ave', 'Sampleton', 'WA', '{}', false, timestamptz '2024-01-01' + i * interval '5 minutes'
        from generate_series(1, :rows / 2) i
        ;;
        insert into app.service_calls (id, tenant_id, number, kind, status, priority, customer_id, lot_id, problem, contact_name, contact_phone, street, city, starts_at, ends_at, all_day, completed_at, paperwork_turned_in, created_at)
        select md5('s' || i)::uuid, (array['h2o', 'all_county'])[i % 2 + 1], 1000 + i, (array['Service', 'Warranty', 'GoBack', 'Estimate'])[i % 4 + 1],
            case when i % 40 < 34 then 'Completed' when i % 40 < 38 then 'Scheduled' else 'New' end, 'Normal', md5('cu' || (i % (:rows / 2 / 2) * 2 + i % 2 + case when i % 2 = 0 then 2 else 0 end))::uuid,
            case when i % 4 = 1 then md5('l' || (i % (:rows / 4) + 1))::uuid end, 'Leak under sink ' || md5(i::text), 'Contact ' || i, '(503) 555-01' || lpad((i % 100)::text, 2, '0'),
            i || ' SE Invented Ave', 'Sampleton', case when i % 40 < 38 then s.at end, case when i % 40 < 38 then s.at + interval '1 hour' end, false, case when i % 40 < 34 then s.at + interval '1 hour' end, true, s.at - interval '3 days'
        from generate_series(0, :rows - 1) i, lateral (select timestamptz '2024-01-01 16:00+00' + (i % 1100) * interval '1 day' + (i % 8) * interval '1 hour' as at) s
        ;;
        insert into app.call_technicians (id, tenant_id, service_call_id, technician_id, is_primary)
        select md5('ct' || i)::uuid, (array['h2o', 'all_county'])[i % 2 + 1], md5('s' || i)::uuid, md5('t' || (array['h2o', 'all_county'])[i % 2 + 1] || (i % 20 + 1))::uuid, true
        from generate_series(0, :rows - 1) i
        ;;
        update app.jobs set notes = notes || ', moved' where number % 3 = 0
        ;;
        insert into app.number_counters (tenant_id, kind, last) select t, k, 1000 + :rows from unnest('{all_county,h2o}'::text[]) t, unnest('{job,service_call}'::text[]) k
        on conflict (tenant_id, kind) do update set last = excluded.last
        """;
}
