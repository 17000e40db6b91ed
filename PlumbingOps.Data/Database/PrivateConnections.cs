using Npgsql;

namespace PlumbingOps.Data.Database;

/// <summary>How to reach a private server, and the database on it.</summary>
internal static class PrivateConnections
{
    public const string Superuser = "plumbingops";
    private const string Database = "plumbingops";

    public static DatabaseConnections For(int port, DatabasePasswords passwords) => new(
        Text(port, DatabaseRoles.App, passwords.App, pooling: true),
        Text(port, DatabaseRoles.Migrate, passwords.Migrate, pooling: false),
        Text(port, Superuser, passwords.Superuser, pooling: false));

    /// <summary>The same login on the database that is always there.</summary>
    public static string Maintenance(string admin) => new NpgsqlConnectionStringBuilder(admin) { Database = "postgres" }.ConnectionString;

    public static async Task CreateDatabaseAsync(string admin, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Maintenance(admin));
        await connection.OpenAsync(cancellationToken);
        await using var find = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection) { Parameters = { new() { Value = Database } } };
        if (await find.ExecuteScalarAsync(cancellationToken) is true)
        {
            return;
        }
        await using var create = new NpgsqlCommand($"create database {Database}", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Text(int port, string role, string password, bool pooling) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = Database,
        Username = role,
        Password = password,
        Pooling = pooling,
        SslMode = SslMode.Disable,
        ApplicationName = "PlumbingOps",
    }.ConnectionString;
}
