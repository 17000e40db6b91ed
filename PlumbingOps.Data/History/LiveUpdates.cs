using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PlumbingOps.Data.History;

/// <summary>One listening connection per process; wakes whoever shows a changed record. They re-read with their own viewer's rights.</summary>
public sealed class LiveUpdates(NpgsqlDataSource dataSource, ILogger<LiveUpdates> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, Func<LiveChange, Task>> listeners = new();

    /// <summary>Whether changes arrive right now.</summary>
    public bool IsListening { get; private set; }

    /// <summary>Dispose the answer when the page goes.</summary>
    public IDisposable Subscribe(Func<LiveChange, Task> onChange)
    {
        var key = Guid.CreateVersion7();
        listeners[key] = onChange;
        return new Subscription(() => listeners.TryRemove(key, out _));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException && !stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning("The listening connection was lost ({Reason}); listening again in a second", e.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, e) => Announce(LiveChange.Read(e.Payload));
        await using (var listen = new NpgsqlCommand("listen plumbing_changes", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        // What happened while nobody listened is unknown: everybody refreshes once.
        IsListening = true;
        Announce(LiveChange.Anything);
        try
        {
            while (true)
            {
                await connection.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            IsListening = false;
        }
    }

    private void Announce(LiveChange change)
    {
        foreach (var listener in listeners.Values)
        {
            _ = TellAsync(listener, change);
        }
    }

    private async Task TellAsync(Func<LiveChange, Task> listener, LiveChange change)
    {
        try
        {
            await listener(change);
        }
        catch (Exception e) when (e is not OperationCanceledException and not ObjectDisposedException)
        {
            logger.LogError(e, "A page could not take in a live change");
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <summary>What one transaction changed. Ids are missing when they were too many: then any record of the entity may have changed.</summary>
public sealed record LiveChange(Guid? ChangeSetId, IReadOnlyDictionary<string, IReadOnlySet<Guid>?>? Records)
{
    /// <summary>Something may have changed, nobody knows what.</summary>
    public static readonly LiveChange Anything = new(null, null);

    /// <param name="entity">A table's name: jobs, service_calls, …</param>
    /// <param name="id">One record, or null for any of the entity.</param>
    public bool Touches(string entity, Guid? id = null) =>
        Records is null || (Records.TryGetValue(entity, out var ids) && (ids is null || id is null || ids.Contains(id.Value)));

    internal static LiveChange Read(string payload)
    {
        using var json = JsonDocument.Parse(payload);
        var records = new Dictionary<string, IReadOnlySet<Guid>?>();
        if (json.RootElement.GetProperty("records") is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var record in list.EnumerateArray())
            {
                var ids = record.GetProperty("ids");
                records[record.GetProperty("entity").GetString()!] = ids.ValueKind == JsonValueKind.Array ? ids.EnumerateArray().Select(i => i.GetGuid()).ToHashSet() : null;
            }
        }

        return new LiveChange(json.RootElement.GetProperty("set").GetGuid(), records);
    }
}
