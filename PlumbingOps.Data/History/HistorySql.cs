using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.History;

/// <summary>Statements over tables that are known only when they run. Names in them come from <see cref="HistoryCatalogue"/>, values are parameters.</summary>
internal static class HistorySql
{
    /// <summary>Seconds. A page waits less, but an import of a hundred thousand rows is taken back too.</summary>
    public const int Patience = 300;

    public static string Quoted(string column) => $"\"{column}\"";

    public static string List(IEnumerable<string> columns, string prefix = "") => string.Join(", ", columns.Select(c => prefix + Quoted(c)));

    /// <summary>From here on, in a change set of its own, the log says that something is put back: until the transaction ends or the next announcement.</summary>
    public static Task AnnounceAsync(AppDbContext db, string summary, Guid? undoes, CancellationToken cancellationToken) => RunAsync(
        db, "select set_config('app.source', 'Undo', true), set_config('app.summary', $1, true), set_config('app.undoes', $2, true), set_config('app.tx_change_set', '', true)",
        [summary, undoes?.ToString() ?? ""], cancellationToken);

    public static async Task<int> RunAsync(AppDbContext db, string sql, IReadOnlyList<object> values, CancellationToken cancellationToken)
    {
        await using var command = Command(db, sql, values);
        try
        {
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException refused) when (InWords(refused) is { } sentence)
        {
            throw new RuleException(sentence);
        }
    }

    public static async Task<List<T>> ReadAsync<T>(AppDbContext db, string sql, IReadOnlyList<object> values, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        await using var command = Command(db, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private static NpgsqlCommand Command(AppDbContext db, string sql, IReadOnlyList<object> values)
    {
        var command = ((NpgsqlConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = Patience;
        foreach (var value in values)
        {
            command.Parameters.Add(value is JsonElement json
                ? new NpgsqlParameter { Value = json.GetRawText(), NpgsqlDbType = NpgsqlDbType.Jsonb }
                : new NpgsqlParameter { Value = value });
        }

        return command;
    }

    /// <summary>The database's own rules hold for what is put back, too.</summary>
    private static string? InWords(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.CheckViolation => "This does not fit the record as it is now: some fields only go together. Put back the whole change instead.",
        PostgresErrorCodes.UniqueViolation => "Another record has taken its place meanwhile, so it cannot be put back.",
        PostgresErrorCodes.ForeignKeyViolation => "It belongs to a record that is gone, or others refer to it. Put back that record first.",
        PostgresErrorCodes.NotNullViolation => "It cannot be put back: a field that is required today was empty then.",
        _ => null,
    };
}
