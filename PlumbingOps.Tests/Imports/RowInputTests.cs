using PlumbingOps.Data;
using PlumbingOps.Data.Imports;
using PlumbingOps.Web.Features.Imports;

namespace PlumbingOps.Tests.Imports;

public sealed class RowInputTests
{
    private static readonly RowProposal Proposed = new()
    {
        Key = "k",
        ContentHash = "h",
        Kind = ImportKind.PhaseJob,
        Phase = ImportPhase.TopOut,
        Builder = "SUMMIT",
        Community = "HERON",
        Lots = ["3"],
        Technicians = ["Ana", "Bo"],
        StartDate = new(2025, 3, 3),
        EndDate = new(2025, 3, 4),
    };

    [Fact]
    public void Saving_without_a_change_only_accepts()
    {
        Assert.Equivalent(new RowCorrection { Approved = true }, RowInput.Of(Proposed).Against(Proposed, null), strict: true);
    }

    [Fact]
    public void Only_what_differs_becomes_a_correction()
    {
        var input = RowInput.Of(Proposed);
        input.Work = nameof(ImportKind.Warranty);
        input.Lots = " 3,  4 ";

        var correction = input.Against(Proposed, null);

        Assert.Equivalent(new RowCorrection { Approved = true, Kind = ImportKind.Warranty, NoPhase = true, Lots = ["3", "4"] }, correction, strict: true);
    }

    [Fact]
    public void A_second_correction_keeps_the_first()
    {
        var input = RowInput.Of(Proposed with { Builder = "SUMMIT HOMES" });
        input.Community = "QUARRY";

        Assert.Equal("SUMMIT HOMES", input.Against(Proposed with { Builder = "SUMMIT HOMES" }, new RowCorrection { Builder = "SUMMIT HOMES" }).Builder);
    }

    [Fact]
    public void What_was_emptied_is_nothing_and_not_left_as_proposed()
    {
        var input = RowInput.Of(Proposed with { Project = "THE BARN" });
        (input.Work, input.Builder, input.Community, input.Lots, input.Project, input.Technicians) = (nameof(ImportKind.Warranty), null, " ", "", "", null);

        var correction = input.Against(Proposed with { Project = "THE BARN" }, null);

        Assert.Equal(("", "", ""), (correction.Builder, correction.Community, correction.Project));
        Assert.Empty(correction.Lots!);
        Assert.Empty(correction.Technicians!);
    }

    [Fact]
    public void What_was_empty_before_and_stays_so_is_no_correction()
    {
        var bare = Proposed with { Kind = ImportKind.Task, Phase = null, Builder = null, Community = null, Lots = [], Technicians = [] };
        var input = RowInput.Of(bare);
        (input.Builder, input.Project, input.Lots) = ("", "", null);

        Assert.Equivalent(new RowCorrection { Approved = true }, input.Against(bare, null), strict: true);
    }

    [Theory]
    [InlineData(nameof(RowInput.Builder))]
    [InlineData(nameof(RowInput.Community))]
    [InlineData(nameof(RowInput.Lots))]
    [InlineData(nameof(RowInput.StartDate))]
    [InlineData(nameof(RowInput.EndDate))]
    public void What_a_job_cannot_do_without_is_not_emptied(string field)
    {
        var input = RowInput.Of(Proposed);
        typeof(RowInput).GetProperty(field)!.SetValue(input, null);

        Assert.Equal(field, Assert.Throws<RuleException>(() => input.Against(Proposed, null)).Field);
    }

    [Fact]
    public void A_custom_home_needs_no_community_and_no_lot()
    {
        var input = RowInput.Of(Proposed);
        (input.Community, input.Lots, input.Project) = ("", "", "THE BARN");

        Assert.Equal(("", "THE BARN"), (input.Against(Proposed, null).Community, input.Project));
    }

    [Fact]
    public void An_unknown_kind_of_work_cannot_be_saved()
    {
        var unknown = Proposed with { Kind = ImportKind.Review, Phase = null };
        Assert.Equal(nameof(RowInput.Work), Assert.Throws<RuleException>(() => RowInput.Of(unknown).Against(unknown, null)).Field);
    }
}
