using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Builders;

/// <summary>Two entries that are one builder: everything of the one moves to the other, its name becomes an alias, and the one is archived. Nothing is deleted.</summary>
public sealed class BuilderMergeService(Db database, TenantDirectory tenants, HistoryService history, TimeProvider clock)
{
    public async Task<BuilderMerge> PreviewAsync(Guid sourceId, Guid targetId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await Merging.OpenAsync(database, tenants, Permission.MergeBuilders, by, cancellationToken);
        var (source, target) = await PairAsync(db, sourceId, targetId, cancellationToken);
        return await LookAsync(db, source, target, await BuilderMergePlan.MakeAsync(db, source, target, cancellationToken), Fill(source, target), cancellationToken);
    }

    /// <summary>One transaction, one change set.</summary>
    /// <returns>What moved, and the change set that undoes it.</returns>
    /// <exception cref="RuleException">Something would be lost or mixed up; nothing was merged.</exception>
    public async Task<BuilderMerge> MergeAsync(Guid sourceId, Guid targetId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await Merging.OpenAsync(database, tenants, Permission.MergeBuilders, by, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await LockAsync(db, sourceId, targetId, cancellationToken);
        var (source, target) = await PairAsync(db, sourceId, targetId, cancellationToken);
        var plan = await BuilderMergePlan.MakeAsync(db, source, target, cancellationToken);
        MergeObstacle.RequireNone(plan.Obstacles);
        var merge = await LookAsync(db, source, target, plan, Fill(source, target), cancellationToken);
        await db.DescribeAsync($"Merged the builder {source.Name} into {target.Name}", cancellationToken);

        await ArchiveAsync(db, plan, source, merge, cancellationToken);
        await MoveToAsync(db, merge, cancellationToken);
        var moving = plan.Moving.ToArray();
        // A community takes its aliases along by itself (merge.sql).
        await db.Database.ExecuteSqlAsync($"update app.communities set builder_id = {targetId} where id = any ({moving})", cancellationToken);
        await CommunityJoin.MoveAsync(db, plan.Joined, targetId, [.. plan.Joined.Communities.Select(c => c.Source.Name)], cancellationToken);
        db.BuilderAliases.Add(new BuilderAlias { BuilderId = targetId, Alias = merge.Source });
        await db.SaveOrRefuseAsync(BuilderNames.JustTaken(merge.Source, nameof(BuilderAlias.Alias)), cancellationToken);
        var set = await Merging.ChangeSetAsync(db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return merge with { ChangeSetId = set };
    }

    public Task<UndoPreview> UndoAsync(Guid changeSetId, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.MergeBuilders);
        return history.UndoAsync(changeSetId, by, null, cancellationToken);
    }

    private static async Task LockAsync(AppDbContext db, Guid sourceId, Guid targetId, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"select from app.builders where id in ({sourceId}, {targetId}) order by id for update", cancellationToken);
        await CommunityJoin.LockAsync(db, await db.Communities.Where(c => c.BuilderId == sourceId || c.BuilderId == targetId).Select(c => c.Id).ToListAsync(cancellationToken), cancellationToken);
    }

    private static async Task<(Builder Source, Builder Target)> PairAsync(AppDbContext db, Guid sourceId, Guid targetId, CancellationToken cancellationToken)
    {
        var source = await BuilderService.FindAsync(db, sourceId, cancellationToken);
        var target = await BuilderService.FindAsync(db, targetId, cancellationToken);
        return (source.Id == target.Id, source.ArchivedAt ?? target.ArchivedAt) switch
        {
            (true, _) => throw new RuleException("A builder cannot be merged with itself."),
            (_, not null) => throw new RuleException($"{(source.ArchivedAt is null ? target : source).Name} is archived."),
            _ => (source, target),
        };
    }

    /// <summary>Gives the kept builder what it lacks. What both have stays as the kept one has it, and the other's notes follow its own.</summary>
    /// <returns>Labels of what was filled.</returns>
    private static List<string> Fill(Builder source, Builder target)
    {
        var filled = new List<string>();
        if (target.Phone is null && source.Phone is not null)
        {
            target.Phone = source.Phone;
            filled.Add("phone");
        }

        if ((target.Street ?? target.City) is null && (source.Street ?? source.City) is not null)
        {
            (target.Street, target.City, target.State, target.Zip) = (source.Street, source.City, source.State, source.Zip);
            filled.Add("address");
        }

        if (source.Notes is not null && source.Notes != target.Notes)
        {
            target.Notes = Merging.Notes(target.Notes, source.Notes);
            filled.Add("notes");
        }

        return filled;
    }

