using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Bench.Publishing;

/// <summary>What a worker is told: by a file, for a connection string does not belong on a command line.</summary>
/// <param name="Scale">So many times quicker than a house: a lease of 30 seconds lasts 30 / Scale.</param>
internal sealed record WorkerOrder(string Connection, string SecretKeys, Uri Simulator, Uri Picture, double Scale);

/// <summary>A process that publishes and does nothing else.</summary>
internal static class PublishWorker
{
    public const string Command = "publish-worker";

    public static async Task<int> RunAsync(string orderFile)
    {
        var order = JsonSerializer.Deserialize<WorkerOrder>(await File.ReadAllTextAsync(orderFile))!;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Error);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        AddPublisher(builder.Services, order, await SecretKeys.OpenAsync(order.SecretKeys));
        builder.Services.AddPublishDispatcher();
        using var host = builder.Build();
        await host.StartAsync();
        Console.WriteLine("ready");
        await host.WaitForShutdownAsync();
        return 0;
    }

    public static void AddPublisher(IServiceCollection services, WorkerOrder order, SecretKeys keys)
    {
        services.AddSingleton(Options(order.Scale));
        services.AddSingleton(Networks(order));
        services.AddSingleton<IPublicMedia>(new OnePicture(order.Picture));
        services.AddPlumbingOpsData(order.Connection);
        services.AddSingleton(keys);
    }

    /// <summary>The times of a house, all of them shorter by the same factor.</summary>
    private static PublishingOptions Options(double scale)
    {
        var usual = new PublishingOptions();
        if (scale == 1)
        {
            return usual;
        }

        TimeSpan Short(TimeSpan time) => time / scale;
        return usual with
        {
            Lease = Short(usual.Lease),
            Heartbeat = Short(usual.Heartbeat),
            Rest = Short(usual.Rest),
            LookBack = [.. usual.LookBack.Select(look => Short(look < Longest ? look : Longest))],
            Retries = [.. usual.Retries.Select(wait => Short(wait < Longest / 4 ? wait : Longest / 4))],
            AddressLater = Short(usual.AddressLater),
            CircuitRest = Short(usual.CircuitRest) / 6,
            UnknownLimit = TimeSpan.FromSeconds(3),
            ActionLook = TimeSpan.FromSeconds(5),
            ModerationLooks = [TimeSpan.FromSeconds(10)],
            ModerationEnds = TimeSpan.FromSeconds(15),
        };
    }

    /// <summary>The last looks come sooner than the factor says: still long after anybody who was stopped has woken up.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private static ProviderOptions Networks(WorkerOrder order)
    {
        var networks = ProviderOptions.AtSimulator(order.Simulator);
        var (quick, patience) = order.Scale == 1 ? (networks.Facebook.Timeout, networks.Facebook.CommitTimeout) : (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));
        return networks with
        {
            Facebook = networks.Facebook with { Spacing = TimeSpan.Zero, Timeout = quick, CommitTimeout = patience },
            Instagram = networks.Instagram with
            {
                Spacing = TimeSpan.Zero,
                Timeout = quick,
                CommitTimeout = patience,
                DailyQuota = 0,
                Polls = order.Scale == 1 ? networks.Instagram.Polls : [TimeSpan.FromMilliseconds(300)],
            },
            GoogleBusiness = networks.GoogleBusiness with { Spacing = TimeSpan.Zero, Timeout = quick, CommitTimeout = patience },
        };
    }

    private sealed class OnePicture(Uri address) : IPublicMedia
    {
        public Task<Uri?> AddressAsync(string tenantId, Guid mediaId, Provider provider, DateTimeOffset until, CancellationToken cancellationToken = default) => Task.FromResult<Uri?>(address);
    }
}
