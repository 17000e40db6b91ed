using Microsoft.Extensions.Logging;
using Npgsql;

namespace PlumbingOps.Data.Recurring;

/// <summary>Runs one line of the schedule and writes down how it went. A failed run is logged and recorded; the rhythm goes on.</summary>
public sealed class WorkRunner(RunBook book, IServiceProvider services, TimeProvider clock, ILogger<WorkRunner> logger)
{
    /// <param name="startedBy">Who asked; null when it is time.</param>
    /// <returns>False when it is paused and it was only time: whoever asks for a run gets it.</returns>
    public async Task<bool> RunAsync(RecurringWork work, string instance, string? startedBy, bool takesOver, CancellationToken cancellationToken = default)
    {
        if (startedBy is null && await book.IsPausedAsync(work.Name, cancellationToken))
        {
            return false;
        }

        var run = await book.BeginAsync(work.Name, instance, startedBy, takesOver, cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beats = BeatAsync(run, over.Token);
        var (outcome, counts, error) = await DoAsync(work, cancellationToken);
        await over.CancelAsync();
        await beats;
        // The end is written although the process is asked to stop: nobody else knows it.
        await book.EndAsync(run, outcome, counts, error, CancellationToken.None);
        return true;
    }

    private async Task<(RunOutcome Outcome, string? Counts, string? Error)> DoAsync(RecurringWork work, CancellationToken cancellationToken)
    {
        try
        {
            return (RunOutcome.Done, await work.RunAsync(services, cancellationToken), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (RunOutcome.Interrupted, null, "The process was asked to stop in the middle.");
        }
        // Whatever it was, it is this run's outcome, and the next run must come.
        catch (Exception e)
        {
            logger.LogError(e, "Recurring work {Work} failed", work.Name);
            return (RunOutcome.Failed, null, InWords(e));
        }
    }

    private async Task BeatAsync(Guid run, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RecurringRun.Beat, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await TryBeatAsync(run, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            logger.LogTrace("Run {Run} has ended", run);
        }
    }

    private async Task TryBeatAsync(Guid run, CancellationToken cancellationToken)
    {
        try
        {
            await book.BeatAsync(run, cancellationToken);
        }
        catch (NpgsqlException e)
        {
            // The next beat tries again; the work itself decides whether it can go on.
            logger.LogWarning("A run could not say that it lives ({Reason})", e.Message);
        }
    }

    private static string InWords(Exception e) => e switch
    {
        RuleException refusal => refusal.Message,
        PostgresException refused => $"The database refused it: {refused.MessageText}",
        NpgsqlException => $"The database could not be reached: {e.Message}",
        HttpRequestException => $"A service outside could not be reached: {e.Message}",
        _ => $"{e.GetType().Name}: {e.Message}",
    };
}
