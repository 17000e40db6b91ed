using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Npgsql;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Bench;

/// <summary>Fills a migrated database with two companies, their people, and invented jobs and calls with their history.</summary>
internal static class BenchData
{
    /// <summary>Jobs, and as many calls; the changes come to five times as many.</summary>
    public static async Task LoadAsync(DatabaseConnections connections, int rows)
    {
        var watch = Stopwatch.StartNew();
        await using (var office = Office.Open(connections))
        {
            await office.MakePeopleAsync();
        }

        // No trigger for a million rows: the log is written below as the triggers would have written it.
        await using var admin = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connections.Admin!) { CommandTimeout = 0 });
        var tracked = await TrackedAsync(admin);
        await RunAsync(admin, string.Join(";;", tracked.Select(table => $"alter table {table} disable trigger log_insert")), rows);
        await using (var owner = NpgsqlDataSource.Create(Owner(connections)))
        {
            await RunAsync(owner, Script("Load.sql"), rows);
        }

        await RunAsync(admin, string.Join(";;", tracked.Select(table => $"alter table {table} enable trigger log_insert")), rows);
        await RunAsync(admin, "set session_replication_role = replica;;" + Script("History.sql"), rows);
        await RunAsync(admin, "vacuum (analyze);;checkpoint", rows);
        await using var count = admin.CreateCommand("select count(*) from history.changes");
        var changes = (long)(await count.ExecuteScalarAsync())!;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"loaded {rows:N0} jobs, {rows:N0} calls, {changes:N0} changes in {watch.Elapsed.TotalSeconds:N0} s"));
    }

    /// <summary>Beside what is loaded, once; the log of it is not written.</summary>
    public static async Task LoadMarketingAsync(DatabaseConnections connections, int posts)
    {
        await using var admin = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connections.Admin!) { CommandTimeout = 0 });
        await using (var look = admin.CreateCommand("select exists (select from app.publications)"))
        {
            if (await look.ExecuteScalarAsync() is true)
            {
                // Of an earlier run: whoever claimed it then is gone.
                await RunAsync(admin, "update app.publications set lease_until = null where lease_until is not null", posts);
                return;
            }
        }

        await LoadMoreAsync(connections, admin, "Marketing.sql", posts);
    }

    /// <summary>Once: customers up to so many, and a day full of visits.</summary>
    public static async Task LoadDeskAsync(DatabaseConnections connections, int customers)
    {
        await using var admin = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connections.Admin!) { CommandTimeout = 0 });
        await using (var look = admin.CreateCommand("select exists (select from app.technicians where name = 'Desk 60')"))
        {
            if (await look.ExecuteScalarAsync() is true)
            {
                return;
            }
        }

        await LoadMoreAsync(connections, admin, "Desk.sql", customers);
    }

    /// <summary>Beside what is loaded; the log of it is not written.</summary>
    private static async Task LoadMoreAsync(DatabaseConnections connections, NpgsqlDataSource admin, string script, int rows)
    {
        var tracked = await TrackedAsync(admin);
        await RunAsync(admin, string.Join(";;", tracked.Select(table => $"alter table {table} disable trigger log_insert")), rows);
        await using (var owner = NpgsqlDataSource.Create(Owner(connections)))
        {
            await RunAsync(owner, Script(script), rows);
        }

        await RunAsync(admin, string.Join(";;", tracked.Select(table => $"alter table {table} enable trigger log_insert")), rows);
        await RunAsync(admin, "vacuum (analyze)", rows);
    }

    private static string Owner(DatabaseConnections connections) => new NpgsqlConnectionStringBuilder(connections.Migrations)
    {
        Options = $"-c role={DatabaseRoles.Owner} -c app.tenants={DemoPeople.AllCounty},{DemoPeople.H2O} -c app.actor_name=Bench",
        CommandTimeout = 0,
        Pooling = false,
    }.ConnectionString;

    private static async Task<IReadOnlyList<string>> TrackedAsync(NpgsqlDataSource admin)
    {
        var tables = new List<string>();
        await using var command = admin.CreateCommand("select tgrelid::regclass::text from pg_trigger where tgname = 'log_insert'");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }

    private static async Task RunAsync(NpgsqlDataSource source, string script, int rows)
    {
        await using var connection = await source.OpenConnectionAsync();
        foreach (var statement in script.Split(";;", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            await using var command = new NpgsqlCommand(statement.Replace(":rows", rows.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static string Script(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"PlumbingOps.Bench.{name}")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
