using PlumbingOps.Data;
using PlumbingOps.Data.Imports;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Imports;

/// <summary>The same file again, in whatever order the office answered and committed: nothing new, nothing changed, nothing asked twice.</summary>
public sealed class ReimportTests
{
    private const string Construction = "construction-calendar.csv";
    private const int Answers = 12;
    private const string Service = "service-calendar.ics";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Construction, TestOffice.AllCounty, "commit")]
    [InlineData(Construction, TestOffice.AllCounty, "answer commit")]
    [InlineData(Construction, TestOffice.AllCounty, "commit answer commit")]
    [InlineData(Construction, TestOffice.AllCounty, "accept commit answer commit")]
    [InlineData(Service, TestOffice.H2o, "commit")]
    [InlineData(Service, TestOffice.H2o, "accept commit")]
    [InlineData(Service, TestOffice.H2o, "commit accept commit")]
    public async Task The_same_file_again_changes_nothing_and_asks_nothing_twice(string sample, string tenant, string order)
    {
        await using var office = new ImportOffice();
        await office.InitializeAsync();
        var batch = await office.UploadAsync(sample, tenant);
        var settled = new HashSet<int>();
        foreach (var step in order.Split(' '))
        {
            await (step switch
            {
                "commit" => office.Commits.CommitAsync(batch, office.Ana, null, Now),
                "answer" => AnswerAsync(office, batch),
                _ => SettleHalfAsync(office, batch, settled),
            });
        }
        var first = await office.GetAsync(batch);
        var waiting = (await office.RowsAsync(batch, RowOutcome.Review)).Select(r => r.Number).ToHashSet();
        var changes = await ChangesAsync(office);

        var again = await office.UploadAsync(sample, tenant);

        Assert.NotEqual(batch, again);
        var details = await office.GetAsync(again);
        var rows = await office.RowsAsync(again);
        Assert.Empty(rows.Where(r => r.Outcome is RowOutcome.New or RowOutcome.Changed).Select(r => $"{r.Number} {r.Outcome}: {r.Reason}"));
        Assert.Empty(rows.Where(r => r.Outcome == RowOutcome.Review && !waiting.Contains(r.Number)).Select(r => $"{r.Number}: {r.Reason}"));
        Assert.Empty(rows.Where(r => r.Outcome == RowOutcome.Review && settled.Contains(r.Number)).Select(r => $"{r.Number}: {r.Reason}"));
        var asked = first.Findings.Questions.Select(q => q.Id).ToHashSet();
        Assert.Equal("", string.Join("\n", details.Findings.Questions.Where(q => !asked.Contains(q.Id)).Select(q => $"{q.Id}: {q.Sentence} ({string.Join(", ", rows.Where(r => q.Rows.Contains(r.Number)).Select(r => $"{r.Proposal.Title}: {r.Reason}"))})")));
        Assert.Equal(first.Batch.RowCount, details.Batch.Counts.Total);
        await Assert.ThrowsAsync<RuleException>(() => office.Commits.CommitAsync(again, office.Ana, null, Now));
        Assert.Equal(changes, await ChangesAsync(office));
    }

    /// <summary>Doubts get the importer's own first proposal; words without one are names of their own, or small tasks.</summary>
    private static async Task AnswerAsync(ImportOffice office, Guid batch)
    {
        var asked = new HashSet<string>();
        while (asked.Count < Answers && (await office.GetAsync(batch)).Findings.Questions.FirstOrDefault(q => q.Subject is not (QuestionSubject.Lot or QuestionSubject.Date or QuestionSubject.Row) && asked.Add(q.Id)) is { } question)
        {
            var meaning = question.Proposals.Count > 0 ? question.Proposals[0].Value
                : question.Subject is QuestionSubject.Phase or QuestionSubject.Kind ? nameof(ImportKind.Task) : question.AsWritten;
            await office.Review.AnswerAsync(batch, question.Id, meaning, office.Ana, Now);
        }
        Assert.NotEmpty(asked);
    }

    /// <summary>Of the rows that wait, one is accepted, one left out, one goes on waiting, and so on.</summary>
    private static async Task SettleHalfAsync(ImportOffice office, Guid batch, HashSet<int> settled)
    {
        var waiting = await office.RowsAsync(batch, RowOutcome.Review);
        Assert.NotEmpty(waiting);
        var accepted = waiting.Where((r, i) => i % 3 == 0 && r.Proposal.Kind is not (ImportKind.Review or ImportKind.Skip)).Select(r => r.Number).ToList();
        var leftOut = waiting.Where((_, i) => i % 3 == 1).Select(r => r.Number).ToList();
        await office.Review.ApproveAsync(batch, accepted, office.Ana, Now);
        await office.Review.SkipAsync(batch, leftOut, office.Ana, Now);
        // What lacks a phase or a place still waits after a person accepted it.
        var still = (await office.RowsAsync(batch, RowOutcome.Review)).Select(r => r.Number).ToHashSet();
        settled.UnionWith(accepted.Concat(leftOut).Where(n => !still.Contains(n)));
    }

    private static Task<long> ChangesAsync(ImportOffice office) => office.AskAsync<long>("select count(*) from history.changes where entity not like 'import_%'");
}
