using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Bench.Publishing;

/// <summary>A database, the networks, two companies with connected accounts and their posts: everything but the publishers.</summary>
internal sealed class PublishRig : IAsyncDisposable
{
    private static readonly string[] Companies = ["h2o", "second"];
    private readonly PrivatePostgres postgres;
    private readonly WebApplication pictureHost;
    private readonly ServiceProvider services;
    private readonly string folder;
    private Dictionary<string, MediaAsset>? pictures;

    private PublishRig(PrivatePostgres postgres, SimulatorProcess simulator, WebApplication pictureHost, ServiceProvider services, string folder, string order)
    {
        (this.postgres, Simulator, this.pictureHost, this.services, this.folder, OrderFile) = (postgres, simulator, pictureHost, services, folder, order);
        Admin = NpgsqlDataSource.Create(postgres.Connections.Admin!);
    }

    public SimulatorProcess Simulator { get; }

    /// <summary>What a worker is started with.</summary>
    public string OrderFile { get; }

    /// <summary>Sees everything, to count.</summary>
    public NpgsqlDataSource Admin { get; }

    public static async Task<PublishRig> OpenAsync(double scale)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"plumbingops-publish-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        var postgres = await PrivatePostgres.StartAsync(folder, NullLogger.Instance);
        await DatabaseMigrator.MigrateAsync(postgres.Connections.Migrations);
        var simulator = await SimulatorProcess.StartAsync(Path.Combine(folder, "simulator"));
        await simulator.AskAsync("settings", new
        {
            googleRequestsPerMinute = 0,
            googleEditsPerMinute = 0,
            googleModerationSeconds = 1,
            instagramPolls = 1,
            instagramDailyQuota = 1_000_000,
            instagramDailyContainers = 1_000_000,
        });
        var pictureHost = await PicturesAsync();
        var order = new WorkerOrder(postgres.Connections.App, Path.Combine(folder, "keys.json"), simulator.Address, new Uri($"{pictureHost.Urls.Single()}/picture.jpg"), scale);
        var file = Path.Combine(folder, "order.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(order));
        var services = new ServiceCollection().AddLogging();
        PublishWorker.AddPublisher(services, order, await SecretKeys.OpenAsync(order.SecretKeys));
        return new PublishRig(postgres, simulator, pictureHost, services.BuildServiceProvider(), folder, file);
    }

    /// <summary>Accounts of all three networks, in turn over both companies; every so many is the second company's.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Tenant, Provider Provider)>> AddAccountsAsync(int count, int secondEvery = 2)
    {
        await using var db = await DbAsync();
        db.Tenants.AddRange(Companies.Select((id, i) => new Tenant { Id = id, Name = $"Company {id}", ShortName = id.ToUpperInvariant()[..2], Color = i == 0 ? "#10B981" : "#4F9CF9", Features = [Feature.Marketing] }));
        await db.SaveChangesAsync();
        services.GetRequiredService<TenantDirectory>().Forget();
        var each = (count + 2) / 3;
        var ready = (await Simulator.AskAsync("accounts", new { pages = each, profiles = each, locations = each }))!.AsArray();
        var channels = await db.Channels.ToDictionaryAsync(c => c.Provider == Provider.Manual ? "manual" : c.Provider == Provider.GoogleBusiness ? "google" : $"{c.Provider}".ToLowerInvariant());
        var made = new List<(Guid, string, Provider)>();
        foreach (var (account, i) in ready.Select((account, i) => (account!, i)).Take(count))
        {
            made.Add(await AddAccountAsync(db, account, channels[(string)account["provider"]!], Companies[i % secondEvery == secondEvery - 1 ? 1 : 0]));
        }

        return made;
    }

    /// <summary>Approved, scheduled and in the ledger, spread over the accounts; the text names the post and nothing else says the same.</summary>
    public async Task AddPostsAsync(IReadOnlyList<(Guid Id, string Tenant, Provider Provider)> accounts, int count, Func<int, DateTimeOffset> due, int from = 0)
    {
        const int Batch = 250;
        pictures ??= await PicturesOfAsync();
        for (var first = from; first < from + count; first += Batch)
        {
            await using var db = await DbAsync();
            for (var i = first; i < Math.Min(first + Batch, from + count); i++)
            {
                var (account, tenant, provider) = accounts[i % accounts.Count];
                AddPost(db, i, account, tenant, provider == Provider.Instagram ? pictures[tenant] : null, due(i - from));
            }

            await db.SaveChangesAsync();
        }
    }

