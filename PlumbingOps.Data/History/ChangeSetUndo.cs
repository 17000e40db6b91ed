using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.History;

/// <summary>
/// Takes back a whole change set with a few statements per table. What each row was before and after the whole set is put together once, in a
/// temporary table; a row that is no longer as the set left it is a conflict, and one conflict stops everything.
/// </summary>
/// <param name="room">Records of this table may be taken back although people cannot do so in the history: their own page asks for it.</param>
internal sealed class ChangeSetUndo(AppDbContext db, Actor by, TenantDirectory tenants, ChangeReader reader, string? room = null)
{
    private const int ConflictsShown = 200;

    /// <summary>An import's own record is its room's business; it tells what became of it.</summary>
    private const string Bookkeeping = "import_batches";

    private readonly HistoryCatalogue catalogue = HistoryCatalogue.Of(db);

    /// <summary>The change set that took this one back and was not taken back itself.</summary>
    public static async Task<Guid?> InEffectAsync(AppDbContext db, Guid changeSetId, CancellationToken cancellationToken)
    {
        foreach (var undo in await db.ChangeSets.Where(s => s.Undoes == changeSetId).OrderByDescending(s => s.At).Select(s => s.Id).ToListAsync(cancellationToken))
        {
            if (await InEffectAsync(db, undo, cancellationToken) is null)
            {
                return undo;
            }
        }

        return null;
    }

    /// <param name="newestFirst">Several change sets are taken back as one: each as the later ones, once taken back, leave the records.</param>
    public async Task<UndoPreview> PreviewAsync(IReadOnlyList<Guid> newestFirst, CancellationToken cancellationToken)
    {
        // Never committed: an older set can only be looked at where the newer ones are gone.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        return await TakeBackAsync(newestFirst, applyLast: false, cancellationToken);
    }

