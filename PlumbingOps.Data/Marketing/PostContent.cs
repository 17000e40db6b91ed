using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.Publishing;

namespace PlumbingOps.Data.Marketing;

/// <summary>What one placement would show: its own words, else those for its channel, else the content's.</summary>
/// <param name="BaseText">What it says without words of its own.</param>
/// <param name="Link">As readers get it on this channel.</param>
/// <param name="Fingerprint">Of what the channel would show; the publisher asks for the same one.</param>
public sealed record PostContent(
    Guid PostId, string? Title, string? Text, CallToAction Action, string? Link, Guid? OwnerId, IReadOnlyList<PostPicture> Pictures, string? BaseText, string Fingerprint)
{
    internal static async Task<PostContent> OfAsync(AppDbContext db, Guid postId, CancellationToken cancellationToken) =>
        (await OfAsync(db, [postId], cancellationToken))[postId];

    /// <summary>Of many posts with one query, and one for their pictures.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, PostContent>> OfAsync(AppDbContext db, IReadOnlyCollection<Guid> postIds, CancellationToken cancellationToken)
    {
        var posts = await db.Posts.Where(p => postIds.Contains(p.Id)).Select(p => new
        {
            p.Id,
            Title = (string?)p.Content!.Title,
            p.Caption,
            BaseText = db.ContentTexts.Where(t => t.TenantId == p.TenantId && t.ContentId == p.ContentId && t.ChannelId == p.Account!.ChannelId).Select(t => t.Caption).FirstOrDefault()
                ?? p.Content.Caption,
            Action = (CallToAction?)p.Content.Action,
            p.Content.OwnerId,
        }).ToListAsync(cancellationToken);
        var pictures = (await db.Posts.Where(p => postIds.Contains(p.Id))
                .Join(db.ContentMedia, p => new { p.TenantId, Id = p.ContentId }, m => new { m.TenantId, Id = (Guid?)m.ContentId }, (p, m) => new { p.Id, m.Position, m.MediaId, m.Media!.FileName, m.Media.Hash, m.Media.AltText, m.Media.ContentType })
                .ToListAsync(cancellationToken))
            .OrderBy(m => m.Position).ToLookup(m => m.Id, m => new PostPicture(m.MediaId, m.FileName, m.Hash, m.AltText, MediaFormat.IsFilm(m.ContentType)));
        var drafts = await PublishDrafts.LoadAsync(db, postIds, cancellationToken);
        return posts.ToDictionary(p => p.Id, p => new PostContent(
            p.Id, p.Title, p.Caption ?? p.BaseText, p.Action ?? CallToAction.None, drafts.GetValueOrDefault(p.Id)?.Link, p.OwnerId, [.. pictures[p.Id]], p.BaseText, drafts.TryGetValue(p.Id, out var draft) ? draft.Fingerprint() : PostFingerprint.Of(p.Caption ?? p.BaseText, [], null)));
    }
}

public sealed record PostPicture(Guid MediaId, string FileName, string Hash, string? AltText, bool IsFilm);
