using PlumbingOps.Data.Imports;

namespace PlumbingOps.Tests.Imports;

public class NameTests
{
    [Theory]
    [InlineData("HERON LANDNG", "HERON LANDING", "Slip")]
    [InlineData("HERNO LANDING", "HERON LANDING", "Slip")]
    [InlineData("HERONLANDING", "HERON LANDING", "Same")]
    [InlineData("HERON", "HERON LANDING", "MissingWords")]
    [InlineData("HL", "HERON LANDING", "Abbreviation")]
    [InlineData("KVA", "KV ALTONWAY", "Abbreviation")]
    [InlineData("WLY", "WESTERLY", "Contraction")]
    [InlineData("PRESERVERVE", "PRESERVE", "Slip")]
    [InlineData("SENTRY KNOLL", "SENTRY BLUFF", "OtherWord")]
    [InlineData("NORTH RIDGE", "SOUTH RIDGE", "None")]
    [InlineData("PARK 2", "PARK 3", "None")]
    [InlineData("PARK A", "PARK B", "None")]
    [InlineData("QTR", "JUNIPER", "None")]
    public void A_spelling_resembles_a_name(string spelling, string name, string kind) =>
        Assert.Equal(kind, NameLikeness.Of(spelling, name) is { Score: > 0 } likeness && (likeness.Kind != Likeness.OtherWord || kind == "OtherWord") ? likeness.Kind.ToString() : "None");

    [Fact]
    public void A_misspelt_community_is_asked_about_once_and_remembered()
    {
        var rows = new[] { Sample.Row("SUMMIT HOMES-HERON LANDNG-TRIM-LOT 4", "FINISH"), Sample.Row("SUMMIT HOMES-HERON LANDNG-WARRANTY-LOT 5", "WARRANTY") };
        var before = Sample.ProposeWithHabit(null, rows);

        var question = Assert.Single(before.Questions, q => q.Subject == QuestionSubject.Community);
        Assert.Equal("“HERON LANDNG” looks like HERON LANDING: 2 rows", question.Sentence);
        Assert.Equal([37, 38], question.Rows);
        Assert.All(before.Rows.TakeLast(2), r => Assert.Equal((ImportOutcome.Review, "HERON LANDING"), (r.Outcome, r.Community)));

        var after = Sample.ProposeWithHabit(ImportAnswers.Apply(new ImportKnowledge(), question, "HERON LANDING"), rows);
        Assert.Empty(after.Questions);
        Assert.All(after.Rows.TakeLast(2), r => Assert.Equal((ImportOutcome.New, "HERON LANDING"), (r.Outcome, r.Community)));

        var apart = Sample.ProposeWithHabit(ImportAnswers.Apply(new ImportKnowledge(), question, "HERON LANDNG"), rows);
        Assert.All(apart.Rows.TakeLast(2), r => Assert.Equal((ImportOutcome.New, "HERON LANDNG"), (r.Outcome, r.Community)));
    }

    [Fact]
    public void Two_builders_may_have_a_community_of_the_same_name()
    {
        var proposal = Sample.ProposeWithHabit(null, [.. Enumerable.Range(1, 4).SelectMany(n => new[] { Sample.Row($"CEDAR VALE-TATES CORNER-PB-LOT {n}"), Sample.Row($"BIRCH CO-TATES CORNER-PB-LOT {n}") })]);

        Assert.Equal(["CEDAR VALE", "BIRCH CO"], proposal.Rows.TakeLast(8).Select(r => r.Builder!).Distinct());
        Assert.All(proposal.Rows.TakeLast(8), r => Assert.Equal((ImportOutcome.New, "TATES CORNER"), (r.Outcome, r.Community)));
    }

    [Fact]
    public void A_known_alias_needs_no_question()
    {
        var knowledge = new ImportKnowledge { Builders = [new(null, "Summit Homes", ["SH"], [new(null, "Heron Landing", ["HL"])])] };

        var row = Sample.ProposeOne("SH-HL-TRIM-LOT 3", "FINISH", knowledge: knowledge);

        Assert.Equal((ImportOutcome.New, "Summit Homes", "Heron Landing"), (row.Outcome, row.Builder, row.Community));
    }