    public async Task<UndoPreview> RunAsync(IReadOnlyList<Guid> newestFirst, Func<AppDbContext, CancellationToken, Task>? also, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var preview = await TakeBackAsync(newestFirst, applyLast: true, cancellationToken);
        if (!preview.IsFree)
        {
            throw new UndoConflictException(preview);
        }

        if (also is not null)
        {
            await also(db, cancellationToken);
        }

        // Whoever went back to an earlier hour may be elsewhere by now.
        await DoubleBooking.CheckNowAsync(db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return preview;
    }

    /// <summary>Stops at the first set in whose way something stands.</summary>
    private async Task<UndoPreview> TakeBackAsync(IReadOnlyList<Guid> newestFirst, bool applyLast, CancellationToken cancellationToken)
    {
        UndoPreview? whole = null;
        for (var i = 0; i < newestFirst.Count; i++)
        {
            var set = await CollectAsync(newestFirst[i], cancellationToken);
            var preview = await LookAsync(set, cancellationToken);
            whole = whole is null ? preview : whole.With(preview);
            if (!preview.IsFree)
            {
                break;
            }

            if (applyLast || i < newestFirst.Count - 1)
            {
                await HistorySql.AnnounceAsync(db, $"Took back: {preview.What}", set.Id, cancellationToken);
                await ApplyAsync(preview.Steps, cancellationToken);
            }
        }

        return whole ?? throw new ArgumentException("Nothing to take back.", nameof(newestFirst));
    }

    /// <summary>Who may, and the net effect of the set on every row.</summary>
    private async Task<ChangeSet> CollectAsync(Guid changeSetId, CancellationToken cancellationToken)
    {
        // Two who take back the same set wait for each other here; the second is told below that it is done.
        await HistorySql.RunAsync(db, "select set_config('statement_timeout', $2, true), pg_advisory_xact_lock(hashtextextended($1, 0))", [changeSetId.ToString(), $"{HistorySql.Patience}s"], cancellationToken);
        var set = await db.ChangeSets.AsNoTracking().SingleOrDefaultAsync(s => s.Id == changeSetId, cancellationToken) ?? throw new NotFoundException("The change");
        if (await InEffectAsync(db, changeSetId, cancellationToken) is not null)
        {
            throw new RuleException("This change was already taken back.");
        }

        if (!(await HistorySql.ReadAsync(db, "select history.sees_all($1)", [changeSetId], r => r.GetBoolean(0), cancellationToken))[0])
        {
            throw new RuleException("This change also touched another company's records, so you cannot take it back.");
        }

        await RequireRightsAsync(set, cancellationToken);
        await HistorySql.RunAsync(db, "drop table if exists undo_rows, undo_conflicts", [], cancellationToken);
        // Most rows changed once. Of several changes the earliest "before" and the last "after" of every cell count: later keys win in jsonb_object_agg.
        await HistorySql.RunAsync(db, """
            create temp table undo_rows on commit drop as
            select entity, entity_id, root_entity, root_id, tenant_id, last_id,
                case when actions[1] = 'insert' then 'remove' when actions[many] = 'delete' then 'restore' else 'change' end as effect,
                coalesce(case when many = 1 then befores[1] else (
                    select jsonb_object_agg(cell.key, cell.value order by n desc) from unnest(befores) with ordinality b (cells, n), jsonb_each(b.cells) cell) end, '{}') as before,
                coalesce(case when many = 1 then afters[1] else (
                    select jsonb_object_agg(cell.key, cell.value order by n) from unnest(afters) with ordinality a (cells, n), jsonb_each(a.cells) cell) end, '{}') as after
            from (
                select entity, entity_id, min(root_entity) as root_entity, (array_agg(root_id))[1] as root_id, min(tenant_id) as tenant_id, max(id) as last_id, count(*)::int as many,
                    array_agg(action order by id) as actions, array_agg(before order by id) as befores, array_agg(after order by id) as afters
                from history.changes where change_set_id = $1 and at = $2 and entity <> $3 group by entity, entity_id) touched
            where not (actions[1] = 'insert' and actions[many] = 'delete')
            """, [changeSetId, set.At, Bookkeeping], cancellationToken);
        await HistorySql.RunAsync(db, "create index on undo_rows (entity, entity_id)", [], cancellationToken);
        await HistorySql.RunAsync(db, "analyze undo_rows", [], cancellationToken);
        var touched = await HistorySql.ReadAsync(db, "select distinct entity from undo_rows", [], r => r.GetString(0), cancellationToken);
        foreach (var table in catalogue.ParentsFirst.Where(t => touched.Contains(t.Name)))
        {
            await HistorySql.RunAsync(
                db, $"select from {table.Sql} t join undo_rows u on u.entity_id = {table.IdSql} where u.entity = $1 order by u.entity_id for update of t", [table.Name], cancellationToken);
        }

        return set;
    }

    private async Task RequireRightsAsync(ChangeSet set, CancellationToken cancellationToken)
    {
        var touched = await db.Changes.Where(c => c.ChangeSetId == set.Id && c.At == set.At && c.Entity != Bookkeeping)
            .Select(c => new { c.Entity, c.RootEntity, c.TenantId }).Distinct().ToListAsync(cancellationToken);
        foreach (var kind in touched)
        {
            var permission = HistoryRights.ToEdit(kind.RootEntity);
            by.Require(permission);
            if ((kind.RootEntity != room && !HistoryRights.IsPutBackHere(kind.RootEntity, kind.Entity)) || catalogue.Find(kind.Entity) is null)
            {
                throw new RuleException(HistoryRights.WhyNotHere(kind.RootEntity, kind.Entity));
            }

            if (kind.TenantId is { } tenant && Permissions.FeatureOf(permission) is { } feature && (await tenants.WithFeatureAsync([tenant], feature, cancellationToken)).Count == 0)
            {
                throw new RuleException($"The company has switched {Permissions.InWords(feature)} off.");
            }
        }

        var reopened = await db.Changes.Where(c => c.ChangeSetId == set.Id && c.At == set.At && c.Action == "update" && (c.Entity == "jobs" || c.Entity == "service_calls"))
            .Where(c => EF.Functions.JsonContains(c.After!, """{"status": "Completed"}""")).Select(c => c.Entity).Distinct().ToListAsync(cancellationToken);
        foreach (var entity in reopened)
        {
            by.Require(entity == "jobs" ? Permission.ReopenJobs : Permission.ReopenServiceCalls);
        }
    }

    private async Task<UndoPreview> LookAsync(ChangeSet set, CancellationToken cancellationToken)
    {
        var steps = await HistorySql.ReadAsync(
            db, "select entity, effect, count(*)::int, bool_and(entity <> root_entity) from undo_rows group by entity, effect order by effect, entity", [],
            r => new UndoStep(r.GetString(0), r.GetString(1), r.GetInt32(2), r.GetBoolean(3)), cancellationToken);
        if (steps.Count == 0)
        {
            throw new RuleException("This change left nothing behind that could be taken back.");
        }

        await HistorySql.RunAsync(db, """
            create temp table undo_conflicts (entity text, entity_id uuid, root_entity text, root_id uuid, tenant_id text, action text, field text, was jsonb, now jsonb, last_id bigint) on commit drop
            """, [], cancellationToken);
        foreach (var step in steps)
        {
            var table = catalogue.Find(step.Entity)!;
            foreach (var (find, values) in Conflicts(table, step))
            {
                await HistorySql.RunAsync(db, $"insert into undo_conflicts {find}", values, cancellationToken);
            }
        }

        var count = (await HistorySql.ReadAsync(db, "select count(*)::int from undo_conflicts", [], r => r.GetInt32(0), cancellationToken))[0];
        var told = steps.Any(s => !s.IsPart) ? steps.Where(s => !s.IsPart) : steps;
        var what = set.Summary ?? string.Join(", ", told.Select(s => s.InWords()));
        return new UndoPreview(set.Id, what, steps, count == 0 ? [] : await ConflictsAsync(set, cancellationToken), count);
    }

    private IEnumerable<(string Find, object[] Values)> Conflicts(HistoryTable table, UndoStep step)
    {
        const string Row = "select u.entity, u.entity_id, u.root_entity, u.root_id, u.tenant_id";
        var compared = table.Columns.Keys.Except(table.Masked).ToArray();
        var inEffect = "u.entity = $1 and u.effect = $2";
        object[] kind = [step.Entity, step.Effect];
        if (step.Effect == "restore")
        {
            yield return ($"{Row}, 'insert', null, null, null, u.last_id from undo_rows u join {table.Sql} t on {table.IdSql} = u.entity_id where {inEffect}", kind);
            foreach (var masked in table.Masked)
            {
                yield return ($"{Row}, 'delete', '{masked}', null, null, u.last_id from undo_rows u where {inEffect} and u.before ? '{masked}'", kind);
            }

            yield break;
        }

        // The logged cells go through the row's type and back: both sides then write dates and instants alike.
        var fields = step.Effect == "remove" ? "jsonb_object_keys(to_jsonb(t))" : "jsonb_object_keys(u.after)";
        yield return ($"""
            {Row}, 'update', key, s.cells -> key, to_jsonb(t) -> key, u.last_id
            from undo_rows u join {table.Sql} t on {table.IdSql} = u.entity_id
            cross join lateral (select to_jsonb(jsonb_populate_record(null::{table.Sql}, u.after)) as cells offset 0) s
            cross join lateral {fields} key
            where {inEffect} and key = any ($3) and to_jsonb(t) -> key is distinct from s.cells -> key
            """, [.. kind, compared]);
        yield return ($"{Row}, 'delete', null, null, null, u.last_id from undo_rows u where {inEffect} and not exists (select from {table.Sql} t where {table.IdSql} = u.entity_id)", kind);
        if (step.Effect != "remove")
        {
            yield break;
        }

        foreach (var (from, reference) in catalogue.PointingAt(table.Name))
        {
            var column = HistorySql.Quoted(reference.Column);
            yield return ($"""
                select '{from.Name}', {from.IdSql}, u.root_entity, u.root_id, u.tenant_id, 'insert', null, null, null, u.last_id
                from undo_rows u join {from.Sql} t on t.{column} = u.entity_id
                where {inEffect} and not exists (
                    select from undo_rows o where o.entity = '{from.Name}' and o.entity_id = {from.IdSql} and (o.effect = 'remove' or o.after ? '{reference.Column}'))
                """, kind);
        }
    }

    private async Task<IReadOnlyList<UndoConflict>> ConflictsAsync(ChangeSet set, CancellationToken cancellationToken)
    {
        var found = await HistorySql.ReadAsync(db, """
            select x.entity, x.entity_id, x.root_entity, x.root_id, x.tenant_id, x.action, x.field,
                case when x.field is not null then jsonb_build_object(x.field, x.was)::text end, case when x.field is not null then jsonb_build_object(x.field, x.now)::text end,
                later.change_set_id, later.actor_name, later.at
            from (select * from undo_conflicts order by root_entity, root_id, entity, entity_id, field limit $2) x
            left join lateral (
                select c.change_set_id, s.actor_name, c.at from history.changes c join history.change_sets s on s.id = c.change_set_id
                where c.entity_id = x.entity_id and c.entity = x.entity and c.id > x.last_id and c.at >= $1 and c.at < transaction_timestamp() and (x.field is null or c.action <> 'update' or c.after ? x.field)
                order by c.id desc limit 1) later on true
            """, [set.At, ConflictsShown],
            r => (
                Change: new Change
                {
                    Entity = r.GetString(0),
                    EntityId = r.GetGuid(1),
                    RootEntity = r.GetString(2),
                    RootId = r.GetGuid(3),
                    TenantId = r.IsDBNull(4) ? null : r.GetString(4),
                    Action = r.GetString(5),
                    Before = r.IsDBNull(7) ? null : r.GetString(7),
                    After = r.IsDBNull(8) ? null : r.GetString(8),
                },
                Field: r.IsDBNull(6) ? null : r.GetString(6),
                Later: r.IsDBNull(9) ? (Guid?)null : r.GetGuid(9),
                Who: r.IsDBNull(10) ? null : r.GetString(10),
                At: r.IsDBNull(11) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(11)),
            cancellationToken);
        var rows = await reader.ReadAsync(found.ConvertAll(f => f.Change), cancellationToken);
        return rows.Zip(found, (row, f) =>
        {
            var field = row.Fields is [var one] ? one : null;
            return new UndoConflict(row.Root, row.What, f.Field is null ? null : HistoryWords.Label(f.Field), field?.Old ?? "", field?.New ?? "", f.Later, f.Who, f.At);
        }).ToList();
    }

    /// <summary>
    /// First the created rows that no set-back field still points at (they may hold a unique place), then what was removed, then what was changed,
    /// then the remaining created rows.
    /// </summary>
    private async Task ApplyAsync(IReadOnlyList<UndoStep> steps, CancellationToken cancellationToken)
    {
        var late = await PointedAtAsync(cancellationToken);
        var removals = catalogue.ParentsFirst.Reverse().Where(t => steps.Any(s => s.Entity == t.Name && s.Effect == "remove")).ToList();
        foreach (var table in removals.Where(t => !late.Contains(t.Name)))
        {
            await RemoveAsync(table, cancellationToken);
        }

        foreach (var table in catalogue.ParentsFirst.Where(t => steps.Any(s => s.Entity == t.Name && s.Effect == "restore")))
        {
            await RestoreAsync(table, cancellationToken);
        }

        foreach (var table in catalogue.ParentsFirst.Where(t => steps.Any(s => s.Entity == t.Name && s.Effect == "change")))
        {
            await SetBackAsync(table, cancellationToken);
        }

        foreach (var table in removals.Where(t => late.Contains(t.Name)))
        {
            await RemoveAsync(table, cancellationToken);
        }
    }

    private async Task<HashSet<string>> PointedAtAsync(CancellationToken cancellationToken)
    {
        var changed = await HistorySql.ReadAsync(
            db, "select distinct entity, jsonb_object_keys(after) from undo_rows where effect = 'change'", [], r => (Entity: r.GetString(0), Column: r.GetString(1)), cancellationToken);
        var late = new HashSet<string>();
        foreach (var table in catalogue.ParentsFirst.Reverse())
        {
            if (catalogue.PointingAt(table.Name).Any(p => late.Contains(p.From.Name) || changed.Contains((p.From.Name, p.Reference.Column))))
            {
                late.Add(table.Name);
            }
        }

        return late;
    }

    private Task<int> RemoveAsync(HistoryTable table, CancellationToken cancellationToken) =>
        HistorySql.RunAsync(db, $"delete from {table.Sql} t using undo_rows u where u.entity = $1 and u.effect = 'remove' and {table.IdSql} = u.entity_id", [table.Name], cancellationToken);

    private async Task RestoreAsync(HistoryTable table, CancellationToken cancellationToken)
    {
        var columns = await ColumnsAsync(table, "restore", cancellationToken);
        await HistorySql.RunAsync(db, $"""
            insert into {table.Sql} ({HistorySql.List(columns)}) select {HistorySql.List(columns, "v.")}
            from undo_rows u cross join lateral jsonb_populate_record(null::{table.Sql}, u.before) v where u.entity = $1 and u.effect = 'restore'
            """, [table.Name], cancellationToken);
    }

    private async Task SetBackAsync(HistoryTable table, CancellationToken cancellationToken)
    {
        var columns = (await ColumnsAsync(table, "change", cancellationToken)).Except(table.Masked).ToList();
        if (columns.Count == 0)
        {
            return;
        }

        // What a row's own change did not touch, it keeps: the row itself fills what its JSON does not name.
        await HistorySql.RunAsync(db, $"""
            update {table.Sql} t set ({HistorySql.List(columns)}) = (select {HistorySql.List(columns, "v.")} from jsonb_populate_record(t, u.before) v)
            from undo_rows u where u.entity = $1 and u.effect = 'change' and {table.IdSql} = u.entity_id
            """, [table.Name], cancellationToken);
    }

    /// <summary>The columns the set touched, as far as the table still has them.</summary>
    private async Task<List<string>> ColumnsAsync(HistoryTable table, string effect, CancellationToken cancellationToken)
    {
        var logged = await HistorySql.ReadAsync(
            db, "select distinct jsonb_object_keys(before) from undo_rows where entity = $1 and effect = $2", [table.Name, effect], r => r.GetString(0), cancellationToken);
        return logged.Where(table.Columns.ContainsKey).Order(StringComparer.Ordinal).ToList();
    }
}
