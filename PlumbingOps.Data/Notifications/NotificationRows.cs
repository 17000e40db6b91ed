namespace PlumbingOps.Data.Notifications;

/// <param name="RecordId">The only record that opens; null when there are several.</param>
/// <param name="IsTask">It is about a task of the record.</param>
public sealed record NotificationRow(
    Guid Id, string TenantId, NotificationKind Kind, string Entity, Guid? RecordId, int RecordCount, bool IsTask, string Title, string? Sentence, string Reason, Guid? ChangeSetId, DateTimeOffset At, bool IsRead);

/// <summary>One notification, opened, with what it is about.</summary>
/// <param name="Records">As they are now, those the person still may see.</param>
public sealed record NotificationDetails(NotificationRow Row, IReadOnlyList<NotedRecord> Records);

/// <summary>What the list is narrowed to; every member also stands in the page's address.</summary>
public sealed record NotificationFilter(NotificationKind? Kind = null, bool Unread = false, string? TenantId = null);

/// <summary>What the bell shows while it is closed.</summary>
/// <param name="Unread">Not counted further than <see cref="NotificationService.MostCounted"/>.</param>
/// <param name="IsQuiet">It is in the person's quiet hours: nothing stirs.</param>
public sealed record BellState(int Unread, bool IsQuiet)
{
    public string InWords => Unread >= NotificationService.MostCounted ? $"{NotificationService.MostCounted - 1}+" : Unread.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
