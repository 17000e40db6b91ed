using Npgsql;

namespace PlumbingOps.Tests.Support;

/// <summary>One statement on one connection, for tests that ask the database itself.</summary>
internal static class Sql
{
    public static async Task<T?> AskAsync<T>(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is var answer and not DBNull ? (T?)answer : default;
    }

    public static Task RunAsync(string connectionString, string sql) => AskAsync<object>(connectionString, sql);
}
