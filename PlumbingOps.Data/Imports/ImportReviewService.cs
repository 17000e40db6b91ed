using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Imports;

/// <summary>The review of a batch: what the importer is unsure of, what a person answers, and what becomes of each row then.</summary>
public sealed class ImportReviewService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>Rows that can be settled in one go.</summary>
    private const int MostAtOnce = 10_000;

    /// <summary>One answer settles all rows alike, and is remembered for later calendars.</summary>
    /// <param name="value">The right name; the spelling itself for "it is a name of its own"; a kind or phase for a word; empty for "not a person".</param>
    public Task AnswerAsync(Guid batchId, string questionId, string value, Actor by, CancellationToken cancellationToken = default) =>
        ChangeAsync(batchId, by, async (db, batch) =>
        {
            var question = ImportJson.Read<BatchFindings>(batch.Findings).Questions.FirstOrDefault(q => q.Id == questionId)
                ?? throw new RuleException("This question is settled already.");
            var meaning = value.Trim();
            Require(question, meaning);
            var builder = question.Builder ?? "";
            var word = await db.ImportWords.SingleOrDefaultAsync(
                w => w.TenantId == batch.TenantId && w.Subject == question.Subject && w.Builder == builder && w.Written == question.AsWritten, cancellationToken);
            if (word is null)
            {
                word = new ImportWord
                {
                    TenantId = batch.TenantId,
                    Subject = question.Subject,
                    Builder = builder,
                    Written = question.AsWritten,
                    Meaning = meaning,
                    AnsweredBy = by.Name,
                };
                db.ImportWords.Add(word);
            }
            (word.Meaning, word.AnsweredBy, word.AnsweredAt, word.BatchId) = (meaning, by.Name, clock.GetUtcNow(), batch.Id);
            await db.DescribeAsync($"Answered for imports: {new ImportAnswerRow(word.Id, word.Subject, null, word.Written, meaning, by.Name, word.AnsweredAt).Sentence}", cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>Takes an answer back: the rows ask again.</summary>
    public Task UndoAnswerAsync(Guid batchId, Guid answerId, Actor by, CancellationToken cancellationToken = default) =>
        ChangeAsync(batchId, by, async (db, batch) =>
        {
            var word = await db.ImportWords.SingleOrDefaultAsync(w => w.TenantId == batch.TenantId && w.Id == answerId, cancellationToken) ?? throw new NotFoundException("The answer");
            db.ImportWords.Remove(word);
            await db.DescribeAsync($"Took back an answer for imports: “{word.Written}”", cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>What a person says about single rows; replaces what was said about them before. Null: nothing is said any more.</summary>
    public Task CorrectAsync(Guid batchId, IReadOnlyCollection<int> rows, RowCorrection? correction, Actor by, CancellationToken cancellationToken = default) =>
        ChangeAsync(batchId, by, (db, batch) => StoreAsync(db, batch, rows, correction is null ? null : ImportJson.Write(Checked(correction)), merge: false, cancellationToken), cancellationToken);

    /// <summary>Somebody looked: what is proposed may be imported. What was corrected on the rows stays.</summary>
    public Task ApproveAsync(Guid batchId, IReadOnlyCollection<int> rows, Actor by, CancellationToken cancellationToken = default) =>
        ChangeAsync(batchId, by, (db, batch) => StoreAsync(db, batch, rows, """{"approved": true, "skip": false}""", merge: true, cancellationToken), cancellationToken);

    /// <summary>Leaves rows out of the import.</summary>
    public Task SkipAsync(Guid batchId, IReadOnlyCollection<int> rows, Actor by, CancellationToken cancellationToken = default) =>
        ChangeAsync(batchId, by, (db, batch) => StoreAsync(db, batch, rows, """{"skip": true, "approved": false}""", merge: true, cancellationToken), cancellationToken);

    /// <summary>Sets the whole file aside: nothing of it will be imported. What was imported of it stays.</summary>
    public async Task DiscardAsync(Guid batchId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.PreviewImports, cancellationToken);
        var batch = await FindAsync(db, batchId, cancellationToken);
        if (batch.Status != ImportStatus.Staged)
        {
            throw new RuleException("Only a file of which nothing was imported can be set aside.");
        }
        batch.Status = ImportStatus.Discarded;
        await db.DescribeAsync($"Set {batch.FileName} aside", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    internal static async Task<ImportBatch> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.ImportBatches.SingleOrDefaultAsync(b => b.Id == id, cancellationToken) ?? throw new NotFoundException("The import");

    internal static void RequireOpen(ImportBatch batch)
    {
        if (batch.RowsDeletedAt is not null)
        {
            throw new RuleException("The rows of this file were deleted after 90 days. Upload it again.");
        }
        if (batch.Status is ImportStatus.Undone or ImportStatus.Discarded)
        {
            throw new RuleException(batch.Status == ImportStatus.Undone ? "This import was undone. Upload the file again to import it." : "This file was set aside. Upload it again to import it.");
        }
    }

    internal static async Task<Dictionary<RowOutcome, int>> CountAsync(AppDbContext db, ImportBatch batch, CancellationToken cancellationToken) =>
        (await db.ReadAsync("select outcome, count(*)::int from app.import_rows where tenant_id = $1 and batch_id = $2 group by outcome", [batch.TenantId, batch.Id],
            r => (Enum.Parse<RowOutcome>(r.GetString(0)), r.GetInt32(1)), cancellationToken)).ToDictionary();

    /// <summary>Every answer or correction is a new proposal for the whole file: one answer may settle rows nobody thought of.</summary>
    private async Task ChangeAsync(Guid batchId, Actor by, Func<AppDbContext, ImportBatch, Task> change, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.PreviewImports, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.RunAsync("set local statement_timeout = '5min'", [], cancellationToken);
        await db.RunAsync("select from app.import_batches where id = $1 for update", [batchId], cancellationToken);
        var batch = await FindAsync(db, batchId, cancellationToken);
        RequireOpen(batch);
        await change(db, batch);
        await ProposeAgainAsync(db, batch, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task ProposeAgainAsync(AppDbContext db, ImportBatch batch, CancellationToken cancellationToken)
    {
        var file = new CalendarFile
        {
            FileName = batch.FileName,
            Format = batch.Format,
            Kind = batch.CalendarKind,
            Encoding = "UTF-8",
            Sha256 = batch.FileHash,
            Bytes = 0,
            Remarks = ImportJson.Read<BatchFindings>(batch.Findings).Remarks,
            Records = await Staging.RecordsAsync(db, batch.Id, batch.TenantId, cancellationToken),
        };
        var preview = await ImportPreview.MakeAsync(db, await tenants.ListAsync(cancellationToken), batch.TenantId, batch.Id, file, forAnswer: false, cancellationToken);
        await Staging.UpdateAsync(db, batch.Id, batch.TenantId, preview.Rows, cancellationToken);
        batch.Counts = ImportJson.Write(preview.Counts);
        batch.Findings = ImportJson.Write(preview.Findings);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task StoreAsync(AppDbContext db, ImportBatch batch, IReadOnlyCollection<int> rows, string? correction, bool merge, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            throw new RuleException("Choose at least one row.");
        }
        if (rows.Count > MostAtOnce)
        {
            throw new RuleException($"At most {MostAtOnce:N0} rows at once.");
        }
        var touched = await db.RunAsync(
            $"""
            update app.import_rows set correction = {(merge ? "coalesce(correction, '{}') || $3::jsonb" : "$3::jsonb")}
            where tenant_id = $1 and batch_id = $2 and row_number = any ($4) and outcome not in ('Imported', 'Error')
            """,
            [batch.TenantId, batch.Id, correction, rows.ToArray()], cancellationToken);
        if (touched == 0)
        {
            throw new RuleException(rows.Count == 1 ? "This row was imported already, or cannot be read." : "None of these rows can be changed any more.");
        }
    }

    private static RowCorrection Checked(RowCorrection correction)
    {
        if (correction.EndDate < correction.StartDate)
        {
            throw new RuleException("The last day is before the first.", nameof(RowCorrection.EndDate));
        }
        if (correction.Lots?.Any(l => l.Length > Lots.Lot.NumberMaxLength) ?? false)
        {
            throw new RuleException($"A lot number has at most {Lots.Lot.NumberMaxLength} characters.", nameof(RowCorrection.Lots));
        }
        if (correction.Builder?.Length > Builders.Builder.NameMaxLength || correction.Community?.Length > Lots.Community.NameMaxLength)
        {
            throw new RuleException($"A name has at most {Builders.Builder.NameMaxLength} characters.", nameof(RowCorrection.Builder));
        }
        return correction with
        {
            Builder = correction.Builder?.Trim(),
            Community = correction.Community?.Trim(),
            Project = correction.Project?.Trim(),
            Lots = correction.Lots?.Select(l => l.Trim()).Where(l => l.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList(),
        };
    }

    private static void Require(ImportQuestion question, string meaning)
    {
        if (question.Subject is QuestionSubject.Lot or QuestionSubject.Date or QuestionSubject.Row)
        {
            throw new RuleException("This is settled row by row: correct, accept or skip its rows.");
        }
        if (question.AsWritten.Length > ImportWord.TextMaxLength || meaning.Length > ImportWord.TextMaxLength)
        {
            throw new RuleException("This is too long to be remembered as a name: correct its rows instead.");
        }
        if (question.Subject is QuestionSubject.Phase or QuestionSubject.Kind && !Enum.TryParse<ImportPhase>(meaning, out _) && !Enum.TryParse<ImportKind>(meaning, out _))
        {
            throw new RuleException("Choose one of the kinds of work.");
        }
        if (meaning.Length == 0 && question.Subject != QuestionSubject.Technician)
        {
            throw new RuleException("Give a name.");
        }
    }
}
