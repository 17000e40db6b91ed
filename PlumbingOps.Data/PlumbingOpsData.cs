using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data;

public static class PlumbingOpsData
{
    /// <summary>The business: one line per service. None of them keeps a person's data, so all live as long as the process.</summary>
    public static IServiceCollection AddPlumbingOpsData(this IServiceCollection services, string appConnection)
    {
        services.AddSingleton(NpgsqlDataSource.Create(appConnection));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<TenantDirectory>();
        services.AddSingleton<Db>();
        services.AddSingleton<LiveUpdates>();
        services.AddHostedService(s => s.GetRequiredService<LiveUpdates>());
        services.AddSingleton<HistoryPartitions>();
        services.AddSingleton<JobService>();
        services.AddSingleton<HistoryService>();
        return services;
    }
}
