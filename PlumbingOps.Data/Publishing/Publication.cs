using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing;

/// <summary>
/// The ledger: one row for each time a post is to appear on an account, unique in the database. The row is the truth, not the timer that looks at it.
/// Whoever works on it holds a lease and writes under its fence; without either nothing is written.
/// </summary>
public class Publication
{
    public const int TextMaxLength = 2000;
    public const int PreparedMaxLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid PostId { get; init; }
    public Post? Post { get; init; }
    public required Guid AccountId { get; init; }
    /// <summary>1; a person who sends it again, knowing it is not out, makes the next.</summary>
    public required int Occurrence { get; init; }
    public PublicationState State { get; set; } = PublicationState.Waiting;
    public required DateTimeOffset DueAt { get; set; }
    /// <summary>Later than this it is skipped.</summary>
    public required DateTimeOffset SendBefore { get; set; }
    /// <summary>When somebody should look at it next; null while nobody has to.</summary>
    public DateTimeOffset? LookAt { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    public string? LeasedBy { get; set; }
    /// <summary>Counts the leases; a write names the one it holds.</summary>
    public long Fence { get; set; }
    /// <summary>Tries of the present step.</summary>
    public int Tries { get; set; }
    /// <summary>Of text, pictures and link; a read-back compares it.</summary>
    public string? Fingerprint { get; set; }
    /// <summary>What was prepared at the provider and not yet shown: Instagram's container, Facebook's unpublished photos.</summary>
    public string? PreparedId { get; set; }
    public string? ExternalId { get; set; }
    public string? Url { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    /// <summary>When the call that may have made it public was made last; a read-back looks from shortly before.</summary>
    public DateTimeOffset? CommittedAt { get; set; }
    /// <summary>What was prepared has been sent a second time, after every look said that the first had not arrived. There is no third.</summary>
    public bool SentAgain { get; set; }
    /// <summary>What the network decided after it had taken the post; null where nobody decides.</summary>
    public Moderation? Moderation { get; set; }
    public string? Cause { get; set; }
    public string? NextStep { get; set; }
    public uint Version { get; private set; }
    public List<PublishAttempt> Attempts { get; } = [];
}

/// <summary>
/// Waiting → Preparing → Sending → Sent; Sending without an answer → Unknown, read back and never repeated blindly; Parked waits for a person.
/// Due: on a manual channel, a person's task from its minute on.
/// </summary>
public enum PublicationState { Waiting, Preparing, Sending, Unknown, Sent, Rejected, Parked, Skipped, Discarded, Due }

/// <summary>Google looks at a post after it has taken it, and may change its mind later.</summary>
public enum Moderation { Pending, Live, Rejected }

/// <summary>One call that matters, written before it is made.</summary>
public class PublishAttempt
{
    public const int CodeMaxLength = 80;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid PublicationId { get; init; }
    public required int Number { get; init; }
    public required PublishStep Step { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    /// <summary>Null while the call is under way, and for ever if the process died in it.</summary>
    public PublishOutcome? Outcome { get; set; }
    public required long Fence { get; init; }
    /// <summary>The process that made it.</summary>
    public required string Instance { get; init; }
    public string? ProviderCode { get; set; }
    /// <summary>What the provider's support asks for (fbtrace_id).</summary>
    public string? ProviderTrace { get; set; }
    public string? Message { get; set; }
    /// <summary>What was seen at the provider, JSON without secrets: the evidence a person decides by.</summary>
    public string? Evidence { get; set; }
}

public enum PublishStep { Prepare, Check, Commit, ReadBack }

/// <summary>Every answer of a provider is one of these (PROVIDERS 1).</summary>
public enum PublishOutcome { Ok, Retry, RateLimited, NeedsReconnect, NeedsAction, Permanent, Misconfigured, Unknown, NotFound }

/// <summary>What an account has used of its allowance, and until when it must rest: every process obeys it.</summary>
public class AccountLimit
{
    public required string TenantId { get; init; }
    public required Guid AccountId { get; init; }
    public DateTimeOffset? BlockedUntil { get; set; }
    public string? BlockedWhy { get; set; }
    /// <summary>The highest of the usage figures the provider sent last, percent.</summary>
    public int? UsagePercent { get; set; }
    /// <summary>Until when that figure counts, where it is high enough to matter: the network's word, or an hour.</summary>
    public DateTimeOffset? UsageUntil { get; set; }
    public DateTimeOffset? LastCommitAt { get; set; }
    /// <summary>Posts sent on <see cref="QuotaDay"/>, UTC.</summary>
    public int Sent { get; set; }
    public DateOnly? QuotaDay { get; set; }
    public int DailyQuota { get; set; }
    /// <summary>Failures in a row; the breaker opens at a number of them and lets one through when its rest is over.</summary>
    public int Failures { get; set; }
    public DateTimeOffset? FailedAt { get; set; }
    public DateTimeOffset? OpenUntil { get; set; }
}

/// <summary>Whether a company publishes at all just now.</summary>
public class PublishPause
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public DateTimeOffset PausedAt { get; set; }
    public Guid? PausedById { get; set; }
    public required string Reason { get; set; }
}
