using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;

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
        new("slots", "Fills the marketing calendars of the coming 28 days with empty slots", "0 0 2 * * ?",
            (services, cancellationToken) => services.GetRequiredService<SlotService>().TopUpAllAsync(cancellationToken)),
        new("approval-deadlines", "Skips posts that nobody approved in time, and says so", "0 0/5 * * * ?",
            (services, cancellationToken) => services.GetRequiredService<ApprovalDeadlines>().SkipLateAsync(cancellationToken)),
        new("publishing", "Brings the publisher's ledger in line with the posts, and has what Meta hinted at looked at", "0 * * * * ?",
            (services, cancellationToken) => services.GetRequiredService<PublisherRound>().RunAsync(cancellationToken)),
        new("preflight", "Looks whether the posts of the coming seven days can go out: connections, tokens, quotas, pictures, texts, offers", "0 30 2 * * ?",
            (services, cancellationToken) => services.GetRequiredService<Preflight>().RunAsync(cancellationToken)),
    ];
}

/// <param name="Name">Stable: the scheduler's key and the name in the record of runs.</param>
/// <param name="InWords">What it does, for people.</param>
/// <param name="Cron">Quartz's form with seconds, in <see cref="RecurringSettings.Zone"/>. A missed firing runs once, late.</param>
/// <param name="RunAsync">An ordinary service method; running it twice does no harm.</param>
public sealed record RecurringWork(string Name, string InWords, string Cron, Func<IServiceProvider, CancellationToken, Task> RunAsync);
