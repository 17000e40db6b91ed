using PlumbingOps.Data.Database;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Imports;

/// <summary>The whole answer to a file: every row with what becomes of it. Commits nothing.</summary>
public sealed class ImportPreview
{
    private ImportPreview(ImportProposal proposal, BatchFindings findings, IReadOnlyList<StagedRow> rows)
    {
        Proposal = proposal;
        Findings = findings;
        Rows = rows;
    }

    public ImportProposal Proposal { get; }
    public BatchFindings Findings { get; }
    internal IReadOnlyList<StagedRow> Rows { get; }
    public IReadOnlyDictionary<RowOutcome, int> Counts => Rows.GroupBy(r => r.Outcome).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>Every row as JSON, with outcome and reason; codes are not in it.</summary>
    public void WriteAnswer(Stream stream)
    {
        var rows = Rows.ToDictionary(r => r.Proposal.Row);
        ImportAnswerJson.Write(Proposal, stream, proposed =>
        {
            var row = rows[proposed.Row];
            return new RowAnswer(row.Proposal.Outcome == ImportOutcome.Superseded ? "superseded" : row.Outcome.ToString().ToLowerInvariant(), row.Reason);
        });
    }

    /// <summary>Without a database: nothing is known but what is given.</summary>
    public static ImportPreview Make(CalendarFile file, ImportKnowledge knowledge)
    {
        var proposal = ImportEngine.Propose(file, knowledge);
        return Make(file, knowledge, RowsOf(proposal, knowledge), Books.Empty, VisitOwner.Nobody, null, proposal);
    }

    internal static async Task<ImportPreview> MakeAsync(AppDbContext db, IReadOnlyList<TenantRow> companies, string tenantId, Guid? batchId, CalendarFile file, CancellationToken cancellationToken)
    {
        var knowledge = await KnowledgeReader.ReadAsync(db, tenantId, file, cancellationToken) with
        {
            Corrections = await KnowledgeReader.CorrectionsAsync(db, tenantId, batchId, file.Records, cancellationToken),
        };
        // Seconds of work for a large file: not on the thread of a page.
        var proposal = await Task.Run(() => ImportEngine.Propose(file, knowledge), cancellationToken);
        var rows = RowsOf(proposal, knowledge);
        var books = await Books.ReadAsync(db, tenantId, rows, cancellationToken);
        return Make(file, knowledge, rows, books, new VisitOwner(tenantId, companies, db.Scope!.Tenants), batchId, proposal);
    }

    private static List<RowProposal> RowsOf(ImportProposal proposal, ImportKnowledge knowledge) =>
        [.. proposal.Rows.Select(r => RowProposal.Of(r, knowledge.Corrections.GetValueOrDefault(r.ImportKey)))];

    private static ImportPreview Make(CalendarFile file, ImportKnowledge knowledge, List<RowProposal> rows, Books books, VisitOwner owner, Guid? batchId, ImportProposal proposal)
    {
        var verdicts = rows.Count == 0 ? [] : Reconciliation.Of(rows, books).Verdicts;
        var staged = proposal.Rows.Zip(verdicts, (proposed, verdict) =>
        {
            if (verdict.Outcome == RowOutcome.Unchanged && batchId is not null && verdict.Records.Any(r => r.BatchId == batchId))
            {
                verdict.Settle(RowOutcome.Imported, $"Imported as {string.Join(", ", verdict.Records.Select(r => r.Label).Distinct())}.");
            }
            else if (verdict.Outcome is RowOutcome.New or RowOutcome.Review && owner.Other(verdict.Row) is { } other)
            {
                verdict.Reasons.Add($"A homeowner's address: it goes into the books of {other.Name}.");
            }
            return new StagedRow(verdict.Row, RowSecrets.Of(proposed), knowledge.Corrections.GetValueOrDefault(proposed.ImportKey), verdict.Outcome, verdict.Reason, proposed.QuestionIds);
        }).ToList();
        var known = knowledge.Technicians.Select(t => t.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // What is settled already, by an earlier import or by a person, needs no asking.
        var open = staged.Where(r => r.Outcome is RowOutcome.New or RowOutcome.Changed or RowOutcome.Review).Select(r => r.Proposal.Row).ToHashSet();
        return new ImportPreview(
            proposal,
            new BatchFindings
            {
                Remarks = file.Remarks,
                Learned = proposal.Learned,
                Questions = [.. proposal.Questions.Select(q => q with { Rows = [.. q.Rows.Where(open.Contains)] }).Where(q => q.Rows.Count > 0)],
                Builders = proposal.Builders,
                NewTechnicians = [.. staged.Where(r => open.Contains(r.Proposal.Row)).SelectMany(r => r.Proposal.Technicians).Where(t => !known.Contains(t)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)],
            },
            staged);
    }
}
