using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Publishing;

/// <summary>What last night's look found, where people work: what would keep a post of the coming days from going out, and what to do.</summary>
public sealed class PreflightService(Db database, TenantDirectory tenants, Preflight preflight, TimeProvider clock)
{
    /// <summary>The soonest first; of one account, of one post, or all.</summary>
    public async Task<IReadOnlyList<PreflightRow>> ListAsync(PreflightFilter filter, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        return await Coming(db, clock.GetUtcNow()).Where(f => (filter.PostId == null || f.PostId == filter.PostId) && (filter.AccountId == null || f.AccountId == filter.AccountId))
            .OrderBy(f => f.Post!.ScheduledFor).ThenBy(f => f.PostId).ThenBy(f => f.Kind)
            .Select(f => new PreflightRow(f.PostId, "P-" + f.Post!.Number, f.Post.Content!.Title, f.TenantId, f.Post.ScheduledFor, f.AccountId, f.Post.Account!.Name, f.Kind, f.Cause, f.NextStep, f.FoundAt)).ToListAsync(cancellationToken);
    }

    /// <summary>Something was mended: looks at a company's coming posts now, instead of tonight.</summary>
    /// <returns>How many faults there are.</returns>
    public async Task<int> LookAgainAsync(string tenantId, Actor by, CancellationToken cancellationToken = default)
    {
        await using (var db = await database.OpenAsync(by, Permission.ResolvePublishing, cancellationToken))
        {
            if (!db.Scope!.Tenants.Contains(tenantId))
            {
                throw new NotFoundException("The company");
            }
        }

        return await preflight.LookAtAsync(await tenants.GetAsync(tenantId, cancellationToken), cancellationToken);
    }

    /// <summary>What has gone out, was cancelled or moved into the tray since has nothing to mend any more.</summary>
    internal static IQueryable<PreflightFinding> Coming(AppDbContext db, DateTimeOffset now) => db.PreflightFindings.Where(f =>
        f.Post!.ScheduledFor > now && (f.Post.Status == PostStatus.Scheduled || f.Post.Status == PostStatus.NeedsApproval || f.Post.Status == PostStatus.Draft)
        // What was not approved is approved by now.
        && (f.Kind != PreflightCheck.Approval || f.Post.Status != PostStatus.Scheduled || f.Post.ApprovedAt <= f.FoundAt || f.Post.ApprovedAt > now));
}

/// <summary>What findings are narrowed to.</summary>
public sealed record PreflightFilter(Guid? PostId = null, Guid? AccountId = null);

public sealed record PreflightRow(
    Guid PostId, string PostNumber, string Title, string TenantId, DateTimeOffset? ScheduledFor, Guid AccountId, string AccountName, PreflightCheck Check, string Cause, string NextStep, DateTimeOffset FoundAt);
