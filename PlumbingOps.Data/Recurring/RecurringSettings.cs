using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace PlumbingOps.Data.Recurring;

/// <summary>Hands <see cref="Schedule"/> to Quartz: a clustered store in PostgreSQL, so one process runs each firing however many there are.</summary>
public static class RecurringSettings
{
    /// <summary>The office's zone: recurring work that is not a company's own keeps its hours.</summary>
    public const string Zone = "America/Los_Angeles";

    private const string Schema = "quartz";

    public static IServiceCollection AddRecurringWork(this IServiceCollection services, string appConnection)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(o =>
            {
                o.InstanceName = "plumbingops";
                // Two houses may share a machine: the machine's name alone is no name for a process.
                o.InstanceId = $"{Environment.MachineName}-{Environment.ProcessId}";
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
            foreach (var work in Schedule.Work)
            {
                var key = new JobKey(work.Name);
                quartz.AddJob<RecurringJob>(job => job.WithIdentity(key).WithDescription(work.InWords).StoreDurably().RequestRecovery());
                quartz.AddTrigger(trigger => trigger.ForJob(key).WithIdentity(work.Name)
                    .WithCronSchedule(work.Cron, cron => cron.InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(Zone)).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
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

    private static string InSchema(string connection) => new NpgsqlConnectionStringBuilder(connection) { SearchPath = Schema }.ConnectionString;
}

/// <summary>Runs one line of the schedule. A failed run is logged and recorded; the rhythm goes on.</summary>
[DisallowConcurrentExecution]
[SuppressMessage("Performance", "CA1812", Justification = "Quartz makes it.")]
internal sealed class RecurringJob(IServiceProvider services) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var work = Schedule.Work.SingleOrDefault(w => w.Name == context.JobDetail.Key.Name);
        if (work is not null)
        {
            await work.RunAsync(services, cancellationToken);
        }
    }
}
