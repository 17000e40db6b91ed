namespace PlumbingOps.Data.Marketing;

/// <summary>The right a person gave us to publish on an account, and how it fares. Its tokens are <see cref="AccountSecret"/>s.</summary>
public class AccountConnection
{
    public const int ExternalIdMaxLength = 200;
    public const int TextMaxLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid AccountId { get; init; }
    public required Provider Provider { get; init; }
    /// <summary>Page, Instagram or location id. One of them belongs to one connection, whatever the company.</summary>
    public required string ExternalId { get; set; }
    /// <summary>What it hangs on: a location's Google account, an Instagram account's Page.</summary>
    public string? ParentId { get; set; }
    public required string ExternalName { get; set; }
    public ConnectionState State { get; set; } = ConnectionState.Connected;
    public List<string> Scopes { get; set; } = [];
    public Guid? ConnectedById { get; set; }
    public DateTimeOffset ConnectedAt { get; set; }
    /// <summary>Null: the provider names no end.</summary>
    public DateTimeOffset? TokenExpiresAt { get; set; }
    public DateTimeOffset? DataAccessExpiresAt { get; set; }
    public DateTimeOffset? CheckedAt { get; set; }
    /// <summary>What is wrong, and what somebody should do about it, in words.</summary>
    public string? Problem { get; set; }
    public string? NextStep { get; set; }
    public uint Version { get; private set; }
}

public enum ConnectionState { Connected, NeedsReconnect, NeedsAction, Disconnected }

/// <summary>A token, sealed: only its company, its connection and its kind open it. Never shown, never logged.</summary>
public class AccountSecret
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid ConnectionId { get; init; }
    public required SecretKind Kind { get; init; }
    /// <summary>Names the key it was sealed with; a rotation seals it anew.</summary>
    public required string Sealed { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public uint Version { get; private set; }
}

/// <summary>Access: what publishing calls with. User: what the next one is derived from (Meta). Refresh: Google's.</summary>
public enum SecretKind { Access, User, Refresh }
