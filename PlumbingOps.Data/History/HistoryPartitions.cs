using Microsoft.Extensions.Logging;
using Npgsql;

namespace PlumbingOps.Data.History;

/// <summary>The change log is partitioned by month; the coming months must exist before they begin.</summary>
public sealed class HistoryPartitions(NpgsqlDataSource dataSource, TimeProvider clock, ILogger<HistoryPartitions> logger)
{
    private const int MonthsAhead = 6;

    /// <returns>How many were made.</returns>
    public async Task<int> MakeAsync(CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("select history.make_partitions($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MonthsAhead });
        var made = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        logger.LogInformation("Made {Partitions} history partitions", made);
        return made;
    }
}
