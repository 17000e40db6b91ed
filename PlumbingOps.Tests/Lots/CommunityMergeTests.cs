using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using static PlumbingOps.Tests.Lots.LotsOffice;

namespace PlumbingOps.Tests.Lots;

public class CommunityMergeTests(LotsOffice office) : IClassFixture<LotsOffice>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lots_come_together_by_number_and_the_name_becomes_an_alias_until_it_is_undone()
    {
        var builder = await office.NewBuilderAsync();
        var (target, source) = (await CommunityAsync(builder, "Heron Landing"), await CommunityAsync(builder, "Heron Ldg"));
        await office.Communities.AddAliasAsync(source, "HL", Omar, Now);
        var twelve = (await office.NewLotsAsync("12", target))[0];
        var (absorbed, alone) = ((await office.NewLotsAsync("12", source))[0], (await office.NewLotsAsync("14", source))[0]);
        var trim = await office.NewJobAsync(twelve, JobPhase.Trim);
        var final = await office.NewJobAsync(absorbed, JobPhase.Final);

        var preview = await office.CommunityMerging.PreviewAsync(source, target, Ana, Now);
        var merge = await office.CommunityMerging.MergeAsync(source, target, Ana, Now);

        Assert.Equal((1, 1, 1, 0, 1), (merge.Lots, merge.JoinedLots, merge.Jobs, merge.Calls, merge.Aliases));
        Assert.Equal((preview.Lots, preview.JoinedLots, preview.Jobs), (merge.Lots, merge.JoinedLots, merge.Jobs));
        var kept = await office.Communities.GetAsync(target, Ana, Now);
        Assert.Equal(["Heron Ldg", "HL"], kept.Aliases.Select(a => a.Alias));
        Assert.Equal([JobPhase.Trim, JobPhase.Final], (await office.Lots.GetAsync(twelve, Ana, Now)).Jobs.Select(j => j.Phase));
        Assert.Equal("Heron Landing", (await office.Lots.GetAsync(alone, Ana, Now)).Community);
        Assert.Equal(alone, Assert.Single(await office.Lots.FindAsync("heron ldg 14", 5, Omar, Now)).Id);
        var gone = await office.Communities.GetAsync(source, Ana, Now);
        Assert.Equal(("Heron Ldg (merged)", "Merged into Heron Landing.", true), (gone.Facts.Name, gone.Facts.Notes, gone.ArchivedAt is not null));

        await office.CommunityMerging.UndoAsync(merge.ChangeSetId!.Value, Ana, Now);

        var back = await office.Communities.GetAsync(source, Ana, Now);
        Assert.Equal(("Heron Ldg", null, null, 2), (back.Facts.Name, back.Facts.Notes, back.ArchivedAt, back.Lots));
        Assert.Equal(["HL"], back.Aliases.Select(a => a.Alias));
        Assert.Equal([trim], (await office.Lots.GetAsync(twelve, Ana, Now)).Jobs.Select(j => j.Id));
        Assert.Equal([final], (await office.Lots.GetAsync(absorbed, Ana, Now)).Jobs.Select(j => j.Id));
    }

    [Fact]
    public async Task A_phase_that_both_have_booked_is_named_and_nothing_is_merged()
    {
        var builder = await office.NewBuilderAsync();
        var (target, source) = (await CommunityAsync(builder, "Elm Court"), await CommunityAsync(builder, "Elm Ct"));
        await office.NewJobAsync((await office.NewLotsAsync("3", target))[0], JobPhase.Trim);
        await office.NewJobAsync((await office.NewLotsAsync("3", source))[0], JobPhase.Trim);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.CommunityMerging.MergeAsync(source, target, Ana, Now));

        Assert.StartsWith("Nothing was merged. Lot 3 of “Elm Court” would have Trim twice: J-", refusal.Message, StringComparison.Ordinal);
        Assert.Null((await office.Communities.GetAsync(source, Ana, Now)).ArchivedAt);
    }

    [Fact]
    public async Task Only_an_administrator_of_all_companies_merges_two_of_one_builder()
    {
        var builder = await office.NewBuilderAsync();
        var (target, source) = (await CommunityAsync(builder, "Fir Hill"), await CommunityAsync(builder, "Fir Hills"));
        var elsewhere = await office.NewCommunityAsync();

        await Assert.ThrowsAsync<RuleException>(() => office.CommunityMerging.MergeAsync(source, target, Omar, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.CommunityMerging.MergeAsync(source, target, Ana with { Tenants = [H2o] }, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.CommunityMerging.MergeAsync(source, source, Ana, Now));
        Assert.Contains("different builders", (await Assert.ThrowsAsync<RuleException>(() => office.CommunityMerging.MergeAsync(source, elsewhere, Ana, Now))).Message, StringComparison.Ordinal);
        await office.CommunityMerging.MergeAsync(source, target, Ana, Now);
        await Assert.ThrowsAsync<RuleException>(() => office.CommunityMerging.MergeAsync(source, target, Ana, Now));
    }

    [Fact]
    public async Task Two_who_merge_a_pair_both_ways_at_once_merge_it_once()
    {
        var builder = await office.NewBuilderAsync();
        var (one, other) = (await CommunityAsync(builder, "Oak Row"), await CommunityAsync(builder, "Oak Rows"));
        await office.NewLotsAsync("1-4", one);
        await office.NewLotsAsync("3-6", other);

        var outcomes = await Task.WhenAll(new[] { (one, other), (other, one), (one, other) }.Select(async pair =>
        {
            try
            {
                await office.CommunityMerging.MergeAsync(pair.Item1, pair.Item2, Ana, Now);
                return true;
            }
            catch (RuleException)
            {
                return false;
            }
        }));

        Assert.Single(outcomes, done => done);
        await using var db = await office.Db.OpenAsync(Ana, Permission.SeeLots, Now);
        var kept = await db.Communities.SingleAsync(c => c.BuilderId == builder && c.ArchivedAt == null, Now);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], await db.Lots.Where(l => l.CommunityId == kept.Id && l.ArchivedAt == null).OrderBy(l => l.NumberSort).Select(l => l.Number!).ToListAsync(Now));
    }

    private Task<Guid> CommunityAsync(Guid builder, string name) => office.Communities.CreateAsync(builder, new CommunityInput { Name = name }, Omar, Now);
}
