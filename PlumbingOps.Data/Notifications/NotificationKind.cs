using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Notifications;

/// <summary>What people can be told of; each can be switched on and off by itself.</summary>
public enum NotificationKind
{
    /// <summary>Somebody else gave the person a call, a job, a task, a bid or a ticket.</summary>
    Assignment,
    /// <summary>Somebody else completed, cancelled, held or moved what is the person's, or what they created.</summary>
    StatusChange,
    Overdue,
    /// <summary>Nobody has touched it for two days.</summary>
    Escalation,
    ReviewReceived,
    WarrantyStarted,
    /// <summary>A post or a price waits for approval, a post failed.</summary>
    NeedsYou,
    /// <summary>One mail each morning; it rings no bell.</summary>
    DailySummary,
}

public static class NotificationKinds
{
    /// <summary>Those that ring the bell.</summary>
    public static readonly IReadOnlyList<NotificationKind> OfBell = [.. Enum.GetValues<NotificationKind>().Where(kind => kind != NotificationKind.DailySummary)];

    public static string InWords(this NotificationKind kind) => kind switch
    {
        NotificationKind.Assignment => "Given to you",
        NotificationKind.StatusChange => "Changes of yours",
        NotificationKind.Overdue => "Overdue",
        NotificationKind.Escalation => "Left lying",
        NotificationKind.ReviewReceived => "Reviews",
        NotificationKind.WarrantyStarted => "Warranties",
        NotificationKind.NeedsYou => "Waits for you",
        _ => "Daily summary",
    };

    public static string Explanation(this NotificationKind kind) => kind switch
    {
        NotificationKind.Assignment => "Somebody gives you a call, a job, a task, a bid or a ticket.",
        NotificationKind.StatusChange => "Somebody completes, cancels, holds or moves what is yours or what you created.",
        NotificationKind.Overdue => "Something of yours is past its time; once a day for each.",
        NotificationKind.Escalation => "A new job or call that nobody has planned for two days.",
        NotificationKind.ReviewReceived => "A customer answered, happy or not.",
        NotificationKind.WarrantyStarted => "The warranty of a house begins.",
        NotificationKind.NeedsYou => "A post or a price waits for approval, or a post failed.",
        _ => "One mail at eight in the morning: what is overdue, due today, and waits for you. None when there is nothing.",
    };

    /// <summary>Nobody is offered what their role never gets.</summary>
    public static bool IsFor(this NotificationKind kind, string role) => kind switch
    {
        NotificationKind.Escalation or NotificationKind.WarrantyStarted => role is Roles.Admin or Roles.Office,
        NotificationKind.ReviewReceived => Permissions.Of(role).Contains(Permission.EditReviews),
        NotificationKind.NeedsYou => Permissions.Of(role).Contains(Permission.ApprovePosts),
        // A technician's day is My day; it is never out of date.
        NotificationKind.DailySummary => role is not Roles.Technician,
        _ => true,
    };
}
