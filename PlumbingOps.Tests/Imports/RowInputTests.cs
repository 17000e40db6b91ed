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
    public void An_unknown_kind_of_work_cannot_be_saved()
    {
        var unknown = Proposed with { Kind = ImportKind.Review, Phase = null };
        Assert.Equal(nameof(RowInput.Work), Assert.Throws<RuleException>(() => RowInput.Of(unknown).Against(unknown, null)).Field);
    }
}
