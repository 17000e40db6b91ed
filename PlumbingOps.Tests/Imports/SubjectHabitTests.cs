using PlumbingOps.Data.Imports;

namespace PlumbingOps.Tests.Imports;

/// <summary>Ways of writing that other companies have, with names no sample knows.</summary>
public class SubjectHabitTests
{
    [Theory]
    [InlineData("SUMMIT HOMES-HERON LANDING-TRIM-LOT 412")]
    [InlineData("summit homes - heron landing - trim - lot 412 ")]
    [InlineData("SUMMIT HOMES=HERON LANDING-TRIM-LOLT 412")]
    [InlineData("Summit Homes – Heron Landing – Trim – Lt 412")]
    [InlineData("SUMMIT HOMES/HERON LANDING/FINISH/LOT 412")]
    [InlineData("Summit Homes, Heron Landing, set fixtures, lot 412")]
    [InlineData("Summit Homes | Heron Landing | Trim out | #412")]
    [InlineData("Summit Homes: Heron Landing: Trim: L412")]
    [InlineData("TRIM - SUMMIT HOMES - HERON LANDING - LOT 412")]
    [InlineData("LOT 412 - SUMMIT HOMES - HERON LANDING - TRIM")]
    [InlineData("SUMMIT HOMES-HERON LANDING-LOT 412-TRIM")]
    [InlineData("HERON LANDING-SUMMIT HOMES-TRIM-LOT 412")]
    [InlineData("SUMMIT HOMES HERON LANDING TRIM LOT 412")]
    [InlineData("SUMMIT HOMES-HERON LANDING-TRIM-LOT 0412")]
    [InlineData("SUMMIT HOMES_HERON LANDING_TRIM_LOT_412")]
    public void The_same_job_is_found_however_it_is_written(string subject)
    {
        var row = Sample.ProposeOne(subject, "FINISH");

        Assert.Equal(ImportOutcome.New, row.Outcome);
        Assert.Equal(ImportKind.PhaseJob, row.Kind);
        Assert.Equal(ImportPhase.Trim, row.Phase);
        Assert.Equal("SUMMIT HOMES", row.Builder);
        Assert.Equal("HERON LANDING", row.Community);
        Assert.Equal(["412"], row.Lots);
    }

    [Theory]
    [InlineData("TO", ImportPhase.TopOut)]
    [InlineData("ROUGH-IN", ImportPhase.TopOut)]
    [InlineData("GW", ImportPhase.Groundwork)]
    [InlineData("Underground", ImportPhase.Groundwork)]
    [InlineData("SLAB", ImportPhase.Groundwork)]
    [InlineData("P&B", ImportPhase.PostAndBeam)]
    [InlineData("FINAL", ImportPhase.Final)]
    public void Phases_have_many_names(string word, ImportPhase phase) =>
        Assert.Equal(phase, Sample.ProposeOne($"SUMMIT HOMES-HERON LANDING-{word}-LOT 9").Phase);

    [Theory]
    [InlineData("SUMMIT HOMES-HERON LANDING-PUNCHLIST-LOTS 3,4", "3,4", ImportOutcome.New)]
    [InlineData("SUMMIT HOMES-HERON LANDING-PUNCHLIST-LOT 3 and lot 4", "3,4", ImportOutcome.New)]
    [InlineData("SUMMIT HOMES-HERON LANDING-PUNCHLIST-LOTS 3, 4 & 7", "3,4,7", ImportOutcome.New)]
    [InlineData("SUMMIT HOMES-HERON LANDING-PUNCHLIST-LOTS 3-5", "3,4,5", ImportOutcome.Review)]
    [InlineData("Summit- HL 9, 12 PB", "9,12", ImportOutcome.Review)]
    public void Several_lots_are_one_group(string subject, string lots, ImportOutcome outcome)
    {
        var row = Sample.ProposeOne(subject, subject.Contains("PB", StringComparison.Ordinal) ? "POST AND BEAM" : "Punch List");

        Assert.Equal(lots, string.Join(',', row.Lots));
        Assert.Equal(outcome, row.Outcome);
        Assert.NotNull(row.Group);
        Assert.Equal("HERON LANDING", row.Community);
    }

