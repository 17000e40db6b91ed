using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PlumbingOps.Data.Database;

/// <summary>
/// One transaction that is never committed, on a connection of its own: the true code works on the true tables, and when the stage is struck none of it has
/// happened. Nobody else sees any of it meanwhile. All contexts share the connection, so there is one step after the other.
/// </summary>
public sealed class Stage : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly DbContextOptions<AppDbContext> options;

    private Stage(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        (this.connection, this.transaction) = (connection, transaction);
        options = new DbContextOptionsBuilder<AppDbContext>().UseNpgsql(connection, npgsql => DatabaseMigrator.HistoryTable(npgsql)).ConfigureLoggingCacheTime(TimeSpan.Zero).Options;
    }

    public static async Task<Stage> OpenAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken = default)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            return new Stage(connection, await connection.BeginTransactionAsync(cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes back all that was done.</summary>
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    internal async Task<AppDbContext> OpenAsync(DbScope scope, CancellationToken cancellationToken)
    {
        await ActorOnConnection.CarryAsync(connection, scope, cancellationToken);
        var context = new AppDbContext(options) { Scope = scope, Carried = scope };
        await context.Database.UseTransactionAsync(transaction, cancellationToken);
        return context;
    }
}
