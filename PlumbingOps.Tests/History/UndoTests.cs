using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.History;

public class UndoTests
{
    private static readonly DateOnly Day = new(2026, 3, 20);

    [Fact]
    public async Task A_bulk_change_is_taken_back_as_one_and_can_be_taken_again()
    {
        await using var office = await TestOffice.OpenAsync();
        var set = await ShiftAsync(office);
        var history = office.Get<HistoryService>();

        var done = await history.UndoAsync(set, office.Omar);

        Assert.Equal("sets back 2 jobs", Assert.Single(done.Steps).InWords());
        Assert.Equal([Day, Day], await StartsAsync(office));
        var undo = await LastSetAsync(office);
        Assert.Equal((set, "Took back: Shifted 2 jobs by 3 days", "Undo"), (undo.Undoes, undo.Summary, undo.Source));
        var again = await Assert.ThrowsAsync<RuleException>(() => history.UndoAsync(set, office.Omar));
        Assert.Contains("already taken back", again.Message, StringComparison.Ordinal);

        await history.UndoAsync(undo.Id, office.Omar);
        Assert.Equal([Day.AddDays(3), Day.AddDays(3)], await StartsAsync(office));
        await history.UndoAsync(set, office.Omar);
        Assert.Equal([Day, Day], await StartsAsync(office));
    }

    [Fact]
    public async Task A_later_edit_stands_in_the_way_is_named_and_nothing_is_half_done()
    {
        await using var office = await TestOffice.OpenAsync();
        var set = await ShiftAsync(office);
        await using (var db = await office.DbAsync(office.Ana))
        {
            (await db.Jobs.OrderBy(j => j.Id).FirstAsync()).Schedule(Day.AddDays(9), Day.AddDays(9));
            await db.SaveChangesAsync();
        }

        var before = await StartsAsync(office);
        var refusal = await Assert.ThrowsAsync<UndoConflictException>(() => office.Get<HistoryService>().UndoAsync(set, office.Omar));

        Assert.Equal(2, refusal.Preview.ConflictCount);
        var first = refusal.Preview.Conflicts.Single(c => c.Field == "First day");
        Assert.Equal(("Mon 23 Mar", "Sun 29 Mar", "Ana Adams"), (first.Left, first.Now, first.Who));
        Assert.NotNull(first.LaterChangeSet);
        Assert.Equal(before, await StartsAsync(office));
    }

    [Fact]
    public async Task Looking_at_an_undo_changes_nothing()
    {
        await using var office = await TestOffice.OpenAsync();
        var set = await ShiftAsync(office);

        var preview = await office.Get<HistoryService>().PreviewUndoAsync(set, office.Omar);

        Assert.True(preview.IsFree);
        Assert.Equal([Day.AddDays(3), Day.AddDays(3)], await StartsAsync(office));
        await Assert.ThrowsAsync<RuleException>(() => office.Get<HistoryService>().PreviewUndoAsync(set, office.Vera));
    }

