using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Marketing;

/// <summary>What nobody approved in time does not go out, and says so.</summary>
public sealed class ApprovalDeadlines(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <returns>How many posts were skipped.</returns>
    public async Task<int> SkipLateAsync(CancellationToken cancellationToken = default)
    {
        var skipped = 0;
        foreach (var company in (await tenants.ListAsync(cancellationToken)).Where(t => t.Features.Contains(Feature.Marketing)))
        {
            await FieldMerge.RetryAsync(async () => skipped += await SkipLateAsync(company, cancellationToken));
        }

        return skipped;
    }

    private async Task<int> SkipLateAsync(TenantRow company, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await database.OpenAsync(Actor.System([company.Id]), Permission.ApprovePosts, cancellationToken);
        var late = await db.Posts.Where(p => p.TenantId == company.Id && p.Status == PostStatus.NeedsApproval && (p.ApproveBy ?? p.ScheduledFor) <= now).ToListAsync(cancellationToken);
        if (late.Count == 0)
        {
            return 0;
        }

        var approvers = late.Select(p => p.ReviewerId).OfType<Guid>().Distinct().ToList();
        var names = await db.Users.Where(u => approvers.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.FullName, cancellationToken);
        foreach (var post in late)
        {
            var by = TimeWords.In(post.Zone, clock).At((post.ApproveBy ?? post.ScheduledFor)!.Value);
            var who = post.ReviewerId is { } person && names.TryGetValue(person, out var name) ? name : "Nobody";
            post.Skip(
                $"Not approved by {by}.",
                who == "Nobody" ? "Reopen it, choose a new time and an approver, and send it for approval again." : $"Reopen it, choose a new time, and ask {who} again.");
        }

        await db.DescribeAsync(late.Count == 1 ? $"{late[0].ShortNumber} was not approved in time" : $"{late.Count} posts were not approved in time", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return late.Count;
    }
}
