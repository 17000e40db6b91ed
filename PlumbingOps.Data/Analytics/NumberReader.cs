using Npgsql;
using NpgsqlTypes;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Analytics;

/// <summary>
/// Asks one room's formulas of some companies: each company's days are its own, in its own zone. The formulas find <c>t</c> (the companies, with their
/// zone and the end of the day), <c>w</c> (the period as n = 0 and the one before as n = 1, per company), @day and @monday.
/// </summary>
internal sealed class NumberReader(AppDbContext db, IReadOnlyList<TenantRow> companies, Period period, DateOnly asOf, bool isNow)
{
    private static readonly int[] Windows = [0, 1];

    public DateOnly Monday { get; } = Scores.MondayOf(asOf);

    public async Task<IReadOnlyList<T>> ReadAsync<T>(IEnumerable<RecordsAt> records, string formula, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        await using var command = ((NpgsqlConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = $"""
            with t as materialized (select * from unnest(@tenants, @zones, @ends) as t (id, zone, ends)),
            w as materialized (select * from unnest(@wn, @wtenants, @wfirst, @wlast, @wstarts, @wends) as w (n, tenant_id, first, last, starts, ends)),
            {string.Join(",\n", records.Select(r => r.Sql(isNow)))}
            {formula}
            """;
        var ends = companies.Select(c => c.StartOf(asOf.AddDays(1))).ToArray();
        var windows = Windows.SelectMany(n => companies.Select(c => (N: n, Company: c, Days: n == 0 ? period : period.DaysBefore()))).ToArray();
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            Text("tenants", companies.Select(c => c.Id)), Text("zones", companies.Select(c => c.Zone)), Times("ends", ends), new("since", ends.Min()),
            new("day", asOf), new("monday", Monday),
            new("wn", windows.Select(w => w.N).ToArray()), Text("wtenants", windows.Select(w => w.Company.Id)), Days("wfirst", windows.Select(w => w.Days.From)), Days("wlast", windows.Select(w => w.Days.To)),
            Times("wstarts", windows.Select(w => w.Company.StartOf(w.Days.From))), Times("wends", windows.Select(w => w.Company.StartOf(w.Days.To.AddDays(1)))),
        });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>The formula gives the Monday first, then what is counted; weeks in which nothing was are there too.</summary>
    public async Task<IReadOnlyList<NumberWeek>> WeeksAsync(IEnumerable<RecordsAt> records, string formula, Func<NpgsqlDataReader, NumberWeek> row, CancellationToken cancellationToken)
    {
        var known = (await ReadAsync(records, formula, row, cancellationToken)).ToDictionary(w => w.Monday);
        return [.. period.Mondays().Select(monday => known.GetValueOrDefault(monday) ?? new NumberWeek(monday, 0))];
    }

    private static NpgsqlParameter Text(string name, IEnumerable<string> values) => new(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = values.ToArray() };

    private static NpgsqlParameter Days(string name, IEnumerable<DateOnly> values) => new(name, NpgsqlDbType.Array | NpgsqlDbType.Date) { Value = values.ToArray() };

    private static NpgsqlParameter Times(string name, IEnumerable<DateTimeOffset> values) => new(name, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz) { Value = values.Select(v => v.ToUniversalTime()).ToArray() };
}

internal static class NumberColumns
{
    public static int Int(this NpgsqlDataReader row, int column) => (int)row.GetInt64(column);

    public static double? Real(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
