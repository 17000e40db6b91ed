using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Imports;

/// <summary>The cells of a calendar hold homeowners' names, phones and codes: they are kept for 90 days, what was imported of them stays.</summary>
public sealed class ImportRetention(Db database, TenantDirectory tenants, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <returns>How many rows were deleted.</returns>
    public async Task<int> DeleteOldRowsAsync(CancellationToken cancellationToken = default)
    {
        var companies = (await tenants.ListAsync(cancellationToken)).Select(t => t.Id).ToList();
        if (companies.Count == 0)
        {
            return 0;
        }
        await using var db = await database.OpenAsync(Actor.System(companies), Permission.CommitImports, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.DescribeAsync("Deleted the rows of calendars uploaded more than 90 days ago", cancellationToken);
        var now = clock.GetUtcNow();
        var deleted = await db.RunAsync(
            "delete from app.import_rows r using app.import_batches b where b.tenant_id = r.tenant_id and b.id = r.batch_id and b.uploaded_at < $1", [now - Kept], cancellationToken);
        await db.RunAsync("update app.import_batches set rows_deleted_at = $1 where uploaded_at < $2 and rows_deleted_at is null", [now, now - Kept], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return deleted;
    }
}
