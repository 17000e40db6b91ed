using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Notifications;

/// <summary>What one person wants to be told, and when. Who never chose has no row.</summary>
public class NotificationSettings
{
    public required Guid UserId { get; init; }
    /// <summary>A kind that is new to the house is on.</summary>
    public List<NotificationKind> BellOff { get; set; } = [];
    /// <summary>A kind that is new to the house is off.</summary>
    public List<NotificationKind> MailOn { get; set; } = [];
    public TimeOnly? QuietFrom { get; set; }
    public TimeOnly? QuietTo { get; set; }
    public uint Version { get; private set; }

    public QuietHours? Quiet => QuietFrom is { } from && QuietTo is { } to ? new QuietHours(from, to) : null;

    public bool Rings(NotificationKind kind) => kind != NotificationKind.DailySummary && !BellOff.Contains(kind);

    public bool Mails(NotificationKind kind) => MailOn.Contains(kind);

    /// <summary>The bell for everything; mail only each morning, and only for those who run the office.</summary>
    public static NotificationSettings Usual(Guid userId, string role) =>
        new() { UserId = userId, MailOn = role is Roles.Admin or Roles.Office ? [NotificationKind.DailySummary] : [] };
}

/// <summary>A stretch of each day, by the company's clock, in which mails wait and the bell makes no stir; it may go over midnight.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>When the quiet that holds at this moment ends; null when it is not quiet.</summary>
    public DateTimeOffset? EndsAt(DateTimeOffset at, TimeZoneInfo zone)
    {
        var (day, time, _) = zone.OnTheWall(at);
        var overMidnight = From > To;
        if (overMidnight ? time < From && time >= To : time < From || time >= To)
        {
            return null;
        }

        var last = overMidnight && time >= From ? day.AddDays(1) : day;
        var end = At(last, again: false);
        // In the hour that autumn repeats, the first end may be over while the clock says that it is quiet once more.
        return end > at ? end : At(last, again: true);

        DateTimeOffset At(DateOnly on, bool again)
        {
            var wall = on.ToDateTime(To);
            while (zone.IsInvalidTime(wall))
            {
                wall = wall.AddMinutes(1);
            }

            return zone.Instant(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall), again, nameof(NotificationSettings.QuietTo));
        }
    }
}
