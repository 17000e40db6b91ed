using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Marketing;

/// <summary>What the form of a post fills in.</summary>
public class PostInput
{
    private const int MostLateMinutes = 7 * 24 * 60;

    [Display(Name = "When")]
    public PostTime When { get; set; } = PostTime.Tray;

    [Display(Name = "Text"), MaxLength(ContentItem.CaptionMaxLength)]
    public string? Caption { get; set; }

    [Display(Name = "Suggested category")]
    public ContentCategory? Category { get; set; }

    [Display(Name = "Notes"), MaxLength(ContentItem.NotesMaxLength)]
    public string? Notes { get; set; }

    [Display(Name = "Approver")]
    public Guid? ReviewerId { get; set; }

    [Display(Name = "Approve by")]
    public PostTime ApproveBy { get; set; } = PostTime.Tray;

    [Display(Name = "May be late, minutes"), Range(0, MostLateMinutes, ErrorMessage = "Between none and 10,080 minutes, that is a week.")]
    public int? LateMinutes { get; set; }

    [Display(Name = "Kind at Google")]
    public GoogleTopic GoogleTopic { get; set; }

    [Display(Name = "Event")]
    public Guid? EventId { get; set; }

    internal static PostInput Of(Post post, TimeZoneInfo zone) => new()
    {
        When = new PostTime(post.Day, post.Time),
        Caption = post.Caption,
        Category = post.SuggestedCategory,
        Notes = post.Notes,
        ReviewerId = post.ReviewerId,
        ApproveBy = post.ApproveBy is { } by && zone.OnTheWall(by) is var wall ? new PostTime(wall.Day, wall.Time) : PostTime.Tray,
        LateMinutes = post.LateMinutes,
        GoogleTopic = post.GoogleTopic,
        EventId = post.EventId,
    };

    /// <summary>A form binds to a copy of its own.</summary>
    public PostInput Copy() => (PostInput)MemberwiseClone();
}

/// <summary>What a slot is filled with: content that is there, or a title and a text written in place.</summary>
public class FillInput
{
    [Display(Name = "Content")]
    public Guid? ContentId { get; set; }

    [Display(Name = "Title"), MaxLength(ContentItem.TitleMaxLength)]
    public string? Title { get; set; }

    [Display(Name = "Text"), MaxLength(ContentItem.CaptionMaxLength)]
    public string? Caption { get; set; }

    [Display(Name = "Category")]
    public ContentCategory? Category { get; set; }
}

/// <summary>A new piece on one account or several: content that is there already, content written here, or none, which makes slots.</summary>
public class NewPostInput : FillInput
{
    public const int MostAccounts = 30;

    [Display(Name = "Approver")]
    public Guid? ReviewerId { get; set; }

    [Display(Name = "Accounts")]
    public List<PlacementInput> Placements { get; set; } = [];
}

/// <summary>One account of a new piece, and when.</summary>
public class PlacementInput
{
    public Guid AccountId { get; set; }
    public DateOnly? Day { get; set; }
    /// <summary>Null with a day: the account's first time, else its channel's usual one.</summary>
    public TimeOnly? Time { get; set; }
}
