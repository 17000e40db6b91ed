using PlumbingOps.Data.Media;

namespace PlumbingOps.Data.Marketing;

/// <summary>What is said, written once and placed on accounts as often as wanted (<see cref="Post"/>).</summary>
public class ContentItem
{
    public const int TitleMaxLength = 160;
    public const int CaptionMaxLength = 5000;
    public const int NotesMaxLength = 4000;
    public const int UrlMaxLength = 1000;
    public const int CityMaxLength = 60;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    /// <summary>M-1042: counted by the database, per company.</summary>
    public int Number { get; private set; }
    public required string Title { get; set; }
    public string? Caption { get; set; }
    public ContentCategory? Category { get; set; }
    public ContentStatus Status { get; private set; } = ContentStatus.Idea;
    public CallToAction Action { get; set; } = CallToAction.None;
    public string? LinkUrl { get; set; }
    public string? Campaign { get; set; }
    public string? City { get; set; }
    public string? ServiceType { get; set; }
    public List<string> Tags { get; set; } = [];
    public Guid? OwnerId { get; set; }
    public Guid? ReviewerId { get; set; }
    /// <summary>A draft not done by this day is overdue, whatever week is looked at.</summary>
    public DateOnly? DraftDueOn { get; set; }
    public string? Notes { get; set; }
    public Guid? OfferId { get; set; }
    /// <summary>The review it quotes, with its writer's consent.</summary>
    public Guid? ReviewId { get; set; }
    public Guid? SubmittedById { get; private set; }
    public Guid? ApprovedById { get; private set; }
    public DateTimeOffset? ApprovedAt { get; private set; }
    /// <summary>What the reviewer wanted changed.</summary>
    public string? ReviewNote { get; private set; }
    public DateTimeOffset CreatedAt { get; init; }
    public Guid? CreatedById { get; init; }
    public DateTimeOffset? ArchivedAt { get; private set; }
    public uint Version { get; private set; }
    /// <summary>Number, title, caption, city and tags in lower case; kept by the database for the search box.</summary>
    public string Search { get; private set; } = "";

    public List<ContentText> Texts { get; } = [];
    public List<ContentMedia> Media { get; } = [];

    public string ShortNumber => $"M-{Number}";

    /// <summary>An idea that somebody writes; nothing has to be said yet.</summary>
    public void Draft()
    {
        Require(ContentVerb.Draft);
        Status = ContentStatus.Draft;
    }

    public void Submit(Actor by)
    {
        Require(ContentVerb.Submit);
        if (string.IsNullOrWhiteSpace(Caption) && string.IsNullOrWhiteSpace(Notes))
        {
            throw new RuleException("Write a text, or notes that say what is meant, before asking for approval.", nameof(Caption));
        }

        (Status, SubmittedById, ReviewNote) = (ContentStatus.NeedsApproval, by.UserId, null);
    }

    /// <param name="ownKnowingly">An administrator says explicitly that they approve what is their own.</param>
    public void Approve(Actor by, DateTimeOffset at, bool ownKnowingly = false)
    {
        Require(ContentVerb.Approve);
        ApprovalRule.Check(by, ownKnowingly, CreatedById, OwnerId, SubmittedById);
        (Status, ApprovedById, ApprovedAt) = (ContentStatus.Approved, by.UserId, at);
    }

    public void SendBack(string note)
    {
        Require(ContentVerb.SendBack);
        (Status, ReviewNote, ApprovedById, ApprovedAt) = (ContentStatus.Draft, ApprovalRule.Note(note), null, null);
    }

    /// <summary>What was approved has been edited: it asks again.</summary>
    public void AskAgain()
    {
        if (Status == ContentStatus.Approved)
        {
            (Status, ApprovedById, ApprovedAt) = (ContentStatus.NeedsApproval, null, null);
        }
    }

    public void Archive(DateTimeOffset at) => ArchivedAt ??= at;

    public void Restore() => ArchivedAt = null;

    private void Require(ContentVerb verb)
    {
        if (ArchivedAt is not null)
        {
            throw new RuleException($"“{Title}” is archived: restore it first.");
        }

        if (!verb.From().Contains(Status))
        {
            throw new RuleException($"“{Title}” is {Status.InWords()}: it cannot be {verb.InWords()}.");
        }
    }
}

/// <summary>Of the text itself; where it is placed has a state of its own.</summary>
public enum ContentStatus { Idea, Draft, NeedsApproval, Approved }

/// <summary>What the reader should do. Providers have words of their own for it.</summary>
public enum CallToAction { None, Call, Book, LearnMore, Order, SignUp }

/// <summary>The text for one channel, where it differs from the common one.</summary>
public class ContentText
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid ContentId { get; init; }
    public required Guid ChannelId { get; init; }
    public required string Caption { get; set; }
}

/// <summary>A picture of the content, in its place.</summary>
public class ContentMedia
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid ContentId { get; init; }
    public required Guid MediaId { get; init; }
    public MediaAsset? Media { get; init; }
    public required int Position { get; set; }
}
