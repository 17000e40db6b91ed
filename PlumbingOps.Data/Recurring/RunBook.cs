using Npgsql;

namespace PlumbingOps.Data.Recurring;

/// <summary>Writes the record of runs. Its own connection, so that a run's word outlives whatever the run itself does to its transactions.</summary>
public sealed class RunBook(NpgsqlDataSource dataSource, TimeProvider clock)
{
    /// <summary>Before the work begins. What ran of it before and fell silent was interrupted.</summary>
    /// <param name="takesOver">The scheduler knows that the process before this one died.</param>
    public async Task<Guid> BeginAsync(string work, string instance, string? startedBy, bool takesOver, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow().ToUniversalTime();
        await RunAsync(
            """
            update app.recurring_runs set outcome = 'Interrupted', ended_at = heartbeat_at, error = 'The process that ran it ended in the middle.'
            where outcome = 'Running' and (heartbeat_at < $1 or $2 and work = $3)
            """,
            [now - RecurringRun.Silence, takesOver, work], cancellationToken);
        var id = Guid.CreateVersion7(now);
        await RunAsync(
            "insert into app.recurring_runs (id, work, started_at, heartbeat_at, instance, outcome, started_by) values ($1, $2, $3, $3, $4, 'Running', $5)",
            [id, work, now, instance, startedBy], cancellationToken);
        return id;
    }

    public Task BeatAsync(Guid run, CancellationToken cancellationToken = default) =>
        RunAsync("update app.recurring_runs set heartbeat_at = $2 where id = $1 and outcome = 'Running'", [run, clock.GetUtcNow().ToUniversalTime()], cancellationToken);

    /// <summary>Also when it was taken for dead before: what it says itself is true.</summary>
    public Task EndAsync(Guid run, RunOutcome outcome, string? counts, string? error, CancellationToken cancellationToken = default) =>
        RunAsync(
            "update app.recurring_runs set outcome = $2, counts = $3, error = $4, ended_at = $5, heartbeat_at = $5 where id = $1",
            [run, outcome.ToString(), Short(counts), Short(error), clock.GetUtcNow().ToUniversalTime()], cancellationToken);

    public async Task<bool> IsPausedAsync(string work, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("select exists (select from app.recurring_switches where work = $1 and paused_at is not null)");
        command.Parameters.Add(new NpgsqlParameter { Value = work });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <returns>How many runs were forgotten.</returns>
    public Task<int> DeleteOldAsync(CancellationToken cancellationToken = default) =>
        RunAsync("delete from app.recurring_runs where started_at < $1", [clock.GetUtcNow().ToUniversalTime() - RecurringRun.Kept], cancellationToken);

    private async Task<int> RunAsync(string sql, object?[] values, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string? Short(string? words) => words is { Length: > RecurringRun.WordsMaxLength } ? words[..(RecurringRun.WordsMaxLength - 1)] + "…" : words;
}