    public static string Text(int number) => $"Post number {number}: wrap your pipes before the first freeze.";

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var command = Admin.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T answer ? answer : throw new InvalidOperationException($"No answer: {sql}");
    }

    /// <summary>Of the server and of everything it has started.</summary>
    public async Task<double> DatabaseCpuAsync() => CpuTime.OfFamily(int.Parse((await AskAsync<string>("select pg_read_file('postmaster.pid')")).Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Admin.DisposeAsync();
        await Simulator.DisposeAsync();
        await pictureHost.DisposeAsync();
        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<(Guid Id, string Tenant, Provider Provider)> AddAccountAsync(AppDbContext db, JsonNode ready, Channel channel, string tenant)
    {
        var account = db.Add(new ChannelAccount { TenantId = tenant, ChannelId = channel.Id, Name = (string)ready["name"]!, LateMinutes = 600 }).Entity;
        var connection = db.Add(new AccountConnection
        {
            TenantId = tenant,
            AccountId = account.Id,
            Provider = channel.Provider,
            ExternalId = (string)ready["id"]!,
            ParentId = (string?)ready["parent"],
            ExternalName = account.Name,
            ConnectedAt = TimeProvider.System.GetUtcNow(),
        }).Entity;
        await db.SaveChangesAsync();
        var kind = channel.Provider == Provider.GoogleBusiness ? SecretKind.Refresh : SecretKind.Access;
        await services.GetRequiredService<ConnectionSecrets>().StoreAsync(db, connection, kind, new SecretText((string)ready["token"]!));
        await db.SaveChangesAsync();
        return (account.Id, tenant, channel.Provider);
    }

    private async Task<Dictionary<string, MediaAsset>> PicturesOfAsync()
    {
        await using var db = await DbAsync();
        var pictures = Companies.ToDictionary(c => c, c => new MediaAsset { TenantId = c, FileName = "sink.jpg", ContentType = "image/jpeg", Bytes = 20_000, Hash = new string('a', 64), StorageKey = c });
        db.AddRange(pictures.Values);
        await db.SaveChangesAsync();
        return pictures;
    }

    private static void AddPost(AppDbContext db, int number, Guid account, string tenant, MediaAsset? picture, DateTimeOffset due)
    {
        var (text, nobody) = (Text(number), Actor.System([tenant]));
        var content = new ContentItem { TenantId = tenant, Title = $"Post {number}", Caption = text, CreatedAt = TimeProvider.System.GetUtcNow() };
        var draft = new PublishDraft { Text = text };
        if (picture is not null)
        {
            content.Media.Add(new ContentMedia { TenantId = tenant, MediaId = picture.Id, Position = 0 });
            draft = draft with { Pictures = [new PublishPicture(picture.Id, picture.Hash, null, picture.ContentType, picture.Bytes, null, null)] };
        }

        var post = new Post { TenantId = tenant, AccountId = account, CreatedAt = TimeProvider.System.GetUtcNow() };
        post.Fill(content.Id, null);
        post.Move(DateOnly.FromDateTime(due.UtcDateTime), TimeOnly.FromDateTime(due.UtcDateTime), TimeZoneInfo.Utc);
        post.Submit(nobody, text);
        post.Approve(nobody, due.AddMinutes(-1), draft.Fingerprint(), null);
        db.AddRange(content, post, new Publication
        {
            TenantId = tenant,
            PostId = post.Id,
            AccountId = account,
            Occurrence = 1,
            DueAt = due,
            SendBefore = due.AddMinutes(600),
            LookAt = due,
            Fingerprint = post.ApprovedFingerprint,
        });
    }

    private Task<AppDbContext> DbAsync() => services.GetRequiredService<Db>().OpenAsync(Actor.System(Companies, ChangeSource.Setup), Permission.EditOwnProfile);

    /// <summary>The segments that say how large it is, and as many bytes as the strictest network wants.</summary>
    private static async Task<WebApplication> PicturesAsync()
    {
        byte[] head =
        [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0,
            0xFF, 0xC0, 0, 17, 8, 4, 56, 4, 56, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
        ];
        var picture = new byte[20_000];
        head.CopyTo(picture, 0);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async context =>
        {
            context.Response.ContentType = "image/jpeg";
            context.Response.ContentLength = picture.Length;
            await context.Response.Body.WriteAsync(picture);
        });
        await app.StartAsync();
        return app;
    }
}
