using System.Net;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Control;
using PlumbingOps.Simulator.Facebook;
using PlumbingOps.Simulator.Faults;
using PlumbingOps.Simulator.GoogleBusiness;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.Instagram;
using PlumbingOps.Simulator.Media;
using PlumbingOps.Simulator.Pages;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.Webhooks;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator;

/// <summary>The process: listens on 127.0.0.1 and nowhere else.</summary>
public static class SimulatorApp
{
    public static WebApplication Build(SimulatorOptions options, TimeProvider real)
    {
        // Empty: no settings of another program that lie about, no address from outside.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
        });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRouting();
        builder.Services.ConfigureHttpJsonOptions(json => ControlJson.Apply(json.SerializerOptions));
        builder.Services.AddSingleton(options);
        builder.Services.AddWorld(real, options);
        builder.Services.AddProviders();
        builder.Services.AddHostedService<WebhookDelivery>();

        var app = builder.Build();
        app.UseMiddleware<ThisMachineOnly>();
        app.UseWhen(IsForProviders, providers => providers.Run(context => context.RequestServices.GetRequiredService<ProviderEndpoint>().HandleAsync(context)));
        app.UseMiddleware<Misuse>();
        app.UseRouting();
        app.MapControl();
        app.MapPages();
        return app;
    }

    /// <summary>Hosts have a dot in them; our own pages have not.</summary>
    private static bool IsForProviders(HttpContext context) =>
        context.Request.Path.Value!.Split('/', 3) is [_, var first, ..] && first.Contains('.', StringComparison.Ordinal) && first != "favicon.ico";

    private static void AddWorld(this IServiceCollection services, TimeProvider real, SimulatorOptions options)
    {
        services.AddSingleton(real);
        services.AddSingleton(new VirtualClock(real));
        services.AddSingleton(provider => new Ledger(provider.GetRequiredService<VirtualClock>(), options.Data));
        services.AddSingleton<SimulatedWorld>();
        services.AddSingleton<TokenRegistry>();
        services.AddSingleton<FaultQueue>();
        services.AddSingleton<MediaFetcher>();
        services.AddSingleton<WebhookOutbox>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<PublicView>();
        services.AddSingleton<ReadyAccounts>();
        services.AddSingleton<Mishaps>();
        services.AddSingleton<SideWorlds>();
    }

    private static void AddProviders(this IServiceCollection services)
    {
        services.AddSingleton<ProviderEndpoint>();
        services.AddSingleton<Consent>();
        services.AddSingleton<ConsentPages>();
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<GraphAccess>();
        services.AddSingleton<GraphRoutes>();
        services.AddSingleton<UsageHeaders>();
        services.AddSingleton<FacebookSignIn>();
        services.AddSingleton<PagesOfPerson>();
        services.AddSingleton<PagePublishing>();
        services.AddSingleton<PageMedia>();
        services.AddSingleton<PageReads>();
        services.AddSingleton<PageInsights>();
        services.AddSingleton<InstagramSignIn>();
        services.AddSingleton<Containers>();
        services.AddSingleton<InstagramPublishing>();
        services.AddSingleton<InstagramReads>();
        services.AddSingleton<GoogleAccess>();
        services.AddSingleton<GoogleRoutes>();
        services.AddSingleton<GoogleSignIn>();
        services.AddSingleton<AccountsAndLocations>();
        services.AddSingleton<Moderation>();
        services.AddSingleton<LocalPosts>();
        services.AddSingleton<Reviews>();
        services.AddSingleton<Performance>();
    }
}
