using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PlumbingOps.Data.History;

namespace PlumbingOps.Data.Notifications;

/// <summary>Has changes told to whom they concern: when the database tells of one, and from time to time. What came while nobody read is read at the start.</summary>
public sealed class NotificationRounds(NotificationReader reader, LiveUpdates live, ILogger<NotificationRounds> logger) : BackgroundService
{
    /// <summary>Of work whose message was lost, or that could not be told at first.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim bell = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hears = live.Subscribe(change =>
        {
            if (change.Touches("jobs") || change.Touches("service_calls") || change.Touches("bids") || change.Touches("recovery_tickets") || change.Touches("reviews") || change.Touches("posts") || change.Touches("lots"))
            {
                Wake();
            }

            return Task.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await reader.ReadDueAsync(stoppingToken);
                await bell.WaitAsync(Rest, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or InvalidOperationException or RuleException)
            {
                logger.LogWarning("The queue of changes could not be read ({Reason}); trying again", e.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
        }
    }

    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
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
