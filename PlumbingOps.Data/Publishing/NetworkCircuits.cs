using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing;

/// <summary>Whether a whole network is worth calling: one answer for all companies.</summary>
public interface INetworkCircuits
{
    /// <summary>Null: it may be called. A circuit whose rest is over lets one through, and rests again until that one has said how it went.</summary>
    Task<DateTimeOffset?> RestsUntilAsync(AppDbContext db, Provider provider, CancellationToken cancellationToken);

    /// <summary>Networks with an open circuit: whoever wants to call one asks <see cref="RestsUntilAsync"/> first, and what can wait waits.</summary>
    Task<IReadOnlyCollection<Provider>> OpenAsync(AppDbContext db, CancellationToken cancellationToken);

    Task FailedAsync(AppDbContext db, Provider provider, string? why, CancellationToken cancellationToken);

    /// <param name="hadTrouble">Whether the database holds something against it.</param>
    Task AnsweredAsync(AppDbContext db, Provider provider, bool hadTrouble, CancellationToken cancellationToken);

    /// <summary>The network said itself that it wants to be left alone.</summary>
    Task RestAsync(AppDbContext db, Provider provider, string? why, DateTimeOffset until, CancellationToken cancellationToken);
}

/// <summary>In the database, so that every process knows.</summary>
public sealed class NetworkCircuits(PublishingOptions options, TimeProvider clock) : INetworkCircuits
{
    public async Task<DateTimeOffset?> RestsUntilAsync(AppDbContext db, Provider provider, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = await OpenUntilAsync(db, provider, cancellationToken);
        if (open is null || await db.RunAsync("update app.provider_circuits set open_until = $2 where provider = $1 and open_until <= $3", [$"{provider}", now + options.CircuitRest, now], cancellationToken) == 1)
        {
            return null;
        }

        return open > now ? open : now + options.CircuitRest;
    }

    public async Task<IReadOnlyCollection<Provider>> OpenAsync(AppDbContext db, CancellationToken cancellationToken) =>
        await db.ProviderCircuits.Where(c => c.OpenUntil != null).Select(c => c.Provider).ToListAsync(cancellationToken);

    public async Task FailedAsync(AppDbContext db, Provider provider, string? why, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await db.RunAsync(
            """
            insert into app.provider_circuits as c (id, provider, failures) values ($1, $2, 1)
            on conflict (provider) do update set failures = c.failures + 1, open_until = case when c.failures + 1 >= $3 then greatest(c.open_until, $4) else c.open_until end,
                why = case when c.failures + 1 >= $3 and (c.open_until is null or c.open_until <= $5) then $6 else c.why end
            """,
            [Guid.CreateVersion7(), $"{provider}", options.ProviderFailures, now + options.CircuitRest, now, why ?? ""], cancellationToken);
    }

    /// <summary>Nothing to write when all was well before.</summary>
    public Task AnsweredAsync(AppDbContext db, Provider provider, bool hadTrouble, CancellationToken cancellationToken) => !hadTrouble ? Task.CompletedTask : db.RunAsync(
        "update app.provider_circuits set failures = 0, open_until = null, why = null where provider = $1 and (failures > 0 or open_until is not null)", [$"{provider}"], cancellationToken);

    public Task RestAsync(AppDbContext db, Provider provider, string? why, DateTimeOffset until, CancellationToken cancellationToken) => db.RunAsync(
        """
        insert into app.provider_circuits as c (id, provider, failures, open_until, why) values ($1, $2, 0, $3, $4)
        on conflict (provider) do update set open_until = greatest(c.open_until, $3), why = $4
        """,
        [Guid.CreateVersion7(), $"{provider}", until, why ?? ""], cancellationToken);

    private static async Task<DateTimeOffset?> OpenUntilAsync(AppDbContext db, Provider provider, CancellationToken cancellationToken) =>
        (await db.ReadAsync("select open_until from app.provider_circuits where provider = $1 and open_until is not null", [$"{provider}"], row => (DateTimeOffset?)row.GetFieldValue<DateTimeOffset>(0), cancellationToken)).FirstOrDefault();
}
