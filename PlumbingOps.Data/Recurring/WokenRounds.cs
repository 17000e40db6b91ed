using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PlumbingOps.Data.History;

namespace PlumbingOps.Data.Recurring;

/// <summary>Work done as soon as the database tells of it, and from time to time besides, for a message may be lost. What came while nobody worked is done at the start.</summary>
public abstract class WokenRounds(LiveUpdates live, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan AfterAFailure = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim bell = new(0, 1);

    /// <summary>There may be something to do.</summary>
    protected abstract bool Concerns(LiveChange change);

    /// <summary>Does what is due.</summary>
    /// <returns>When to look again unless somebody rings before.</returns>
    protected abstract Task<TimeSpan> RoundAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hears = live.Subscribe(change =>
        {
            if (Concerns(change))
            {
                Wake();
            }

            return Task.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await bell.WaitAsync(await RoundAsync(stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or InvalidOperationException or RuleException)
            {
                logger.LogWarning("{Rounds} could not do their work ({Reason}); trying again", GetType().Name, e.GetType().Name);
                await Task.Delay(AfterAFailure, CancellationToken.None);
            }
        }
    }

    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Wake()
    {
        try
        {
            if (bell.CurrentCount == 0)
            {
                bell.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Rung by somebody else in the same moment.
        }
    }
}
