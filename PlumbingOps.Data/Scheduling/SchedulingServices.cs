using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.Scheduling.Feeds;

namespace PlumbingOps.Data.Scheduling;

public static class SchedulingServices
{
    public static IServiceCollection AddScheduling(this IServiceCollection services) => services
        .AddSingleton<BoardService>()
        .AddSingleton<DispatchService>()
        .AddSingleton<CallShiftService>()
        .AddSingleton<OutTodayService>()
        .AddSingleton<AbsenceService>()
        .AddSingleton<CalendarFeedService>()
        .AddSingleton<CalendarFeedReader>();
}