    [Theory]
    [InlineData("ana wrap up 31 and put on test")]
    [InlineData("12 PB somewhere")]
    [InlineData("SUMMIT HOMES-HERON LANDING-STACK-LOT 4")]
    [InlineData("SUMMIT HOMES-TUB LEAK-LOT 4")]
    [InlineData("SUMMIT HOMES-HERON LANDING-LOT 7")]
    [InlineData("SUMMIT HOMES-HERON LANDING-TRIM-BLK 2 LOT 7")]
    [InlineData("SUMMIT HOMES-HERON LANDING-TO & TRIM-LOT 7")]
    [InlineData("SUMMIT HOMES-HERON LANDING-WARRANTY/PUNCHLIST-LOT 7")]
    [InlineData("SUMMIT HOMES-HERON LANDING-TRIM")]
    [InlineData("HERON LANDING-TRIM-LOT 7")]
    [InlineData("CANCELED: SUMMIT HOMES-HERON LANDING-TRIM-LOT 7")]
    [InlineData("Turn off water at Heron Landing 12")]
    [InlineData("Water off")]
    [InlineData("77 se orlowen")]
    [InlineData("=SUMMIT HOMES-HERON LANDING-TRIM-LOT 7")]
    public void What_is_not_certain_waits_for_a_person(string subject)
    {
        var row = Sample.ProposeOne(subject);

        Assert.Equal(ImportOutcome.Review, row.Outcome);
        Assert.NotEmpty(row.Reasons);
        Assert.InRange(row.Confidence, 0, .75);
    }

    [Fact]
    public void The_subject_wins_over_the_category_and_says_so()
    {
        var row = Sample.ProposeOne("SUMMIT HOMES-HERON LANDING-PB-LOT 7", "FINISH");

        Assert.Equal(ImportPhase.PostAndBeam, row.Phase);
        Assert.Contains("The category says Trim but the subject says PB: the subject wins.", row.Reasons);
    }

    [Theory]
    [InlineData("TO THE POINT HOMES", "FINAL TOUCH")]
    [InlineData("TRIMBLE LOTUS", "TORRANCE LOTS")]
    [InlineData("PB HARROW", "GWYNN WARRANDER")]
    public void Names_that_contain_words_of_the_trade_stay_names(string builder, string community)
    {
        var proposal = Sample.ProposeWithHabit(null, [.. Enumerable.Range(1, 6).Select(n => Sample.Row($"{builder}-{community}-TRIM-LOT {n}", "FINISH")), Sample.Row($"{builder.ToLowerInvariant()} {community.ToLowerInvariant()} trim lot 3", "FINISH")]);

        Assert.All(proposal.Rows.TakeLast(7), row =>
        {
            Assert.Equal((builder, community, ImportPhase.Trim), (row.Builder, row.Community, row.Phase));
            Assert.Single(row.Lots);
        });
    }

