using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Portals;

namespace PlumbingOps.Tests.Portals;

/// <summary>What a rule fits, without a database.</summary>
public class PortalMatchTests
{
    private static readonly Guid Cedar = Guid.CreateVersion7();
    private static readonly Guid Birch = Guid.CreateVersion7();

    /// <summary>Rule: builder, city, county, permit, phase; job: the same; whether the rule fits.</summary>
    public static TheoryData<string, string, bool> Table => new()
    {
        { "", "", true },
        { "", "Cedar Vancouver Clark true Trim", true },
        { "Cedar", "Cedar", true },
        { "Cedar", "Birch", false },
        { "Cedar", "", false },
        { "- Vancouver", "- Vancouver", true },
        { "- Vancouver", "- VANCOUVER", true },
        { "- Battle_Ground", "- _battle__GROUND_", true },
        { "- St._Helens", "- St_Helens", true },
        { "- Vancouver", "- Camas", false },
        { "- Vancouver", "", false },
        { "- Vancouver", "- __", false },
        { "- - Clark", "- - clark", true },
        { "- - Clark", "- - Clark_County", true },
        { "- - Clark_County", "- - CLARK", true },
        { "- - Clark", "- - Cowlitz", false },
        { "- - Clark", "- Clark", false },
        { "- - Clark", "", false },
        { "- - - true", "- - - true", true },
        { "- - - true", "- - - false", false },
        { "- - - false", "- - - false", true },
        { "- - - true", "", false },
        { "- - - false", "", false },
        { "- - - - Trim", "- - - - Trim", true },
        { "- - - - Trim", "- - - - Final", false },
        { "- - - - Trim", "", false },
        { "Cedar Vancouver Clark true Trim", "Cedar Vancouver Clark true Trim", true },
        { "Cedar Vancouver Clark true Trim", "Cedar Vancouver Clark true Final", false },
        { "Cedar Vancouver Clark true Trim", "Cedar Vancouver Clark - Trim", false },
    };

    [Theory, MemberData(nameof(Table))]
    public void A_rule_fits_what_it_asks_for_and_a_value_nobody_knows_fits_only_rules_that_do_not_ask(string rule, string job, bool fits)
    {
        var (builder, city, county, permit, phase) = Read(rule);
        var asked = Read(job);

        Assert.Equal(fits, new PortalCriteria(PortalTarget.Job, builder, null, city, county, permit, phase)
            .Fits(new PortalQuestion(PortalTarget.Job, "all_county", asked.Builder, asked.City, asked.County, asked.Permit, asked.Phase)));
    }

    [Fact]
    public void A_rule_for_calls_fits_no_job() =>
        Assert.False(new PortalCriteria(PortalTarget.ServiceCall, null, null, null, null, null, null).Fits(new PortalQuestion(PortalTarget.Job, "h2o", null, null, null, null, null)));

    [Theory]
    [InlineData("", PortalTarget.Job, "every job", 0)]
    [InlineData("", PortalTarget.ServiceCall, "every service call", 0)]
    [InlineData("- Vancouver - true Trim", PortalTarget.Job, "Vancouver, permit required, Trim", 3)]
    [InlineData("Cedar - Clark false TopOut", PortalTarget.Job, "Cedar Homes, Clark County, no permit, Top Out", 4)]
    public void A_rule_says_what_it_asks_for_in_plain_words(string rule, PortalTarget target, string words, int specificity)
    {
        var (builder, city, county, permit, phase) = Read(rule);
        var criteria = new PortalCriteria(target, builder, builder is null ? null : "Cedar Homes", city, county, permit, phase);

        Assert.Equal((words, specificity), (criteria.InWords(), criteria.Specificity));
    }

    private static (Guid? Builder, string? City, string? County, bool? Permit, JobPhase? Phase) Read(string words)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? At(int n) => parts.Length > n && parts[n] != "-" ? parts[n].Replace('_', ' ') : null;
        return (At(0) switch { "Cedar" => Cedar, "Birch" => Birch, _ => null }, At(1), At(2), At(3) is { } permit ? bool.Parse(permit) : null, At(4) is { } phase ? Enum.Parse<JobPhase>(phase) : null);
    }
}
