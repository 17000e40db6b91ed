using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Lots;

/// <summary>The two companies and their people around builders, communities and lots, on a database of their own.</summary>
public sealed class LotsOffice : IAsyncLifetime
{
    public const string AllCounty = "all_county";
    public const string H2o = "h2o";

    public static readonly Actor Ana = Person("Ana", Roles.Admin, AllCounty, H2o);
    public static readonly Actor Omar = Person("Omar", Roles.Office, AllCounty, H2o);
    public static readonly Actor Vera = Person("Vera", Roles.Viewer, AllCounty, H2o);
    public static readonly Actor Theo = Person("Theo", Roles.Technician, AllCounty);
    public static readonly Actor Max = Person("Max", Roles.Office, H2o);

    private TestDatabase testDatabase = default!;
    private NpgsqlDataSource source = default!;
    private int made;

    /// <summary>Noon of 10 March 2027 in Los Angeles.</summary>
    public FixedClock Clock { get; } = new(new DateTimeOffset(2027, 3, 10, 20, 0, 0, TimeSpan.Zero));

    public DatabaseConnections Connections => testDatabase.Connections;
    public Db Db { get; private set; } = default!;
    public TenantDirectory Tenants { get; private set; } = default!;
    public BuilderService Builders { get; private set; } = default!;
    public BuilderAliasService Aliases { get; private set; } = default!;
    public BuilderContactService Contacts { get; private set; } = default!;
    public CommunityService Communities { get; private set; } = default!;
    public LotService Lots { get; private set; } = default!;
    public LotBoardService Boards { get; private set; } = default!;
    public TurnoverService Turnovers { get; private set; } = default!;
    public JobService Jobs { get; private set; } = default!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        testDatabase = await TestDatabase.CreateAsync();
        source = NpgsqlDataSource.Create(Connections.App);
        Tenants = new TenantDirectory(source, Clock);
        Db = new Db(source, Tenants);
        Builders = new BuilderService(Db, Clock);
        Aliases = new BuilderAliasService(Db);
        Contacts = new BuilderContactService(Db, Tenants, Clock);
        Communities = new CommunityService(Db, Tenants, Clock);
        Lots = new LotService(Db, Tenants, Clock);
        Boards = new LotBoardService(Db, Tenants, Clock);
        Turnovers = new TurnoverService(Db, Tenants, Clock);
        Jobs = new JobService(Db, Tenants, Clock);
        await using var db = await Db.OpenAsync(Actor.System([AllCounty, H2o], ChangeSource.Setup), Permission.ManageCompanies);
        db.Tenants.AddRange(
            new Tenant { Id = AllCounty, Name = "All County Plumbing", ShortName = "AC", Color = "#4F9CF9", Features = [Feature.Jobs, Feature.ServiceCalls, Feature.Bids, Feature.Reviews] },
            new Tenant { Id = H2o, Name = "H2O Plumbers", ShortName = "H2O", Color = "#10B981", Features = [Feature.ServiceCalls, Feature.Bids, Feature.Customers, Feature.Marketing, Feature.Reviews] });
        await db.SaveChangesAsync();
        Tenants.Forget();
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await testDatabase.DisposeAsync();
    }

    /// <summary>"Summit Homes 7": a name nobody else in the test class has.</summary>
    public string NewName(string what) => $"{what} {Interlocked.Increment(ref made)}";

    public Task<Guid> NewBuilderAsync(string? name = null, int warrantyMonths = 12) =>
        Builders.CreateAsync(new BuilderInput { Name = name ?? NewName("Summit Homes"), WarrantyMonths = warrantyMonths }, Omar, Now);

    public async Task<Guid> NewCommunityAsync(Guid? builder = null) =>
        await Communities.CreateAsync(builder ?? await NewBuilderAsync(), new CommunityInput { Name = NewName("Heron Landing"), City = "Vancouver", State = "WA" }, Omar, Now);

    public async Task<IReadOnlyList<Guid>> NewLotsAsync(string numbers, Guid? community = null) =>
        (await Lots.AddAsync(community ?? await NewCommunityAsync(), new NewLotsInput { Numbers = numbers }, Omar, Now)).Added;

    public Task<Guid> NewJobAsync(Guid lot, JobPhase phase, DateOnly? start = null, DateOnly? end = null) =>
        Jobs.CreateAsync(AllCounty, lot, phase, new JobInput { StartDate = start, EndDate = end }, Omar, Now);

    private static Actor Person(string name, string role, params string[] tenants) => new(null, name, role, tenants, []);
}
