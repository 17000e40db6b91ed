using Microsoft.Extensions.DependencyInjection;

namespace PlumbingOps.Data.Marketing;

internal static class CalendarServices
{
    /// <summary>Posts, the calendar over them, slots, approval and the scoreboard.</summary>
    public static void AddPostsAndCalendar(this IServiceCollection services)
    {
        services.AddSingleton<PostService>();
        services.AddSingleton<PostBulkService>();
        services.AddSingleton<CalendarService>();
        services.AddSingleton<SlotService>();
        services.AddSingleton<ApprovalDeadlines>();
        services.AddSingleton<ApprovalLinks>();
        services.AddSingleton<ScoreboardService>();
    }
}
