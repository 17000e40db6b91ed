using System.Collections.Concurrent;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing.Rehearsals;

/// <summary>The networks' circuits of one rehearsal: the true ones are everybody's, and must not hear of it.</summary>
internal sealed class RehearsedCircuits(PublishingOptions options, TimeProvider clock) : INetworkCircuits
{
    private readonly ConcurrentDictionary<Provider, (int Failures, DateTimeOffset? OpenUntil, string? Why)> known = new();

    public Task<NetworkRest?> RestsAsync(AppDbContext db, Provider provider, CancellationToken cancellationToken)
    {
        var (failures, open, why) = known.GetValueOrDefault(provider);
        if (open is null || open > clock.GetUtcNow())
        {
            return Task.FromResult(open is { } until ? new NetworkRest(until, why) : null);
        }

        known[provider] = (failures, clock.GetUtcNow() + options.CircuitRest, why);
        return Task.FromResult<NetworkRest?>(null);
    }

    public Task<IReadOnlyCollection<Provider>> OpenAsync(AppDbContext db, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyCollection<Provider>>([.. known.Where(k => k.Value.OpenUntil is not null).Select(k => k.Key)]);

    public Task FailedAsync(AppDbContext db, Provider provider, string? why, CancellationToken cancellationToken)
    {
        var (failures, open, before) = known.GetValueOrDefault(provider);
        known[provider] = failures + 1 >= options.ProviderFailures ? (failures + 1, clock.GetUtcNow() + options.CircuitRest, why) : (failures + 1, open, before);
        return Task.CompletedTask;
    }

    public Task AnsweredAsync(AppDbContext db, Provider provider, bool hadTrouble, CancellationToken cancellationToken)
    {
        known.TryRemove(provider, out _);
        return Task.CompletedTask;
    }

    public Task RestAsync(AppDbContext db, Provider provider, string? why, DateTimeOffset until, CancellationToken cancellationToken)
    {
        known[provider] = (known.GetValueOrDefault(provider).Failures, until, why);
        return Task.CompletedTask;
    }

    /// <summary>The simulator's own pools are nobody's allowance.</summary>
    public Task UsedAsync(AppDbContext db, Provider provider, int percent, DateTimeOffset? until, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>The true pictures of the true company, at an address that the simulator reaches.</summary>
internal sealed class RehearsedPictures(IPublicMedia media, string tenantId, IReadOnlyDictionary<Guid, Guid> originals, TimeProvider rehearsed, TimeProvider real) : IPublicMedia
{
    public Task<Uri?> AddressAsync(string _, Guid mediaId, Provider provider, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        media.NearAddressAsync(tenantId, originals[mediaId], provider, real.GetUtcNow() + (until - rehearsed.GetUtcNow()), cancellationToken);
}
