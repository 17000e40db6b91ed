using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Publishing;

/// <summary>
/// Leaves alone what is broken: an account after some failures in a row, a whole network after more. When the rest is over one call goes through; if it
/// fails too, the rest begins anew. In the database, so that every process knows.
/// </summary>
public sealed class Circuits(Db database, PublishingOptions options, TimeProvider clock)
{
    /// <summary>Null when the network may be called. A circuit whose rest is over lets one through, and rests again until that one has said how it went.</summary>
    public async Task<DateTimeOffset?> RestsUntilAsync(Claim claim, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await OpenAsync(claim.TenantId, cancellationToken);
        var open = await db.ReadAsync("select open_until from app.provider_circuits where provider = $1 and open_until is not null", [$"{claim.Provider}"], row => row.GetFieldValue<DateTimeOffset>(0), cancellationToken);
        if (open is [] || await db.RunAsync("update app.provider_circuits set open_until = $2 where provider = $1 and open_until <= $3", [$"{claim.Provider}", now + options.CircuitRest, now], cancellationToken) == 1)
        {
            return null;
        }

        return open[0] > now ? open[0] : now + options.CircuitRest;
    }

    /// <summary>What a call taught about the account and its network.</summary>
    public async Task LearnAsync(Claim claim, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(claim.TenantId, cancellationToken);
        await LearnAsync(db, claim, answer, cancellationToken);
    }

    /// <param name="db">Outside of any transaction: what is learned about a whole network holds nobody up.</param>
    public async Task LearnAsync(AppDbContext db, Claim claim, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.IsBroken)
        {
            await FailedAsync(db, claim, answer, cancellationToken);
        }
        else
        {
            await AnsweredAsync(db, claim, answer, cancellationToken);
        }

        if (answer is { Outcome: PublishOutcome.RateLimited or PublishOutcome.Misconfigured, Scope: LimitScope.Provider })
        {
            await OpenProviderAsync(db, claim.Provider, answer.Cause, clock.GetUtcNow() + (answer.After ?? options.UnknownLimit), cancellationToken);
        }
        else if (answer.Outcome == PublishOutcome.RateLimited)
        {
            await BlockAsync(db, claim, answer, cancellationToken);
        }
    }

    private async Task FailedAsync(AppDbContext db, Claim claim, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        var (now, until) = (clock.GetUtcNow(), clock.GetUtcNow() + options.CircuitRest);
        await db.RunAsync(
            """
            insert into app.account_limits as l (tenant_id, account_id, sent, daily_quota, failures) values ($1, $2, 0, 0, 1)
            on conflict (tenant_id, account_id) do update set failures = l.failures + 1, open_until = case when l.failures + 1 >= $3 then $4 else l.open_until end
            """,
            [claim.TenantId, claim.AccountId, options.AccountFailures, until], cancellationToken);
        await db.RunAsync(
            """
            insert into app.provider_circuits as c (id, provider, failures) values ($1, $2, 1)
            on conflict (provider) do update set failures = c.failures + 1, open_until = case when c.failures + 1 >= $3 then greatest(c.open_until, $4) else c.open_until end,
                why = case when c.failures + 1 >= $3 and (c.open_until is null or c.open_until <= $5) then $6 else c.why end
            """,
            [Guid.CreateVersion7(), $"{claim.Provider}", options.ProviderFailures, until, now, answer.Cause ?? ""], cancellationToken);
    }

    /// <summary>One statement, and nothing is written when all was well before: the usual case costs a look.</summary>
    private static async Task AnsweredAsync(AppDbContext db, Claim claim, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        var network = await db.ReadAsync(
            """
            with account as (
                insert into app.account_limits as l (tenant_id, account_id, sent, failures, usage_percent, daily_quota) values ($1, $2, 0, 0, $4::int, coalesce($5::int, 0))
                on conflict (tenant_id, account_id) do update
                set failures = 0, open_until = null, usage_percent = coalesce($4::int, l.usage_percent), daily_quota = coalesce($5::int, l.daily_quota)
                where l.failures > 0 or l.open_until is not null or l.usage_percent is distinct from coalesce($4::int, l.usage_percent) or l.daily_quota is distinct from coalesce($5::int, l.daily_quota))
            select id from app.provider_circuits where provider = $3 and (failures > 0 or open_until is not null)
            """,
            [claim.TenantId, claim.AccountId, $"{claim.Provider}", answer.Usage is { Scope: LimitScope.Account } usage ? usage.Percent : null, answer.DailyQuota], row => row.GetGuid(0), cancellationToken);
        if (network.Count > 0)
        {
            await db.RunAsync("update app.provider_circuits set failures = 0, open_until = null, why = null where id = $1 and (failures > 0 or open_until is not null)", [network[0]], cancellationToken);
        }
    }

    private async Task BlockAsync(AppDbContext db, Claim claim, ProviderAnswer answer, CancellationToken cancellationToken) => await db.RunAsync(
        """
        insert into app.account_limits as l (tenant_id, account_id, sent, daily_quota, failures, blocked_until, blocked_why) values ($1, $2, 0, 0, 0, $3, $4)
        on conflict (tenant_id, account_id) do update set blocked_until = greatest(l.blocked_until, $3), blocked_why = $4
        """,
        [claim.TenantId, claim.AccountId, clock.GetUtcNow() + (answer.After ?? options.UnknownLimit), answer.Cause ?? ""], cancellationToken);

    private static Task<int> OpenProviderAsync(AppDbContext db, Provider provider, string? why, DateTimeOffset until, CancellationToken cancellationToken) => db.RunAsync(
        """
        insert into app.provider_circuits as c (id, provider, failures, open_until, why) values ($1, $2, 0, $3, $4)
        on conflict (provider) do update set open_until = greatest(c.open_until, $3), why = $4
        """,
        [Guid.CreateVersion7(), $"{provider}", until, why ?? ""], cancellationToken);

    private Task<AppDbContext> OpenAsync(string tenant, CancellationToken cancellationToken) => database.OpenAsync(Actor.System([tenant]), Permission.ResolvePublishing, cancellationToken);
}
