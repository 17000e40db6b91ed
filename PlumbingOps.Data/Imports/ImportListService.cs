using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Imports;

/// <summary>What pages show of imports. Reads neither the cells as they came nor the access codes.</summary>
public sealed class ImportListService(Db database)
{
    private const int SuggestionsShown = 12;

    public async Task<ListPage<ImportBatchRow>> ListAsync(ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.PreviewImports, cancellationToken);
        var tenants = db.Scope!.Tenants;
        var page = await db.ImportBatches.AsNoTracking().Where(b => tenants.Contains(b.TenantId))
            .ToPageAsync(request with { Descending = request.Sort is null || request.Descending }, b => b.UploadedAt, b => b.Id, b => b, cancellationToken);
        return new ListPage<ImportBatchRow>([.. page.Rows.Select(AsRow)], page.Next, page.Previous, page.Count, page.CountIsCapped);
    }

    public async Task<ImportBatchDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.PreviewImports, cancellationToken);
        var batch = await db.ImportBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellationToken) ?? throw new NotFoundException("The import");
        var answers = await db.ImportWords.AsNoTracking().Where(w => w.TenantId == batch.TenantId && w.BatchId == id).OrderByDescending(w => w.AnsweredAt)
            .Select(w => new ImportAnswerRow(w.Id, w.Subject, w.Builder == "" ? null : w.Builder, w.Written, w.Meaning, w.AnsweredBy, w.AnsweredAt)).ToListAsync(cancellationToken);
        return new ImportBatchDetails(
            AsRow(batch), batch.Format, ImportJson.Read<BatchFindings>(batch.Findings), answers,
            batch.Status == ImportStatus.Committed ? await MadeAsync(db, batch, cancellationToken) : null, batch.UndoneAt, batch.RowsDeletedAt);
    }

    public async Task<ListPage<ImportRowItem>> ListRowsAsync(Guid id, ImportRowFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.PreviewImports, cancellationToken);
        var batch = await db.ImportBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellationToken) ?? throw new NotFoundException("The import");
        var page = await Filtered(db, batch, filter).ToPageAsync(
            request with { Descending = false }, r => r.RowNumber, r => r.Id,
            r => new { r.RowNumber, r.SourceKey, r.Outcome, r.Reason, r.Proposal, r.Correction }, cancellationToken);
        var keys = page.Rows.Select(r => r.SourceKey).ToArray();
        var links = (await db.ReadAsync(
            """
            select l.source_key, l.entity, l.entity_id, coalesce('J-' || j.number, 'C-' || c.number, a.title)
            from app.import_links l
            left join app.jobs j on l.entity = 'job' and j.tenant_id = l.entity_tenant_id and j.id = l.entity_id
            left join app.service_calls c on l.entity = 'service_call' and c.tenant_id = l.entity_tenant_id and c.id = l.entity_id
            left join app.absences a on l.entity = 'absence' and a.tenant_id = l.entity_tenant_id and a.id = l.entity_id
            where l.tenant_id = $1 and l.source_key = any ($2) and num_nonnulls(j.id, c.id, a.id) > 0
            order by c.number, j.number
            """,
            [batch.TenantId, keys], r => (Key: r.GetString(0), Record: new MadeRecord(r.GetString(1), r.GetGuid(2), r.GetString(3))), cancellationToken)).ToLookup(l => l.Key, l => l.Record);
        var rows = page.Rows.Select(r => new ImportRowItem(
            r.RowNumber, r.Outcome, r.Reason, ImportJson.Read<RowProposal>(r.Proposal), r.Correction is null ? null : ImportJson.Read<RowCorrection>(r.Correction), [.. links[r.SourceKey]])).ToList();
        return new ListPage<ImportRowItem>(rows, page.Next, page.Previous, page.Count, page.CountIsCapped);
    }

    /// <summary>All rows the filter leaves, for settling them in one go.</summary>
    public async Task<IReadOnlyList<int>> RowNumbersAsync(Guid id, ImportRowFilter filter, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.PreviewImports, cancellationToken);
        var batch = await db.ImportBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellationToken) ?? throw new NotFoundException("The import");
        return await Filtered(db, batch, filter).OrderBy(r => r.RowNumber).Select(r => r.RowNumber).ToListAsync(cancellationToken);
    }

    /// <summary>Names that could answer a question: those of the file and those of the books.</summary>
    /// <param name="builder">Whose communities; null for other subjects.</param>
    public async Task<IReadOnlyList<string>> SuggestAsync(Guid id, QuestionSubject subject, string? builder, string typed, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.PreviewImports, cancellationToken);
        var batch = await db.ImportBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellationToken) ?? throw new NotFoundException("The import");
        var found = ImportJson.Read<BatchFindings>(batch.Findings).Builders;
        var like = SearchWords.Anywhere(typed.Trim());
        IEnumerable<string> names = subject switch
        {
            QuestionSubject.Builder => found.Select(b => b.Name).Concat(await db.Builders.Where(b => b.ArchivedAt == null && EF.Functions.ILike(b.Name, like)).OrderBy(b => b.Name).Select(b => b.Name).Take(SuggestionsShown).ToListAsync(cancellationToken)),
            QuestionSubject.Community => found.Where(b => Places.Plain(b.Name) == Places.Plain(builder ?? "")).SelectMany(b => b.Communities).Select(c => c.Name)
                .Concat(await db.Communities.Where(c => c.ArchivedAt == null && c.Builder!.Name == builder && EF.Functions.ILike(c.Name, like)).OrderBy(c => c.Name).Select(c => c.Name).Take(SuggestionsShown).ToListAsync(cancellationToken)),
            QuestionSubject.Technician => await db.Technicians.Where(t => t.TenantId == batch.TenantId && EF.Functions.ILike(t.Name, like)).OrderBy(t => t.Name).Select(t => t.Name).Take(SuggestionsShown).ToListAsync(cancellationToken),
            _ => [],
        };
        return [.. names.Where(n => n.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)).DistinctBy(Places.Plain).Order(StringComparer.OrdinalIgnoreCase).Take(SuggestionsShown)];
    }

    /// <summary>Rows that were not imported, with the reason: nothing is dropped without a word. Cells cannot run as formulas.</summary>
    public async Task WriteNotImportedAsync(Guid id, TextWriter writer, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.PreviewImports, cancellationToken);
        var batch = await db.ImportBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellationToken) ?? throw new NotFoundException("The import");
        await writer.WriteAsync("Row,Outcome,Reason,Subject,First day,Builder,Community,Lots\r\n");
        var rows = db.ImportRows.AsNoTracking().Where(r => r.TenantId == batch.TenantId && r.BatchId == id && r.Outcome != RowOutcome.Imported && r.Outcome != RowOutcome.Unchanged)
            .OrderBy(r => r.RowNumber).Select(r => new { r.RowNumber, r.Outcome, r.Reason, r.Proposal }).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            var proposal = ImportJson.Read<RowProposal>(row.Proposal);
            string?[] cells =
            [
                row.RowNumber.ToString(CultureInfo.InvariantCulture), row.Outcome.InWords(), row.Reason, proposal.Title,
                proposal.StartDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), proposal.Builder, proposal.Community, string.Join(' ', proposal.Lots),
            ];
            await writer.WriteAsync(string.Join(',', cells.Select(Cell)) + "\r\n");
        }
    }

    internal static string Cell(string? text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text ?? "";
        return new StringBuilder("\"").Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"').ToString();
    }

    private static IQueryable<ImportRow> Filtered(AppDbContext db, ImportBatch batch, ImportRowFilter filter)
    {
        var rows = db.ImportRows.AsNoTracking().Where(r => r.TenantId == batch.TenantId && r.BatchId == batch.Id);
        if (filter.Outcome is { } outcome) { rows = rows.Where(r => r.Outcome == outcome); }
        if (filter.QuestionId is { } question) { rows = rows.Where(r => r.QuestionIds.Contains(question)); }
        foreach (var word in SearchWords.Of(filter.Search))
        {
            rows = rows.Where(r => EF.Functions.Like(r.Search, SearchWords.Anywhere(word)));
        }
        return rows;
    }

    private static async Task<ImportMade> MadeAsync(AppDbContext db, ImportBatch batch, CancellationToken cancellationToken)
    {
        var counts = (await db.ReadAsync(
            "select entity, count(distinct entity_id)::int from app.import_links where tenant_id = $1 and batch_id = $2 group by entity", [batch.TenantId, batch.Id],
            r => (r.GetString(0), r.GetInt32(1)), cancellationToken)).ToDictionary();
        var communities = await db.ReadAsync(
            """
            with made as (select distinct entity_id from app.import_links where tenant_id = $1 and batch_id = $2),
            lots as (
                select j.lot_id from app.jobs j join made m on m.entity_id = j.id where j.tenant_id = $1
                union all select c.lot_id from app.service_calls c join made m on m.entity_id = c.id where c.lot_id is not null)
            select c.id, b.id, b.name, c.name, count(*)::int, count(distinct l.id)::int from lots x
            join app.lots l on l.id = x.lot_id join app.communities c on c.id = l.community_id join app.builders b on b.id = c.builder_id
            group by c.id, b.id order by b.name, c.name
            """,
            [batch.TenantId, batch.Id], r => (Place: new MadePlace(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.GetInt32(4)), Lots: r.GetInt32(5)), cancellationToken);
        return new ImportMade(
            counts.GetValueOrDefault(ImportLink.Job), counts.GetValueOrDefault(ImportLink.ServiceCall), counts.GetValueOrDefault(ImportLink.Absence),
            communities.Sum(c => c.Lots), communities.ConvertAll(c => c.Place));
    }

    private static ImportBatchRow AsRow(ImportBatch batch) => new(
        batch.Id, batch.TenantId, batch.FileName, batch.CalendarKind, batch.Status, batch.RowCount, new RowCounts(ImportJson.Read<Dictionary<RowOutcome, int>>(batch.Counts)),
        batch.UploadedBy, batch.UploadedAt, batch.CommittedAt);
}
