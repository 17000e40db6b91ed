using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Reviews;

/// <summary>A customer is asked what they think of a call or a job: once, and all of them alike.</summary>
public class ReviewRequest
{
    public const int NameMaxLength = 120;
    public const int EmailMaxLength = 120;
    public const int PhoneMaxLength = 40;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid? ServiceCallId { get; init; }
    public Guid? JobId { get; init; }
    public required string CustomerName { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public ReviewRequestStatus Status { get; private set; } = ReviewRequestStatus.Pending;
    /// <summary>SHA-256 of the link's token; the token itself is only in the mail.</summary>
    public string? TokenHash { get; private set; }
    /// <summary>Of the mails before: their links answer nothing any more, but who uses one may still say that they do not want to be asked.</summary>
    public List<string> OldTokenHashes { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? RemindedAt { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; internal set; }
    public uint Version { get; private set; }

    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    public bool IsOpenAt(DateTimeOffset at) => Status == ReviewRequestStatus.Sent && at < ExpiresAt;

    /// <summary>Sent, or sent again: the old link dies.</summary>
    public void Send(string tokenHash, DateTimeOffset at)
    {
        Require(ReviewRequestStatus.Pending, ReviewRequestStatus.Sent);
        if (Email is null)
        {
            throw new RuleException("There is no mail address to send it to.", nameof(Email));
        }

        TakeLink(tokenHash);
        (Status, SentAt, ExpiresAt) = (ReviewRequestStatus.Sent, SentAt ?? at, at + Life);
    }

    public void Remind(string tokenHash, DateTimeOffset at)
    {
        Require(ReviewRequestStatus.Sent);
        TakeLink(tokenHash);
        RemindedAt = at;
    }

    public void Complete(DateTimeOffset at)
    {
        Require(ReviewRequestStatus.Sent);
        (Status, CompletedAt) = (ReviewRequestStatus.Completed, at);
    }

    public void MarkLost()
    {
        Require(ReviewRequestStatus.Sent);
        Status = ReviewRequestStatus.Lost;
    }

    /// <summary>Its time is over: sent → lost, never sent → expired (DESIGN 11).</summary>
    public void Expire()
    {
        Require(ReviewRequestStatus.Pending, ReviewRequestStatus.Sent);
        Status = Status == ReviewRequestStatus.Sent ? ReviewRequestStatus.Lost : ReviewRequestStatus.Expired;
    }

    private void TakeLink(string tokenHash)
    {
        OldTokenHashes = TokenHash is null ? OldTokenHashes : [.. OldTokenHashes, TokenHash];
        TokenHash = tokenHash;
    }

    private void Require(params ReadOnlySpan<ReviewRequestStatus> legal)
    {
        if (!legal.Contains(Status))
        {
            throw new RuleException($"The request to {CustomerName} is {Status.ToString().ToLowerInvariant()} already.");
        }
    }
}

public enum ReviewRequestStatus { Pending, Sent, Completed, Lost, Expired }

/// <summary>What a customer answered.</summary>
public class Review
{
    public const int CommentMaxLength = 4000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid RequestId { get; init; }
    /// <summary>1 to 5 stars.</summary>
    public required int Rating { get; init; }
    public string? Comment { get; init; }
    public required string CustomerName { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>The customer agreed that their words are used in public.</summary>
    public bool MayBeQuoted { get; init; }
    public bool IsPublic { get; set; }
    public bool IsFlagged { get; set; }
    public uint Version { get; private set; }
}

/// <summary>Somebody is unhappy; somebody of ours makes it good.</summary>
public class RecoveryTicket
{
    public const int TextMaxLength = 4000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid ReviewId { get; init; }
    public required string Issue { get; init; }
    public RecoveryStatus Status { get; private set; } = RecoveryStatus.Open;
    public Guid? AssigneeId { get; set; }
    public string? Resolution { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; private set; }
    public uint Version { get; private set; }

    public void Start()
    {
        Require(RecoveryStatus.Open);
        Status = RecoveryStatus.InProgress;
    }

    public void Resolve(string resolution, DateTimeOffset at)
    {
        Require(RecoveryStatus.Open, RecoveryStatus.InProgress);
        if (string.IsNullOrWhiteSpace(resolution))
        {
            throw new RuleException("Say how it was resolved.", nameof(Resolution));
        }

        (Status, Resolution, ResolvedAt) = (RecoveryStatus.Resolved, resolution.Trim(), at);
    }

    public void Close()
    {
        Require(RecoveryStatus.Resolved);
        Status = RecoveryStatus.Closed;
    }

    public void Reopen()
    {
        Require(RecoveryStatus.Resolved, RecoveryStatus.Closed);
        (Status, ResolvedAt) = (RecoveryStatus.InProgress, null);
    }

    private void Require(params ReadOnlySpan<RecoveryStatus> legal)
    {
        if (!legal.Contains(Status))
        {
            throw new RuleException($"The ticket is {Permissions.InWords(Status)} already.");
        }
    }
}

public enum RecoveryStatus { Open, InProgress, Resolved, Closed }

/// <summary>Somebody who does not want to be asked again.</summary>
public class ReviewOptOut
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    /// <summary>Lower case.</summary>
    public required string Email { get; init; }
    public DateTimeOffset At { get; init; }
    /// <summary>Who of ours wrote it down; null: they said so themselves, by the link in a mail.</summary>
    public Guid? AddedById { get; init; }
}
