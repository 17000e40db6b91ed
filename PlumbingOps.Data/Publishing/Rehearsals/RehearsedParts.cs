using System.Collections.Concurrent;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing.Rehearsals;

/// <summary>The networks' circuits of one rehearsal: the true ones are everybody's, and must not hear of it.</summary>
internal sealed class RehearsedCircuits(PublishingOptions options, TimeProvider clock) : INetworkCircuits
{
    private readonly ConcurrentDictionary<Provider, (int Failures, DateTimeOffset? OpenUntil)> known = new();

    public Task<DateTimeOffset?> RestsUntilAsync(AppDbContext db, Provider provider, CancellationToken cancellationToken)
    {
        var (failures, open) = known.GetValueOrDefault(provider);
        if (open is null || open > clock.GetUtcNow())
        {
            return Task.FromResult(open);
        }

        known[provider] = (failures, clock.GetUtcNow() + options.CircuitRest);
        return Task.FromResult<DateTimeOffset?>(null);
    }

    public Task<IReadOnlyCollection<Provider>> OpenAsync(AppDbContext db, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyCollection<Provider>>([.. known.Where(k => k.Value.OpenUntil is not null).Select(k => k.Key)]);

    public Task FailedAsync(AppDbContext db, Provider provider, string? why, CancellationToken cancellationToken)
    {
        var (failures, open) = known.GetValueOrDefault(provider);
        known[provider] = (failures + 1, failures + 1 >= options.ProviderFailures ? clock.GetUtcNow() + options.CircuitRest : open);
        return Task.CompletedTask;
    }

    public Task AnsweredAsync(AppDbContext db, Provider provider, bool hadTrouble, CancellationToken cancellationToken)
    {
        known.TryRemove(provider, out _);
        return Task.CompletedTask;
    }

    public Task RestAsync(AppDbContext db, Provider provider, string? why, DateTimeOffset until, CancellationToken cancellationToken)
    {
        known[provider] = (known.GetValueOrDefault(provider).Failures, until);
        return Task.CompletedTask;
    }
}

/// <summary>The true pictures of the true company, at an address that the simulator reaches.</summary>
internal sealed class RehearsedPictures(IPublicMedia media, string tenantId, IReadOnlyDictionary<Guid, Guid> originals, TimeProvider rehearsed, TimeProvider real) : IPublicMedia
{
    public Task<Uri?> AddressAsync(string _, Guid mediaId, Provider provider, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        media.NearAddressAsync(tenantId, originals[mediaId], provider, real.GetUtcNow() + (until - rehearsed.GetUtcNow()), cancellationToken);
}
