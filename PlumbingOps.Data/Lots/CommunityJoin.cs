using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.Lots;

/// <summary>Makes communities one: what a <see cref="CommunityJoinPlan"/> says, for the merge of two builders and of two communities alike. Inside the caller's transaction.</summary>
internal static class CommunityJoin
{
    /// <summary>First: nobody books, renames or merges at these places until we are through.</summary>
    public static async Task LockAsync(AppDbContext db, IReadOnlyCollection<Guid> communities, CancellationToken cancellationToken)
    {
        var ids = communities.ToArray();
        await db.Database.ExecuteSqlAsync($"select from app.communities where id = any ({ids}) order by id for update", cancellationToken);
        await db.Database.ExecuteSqlAsync($"select from app.lots where community_id = any ({ids}) order by id for update", cancellationToken);
    }

    /// <summary>Archives what is absorbed. Before anything moves, for every spelling that moves rewrites the search text of lots, and their versions with it.</summary>
    public static async Task ArchiveAsync(AppDbContext db, CommunityJoinPlan plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (community, _) in plan.Communities)
        {
            community.ArchivedAt ??= now;
        }

        foreach (var (lot, kept) in plan.Joined)
        {
            Fill(lot, kept);
            lot.ArchivedAt = now;
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <param name="builderId">Of the communities that stay.</param>
    /// <param name="names">How the absorbed communities were called, in the order of the plan.</param>
    public static async Task MoveAsync(AppDbContext db, CommunityJoinPlan plan, Guid builderId, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var (absorbed, into, called) = (plan.Communities.Select(j => j.Source.Id).ToArray(), plan.Communities.Select(j => j.Target.Id).ToArray(), names.ToArray());
        // A spelling both have stays behind with the archived community.
        await db.Database.ExecuteSqlAsync($"""
            update app.community_aliases a set builder_id = {builderId}, community_id = j.target from unnest({absorbed}, {into}) j (source, target)
            where a.community_id = j.source and not exists (select from app.communities c where c.id = j.target and app.plain(c.name) = app.plain(a.alias))
                and not exists (select from app.community_aliases o where o.community_id = j.target and app.plain(o.alias) = app.plain(a.alias))
            """, cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            insert into app.community_aliases (id, builder_id, community_id, alias)
            select gen_random_uuid(), {builderId}, j.target, min(j.name) from unnest({into}, {called}) j (target, name)
            where not exists (select from app.communities t where t.id = j.target and app.plain(t.name) = app.plain(j.name))
                and not exists (select from app.community_aliases o where o.community_id = j.target and app.plain(o.alias) = app.plain(j.name))
            group by j.target, app.plain(j.name)
            """, cancellationToken);
        var (lots, places) = (plan.Moving.Select(l => l.Lot.Id).ToArray(), plan.Moving.Select(l => l.CommunityId).ToArray());
        await db.Database.ExecuteSqlAsync($"update app.lots l set community_id = m.place from unnest({lots}, {places}) m (lot, place) where l.id = m.lot", cancellationToken);
        await MoveWorkAsync(db, plan, cancellationToken);
    }

    private static async Task MoveWorkAsync(AppDbContext db, CommunityJoinPlan plan, CancellationToken cancellationToken)
    {
        var (sources, targets) = (plan.Joined.Select(l => l.Source.Id).ToArray(), plan.Joined.Select(l => l.Target.Id).ToArray());
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

        target.Notes = Merging.Notes(target.Notes, source.Notes);
    }
}