    [Fact]
    public void Technicians_are_found_by_their_spellings_and_not_in_every_word()
    {
        var knowledge = new ImportKnowledge { Technicians = [new(null, "Ana", []), new(null, "Stephen", ["Steven"]), new(null, "Mark", []), new(null, "Quill", [])] };
        IReadOnlyList<string> Of(string description, string subject = "SUMMIT HOMES-HERON LANDING-TRIM-LOT 3") => Sample.ProposeOne(subject, "FINISH", description, knowledge: knowledge).Technicians;

        Assert.Equal(["Ana", "Stephen"], Of("ANA/steven\r\n"));
        Assert.Equal(["Ana", "Stephen"], Of("PLAN N310\r\nana and stephen\r\n"));
        Assert.Equal(["Stephen"], Of("Stehpen\r\n"));
        Assert.Equal(["Ana"], Of("ana replace cartridge\r\n"));
        Assert.Equal(["Ana"], Of("", "ANA SUMMIT HOMES-HERON LANDING-TRIM-LOT 3"));
        Assert.Empty(Of("Mark walls for the shower\r\n"));
        Assert.Empty(Of("Quill Abernook\r\n360-555-0101\r\n"));
        Assert.Empty(Of("From: Ana Sample <ana@example.com>\r\nSent: Monday\r\n\r\nQuill\r\n"));
    }

    [Fact]
    public void An_answered_name_does_not_stop_the_file_from_teaching_others()
    {
        var rows = new[] { "Ana", "ana, bo", "Bo", "Ana", "Bo", "Anna" }.Select((c, i) => Sample.Row($"SUMMIT HOMES-HERON LANDING-TRIM-LOT {40 + i}", "FINISH", c)).ToArray();
        var question = new ImportQuestion
        {
            Id = "",
            Subject = QuestionSubject.Technician,
            AsWritten = "Anna",
            Proposals = [],
            Rows = [],
            Sentence = "",
            Blocking = false,
        };

        var after = Sample.ProposeWithHabit(ImportAnswers.Apply(new ImportKnowledge(), question, "Ana"), rows);

        Assert.Equal(["Ana", "Ana,Bo", "Bo", "Ana", "Bo", "Ana"], after.Rows.TakeLast(6).Select(r => string.Join(',', r.Technicians)));
    }

    [Fact]
    public void An_unknown_category_is_mentioned_once_and_can_be_taught()
    {
        var rows = new[] { Sample.Row("SUMMIT HOMES-HERON LANDING-LOT 4", "Purple"), Sample.Row("SUMMIT HOMES-HERON LANDING-LOT 5", "PURPLE") };
        var question = Assert.Single(Sample.ProposeWithHabit(null, rows).Questions, q => q.Subject == QuestionSubject.Kind);

        var after = Sample.ProposeWithHabit(ImportAnswers.Apply(new ImportKnowledge(), question, nameof(ImportKind.Warranty)), rows);

        Assert.Equal("The category “Purple” is not known: 2 rows", question.Sentence);
        Assert.All(after.Rows.TakeLast(2), r => Assert.Equal((ImportOutcome.New, ImportKind.Warranty), (r.Outcome, r.Kind)));
    }

    [Fact]
    public void An_unknown_phase_word_is_asked_about_once_and_can_be_taught()
    {
        var rows = new[] { Sample.Row("SUMMIT HOMES-HERON LANDING-STACK-LOT 4", "TOP OUT"), Sample.Row("SUMMIT HOMES-HERON LANDING-STACK-LOT 5", "TOP OUT") };
        var question = Assert.Single(Sample.ProposeWithHabit(null, rows).Questions, q => q.Subject == QuestionSubject.Phase);

        var after = Sample.ProposeWithHabit(ImportAnswers.Apply(new ImportKnowledge(), question, question.Proposals[0].Value), rows);

        Assert.All(after.Rows.TakeLast(2), r => Assert.Equal((ImportOutcome.New, ImportPhase.TopOut), (r.Outcome, r.Phase)));
    }

    [Fact]
    public void Without_a_list_the_names_come_from_the_crews_of_the_file()
    {
        var crews = new[] { "Ana", "Bo", "ana, bo", "Ana/Theo", "Theo", "theo", "bo and theo", "SET TUB AND TEST", "Ana\r\nSET TUB AND TEST", "Bo" };

        var proposal = Sample.ProposeWithHabit(null, [.. crews.Select((c, i) => Sample.Row($"SUMMIT HOMES-HERON LANDING-TRIM-LOT {40 + i}", "FINISH", c))]);

        Assert.Equal(["Ana", "Bo", "Theo"], proposal.Rows.SelectMany(r => r.Technicians).Distinct().Order());
        Assert.Equal(["Ana", "Theo"], proposal.Rows[^7].Technicians);
    }
}
