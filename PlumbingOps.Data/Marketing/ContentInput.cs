using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Marketing;

/// <summary>What the form of a piece of content fills in.</summary>
public class ContentInput
{
    [Display(Name = "Title"), Required(ErrorMessage = "Give it a title, so that people find it again."), MaxLength(ContentItem.TitleMaxLength, ErrorMessage = "At most {1} characters.")]
    public string Title { get; set; } = "";

    [Display(Name = "Text"), MaxLength(ContentItem.CaptionMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Caption { get; set; }

    [Display(Name = "Texts of channels")]
    public List<ChannelText> Texts { get; set; } = [];

    [Display(Name = "Category")]
    public ContentCategory? Category { get; set; }

    [Display(Name = "Call to action")]
    public CallToAction Action { get; set; }

    [Display(Name = "Link"), MaxLength(ContentItem.UrlMaxLength, ErrorMessage = "At most {1} characters."), WebAddress]
    public string? LinkUrl { get; set; }

    [Display(Name = "Campaign"), MaxLength(ContentItem.TitleMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Campaign { get; set; }

    [Display(Name = "City"), MaxLength(ContentItem.CityMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? City { get; set; }

    [Display(Name = "Service"), MaxLength(LocalTopic.ServiceMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? ServiceType { get; set; }

    [Display(Name = "Tags")]
    public List<string> Tags { get; set; } = [];

    [Display(Name = "Owner")]
    public Guid? OwnerId { get; set; }

    [Display(Name = "Approver")]
    public Guid? ReviewerId { get; set; }

    [Display(Name = "Draft due")]
    public DateOnly? DraftDueOn { get; set; }

    [Display(Name = "Notes"), MaxLength(ContentItem.NotesMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Notes { get; set; }

    [Display(Name = "Offer")]
    public Guid? OfferId { get; set; }

    /// <summary>In the order they are shown.</summary>
    [Display(Name = "Pictures")]
    public List<Guid> Pictures { get; set; } = [];

    public static ContentInput Of(ContentItem content) => new()
    {
        Title = content.Title,
        Caption = content.Caption,
        Texts = [.. content.Texts.OrderBy(t => t.ChannelId).Select(t => new ChannelText(t.ChannelId, t.Caption))],
        Category = content.Category,
        Action = content.Action,
        LinkUrl = content.LinkUrl,
        Campaign = content.Campaign,
        City = content.City,
        ServiceType = content.ServiceType,
        Tags = [.. content.Tags],
        OwnerId = content.OwnerId,
        ReviewerId = content.ReviewerId,
        DraftDueOn = content.DraftDueOn,
        Notes = content.Notes,
        OfferId = content.OfferId,
        Pictures = [.. content.Media.OrderBy(m => m.Position).Select(m => m.MediaId)],
    };

    /// <summary>A form binds to a copy of its own.</summary>
    public ContentInput Copy()
    {
        var copy = (ContentInput)MemberwiseClone();
        (copy.Texts, copy.Tags, copy.Pictures) = ([.. Texts], [.. Tags], [.. Pictures]);
        return copy;
    }

    /// <summary>What a reader of the channel would see: the text for it, or the common one.</summary>
    public string? TextFor(Guid channelId) => Texts.Find(t => t.ChannelId == channelId)?.Caption ?? Caption;

    /// <summary>Whether a reader would see a difference; titles, notes and people are the office's own.</summary>
    internal bool ReadsLike(ContentInput other) =>
        FieldMerge.Same(Caption, other.Caption) && FieldMerge.Same(Texts, other.Texts) && FieldMerge.Same(Pictures, other.Pictures) && FieldMerge.Same(LinkUrl, other.LinkUrl)
        && FieldMerge.Same(Campaign, other.Campaign) && Action == other.Action && OfferId == other.OfferId;

    internal void FillIn(ContentItem content)
    {
        content.Title = Typed.Line(Title)!;
        content.Caption = Typed.Text(Caption);
        (content.Category, content.Action) = (Category, Action);
        content.LinkUrl = Typed.Line(LinkUrl);
        content.Campaign = Typed.Line(Campaign);
        content.City = Typed.Line(City);
        content.ServiceType = Typed.Line(ServiceType);
        content.Tags = TagList.Clean(Tags);
        (content.OwnerId, content.ReviewerId, content.DraftDueOn, content.OfferId) = (OwnerId, ReviewerId, DraftDueOn, OfferId);
        content.Notes = Typed.Text(Notes);
        FillInTexts(content);
        FillInPictures(content);
    }

    private void FillInTexts(ContentItem content)
    {
        var wanted = Texts.Where(t => !string.IsNullOrWhiteSpace(t.Caption)).ToList();
        if (wanted.Find(t => t.Caption.Length > ContentItem.CaptionMaxLength) is not null)
        {
            throw new RuleException($"A channel's text has at most {ContentItem.CaptionMaxLength} characters.", nameof(Texts));
        }

        content.Texts.RemoveAll(t => wanted.TrueForAll(w => w.ChannelId != t.ChannelId));
        foreach (var text in wanted)
        {
            if (content.Texts.Find(t => t.ChannelId == text.ChannelId) is { } known)
            {
                known.Caption = text.Caption.Trim();
            }
            else
            {
                content.Texts.Add(new ContentText { TenantId = content.TenantId, ContentId = content.Id, ChannelId = text.ChannelId, Caption = text.Caption.Trim() });
            }
        }
    }

    private void FillInPictures(ContentItem content)
    {
        var wanted = Pictures.Distinct().ToList();
        content.Media.RemoveAll(m => !wanted.Contains(m.MediaId));
        foreach (var (id, place) in wanted.Select((id, n) => (id, n)))
        {
            if (content.Media.Find(m => m.MediaId == id) is { } known)
            {
                known.Position = place;
            }
            else
            {
                content.Media.Add(new ContentMedia { TenantId = content.TenantId, ContentId = content.Id, MediaId = id, Position = place });
            }
        }
    }
}

/// <summary>The words for one channel, instead of the common ones.</summary>
public sealed record ChannelText(Guid ChannelId, string Caption);