    [Theory]
    [InlineData("FIN", "FINISH", ImportPhase.Trim)]
    [InlineData("PBM", "POST AND BEAM", ImportPhase.PostAndBeam)]
    public void A_companys_own_abbreviation_is_learned_from_the_category_it_always_has(string word, string category, ImportPhase phase)
    {
        var rows = Enumerable.Range(1, 12).Select(n => Sample.Row($"SUMMIT HOMES-{(n % 2 == 0 ? "HERON LANDING" : "QUARRY BEND")}-{word}-LOT {n + 60}", n == 12 ? "" : category)).ToArray();

        var proposal = Sample.ProposeWithHabit(null, rows);

        Assert.All(proposal.Rows.TakeLast(12), row => Assert.Equal((ImportOutcome.New, phase), (row.Outcome, row.Phase)));
        Assert.Contains(proposal.Learned, l => l.StartsWith($"{word} means", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ZZT", 12)]
    [InlineData("FIN", 4)]
    public void A_word_that_is_rare_or_unlike_its_category_is_asked_about(string word, int many)
    {
        var rows = Enumerable.Range(1, many).Select(n => Sample.Row($"SUMMIT HOMES-{(n % 2 == 0 ? "HERON LANDING" : "QUARRY BEND")}-{word}-LOT {n + 60}", "FINISH")).ToArray();

        Assert.All(Sample.ProposeWithHabit(null, rows).Rows.TakeLast(many), row => Assert.Equal(ImportOutcome.Review, row.Outcome));
    }

    [Fact]
    public void A_calendar_that_names_the_community_first_is_read_that_way()
    {
        string[] builders = ["SUMMER HOMES", "CEDAR CONSTRUCTION"];
        var text = Sample.Header + string.Concat(Enumerable.Range(1, 60).Select(n => Sample.Row($"{(n % 2 == 0 ? "HERON" : "QUARRY")} {"ABCDE"[n % 5]}-{builders[n % 2]}-TRIM-LOT {n}", "FINISH")));

        Assert.All(ImportEngine.Propose(Sample.ReadText(text), new ImportKnowledge()).Rows, row => Assert.Contains(row.Builder, builders));
    }

    [Theory]
    [InlineData("JOHNSON BROTHERS", "JOHNSON BROS.")]
    [InlineData("MESA VERDE DEVELOPMENT", "MESA VERDE DEV")]
    [InlineData("K&M RESIDENTIAL", "KM RESIDENTIAL")]
    public void A_name_is_known_in_its_usual_short_form(string name, string written)
    {
        var rows = Enumerable.Range(1, 20).Select(n => Sample.Row($"{name}-ST JOHNS-TRIM-LOT {n}", "FINISH")).Append(Sample.Row($"{written}-SAINT JOHNS-TRIM-LOT 30", "FINISH")).ToArray();

        var row = Sample.ProposeWithHabit(null, rows).Rows[^1];

        Assert.Equal((name, "ST JOHNS", ImportOutcome.Review), (row.Builder, row.Community, row.Outcome));
    }

    [Fact]
    public void A_dash_inside_a_name_stays_there()
    {
        var proposal = Sample.ProposeWithHabit(null,
        [
            Sample.Row("SMITH-JONES HOMES-SUNNY ACRES-TRIM-LOT 1"), Sample.Row("SMITH-JONES HOMES-OAK PARK-TRIM-LOT 2"), Sample.Row("smith-jones homes-oak park-lot 3", "WARRANTY"),
            Sample.Row("CEDAR VALE-STRATFORD-ON-TRIM-LOT 4"), Sample.Row("CEDAR VALE-STRATFORD-ON-PB-LOT 5"),
        ]);

        Assert.Equal(["SMITH-JONES HOMES|SUNNY ACRES", "SMITH-JONES HOMES|OAK PARK", "SMITH-JONES HOMES|OAK PARK", "CEDAR VALE|STRATFORD-ON", "CEDAR VALE|STRATFORD-ON"],
            proposal.Rows.TakeLast(5).Select(r => $"{r.Builder}|{r.Community}"));
    }

    [Theory]
    [InlineData("SUMMIT HOMES HERON LANDING-TO-LOT 412")]
    [InlineData("SUMMIT HOMES-HERON LANDING TO-LOT 412")]
    [InlineData("SUMMIT HOMES-HERON LANDING-TO LOT 412")]
    public void A_lost_dash_loses_nothing_else(string subject)
    {
        var row = Sample.ProposeOne(subject, "TOP OUT");

        Assert.Equal(("SUMMIT HOMES", "HERON LANDING", ImportPhase.TopOut, "412"), (row.Builder, row.Community, row.Phase, string.Join(',', row.Lots)));
    }

    [Fact]
    public void A_house_without_a_lot_is_a_project()
    {
        var row = Sample.ProposeOne("CEDAR VALE-OAK RESIDENCE-TRIM-UNIT 3", "FINISH");

        Assert.Equal(("OAK RESIDENCE", "3", ImportPhase.Trim), (row.Project, row.Unit, row.Phase));
        Assert.Null(row.Community);
        Assert.Empty(row.Lots);
    }

    [Theory]
    [InlineData("SampP-est01", "SampP", 1)]
    [InlineData("LeeB-est12", "LeeB", 12)]
    public void A_customer_code_is_an_estimate(string subject, string code, int number)
    {
        var row = Sample.ProposeOne(subject, allDay: false);

        Assert.Equal((ImportKind.Estimate, code, number), (row.Kind, row.CustomerCode, row.EstimateNumber ?? 0));
    }

    [Theory]
    [InlineData("bo off", "TIME OFF", ImportKind.Absence)]
    [InlineData("Labor Day closed", "", ImportKind.Absence)]
    [InlineData("FW: October Safety Training", "", ImportKind.Meeting)]
    [InlineData("Heron precon", "", ImportKind.Meeting)]
    [InlineData("Appointment canceled: Free Consultation (Pat Sample)", "", ImportKind.Skip)]
    [InlineData(" ", "", ImportKind.Skip)]
    [InlineData("*", "", ImportKind.Skip)]
    public void Not_everything_is_work(string subject, string category, ImportKind kind) =>
        Assert.Equal(kind, Sample.ProposeOne(subject, category).Kind);
}
