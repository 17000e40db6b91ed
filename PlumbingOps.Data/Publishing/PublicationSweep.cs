using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Publishing;

/// <summary>Finds what the ledger lacks, whatever path a post came by: scheduled and not planned, moved, or marked as posted by hand. Running twice does no harm.</summary>
public sealed class PublicationSweep(Db database, TenantDirectory tenants, PublicationLedger ledger, ILogger<PublicationSweep> logger)
{
    private const int AtOnce = 500;

    private static readonly PublicationState[] Open = [.. PublicationLedger.UnderWay, PublicationState.Parked, PublicationState.Rejected];

    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var count = 0;
        foreach (var tenant in await tenants.ListAsync(cancellationToken))
        {
            if (tenant.Features.Contains(Feature.Marketing))
            {
                count += await PlanAsync(tenant.Id, cancellationToken);
            }
        }

        return count;
    }

    private async Task<int> PlanAsync(string tenant, CancellationToken cancellationToken)
    {
        var missing = await MissingAsync(tenant, cancellationToken);
        foreach (var id in missing)
        {
            await using var db = await OpenAsync(tenant, cancellationToken);
            if (await db.Posts.SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } post)
            {
                continue;
            }

            try
            {
                await ledger.PlanAsync(db, post, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (RuleException refusal)
            {
                db.ChangeTracker.Clear();
                await SkipAsync(db, id, refusal.Message, "Change it, have it approved, and schedule it again.", cancellationToken);
            }
            catch (DbUpdateException)
            {
                // Another process was faster, or a person is just moving it: the next sweep sees what is left to do.
                logger.LogInformation("The ledger of post {Post} was being written by somebody else", id);
            }
        }

        return missing.Count;
    }

    private async Task<List<Guid>> MissingAsync(string tenant, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(tenant, cancellationToken);
        return await db.Posts
            .Where(p => p.TenantId == tenant && ((p.Status == PostStatus.Posted && p.PostedManually && db.Publications.Any(x => x.PostId == p.Id && Open.Contains(x.State)))
                || (p.Status == PostStatus.Scheduled && !db.Publications.Any(x => x.PostId == p.Id && x.LookAt != null && x.DueAt == p.ScheduledFor && x.Fingerprint == p.ApprovedFingerprint
                    && (x.State == PublicationState.Waiting || x.State == PublicationState.Preparing || x.State == PublicationState.Due)))))
            .OrderBy(p => p.ScheduledFor).Select(p => p.Id).Take(AtOnce).ToListAsync(cancellationToken);
    }

    private static async Task SkipAsync(AppDbContext db, Guid id, string cause, string nextStep, CancellationToken cancellationToken)
    {
        var post = await db.Posts.SingleAsync(p => p.Id == id, cancellationToken);
        if (PostVerb.Skip.From().Contains(post.Status))
        {
            post.Skip(cause.Length > Post.ReasonMaxLength ? cause[..Post.ReasonMaxLength] : cause, nextStep);
            await db.DescribeAsync($"Left {post.ShortNumber} out: {cause}", cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    private Task<AppDbContext> OpenAsync(string tenant, CancellationToken cancellationToken) =>
        database.OpenAsync(Actor.System([tenant]), Permission.ResolvePublishing, cancellationToken);
}
