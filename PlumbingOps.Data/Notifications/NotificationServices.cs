using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PlumbingOps.Data.Notifications;

public static class NotificationServices
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<NotificationReader>();
        services.AddSingleton<NotificationService>();
        services.AddSingleton<NotificationSettingsService>();
        services.AddSingleton<NotificationRetention>();
        services.AddSingleton<OverdueRound>();
        services.TryAddSingleton<ISignalAddress, HomeForAll>();
        services.AddSingleton<DailySummaries>();
        return services;
    }

    /// <summary>This process takes part in telling people.</summary>
    public static IServiceCollection AddNotificationRounds(this IServiceCollection services) => services.AddHostedService<NotificationRounds>();
}
