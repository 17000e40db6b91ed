using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Publishing.Rehearsals;

/// <summary>
/// The publisher itself, with next week before it: its planning, preparing, limits, clients, read-backs and ledger, for a copy of the company on a
/// <see cref="Stage"/>, against a world of the simulator, by a clock that jumps to whatever comes next. Nothing of it is ever committed.
/// </summary>
internal sealed class RehearsalRun(
    Rehearsal rehearsal, Uri simulator, NpgsqlDataSource dataSource, TenantDirectory tenants, PublishingOptions options, IPublicMedia media, IPictureLook look, SecretBox box, ILoggerFactory logs,
    TimeProvider real)
{
    public static readonly TimeSpan Days = TimeSpan.FromDays(7);

    /// <summary>After the last minute: what nobody knew is looked for, moderation decides.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromHours(26);

    /// <summary>What is due and not taken waits for its account or its company.</summary>
    private static readonly TimeSpan Breather = TimeSpan.FromMinutes(10);

    /// <summary>A true answer that takes longer is a lost one here.</summary>
    private static readonly TimeSpan CommitPatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private const int MostSteps = 20_000;
    private const int AtOnce = 4;
    private const string Instance = "rehearsal";
    private const int NameBytes = 8;

    private static readonly PostStatus[] Coming = [PostStatus.Draft, PostStatus.NeedsApproval, PostStatus.Scheduled];

    private readonly RehearsalClock clock = new(rehearsal.From);
    private DateTimeOffset worldAt = rehearsal.From;
    private readonly string tenant = $"rehearsal_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes))}";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var world = await RehearsalWorld.OpenAsync(simulator, clock.Now, cancellationToken);
        var company = await tenants.GetAsync(rehearsal.Wish.TenantId, cancellationToken);
        var copy = company with { Id = tenant };
        await using var stage = await Stage.OpenAsync(dataSource, cancellationToken);
        var database = new Db(dataSource, TenantDirectory.Of(copy, dataSource, clock), stage);
        var originals = await CopyAsync(stage, company, cancellationToken);
        await using var services = Services(database, copy, world, originals.Pictures);
        var ends = await ConnectAsync(database, services, world, cancellationToken);
        await world.ArrangeAsync(rehearsal.Wish.Faults, rehearsal.Wish.Times, cancellationToken);
        if (rehearsal.Wish.AsIfReady)
        {
            await ApproveAsync(database, cancellationToken);
        }

        await services.GetRequiredService<Preflight>().LookAtAsync(copy, cancellationToken);
        await services.GetRequiredService<PublicationSweep>().RunAsync(cancellationToken);
        var report = new RehearsalReport(database, tenant, originals);
        rehearsal.Begin(await report.ReadAsync([], cancellationToken));
        if (!await IsPausedAsync(database, cancellationToken))
        {
            await PlayAsync(services, world, ends, report, cancellationToken);
        }

        var visible = await world.VisibleAsync(cancellationToken);
        rehearsal.End(await report.ReadAsync(visible, cancellationToken), visible.Count);
    }

    /// <summary>From one thing that is due to the next, until the days are over and nothing is open.</summary>
    private async Task PlayAsync(ServiceProvider services, RehearsalWorld world, Queue<(DateTimeOffset At, string Account)> ends, RehearsalReport report, CancellationToken cancellationToken)
    {
        var (claims, work, end) = (services.GetRequiredService<PublicationClaims>(), services.GetRequiredService<PublicationWork>(), rehearsal.To + Afterwards);
        for (var step = 0; step < MostSteps; step++)
        {
            var taken = await claims.TakeAsync(AtOnce, Instance, cancellationToken);
            foreach (var claim in taken)
            {
                await work.RunAsync(claim, cancellationToken);
                rehearsal.Worked(clock.Now);
            }

            if (taken.Count > 0)
            {
                // Work takes a while: nothing is looked at twice in one moment.
                clock.Pass(Moment);
                rehearsal.Show(await report.CountSettledAsync(cancellationToken));
                continue;
            }

            if (await claims.NextAsync(cancellationToken) is not { } next || clock.Now + next > end || clock.Now > end)
            {
                return;
            }

            await PassAsync(world, ends, next > TimeSpan.Zero ? next : Breather, cancellationToken);
        }

        throw new SimulatorException("It did not come to an end.");
    }

    private async Task PassAsync(RehearsalWorld world, Queue<(DateTimeOffset At, string Account)> ends, TimeSpan by, CancellationToken cancellationToken)
    {
        clock.Pass(by);
        await world.PassAsync(clock.Now - worldAt, cancellationToken);
        worldAt = clock.Now;
        while (ends.TryPeek(out var next) && next.At <= clock.Now)
        {
            ends.Dequeue();
            await world.EndTokensAsync(next.Account, cancellationToken);
        }

        rehearsal.Worked(clock.Now);
    }

    private async Task<Originals> CopyAsync(Stage stage, TenantRow company, CancellationToken cancellationToken)
    {
        // For this moment the stage sees the true company as well; from here on only the copy.
        await using var db = await stage.OpenAsync(new DbScope(Actor.System([company.Id, tenant]), [company.Id, tenant]), cancellationToken);
        var posts = await db.Posts.Where(p => p.TenantId == company.Id && p.ScheduledFor > rehearsal.From && p.ScheduledFor < rehearsal.To && p.ContentId != null && Coming.Contains(p.Status))
            .OrderBy(p => p.ScheduledFor).Select(p => p.Id).Take(Rehearsal.MostPosts).ToListAsync(cancellationToken);
        db.Tenants.Add(new Tenant { Id = tenant, Name = tenant, ShortName = tenant[^Tenant.ShortNameMaxLength..], Color = company.Color, Zone = company.Zone, Features = [Feature.Marketing] });
        await db.SaveChangesAsync(cancellationToken);
        var copy = new RehearsalCopy(db, company.Id, tenant, tenant);
        await copy.RunAsync(posts, cancellationToken);
        return new Originals(await copy.OriginalsAsync("posts", cancellationToken), await copy.OriginalsAsync("channel_accounts", cancellationToken), await copy.OriginalsAsync("media_assets", cancellationToken));
    }

    private ServiceProvider Services(Db database, TenantRow copy, RehearsalWorld world, IReadOnlyDictionary<Guid, Guid> pictures)
    {
        var networks = ProviderOptions.AtSimulator(world.Address);
        var services = new ServiceCollection();
        services.AddSingleton(logs);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(dataSource);
        services.AddSingleton(database);
        services.AddSingleton(TenantDirectory.Of(copy, dataSource, clock));
        services.AddSingleton(options);
        services.AddSingleton(box);
        services.AddSingleton<IPublicMedia>(new RehearsedPictures(media, rehearsal.Wish.TenantId, pictures, clock, real));
        services.AddSingleton(networks with
        {
            Facebook = networks.Facebook with { CommitTimeout = CommitPatience },
            Instagram = networks.Instagram with { CommitTimeout = CommitPatience },
            GoogleBusiness = networks.GoogleBusiness with { CommitTimeout = CommitPatience },
        });
        services.AddPublishing();
        services.Replace(ServiceDescriptor.Singleton(look));
        services.Replace(ServiceDescriptor.Singleton<INetworkCircuits, RehearsedCircuits>());
        return services.BuildServiceProvider();
    }

    /// <summary>Each connected account gets one of the simulator's. What is wrong with a connection stays wrong, and what ends in these days ends.</summary>
    private async Task<Queue<(DateTimeOffset At, string Account)>> ConnectAsync(Db database, ServiceProvider services, RehearsalWorld world, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(database, cancellationToken);
        if (rehearsal.Wish.AsIfReady)
        {
            await PretendConnectedAsync(db, cancellationToken);
        }

        var connections = (await db.AccountConnections.ToListAsync(cancellationToken)).Where(c => c.State == ConnectionState.Connected).ToList();
        int Of(Provider provider) => connections.Count(c => c.Provider == provider);
        var made = await world.ConnectAsync(Of(Provider.Facebook), Of(Provider.Instagram), Of(Provider.GoogleBusiness), cancellationToken);
        var secrets = services.GetRequiredService<ConnectionSecrets>();
        var ends = new List<(DateTimeOffset At, string Account)>();
        foreach (var (connection, account) in connections.GroupBy(c => c.Provider).SelectMany(group => group.Zip(made[group.Key])))
        {
            (connection.ExternalId, connection.ParentId) = (account.Id, account.Parent);
            await db.SaveChangesAsync(cancellationToken);
            await secrets.StoreAsync(db, connection, connection.Provider == Provider.GoogleBusiness ? SecretKind.Refresh : SecretKind.Access, new SecretText(account.Token), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            if (connection is { TokenExpiresAt: { } end, Provider: not Provider.GoogleBusiness })
            {
                ends.Add((end, account.Id));
            }
        }

        return new Queue<(DateTimeOffset At, string Account)>(ends.OrderBy(end => end.At));
    }

    /// <summary>Nobody ends a pause in a rehearsal: everything waits, and the days need not be played.</summary>
    private async Task<bool> IsPausedAsync(Db database, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(database, cancellationToken);
        return await db.PublishPauses.AnyAsync(cancellationToken);
    }

    private async Task PretendConnectedAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        await db.AccountConnections.ExecuteUpdateAsync(
            c => c.SetProperty(x => x.State, ConnectionState.Connected).SetProperty(x => x.Problem, (string?)null).SetProperty(x => x.NextStep, (string?)null), cancellationToken);
        var others = await db.ChannelAccounts.Where(a => a.Channel!.Provider != Provider.Manual && !db.AccountConnections.Any(c => c.AccountId == a.Id))
            .Select(a => new { a.Id, a.Name, a.Channel!.Provider }).ToListAsync(cancellationToken);
        db.AccountConnections.AddRange(others.Select(a => new AccountConnection
        {
            TenantId = tenant,
            AccountId = a.Id,
            Provider = a.Provider,
            ExternalId = $"{a.Id:N}",
            ExternalName = a.Name,
            ConnectedAt = clock.Now.ToUniversalTime(),
        }));
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task ApproveAsync(Db database, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(database, cancellationToken);
        var waiting = await db.Posts.Where(p => p.Status == PostStatus.Draft || p.Status == PostStatus.NeedsApproval).Select(p => p.Id).ToListAsync(cancellationToken);
        foreach (var (id, draft) in await PublishDrafts.LoadAsync(db, waiting, cancellationToken))
        {
            await db.Posts.Where(p => p.Id == id).ExecuteUpdateAsync(
                p => p.SetProperty(x => x.Status, PostStatus.Scheduled).SetProperty(x => x.ApprovedAt, clock.Now).SetProperty(x => x.ApprovedFingerprint, draft.Fingerprint()), cancellationToken);
        }
    }

    private Task<AppDbContext> OpenAsync(Db database, CancellationToken cancellationToken) => database.OpenAsync(Actor.System([tenant]), Permission.ResolvePublishing, cancellationToken);
}
