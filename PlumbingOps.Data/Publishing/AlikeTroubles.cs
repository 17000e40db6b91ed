using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Publishing;

/// <summary>
/// When the connections of several companies end alike in the same moment, it is our app at the network that is in trouble (its secret changed, it was
/// switched off): one fault for whoever looks after the house, instead of sending every company to connect anew.
/// </summary>
public sealed class AlikeTroubles(Db database, TenantDirectory tenants, PublishingOptions options, TimeProvider clock)
{
    private const string NextStep = "Tell whoever looks after PlumbingOps: the settings of the app at the network need a look. Nobody has to connect anew.";

    /// <summary>The answer as it is to be understood, when the others' are considered as well. To be asked once it is written: the last of them sees them all.</summary>
    public async Task<ProviderAnswer> JudgeAsync(Claim claim, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Outcome != PublishOutcome.NeedsReconnect || answer.Code is not { } code || TokenKeeper.IsOurs(answer))
        {
            return answer;
        }

        var (now, why) = (clock.GetUtcNow(), $"The connections of several companies to {claim.Provider.InWords()} ended alike ({code}).");
        var everyone = await tenants.WithFeatureAsync([.. (await tenants.ListAsync(cancellationToken)).Select(t => t.Id)], Feature.Marketing, cancellationToken);
        await using var house = await database.OpenAsync(Actor.System(everyone), Permission.ResolvePublishing, cancellationToken);
        // One that was let through to see whether it is over has found that it is not.
        var isTrial = await house.ReadAsync("select 1 from app.provider_circuits where provider = $1 and open_until is not null and why = $2", [$"{claim.Provider}", why], row => row.GetInt32(0), cancellationToken);
        var alike = await AlikeAsync(house, claim, code, now - options.AlikeWithin, cancellationToken);
        if (isTrial.Count == 0 && alike.Select(a => a.Tenant).Distinct().Count() < options.AlikeCompanies)
        {
            return answer;
        }

        foreach (var (tenant, account) in alike)
        {
            await TakeBackAsync(tenant, account, now + options.CircuitRest, cancellationToken);
        }

        return answer with { Outcome = PublishOutcome.Misconfigured, Scope = LimitScope.Provider, Cause = why, NextStep = NextStep };
    }

    /// <summary>The accounts that met the same lately. One post that went out to the network since then proves that it is they, and not our app.</summary>
    private static Task<List<(string Tenant, Guid Account)>> AlikeAsync(AppDbContext house, Claim claim, string code, DateTimeOffset since, CancellationToken cancellationToken) => house.ReadAsync(
        """
        with lately as (
            select a.tenant_id, p.account_id, a.outcome, a.provider_code, a.started_at
            from app.publish_attempts a
            join app.publications p on p.tenant_id = a.tenant_id and p.id = a.publication_id
            join app.channel_accounts x on x.tenant_id = p.tenant_id and x.id = p.account_id join app.channels k on k.id = x.channel_id
            where a.started_at > $2 and k.provider = $1)
        select distinct l.tenant_id, l.account_id from lately l
        where l.outcome = 'NeedsReconnect' and l.provider_code = $3 and not exists (select from lately o where o.outcome = 'Ok' and o.started_at > l.started_at)
        """,
        [$"{claim.Provider}", since, code], row => (row.GetString(0), row.GetGuid(1)), cancellationToken);

    /// <summary>What was said of a connection a moment ago was a mistake.</summary>
    private async Task TakeBackAsync(string tenant, Guid account, DateTimeOffset again, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(Actor.System([tenant]), Permission.ResolvePublishing, cancellationToken);
        await db.DescribeAsync("The connection is well: our app at the network is not", cancellationToken);
        var mended = await db.RunAsync(
            "update app.account_connections set state = 'Connected', problem = null, next_step = null where tenant_id = $1 and account_id = $2 and state = 'NeedsReconnect'", [tenant, account], cancellationToken);
        if (mended > 0)
        {
            await ConnectionTrouble.WakeAsync(db, tenant, account, again, TimeSpan.FromMinutes(1), cancellationToken);
        }
    }
}
