using System.Text;
using PlumbingOps.Data.Imports;

namespace PlumbingOps.Tests.Imports;

public class SampleAccuracyTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_construction_calendar_is_read_as_its_truth_says(bool withSettings)
    {
        var truth = new TruthFile("construction-calendar.expected.json");
        var proposal = ImportEngine.Propose(Sample.Read("construction-calendar.csv"), withSettings ? Sample.Settings() : new ImportKnowledge());

        var score = truth.Compare(proposal);

        Assert.Equal(1700, truth.Count);
        Assert.Equal(truth.Count, proposal.Rows.Count);
        Assert.Equal(1, score["dates"]);
        Assert.Equal(1, score["completed"]);
        Assert.InRange(score["saved rightly"], .999, 1);
        Assert.InRange(score["kind"], .995, 1);
        Assert.InRange(score["phase"], .995, 1);
        Assert.InRange(score["lots"], .995, 1);
        Assert.InRange(score["builder"], .99, 1);
        Assert.InRange(score["community"], .98, 1);
        Assert.Equal(1, score["asked"]);
        Assert.InRange(score["not asked"], .99, 1);
        Assert.Equal(1, score["duplicate"]);
        Assert.Equal(1, score["not a duplicate"]);
        Assert.Equal(1, score["code kept"]);
    }

    [Fact]
    public void The_service_calendar_is_read_as_its_truth_says()
    {
        var construction = ImportEngine.Propose(Sample.Read("construction-calendar.csv"), Sample.Settings());
        var knowledge = Sample.Settings("service-calendar.expected.json") with
        {
            Visits = [.. construction.Rows.Where(r => r is { Kind: ImportKind.GoBack, Address.Street: not null, StartDate: not null })
                .Select(r => new KnownVisit("construction-calendar.csv", $"{r.Row}", r.Kind, r.Address.Street!, r.StartDate!.Value))],
        };

        var score = new TruthFile("service-calendar.expected.json").Compare(ImportEngine.Propose(Sample.Read("service-calendar.ics"), knowledge));

        Assert.Equal(1, score["duplicate"]);
        Assert.Equal(1, score["not a duplicate"]);
        Assert.Equal(1, score["saved rightly"]);
        Assert.Equal(1, score["kind"]);
        Assert.Equal(1, score["asked"]);
        Assert.Equal(1, score["not asked"]);
        Assert.Equal(1, score["code kept"]);
    }

    [Theory]
    [InlineData("construction-calendar.csv", "construction-calendar.expected.json")]
    [InlineData("service-calendar.ics", "service-calendar.expected.json")]
    public void No_access_code_is_shown(string file, string truth)
    {
        var proposal = ImportEngine.Propose(Sample.Read(file), Sample.Settings(truth));
        using var stream = new MemoryStream();
        ImportAnswerJson.Write(proposal, stream);
        var shown = Encoding.UTF8.GetString(stream.ToArray());
        var secrets = new TruthFile(truth).Secrets().ToList();

        Assert.NotEmpty(secrets);
        Assert.All(proposal.Rows.Where(r => r.AccessCodes.Count > 0), row => Assert.All(row.AccessCodes, code =>
        {
            Assert.DoesNotContain(code, row.Notes, StringComparison.Ordinal);
            Assert.DoesNotContain(code, row.Title, StringComparison.Ordinal);
            Assert.DoesNotContain(row.Reasons, r => r.Contains(code, StringComparison.Ordinal));
        }));
        Assert.Contains(AccessCodes.Mask, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_that_is_not_new_says_why_and_the_counts_add_up()
    {
        var proposal = ImportEngine.Propose(Sample.Read("construction-calendar.csv"), new ImportKnowledge());

        Assert.All(proposal.Rows.Where(r => r.Outcome != ImportOutcome.New), r => Assert.NotEmpty(r.Reasons));
        Assert.Equal(proposal.Rows.Count, proposal.Counts.Values.Sum());
        Assert.Contains(proposal.Rows, r => r.Outcome == ImportOutcome.Review);
    }

    [Fact]
    public void The_same_file_gives_the_same_proposal_and_every_row_its_own_key()
    {
        var file = Sample.Read("construction-calendar.csv");
        byte[] Answer()
        {
            using var stream = new MemoryStream();
            ImportAnswerJson.Write(ImportEngine.Propose(file, Sample.Settings()), stream);
            return stream.ToArray();
        }

        Assert.Equal(Answer(), Answer());
        Assert.Equal(1700, ImportEngine.Propose(file, Sample.Settings()).Rows.Select(r => r.ImportKey).Distinct().Count());
    }

    [Fact]
    public void Answering_every_question_about_names_leaves_no_row_waiting_for_a_name()
    {
        var file = Sample.Read("construction-calendar.csv");
        var knowledge = Sample.Settings();
        var before = ImportEngine.Propose(file, knowledge);
        var named = before.Questions.Where(q => q.Blocking && q.Subject is QuestionSubject.Builder or QuestionSubject.Community && q.Proposals.Count > 0 && q.Proposals[0].Score > .5).ToList();

        foreach (var question in named)
        {
            knowledge = ImportAnswers.Apply(knowledge, question, question.Proposals[0].Value);
        }
        var after = ImportEngine.Propose(file, knowledge);

        Assert.InRange(named.Count, 20, 60);
        Assert.Empty(after.Questions.Select(q => q.Id).Intersect(named.Select(q => q.Id)));
        Assert.True(after.Counts[ImportOutcome.Review] < before.Counts[ImportOutcome.Review] - 60, $"{before.Counts[ImportOutcome.Review]} before, {after.Counts[ImportOutcome.Review]} after");
        Assert.Equal(1, new TruthFile("construction-calendar.expected.json").Compare(after)["saved rightly"]);
    }
}
