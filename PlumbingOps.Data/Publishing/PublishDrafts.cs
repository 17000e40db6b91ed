using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;

namespace PlumbingOps.Data.Publishing;

/// <summary>What a post says on its channel, put together from the placement, its content, the channel's own text, the pictures, the offer or event.</summary>
public static class PublishDrafts
{
    /// <summary>Null for an empty slot, or a post that is not there.</summary>
    public static async Task<PublishDraft?> LoadAsync(AppDbContext db, Guid postId, CancellationToken cancellationToken = default)
    {
        var parts = await db.Posts.Where(p => p.Id == postId && p.ContentId != null).Select(p => new
        {
            Text = p.Caption ?? db.ContentTexts.Where(t => t.ContentId == p.ContentId && t.ChannelId == p.Account!.ChannelId).Select(t => t.Caption).FirstOrDefault() ?? p.Content!.Caption,
            p.Content!.LinkUrl,
            p.Content.Action,
            p.GoogleTopic,
            p.Account!.Channel!.Provider,
            Event = db.SeasonalEvents.Where(e => e.Id == p.EventId).Select(e => new { e.Name, e.StartsOn, e.EndsOn }).FirstOrDefault(),
            Offer = db.Offers.Where(o => o.Id == p.Content.OfferId).Select(o => new { o.Title, o.ValidFrom, o.ValidTo, o.CouponCode, o.WebsiteUrl, o.Terms }).FirstOrDefault(),
            Pictures = p.Content.Media.OrderBy(m => m.Position)
                .Select(m => new { m.MediaId, m.Media!.Hash, m.Media.AltText, m.Media.ContentType, m.Media.Bytes, m.Media.Width, m.Media.Height }).ToList(),
        }).FirstOrDefaultAsync(cancellationToken);
        if (parts is null)
        {
            return null;
        }

        var isGoogle = parts.Provider == Provider.GoogleBusiness;
        var topic = isGoogle ? parts.GoogleTopic : GoogleTopic.Standard;
        return new PublishDraft
        {
            Text = (parts.Text ?? "").Trim(),
            Link = string.IsNullOrWhiteSpace(parts.LinkUrl) ? null : parts.LinkUrl.Trim(),
            Action = isGoogle ? parts.Action : CallToAction.None,
            Topic = topic,
            Event = topic switch
            {
                GoogleTopic.Event when parts.Event is { } e => new PublishEvent(e.Name, e.StartsOn, e.EndsOn),
                GoogleTopic.Offer when parts.Offer is { } o => new PublishEvent(o.Title, o.ValidFrom, o.ValidTo),
                _ => null,
            },
            Offer = topic == GoogleTopic.Offer && parts.Offer is { } offer ? new PublishOffer(offer.CouponCode, offer.WebsiteUrl, offer.Terms) : null,
            Pictures =
            [
                // A network gets a JPEG of ours, whatever was uploaded; a film as it is.
                .. parts.Pictures.Select(m => new PublishPicture(m.MediaId, m.Hash, m.AltText, MediaFormat.IsFilm(m.ContentType) ? m.ContentType : MediaFormat.Jpeg, m.Bytes, m.Width, m.Height)),
            ],
        };
    }

    /// <summary>What an approval approves, and what must still be true when the post goes out; null for an empty slot.</summary>
    public static async Task<string?> FingerprintAsync(AppDbContext db, Guid postId, CancellationToken cancellationToken = default) =>
        (await LoadAsync(db, postId, cancellationToken))?.Fingerprint();
}
