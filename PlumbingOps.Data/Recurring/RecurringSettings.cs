using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Quartz;

namespace PlumbingOps.Data.Recurring;

/// <summary>Hands <see cref="Schedule"/> to Quartz: a clustered store in PostgreSQL, so one process runs each firing however many there are.</summary>
public static class RecurringSettings
{
    /// <summary>The office's zone: recurring work that is not a company's own keeps its hours.</summary>
    public const string Zone = "America/Los_Angeles";

    private const string Schema = "quartz";

    /// <param name="work">What a house does by itself, if it is not <see cref="Schedule.Work"/>.</param>
    /// <param name="instance">The name of this process, if it is not its machine's and its number.</param>
    public static IServiceCollection AddRecurringWork(this IServiceCollection services, string appConnection, IReadOnlyList<RecurringWork>? work = null, string? instance = null)
    {
        services.Replace(ServiceDescriptor.Singleton(new WorkList(work ?? Schedule.Work)));
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(o =>
            {
                o.InstanceName = "plumbingops";
                // Two houses may share a machine: the machine's name alone is no name for a process.
                o.InstanceId = instance ?? $"{Environment.MachineName}-{Environment.ProcessId}";
            });
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(InSchema(appConnection));
                store.UseClustering(c =>
                {
                    c.CheckinInterval = TimeSpan.FromSeconds(5);
                    c.CheckinMisfireThreshold = TimeSpan.FromSeconds(10);
                });
                store.UseExecutionHistory();
            });
            foreach (var line in work ?? Schedule.Work)
            {
                var key = new JobKey(line.Name);
                quartz.AddJob<RecurringJob>(job => job.WithIdentity(key).WithDescription(line.InWords).StoreDurably().RequestRecovery());
                quartz.AddTrigger(trigger => trigger.ForJob(key).WithIdentity(line.Name)
                    .WithCronSchedule(line.Cron, cron => cron.InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(Zone)).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
            }
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        return services;
    }

    /// <summary>Makes Quartz's own tables once, as the owner; the application may then only read and write them.</summary>
    public static async Task MakeTablesAsync(string ownerConnection, CancellationToken cancellationToken = default)
    {
        await using var source = NpgsqlDataSource.Create(ownerConnection);
        await using (var look = source.CreateCommand($"create schema if not exists {Schema}; select to_regclass('{Schema}.qrtz_triggers') is not null"))
        {
            if ((bool)(await look.ExecuteScalarAsync(cancellationToken))!)
            {
                return;
            }
        }

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddQuartz(quartz => quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(InSchema(ownerConnection));
            store.ProvisionSchema();
            store.UseExecutionHistory();
        }));
        await using (var provider = services.BuildServiceProvider())
        {
            var scheduler = await provider.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellationToken);
            await scheduler.Shutdown(cancellationToken: cancellationToken);
        }

        await using var grant = source.CreateCommand($"grant usage on schema {Schema} to plumbing_app; grant select, insert, update, delete on all tables in schema {Schema} to plumbing_app; grant usage on all sequences in schema {Schema} to plumbing_app");
        await grant.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What pages and runs need, in every process.</summary>
    internal static void AddRunBook(this IServiceCollection services)
    {
        services.TryAddSingleton(new WorkList(Schedule.Work));
        services.AddSingleton<RunBook>();
        services.AddSingleton<WorkRunner>();
        services.AddSingleton<WorkScheduler>();
        services.AddSingleton<RecurringWorkService>();
    }

    private static string InSchema(string connection) => new NpgsqlConnectionStringBuilder(connection) { SearchPath = Schema }.ConnectionString;
}

/// <summary>Hands what is due to <see cref="WorkRunner"/>. One run of a work at a time, in all processes together.</summary>
[DisallowConcurrentExecution]
[SuppressMessage("Performance", "CA1812", Justification = "Quartz makes it.")]
internal sealed class RecurringJob(WorkList schedule, WorkRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // A newer process may have put a line into the store that this one does not know.
        if (schedule.Find(context.JobDetail.Key.Name) is { } work)
        {
            var startedBy = context.MergedJobDataMap.TryGetValue(WorkScheduler.StartedBy, out var name) ? name as string : null;
            await runner.RunAsync(work, context.Scheduler.SchedulerInstanceId, startedBy, context.Recovering, cancellationToken);
        }
    }
}
