using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.Publishing;

namespace PlumbingOps.Data.Marketing;

/// <summary>What was approved has been edited: the content asks again, and so does every placement that shows it and has not gone out.</summary>
internal static class ApprovalOfContent
{
    private static readonly PostStatus[] Approved = [PostStatus.Approved, PostStatus.Scheduled];

    /// <summary>Within the caller's save.</summary>
    public static async Task AskAgainAsync(AppDbContext db, ContentItem content, CancellationToken cancellationToken)
    {
        content.AskAgain();
        foreach (var post in await db.Posts.Where(p => p.TenantId == content.TenantId && p.ContentId == content.Id && Approved.Contains(p.Status)).ToListAsync(cancellationToken))
        {
            post.AskAgain();
            await PublicationLedger.StopAsync(db, post, cancellationToken);
        }
    }

    /// <summary>The picture shows something else than the reviewer saw.</summary>
    public static async Task AskAgainForPictureAsync(AppDbContext db, MediaAsset asset, CancellationToken cancellationToken)
    {
        var showing = await db.ContentItems.Where(c => c.TenantId == asset.TenantId && c.Media.Any(m => m.MediaId == asset.Id)).ToListAsync(cancellationToken);
        foreach (var content in showing)
        {
            await AskAgainAsync(db, content, cancellationToken);
        }
    }
}
