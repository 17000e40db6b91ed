using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.Marketing;

/// <summary>What a post does to the topic it speaks of, and how a topic ages (DOMAIN 6.12).</summary>
public static class LocalTopicRule
{
    public const int FreshDays = 30;

    /// <summary>The state as it stands at a moment: what was published ages by itself.</summary>
    public static LocalTopicStatus Shown(LocalTopicStatus status, DateTimeOffset? lastPostedAt, DateTimeOffset now) =>
        status == LocalTopicStatus.Published && !(lastPostedAt >= now.AddDays(-FreshDays)) ? LocalTopicStatus.NeedsUpdate : status;

    /// <summary>To be called, within its own save, by whatever makes a post posted: the topic of its content's service and city is fresh again.</summary>
    internal static async Task PostedAsync(AppDbContext db, Post post, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var content = await db.ContentItems.Where(c => c.TenantId == post.TenantId && c.Id == post.ContentId).Select(c => new { c.TenantId, c.City, c.ServiceType }).SingleOrDefaultAsync(cancellationToken);
        if (content?.City is null || content.ServiceType is null)
        {
            return;
        }

        var topic = await db.LocalTopics.SingleOrDefaultAsync(
            t => t.TenantId == content.TenantId && EF.Functions.ILike(t.ServiceType, SearchWords.Exactly(content.ServiceType)) && EF.Functions.ILike(t.City, SearchWords.Exactly(content.City)), cancellationToken);
        if (topic is not null && !(topic.LastPostedAt > at))
        {
            (topic.Status, topic.LastPostedAt, topic.LastPostId) = (LocalTopicStatus.Published, at, post.Id);
        }
    }
}
