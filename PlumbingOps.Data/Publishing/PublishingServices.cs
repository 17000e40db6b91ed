using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Publishing.Facebook;
using PlumbingOps.Data.Publishing.GoogleBusiness;
using PlumbingOps.Data.Publishing.Instagram;
using PlumbingOps.Data.Publishing.Manual;
using PlumbingOps.Data.Publishing.Metrics;
using PlumbingOps.Data.Publishing.Rehearsals;
using PlumbingOps.Data.Publishing.Webhooks;

namespace PlumbingOps.Data.Publishing;

public static class PublishingServices
{
    /// <summary>Everything about publishing but the dispatcher. Whoever has other options than a house's usual ones adds them as well; the last one counts.</summary>
    public static IServiceCollection AddPublishing(this IServiceCollection services)
    {
        services.TryAddSingleton(new PublishingOptions());
        services.TryAddSingleton(new ProviderOptions());
        services.TryAddSingleton<IPublicMedia, NoPublicMedia>();
        services.TryAddSingleton(new RehearsalOptions());
        services.AddSingleton<RehearsalService>();
        services.AddSingleton<IPublisher, FacebookPublisher>();
        services.AddSingleton<IPublisher, InstagramPublisher>();
        services.AddSingleton<IPublisher, GooglePublisher>();
        services.AddSingleton<IProviderSignIn, FacebookSignIn>();
        services.AddSingleton<IProviderSignIn, InstagramSignIn>();
        services.AddSingleton<IProviderSignIn, GoogleSignIn>();
        services.AddSingleton<GoogleTokens>();
        services.AddSingleton<ConnectionService>();
        services.AddSingleton<ConnectionCheck>();
        services.AddSingleton<PublishService>();
        services.AddSingleton<IPictureLook, PictureLook>();
        services.AddSingleton<Preflight>();
        services.AddSingleton<PreflightService>();
        services.AddSingleton<MetaWebhooks>();
        services.AddSingleton<PublisherRound>();
        services.AddSingleton<MetricsRound>();
        services.AddSingleton<MetricService>();
        services.AddSingleton<ConnectionSecrets>();
        services.AddSingleton<TokenKeeper>();
        services.AddSingleton<INetworkCircuits, NetworkCircuits>();
        services.AddSingleton<Circuits>();
        services.AddSingleton<AlikeTroubles>();
        services.AddSingleton<ManualTask>();
        services.AddSingleton<PublicationLedger>();
        services.AddSingleton<PublicationSweep>();
        services.AddSingleton<PublicationClaims>();
        services.AddSingleton<PublicationFacts>();
        services.AddSingleton<PublicationBook>();
        services.AddSingleton<PublicationOutcomes>();
        services.AddSingleton<PublicationHolds>();
        services.AddSingleton<PublicationReadBack>();
        services.AddSingleton<PublicationWork>();
        return services;
    }

    /// <summary>This process takes part in publishing.</summary>
    public static IServiceCollection AddPublishDispatcher(this IServiceCollection services)
    {
        services.AddSingleton<PublishDispatcher>();
        services.AddHostedService(s => s.GetRequiredService<PublishDispatcher>());
        return services;
    }
}
