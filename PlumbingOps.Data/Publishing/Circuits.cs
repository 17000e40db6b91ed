using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Publishing;

/// <summary>
/// Leaves alone what is broken: an account after some failures in a row, a whole network after more. When the rest is over one call goes through; if it
/// fails too, the rest begins anew. Several accounts that fail one after the other are not broken each: it is their network, or the way to it. In the
/// database, so that every process knows.
/// </summary>
public sealed class Circuits(Db database, INetworkCircuits networks, PublishingOptions options, TimeProvider clock)
{
    /// <summary>Null when the network may be called. A circuit whose rest is over lets one through, and rests again until that one has said how it went.</summary>
    public async Task<NetworkRest?> RestsAsync(CalledAccount called, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(called.TenantId, cancellationToken);
        return await networks.RestsAsync(db, called.Provider, cancellationToken);
    }

    /// <summary>For what can wait: it never takes the one call that is let through.</summary>
    public async Task<bool> IsOpenAsync(CalledAccount called, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(called.TenantId, cancellationToken);
        return (await networks.OpenAsync(db, cancellationToken)).Contains(called.Provider);
    }

    /// <summary>What a call taught about the account and its network.</summary>
    public async Task LearnAsync(CalledAccount called, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(called.TenantId, cancellationToken);
        await LearnAsync(db, called, answer, cancellationToken);
    }

    /// <param name="db">Outside of any transaction: what is learned about a whole network holds nobody up.</param>
    public async Task LearnAsync(AppDbContext db, CalledAccount called, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.IsBroken)
        {
            await FailedAsync(db, called, answer, cancellationToken);
        }
        else
        {
            await AnsweredAsync(db, called, answer, cancellationToken);
        }

        if (answer.Usage is { Scope: LimitScope.Provider } usage)
        {
            await networks.UsedAsync(db, called.Provider, usage.Percent, Until(usage), cancellationToken);
        }

        if (answer is { Outcome: PublishOutcome.RateLimited or PublishOutcome.Misconfigured, Scope: LimitScope.Provider })
        {
            await networks.RestAsync(db, called.Provider, answer.Cause, clock.GetUtcNow() + (answer.After ?? options.UnknownLimit), cancellationToken);
        }
        else if (answer.Outcome == PublishOutcome.RateLimited)
        {
            await BlockAsync(db, called, answer, cancellationToken);
        }
    }

    /// <summary>What an answer that belongs to no post says about a pool.</summary>
    public async Task LearnUsageAsync(CalledAccount called, ProviderUsage usage, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(called.TenantId, cancellationToken);
        if (usage.Scope == LimitScope.Provider)
        {
            await networks.UsedAsync(db, called.Provider, usage.Percent, Until(usage), cancellationToken);
            return;
        }

        await db.RunAsync(
            """
            insert into app.account_limits as l (tenant_id, account_id, sent, failures, daily_quota, usage_percent, usage_until) values ($1, $2, 0, 0, 0, $3, $4::timestamptz)
            on conflict (tenant_id, account_id) do update set usage_percent = $3, usage_until = $4::timestamptz
            """,
            [called.TenantId, called.AccountId, usage.Percent, Until(usage)], cancellationToken);
    }

    /// <summary>Until when a high figure counts; a low one holds nothing up.</summary>
    private DateTimeOffset? Until(ProviderUsage? usage) => usage is null || usage.Percent < options.UsageSlow ? null : clock.GetUtcNow() + (usage.RegainedIn ?? options.UnknownLimit);

    private async Task FailedAsync(AppDbContext db, CalledAccount called, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        await db.RunAsync(
            """
            insert into app.account_limits as l (tenant_id, account_id, sent, daily_quota, failures, failed_at) values ($1, $2, 0, 0, 1, $5)
            on conflict (tenant_id, account_id) do update
            set failures = l.failures + 1, failed_at = $5, open_until = case when l.failures + 1 >= $3 then $4 else l.open_until end
            """,
            [called.TenantId, called.AccountId, options.AccountFailures, clock.GetUtcNow() + options.CircuitRest, clock.GetUtcNow()], cancellationToken);
        await networks.FailedAsync(db, called.Provider, answer.Cause, cancellationToken);
    }

    /// <summary>One statement, and nothing is written, nor locked, when all was well before: the usual case costs a look.</summary>
    private async Task AnsweredAsync(AppDbContext db, CalledAccount called, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        var own = answer.Usage is { Scope: LimitScope.Account } usage ? usage : null;
        var network = await db.ReadAsync(
            """
            with account as (
                insert into app.account_limits as l (tenant_id, account_id, sent, failures, usage_percent, usage_until, daily_quota)
                select $1, $2, 0, 0, $4::int, $6::timestamptz, coalesce($5::int, 0)
                where not exists (
                    select from app.account_limits
                    where tenant_id = $1 and account_id = $2 and failures = 0 and open_until is null and daily_quota = coalesce($5::int, daily_quota)
                        and ($4::int is null or (usage_percent is not distinct from $4::int and usage_until is not distinct from $6::timestamptz)))
                on conflict (tenant_id, account_id) do update
                set failures = 0, open_until = null, usage_percent = coalesce($4::int, l.usage_percent), daily_quota = coalesce($5::int, l.daily_quota),
                    usage_until = case when $4::int is null then l.usage_until else $6::timestamptz end)
            select id from app.provider_circuits where provider = $3 and (failures > 0 or open_until is not null)
            """,
            [called.TenantId, called.AccountId, $"{called.Provider}", SetBased.Maybe(own?.Percent), SetBased.Maybe(answer.DailyQuota), SetBased.Maybe(Until(own))], row => row.GetGuid(0), cancellationToken);
        await networks.AnsweredAsync(db, called.Provider, network.Count > 0, cancellationToken);
    }

    private async Task BlockAsync(AppDbContext db, CalledAccount called, ProviderAnswer answer, CancellationToken cancellationToken) => await db.RunAsync(
        """
        insert into app.account_limits as l (tenant_id, account_id, sent, daily_quota, failures, blocked_until, blocked_why) values ($1, $2, 0, 0, 0, $3, $4)
        on conflict (tenant_id, account_id) do update set blocked_until = greatest(l.blocked_until, $3), blocked_why = $4
        """,
        [called.TenantId, called.AccountId, clock.GetUtcNow() + (answer.After ?? options.UnknownLimit), answer.Cause ?? ""], cancellationToken);

    private Task<AppDbContext> OpenAsync(string tenant, CancellationToken cancellationToken) => database.OpenAsync(Actor.System([tenant]), Permission.ResolvePublishing, knownRows: true, cancellationToken);
}

/// <summary>Whose account at which network a call was for.</summary>
public sealed record CalledAccount(string TenantId, Guid AccountId, Provider Provider);