    [Fact]
    public async Task Created_records_go_changed_ones_go_back_and_removed_ones_return()
    {
        await using var office = await TestOffice.OpenAsync();
        var kept = await office.AddLotAsync("1");
        var old = new Job { TenantId = TestOffice.AllCounty, LotId = kept.Id, Phase = JobPhase.Trim };
        old.Crew.Add(new JobCrew { TenantId = TestOffice.AllCounty, TechnicianId = office.TheoOfAllCounty.Id });
        await office.AddAsync(old);
        Guid customer;
        await using (var db = await office.DbAsync(office.Ana))
        {
            var builder = new Builder { Name = "Brightwater Homes" };
            var community = new Community { BuilderId = builder.Id, Name = "Aspen Court" };
            var lot = new Lot { CommunityId = community.Id, Number = "7" };
            var job = new Job { TenantId = TestOffice.AllCounty, LotId = lot.Id, Phase = JobPhase.TopOut };
            job.Crew.Add(new JobCrew { TenantId = TestOffice.AllCounty, TechnicianId = office.TheoOfAllCounty.Id });
            var ann = new Customer { TenantId = TestOffice.AllCounty, Name = "Ann Example" };
            customer = ann.Id;
            db.AddRange(builder, community, lot, job, ann, new LotOwner { TenantId = TestOffice.AllCounty, LotId = kept.Id, CustomerId = ann.Id, Since = Day });
            (await db.Lots.SingleAsync(l => l.Id == kept.Id)).Street = "12 Example Way";
            var mine = await db.Jobs.Include(j => j.Crew).SingleAsync(j => j.Id == old.Id);
            mine.Crew.Clear();
            mine.Notes = "first";
            // Twice in one transaction: only what it was before all of it counts.
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.SaveChangesAsync();
            mine.Notes = "second";
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        var set = (await LastSetAsync(office)).Id;
        // Customers are switched off for All County: its edit permission asks for the room.
        await Assert.ThrowsAsync<RuleException>(() => office.Get<HistoryService>().UndoAsync(set, office.Ana));
        await using (var db = await office.DbAsync(office.Ana))
        {
            await db.Database.ExecuteSqlAsync($"update app.tenants set features = features || 'Customers'::text where id = 'all_county'");
            office.Tenants.Forget();
        }

        await office.Get<HistoryService>().UndoAsync(set, office.Ana);

        await using var after = await office.DbAsync();
        Assert.False(await after.Builders.AnyAsync(b => b.Name == "Brightwater Homes"));
        Assert.False(await after.Customers.AnyAsync(c => c.Id == customer));
        Assert.Null((await after.Lots.SingleAsync()).Street);
        var back = await after.Jobs.Include(j => j.Crew).SingleAsync();
        Assert.Equal((old.Id, null), (back.Id, back.Notes));
        Assert.Equal(old.Crew[0].Id, Assert.Single(back.Crew).Id);
    }

    [Fact]
    public async Task Something_added_later_to_a_created_record_stands_in_the_way()
    {
        await using var office = await TestOffice.OpenAsync();
        var lot = await office.AddLotAsync();
        var job = await office.Get<JobService>().CreateAsync(TestOffice.AllCounty, lot.Id, JobPhase.TopOut, new JobInput(), office.Omar);
        var set = (await LastSetAsync(office)).Id;
        await office.AddAsync(new JobTask { TenantId = TestOffice.AllCounty, JobId = job, Title = "Order tubs" });

        var refusal = await Assert.ThrowsAsync<UndoConflictException>(() => office.Get<HistoryService>().UndoAsync(set, office.Omar));

        var conflict = Assert.Single(refusal.Preview.Conflicts);
        Assert.Equal(("Added task", job), (conflict.What, conflict.Record.Id));
        Assert.Equal("PlumbingOps", conflict.Who);
        await using var db = await office.DbAsync();
        Assert.True(await db.Jobs.AnyAsync(j => j.Id == job));
    }

    [Fact]
    public async Task A_change_that_also_touched_another_company_is_not_taken_back_by_half()
    {
        await using var office = await TestOffice.OpenAsync();
        await office.AddAsync(
            new ServiceCall { TenantId = TestOffice.H2o, Kind = ServiceCallKind.Service, Problem = "Leak", Street = "12 Example Way" },
            new ServiceCall { TenantId = TestOffice.AllCounty, Kind = ServiceCallKind.Warranty, Problem = "Drip", Street = "14 Example Way" });
        var set = (await LastSetAsync(office)).Id;
        var history = office.Get<HistoryService>();

        await Assert.ThrowsAsync<RuleException>(() => history.UndoAsync(set, office.Max));

        await using var db = await office.DbAsync();
        Assert.Equal(2, await db.ServiceCalls.CountAsync());
    }

    [Fact]
    public async Task More_can_be_stored_with_the_undo_or_not_at_all()
    {
        await using var office = await TestOffice.OpenAsync();
        var set = await ShiftAsync(office);
        var history = office.Get<HistoryService>();

        await Assert.ThrowsAsync<RuleException>(() => history.UndoAsync(set, office.Omar, (_, _) => throw new RuleException("No.")));
        Assert.Equal([Day.AddDays(3), Day.AddDays(3)], await StartsAsync(office));
        await history.UndoAsync(set, office.Omar, (db, token) => db.Builders.ExecuteUpdateAsync(b => b.SetProperty(x => x.Notes, "told"), token));

        await using var after = await office.DbAsync();
        Assert.Equal("told", (await after.Builders.SingleAsync()).Notes);
    }

    [Fact]
    public async Task Taking_back_an_import_of_two_thousand_records_takes_seconds_at_most()
    {
        const int Many = 2000;
        await using var office = await TestOffice.OpenAsync();
        await using (var db = await office.DbAsync(office.Ana with { Source = ChangeSource.Import }))
        {
            var builder = new Builder { Name = "Brightwater Homes" };
            var community = new Community { BuilderId = builder.Id, Name = "Aspen Court" };
            db.AddRange(builder, community);
            for (var i = 0; i < Many; i++)
            {
                var lot = new Lot { CommunityId = community.Id, Number = $"{i}" };
                var job = new Job { TenantId = TestOffice.AllCounty, LotId = lot.Id, Phase = JobPhase.TopOut };
                job.Crew.Add(new JobCrew { TenantId = TestOffice.AllCounty, TechnicianId = office.TheoOfAllCounty.Id });
                db.AddRange(lot, job);
            }

            await db.SaveChangesAsync();
        }

        var watch = Stopwatch.StartNew();
        var done = await office.Get<HistoryService>().UndoAsync((await LastSetAsync(office)).Id, office.Ana);

        TestContext.Current.SendDiagnosticMessage($"Took back {done.Steps.Sum(s => s.Count)} rows in {watch.ElapsedMilliseconds} ms");
        Assert.Equal(Many, done.Steps.Single(s => s.Entity == "jobs").Count);
        await using var after = await office.DbAsync();
        Assert.False(await after.Lots.AnyAsync());
    }

    /// <summary>Two jobs moved by three days in one transaction.</summary>
    private static async Task<Guid> ShiftAsync(TestOffice office)
    {
        foreach (var number in new[] { "1", "2" })
        {
            var lot = await office.AddLotAsync(number);
            await office.Get<JobService>().CreateAsync(TestOffice.AllCounty, lot.Id, JobPhase.TopOut, new JobInput { StartDate = Day }, office.Omar);
        }

        await using var db = await office.DbAsync(office.Omar);
        foreach (var job in await db.Jobs.ToListAsync())
        {
            job.Schedule(Day.AddDays(3), Day.AddDays(3));
        }

        await db.DescribeAsync("Shifted 2 jobs by 3 days");
        await db.SaveChangesAsync();
        return (await LastSetAsync(office)).Id;
    }

    private static async Task<List<DateOnly?>> StartsAsync(TestOffice office)
    {
        await using var db = await office.DbAsync();
        return await db.Jobs.OrderBy(j => j.Id).Select(j => j.StartDate).ToListAsync();
    }

    private static async Task<ChangeSet> LastSetAsync(TestOffice office)
    {
        await using var db = await office.DbAsync();
        return await db.ChangeSets.OrderByDescending(s => s.At).FirstAsync();
    }
}
