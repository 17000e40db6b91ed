using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;

namespace PlumbingOps.Data.Publishing;

/// <summary>What a post says on its channel, put together from the placement, its content, the channel's own text, the pictures, the offer or event.</summary>
public static class PublishDrafts
{
    /// <summary>Null for an empty slot, or a post that is not there.</summary>
    public static async Task<PublishDraft?> LoadAsync(AppDbContext db, Guid postId, CancellationToken cancellationToken = default) =>
        (await LoadAsync(db, [postId], cancellationToken)).GetValueOrDefault(postId);

    /// <summary>Of many posts at once; empty slots are missing.</summary>
    public static async Task<IReadOnlyDictionary<Guid, PublishDraft>> LoadAsync(AppDbContext db, IReadOnlyCollection<Guid> postIds, CancellationToken cancellationToken = default)
    {
        var posts = await db.Posts.Where(p => postIds.Contains(p.Id) && p.ContentId != null).Select(p => new Parts
        (
            p.Id,
            p.Caption ?? db.ContentTexts.Where(t => t.ContentId == p.ContentId && t.ChannelId == p.Account!.ChannelId).Select(t => t.Caption).FirstOrDefault() ?? p.Content!.Caption,
            p.Content!.LinkUrl,
            p.Content.Campaign,
            p.Account!.Channel!.Key,
            p.Content.Action,
            p.GoogleTopic,
            p.Account.Channel.Provider,
            db.SeasonalEvents.FirstOrDefault(e => e.Id == p.EventId),
            p.Day,
            db.Offers.Where(o => o.Id == p.Content.OfferId).Select(o => new OfferParts(o.Title, o.ValidFrom, o.ValidTo, o.CouponCode, o.WebsiteUrl, o.Terms)).FirstOrDefault(),
            p.Content.Media.OrderBy(m => m.Position).Select(m => m.Media!).ToList()
        )).AsNoTracking().ToListAsync(cancellationToken);
        var shown = posts.SelectMany(p => p.Pictures).Select(m => m.Id).Distinct().ToList();
        var crops = shown.Count == 0 ? null : (await db.MediaCrops.AsNoTracking().Where(c => shown.Contains(c.MediaId)).ToListAsync(cancellationToken)).ToLookup(c => c.MediaId);
        return posts.ToDictionary(p => p.PostId, p => Draft(p, crops));
    }

    private static PublishDraft Draft(Parts parts, ILookup<Guid, MediaCrop>? crops)
    {
        var isGoogle = parts.Provider == Provider.GoogleBusiness;
        var topic = isGoogle ? parts.GoogleTopic : GoogleTopic.Standard;
        var link = ChannelLink.Of(parts.LinkUrl, parts.ChannelKey, parts.Campaign);
        return new PublishDraft
        {
            Text = (parts.Text ?? "").Trim(),
            Link = link,
            Action = isGoogle ? ChannelLink.GoogleButton(parts.Action, link) : CallToAction.None,
            Topic = topic,
            Event = topic switch
            {
                GoogleTopic.Event when parts.Event is { } happening => Next(happening, parts.Day),
                GoogleTopic.Offer when parts.Offer is { } o => new PublishEvent(o.Title, o.ValidFrom, o.ValidTo),
                _ => null,
            },
            Offer = topic == GoogleTopic.Offer && parts.Offer is { } offer ? new PublishOffer(offer.CouponCode, offer.WebsiteUrl, offer.Terms) : null,
            Pictures =
            [
                // A network gets a JPEG of ours, whatever was uploaded; a film as it is.
                .. parts.Pictures.Select(m => Picture(parts.Provider, m, crops)),
            ],
        };
    }

    /// <summary>What comes back every year is announced with the days of the next time, not of its first.</summary>
    private static PublishEvent Next(SeasonalEvent happening, DateOnly? day)
    {
        var next = day is { } from ? EventCalendar.Within(happening, from, from.AddYears(1)).FirstOrDefault() : null;
        return new PublishEvent(happening.Name, next?.First ?? happening.StartsOn, next?.Last ?? happening.EndsOn);
    }

    private static PublishPicture Picture(Provider provider, MediaAsset asset, ILookup<Guid, MediaCrop>? crops)
    {
        var file = MediaFiles.For(provider, asset, [.. crops?[asset.Id] ?? []]);
        return new PublishPicture(asset.Id, asset.Hash, asset.AltText, file.ContentType, file.Bytes, file.Width, file.Height);
    }

    /// <summary>What an approval approves, and what must still be true when the post goes out; null for an empty slot.</summary>
    public static async Task<string?> FingerprintAsync(AppDbContext db, Guid postId, CancellationToken cancellationToken = default) =>
        (await LoadAsync(db, postId, cancellationToken))?.Fingerprint();

    private sealed record Parts(
        Guid PostId, string? Text, string? LinkUrl, string? Campaign, string ChannelKey, CallToAction Action, GoogleTopic GoogleTopic, Provider Provider, SeasonalEvent? Event, DateOnly? Day, OfferParts? Offer, List<MediaAsset> Pictures);

    private sealed record OfferParts(string Title, DateOnly ValidFrom, DateOnly ValidTo, string? CouponCode, string? WebsiteUrl, string? Terms);
}
