using PlumbingOps.Data.Notifications;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Notifications;

/// <summary>Where a notification leads: to its one record, else to its own page with all of them.</summary>
public static class NotificationLinks
{
    public static string Href(this NotificationRow row) =>
        row.RecordId is { } record && Of(row.Entity, record) is { } href ? row.IsTask ? $"{href}?tab=tasks" : href : Urls.Notification(row.Id);

    /// <summary>Null: such records have no page.</summary>
    /// <param name="entity">The record's table.</param>
    public static string? Of(string entity, Guid id) => entity switch
    {
        "jobs" => Urls.Job(id),
        "service_calls" => Urls.ServiceCall(id),
        "bids" => Urls.Bid(id),
        "review_requests" => Urls.ReviewRequest(id),
        "posts" => Urls.Post(id),
        "lots" => Urls.Lot(id),
        _ => null,
    };

    public static string IconOf(NotificationKind kind) => kind switch
    {
        NotificationKind.Assignment => "user",
        NotificationKind.StatusChange => "refresh",
        NotificationKind.Overdue => "clock",
        NotificationKind.Escalation => "warning",
        NotificationKind.ReviewReceived => "note",
        NotificationKind.WarrantyStarted => "shield",
        _ => "flag",
    };

    public static Hue HueOf(NotificationKind kind) => kind switch
    {
        NotificationKind.Overdue or NotificationKind.Escalation => Hue.Bad,
        NotificationKind.NeedsYou => Hue.Warn,
        _ => Hue.Neutral,
    };
}
