using PlumbingOps.Data.Media;

namespace PlumbingOps.Data.Marketing;

/// <summary>A piece of content in a list.</summary>
/// <param name="Picture">The first one; null for none.</param>
/// <param name="Posts">Placements of it that were not cancelled.</param>
public sealed record ContentRow(
    Guid Id, string TenantId, int Number, string Title, ContentStatus Status, ContentCategory? Category, string? Owner, DateOnly? DraftDueOn, List<string> Tags, string? City,
    DateTimeOffset CreatedAt, DateTimeOffset? ArchivedAt, Guid? Picture, int Posts)
{
    public string ShortNumber => $"M-{Number}";

    /// <summary>A draft that should be done by now.</summary>
    /// <param name="today">The company's today.</param>
    public bool IsOverdue(DateOnly today) => ArchivedAt is null && Status is ContentStatus.Idea or ContentStatus.Draft && DraftDueOn < today;
}

/// <summary>What a list of content is narrowed to; every member also stands in the page's address.</summary>
public sealed record ContentFilter
{
    public string? Search { get; init; }
    public string? TenantId { get; init; }
    public ContentStatus? Status { get; init; }
    public ContentCategory? Category { get; init; }
    public Guid? OwnerId { get; init; }
    public string? Tag { get; init; }
    /// <summary>Drafts that should be done by now.</summary>
    public bool Overdue { get; init; }
    public bool Archived { get; init; }
}

/// <summary>What the page of one piece of content shows.</summary>
/// <param name="Input">As the form opens; what a save calls "seen".</param>
/// <param name="Names">Of the people in it, by id.</param>
/// <param name="IsOwn">Written, owned or sent for approval by who looks at it: nobody approves their own work, except an administrator who says so.</param>
public sealed record ContentDetails(
    ContentRow Row, ContentInput Input, IReadOnlyList<MediaRow> Pictures, IReadOnlyDictionary<Guid, string> Names, string? Offer, string? ReviewNote, Guid? SubmittedById,
    Guid? ApprovedById, DateTimeOffset? ApprovedAt, Guid? CreatedById, bool IsOwn, IReadOnlyList<ContentPlacement> Placements)
{
    public Guid Id => Row.Id;
    public string TenantId => Row.TenantId;
    public bool IsArchived => Row.ArchivedAt is not null;

    /// <summary>Whether the state allows the verb.</summary>
    public bool Allows(ContentVerb verb) => !IsArchived && verb.From().Contains(Row.Status);

    public string? NameOf(Guid? person) => person is { } id ? Names.GetValueOrDefault(id) : null;
}

/// <summary>Where it is placed.</summary>
public sealed record ContentPlacement(Guid PostId, int Number, string Account, string Channel, PostStatus Status, DateTimeOffset? ScheduledFor, DateTimeOffset? PostedAt);
