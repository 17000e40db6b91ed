using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing.GoogleBusiness;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing.Connections;

/// <summary>
/// The token to call with. Meta's are stored as they are; Google's live an hour and are made anew in time, by one process at a time: the others wait for
/// its result instead of asking too.
/// </summary>
public sealed class TokenKeeper(Db database, ConnectionSecrets secrets, GoogleTokens google, ProviderOptions providers, TimeProvider clock)
{
    public async Task<(PublishTarget? Target, ProviderAnswer? Refusal)> TargetAsync(Guid accountId, string tenantId, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(tenantId, cancellationToken);
        var connection = await db.AccountConnections.AsNoTracking().FirstOrDefaultAsync(c => c.AccountId == accountId, cancellationToken);
        return connection is null || connection.State == ConnectionState.Disconnected ? (null, NotConnected) : await TargetAsync(db, connection, cancellationToken);
    }

    public async Task<(PublishTarget? Target, ProviderAnswer? Refusal)> TargetAsync(AccountConnection connection, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(connection.TenantId, cancellationToken);
        return await TargetAsync(db, connection, cancellationToken);
    }

    /// <summary>What can be called with the tokens as they are stored, by connection. Who is missing is asked for alone: a token has to be made anew, or is lost.</summary>
    public async Task<IReadOnlyDictionary<Guid, PublishTarget>> StoredAsync(AppDbContext db, IReadOnlyCollection<AccountConnection> connections, CancellationToken cancellationToken = default)
    {
        var found = connections.Count == 0 ? new Dictionary<Guid, SecretText>() : await secrets.FindAsync(db, connections, SecretKind.Access, cancellationToken);
        var targets = new Dictionary<Guid, PublishTarget>();
        foreach (var connection in connections)
        {
            var stored = found.GetValueOrDefault(connection.Id);
            if ((connection.Provider == Provider.GoogleBusiness ? Alive(stored) : stored) is { } token)
            {
                targets[connection.Id] = new PublishTarget(connection.ExternalId, connection.ParentId, token);
            }
        }

        return targets;
    }

    private const string NoConnection = "not connected";
    private const string TokenLost = "token lost";

    /// <summary>Found here, without asking the network.</summary>
    public static bool IsOurs(ProviderAnswer answer) => answer.Code is NoConnection or TokenLost;

    private static ProviderAnswer NotConnected { get; } = new(PublishOutcome.NeedsReconnect) { Code = NoConnection, Cause = "The account is not connected.", NextStep = "An administrator connects it: Accounts → the account → Connect." };

    private async Task<(PublishTarget? Target, ProviderAnswer? Refusal)> TargetAsync(AppDbContext db, AccountConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var (token, refusal) = connection.Provider == Provider.GoogleBusiness
                ? await GoogleAsync(db, connection, cancellationToken)
                : (await secrets.FindAsync(db, connection, SecretKind.Access, cancellationToken), null);
            return token is null ? (null, refusal ?? NotConnected) : (new PublishTarget(connection.ExternalId, connection.ParentId, token), null);
        }
        catch (SecretLostException)
        {
            return (null, new ProviderAnswer(PublishOutcome.NeedsReconnect) { Code = TokenLost, Cause = "The stored token cannot be opened with the keys of this house.", NextStep = "An administrator reconnects the account: Accounts → the account → Reconnect." });
        }
    }

    private async Task<(SecretText? Token, ProviderAnswer? Refusal)> GoogleAsync(AppDbContext db, AccountConnection connection, CancellationToken cancellationToken)
    {
        if (Alive(await secrets.FindAsync(db, connection, SecretKind.Access, cancellationToken)) is { } token)
        {
            return (token, null);
        }

        await using var transaction = await db.BeginAsync(cancellationToken);
        await db.RunAsync("select pg_advisory_xact_lock(hashtextextended($1, 0))", [$"token {connection.Id}"], cancellationToken);
        // Whoever had the lock before may have made one.
        if (Alive(await secrets.FindAsync(db, connection, SecretKind.Access, cancellationToken)) is { } made)
        {
            return (made, null);
        }

        if (await secrets.FindAsync(db, connection, SecretKind.Refresh, cancellationToken) is not { } refresh)
        {
            return (null, NotConnected);
        }

        var (answer, access, lifetime, newRefresh) = await google.RefreshAsync(refresh, cancellationToken);
        if (access is null)
        {
            return (null, answer);
        }

        await secrets.StoreAsync(db, connection, SecretKind.Access, EndingToken.Write(access, clock.GetUtcNow() + lifetime), cancellationToken);
        if (newRefresh is not null)
        {
            await secrets.StoreAsync(db, connection, SecretKind.Refresh, newRefresh, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (access, null);
    }

    private SecretText? Alive(SecretText? stored) =>
        EndingToken.Read(stored) is { } found && found.End - providers.GoogleBusiness.RefreshEarly > clock.GetUtcNow() ? found.Token : null;

    private Task<AppDbContext> OpenAsync(string tenant, CancellationToken cancellationToken) => database.OpenAsync(Actor.System([tenant]), Permission.ResolvePublishing, cancellationToken);
}
