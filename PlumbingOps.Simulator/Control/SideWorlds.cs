using System.Collections.Concurrent;
using System.Security.Cryptography;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Control;

/// <param name="At">The moment it is there; null takes this world's.</param>
public sealed record SideWorldInput(DateTimeOffset? At);

/// <param name="Address">Where it answers, on this machine.</param>
public sealed record SideWorld(string Id, Uri Address);

/// <summary>
/// Worlds beside this one for rehearsals: each with accounts, clock, faults and ledger of its own, so that what is tried there touches nobody here. One that
/// is forgotten ends by itself.
/// </summary>
public sealed class SideWorlds(TimeProvider real, SimulatedWorld world) : IAsyncDisposable
{
    private const int Most = 4;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Parting = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, WebApplication> open = new();
    private readonly CancellationTokenSource over = new();

    public async Task<SideWorld> OpenAsync(SideWorldInput input)
    {
        if (open.Count >= Most)
        {
            throw new FormatException($"There are {Most} worlds beside this one already. Wait until one has ended.");
        }

        var id = $"{Guid.CreateVersion7():N}";
        var at = input.At ?? world.Clock.GetUtcNow();
        // Ids that no other world of this machine gives: accounts of both may meet in one database.
        var options = new SimulatorOptions { Port = 0, FirstId = WorldState.UsualFirstId + (RandomNumberGenerator.GetInt32(1, int.MaxValue) * 1_000_000L) };
        var app = SimulatorApp.Build(options, new ShiftedClock(real, at - real.GetUtcNow()));
        await app.StartAsync();
        open[id] = app;
        _ = EndAsync(id);
        return new SideWorld(id, new Uri(app.Urls.Single()));
    }

    public async Task CloseAsync(string id)
    {
        if (open.TryRemove(id, out var app))
        {
            // What is still being answered there is of no interest any more.
            using var atOnce = new CancellationTokenSource(Parting);
            await app.StopAsync(atOnce.Token);
            await app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        foreach (var id in open.Keys)
        {
            await CloseAsync(id);
        }

        over.Dispose();
    }

    private async Task EndAsync(string id)
    {
        try
        {
            await Task.Delay(Life, over.Token);
            await CloseAsync(id);
        }
        catch (OperationCanceledException)
        {
            // Whoever ends all of them ends this one.
        }
    }

    private sealed class ShiftedClock(TimeProvider real, TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + by;
    }
}
