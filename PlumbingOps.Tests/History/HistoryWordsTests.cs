using Npgsql;
using PlumbingOps.Data.History;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.History;

public class HistoryWordsTests
{
    [Fact]
    public async Task Every_logged_table_and_column_has_words_and_every_secret_is_known_as_one()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = new NpgsqlConnection(database.Connections.Admin);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        // Arguments of the log's trigger: root, root's column, id column, masked columns, derived columns.
        await using var command = new NpgsqlCommand("""
            select c.relname::text, string_to_array(encode(t.tgargs, 'escape'), '\000'), array_agg(a.attname::text)
            from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where t.tgname = 'log_insert' group by 1, 2
            """, connection);
        var logged = new Dictionary<string, (string[] Masked, string[] Columns)>();
        await using (var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                var arguments = reader.GetFieldValue<string[]>(1);
                logged[reader.GetString(0)] = (Names(arguments[3]), reader.GetFieldValue<string[]>(2).Except(Names(arguments[4])).ToArray());
            }
        }

        Assert.True(logged.Count > 20);
        Assert.Equal(logged.Keys.Order(), HistoryWords.Tables.Order());
        Assert.Empty(logged.SelectMany(t => t.Value.Columns.Where(c => !HistoryWords.HasLabel(c)).Select(c => $"{t.Key}.{c}")));
        Assert.Equal(
            logged.SelectMany(t => t.Value.Masked.Select(c => $"{t.Key}.{c}")).Order(),
            logged.SelectMany(t => t.Value.Columns.Where(c => HistoryWords.IsMasked(t.Key, c)).Select(c => $"{t.Key}.{c}")).Order());

        static string[] Names(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);
    }
}
