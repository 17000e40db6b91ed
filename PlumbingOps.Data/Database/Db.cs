using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Database;

/// <summary>Opens the database for one operation of one person. The only way to business data.</summary>
/// <param name="stage">Everything is done on it, and nothing of it stays.</param>
public sealed class Db(NpgsqlDataSource dataSource, TenantDirectory tenants, Stage? stage = null)
{
    /// <summary>Contexts are used again, for what they are made of costs more than a small query. Each is given its scope anew.</summary>
    private readonly PooledDbContextFactory<AppDbContext> contexts = new(Options(dataSource));
    private readonly DbContextOptions<AppDbContext> options = Options(dataSource);

    /// <summary>
    /// Checks the permission, narrows the companies to those that have its room switched on, and opens a connection that carries both.
    /// Dispose the context at the end of the operation: it is for moments, a circuit lives for hours.
    /// </summary>
    /// <exception cref="RuleException">The role lacks the permission, or no company of the person has the room.</exception>
    /// <exception cref="SignedOutException">The person was deactivated, or their rights changed, since they signed in.</exception>
    public Task<AppDbContext> OpenAsync(Actor actor, Permission permission, CancellationToken cancellationToken = default) => OpenAsync(actor, permission, false, cancellationToken);

    /// <inheritdoc cref="OpenAsync(Actor, Permission, CancellationToken)"/>
    /// <param name="knownRows">Every statement names its rows by key: one plan serves all values, and the server makes it once.</param>
    public async Task<AppDbContext> OpenAsync(Actor actor, Permission permission, bool knownRows, CancellationToken cancellationToken = default)
    {
        actor.Require(permission);
        var feature = Permissions.FeatureOf(permission);
        var allowed = feature is null ? actor.Tenants : await tenants.WithFeatureAsync(actor.Tenants, feature.Value, cancellationToken);
        if (allowed.Count == 0)
        {
            throw new RuleException(feature is null ? "You belong to no company." : $"Your company has switched {Permissions.InWords(feature.Value)} off.");
        }

        return await OpenScopeAsync(new DbScope(actor, allowed) { KnownRows = knownRows }, cancellationToken);
    }

    /// <summary>For signing in and for one-time links: people only, no company's rows.</summary>
    internal Task<AppDbContext> OpenForPeopleAsync(Actor actor, CancellationToken cancellationToken = default) =>
        OpenScopeAsync(new DbScope(actor, []), cancellationToken);

    /// <summary>
    /// For what concerns every row of the house, those of companies that were closed or have a room switched off as well. No person's request comes here.
    /// </summary>
    internal async Task<AppDbContext> OpenForTheHouseAsync(CancellationToken cancellationToken = default)
    {
        var everyone = await tenants.ListIdsAsync(cancellationToken);
        return await OpenScopeAsync(new DbScope(Actor.System(everyone, ChangeSource.Setup), everyone), cancellationToken);
    }

    /// <summary>For Identity's own stores: people only. Its connection opens with the first query.</summary>
    public AppDbContext ForIdentity() => new(options) { Scope = new DbScope(new Actor(null, "Sign-in", "", [], []), []) };

    private async Task<AppDbContext> OpenScopeAsync(DbScope scope, CancellationToken cancellationToken)
    {
        if (stage is not null)
        {
            return await stage.OpenAsync(scope, cancellationToken);
        }

        var context = await contexts.CreateDbContextAsync(cancellationToken);
        (context.Scope, context.Carried) = (scope, null);
        try
        {
            await context.Database.OpenConnectionAsync(cancellationToken);
            return ReferenceEquals(context.Carried, scope) ? context : throw new InvalidOperationException("The connection carries somebody else's rights.");
        }
        catch
        {
            // Whoever gets this context next must open anew, with their own rights.
            await context.Database.GetDbConnection().CloseAsync();
            await context.DisposeAsync();
            throw;
        }
    }

    internal static DbContextOptions<AppDbContext> Options(NpgsqlDataSource dataSource) =>
        new DbContextOptionsBuilder<AppDbContext>()
            .UseNpgsql(dataSource, npgsql => DatabaseMigrator.HistoryTable(npgsql))
            .AddInterceptors(new ActorOnConnection())
            // A context that is used again would go on for a second without telling whoever has just begun to listen to its statements.
            .ConfigureLoggingCacheTime(TimeSpan.Zero)
            .Options;
}

/// <summary>The person's rights changed or ended since they signed in; the page sends them to sign in again.</summary>
public sealed class SignedOutException() : RuleException("Your rights have changed, or you were signed out. Sign in again.");

/// <summary>Tells the connection who asks and which companies they may see; the pool's reset takes it away again.</summary>
internal sealed class ActorOnConnection : DbConnectionInterceptor
{
    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not AppDbContext { Scope: { } scope } context)
        {
            return;
        }

        await CarryAsync((NpgsqlConnection)connection, scope, cancellationToken);
        context.Carried = scope;
    }

    internal static async Task CarryAsync(NpgsqlConnection connection, DbScope scope, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select set_config('app.tenants', $1, false), set_config('app.actor_id', $2, false), set_config('app.actor_name', $3, false),
                set_config('app.source', $4, false), set_config('app.correlation', $5, false), set_config('plan_cache_mode', $7, false),
                $2 = '' or exists (select from identity.users where id = nullif($2, '')::uuid and is_active and ($6 = '' or security_stamp || ':' || rights_version = $6))
            """;
        var actor = scope.Actor;
        foreach (var value in new[] { string.Join(',', scope.Tenants), actor.UserId?.ToString() ?? "", actor.Name, actor.Source.ToString(), actor.CorrelationId ?? "", actor.Stamp ?? "", scope.KnownRows ? "force_generic_plan" : "force_custom_plan" })
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (!reader.GetBoolean(6))
        {
            throw new SignedOutException();
        }
    }

    /// <summary>Pages never wait for the database on their thread.</summary>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        throw new InvalidOperationException("The database is opened asynchronously only.");
}
