using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing.Connections;

/// <summary>Connects accounts to their networks, and takes it back. Tokens come in here and go nowhere else.</summary>
public sealed class ConnectionService(
    Db database, IEnumerable<IProviderSignIn> signIns, ConnectionSecrets secrets, ConnectionCheck check, SecretBox box, ProviderOptions providers, TimeProvider clock,
    ILogger<ConnectionService> logger)
{
    /// <summary>From leaving for the network to being back.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>From being back to having chosen.</summary>
    private static readonly TimeSpan ChoosingPatience = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(1);
    private readonly Dictionary<Provider, IProviderSignIn> signIns = signIns.ToDictionary(s => s.Provider);

    /// <summary>All accounts with how they stand.</summary>
    public async Task<IReadOnlyList<ConnectionRow>> ListAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var rows = await db.ChannelAccounts.OrderBy(a => a.Channel!.Position).ThenBy(a => a.Name).Select(a => new
        {
            a.Id,
            a.Name,
            a.TenantId,
            a.Channel!.Provider,
            Connection = db.AccountConnections.FirstOrDefault(c => c.AccountId == a.Id),
            By = db.AccountConnections.Where(c => c.AccountId == a.Id).Select(c => db.Users.Where(u => u.Id == c.ConnectedById).Select(u => u.FullName).FirstOrDefault()).FirstOrDefault(),
        }).AsNoTracking().ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(r => new ConnectionRow(
                r.Id, r.Name, r.TenantId, r.Provider, r.Connection?.State, r.Connection?.ExternalName, r.Connection?.ExternalId, r.By, r.Connection?.ConnectedAt, r.Connection?.TokenExpiresAt,
                r.Connection?.DataAccessExpiresAt, r.Connection?.CheckedAt, r.Connection?.Problem, r.Connection?.NextStep, signIns.GetValueOrDefault(r.Provider)?.IsRegistered == true,
                providers.IsSimulated && r.Provider != Provider.Manual)),
        ];
    }

    /// <summary>The person leaves for the network's consent page.</summary>
    /// <param name="redirect">Exactly as registered with the network.</param>
    public async Task<ConnectionStart> BeginAsync(Guid accountId, string redirect, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ConnectAccounts, cancellationToken);
        var account = await db.ChannelAccounts.Where(a => a.Id == accountId).Select(a => new { a.TenantId, a.Channel!.Provider }).FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The account");
        if (signIns.GetValueOrDefault(account.Provider) is not { } signIn)
        {
            throw new RuleException("This channel is posted by hand: there is nothing to connect.");
        }

        if (!signIn.IsRegistered)
        {
            throw new RuleException($"This house is not registered with {account.Provider.InWords()} yet: whoever looks after PlumbingOps sets that up first.");
        }

        var (state, browser, verifier, now) = (Pkce.Random(), Pkce.Random(), Pkce.Random(), clock.GetUtcNow());
        await db.ConnectionRequests.Where(r => r.AccountId == accountId && r.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        var id = Guid.CreateVersion7();
        db.ConnectionRequests.Add(new ConnectionRequest
        {
            Id = id,
            TenantId = account.TenantId,
            AccountId = accountId,
            UserId = by.UserId ?? throw new RuleException("Only a person can connect an account."),
            Provider = account.Provider,
            StateHash = Pkce.Hash(state),
            BrowserHash = Pkce.Hash(browser),
            CreatedAt = now,
            ExpiresAt = now + Patience,
            Sealed = Seal(id, new Sealed(verifier, new Uri(redirect), null)),
        });
        await db.SaveChangesAsync(cancellationToken);
        return new ConnectionStart(id, signIn.Dialog(state, verifier, new Uri(redirect)), browser, now + Patience);
    }

    /// <summary>
    /// The person is back from the network. State, browser, person and time are looked at before anything else that came along; each state is good once.
    /// </summary>
    /// <exception cref="RuleException">It is not the walk that began here.</exception>
    public async Task<ConnectionReturn> CameBackAsync(Provider provider, string? state, string? browserSecret, string? code, string? error, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ConnectAccounts, cancellationToken);
        var request = await ClaimReturnAsync(db, provider, state, browserSecret, by, cancellationToken);
        var opened = Open(request);
        if (error is not null || string.IsNullOrEmpty(code))
        {
            return await RefuseAsync(db, request, error is "access_denied" ? "You did not agree at the network, so nothing was connected." : $"The network refused: {Short(error ?? "no code came back")}.", cancellationToken);
        }

        var answer = await signIns[provider].ExchangeAsync(code, opened.Verifier, opened.Redirect, cancellationToken);
        if (!answer.Answer.IsOk)
        {
            return await RefuseAsync(db, request, $"{answer.Answer.Cause} {answer.Answer.NextStep}".Trim(), cancellationToken);
        }

        if (answer.Choices.Count == 0)
        {
            return await RefuseAsync(db, request, "Nothing came along that could be connected: no Page or location was ticked.", cancellationToken);
        }

        (request.Sealed, request.Choices) = (Seal(request.Id, opened with { Answer = answer }), JsonSerializer.Serialize(answer.Choices));
        request.ExpiresAt = clock.GetUtcNow() + ChoosingPatience;
        await db.SaveChangesAsync(cancellationToken);
        return new ConnectionReturn(request.Id, request.AccountId, null);
    }

    /// <summary>What the page offers to choose from.</summary>
    public async Task<ConnectionChoices> GetChoicesAsync(Guid requestId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ConnectAccounts, cancellationToken);
        var request = await db.ConnectionRequests.AsNoTracking().FirstOrDefaultAsync(r => r.Id == requestId && r.UserId == by.UserId, cancellationToken) ?? throw new NotFoundException("The connection");
        var account = await db.ChannelAccounts.Where(a => a.Id == request.AccountId).Select(a => new
        {
            a.Name,
            ConnectedTo = db.AccountConnections.Where(c => c.AccountId == a.Id && c.State != ConnectionState.Disconnected).Select(c => c.ExternalName).FirstOrDefault(),
        }).SingleAsync(cancellationToken);
        return new ConnectionChoices(request.Id, request.AccountId, account.Name, request.Provider, request.Refusal, ReadChoices(request), account.ConnectedTo);
    }

    /// <summary>The account is this Page, profile or location from now on.</summary>
    /// <param name="otherKnowingly">It was connected to another one, and the person says that is meant.</param>
    public async Task ChooseAsync(Guid requestId, string externalId, bool otherKnowingly, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ConnectAccounts, cancellationToken);
        var request = await db.ConnectionRequests.FirstOrDefaultAsync(r => r.Id == requestId && r.UserId == by.UserId, cancellationToken) ?? throw new NotFoundException("The connection");
        if (request.FinishedAt is not null || request.ExpiresAt < clock.GetUtcNow() || Open(request).Answer is not { } answer)
        {
            throw new RuleException("This took too long, or is done already. Begin again with Connect.");
        }

        var choice = ReadChoices(request).FirstOrDefault(c => c.ExternalId == externalId) ?? throw new NotFoundException("The choice");
        if (choice.Obstacle is { } obstacle || !answer.Access.ContainsKey(externalId))
        {
            throw new RuleException(choice.Obstacle ?? "The network gave no right for this one.");
        }

        var connection = await db.AccountConnections.FirstOrDefaultAsync(c => c.AccountId == request.AccountId, cancellationToken);
        if (connection is { State: not ConnectionState.Disconnected } && connection.ExternalId != externalId && !otherKnowingly)
        {
            throw new RuleException($"This account is {connection.ExternalName}, and you chose {choice.Name}. If the account shall become another one, say so.", nameof(externalId));
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        connection = Fill(connection ?? db.AccountConnections.Add(New(request, choice)).Entity, request, choice, answer);
        await db.DescribeAsync($"Connected an account to {choice.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(
            constraint => constraint == ChannelConfiguration.OneConnectionOutside ? new RuleException($"{choice.Name} is connected to another account already. Disconnect it there first.") : null, cancellationToken);
        await StoreAsync(db, connection, answer, cancellationToken);
        (request.FinishedAt, request.Sealed) = (clock.GetUtcNow(), Seal(request.Id, new Sealed("", new Uri("about:blank"), null)));
        await db.SaveChangesAsync(cancellationToken);
        await ConnectionTrouble.WakeAsync(db, connection.TenantId, connection.AccountId, clock.GetUtcNow(), Apart, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await check.CheckAsync(connection.TenantId, connection.Id, cancellationToken);
        await ListenAsync(connection, new SecretText(answer.Access[externalId]), cancellationToken);
    }

    /// <summary>What the network tells us is a hint: without it everything is found all the same, later.</summary>
    private async Task ListenAsync(AccountConnection connection, SecretText access, CancellationToken cancellationToken)
    {
        if (await signIns[connection.Provider].ListenAsync(connection.ExternalId, access, cancellationToken) is { IsOk: false } refusal)
        {
            logger.LogWarning("{Provider} tells nothing about connection {Connection}: {Code} {Cause}", connection.Provider, connection.Id, refusal.Code, refusal.Cause);
        }
    }

    /// <summary>Asks the network now whether the connection works; what waited for it goes on when it does.</summary>
    public async Task CheckAgainAsync(Guid accountId, Actor by, CancellationToken cancellationToken = default)
    {
        Guid id;
        string tenant;
        await using (var db = await database.OpenAsync(by, Permission.ResolvePublishing, cancellationToken))
        {
            (tenant, id) = await FindAsync(db, accountId, cancellationToken);
        }

        await check.CheckAsync(tenant, id, cancellationToken);
    }

    /// <summary>The tokens are deleted here and, where the network offers it, given back there. What is waiting waits, and says so.</summary>
    public async Task DisconnectAsync(Guid accountId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ConnectAccounts, cancellationToken);
        var (_, id) = await FindAsync(db, accountId, cancellationToken);
        var connection = await db.AccountConnections.SingleAsync(c => c.Id == id, cancellationToken);
        if (connection.State == ConnectionState.Disconnected)
        {
            return;
        }

        var (access, user, refresh) = (await FindSecretAsync(db, connection, SecretKind.Access, cancellationToken), await FindSecretAsync(db, connection, SecretKind.User, cancellationToken), await FindSecretAsync(db, connection, SecretKind.Refresh, cancellationToken));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        connection.State = ConnectionState.Disconnected;
        (connection.Problem, connection.NextStep, connection.TokenExpiresAt, connection.DataAccessExpiresAt) = (null, null, null, null);
        await db.DescribeAsync($"Disconnected an account from {connection.ExternalName}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await ConnectionSecrets.ForgetAsync(db, connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        // Google's right belongs to the person: other locations may hang on the same one.
        if (refresh is not null && !await db.AccountConnections.AnyAsync(c => c.Provider == connection.Provider && c.ConnectedById == connection.ConnectedById && c.State != ConnectionState.Disconnected, cancellationToken))
        {
            await signIns[connection.Provider].RevokeAsync(access ?? refresh, user, refresh, cancellationToken);
        }
    }

    private async Task<SecretText?> FindSecretAsync(AppDbContext db, AccountConnection connection, SecretKind kind, CancellationToken cancellationToken)
    {
        try
        {
            return await secrets.FindAsync(db, connection, kind, cancellationToken);
        }
        catch (SecretLostException)
        {
            // What cannot be opened cannot be given back; it is deleted all the same.
            return null;
        }
    }

    private static async Task<(string Tenant, Guid Id)> FindAsync(AppDbContext db, Guid accountId, CancellationToken cancellationToken)
    {
        var found = await db.AccountConnections.Where(c => c.AccountId == accountId).Select(c => new { c.TenantId, c.Id }).FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The connection");
        return (found.TenantId, found.Id);
    }

    private async Task<ConnectionRequest> ClaimReturnAsync(AppDbContext db, Provider provider, string? state, string? browserSecret, Actor by, CancellationToken cancellationToken)
    {
        // Instagram's address ends with "#_", which some browsers hand on with whatever comes last.
        var (hash, now) = (Pkce.Hash(state?.EndsWith("#_", StringComparison.Ordinal) == true ? state[..^2] : state ?? ""), clock.GetUtcNow());
        var request = await db.ConnectionRequests.FirstOrDefaultAsync(r => r.StateHash == hash, cancellationToken);
        if (request is null || request.Provider != provider || request.ExpiresAt < now || request.UserId != by.UserId || browserSecret is null || !Pkce.Matches(browserSecret, request.BrowserHash))
        {
            throw new RuleException("This is not a connection that you began here and now, in this browser. Nothing was connected. Begin again with Connect.");
        }

        // Of two that come back with the same state one is first, whichever process they reach.
        var first = await db.ConnectionRequests.Where(r => r.Id == request.Id && r.CameBackAt == null).ExecuteUpdateAsync(r => r.SetProperty(x => x.CameBackAt, now), cancellationToken);
        if (first == 0)
        {
            throw new RuleException("This connection came back already. Nothing was connected again. Begin again with Connect.");
        }

        await db.Entry(request).ReloadAsync(cancellationToken);
        return request;
    }

    private static async Task<ConnectionReturn> RefuseAsync(AppDbContext db, ConnectionRequest request, string refusal, CancellationToken cancellationToken)
    {
        request.Refusal = refusal.Length > AccountConnection.TextMaxLength ? refusal[..AccountConnection.TextMaxLength] : refusal;
        await db.SaveChangesAsync(cancellationToken);
        return new ConnectionReturn(request.Id, request.AccountId, request.Refusal);
    }

    private static AccountConnection New(ConnectionRequest request, ConnectionChoice choice) => new()
    {
        TenantId = request.TenantId,
        AccountId = request.AccountId,
        Provider = request.Provider,
        ExternalId = choice.ExternalId,
        ExternalName = choice.Name,
    };

    private AccountConnection Fill(AccountConnection connection, ConnectionRequest request, ConnectionChoice choice, SignInAnswer answer)
    {
        (connection.ExternalId, connection.ParentId, connection.ExternalName) = (choice.ExternalId, choice.ParentId, Cut(choice.Name));
        (connection.State, connection.Scopes, connection.ConnectedById, connection.ConnectedAt) = (ConnectionState.Connected, [.. answer.Scopes], request.UserId, clock.GetUtcNow());
        (connection.TokenExpiresAt, connection.DataAccessExpiresAt, connection.Problem, connection.NextStep) = (answer.ExpiresAt, null, null, null);
        return connection;
    }

    private async Task StoreAsync(AppDbContext db, AccountConnection connection, SignInAnswer answer, CancellationToken cancellationToken)
    {
        await secrets.StoreAsync(db, connection, SecretKind.Access, new SecretText(answer.Access[connection.ExternalId]), cancellationToken);
        if (answer.User is { } user)
        {
            await secrets.StoreAsync(db, connection, SecretKind.User, new SecretText(user), cancellationToken);
        }

        if (answer.Refresh is { } refresh)
        {
            await secrets.StoreAsync(db, connection, SecretKind.Refresh, new SecretText(refresh), cancellationToken);
        }
    }

    private static List<ConnectionChoice> ReadChoices(ConnectionRequest request) => request.Choices is null ? [] : JsonSerializer.Deserialize<List<ConnectionChoice>>(request.Choices)!;

    private string Seal(Guid id, Sealed what) => box.Seal(JsonSerializer.SerializeToUtf8Bytes(what), SealedColumn.ConnectionRequest.Of(id));

    private Sealed Open(ConnectionRequest request) => JsonSerializer.Deserialize<Sealed>(Encoding.UTF8.GetString(box.Open(request.Sealed, SealedColumn.ConnectionRequest.Of(request.Id))))!;

    private static string Cut(string text) => text.Length > AccountConnection.ExternalIdMaxLength ? text[..AccountConnection.ExternalIdMaxLength] : text;

    private static string Short(string text) => text.Length > 100 ? text[..100] : text;

    /// <summary>What only this record opens.</summary>
    private sealed record Sealed(string Verifier, Uri Redirect, SignInAnswer? Answer);
}