    private static async Task<BuilderMerge> LookAsync(AppDbContext db, Builder source, Builder target, BuilderMergePlan plan, IReadOnlyList<string> fills, CancellationToken cancellationToken) => new(
        source.Id, source.Name, target.Id, target.Name, plan.Moving.Count, plan.Joined.Communities.Count,
        await db.Lots.CountAsync(l => l.Community!.BuilderId == source.Id, cancellationToken), plan.Joined.Joined.Count,
        await db.Jobs.CountAsync(j => j.Lot!.Community!.BuilderId == source.Id, cancellationToken),
        await db.ServiceCalls.CountAsync(c => c.BuilderId == source.Id || c.BillToBuilderId == source.Id || c.Lot!.Community!.BuilderId == source.Id, cancellationToken),
        await db.BuilderContacts.CountAsync(c => c.BuilderId == source.Id, cancellationToken), await db.BuilderAliases.CountAsync(a => a.BuilderId == source.Id, cancellationToken),
        fills, plan.Obstacles);

    private static async Task MoveToAsync(AppDbContext db, BuilderMerge merge, CancellationToken cancellationToken)
    {
        var (from, to) = (merge.SourceId, merge.TargetId);
        await db.BuilderContacts.Where(c => c.BuilderId == from).ExecuteUpdateAsync(c => c.SetProperty(x => x.BuilderId, to), cancellationToken);
        await db.BuilderAliases.Where(a => a.BuilderId == from).ExecuteUpdateAsync(a => a.SetProperty(x => x.BuilderId, to), cancellationToken);
        await db.ServiceCalls.Where(c => c.BuilderId == from).ExecuteUpdateAsync(c => c.SetProperty(x => x.BuilderId, to), cancellationToken);
        await db.ServiceCalls.Where(c => c.BillToBuilderId == from).ExecuteUpdateAsync(c => c.SetProperty(x => x.BillToBuilderId, to), cancellationToken);
        // A login both are linked to stays linked to the kept one alone.
        await db.BuilderPortalAccounts.Where(l => l.BuilderId == from && db.BuilderPortalAccounts.Any(o => o.TenantId == l.TenantId && o.AccountId == l.AccountId && o.BuilderId == to)).ExecuteDeleteAsync(cancellationToken);
        await db.BuilderPortalAccounts.Where(l => l.BuilderId == from).ExecuteUpdateAsync(l => l.SetProperty(x => x.BuilderId, to), cancellationToken);
        await db.PortalRules.Where(r => r.BuilderId == from).ExecuteUpdateAsync(r => r.SetProperty(x => x.BuilderId, to), cancellationToken);
        // What the office answered while importing names builders by name.
        await db.ImportWords.Where(w => w.Subject == QuestionSubject.Builder && w.Meaning == merge.Source).ExecuteUpdateAsync(w => w.SetProperty(x => x.Meaning, merge.Target), cancellationToken);
        await db.ImportWords.Where(w => w.Builder == merge.Source && !db.ImportWords.Any(o => o.TenantId == w.TenantId && o.Subject == w.Subject && o.Builder == merge.Target && o.Written == w.Written))
            .ExecuteUpdateAsync(w => w.SetProperty(x => x.Builder, merge.Target), cancellationToken);
    }

    private async Task ArchiveAsync(AppDbContext db, BuilderMergePlan plan, Builder source, BuilderMerge merge, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await CommunityJoin.ArchiveAsync(db, plan.Joined, now, cancellationToken);
        source.Name = await Merging.NameAsync(merge.Source, Builder.NameMaxLength, async name =>
            await db.Builders.AnyAsync(b => AppDbContext.Plain(b.Name) == AppDbContext.Plain(name), cancellationToken)
            || await db.BuilderAliases.AnyAsync(a => AppDbContext.Plain(a.Alias) == AppDbContext.Plain(name), cancellationToken));
        source.Notes = Merging.Notes(source.Notes, $"Merged into {merge.Target}.");
        source.ArchivedAt = now;
        await db.SaveChangesAsync(cancellationToken);
    }
}
