using System.Data.Common;
using Npgsql;

namespace PlumbingOps.Data.Database;

/// <summary>The database's roles: making them, and refusing to start as one that could see other companies' rows.</summary>
public static class DatabaseRoles
{
    public const string Owner = "plumbing_owner";
    public const string Migrate = "plumbing_migrate";
    public const string App = "plumbing_app";
    public const string Search = "plumbing_search";
    public const string Backup = "plumbing_backup";

    private const int OldestServer = 15;

    /// <summary>Brings roles, extensions and rights of the database into the state of SQL/roles.sql. The connection is a superuser's.</summary>
    public static Task EnsureAsync(string adminConnectionString, string appPassword, string migratePassword, CancellationToken cancellationToken = default) =>
        EnsureAsync(adminConnectionString, appPassword, migratePassword, backupPassword: null, cancellationToken);

    /// <param name="backupPassword">Null leaves plumbing_backup's password as it is; without one it cannot sign in.</param>
    public static async Task EnsureAsync(
        string adminConnectionString, string appPassword, string migratePassword, string? backupPassword, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(appPassword);
        ArgumentException.ThrowIfNullOrEmpty(migratePassword);
        await using var connection = new NpgsqlConnection(adminConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        const string Hand = "select set_config('plumbing.app_password', $1, true), set_config('plumbing.migrate_password', $2, true), set_config('plumbing.backup_password', $3, true)";
        await using (var passwords = new NpgsqlCommand(Hand, connection, transaction))
        {
            passwords.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = appPassword }, new() { Value = migratePassword }, new() { Value = backupPassword ?? "" } });
            await passwords.ExecuteNonQueryAsync(cancellationToken);
        }
        await using (var roles = new NpgsqlCommand(await ScriptAsync(cancellationToken), connection, transaction))
        {
            await roles.ExecuteNonQueryAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// Row-level security is only as good as the role it applies to and the pool that resets it, so a house refuses to start on a connection that
    /// goes round either.
    /// </summary>
    /// <exception cref="DatabaseSetupException">Names the thing that is wrong.</exception>
    public static async Task CheckAppRoleAsync(string appConnectionString, CancellationToken cancellationToken = default)
    {
        RefuseSharedSessions(appConnectionString);
        await using var connection = new NpgsqlConnection(appConnectionString);
        await connection.OpenAsync(cancellationToken);
        RefuseOldServer(connection.PostgreSqlVersion);

        const string Facts = """
            select current_user::text,
                   (select rolsuper from pg_roles where rolname = current_user),
                   (select rolbypassrls from pg_roles where rolname = current_user),
                   (select string_agg(r.rolname, ', ' order by r.rolname) from pg_roles r
                     where r.rolname <> current_user and (r.rolsuper or r.rolbypassrls) and pg_has_role(current_user, r.oid, 'member')),
                   (select min(c.oid::regclass::text) from pg_class c
                     where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't' and pg_has_role(current_user, c.relowner, 'member'))
            """;
        await using var ask = new NpgsqlCommand(Facts, connection);
        await using var facts = await ask.ExecuteReaderAsync(cancellationToken);
        await facts.ReadAsync(cancellationToken);
        var role = facts.GetString(0);
        if (facts.GetBoolean(1))
        {
            throw Refused(role, "is a superuser");
        }
        if (facts.GetBoolean(2))
        {
            throw Refused(role, "has BYPASSRLS");
        }
        if (Text(facts, 3) is { } stronger)
        {
            throw Refused(role, $"is a member of {stronger}, which row-level security does not hold");
        }
        if (Text(facts, 4) is { } table)
        {
            throw Refused(role, $"owns the table {table}, itself or through a role it is a member of, and an owner can switch row-level security off");
        }
    }

    /// <summary>Before any connection: with these, one person's session could serve the next one's query.</summary>
    internal static void RefuseSharedSessions(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.NoResetOnClose)
        {
            throw Setting("No Reset On Close", "the companies one request may see would stay set for the next");
        }
        if (settings.Multiplexing)
        {
            throw Setting("Multiplexing", "requests of different companies would share one session");
        }
    }

    internal static void RefuseOldServer(Version server)
    {
        if (server.Major < OldestServer)
        {
            throw new DatabaseSetupException($"The database server is PostgreSQL {server}; PlumbingOps needs {OldestServer} or newer.");
        }
    }

    private static DatabaseSetupException Setting(string name, string why) =>
        new($"The connection string ConnectionStrings:PlumbingOps sets “{name}”, and with it {why}. Remove it.");

    private static DatabaseSetupException Refused(string role, string why) =>
        new($"The database role “{role}” {why}: companies could see each other's rows. Let ConnectionStrings:PlumbingOps name {App}, as SQL/roles.sql makes it.");

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static async Task<string> ScriptAsync(CancellationToken cancellationToken)
    {
        await using var stream = typeof(DatabaseRoles).Assembly.GetManifestResourceStream(typeof(DatabaseRoles), "SQL.roles.sql")
            ?? throw new InvalidOperationException("SQL/roles.sql is not embedded in this build.");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
