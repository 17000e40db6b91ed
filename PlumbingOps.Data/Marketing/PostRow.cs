using PlumbingOps.Data.Publishing;

namespace PlumbingOps.Data.Marketing;

/// <summary>One line of the posts list.</summary>
/// <param name="Title">The content's; null for a slot.</param>
/// <param name="Excerpt">The beginning of what it says.</param>
public sealed record PostRow(
    Guid Id, string TenantId, int Number, Guid AccountId, string Account, string ChannelKey, string Channel, Provider Provider, Guid? ContentId, string? Title, string? Excerpt,
    PostStatus Status, DateOnly? Day, TimeOnly? Time, string Zone, DateTimeOffset? ScheduledFor, ContentCategory? Category, string? Hint, string? Owner, string? Reviewer,
    int Pictures, DateTimeOffset? ApproveBy, DateTimeOffset? PostedAt, bool PostedManually, string? PostUrl, string? Cause, string? NextStep)
{
    public const int ExcerptLength = 120;

    public string ShortNumber => $"P-{Number}";
    public bool IsSlot => ContentId is null;
    public PostTime When => new(Day, Time);

    /// <summary>What to call it: the title, the idea of a slot, or that it is one.</summary>
    public string Name => Title ?? Hint ?? (Category is { } category ? $"Slot: {category.InWords()}" : "Empty slot");

    public bool Allows(PostVerb verb) => verb.From().Contains(Status) && !(IsSlot && verb is PostVerb.Submit);

    /// <summary>Should be out by now and nobody has heard of it.</summary>
    public bool IsMissed(DateTimeOffset now) => Status == PostStatus.Scheduled && ScheduledFor < now;
}

/// <summary>A post with everything its page shows.</summary>
/// <param name="Warnings">Worth a look, in words: another post within the hour, an hour the clocks show twice.</param>
/// <param name="Offer">The content's, which a Google post may announce.</param>
/// <param name="Draft">What would go out as it stands; null for a slot.</param>
public sealed record PostDetails(
    PostRow Row, PostInput Input, PostContent Content, string? Text, string? ReviewNote, string? SubmittedBy, string? ApprovedBy, DateTimeOffset? ApprovedAt, string? PostedBy,
    Guid? ProofMediaId, string? Event, DateTimeOffset CreatedAt, string? CreatedBy, bool IsOwnWork, IReadOnlyList<string> Warnings,
    PostOffer? Offer, PublishDraft? Draft)
{
    /// <summary>Goes back with an approval, so that nobody approves what they have not seen.</summary>
    public string Seen => Content.Fingerprint;
}

/// <summary>An offer as far as a post shows it.</summary>
public sealed record PostOffer(Guid Id, string Title, DateOnly ValidFrom, DateOnly ValidTo, string? CouponCode, string? WebsiteUrl, string? Terms);

/// <summary>What was done with a post, and what is worth a look afterwards.</summary>
/// <param name="From">Where it was: a move can be taken back.</param>
public sealed record PostMoved(Guid Id, string ShortNumber, PostTime From, PostTime To, IReadOnlyList<string> Warnings);

/// <summary>Which posts a list shows.</summary>
public sealed record PostFilter
{
    public string? Search { get; init; }
    public Guid? AccountId { get; init; }
    /// <summary>Of the catalogue: "facebook_page".</summary>
    public string? ChannelKey { get; init; }
    public PostStatus? Status { get; init; }
    public Guid? OwnerId { get; init; }
    public ContentCategory? Category { get; init; }
    public Guid? ContentId { get; init; }
    /// <summary>Days of the account's clock, both included.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    /// <summary>From the beginning of today on, with what lies in the tray.</summary>
    public bool Coming { get; init; }
    /// <summary>Only what lies in the tray.</summary>
    public bool Unscheduled { get; init; }
    /// <summary>Written for a time that has passed, and neither out nor given up.</summary>
    public bool Late { get; init; }
    /// <summary>To go out within three days, and not approved: an empty slot above all.</summary>
    public bool NotReady { get; init; }
    /// <summary>Without the empty slots.</summary>
    public bool Filled { get; init; }
    /// <summary>Exactly the rows behind a number of the scoreboard.</summary>
    public ScoreFilter? Score { get; init; }
}
