using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;

namespace PlumbingOps.Data.Publishing;

/// <summary>What is to be said, ready for any network: words, link, pictures in their order.</summary>
public sealed record PublishDraft
{
    public required string Text { get; init; }
    public string? Link { get; init; }
    public IReadOnlyList<PublishPicture> Pictures { get; init; } = [];
    public CallToAction Action { get; init; } = CallToAction.None;
    public GoogleTopic Topic { get; init; } = GoogleTopic.Standard;
    public PublishEvent? Event { get; init; }
    public PublishOffer? Offer { get; init; }

    /// <summary>Of what the reader would see. What was approved and what goes out must have the same one.</summary>
    public string Fingerprint() => PostFingerprint.Of(Text, Pictures.Select(p => p.Hash), Link, Extras());

    /// <summary>What the channel's limits are asked about.</summary>
    public ChannelDraft ForLimits() => new(Text, [.. Pictures.Select(p => new PictureFacts(MediaFormat.IsFilm(p.ContentType), p.Width, p.Height, p.ContentType, p.Bytes))], Link, Action);

    private IEnumerable<string?> Extras() => this is { Action: CallToAction.None, Topic: GoogleTopic.Standard }
        ? []
        : [$"{Action}", $"{Topic}", Event?.Title, $"{Event?.StartsOn:O}", $"{Event?.EndsOn:O}", Offer?.CouponCode, Offer?.RedeemUrl, Offer?.Terms];
}

/// <param name="Hash">Of the stored bytes.</param>
/// <param name="Bytes">Of what the channel gets; null where nobody has counted.</param>
/// <param name="Width">As the channel gets it: of its crop where there is one; null for a film.</param>
/// <param name="Address">Where the network fetches it; null until it is about to be sent.</param>
public sealed record PublishPicture(Guid MediaId, string Hash, string? AltText, string ContentType, long? Bytes, int? Width, int? Height, Uri? Address = null);

/// <summary>Days and times are the location's own.</summary>
public sealed record PublishEvent(string Title, DateOnly StartsOn, DateOnly EndsOn);

public sealed record PublishOffer(string? CouponCode, string? RedeemUrl, string? Terms);
