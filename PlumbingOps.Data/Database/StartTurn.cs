using Npgsql;

namespace PlumbingOps.Data.Database;

/// <summary>Migrating and setting up, one process at a time: the second one waits and finds everything done.</summary>
public sealed class StartTurn : IAsyncDisposable
{
    private const long Lock = 7586246873127;
    private readonly NpgsqlConnection connection;

    private StartTurn(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<StartTurn> WaitAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        // The lock is the session's: it ends with it, however the process ends.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var wait = new NpgsqlCommand($"set lock_timeout = 0; set statement_timeout = 0; select pg_advisory_lock({Lock})", connection);
            await wait.ExecuteNonQueryAsync(cancellationToken);
            return new StartTurn(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
