using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Tests.Support;

/// <summary>The demonstration's companies and people with real accounts: passwords, roles, stamps. For tests about who may do what.</summary>
public sealed class PeopleOffice : IAsyncDisposable
{
    public const string AllCounty = DemoPeople.AllCounty;
    public const string H2o = DemoPeople.H2O;

    /// <summary>Real hashing takes long on purpose; tests hash hundreds of times.</summary>
    private const int FastIterations = 1000;

    private readonly TestDatabase testDatabase;
    private readonly ServiceProvider services;
    private bool listening;

    private PeopleOffice(TestDatabase testDatabase, Action<IServiceCollection>? more)
    {
        this.testDatabase = testDatabase;
        var collection = new ServiceCollection().AddLogging().AddPlumbingOpsData(testDatabase.Connections.App).AddTestFiles();
        collection.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        collection.Configure<PasswordHasherOptions>(options => options.IterationCount = FastIterations);
        more?.Invoke(collection);
        services = collection.BuildServiceProvider();
    }

    public FixedClock Clock { get; } = new(TestOffice.Morning);
    public DatabaseConnections Connections => testDatabase.Connections;
    public Db Database => Get<Db>();
    public UserService Users => Get<UserService>();
    public SignInService SignIn => Get<SignInService>();
    public OneTimeLinkService Links => Get<OneTimeLinkService>();

    public static async Task<PeopleOffice> OpenAsync(bool empty = false, Action<IServiceCollection>? more = null)
    {
        var office = new PeopleOffice(await TestDatabase.CreateAsync(), more);
        if (!empty)
        {
            await DemoPeople.CreateAsync(office.Database, office.Get<Passwords>(), office.Get<ILookupNormalizer>(), office.Clock, PasswordOf);
            office.Get<TenantDirectory>().Forget();
        }

        return office;
    }

    public static string PasswordOf(string userName) => $"the-pipes-of-{userName}-leak";

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>Also what only a command makes for itself.</summary>
    public object Make(Type service) => ActivatorUtilities.GetServiceOrCreateInstance(services, service);

    /// <summary>The person as signed in just now, with all companies they may see.</summary>
    public async Task<Actor> ActorAsync(string userName)
    {
        var rights = (await Get<RightsDirectory>().FindAsync(await IdAsync(userName), fresh: true))!;
        var tenants = (await Get<TenantDirectory>().ListAsync()).Select(t => t.Id).Where(id => rights.TenantId is null || id == rights.TenantId).ToList();
        return new Actor(rights.UserId, rights.Name, rights.Role, tenants, rights.TechnicianIds, Stamp: rights.Stamp);
    }

    public async Task<Guid> IdAsync(string userName)
    {
        await using var db = Database.ForIdentity();
        return await db.Users.Where(u => u.UserName == userName).Select(u => u.Id).SingleAsync();
    }

    /// <summary>Changes one field of a user as the page does.</summary>
    public async Task EditAsync(string userName, Actor by, Action<UserInput> change)
    {
        var id = await IdAsync(userName);
        var seen = (await Users.GetAsync(id, by)).Input;
        var mine = seen.Copy();
        change(mine);
        await Users.SaveAsync(id, seen, mine, by);
    }

    /// <summary>A further user with a password, ready to sign in.</summary>
    public async Task<Actor> AddAsync(string userName, string role, string? tenantId, Actor by)
    {
        var input = new UserInput { FullName = $"{userName} Example", UserName = userName, Email = $"{userName}@example.com", Role = role, TenantId = tenantId };
        var created = await Users.CreateAsync(input, by);
        await Links.SetPasswordAsync(created.PasswordToken, PasswordOf("somebody"));
        return await ActorAsync(userName);
    }

    /// <summary>Starts what listens for live changes.</summary>
    public async Task ListenAsync()
    {
        listening = true;
        foreach (var worker in services.GetServices<IHostedService>())
        {
            await worker.StartAsync(CancellationToken.None);
        }

        var live = Get<Data.History.LiveUpdates>();
        await Eventually.IsTrueAsync(() => Task.FromResult(live.IsListening));
    }

    public async ValueTask DisposeAsync()
    {
        if (listening)
        {
            foreach (var worker in services.GetServices<IHostedService>())
            {
                await worker.StopAsync(CancellationToken.None);
            }
        }

        await services.DisposeAsync();
        await testDatabase.DisposeAsync();
    }
}
