using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Publishing;

/// <summary>A network that nothing goes out to for a while.</summary>
public sealed record NetworkRest(DateTimeOffset Until, string? Why);

/// <summary>Whether a whole network is worth calling: one answer for all companies.</summary>
public interface INetworkCircuits
{
    /// <summary>Null: it may be called. A circuit whose rest is over lets one through, and rests again until that one has said how it went.</summary>
    Task<NetworkRest?> RestsAsync(AppDbContext db, Provider provider, CancellationToken cancellationToken);

    /// <summary>Networks with an open circuit: whoever wants to call one asks <see cref="RestsAsync"/> first, and what can wait waits.</summary>
    Task<IReadOnlyCollection<Provider>> OpenAsync(AppDbContext db, CancellationToken cancellationToken);

    Task FailedAsync(AppDbContext db, Provider provider, string? why, CancellationToken cancellationToken);

    /// <param name="hadTrouble">Whether the database holds something against it.</param>
    Task AnsweredAsync(AppDbContext db, Provider provider, bool hadTrouble, CancellationToken cancellationToken);

    /// <summary>How much of the app's allowance is used.</summary>
    /// <param name="until">Until when a high figure counts; null for one that holds nothing up.</param>
    Task UsedAsync(AppDbContext db, Provider provider, int percent, DateTimeOffset? until, CancellationToken cancellationToken);

    /// <summary>The network said itself that it wants to be left alone.</summary>
    Task RestAsync(AppDbContext db, Provider provider, string? why, DateTimeOffset until, CancellationToken cancellationToken);
}

/// <summary>In the database, so that every process knows.</summary>
public sealed class NetworkCircuits(Db database, TenantDirectory tenants, PublishingOptions options, TimeProvider clock) : INetworkCircuits
{
    public async Task<NetworkRest?> RestsAsync(AppDbContext db, Provider provider, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = (await db.ReadAsync(
            "select open_until, why from app.provider_circuits where provider = $1 and open_until is not null", [$"{provider}"], row => new NetworkRest(row.GetFieldValue<DateTimeOffset>(0), row.Get<string>(1)), cancellationToken)).FirstOrDefault();
        if (open is null || await db.RunAsync("update app.provider_circuits set open_until = $2 where provider = $1 and open_until <= $3", [$"{provider}", now + options.CircuitRest, now], cancellationToken) == 1)
        {
            return null;
        }

        return open.Until > now ? open : open with { Until = now + options.CircuitRest };
    }

    public async Task<IReadOnlyCollection<Provider>> OpenAsync(AppDbContext db, CancellationToken cancellationToken) =>
        await db.ProviderCircuits.Where(c => c.OpenUntil != null).Select(c => c.Provider).ToListAsync(cancellationToken);

    public async Task FailedAsync(AppDbContext db, Provider provider, string? why, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // Whose accounts fail is for the whole house to count: no company's own view shows it.
        var everyone = await tenants.WithFeatureAsync([.. (await tenants.ListAsync(cancellationToken)).Select(t => t.Id)], Feature.Marketing, cancellationToken);
        await using var house = await database.OpenAsync(Actor.System(everyone), Permission.ResolvePublishing, cancellationToken);
        var opened = await house.ReadAsync(
            """
            insert into app.provider_circuits as c (id, provider, failures) values ($1, $2, 1)
            on conflict (provider) do update set failures = c.failures + 1,
                open_until = case when c.failures + 1 >= $3 or (c.failures + 1 >= $7 and $8 <= (
                    select count(*) from app.account_limits l join app.channel_accounts a on a.tenant_id = l.tenant_id and a.id = l.account_id join app.channels k on k.id = a.channel_id
                    where k.provider = $2 and l.failures > 0 and l.failed_at > $9)) then greatest(c.open_until, $4) else c.open_until end,
                why = case when c.failures + 1 >= least($3, $7) and (c.open_until is null or c.open_until <= $5) then $6 else c.why end
            returning coalesce(open_until > $5, false)
            """,
            [Guid.CreateVersion7(), $"{provider}", options.ProviderFailures, now + options.CircuitRest, now, why ?? "", options.AccountFailures, options.AlikeAccounts, now - options.AlikeWithin],
            row => row.GetBoolean(0), cancellationToken);
        if (opened[0])
        {
            await house.RunAsync(
                """
                update app.account_limits l set failures = 0, open_until = null from app.channel_accounts a join app.channels k on k.id = a.channel_id
                where a.tenant_id = l.tenant_id and a.id = l.account_id and k.provider = $1 and l.failures > 0 and l.failed_at > $2
                """,
                [$"{provider}", now - options.AlikeWithin], cancellationToken);
        }
    }

    public Task UsedAsync(AppDbContext db, Provider provider, int percent, DateTimeOffset? until, CancellationToken cancellationToken) => db.RunAsync(
        """
        insert into app.provider_circuits as c (id, provider, failures, usage_percent, usage_until) values ($1, $2, 0, $3, $4::timestamptz)
        on conflict (provider) do update set usage_percent = $3, usage_until = $4::timestamptz where c.usage_percent is distinct from $3 or c.usage_until is distinct from $4::timestamptz
        """,
        [Guid.CreateVersion7(), $"{provider}", percent, until], cancellationToken);

    /// <summary>Nothing to write when all was well before.</summary>
    public Task AnsweredAsync(AppDbContext db, Provider provider, bool hadTrouble, CancellationToken cancellationToken) => !hadTrouble ? Task.CompletedTask : db.RunAsync(
        "update app.provider_circuits set failures = 0, open_until = null, why = null where provider = $1 and (failures > 0 or open_until is not null)", [$"{provider}"], cancellationToken);

    public Task RestAsync(AppDbContext db, Provider provider, string? why, DateTimeOffset until, CancellationToken cancellationToken) => db.RunAsync(
        """
        insert into app.provider_circuits as c (id, provider, failures, open_until, why) values ($1, $2, 0, $3, $4)
        on conflict (provider) do update set open_until = greatest(c.open_until, $3), why = $4
        """,
        [Guid.CreateVersion7(), $"{provider}", until, why ?? ""], cancellationToken);
}
