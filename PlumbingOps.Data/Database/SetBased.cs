using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PlumbingOps.Data.Database;

/// <summary>
/// One statement for many rows: parameters are arrays that the statement unnests. COPY would be as quick, but is refused under row-level security.
/// </summary>
internal static class SetBased
{
    public static async Task<int> RunAsync(this AppDbContext db, string sql, object?[] values, CancellationToken cancellationToken)
    {
        await using var command = Command(db, sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<T> AskAsync<T>(this AppDbContext db, string sql, object?[] values, CancellationToken cancellationToken)
    {
        await using var command = Command(db, sql, values);
        return await command.ExecuteScalarAsync(cancellationToken) is T answer ? answer : throw new InvalidOperationException("The statement gave no answer.");
    }

    public static async Task<List<T>> ReadAsync<T>(this AppDbContext db, string sql, object?[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var command = Command(db, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }
        return rows;
    }

    /// <summary>A value that may be missing: without its type the server plans the statement anew each time.</summary>
    public static NpgsqlParameter Maybe<T>(T? value) where T : struct => new NpgsqlParameter<T?> { TypedValue = value };

    public static T? Get<T>(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? default : reader.GetFieldValue<T>(column);

    private static NpgsqlCommand Command(AppDbContext db, string sql, object?[] values)
    {
        var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        // The server's statement_timeout decides, and says so in one place.
        command.CommandTimeout = 0;
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
        return command;
    }
}
