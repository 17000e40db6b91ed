using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Publishing.Connections;

/// <summary>Every day: does each token still open its account, when does it end, and can it be renewed before? What died is said while there is time.</summary>
public sealed class ConnectionCheck(
    Db database, TenantDirectory tenants, IEnumerable<IPublisher> publishers, IEnumerable<IProviderSignIn> signIns, TokenKeeper tokens, ConnectionSecrets secrets, Circuits circuits, TimeProvider clock, ILogger<ConnectionCheck> logger)
{
    /// <summary>A token of sixty days is made anew when it has less than this left.</summary>
    private static readonly TimeSpan Renew = TimeSpan.FromDays(50);

    /// <summary>When renewing has not helped by then, people are told.</summary>
    private static readonly TimeSpan Alarm = TimeSpan.FromDays(14);

    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(1);
    private readonly Dictionary<Provider, IPublisher> publishers = publishers.ToDictionary(p => p.Provider);
    private readonly Dictionary<Provider, IProviderSignIn> signIns = signIns.ToDictionary(s => s.Provider);

    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        foreach (var tenant in await tenants.ListAsync(cancellationToken))
        {
            if (!tenant.Features.Contains(Feature.Marketing))
            {
                continue;
            }

            List<Guid> ids;
            await using (var db = await OpenAsync(tenant.Id, cancellationToken))
            {
                ids = await db.AccountConnections.Where(c => c.State != ConnectionState.Disconnected).Select(c => c.Id).ToListAsync(cancellationToken);
            }

            foreach (var id in ids)
            {
                await CheckOneAsync(tenant.Id, id, cancellationToken);
            }
        }
    }

    /// <summary>One that fails does not keep the others from being looked at.</summary>
    private async Task CheckOneAsync(string tenant, Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(tenant, id, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            logger.LogInformation("Connection {Connection} was changed while it was being checked", id);
        }
    }

    public async Task CheckAsync(string tenant, Guid id, CancellationToken cancellationToken = default)
    {
        await RenewAsync(tenant, id, cancellationToken);
        await using var db = await OpenAsync(tenant, cancellationToken);
        var connection = await db.AccountConnections.SingleAsync(c => c.Id == id, cancellationToken);
        var (target, refusal) = await tokens.TargetAsync(connection, cancellationToken);
        var token = target is null ? new TokenAnswer(refusal!, null, null, []) : await publishers[connection.Provider].CheckTokenAsync(target, cancellationToken);
        if (token.Answer.Usage is { } usage)
        {
            await circuits.LearnUsageAsync(new CalledAccount(tenant, connection.AccountId, connection.Provider), usage, cancellationToken);
        }

        var was = connection.State;
        Tell(connection, token);
        await db.SaveChangesAsync(cancellationToken);
        if (was != ConnectionState.Connected && connection.State == ConnectionState.Connected)
        {
            await ConnectionTrouble.WakeAsync(db, tenant, connection.AccountId, clock.GetUtcNow(), Apart, cancellationToken);
        }
    }

    private void Tell(AccountConnection connection, TokenAnswer token)
    {
        var now = clock.GetUtcNow();
        connection.CheckedAt = now;
        switch (token.Answer.Outcome)
        {
            case PublishOutcome.Ok:
                connection.State = ConnectionState.Connected;
                (connection.TokenExpiresAt, connection.DataAccessExpiresAt) = (token.ExpiresAt ?? connection.TokenExpiresAt, token.DataAccessExpiresAt ?? connection.DataAccessExpiresAt);
                (connection.Problem, connection.NextStep) = EndsSoon(connection, now) is { } end
                    ? ($"The connection ends on {end:d MMMM}.", "An administrator reconnects the account before: Accounts → the account → Reconnect.")
                    : (null, null);
                break;
            case PublishOutcome.NeedsReconnect or PublishOutcome.NotFound:
                (connection.State, connection.Problem, connection.NextStep) = (ConnectionState.NeedsReconnect, token.Answer.Cause, token.Answer.NextStep);
                break;
            case PublishOutcome.NeedsAction:
                (connection.State, connection.Problem, connection.NextStep) = (ConnectionState.NeedsAction, token.Answer.Cause, token.Answer.NextStep);
                break;
            default:
                // The network did not answer, or not about the token: nothing was learned about it.
                logger.LogInformation("Connection {Connection} could not be checked: {Outcome}", connection.Id, token.Answer.Outcome);
                break;
        }
    }

    private static DateTimeOffset? EndsSoon(AccountConnection connection, DateTimeOffset now) =>
        connection.TokenExpiresAt < now + Alarm ? connection.TokenExpiresAt : connection.DataAccessExpiresAt < now + Alarm ? connection.DataAccessExpiresAt : null;

    private async Task RenewAsync(string tenant, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(tenant, cancellationToken);
        var connection = await db.AccountConnections.SingleAsync(c => c.Id == id, cancellationToken);
        if (connection.Provider == Provider.GoogleBusiness || signIns.GetValueOrDefault(connection.Provider) is not { IsRegistered: true } signIn)
        {
            return;
        }

        var (access, user) = await FindAsync(db, connection, cancellationToken);
        var ends = connection.Provider == Provider.Instagram ? connection.TokenExpiresAt : user?.End;
        if (access is null || ends is not { } end || end > clock.GetUtcNow() + Renew || end < clock.GetUtcNow())
        {
            return;
        }

        if (await signIn.RenewAsync(connection, access, user?.Token, cancellationToken) is { Access: { } renewed } answer)
        {
            // Written before it is used: a token that is lost on the way cannot be asked for again.
            await secrets.StoreAsync(db, connection, SecretKind.Access, renewed, cancellationToken);
            if (answer.User is { } newUser)
            {
                await secrets.StoreAsync(db, connection, SecretKind.User, newUser, cancellationToken);
            }

            connection.TokenExpiresAt = answer.ExpiresAt ?? connection.TokenExpiresAt;
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    private async Task<(SecretText? Access, (SecretText Token, DateTimeOffset End)? User)> FindAsync(AppDbContext db, AccountConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return (await secrets.FindAsync(db, connection, SecretKind.Access, cancellationToken), EndingToken.Read(await secrets.FindAsync(db, connection, SecretKind.User, cancellationToken)));
        }
        catch (SecretLostException)
        {
            // The check that follows says so.
            return (null, null);
        }
    }

    private Task<AppDbContext> OpenAsync(string tenant, CancellationToken cancellationToken) => database.OpenAsync(Actor.System([tenant]), Permission.ResolvePublishing, cancellationToken);
}
