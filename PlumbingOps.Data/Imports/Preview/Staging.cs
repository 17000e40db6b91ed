using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.Imports;

/// <summary>Writes and reads the rows of a batch, many at a time.</summary>
internal static class Staging
{
    /// <summary>Rows of one statement: large enough to be quick, small enough for memory.</summary>
    private const int Chunk = 1000;

    public static async Task InsertAsync(AppDbContext db, ImportBatch batch, IReadOnlyList<StagedRow> rows, IReadOnlyList<CalendarRecord> records, CancellationToken cancellationToken)
    {
        foreach (var (chunk, raw) in rows.Chunk(Chunk).Zip(records.Chunk(Chunk)))
        {
            await db.RunAsync(
                """
                insert into app.import_rows (id, tenant_id, batch_id, row_number, source_key, content_hash, raw, proposal, restricted, correction, outcome, reason, question_ids, search)
                select gen_random_uuid(), $1, $2, r.number, r.source_key, r.content_hash, r.raw::jsonb, r.proposal::jsonb, r.restricted::jsonb, r.correction::jsonb, r.outcome, r.reason,
                    string_to_array(r.questions, chr(31)), r.search
                from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
                    as r (number, source_key, content_hash, proposal, restricted, correction, outcome, reason, questions, search, raw)
                """,
                [batch.TenantId, batch.Id, .. Columns(chunk), raw.Select(ImportJson.Write).ToArray()],
                cancellationToken);
        }
    }

    /// <summary>Only rows that differ are written: an answer touches its own rows, not the whole calendar.</summary>
    public static async Task UpdateAsync(AppDbContext db, Guid batchId, string tenantId, IReadOnlyList<StagedRow> rows, CancellationToken cancellationToken)
    {
        foreach (var chunk in rows.Chunk(Chunk))
        {
            await db.RunAsync(
                """
                update app.import_rows i set source_key = r.source_key, proposal = r.proposal::jsonb, restricted = r.restricted::jsonb, correction = r.correction::jsonb,
                    outcome = r.outcome, reason = r.reason, question_ids = string_to_array(r.questions, chr(31)), search = r.search
                from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])
                    as r (number, source_key, content_hash, proposal, restricted, correction, outcome, reason, questions, search)
                where i.tenant_id = $1 and i.batch_id = $2 and i.row_number = r.number
                    and (i.proposal, i.outcome, i.reason, i.correction, i.question_ids) is distinct from
                        (r.proposal::jsonb, r.outcome::varchar, r.reason, r.correction::jsonb, string_to_array(r.questions, chr(31)))
                """,
                [tenantId, batchId, .. Columns(chunk)], cancellationToken);
        }
    }

    public static async Task<List<CalendarRecord>> RecordsAsync(AppDbContext db, Guid batchId, string tenantId, CancellationToken cancellationToken) =>
        await db.ReadAsync("select raw::text from app.import_rows where tenant_id = $1 and batch_id = $2 order by row_number", [tenantId, batchId],
            r => ImportJson.Read<CalendarRecord>(r.GetString(0)), cancellationToken);

    private static object?[] Columns(StagedRow[] rows) =>
    [
        rows.Select(r => r.Proposal.Row).ToArray(),
        rows.Select(r => r.Proposal.Key).ToArray(),
        rows.Select(r => r.Proposal.ContentHash).ToArray(),
        rows.Select(r => ImportJson.Write(r.Proposal)).ToArray(),
        rows.Select(r => ImportJson.Write(r.Secrets)).ToArray(),
        rows.Select(r => r.Correction is null ? null : ImportJson.Write(r.Correction)).ToArray(),
        rows.Select(r => r.Outcome.ToString()).ToArray(),
        rows.Select(r => ImportJson.Clean(r.Reason)).ToArray(),
        // Array of arrays must be rectangular in PostgreSQL; the unit separator stands in no question's name.
        rows.Select(r => ImportJson.Clean(string.Join('\u001f', r.QuestionIds))).ToArray(),
        rows.Select(r => ImportJson.Clean(r.Proposal.SearchText(r.Reason))).ToArray(),
    ];
}

/// <summary>A row on its way into the batch.</summary>
internal sealed record StagedRow(RowProposal Proposal, RowSecrets Secrets, RowCorrection? Correction, RowOutcome Outcome, string Reason, IReadOnlyList<string> QuestionIds);
