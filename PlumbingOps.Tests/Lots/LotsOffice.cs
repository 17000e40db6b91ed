using PlumbingOps.Data;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Drafts;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Portals;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Lots;

/// <summary>The test office of one class of tests about builders, communities and lots, with their services at hand.</summary>
public sealed class LotsOffice : IAsyncLifetime
{
    public const string AllCounty = TestOffice.AllCounty;
    public const string H2o = TestOffice.H2o;

    public static readonly Actor Ana = Person("Ana", Roles.Admin, AllCounty, H2o);
    public static readonly Actor Omar = Person("Omar", Roles.Office, AllCounty, H2o);
    public static readonly Actor Vera = Person("Vera", Roles.Viewer, AllCounty, H2o);
    public static readonly Actor Theo = Person("Theo", Roles.Technician, AllCounty);
    public static readonly Actor Max = Person("Max", Roles.Office, H2o);

    private TestOffice office = default!;
    private int made;

    public FixedClock Clock => office.Clock;
    public DatabaseConnections Connections => office.Connections;
    public Db Db => office.Database;
    public TenantDirectory Tenants => office.Tenants;
    public BuilderService Builders => office.Get<BuilderService>();
    public BuilderAliasService Aliases => office.Get<BuilderAliasService>();
    public BuilderContactService Contacts => office.Get<BuilderContactService>();
    public BuilderMergeService Merging => office.Get<BuilderMergeService>();
    public CommunityMergeService CommunityMerging => office.Get<CommunityMergeService>();
    public CommunityService Communities => office.Get<CommunityService>();
    public LotService Lots => office.Get<LotService>();
    public LotBoardService Boards => office.Get<LotBoardService>();
    public TurnoverService Turnovers => office.Get<TurnoverService>();
    public JobService Jobs => office.Get<JobService>();
    public BuilderPortalService PortalLinks => office.Get<BuilderPortalService>();
    public PortalAccountService Portals => office.Get<PortalAccountService>();
    public LiveUpdates Live => office.Get<LiveUpdates>();
    public DraftService Drafts => office.Get<DraftService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>At noon of 10 March 2027 in Los Angeles.</summary>
    public async ValueTask InitializeAsync() => office = await TestOffice.OpenAsync(new DateTimeOffset(2027, 3, 10, 20, 0, 0, TimeSpan.Zero));

    public ValueTask DisposeAsync() => office.DisposeAsync();

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
