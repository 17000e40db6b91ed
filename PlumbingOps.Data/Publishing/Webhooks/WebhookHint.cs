namespace PlumbingOps.Data.Publishing.Webhooks;

/// <summary>Something Meta says has happened. A reason to read, never the truth; the same thing told twice is one row.</summary>
public class WebhookHint
{
    public const int NameMaxLength = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid ConnectionId { get; init; }
    /// <summary>feed, comments, mentions.</summary>
    public required string Field { get; init; }
    /// <summary>The post or medium it is about.</summary>
    public string? ExternalId { get; init; }
    /// <summary>Hex SHA-256 of object, account, field and value: deliveries come twice and in any order.</summary>
    public required string Hash { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public DateTimeOffset? ReadAt { get; set; }
}

/// <summary>How many deliveries of a day were what.</summary>
public class WebhookCount
{
    public required DateOnly Day { get; init; }
    public required WebhookVerdict Verdict { get; init; }
    public long Count { get; set; }
}

/// <summary>What became of a delivery, or of one change in it.</summary>
public enum WebhookVerdict { Accepted, Repeated, Stale, Forged, Unreadable, UnknownAccount, TooMany }
