using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.History;

/// <summary>Everything a page may ask of the one log: what happened to a record, what happened at all, and putting it back.</summary>
public sealed class HistoryService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>So many records of a change set are named in a list; more are counted on its own page.</summary>
    private const int SampleSize = 30;
    private const int RecordsShown = 3;
    /// <summary>A search that finds more shows the newest; the person types another word.</summary>
    private const int MostFound = 500;

    /// <summary>The history of one record and of what hangs on it, newest first, a transaction each.</summary>
    /// <param name="entity">The record's table: jobs, service_calls, customers, lots, …</param>
    public async Task<ListPage<HistoryEntry>> ForRecordAsync(string entity, Guid id, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, HistoryRights.ToSee(entity), cancellationToken);
        await RequireOwnAsync(db, entity, id, cancellationToken);
        var ofRecord = db.Changes.AsNoTracking().Where(c => c.RootId == id && c.RootEntity == entity);
        var sets = db.ChangeSets.AsNoTracking().Where(s => ofRecord.Select(c => c.ChangeSetId).Contains(s.Id));
        var page = await sets.ToPageAsync(request with { Descending = true }, s => s.At, s => s.Id, s => s, cancellationToken);
        var ids = page.Rows.Select(s => s.Id).ToList();
        var changes = await ofRecord.Where(c => ids.Contains(c.ChangeSetId)).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        var rows = await (await ReaderAsync(db, by, cancellationToken)).ReadAsync(changes, cancellationToken);
        var bySet = rows.Zip(changes).ToLookup(p => p.Second.ChangeSetId, p => p.First);
        return page.With(page.Rows.Select(s => new HistoryEntry(s.Id, s.At, s.ActorId, s.ActorName, s.Source, s.Summary, s.Undoes, bySet[s.Id].ToList())).ToList());
    }

    /// <summary>Everything that happened, newest first.</summary>
    public async Task<ListPage<HistoryRow>> ListAsync(HistoryFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeHistory, cancellationToken);
        var sets = await FilterAsync(db, filter, cancellationToken);
        var page = await sets.ToPageAsync(request with { Descending = true }, s => s.At, s => s.Id, s => s, cancellationToken);
        return page.With(await HeadsAsync(db, page.Rows, by, cancellationToken));
    }

    /// <summary>One change set with what it changed, in the order it happened.</summary>
    public async Task<ChangeSetDetail> GetAsync(Guid changeSetId, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeHistory, cancellationToken);
        var set = await db.ChangeSets.AsNoTracking().SingleOrDefaultAsync(s => s.Id == changeSetId, cancellationToken) ?? throw new NotFoundException("The change");
        var changes = await db.Changes.AsNoTracking().Where(c => c.ChangeSetId == changeSetId && c.At == set.At)
            .ToPageAsync(request with { Descending = false }, c => c.Id, c => c.EntityId, c => c, cancellationToken);
        var rows = await (await ReaderAsync(db, by, cancellationToken)).ReadAsync(changes.Rows, cancellationToken);
        var undoneBy = await ChangeSetUndo.InEffectAsync(db, changeSetId, cancellationToken);
        var head = (await HeadsAsync(db, [set], by, cancellationToken))[0];
        var kinds = await db.Changes.Where(c => c.ChangeSetId == changeSetId && c.At == set.At).Select(c => new { c.RootEntity, c.Entity }).Distinct().ToListAsync(cancellationToken);
        return new ChangeSetDetail(head, undoneBy, set.CorrelationId, changes.With(rows), undoneBy is null && kinds.TrueForAll(k => HistoryRights.MayPutBack(by, k.RootEntity, k.Entity)));
    }

    /// <summary>Who can be filtered by.</summary>
    public async Task<IReadOnlyList<Choice>> PeopleAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeHistory, cancellationToken);
        var visible = db.Scope!.Tenants;
        return await db.Users.AsNoTracking().Where(u => u.TenantId == null || visible.Contains(u.TenantId)).OrderBy(u => u.FullName)
            .Select(u => new Choice(u.Id, u.FullName, u.UserName)).ToListAsync(cancellationToken);
    }

    /// <summary>Sets one field back to what it was before the change.</summary>
    /// <param name="seen">After a conflict: the present value as the person was shown it, as JSON. Another change meanwhile is a conflict again.</param>
    /// <exception cref="PutBackConflictException">The value was changed again since; nothing was stored.</exception>
    public Task PutBackFieldAsync(long changeId, string column, Actor by, string? seen = null, CancellationToken cancellationToken = default) =>
        PutBackAsync(changeId, [column], seen, by, cancellationToken);

    /// <summary>Sets all fields of the change back, for fields that only go together; or puts back the row it removed.</summary>
    /// <exception cref="PutBackConflictException">A value was changed again since; nothing was stored.</exception>
    public Task PutBackChangeAsync(long changeId, Actor by, CancellationToken cancellationToken = default) =>
        PutBackAsync(changeId, null, null, by, cancellationToken);

    /// <summary>Shows an archived record again.</summary>
    public async Task RestoreAsync(string entity, Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenToPutBackAsync(by, entity, entity, cancellationToken);
        await RowPutBack.RestoreAsync(db, entity, id, cancellationToken);
    }

    /// <summary>What taking back a change set would do, and what stands in the way. Changes nothing.</summary>
    public Task<UndoPreview> PreviewUndoAsync(Guid changeSetId, Actor by, CancellationToken cancellationToken = default) => PreviewUndoAsync([changeSetId], by, cancellationToken);

    /// <summary>The same for several change sets that are taken back as one, newest first.</summary>
    public async Task<UndoPreview> PreviewUndoAsync(IReadOnlyList<Guid> newestFirst, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.PutBack, cancellationToken);
        return await new ChangeSetUndo(db, by, tenants, await ReaderAsync(db, by, cancellationToken)).PreviewAsync(newestFirst, cancellationToken);
    }

    /// <summary>Takes back a whole change set in one transaction, in reverse, or nothing of it.</summary>
    /// <param name="also">More to store in the same transaction, such as the state of the import it was.</param>
    /// <exception cref="UndoConflictException">Later edits stand in the way; nothing was stored.</exception>
    public Task<UndoPreview> UndoAsync(Guid changeSetId, Actor by, Func<AppDbContext, CancellationToken, Task>? also = null, CancellationToken cancellationToken = default) =>
        UndoAsync([changeSetId], by, also, cancellationToken);

    /// <summary>The same for several change sets, newest first: all or none.</summary>
    public async Task<UndoPreview> UndoAsync(IReadOnlyList<Guid> newestFirst, Actor by, Func<AppDbContext, CancellationToken, Task>? also = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.PutBack, cancellationToken);
        var done = await new ChangeSetUndo(db, by, tenants, await ReaderAsync(db, by, cancellationToken)).RunAsync(newestFirst, also, cancellationToken);
        tenants.Forget();
        return done;
    }

    /// <summary>For a room whose records are changed on their own page only: it takes back a change set of its own, when it knows that this is right.</summary>
    /// <param name="room">The table of its records.</param>
    internal async Task UndoOfRoomAsync(Guid changeSetId, string room, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.PutBack, cancellationToken);
        await new ChangeSetUndo(db, by, tenants, await ReaderAsync(db, by, cancellationToken), room).RunAsync([changeSetId], null, cancellationToken);
    }

    private async Task PutBackAsync(long changeId, IReadOnlyList<string>? columns, string? seen, Actor by, CancellationToken cancellationToken)
    {
        by.Require(Permission.PutBack);
        var (root, entity) = await KindOfAsync(changeId, by, cancellationToken);
        await using var db = await OpenToPutBackAsync(by, root, entity, cancellationToken);
        var change = await db.Changes.AsNoTracking().SingleOrDefaultAsync(c => c.Id == changeId, cancellationToken) ?? throw new NotFoundException("The change");
        await RequireOwnAsync(db, change.RootEntity, change.RootId, cancellationToken);
        await new RowPutBack(db, await ReaderAsync(db, by, cancellationToken)).RunAsync(change, columns, seen, cancellationToken);
        tenants.Forget();
    }

    /// <summary>The kind of record decides which permission, and so which companies, it is put back with.</summary>
    private async Task<(string Root, string Entity)> KindOfAsync(long changeId, Actor by, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.PutBack, cancellationToken);
        var kind = await db.Changes.Where(c => c.Id == changeId).Select(c => new { c.RootEntity, c.Entity }).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The change");
        return (kind.RootEntity, kind.Entity);
    }

    private Task<AppDbContext> OpenToPutBackAsync(Actor by, string root, string entity, CancellationToken cancellationToken)
    {
        by.Require(Permission.PutBack);
        return HistoryRights.IsPutBackHere(root, entity)
            ? database.OpenAsync(by, HistoryRights.ToEdit(root), cancellationToken)
            : throw new RuleException(HistoryRights.WhyNotHere(root, entity));
    }

    /// <summary>A technician sees the history of own jobs and calls only.</summary>
    private static async Task RequireOwnAsync(AppDbContext db, string root, Guid id, CancellationToken cancellationToken)
    {
        if (!db.Scope!.Actor.OnlyOwn)
        {
            return;
        }

        var own = root switch
        {
            "jobs" => await db.Jobs.AnyAsync(j => j.Id == id, cancellationToken),
            "service_calls" => await db.ServiceCalls.AnyAsync(c => c.Id == id, cancellationToken),
            _ => false,
        };
        if (!own)
        {
            throw new NotFoundException("The record");
        }
    }

    private async Task<IQueryable<ChangeSet>> FilterAsync(AppDbContext db, HistoryFilter filter, CancellationToken cancellationToken)
    {
        var sets = db.ChangeSets.AsNoTracking();
        if (filter.PersonId is { } person) { sets = sets.Where(s => s.ActorId == person); }
        if (filter.Source is { } source) { var name = source.ToString(); sets = sets.Where(s => s.Source == name); }
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            // Searched once for the page and for its count.
            var found = await db.FindChangeSets(filter.Search, MostFound).Select(f => f.Id).ToListAsync(cancellationToken);
            sets = sets.Where(s => found.Contains(s.Id));
        }

        var companies = (await tenants.ListAsync(cancellationToken)).Where(t => db.Scope!.Tenants.Contains(t.Id)).ToList();
        var zone = companies.FirstOrDefault(t => t.Id == filter.TenantId) ?? companies[0];
        if (filter.From is { } from) { var start = zone.StartOf(from); sets = sets.Where(s => s.At >= start); }
        if (filter.To is { } to && to < DateOnly.MaxValue) { var end = zone.StartOf(to.AddDays(1)); sets = sets.Where(s => s.At < end); }
        if (filter.TenantId is null && filter.Entity is null && filter.RecordId is null)
        {
            return sets;
        }

        var changes = db.Changes.AsQueryable();
        if (filter.TenantId is { } tenant) { changes = changes.Where(c => c.TenantId == tenant); }
        if (filter.Entity is { } entity) { changes = changes.Where(c => c.RootEntity == entity); }
        return filter.RecordId is { } record
            ? sets.Where(s => changes.Where(c => c.RootId == record).Select(c => c.ChangeSetId).Contains(s.Id))
            : sets.Where(s => changes.Any(c => c.ChangeSetId == s.Id && c.At == s.At));
    }

    /// <summary>Change sets as a list shows them: what they did in a sentence, and the first records they touched.</summary>
    private async Task<IReadOnlyList<HistoryRow>> HeadsAsync(AppDbContext db, IReadOnlyList<ChangeSet> sets, Actor by, CancellationToken cancellationToken)
    {
        var sample = await FirstChangesAsync(db, sets, cancellationToken);
        var untold = sets.Where(s => s.Summary is null).Select(s => s.Id).ToHashSet();
        var heads = await (await ReaderAsync(db, by, cancellationToken)).ReadHeadsAsync(sample, c => untold.Contains(c.ChangeSetId), cancellationToken);
        var bySet = heads.ToLookup(h => h.Change.ChangeSetId);
        var wide = sets.Where(s => bySet[s.Id].Count() > SampleSize).ToList();
        var companiesOf = (await CompaniesAsync(db, wide, cancellationToken)).Concat(sample.Where(c => c.TenantId is not null).Select(c => new TouchedCompany(c.ChangeSetId, c.TenantId!)))
            .Distinct().OrderBy(c => c.TenantId, StringComparer.Ordinal).ToLookup(c => c.ChangeSetId, c => c.TenantId);
        return sets.Select(set =>
        {
            var changes = bySet[set.Id].ToList();
            var records = changes.Select(c => c.Root).DistinctBy(r => (r.Entity, r.Id)).ToList();
            var many = changes.Count > SampleSize;
            return new HistoryRow(
                set.Id, set.At, set.ActorId, set.ActorName, set.Source, set.Summary ?? Sentence(changes, records, many), set.Undoes,
                [.. companiesOf[set.Id]], records.Take(RecordsShown).ToList(), many || records.Count > RecordsShown);
        }).ToList();
    }

    /// <summary>One step down an index for each set; said in LINQ, every change there is would be numbered first.</summary>
    private static Task<List<Change>> FirstChangesAsync(AppDbContext db, IReadOnlyList<ChangeSet> sets, CancellationToken cancellationToken)
    {
        var (ids, times) = (sets.Select(s => s.Id).ToArray(), sets.Select(s => s.At).ToArray());
        return db.Changes.FromSql($"""
            select c.* from unnest({ids}, {times}) as s (id, at)
            cross join lateral (select * from history.changes c where c.change_set_id = s.id and c.at = s.at order by c.id limit {SampleSize + 1}) c
            """).AsNoTracking().ToListAsync(cancellationToken);
    }

    /// <summary>Of sets too long to read: one look down an index for each company.</summary>
    private static async Task<IReadOnlyList<TouchedCompany>> CompaniesAsync(AppDbContext db, List<ChangeSet> sets, CancellationToken cancellationToken)
    {
        if (sets.Count == 0)
        {
            return [];
        }

        var (ids, times, tenants) = (sets.Select(s => s.Id).ToArray(), sets.Select(s => s.At).ToArray(), db.Scope!.Tenants.ToArray());
        return await db.Database.SqlQuery<TouchedCompany>($"""
            select s.id as "ChangeSetId", t.id as "TenantId" from unnest({ids}, {times}) as s (id, at) cross join unnest({tenants}) as t (id)
            where exists (select from history.changes c where c.change_set_id = s.id and c.at = s.at and c.tenant_id = t.id)
            """).ToListAsync(cancellationToken);
    }

    private sealed record TouchedCompany(Guid ChangeSetId, string TenantId);

    /// <summary>"Changed job J-1042: Notes, First day"; "Created customer Ann Example".</summary>
    private static string Sentence(List<ChangeHead> changes, List<TouchedRecord> records, bool many)
    {
        if (many || records.Count != 1)
        {
            var kinds = records.GroupBy(r => r.Entity).Select(g => HistoryWords.Count(g.Count(), g.Key));
            return many ? "Changed many records" : $"Changed {string.Join(", ", kinds)}";
        }

        var root = changes.FirstOrDefault(c => c.Change.Entity == c.Root.Entity);
        var what = $"{HistoryWords.Noun(records[0].Entity)} {records[0].Title}";
        if (root is { Change.Action: not "update" })
        {
            return $"{(root.Change.Action == "insert" ? "Created" : "Deleted")} {what}";
        }

        var parts = (root?.Labels ?? []).Concat(changes.Where(c => c.Change.Entity != c.Root.Entity).Select(c => c.What.ToLowerInvariant())).Distinct().ToList();
        return parts.Count == 0 ? $"Changed {what}" : $"Changed {what}: {string.Join(", ", parts)}";
    }

    private async Task<ChangeReader> ReaderAsync(AppDbContext db, Actor by, CancellationToken cancellationToken) =>
        new(db, by, await tenants.ListAsync(cancellationToken), clock);
}
