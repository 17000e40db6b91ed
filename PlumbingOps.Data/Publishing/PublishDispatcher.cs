using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PlumbingOps.Data.History;

namespace PlumbingOps.Data.Publishing;

/// <summary>
/// Takes what is due and works on it, in every process of the house. Timer, NOTIFY and Quartz only wake it: what is to be done is in the ledger. At a stop it
/// takes nothing more and finishes what it holds.
/// </summary>
public sealed class PublishDispatcher(
    PublicationClaims claims, PublicationWork work, LiveUpdates live, PublishingOptions options, TimeProvider clock, ILogger<PublishDispatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    /// <summary>What is due is asked for no more often than this: our own writes ring as well, and many are taken with one question.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    /// <summary>So many under way in one process are a rush.</summary>
    private const int Rush = 16;

    private readonly ConcurrentDictionary<Guid, Claim> held = new();
    private readonly SemaphoreSlim bell = new(0, 1);

    /// <summary>Two houses may share a machine, and a process may be started again under the same number.</summary>
    public string Instance { get; } = $"{Environment.ProcessId}-{Guid.CreateVersion7():N}@{Environment.MachineName}";

    /// <summary>Something may be due now.</summary>
    public void Wake()
    {
        if (bell.CurrentCount == 0)
        {
            try
            {
                bell.Release();
            }
            catch (SemaphoreFullException)
            {
                // Rung by somebody else in the same moment.
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hears = live.Subscribe(change =>
        {
            if (change.Touches("posts") || change.Touches("publish_pauses"))
            {
                Wake();
            }

            return Task.CompletedTask;
        });
        using var done = new CancellationTokenSource();
        var heartbeat = BeatAsync(done.Token);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var began = clock.GetTimestamp();
                await RestAsync(await TurnAsync(stoppingToken), began, stoppingToken);
            }
        }
        finally
        {
            // What is held is finished under a living lease; the host's own patience ends it if need be.
            while (!held.IsEmpty)
            {
                await Task.Delay(Breath, CancellationToken.None);
            }

            await done.CancelAsync();
            await heartbeat;
        }
    }

    /// <summary>True when there may be more to take at once.</summary>
    private async Task<bool> TurnAsync(CancellationToken cancellationToken)
    {
        var free = options.InFlight - held.Count;
        if (free <= 0)
        {
            return false;
        }

        try
        {
            var taken = await claims.TakeAsync(free, Instance, cancellationToken);
            var isRush = held.Count + taken.Count >= Rush;
            foreach (var claim in taken)
            {
                claim.IsRush = isRush;
                held[claim.Id] = claim;
            }

            if (taken.Count > 0)
            {
                _ = WorkAsync(taken);
            }

            return taken.Count == free;
        }
        catch (Exception e) when (Passing(e, cancellationToken))
        {
            logger.LogWarning("What is due could not be read ({Reason}); trying again", e.GetType().Name);
            return false;
        }
    }

    private async Task WorkAsync(IReadOnlyList<Claim> taken)
    {
        await Task.Yield();
        await work.RunAsync(
            taken,
            claim =>
            {
                held.TryRemove(claim.Id, out _);
                Wake();
            },
            CancellationToken.None);
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(options.Heartbeat, clock, cancellationToken);
                await claims.ProlongAsync([.. held.Values], cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (Passing(e, cancellationToken))
            {
                logger.LogWarning("The leases could not be prolonged ({Reason})", e.GetType().Name);
            }
        }
    }

    /// <param name="began">When the last question was asked.</param>
    private async Task RestAsync(bool more, long began, CancellationToken cancellationToken)
    {
        try
        {
            if (!more)
            {
                // What is due and was not taken waits for its account, its company or a free hand: no reason to ask all the time.
                var next = await claims.NextAsync(cancellationToken) ?? options.Rest;
                var rest = next > options.Rest ? options.Rest : next > Breath ? next : options.Rest / 5;
                await bell.WaitAsync(rest, cancellationToken);
                // Several rings are heard together.
                await Task.Delay(Breath, cancellationToken);
            }

            var left = Between - clock.GetElapsedTime(began);
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The loop ends.
        }
        catch (Exception e) when (Passing(e, cancellationToken))
        {
            logger.LogWarning("What is due next could not be read ({Reason})", e.GetType().Name);
            await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
        }
    }

    private static bool Passing(Exception e, CancellationToken cancellationToken) =>
        (e is NpgsqlException or IOException or TimeoutException or InvalidOperationException) && !cancellationToken.IsCancellationRequested;
}
