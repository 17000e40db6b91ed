using PlumbingOps.Data.Database;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Imports;

/// <summary>The whole answer to a file: every row with what becomes of it. Commits nothing.</summary>
public sealed class ImportPreview
{
    private readonly ImportProposal? proposal;

    private ImportPreview(ImportProposal? proposal, BatchFindings findings, IReadOnlyList<StagedRow> rows)
    {
        this.proposal = proposal;
        Findings = findings;
        Rows = rows;
    }

    public BatchFindings Findings { get; }
    internal IReadOnlyList<StagedRow> Rows { get; }
    public IReadOnlyDictionary<RowOutcome, int> Counts => Rows.GroupBy(r => r.Outcome).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>Every row as JSON, with outcome and reason; codes are not in it.</summary>
    public void WriteAnswer(Stream stream)
    {
        var rows = Rows.ToDictionary(r => r.Proposal.Row);
        ImportAnswerJson.Write(proposal ?? throw new InvalidOperationException("This preview was made without its answer."), stream, proposed =>
        {
            var row = rows[proposed.Row];
            return new RowAnswer(row.Proposal.Outcome == ImportOutcome.Superseded ? "superseded" : row.Outcome.ToString().ToLowerInvariant(), row.Reason);
        });
    }

    /// <summary>Without a database: nothing is known but what is given.</summary>
    public static ImportPreview Make(CalendarFile file, ImportKnowledge knowledge) =>
        Make(file, knowledge, Reading.Of(ImportEngine.Propose(file, knowledge), knowledge, forAnswer: true), Books.Empty, VisitOwner.Nobody, null);

    /// <param name="forAnswer">Keeps what <see cref="WriteAnswer"/> needs; for a large calendar as much again as its rows.</param>
    internal static async Task<ImportPreview> MakeAsync(AppDbContext db, IReadOnlyList<TenantRow> companies, string tenantId, Guid? batchId, CalendarFile file, bool forAnswer, CancellationToken cancellationToken)
    {
        var knowledge = await KnowledgeReader.ReadAsync(db, tenantId, file, cancellationToken) with
        {
            Corrections = await KnowledgeReader.CorrectionsAsync(db, tenantId, batchId, file.Records, cancellationToken),
        };
        // Seconds of work for a large file: not on the thread of a page.
        var reading = await Task.Run(() => Reading.Of(ImportEngine.Propose(file, knowledge), knowledge, forAnswer), cancellationToken);
        var books = await Books.ReadAsync(db, tenantId, reading.Rows.ConvertAll(r => r.Proposal), cancellationToken);
        return Make(file, knowledge, reading, books, new VisitOwner(tenantId, companies, db.Scope!.Tenants), batchId);
    }

    private static ImportPreview Make(CalendarFile file, ImportKnowledge knowledge, Reading reading, Books books, VisitOwner owner, Guid? batchId)
    {
        var verdicts = reading.Rows.Count == 0 ? [] : Reconciliation.Of(reading.Rows.ConvertAll(r => r.Proposal), books).Verdicts;
        var staged = reading.Rows.Zip(verdicts, (row, verdict) =>
        {
            if (verdict.Outcome == RowOutcome.Unchanged && batchId is not null && verdict.Records.Any(r => r.BatchId == batchId))
            {
                verdict.Settle(RowOutcome.Imported, $"Imported as {string.Join(", ", verdict.Records.Select(r => r.Label).Distinct())}.");
            }
            else if (verdict.Outcome is RowOutcome.New or RowOutcome.Review && owner.Other(verdict.Row) is { } other)
            {
                verdict.Reasons.Add($"A homeowner's address: it goes into the books of {other.Name}.");
            }
            return row with { Outcome = verdict.Outcome, Reason = verdict.Reason };
        }).ToList();
        var known = knowledge.Technicians.Select(t => t.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // What is settled already, by an earlier import or by a person, needs no asking.
        var open = staged.Where(r => r.Outcome is RowOutcome.New or RowOutcome.Changed or RowOutcome.Review).Select(r => r.Proposal.Row).ToHashSet();
        return new ImportPreview(
            reading.Proposal,
            new BatchFindings
            {
                Remarks = file.Remarks,
                Learned = reading.Learned,
                Questions = [.. reading.Questions.Select(q => q with { Rows = [.. q.Rows.Where(open.Contains)] }).Where(q => q.Rows.Count > 0)],
                Builders = reading.Builders,
                NewTechnicians = [.. staged.Where(r => open.Contains(r.Proposal.Row)).SelectMany(r => r.Proposal.Technicians).Where(t => !known.Contains(t)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)],
            },
            staged);
    }

    /// <summary>What the engine said, without what only it needed: the rows as they will be stored, their outcome still open.</summary>
    private sealed record Reading(List<StagedRow> Rows, IReadOnlyList<ImportQuestion> Questions, IReadOnlyList<string> Learned, IReadOnlyList<FoundBuilder> Builders, ImportProposal? Proposal)
    {
        public static Reading Of(ImportProposal proposal, ImportKnowledge knowledge, bool forAnswer) =>
            new([.. proposal.Rows.Select(r => Staged(r, knowledge.Corrections.GetValueOrDefault(r.ImportKey)))], proposal.Questions, proposal.Learned, proposal.Builders, forAnswer ? proposal : null);

        private static StagedRow Staged(ProposedRow row, RowCorrection? correction) =>
            new(RowProposal.Of(row, correction), RowSecrets.Of(row), correction, RowOutcome.Review, "", row.QuestionIds);
    }
}
