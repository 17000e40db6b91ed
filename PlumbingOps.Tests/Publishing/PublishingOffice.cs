using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Publishing.Rehearsals;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Simulator;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;
using PlumbingOps.Tests.Simulator;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Publishing;

/// <summary>
/// H2O with its accounts connected to the simulator, and the publisher's parts driven by hand: what is due is taken and worked on when a test says so.
/// </summary>
public sealed class PublishingOffice : IAsyncDisposable
{
    /// <summary>The simulator's own morning.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 11, 18, 17, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider services;
    private int moments;

    private PublishingOffice(TestOffice office, SimulatorHouse sim, PictureHost pictures, PublishingOptions options, TimeSpan patience)
    {
        (Office, Sim, Pictures) = (office, sim, pictures);
        var collection = new ServiceCollection().AddLogging();
        collection.AddSingleton(options);
        collection.AddSingleton(Fast(ProviderOptions.AtSimulator(sim.Address), patience));
        collection.AddSingleton<IPublicMedia>(new HostedPictures(pictures));
        collection.AddSingleton(new RehearsalOptions(sim.Address));
        collection.AddPlumbingOpsData(office.Connections.App);
        collection.Replace(ServiceDescriptor.Singleton<IPictureLook>(new WatchedPictures(this)));
        collection.AddSingleton(SecretKeys.ForThisProcess());
        collection.Replace(ServiceDescriptor.Singleton<TimeProvider>(office.Clock));
        services = collection.BuildServiceProvider();
    }

    public TestOffice Office { get; }
    public SimulatorHouse Sim { get; }
    public PictureHost Pictures { get; }
    public Dictionary<Provider, ChannelAccount> Accounts { get; } = [];
    public FixedClock Clock => Office.Clock;

    /// <summary>What a look at any picture finds; null is nothing wrong.</summary>
    public string? PictureFault { get; set; }

    /// <param name="patience">How long the answer of a commit is waited for.</param>
    public static async Task<PublishingOffice> OpenAsync(PublishingOptions? options = null, TimeSpan? patience = null, SimulatorOptions? simulator = null)
    {
        var office = new PublishingOffice(
            await TestOffice.OpenAsync(Morning), await SimulatorHouse.OpenAsync(simulator), await PictureHost.OpenAsync(), options ?? new PublishingOptions(), patience ?? TimeSpan.FromSeconds(2));
        await office.Sim.SettingsAsync(new { googleRequestsPerMinute = 0, googleEditsPerMinute = 0, instagramPolls = 1 });
        await office.ConnectAsync();
        return office;
    }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public IPublisher Publisher(Provider provider) => services.GetServices<IPublisher>().Single(p => p.Provider == provider);

    public IProviderSignIn SignIn(Provider provider) => services.GetServices<IProviderSignIn>().Single(s => s.Provider == provider);

    public Task<AppDbContext> DbAsync(string? tenant = null) => Office.DbAsync(tenant is null ? Office.SetUp : Actor.System([tenant], ChangeSource.Setup));

    /// <summary>Another account of a channel, connected when the simulator knows its token.</summary>
    public async Task<ChannelAccount> AddAccountAsync(string channel, string name, string? externalId = null, string? parent = null, string? token = null, SecretKind kind = SecretKind.Access, string tenant = TestOffice.H2o)
    {
        await using var db = await DbAsync(tenant);
        var found = await db.Channels.SingleAsync(c => c.Key == channel);
        var account = new ChannelAccount { TenantId = tenant, ChannelId = found.Id, Name = name };
        db.Add(account);
        await db.SaveChangesAsync();
        if (externalId is not null)
        {
            var connection = new AccountConnection
            {
                TenantId = tenant,
                AccountId = account.Id,
                Provider = found.Provider,
                ExternalId = externalId,
                ParentId = parent,
                ExternalName = name,
                ConnectedAt = Clock.Now.ToUniversalTime(),
            };
            db.Add(connection);
            await db.SaveChangesAsync();
            await Get<ConnectionSecrets>().StoreAsync(db, connection, kind, new SecretText(token!));
            await db.SaveChangesAsync();
        }

        return account;
    }

