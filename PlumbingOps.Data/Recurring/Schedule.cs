using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Imports;

namespace PlumbingOps.Data.Recurring;

/// <summary>Everything the system does by itself, one line each.</summary>
public static class Schedule
{
    public static readonly IReadOnlyList<RecurringWork> Work =
    [
        new("history-partitions", "Makes the history's partitions of the coming months", "0 10 3 * * ?",
            (services, cancellationToken) => services.GetRequiredService<HistoryPartitions>().MakeAsync(cancellationToken)),
        new("import-rows", "Deletes the cells of calendars that were uploaded 90 days ago", "0 20 3 * * ?",
            (services, cancellationToken) => services.GetRequiredService<ImportRetention>().DeleteOldRowsAsync(cancellationToken)),
    ];
}

/// <param name="Name">Stable: the scheduler's key and the name in the record of runs.</param>
/// <param name="InWords">What it does, for people.</param>
/// <param name="Cron">Quartz's form with seconds, in <see cref="RecurringSettings.Zone"/>. A missed firing runs once, late.</param>
/// <param name="RunAsync">An ordinary service method; running it twice does no harm.</param>
public sealed record RecurringWork(string Name, string InWords, string Cron, Func<IServiceProvider, CancellationToken, Task> RunAsync);
