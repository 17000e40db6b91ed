using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Database.Demo;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Tests.Support;

/// <summary>A house as its first start leaves it: the companies, the cast, and the demonstration data.</summary>
public sealed class DemoHouse : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private DemoHouse(TestDatabase database, DateTimeOffset now)
    {
        this.database = database;
        Clock = new FixedClock(now);
        var collection = new ServiceCollection().AddLogging().AddPlumbingOpsData(database.Connections.App);
        collection.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        services = collection.BuildServiceProvider();
    }

    public FixedClock Clock { get; }

    public static async Task<DemoHouse> OpenAsync(DateTimeOffset now, bool withCast = true)
    {
        var house = new DemoHouse(await TestDatabase.CreateAsync(), now);
        await (withCast ? house.MakeCastAsync() : house.MakeCompaniesAsync());
        await house.LoadAsync();
        return house;
    }

    public Task LoadAsync() => DemoData.LoadAsync(services.GetRequiredService<Db>(), services.GetRequiredService<TenantDirectory>(), Clock);

    public Task<AppDbContext> DbAsync() =>
        services.GetRequiredService<Db>().OpenAsync(Actor.System([DemoPeople.AllCounty, DemoPeople.H2O], ChangeSource.Setup), Permission.ManageCompanies);

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>Asks as the database's owner, whom no company's walls stop.</summary>
    public Task<T?> AskAsync<T>(string sql) => Sql.AskAsync<T>(database.Connections.Admin!, sql);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    private Task MakeCastAsync() =>
        DemoPeople.CreateAsync(services.GetRequiredService<Db>(), services.GetRequiredService<Passwords>(), new UpperInvariantLookupNormalizer(), Clock, _ => "brass-kettle-riser-1234");

    /// <summary>The cast's keys are random; without them every row of the demonstration is the demonstration's own.</summary>
    private async Task MakeCompaniesAsync()
    {
        await using var db = await DbAsync();
        db.Tenants.AddRange(
            new Tenant { Id = DemoPeople.AllCounty, Name = "All County Plumbing", ShortName = "AC", Color = "#4F9CF9", Features = [Feature.Jobs, Feature.ServiceCalls] },
            new Tenant { Id = DemoPeople.H2O, Name = "H2O Plumbers", ShortName = "H2O", Color = "#10B981", Features = [Feature.ServiceCalls, Feature.Customers] });
        await db.SaveChangesAsync();
    }
}
