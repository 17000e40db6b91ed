using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PlumbingOps.Data;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Tests.Support;

/// <summary>Both companies with their standing cast, on a database of its own: Ana, Omar, Mia, Theo, Vera, and Max of the other company only.</summary>
public sealed class TestOffice : IAsyncDisposable
{
    public const string AllCounty = "all_county";
    public const string H2o = "h2o";

    /// <summary>Wednesday, 10:00 in the office.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 3, 18, 17, 0, 0, TimeSpan.Zero);

    private static readonly string[] Both = [AllCounty, H2o];

    private readonly TestDatabase testDatabase;
    private readonly ServiceProvider services;

    private TestOffice(TestDatabase testDatabase, FixedClock clock)
    {
        this.testDatabase = testDatabase;
        Clock = clock;
        var collection = new ServiceCollection().AddLogging().AddPlumbingOpsData(testDatabase.Connections.App).AddTestFiles();
        collection.AddSingleton(SecretKeys.ForThisProcess());
        collection.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        services = collection.BuildServiceProvider();
    }

    public FixedClock Clock { get; }
    public DatabaseConnections Connections => testDatabase.Connections;
    public Db Database => services.GetRequiredService<Db>();
    public TenantDirectory Tenants => services.GetRequiredService<TenantDirectory>();

    public Actor Ana { get; private set; } = null!;
    public Actor Omar { get; private set; } = null!;
    public Actor Mia { get; private set; } = null!;
    public Actor Theo { get; private set; } = null!;
    public Actor Vera { get; private set; } = null!;
    /// <summary>The office of H2O only: must see nothing of All County.</summary>
    public Actor Max { get; private set; } = null!;
    public Actor SetUp { get; } = Actor.System(Both, ChangeSource.Setup);

    /// <summary>Theo as All County's and as H2O's technician.</summary>
    public Technician TheoOfAllCounty { get; private set; } = null!;
    public Technician TheoOfH2o { get; private set; } = null!;

    public static async Task<TestOffice> OpenAsync(DateTimeOffset? now = null)
    {
        var office = new TestOffice(await TestDatabase.CreateAsync(), new FixedClock(now ?? Morning));
        await office.FillAsync();
        return office;
    }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>The database as somebody sees it; for given data and for looking at what a service did.</summary>
    public Task<AppDbContext> DbAsync(Actor? by = null) => Database.OpenAsync(by ?? SetUp, Permission.EditOwnProfile);

    /// <summary>Stores what a test begins with.</summary>
    public async Task AddAsync(params object[] records)
    {
        await using var db = await DbAsync();
        db.AddRange(records);
        await db.SaveChangesAsync();
    }

    /// <summary>Gives a company other working hours.</summary>
    public async Task SetWorkAsync(string company, WorkWeek work)
    {
        await using (var db = await DbAsync())
        {
            var tenant = await db.Tenants.SingleAsync(t => t.Id == company);
            (tenant.WorkBegins, tenant.WorkEnds, tenant.WorkDays, tenant.TravelMinutes) = (work.Begins, work.Ends, [.. work.Days], (int)work.Travel.TotalMinutes);
            await db.SaveChangesAsync();
        }

        Get<TenantDirectory>().Forget();
    }

    /// <summary>The roles of the cast in the database too, and mail addresses: for what is asked of all people of a kind.</summary>
    public async Task AddAccountsAsync()
    {
        await using var db = await DbAsync();
        var roles = await db.Roles.ToDictionaryAsync(r => r.Name!, r => r.Id);
        foreach (var person in new[] { Ana, Omar, Mia, Theo, Vera, Max })
        {
            db.Add(new IdentityUserRole<Guid> { UserId = person.UserId!.Value, RoleId = roles[person.Role] });
            (await db.Users.SingleAsync(u => u.Id == person.UserId)).Email = $"{person.Name.Split(' ')[0].ToLowerInvariant()}@example.com";
        }

        await db.SaveChangesAsync();
    }

    /// <summary>A builder's community with one lot.</summary>
    public async Task<Lot> AddLotAsync(string number = "12", string community = "Cedar Ridge", string builder = "Northfork Homes")
    {
        await using var db = await DbAsync();
        var home = await db.Builders.FirstOrDefaultAsync(b => b.Name == builder) ?? db.Add(new Builder { Name = builder }).Entity;
        var place = await db.Communities.FirstOrDefaultAsync(c => c.Name == community) ?? db.Add(new Community { BuilderId = home.Id, Name = community }).Entity;
        var lot = db.Add(new Lot { CommunityId = place.Id, Number = number }).Entity;
        await db.SaveChangesAsync();
        return lot;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await testDatabase.DisposeAsync();
    }

    private async Task FillAsync()
    {
        await using (var db = new AppDbContext(Db.Options(services.GetRequiredService<Npgsql.NpgsqlDataSource>())))
        {
            db.AddRange(
                new Tenant { Id = AllCounty, Name = "All County Plumbing", ShortName = "AC", Color = "#4F9CF9", Features = [Feature.Jobs, Feature.ServiceCalls, Feature.Bids, Feature.Reviews] },
                new Tenant { Id = H2o, Name = "H2O Plumbers", ShortName = "H2O", Color = "#10B981", Features = [Feature.ServiceCalls, Feature.Bids, Feature.Customers, Feature.Marketing, Feature.Reviews] });
            await db.SaveChangesAsync();
            var people = new[] { ("Ana Adams", (string?)null), ("Omar Ortiz", null), ("Mia Moore", null), ("Theo Tran", null), ("Vera Voss", null), ("Max Meyer", H2o) }
                .Select(p => new AppUser { FullName = p.Item1, TenantId = p.Item2, UserName = p.Item1.Split(' ')[0].ToLowerInvariant(), CreatedAt = Clock.Now.ToUniversalTime(), SecurityStamp = "stamp" }).ToList();
            foreach (var person in people)
            {
                person.NormalizedUserName = person.UserName!.ToUpperInvariant();
            }

            db.AddRange(people);
            await db.SaveChangesAsync();
            Actor As(int n, string role, params string[] companies) => new(people[n].Id, people[n].FullName, role, companies, []);
            (Ana, Omar, Mia) = (As(0, Roles.Admin, Both), As(1, Roles.Office, Both), As(2, Roles.Marketing, Both));
            (Theo, Vera, Max) = (As(3, Roles.Technician, Both), As(4, Roles.Viewer, Both), As(5, Roles.Office, H2o));
        }

        TheoOfAllCounty = new Technician { TenantId = AllCounty, Name = "Theo", UserId = Theo.UserId };
        TheoOfH2o = new Technician { TenantId = H2o, Name = "Theo", UserId = Theo.UserId };
        Theo = Theo with { TechnicianIds = [TheoOfAllCounty.Id, TheoOfH2o.Id] };
        await AddAsync(TheoOfAllCounty, TheoOfH2o);
    }
}
