using System.Text;
using PlumbingOps.Data.Imports;

namespace PlumbingOps.Tests.Imports;

/// <summary>A calendar in which some write builder - community and others community - builder.</summary>
public sealed class MixedOrderTests
{
    private const string Builder = "SUMMIT";
    private static readonly string[] Communities = ["HERON LANDING", "QUARRY BEND", "MAPLE TERRACE", "OTTER CREEK"];

    [Fact]
    public void A_builder_is_told_by_its_several_communities_in_whichever_order_a_row_stands()
    {
        var rows = Propose(Communities.SelectMany(c => Enumerable.Range(1, 10).Select(lot => lot % 2 == 0 ? $"{Builder}-{c}-TRIM-LOT {lot}" : $"{c}-{Builder}-TRIM-LOT {lot}")));

        Assert.All(rows, row => Assert.Equal((Builder, ImportOutcome.New), (row.Builder, row.Outcome)));
        Assert.Equal(Communities.Order(), rows.Select(r => r.Community!).Distinct().Order());
    }

    [Fact]
    public void Where_nothing_tells_which_is_the_builder_a_person_is_asked()
    {
        var clear = Communities.SelectMany(c => Enumerable.Range(1, 10).Select(lot => lot % 2 == 0 ? $"{Builder}-{c}-TRIM-LOT {lot}" : $"{c}-{Builder}-TRIM-LOT {lot}"));
        var rows = Propose([.. clear, "FAVERO-VIXEN DELL-TRIM-LOT 1", "VIXEN DELL-FAVERO-TO-LOT 1", "FAVERO-VIXEN DELL-TRIM-LOT 2", "VIXEN DELL-FAVERO-TO-LOT 2"]);

        Assert.All(rows.TakeLast(4), row => Assert.Equal(ImportOutcome.Review, row.Outcome));
        Assert.Contains("both orders", string.Join(' ', rows[^1].Reasons), StringComparison.Ordinal);
        Assert.All(rows.SkipLast(4), row => Assert.Equal((Builder, ImportOutcome.New), (row.Builder, row.Outcome)));
    }

    [Fact]
    public void A_builder_the_company_knows_is_the_builder_wherever_it_stands()
    {
        var knowledge = new ImportKnowledge { Builders = [new KnownBuilder(null, "FAVERO", [], [])] };

        var rows = Propose(Enumerable.Range(1, 20).Select(lot => lot % 2 == 0 ? $"FAVERO-VIXEN DELL-TRIM-LOT {lot}" : $"VIXEN DELL-FAVERO-TRIM-LOT {lot}"), knowledge);

        Assert.All(rows, row => Assert.Equal("FAVERO", row.Builder));
    }

    private static IReadOnlyList<ProposedRow> Propose(IEnumerable<string> subjects, ImportKnowledge? knowledge = null)
    {
        var text = new StringBuilder(Sample.Header);
        foreach (var subject in subjects)
        {
            text.Append(Sample.Row(subject, subject.Contains("TRIM", StringComparison.Ordinal) ? "FINISH" : "TOP OUT"));
        }

        return ImportEngine.Propose(Sample.ReadText(text.ToString()), knowledge ?? new ImportKnowledge()).Rows;
    }
}
