using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Notifications;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Publishing.Metrics;
using PlumbingOps.Data.Reviews;

namespace PlumbingOps.Data.Recurring;

/// <summary>Everything the system does by itself, one line each.</summary>
public static class Schedule
{
    public static readonly IReadOnlyList<RecurringWork> Work =
    [
        new("history-partitions", "Makes the history's partitions of the coming months", "0 10 3 * * ?",
            async (services, cancellationToken) => Said(await services.GetRequiredService<HistoryPartitions>().MakeAsync(cancellationToken), "partition made", "partitions made")),
        new("import-rows", "Deletes the cells of calendars that were uploaded 90 days ago", "0 20 3 * * ?",
            async (services, cancellationToken) => Said(await services.GetRequiredService<ImportRetention>().DeleteOldRowsAsync(cancellationToken), "row deleted", "rows deleted")),
        new("recurring-runs", "Forgets runs of recurring work older than 90 days", "0 40 3 * * ?",
            async (services, cancellationToken) => Said(await services.GetRequiredService<RunBook>().DeleteOldAsync(cancellationToken), "run forgotten", "runs forgotten")),
        new("slots", "Fills the marketing calendars of the coming 28 days with empty slots", "0 0 2 * * ?",
            async (services, cancellationToken) => Said(await services.GetRequiredService<SlotService>().TopUpAllAsync(cancellationToken), "slot planned", "slots planned")),
        new("approval-deadlines", "Skips posts that nobody approved in time, and says so", "0 0/5 * * * ?",
            async (services, cancellationToken) => Said(await services.GetRequiredService<ApprovalDeadlines>().SkipLateAsync(cancellationToken), "post skipped", "posts skipped")),
        new("publishing", "Brings the publisher's ledger in line with the posts, and has what Meta hinted at looked at", "0 * * * * ?",
            async (services, cancellationToken) =>
            {
                var (posts, hints) = await services.GetRequiredService<PublisherRound>().RunAsync(cancellationToken);
                return $"{Said(posts, "post put into the ledger", "posts put into the ledger")}, {Said(hints, "hint read", "hints read").ToLowerInvariant()}";
            }),
        new("preflight", "Looks whether the posts of the coming seven days can go out: connections, tokens, quotas, pictures, texts, offers", "0 30 2 * * ?",
            async (services, cancellationToken) => Said(await services.GetRequiredService<Preflight>().RunAsync(cancellationToken), "thing found to mend", "things found to mend")),
        new("metrics", "Asks the networks what the posts of the last thirty days brought, and what the accounts did", "0 17 * * * ?",
            async (services, cancellationToken) =>
            {
                var (posts, accounts) = await services.GetRequiredService<MetricsRound>().RunAsync(cancellationToken);
                return $"{Said(posts, "post read", "posts read")}, {Said(accounts, "account read", "accounts read").ToLowerInvariant()}";
            }),
        new("mail-texts", "Empties the texts of mails that were sent a week ago", "0 45 3 * * ?",
            async (services, cancellationToken) => Said(await services.GetRequiredService<MailSender>().EmptyOldTextsAsync(cancellationToken), "text emptied", "texts emptied")),
        new("overdue", "Tells people what of theirs is overdue, and the office what nobody has planned for two days", "0 7 * * * ?",
            async (services, cancellationToken) => Said(await services.GetRequiredService<OverdueRound>().TellAsync(cancellationToken), "notification written", "notifications written")),
        new("daily-summary", "Writes at eight by the company's clock to who wants it what is overdue, due today and waiting", "0 0/15 * * * ?",
            async (services, cancellationToken) => Said(await services.GetRequiredService<DailySummaries>().WriteAsync(cancellationToken), "mail written", "mails written")),
        new("notifications-old", "Forgets notifications that were read 90 days ago", "0 35 3 * * ?",
            async (services, cancellationToken) => Said(await services.GetRequiredService<NotificationRetention>().DeleteOldAsync(cancellationToken), "notification forgotten", "notifications forgotten")),
        new("reviews", "Asks the customers of completed work for a review, and reminds them once", "0 3/5 * * * ?",
            async (services, cancellationToken) =>
            {
                var round = await services.GetRequiredService<ReviewRounds>().RunAsync(cancellationToken);
                return $"{Said(round.Found, "customer to ask found", "customers to ask found")}, {round.Sent:N0} asked, {round.Reminded:N0} reminded";
            }),
        new("review-expiry", "Ends review requests that nobody answered in 30 days", "0 50 2 * * ?",
            async (services, cancellationToken) => Said(await services.GetRequiredService<ReviewRounds>().ExpireAsync(cancellationToken), "request ended", "requests ended")),
    ];

    /// <summary>"3 posts skipped".</summary>
    internal static string Said(int count, string one, string many) => count == 0 ? $"No {many}" : count == 1 ? $"1 {one}" : $"{count:N0} {many}";
}

/// <summary>The schedule of a house, or of a test.</summary>
public sealed record WorkList(IReadOnlyList<RecurringWork> Items)
{
    public RecurringWork? Find(string name) => Items.FirstOrDefault(work => work.Name == name);
}

/// <param name="Name">Stable: the scheduler's key and the name in the record of runs.</param>
/// <param name="InWords">What it does, for people.</param>
/// <param name="Cron">Quartz's form with seconds, in <see cref="RecurringSettings.Zone"/>. A missed firing runs once, late.</param>
/// <param name="RunAsync">An ordinary service method; running it twice does no harm. It answers with what was done, in words.</param>
public sealed record RecurringWork(string Name, string InWords, string Cron, Func<IServiceProvider, CancellationToken, Task<string>> RunAsync);
