using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Imports;

/// <summary>Takes an import back as one: everything its commits made and changed, the last commit first, or nothing.</summary>
public sealed class ImportUndoService(Db database, HistoryService history, TimeProvider clock)
{
    /// <summary>What taking back would do, and which later edits stand in the way.</summary>
    public async Task<UndoPreview> PreviewAsync(Guid batchId, Actor by, CancellationToken cancellationToken = default) =>
        await history.PreviewUndoAsync(await CommitsAsync(batchId, by, cancellationToken), Undoing(by), cancellationToken);

    /// <exception cref="UndoConflictException">Later edits stand in the way; nothing of any commit was taken back.</exception>
    public async Task UndoAsync(Guid batchId, Actor by, CancellationToken cancellationToken = default) =>
        await history.UndoAsync(await CommitsAsync(batchId, by, cancellationToken), Undoing(by), (db, token) => ForgetAsync(db, batchId, token), cancellationToken);

    /// <summary>The last first; without those that were taken back on the History page.</summary>
    private async Task<IReadOnlyList<Guid>> CommitsAsync(Guid batchId, Actor by, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.CommitImports, cancellationToken);
        var batch = await db.ImportBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == batchId, cancellationToken) ?? throw new NotFoundException("The import");
        if (batch.ChangeSetIds.Count == 0)
        {
            throw new RuleException("Nothing of this file was imported, so there is nothing to undo.");
        }
        var standing = new List<Guid>();
        foreach (var commit in batch.ChangeSetIds.AsEnumerable().Reverse())
        {
            if (await ChangeSetUndo.InEffectAsync(db, commit, cancellationToken) is null)
            {
                standing.Add(commit);
            }
        }
        return standing.Count > 0 ? standing : throw new RuleException("This import was already taken back.");
    }

    private static Actor Undoing(Actor by) => by with { Source = ChangeSource.Undo };

    /// <summary>In the transaction of the undo: the entries count as never imported.</summary>
    private async Task ForgetAsync(AppDbContext db, Guid batchId, CancellationToken cancellationToken)
    {
        var batch = await db.ImportBatches.SingleAsync(b => b.Id == batchId, cancellationToken);
        batch.ChangeSetIds = [];
        batch.Status = ImportStatus.Undone;
        batch.UndoneAt = clock.GetUtcNow();
        await db.RunAsync(
            """
            delete from app.import_links l where l.tenant_id = $1 and l.batch_id = $2
                and not exists (select from app.jobs j where j.id = l.entity_id) and not exists (select from app.service_calls c where c.id = l.entity_id)
                and not exists (select from app.absences a where a.id = l.entity_id)
            """, [batch.TenantId, batchId], cancellationToken);
        // A record that was changed and not made is as it was; its entry must count as changed when it comes again.
        await db.RunAsync("update app.import_links set content_hash = '' where tenant_id = $1 and batch_id = $2", [batch.TenantId, batchId], cancellationToken);
        await db.RunAsync(
            """
            update app.import_rows r set outcome = 'New', reason = 'Its import was undone.' where r.tenant_id = $1 and r.batch_id = $2 and r.outcome = 'Imported'
                and not exists (select from app.import_links l where l.tenant_id = $1 and l.source_key = r.source_key)
            """, [batch.TenantId, batchId], cancellationToken);
        batch.Counts = ImportJson.Write(await ImportReviewService.CountAsync(db, batch, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
    }
}
