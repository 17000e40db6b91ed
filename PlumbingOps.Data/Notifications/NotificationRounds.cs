using Microsoft.Extensions.Logging;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Recurring;

namespace PlumbingOps.Data.Notifications;

/// <summary>Has changes told to whom they concern. What came while nobody read is read at the start.</summary>
public sealed class NotificationRounds(NotificationReader reader, LiveUpdates live, ILogger<NotificationRounds> logger) : WokenRounds(live, logger)
{
    /// <summary>Of work whose message was lost, or that could not be told at first.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    /// <summary>As the trigger knows them that fills the queue (history.announce).</summary>
    private static readonly string[] Told = ["jobs", "service_calls", "bids", "recovery_tickets", "reviews", "posts", "lots"];

    protected override bool Concerns(LiveChange change) => Array.Exists(Told, entity => change.Touches(entity));

    protected override async Task<TimeSpan> RoundAsync(CancellationToken cancellationToken)
    {
        await reader.ReadDueAsync(cancellationToken);
        return Rest;
    }
}
