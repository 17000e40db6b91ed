using Microsoft.Extensions.DependencyInjection;

namespace PlumbingOps.Data.Notifications;

public static class NotificationServices
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<NotificationReader>();
        services.AddSingleton<NotificationService>();
        services.AddSingleton<NotificationSettingsService>();
        services.AddSingleton<NotificationRetention>();
        return services;
    }

    /// <summary>This process takes part in telling people.</summary>
    public static IServiceCollection AddNotificationRounds(this IServiceCollection services) => services.AddHostedService<NotificationRounds>();
}
