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
    private const int ObstaclesNamed = 3;

    public async Task<BuilderMerge> PreviewAsync(Guid sourceId, Guid targetId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(by, cancellationToken);
        var (source, target) = await PairAsync(db, sourceId, targetId, cancellationToken);
        return await LookAsync(db, source, target, await BuilderMergePlan.MakeAsync(db, source, target, cancellationToken), Fill(source, target), cancellationToken);
    }

    /// <summary>One transaction, one change set.</summary>
    /// <returns>What moved, and the change set that undoes it.</returns>
    /// <exception cref="RuleException">Something would be lost or mixed up; nothing was merged.</exception>
    public async Task<BuilderMerge> MergeAsync(Guid sourceId, Guid targetId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(by, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await LockAsync(db, sourceId, targetId, cancellationToken);
        var (source, target) = await PairAsync(db, sourceId, targetId, cancellationToken);
        var plan = await BuilderMergePlan.MakeAsync(db, source, target, cancellationToken);
        RequireNone(plan.Obstacles);
        var merge = await LookAsync(db, source, target, plan, Fill(source, target), cancellationToken);
        await db.DescribeAsync($"Merged the builder {source.Name} into {target.Name}", cancellationToken);

        await ArchiveAsync(db, plan, source, merge, cancellationToken);
        await MoveToAsync(db, merge, cancellationToken);
        await MoveCommunitiesAsync(db, plan, target, cancellationToken);
        await JoinLotsAsync(db, plan, cancellationToken);
        db.BuilderAliases.Add(new BuilderAlias { BuilderId = targetId, Alias = merge.Source });
        await db.SaveOrRefuseAsync(BuilderNames.JustTaken(merge.Source, nameof(BuilderAlias.Alias)), cancellationToken);
        var set = await db.Database.SqlQuery<Guid>($"select current_setting('app.tx_change_set')::uuid as \"Value\"").SingleAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return merge with { ChangeSetId = set };
    }

    public Task<UndoPreview> UndoAsync(Guid changeSetId, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.MergeBuilders);
        return history.UndoAsync(changeSetId, by, null, cancellationToken);
    }

    /// <summary>Builders are shared: whoever does not see every company's jobs and calls would move some blindly.</summary>
    private async Task<AppDbContext> OpenAsync(Actor by, CancellationToken cancellationToken)
    {
        var db = await database.OpenAsync(by, Permission.MergeBuilders, cancellationToken);
        if ((await tenants.ListAsync(cancellationToken)).Any(t => !by.MaySee(t.Id)))
        {
            await db.DisposeAsync();
            throw new RuleException("All companies share the builders, and a merge moves every company's jobs, calls and contacts. Ask an administrator who sees all companies.");
        }

        return db;
    }

    /// <summary>Nobody books, renames or merges at these places until we are through.</summary>
    private static async Task LockAsync(AppDbContext db, Guid sourceId, Guid targetId, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"select from app.builders where id in ({sourceId}, {targetId}) order by id for update", cancellationToken);
        await db.Database.ExecuteSqlAsync($"select from app.communities where builder_id in ({sourceId}, {targetId}) order by id for update", cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"select from app.lots where community_id in (select id from app.communities where builder_id in ({sourceId}, {targetId})) order by id for update", cancellationToken);
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

    private static void RequireNone(IReadOnlyList<MergeObstacle> obstacles)
    {
        if (obstacles.Count > 0)
        {
            var more = obstacles.Count > ObstaclesNamed ? $" And {obstacles.Count - ObstaclesNamed} more." : null;
            throw new RuleException($"Nothing was merged. {string.Join(' ', obstacles.Take(ObstaclesNamed).Select(o => o.Text))}{more}");
        }
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
            target.Notes = Notes(target.Notes, source.Notes);
            filled.Add("notes");
        }

        return filled;
    }

    private static string Notes(string? kept, string other)
    {
        var text = $"{kept}\n{other}".Trim();
        return text.Length <= Builder.NotesMaxLength ? text : text[..Builder.NotesMaxLength];
    }

    private static async Task<BuilderMerge> LookAsync(AppDbContext db, Builder source, Builder target, BuilderMergePlan plan, IReadOnlyList<string> fills, CancellationToken cancellationToken) => new(
        source.Id, source.Name, target.Id, target.Name, plan.Moving.Count, plan.Joined.Count,
        await db.Lots.CountAsync(l => l.Community!.BuilderId == source.Id, cancellationToken), plan.JoinedLots.Count,
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
        // What the office answered while importing names builders by name.
        await db.ImportWords.Where(w => w.Subject == QuestionSubject.Builder && w.Meaning == merge.Source).ExecuteUpdateAsync(w => w.SetProperty(x => x.Meaning, merge.Target), cancellationToken);
        await db.ImportWords.Where(w => w.Builder == merge.Source && !db.ImportWords.Any(o => o.TenantId == w.TenantId && o.Subject == w.Subject && o.Builder == merge.Target && o.Written == w.Written))
            .ExecuteUpdateAsync(w => w.SetProperty(x => x.Builder, merge.Target), cancellationToken);
    }

    /// <summary>A community takes its aliases along by itself (merge.sql); those of a joined one go to the one that stays.</summary>
    private static async Task MoveCommunitiesAsync(AppDbContext db, BuilderMergePlan plan, Builder target, CancellationToken cancellationToken)
    {
        var moving = plan.Moving.ToArray();
        await db.Database.ExecuteSqlAsync($"update app.communities set builder_id = {target.Id} where id = any ({moving})", cancellationToken);
        var (joined, into) = (plan.Joined.Select(j => j.Source.Id).ToArray(), plan.Joined.Select(j => j.Target.Id).ToArray());
        // A spelling both have stays behind with the archived community.
        await db.Database.ExecuteSqlAsync($"""
            update app.community_aliases a set builder_id = {target.Id}, community_id = j.target from unnest({joined}, {into}) j (source, target)
            where a.community_id = j.source and not exists (select from app.communities c where c.id = j.target and app.plain(c.name) = app.plain(a.alias))
                and not exists (select from app.community_aliases o where o.community_id = j.target and app.plain(o.alias) = app.plain(a.alias))
            """, cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            insert into app.community_aliases (id, builder_id, community_id, alias)
            select gen_random_uuid(), {target.Id}, j.target, min(c.name) from unnest({joined}, {into}) j (source, target) join app.communities c on c.id = j.source
            where not exists (select from app.communities t where t.id = j.target and app.plain(t.name) = app.plain(c.name))
                and not exists (select from app.community_aliases o where o.community_id = j.target and app.plain(o.alias) = app.plain(c.name))
            group by j.target, app.plain(c.name)
            """, cancellationToken);
        var (lots, places) = (plan.MovingLots.Select(l => l.Lot.Id).ToArray(), plan.MovingLots.Select(l => l.CommunityId).ToArray());
        await db.Database.ExecuteSqlAsync($"update app.lots l set community_id = m.place from unnest({lots}, {places}) m (lot, place) where l.id = m.lot", cancellationToken);
    }

    private static async Task JoinLotsAsync(AppDbContext db, BuilderMergePlan plan, CancellationToken cancellationToken)
    {
        var (sources, targets) = (plan.JoinedLots.Select(l => l.Source.Id).ToArray(), plan.JoinedLots.Select(l => l.Target.Id).ToArray());
        await db.Database.ExecuteSqlAsync($"update app.jobs j set lot_id = p.target from unnest({sources}, {targets}) p (source, target) where j.lot_id = p.source", cancellationToken);
        await db.Database.ExecuteSqlAsync($"update app.service_calls c set lot_id = p.target from unnest({sources}, {targets}) p (source, target) where c.lot_id = p.source", cancellationToken);
        await db.Database.ExecuteSqlAsync($"update app.lot_owners o set lot_id = p.target from unnest({sources}, {targets}) p (source, target) where o.lot_id = p.source", cancellationToken);
        // Of two warranties the one that started later counts, as the later of Trim and Final does; the other stays behind with its lot.
        await db.Database.ExecuteSqlAsync($"""
            update app.lot_warranties w set starts_on = o.starts_on, ends_on = o.ends_on, job_id = o.job_id
            from unnest({sources}, {targets}) p (source, target) join app.lot_warranties o on o.lot_id = p.source
            where w.lot_id = p.target and w.tenant_id = o.tenant_id and o.starts_on > w.starts_on
            """, cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            update app.lot_warranties w set lot_id = p.target from unnest({sources}, {targets}) p (source, target)
            where w.lot_id = p.source and not exists (select from app.lot_warranties o where o.lot_id = p.target and o.tenant_id = w.tenant_id)
            """, cancellationToken);
    }

    private static void Fill(Lot source, Lot target)
    {
        target.Plan ??= source.Plan;
        target.ClosingDate ??= source.ClosingDate;
        if (target.Street is null && source.Street is not null)
        {
            (target.Street, target.City, target.State, target.Zip) = (source.Street, source.City, source.State, source.Zip);
        }

        if (source.Notes is not null && source.Notes != target.Notes)
        {
            target.Notes = Notes(target.Notes, source.Notes);
        }
    }

    /// <summary>
    /// Before anything moves, for every spelling that moves rewrites the search text of lots, and their versions with it. The absorbed builder gives its
    /// name away, so that the name can mean the other.
    /// </summary>
    private async Task ArchiveAsync(AppDbContext db, BuilderMergePlan plan, Builder source, BuilderMerge merge, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var (community, _) in plan.Joined)
        {
            community.ArchivedAt ??= now;
        }

        foreach (var (lot, kept) in plan.JoinedLots)
        {
            Fill(lot, kept);
            lot.ArchivedAt = now;
        }

        await db.SaveChangesAsync(cancellationToken);
        source.Name = await FreeNameAsync(db, merge.Source, cancellationToken);
        source.Notes = Notes(source.Notes, $"Merged into {merge.Target}.");
        source.ArchivedAt = now;
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<string> FreeNameAsync(AppDbContext db, string name, CancellationToken cancellationToken)
    {
        for (var time = 1; ; time++)
        {
            var ending = time == 1 ? " (merged)" : $" (merged {time})";
            var free = name[..Math.Min(name.Length, Builder.NameMaxLength - ending.Length)] + ending;
            if (!await db.Builders.AnyAsync(b => AppDbContext.Plain(b.Name) == AppDbContext.Plain(free), cancellationToken)
                && !await db.BuilderAliases.AnyAsync(a => AppDbContext.Plain(a.Alias) == AppDbContext.Plain(free), cancellationToken))
            {
                return free;
            }
        }
    }
}
