using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing.Connections;

/// <summary>
/// A person on the way to a network's consent page and back. Whoever comes back must be the same person in the same browser, once, within minutes; then
/// the person chooses which Page or location the account is.
/// </summary>
public class ConnectionRequest
{
    public const int PathMaxLength = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid UserId { get; init; }
    public required Provider Provider { get; init; }
    /// <summary>Hex SHA-256; the state itself is known to the browser alone.</summary>
    public required string StateHash { get; init; }
    /// <summary>Of the cookie that the browser got along with the address.</summary>
    public required string BrowserHash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? CameBackAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
    /// <summary>Why it came to nothing, in words.</summary>
    public string? Refusal { get; set; }
    /// <summary>What can be chosen: JSON without tokens.</summary>
    public string? Choices { get; set; }
    /// <summary>PKCE's verifier, later the tokens; only this record opens it.</summary>
    public required string Sealed { get; set; }
    public uint Version { get; private set; }
}

/// <summary>A Page, profile or location that the consent reaches.</summary>
/// <param name="Obstacle">Why it cannot be connected; null when it can.</param>
public sealed record ConnectionChoice(string ExternalId, string? ParentId, string Name, string? Url, string? Obstacle);