    /// <summary>An approved post, scheduled and in the ledger; the usual one is due now.</summary>
    public async Task<Post> ScheduleAsync(Provider provider, string text, DateTimeOffset? at = null, int pictures = -1, ChannelAccount? account = null, Action<ContentItem, Post>? change = null)
    {
        var tenant = account?.TenantId ?? TestOffice.H2o;
        await using var db = await DbAsync(tenant);
        var (content, count) = (new ContentItem { TenantId = tenant, Title = text.Length > 100 ? text[..100] : text, Caption = text, CreatedAt = Clock.Now.ToUniversalTime() }, pictures >= 0 ? pictures : provider == Provider.Instagram ? 1 : 0);
        for (var i = 0; i < count; i++)
        {
            var asset = new MediaAsset { TenantId = tenant, FileName = $"{i}.jpg", ContentType = "image/jpeg", Bytes = 20_000, Hash = $"{Guid.CreateVersion7():N}", StorageKey = $"{Guid.CreateVersion7():N}", AltText = "A sink" };
            db.Add(asset);
            content.Media.Add(new ContentMedia { TenantId = tenant, MediaId = asset.Id, Position = i });
        }

        db.Add(content);
        var post = new Post { TenantId = tenant, AccountId = (account ?? Accounts[provider]).Id, CreatedAt = Clock.Now.ToUniversalTime() };
        change?.Invoke(content, post);
        db.Add(post);
        await db.SaveChangesAsync();
        post.Fill(content.Id, null);
        var (day, time, _) = TimeZoneInfo.FindSystemTimeZoneById(post.Zone).OnTheWall(at ?? Clock.Now.AddSeconds(-++moments));
        post.Move(day, time, TimeZoneInfo.FindSystemTimeZoneById(post.Zone));
        post.Submit(Office.Mia, text);
        await db.SaveChangesAsync();
        post.Approve(Office.Omar, post.ScheduledFor!.Value.AddMinutes(-1), (await PublishDrafts.FingerprintAsync(db, post.Id))!, null);
        await Get<PublicationLedger>().PlanAsync(db, post);
        await db.SaveChangesAsync();
        return post;
    }

    /// <summary>Works on everything that is due, until nothing is.</summary>
    public async Task<int> RunAsync(int most = 100)
    {
        var done = 0;
        for (var round = 0; round < most; round++)
        {
            var taken = await Get<PublicationClaims>().TakeAsync(16, "test");
            if (taken.Count == 0)
            {
                return done;
            }

            await Get<PublicationWork>().RunAsync(taken);
            done += taken.Count;
        }

        throw new InvalidOperationException("It never comes to an end.");
    }

    /// <summary>The clocks of office and simulator go on together; what falls due on the way is worked on.</summary>
    public async Task PassAsync(TimeSpan by, int steps = 1)
    {
        for (var i = 0; i < steps; i++)
        {
            Clock.Now += by / steps;
            await Sim.AdvanceAsync(by / steps);
            await RunAsync();
        }
    }

    public async Task<Post> PostAsync(Guid id)
    {
        await using var db = await DbAsync();
        return await db.Posts.AsNoTracking().SingleAsync(p => p.Id == id);
    }

    public async Task<Publication> PublicationAsync(Guid post, int occurrence = 1)
    {
        await using var db = await DbAsync();
        return await db.Publications.AsNoTracking().Include(p => p.Attempts.OrderBy(a => a.Number)).SingleAsync(p => p.PostId == post && p.Occurrence == occurrence);
    }

    /// <summary>What the public has seen appear, by its text.</summary>
    public async Task<int> VisibleAsync(string text) => (await Sim.LedgerAsync(LedgerKinds.Visible)).Count(row => row.Text == text);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Pictures.DisposeAsync();
        await Sim.DisposeAsync();
        await Office.DisposeAsync();
    }

    private static ProviderOptions Fast(ProviderOptions providers, TimeSpan patience) => providers with
    {
        Facebook = providers.Facebook with { Spacing = TimeSpan.Zero, CommitTimeout = patience },
        Instagram = providers.Instagram with { Spacing = TimeSpan.Zero, CommitTimeout = patience },
        GoogleBusiness = providers.GoogleBusiness with { Spacing = TimeSpan.Zero, CommitTimeout = patience },
    };

    private async Task ConnectAsync()
    {
        var tokens = await Sim.TokensAsync();
        Accounts[Provider.Facebook] = await AddAccountAsync("facebook_page", "H2O on Facebook", Seed.H2OPage, null, tokens[Seed.H2OPage]);
        Accounts[Provider.Instagram] = await AddAccountAsync("instagram_business", "H2O on Instagram", Seed.H2OProfile, Seed.H2OPage, tokens[Seed.H2OProfile]);
        Accounts[Provider.GoogleBusiness] = await AddAccountAsync("google_business_profile", "H2O on Google", "9101", "accounts/103", tokens["9101"], SecretKind.Refresh);
        Accounts[Provider.Manual] = await AddAccountAsync("nextdoor", "H2O on Nextdoor");
    }

    private sealed class WatchedPictures(PublishingOffice office) : IPictureLook
    {
        public Task<string?> FaultAsync(Uri address, CancellationToken cancellationToken = default) => Task.FromResult(office.PictureFault);
    }

    private sealed class HostedPictures(PictureHost pictures) : IPublicMedia
    {
        private readonly Lazy<Uri> picture = new(() => new Uri(pictures.Serve(PictureHost.Jpeg(1080, 1080))));

        public Task<Uri?> AddressAsync(string tenantId, Guid mediaId, Provider provider, DateTimeOffset until, CancellationToken cancellationToken = default) => Task.FromResult<Uri?>(picture.Value);
    }
}

/// <summary>Every test has an office of its own.</summary>
public abstract class PublishingTest : IAsyncLifetime
{
    protected PublishingOffice Office { get; private set; } = null!;

    protected virtual PublishingOptions? Options => null;

    protected virtual TimeSpan? CommitPatience => null;

    public async ValueTask InitializeAsync() => Office = await PublishingOffice.OpenAsync(Options, CommitPatience);

    public async ValueTask DisposeAsync()
    {
        await Office.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
