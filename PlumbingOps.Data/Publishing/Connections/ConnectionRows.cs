using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing.Connections;

/// <summary>An account's connection as a page shows it: who, since when, what ends when, what is wrong and who can mend it.</summary>
/// <param name="State">Null: never connected.</param>
/// <param name="IsRegistered">False: nobody has registered this house with the network, so nothing can be connected.</param>
/// <param name="IsSimulated">The network is the simulator.</param>
public sealed record ConnectionRow(
    Guid AccountId, string AccountName, string TenantId, Provider Provider, ConnectionState? State, string? ExternalName, string? ExternalId, string? ConnectedBy, DateTimeOffset? ConnectedAt,
    DateTimeOffset? TokenExpiresAt, DateTimeOffset? DataAccessExpiresAt, DateTimeOffset? CheckedAt, string? Problem, string? NextStep, bool IsRegistered, bool IsSimulated);

/// <summary>Where a person's browser goes, and the word it must bring back in a cookie.</summary>
public sealed record ConnectionStart(Guid RequestId, Uri Dialog, string BrowserSecret, DateTimeOffset ExpiresAt);

/// <summary>A person is back. With a refusal nothing was connected.</summary>
public sealed record ConnectionReturn(Guid RequestId, Guid AccountId, string? Refusal);

/// <summary>What the person chooses from.</summary>
public sealed record ConnectionChoices(Guid RequestId, Guid AccountId, string AccountName, Provider Provider, string? Refusal, IReadOnlyList<ConnectionChoice> Choices, string? ConnectedTo);
