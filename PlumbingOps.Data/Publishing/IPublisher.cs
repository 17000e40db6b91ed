using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Metrics;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing;

/// <summary>
/// One network. Preparing and reading may be repeated; <see cref="CommitAsync"/> makes the post public, is made once and never repeated by itself.
/// None of them throws for what a network answers or fails to answer: that is a <see cref="ProviderAnswer"/>.
/// </summary>
public interface IPublisher
{
    Provider Provider { get; }

    CallOptions Options { get; }

    /// <summary>Uploads, containers. With <see cref="ProviderAnswer.After"/>: not ready yet, ask again with what is prepared so far.</summary>
    Task<ProviderAnswer> PrepareAsync(PublishTarget target, PublishDraft draft, string? prepared, CancellationToken cancellationToken = default);

    /// <summary>Reads only: whether the account would take it now.</summary>
    Task<ProviderAnswer> CheckAsync(PublishTarget target, PublishDraft draft, string? prepared, CancellationToken cancellationToken = default);

    Task<ProviderAnswer> CommitAsync(PublishTarget target, PublishDraft draft, string? prepared, CommitGuard guard, CancellationToken cancellationToken = default);

    /// <summary>Whether a call without an answer arrived.</summary>
    Task<ReadBackAnswer> ReadBackAsync(PublishTarget target, PublishDraft draft, string? prepared, DateTimeOffset since, CancellationToken cancellationToken = default);

    /// <summary>The post as it is there: its address, and what moderation says.</summary>
    Task<ProviderAnswer> ReadAsync(PublishTarget target, string externalId, CancellationToken cancellationToken = default);

    /// <summary>What a post brought. Null values are unknown, not zero.</summary>
    /// <param name="dead">Names the network no longer knows.</param>
    Task<MetricsAnswer> ReadMetricsAsync(PublishTarget target, string externalId, IReadOnlySet<string> dead, CancellationToken cancellationToken = default);

    /// <summary>What the account brought on these days, as far as the network tells.</summary>
    Task<AccountMetricsAnswer> ReadAccountMetricsAsync(PublishTarget target, DateOnly first, DateOnly last, IReadOnlySet<string> dead, CancellationToken cancellationToken = default) =>
        Task.FromResult(AccountMetricsAnswer.None);

    /// <summary>Whether the token still opens the account, and until when.</summary>
    Task<TokenAnswer> CheckTokenAsync(PublishTarget target, CancellationToken cancellationToken = default);
}

/// <summary>The account at the network, and the right to act on it.</summary>
/// <param name="ParentId">A location's Google account ("accounts/1"), an Instagram account's Page.</param>
public sealed record PublishTarget(string ExternalId, string? ParentId, SecretText Token);

/// <param name="Missing">Scopes that publishing needs and the token has not.</param>
public sealed record TokenAnswer(ProviderAnswer Answer, DateTimeOffset? ExpiresAt, DateTimeOffset? DataAccessExpiresAt, IReadOnlyList<string> Missing);
