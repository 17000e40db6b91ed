using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Builders;

public class BuilderMergeTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_merge_moves_everything_and_the_name_becomes_an_alias()
    {
        await using var office = await TestOffice.OpenAsync();
        var (source, target) = await PairAsync(office);
        var job = await JobAsync(office, "3", "Cedar Grove", source.Name, JobPhase.Trim);
        await office.Get<CommunityService>().AddAliasAsync((await CommunityAsync(office, "Cedar Grove", source.Id)).Id, "CG", office.Omar, Now);
        var call = await CallAsync(office, source.Id, billTo: source.Id);
        var contact = await office.Get<BuilderContactService>().AddAsync(source.Id, new BuilderContactInput { Name = "Sandra Example", TenantId = TestOffice.H2o }, office.Omar, Now);

        var preview = await Merging(office).PreviewAsync(source.Id, target.Id, office.Ana, Now);
        var merge = await Merging(office).MergeAsync(source.Id, target.Id, office.Ana, Now);

        Assert.Equal((1, 0, 1, 0, 1, 1, 1, 1), (merge.Communities, merge.JoinedCommunities, merge.Lots, merge.JoinedLots, merge.Jobs, merge.Calls, merge.Contacts, merge.Aliases));
        Assert.Equal(["phone", "address", "notes"], merge.Fills);
        Assert.Equal((preview.Jobs, preview.Calls, preview.Contacts), (merge.Jobs, merge.Calls, merge.Contacts));
        await using var db = await office.DbAsync();
        var kept = await db.Builders.Include(b => b.Aliases).SingleAsync(b => b.Id == target.Id, Now);
        Assert.Equal(("(360) 555-0142", "Camas", "Kept\nOld"), (kept.Phone, kept.City, kept.Notes));
        Assert.Equal(["KH", "Kestrel Homs"], kept.Aliases.Select(a => a.Alias).Order(StringComparer.Ordinal));
        var gone = await db.Builders.SingleAsync(b => b.Id == source.Id, Now);
        Assert.Equal(("Kestrel Homs (merged)", "Old\nMerged into Kestrel Homes.", true), (gone.Name, gone.Notes, gone.ArchivedAt is not null));
        Assert.Equal((target.Id, target.Id), await db.ServiceCalls.Where(c => c.Id == call).Select(c => new ValueTuple<Guid?, Guid?>(c.BuilderId, c.BillToBuilderId)).SingleAsync(Now));
        Assert.Equal(target.Id, (await db.BuilderContacts.SingleAsync(c => c.Id == contact, Now)).BuilderId);
        Assert.Equal(target.Id, (await db.CommunityAliases.SingleAsync(Now)).BuilderId);
        // The office finds the lot by the builder it belongs to now.
        var lot = Assert.Single(await office.Get<LotService>().FindAsync("kestrel homes 3", 5, office.Omar, Now));
        Assert.Equal(lot.Id, (await office.Get<JobService>().GetAsync(job, office.Omar, Now)).Row.LotId);
    }

    [Fact]
    public async Task Communities_and_lots_that_both_have_become_one()
    {
        await using var office = await TestOffice.OpenAsync();
        var (source, target) = await PairAsync(office);
        var here = await JobAsync(office, "12", "Heron Landing", target.Name, JobPhase.Trim);
        var there = await JobAsync(office, "12", "Heron Landing South", source.Name, JobPhase.Final);
        var alone = await JobAsync(office, "14", "Heron Landing South", source.Name, JobPhase.Final);
        await office.Get<CommunityService>().AddAliasAsync((await CommunityAsync(office, "Heron Landing", target.Id)).Id, "heron landing south", office.Omar, Now);
        await office.Get<CommunityService>().AddAliasAsync((await CommunityAsync(office, "Heron Landing South", source.Id)).Id, "HLS", office.Omar, Now);
        await using (var db = await office.DbAsync())
        {
            var (kept, absorbed) = (await db.Jobs.SingleAsync(j => j.Id == here, Now), await db.Jobs.SingleAsync(j => j.Id == there, Now));
            db.AddRange(
                new LotWarranty { TenantId = TestOffice.AllCounty, LotId = kept.LotId, JobId = here, StartsOn = new(2026, 1, 5), EndsOn = new(2027, 1, 4) },
                new LotWarranty { TenantId = TestOffice.AllCounty, LotId = absorbed.LotId, JobId = there, StartsOn = new(2026, 2, 5), EndsOn = new(2027, 2, 4) });
            await db.SaveChangesAsync(Now);
        }

        var merge = await Merging(office).MergeAsync(source.Id, target.Id, office.Ana, Now);

        Assert.Equal((0, 1, 2, 1), (merge.Communities, merge.JoinedCommunities, merge.Lots, merge.JoinedLots));
        await using var after = await office.DbAsync();
        var community = await after.Communities.Include(c => c.Aliases).Include(c => c.Lots).SingleAsync(c => c.BuilderId == target.Id, Now);
        Assert.Equal(["HLS", "heron landing south"], community.Aliases.Select(a => a.Alias).Order(StringComparer.Ordinal));
        Assert.Equal(["12", "14"], community.Lots.Select(l => l.Number!).Order(StringComparer.Ordinal));
        var twelve = community.Lots.Single(l => l.Number == "12").Id;
        Assert.Equal([here, there], await after.Jobs.Where(j => j.LotId == twelve).OrderBy(j => j.Number).Select(j => j.Id).ToListAsync(Now));
        Assert.Equal(community.Lots.Single(l => l.Number == "14").Id, (await after.Jobs.SingleAsync(j => j.Id == alone, Now)).LotId);
        // Trim came first, so the warranty runs from Final.
        Assert.Equal((new DateOnly(2026, 2, 5), (Guid?)there), await after.LotWarranties.Where(w => w.LotId == twelve).Select(w => new ValueTuple<DateOnly, Guid?>(w.StartsOn, w.JobId)).SingleAsync(Now));
        Assert.All(await after.Communities.Where(c => c.BuilderId == source.Id).ToListAsync(Now), c => Assert.NotNull(c.ArchivedAt));
    }

    [Fact]
    public async Task A_merge_is_one_change_and_is_undone_as_one()
    {
        await using var office = await TestOffice.OpenAsync();
        var (source, target) = await PairAsync(office);
        await JobAsync(office, "12", "Heron Landing", target.Name, JobPhase.Trim);
        await JobAsync(office, "12", "Heron Landing", source.Name, JobPhase.Final);
        await JobAsync(office, "3", "Cedar Grove", source.Name, JobPhase.Trim);
        await office.Get<CommunityService>().AddAliasAsync((await CommunityAsync(office, "Heron Landing", source.Id)).Id, "HL", office.Omar, Now);
        await office.Get<CommunityService>().AddAliasAsync((await CommunityAsync(office, "Cedar Grove", source.Id)).Id, "CG", office.Omar, Now);
        await CallAsync(office, source.Id);
        var before = await StateAsync(office);

        var merge = await Merging(office).MergeAsync(source.Id, target.Id, office.Ana, Now);
        Assert.NotEqual(before, await StateAsync(office));
        Assert.Equal("Merged the builder Kestrel Homs into Kestrel Homes", (await office.Get<HistoryService>().GetAsync(merge.ChangeSetId!.Value, new ListRequest(null, false, null, null, 10), office.Ana, Now)).Head.What);
        await Merging(office).UndoAsync(merge.ChangeSetId!.Value, office.Ana, Now);

        Assert.Equal(before, await StateAsync(office));
        Assert.Single(await office.Get<LotService>().FindAsync("kestrel homs cedar 3", 5, office.Omar, Now));
        // And again, as if nothing had been.
        await Merging(office).MergeAsync(source.Id, target.Id, office.Ana, Now);
    }

    [Fact]
    public async Task Two_jobs_for_one_phase_of_a_lot_are_named_and_nothing_is_merged()
    {
        await using var office = await TestOffice.OpenAsync();
        var (source, target) = await PairAsync(office);
        await JobAsync(office, "12", "Heron Landing", target.Name, JobPhase.Trim);
        var there = await JobAsync(office, "12", "HERON LANDING", source.Name, JobPhase.Trim);
        var before = await StateAsync(office);

        var preview = await Merging(office).PreviewAsync(source.Id, target.Id, office.Ana, Now);
        var refusal = await Assert.ThrowsAsync<RuleException>(() => Merging(office).MergeAsync(source.Id, target.Id, office.Ana, Now));

        Assert.Equal("Lot 12 of “Heron Landing” would have Trim twice: J-1001 and J-1002. Cancel or archive one of them.", Assert.Single(preview.Obstacles).Text);
        Assert.StartsWith("Nothing was merged. Lot 12 of", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(office));
        await office.Get<JobService>().CancelAsync(there, "Booked twice", office.Omar, Now);
        await Merging(office).MergeAsync(source.Id, target.Id, office.Ana, Now);
        await using var db = await office.DbAsync();
        Assert.Single(await db.Jobs.Select(j => j.LotId).Distinct().ToListAsync(Now));
    }

    [Fact]
    public async Task A_community_that_means_two_or_an_archived_one_is_refused()
    {
        await using var office = await TestOffice.OpenAsync();
        var (source, target) = await PairAsync(office);
        await JobAsync(office, "1", "Heron Landing", source.Name, JobPhase.Trim);
        await office.AddLotAsync("1", "Heron Point", target.Name);
        await office.Get<CommunityService>().AddAliasAsync((await CommunityAsync(office, "Heron Landing", source.Id)).Id, "Heron Point", office.Omar, Now);
        var archived = await CommunityAsync(office, "Heron Point", target.Id);
        await office.Get<CommunityService>().ArchiveAsync(archived.Id, office.Omar, Now);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => Merging(office).MergeAsync(source.Id, target.Id, office.Ana, Now));
        Assert.Contains("“Heron Point” of Kestrel Homes is archived", refusal.Message, StringComparison.Ordinal);
        await office.Get<CommunityService>().RestoreAsync(archived.Id, office.Omar, Now);
        await using (var db = await office.DbAsync())
        {
            db.Add(new Community { BuilderId = target.Id, Name = "Heron Landing" });
            await db.SaveChangesAsync(Now);
        }

        refusal = await Assert.ThrowsAsync<RuleException>(() => Merging(office).MergeAsync(source.Id, target.Id, office.Ana, Now));
        Assert.Contains("“Heron Landing” of Kestrel Homs means “Heron Landing” and “Heron Point” of Kestrel Homes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_an_administrator_of_all_companies_merges_and_only_two_that_are_in_use()
    {
        await using var office = await TestOffice.OpenAsync();
        var (source, target) = await PairAsync(office);
        var merging = Merging(office);
        var ofOne = office.Ana with { Tenants = [TestOffice.H2o] };

        Assert.Contains("every company's jobs", (await Assert.ThrowsAsync<RuleException>(() => merging.MergeAsync(source.Id, target.Id, ofOne, Now))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleException>(() => merging.PreviewAsync(source.Id, target.Id, ofOne, Now));
        await Assert.ThrowsAsync<RuleException>(() => merging.MergeAsync(source.Id, target.Id, office.Omar, Now));
        await Assert.ThrowsAsync<RuleException>(() => merging.MergeAsync(source.Id, source.Id, office.Ana, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => merging.MergeAsync(Guid.CreateVersion7(), target.Id, office.Ana, Now));
        await merging.MergeAsync(source.Id, target.Id, office.Ana, Now);
        Assert.Equal("Kestrel Homs (merged) is archived.", (await Assert.ThrowsAsync<RuleException>(() => merging.MergeAsync(source.Id, target.Id, office.Ana, Now))).Message);
    }

    [Fact]
    public async Task Two_who_merge_a_pair_both_ways_at_once_merge_it_once()
    {
        await using var office = await TestOffice.OpenAsync();
        var (source, target) = await PairAsync(office);
        await JobAsync(office, "12", "Heron Landing", target.Name, JobPhase.Trim);
        await JobAsync(office, "12", "Heron Landing", source.Name, JobPhase.Final);

        var outcomes = await Task.WhenAll(new[] { (source, target), (target, source), (source, target) }.Select(async pair =>
        {
            try
            {
                await Merging(office).MergeAsync(pair.Item1.Id, pair.Item2.Id, office.Ana, Now);
                return true;
            }
            catch (RuleException)
            {
                return false;
            }
        }));

        Assert.Single(outcomes, done => done);
        await using var db = await office.DbAsync();
        Assert.Equal(1, await db.Builders.CountAsync(b => b.ArchivedAt == null, Now));
        Assert.Single(await db.Jobs.Select(j => j.LotId).Distinct().ToListAsync(Now));
    }

    private static BuilderMergeService Merging(TestOffice office) => office.Get<BuilderMergeService>();

    private static async Task<(Builder Source, Builder Target)> PairAsync(TestOffice office)
    {
        var source = new Builder { Name = "Kestrel Homs", Phone = "(360) 555-0142", Street = "1 Main Street", City = "Camas", State = "WA", Notes = "Old" };
        var target = new Builder { Name = "Kestrel Homes", Notes = "Kept" };
        await office.AddAsync(source, target, new BuilderAlias { BuilderId = source.Id, Alias = "KH" });
        return (source, target);
    }

    private static async Task<Guid> JobAsync(TestOffice office, string number, string community, string builder, JobPhase phase)
    {
        Lot lot;
        await using (var db = await office.DbAsync())
        {
            var home = await db.Builders.SingleAsync(b => b.Name == builder, Now);
            var place = await db.Communities.FirstOrDefaultAsync(c => c.Name == community && c.BuilderId == home.Id, Now) ?? db.Add(new Community { BuilderId = home.Id, Name = community }).Entity;
            lot = db.Add(new Lot { CommunityId = place.Id, Number = number }).Entity;
            await db.SaveChangesAsync(Now);
        }

        return await office.Get<JobService>().CreateAsync(TestOffice.AllCounty, lot.Id, phase, new JobInput(), office.Omar, Now);
    }

    private static async Task<Community> CommunityAsync(TestOffice office, string name, Guid builder)
    {
        await using var db = await office.DbAsync();
        return await db.Communities.AsNoTracking().SingleAsync(c => c.Name == name && c.BuilderId == builder, Now);
    }

    private static async Task<Guid> CallAsync(TestOffice office, Guid builder, Guid? billTo = null)
    {
        var call = new ServiceCall { TenantId = TestOffice.H2o, Kind = ServiceCallKind.Service, Problem = "Leak", BuilderId = builder, BillToBuilderId = billTo, Street = "9 Elm Street", CreatedAt = office.Clock.Now };
        await office.AddAsync(call);
        return call.Id;
    }

    /// <summary>Every row a merge may touch, as text.</summary>
    private static Task<string?> StateAsync(TestOffice office)
    {
        string[] tables = ["builders", "builder_aliases", "builder_contacts", "communities", "community_aliases", "lots", "lot_owners", "lot_warranties", "jobs", "service_calls"];
        return Sql.AskAsync<string>(office.Connections.Admin!, "select " + string.Join(
            " || ", tables.Select(table => $"(select coalesce(string_agg((to_jsonb(t) - 'search')::text, ' ' order by id), '') from app.{table} t)")));
    }
}
