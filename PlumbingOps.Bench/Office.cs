using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Bench;

/// <summary>The product's services over one database, registered by the product itself, and the person who asks them.</summary>
internal sealed class Office : IAsyncDisposable
{
    public const string Ana = "ana";
    private readonly ServiceProvider services;

    private Office(ServiceProvider services) => this.services = services;

    public NpgsqlDataSource Source => Get<NpgsqlDataSource>();

    public static Office Open(DatabaseConnections connections) =>
        new(new ServiceCollection().AddLogging().AddPlumbingOpsData(connections.App).BuildServiceProvider());

    public static string PasswordOf(string person) => $"copper pipes of {person}";

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public Task MakePeopleAsync() => DemoPeople.CreateAsync(Get<Db>(), Get<Passwords>(), Get<ILookupNormalizer>(), Get<TimeProvider>(), PasswordOf);

    /// <summary>As a page makes the actor of somebody who is signed in: an administrator, who may see the history of everything too.</summary>
    public async Task<Actor> PersonAsync(params string[] tenants)
    {
        await using var find = Source.CreateCommand("select id from identity.users where user_name = $1");
        find.Parameters.Add(new() { Value = Ana });
        var id = (Guid)(await find.ExecuteScalarAsync() ?? throw new InvalidOperationException("The bench's people are missing."));
        var rights = await Get<RightsDirectory>().FindAsync(id) ?? throw new InvalidOperationException("The bench's person may not sign in.");
        return new Actor(id, rights.Name, rights.Role, tenants, rights.TechnicianIds, ChangeSource.Page, null, rights.Stamp);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
