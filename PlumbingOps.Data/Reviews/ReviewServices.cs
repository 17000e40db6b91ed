using Microsoft.Extensions.DependencyInjection;

namespace PlumbingOps.Data.Reviews;

public static class ReviewServices
{
    public static IServiceCollection AddReviews(this IServiceCollection services)
    {
        services.AddSingleton<ReviewLetters>();
        services.AddSingleton<ReviewAlerts>();
        services.AddSingleton<ReviewRounds>();
        services.AddSingleton<ReviewLinks>();
        services.AddSingleton<ReviewRequestService>();
        services.AddSingleton<ReviewService>();
        services.AddSingleton<RecoveryTicketService>();
        services.AddSingleton<ReviewSettingsService>();
        services.AddSingleton<ReviewOptOutService>();
        return services;
    }
}
