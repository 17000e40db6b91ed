using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Publishing.Rehearsals;

/// <summary>
/// Rehearses a company's coming week: one rehearsal for each company at a time, the last one is kept until the next, or until this process ends.
/// </summary>
public sealed class RehearsalService(
    Db database, TenantDirectory tenants, NpgsqlDataSource dataSource, RehearsalOptions rehearsals, PublishingOptions publishing, IPublicMedia media, IPictureLook look, SecretBox box, TimeProvider clock,
    ILoggerFactory logs) : IAsyncDisposable
{
    private const string NoSimulator = "There is no simulator to rehearse against. Whoever looks after PlumbingOps starts one and sets Publishing:Rehearsal to its address.";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (Rehearsal Rehearsal, Task Run)> known = new();
    private readonly Lock gate = new();
    private readonly ILogger logger = logs.CreateLogger<RehearsalService>();

    public async Task<RehearsalOffer> OfferAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await RequireAsync(by, cancellationToken);
        if (rehearsals.Simulator is not { } simulator)
        {
            return new RehearsalOffer(NoSimulator, []);
        }

        try
        {
            return new RehearsalOffer(null, await RehearsalWorld.FaultsAsync(simulator, cancellationToken));
        }
        catch (SimulatorException refusal)
        {
            return new RehearsalOffer($"{refusal.Message} Whoever looks after PlumbingOps starts it again: nothing can be rehearsed until then.", []);
        }
    }

    /// <summary>Begins, and comes back at once.</summary>
    /// <exception cref="RuleException">No simulator is there, or a rehearsal is under way.</exception>
    public async Task StartAsync(RehearsalWish wish, Actor by, CancellationToken cancellationToken = default)
    {
        RequireTenant(await RequireAsync(by, cancellationToken), wish.TenantId);
        if (wish.Times is < 1 or > RehearsalWish.MostTimes)
        {
            throw new RuleException($"Each of them strikes 1 to {RehearsalWish.MostTimes} times.", nameof(wish.Times));
        }

        var offer = await OfferAsync(by, cancellationToken);
        if (offer.Obstacle is { } obstacle)
        {
            throw new RuleException(obstacle);
        }

        var faults = wish.Faults.Select(key => offer.Faults.FirstOrDefault(f => f.Key == key)?.Label ?? throw new RuleException($"The simulator knows no “{key}”.", nameof(wish.Faults))).ToList();
        lock (gate)
        {
            if (known.TryGetValue(wish.TenantId, out var last) && !last.Run.IsCompleted)
            {
                throw new RuleException("A rehearsal is under way. Wait for its end, or stop it.");
            }

            var rehearsal = new Rehearsal(wish, faults, by.Name, clock.GetUtcNow());
            known[wish.TenantId] = (rehearsal, Task.Run(() => RunAsync(rehearsal, rehearsals.Simulator!), CancellationToken.None));
        }
    }

    /// <summary>The company's last rehearsal; null when there has been none here.</summary>
    public async Task<RehearsalView?> FindAsync(string tenantId, Actor by, CancellationToken cancellationToken = default)
    {
        RequireTenant(await RequireAsync(by, cancellationToken), tenantId);
        return known.TryGetValue(tenantId, out var last) ? last.Rehearsal.View : null;
    }

    public async Task StopAsync(string tenantId, Actor by, CancellationToken cancellationToken = default)
    {
        RequireTenant(await RequireAsync(by, cancellationToken), tenantId);
        if (known.TryGetValue(tenantId, out var last))
        {
            await last.Rehearsal.Over.CancelAsync();
            await last.Run.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Tells that there may be something new to see; null when there is no rehearsal.</summary>
    public IDisposable? Watch(string tenantId, Action changed) => known.TryGetValue(tenantId, out var last) ? last.Rehearsal.Watch(changed) : null;

    public async ValueTask DisposeAsync()
    {
        foreach (var (rehearsal, run) in known.Values)
        {
            await rehearsal.Over.CancelAsync();
            await run;
        }
    }

    private async Task RunAsync(Rehearsal rehearsal, Uri simulator)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, rehearsal.Over.Token);
        try
        {
            await new RehearsalRun(rehearsal, simulator, dataSource, tenants, publishing, media, look, box, logs, clock).RunAsync(over.Token);
            rehearsal.Stop(RehearsalState.Done, null, clock.GetUtcNow());
        }
        catch (OperationCanceledException)
        {
            rehearsal.Stop(RehearsalState.Stopped, patience.IsCancellationRequested ? $"It took longer than {Patience.TotalMinutes:0} minutes." : null, clock.GetUtcNow());
        }
        catch (SimulatorException refusal)
        {
            rehearsal.Stop(RehearsalState.Failed, refusal.Message, clock.GetUtcNow());
        }
        catch (Exception mishap)
        {
            // Nobody waits for this task: without a word here it would end in silence.
            logger.LogError(mishap, "A rehearsal of {Tenant} broke off", rehearsal.Wish.TenantId);
            rehearsal.Stop(RehearsalState.Failed, "Something broke on our side. Nothing of it was kept.", clock.GetUtcNow());
        }
    }

    private async Task<IReadOnlyList<string>> RequireAsync(Actor by, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.ResolvePublishing, cancellationToken);
        return db.Scope!.Tenants;
    }

    private static void RequireTenant(IReadOnlyList<string> allowed, string tenantId)
    {
        if (!allowed.Contains(tenantId))
        {
            throw new NotFoundException("The company");
        }
    }
}
