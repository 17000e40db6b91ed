using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Bids;

public class BidWinTests(BidsOffice office) : IClassFixture<BidsOffice>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_won_bid_brings_its_lot_jobs_tasks_and_contacts_in_one_change_and_is_taken_back_as_one()
    {
        var id = await office.NewBidInAsync(BidStatus.Sent, b => (b.CommunityId, b.LotNumber, b.Plan, b.Street) = (office.Cedar.Id, "501", "2104", "5 Fern Ln"));
        var offered = await office.Wins.PrepareAsync(id, office.Omar, Now);
        Assert.Equal((5, true), (offered.Phases.Count, offered.MakesLot));
        Assert.Equal(["Carl"], offered.Contacts);

        await office.Wins.WinAsync(id, [JobPhase.TopOut, JobPhase.Trim], office.Omar, Now);

        var bid = await office.GetAsync(id);
        Assert.Equal((BidStatus.Won, BidsOffice.Today), (bid.Status, bid.Row.DecidedOn));
        Assert.Equal([JobPhase.TopOut, JobPhase.Trim], bid.Jobs.Select(j => j.Phase));
        var job = await office.Office.Get<JobService>().GetAsync(bid.Jobs[0].JobId, office.Omar, Now);
        Assert.Equal(("501", "2104", "Omar Ortiz"), (job.Row.LotNumber, job.Plan, job.OfficeOwner));
        Assert.Equal(PhaseTasks.Of(JobPhase.TopOut), job.Tasks.Select(t => t.Title));
        Assert.Equal(["Carl"], job.Contacts.Select(c => c.Name));
        await using var db = await office.Office.DbAsync();
        Assert.Single(await db.Changes.Where(c => c.RootId == id || c.RootId == job.Id || c.EntityId == bid.LotId).Where(c => c.Action == "insert" && (c.Entity == "jobs" || c.Entity == "lots" || c.Entity == "bid_jobs"))
            .Select(c => c.ChangeSetId).Distinct().ToListAsync(Now));

        await office.Wins.TakeBackAsync(id, office.Omar, Now);

        bid = await office.GetAsync(id);
        Assert.Equal((BidStatus.Sent, null, null), (bid.Status, bid.Row.DecidedOn, bid.LotId));
        Assert.Empty(bid.Jobs);
        Assert.False(await db.Jobs.AnyAsync(j => j.Id == job.Id, Now));
        Assert.False(await db.Lots.AnyAsync(l => l.Number == "501", Now));
    }

    [Fact]
    public async Task A_win_is_not_taken_back_once_somebody_worked_on_its_jobs()
    {
        var id = await office.NewBidInAsync(BidStatus.Sent, b => (b.CommunityId, b.LotNumber) = (office.Cedar.Id, "502"));
        await office.Wins.WinAsync(id, [JobPhase.Groundwork], office.Omar, Now);
        var job = (await office.GetAsync(id)).Jobs[0].JobId;
        await office.Office.Get<JobService>().ScheduleAsync(job, BidsOffice.Today, null, office.Omar, Now);

        await Assert.ThrowsAsync<UndoConflictException>(() => office.Wins.TakeBackAsync(id, office.Omar, Now));
        Assert.Contains("take back the win", (await Assert.ThrowsAsync<RuleException>(() => office.Bids.ReopenAsync(id, office.Ana, Now))).Message, StringComparison.Ordinal);

        Assert.Equal(BidStatus.Won, (await office.GetAsync(id)).Status);
    }

    [Fact]
    public async Task A_phase_the_lot_has_already_is_refused_and_nothing_is_won()
    {
        var lot = await office.Office.AddLotAsync("503");
        await office.Office.Get<JobService>().CreateAsync(TestOffice.AllCounty, lot.Id, JobPhase.Trim, new JobInput(), office.Omar, Now);
        var id = await office.NewBidInAsync(BidStatus.Sent, b => (b.CommunityId, b.LotNumber) = (office.Cedar.Id, "503"));

        Assert.DoesNotContain(JobPhase.Trim, (await office.Wins.PrepareAsync(id, office.Omar, Now)).Phases);
        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.Wins.WinAsync(id, [JobPhase.Trim], office.Omar, Now));

        Assert.Equal("The lot has a job for Trim already.", refusal.Message);
        Assert.Equal(BidStatus.Sent, (await office.GetAsync(id)).Status);
    }

    [Fact]
    public async Task Two_who_win_it_at_once_make_its_jobs_once()
    {
        var id = await office.NewBidInAsync(BidStatus.Sent, b => (b.CommunityId, b.LotNumber) = (office.Cedar.Id, "504"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            try
            {
                await office.Wins.WinAsync(id, [JobPhase.Final], office.Omar, Now);
                return true;
            }
            catch (RuleException)
            {
                return false;
            }
        }));

        Assert.Single(outcomes, won => won);
        Assert.Single((await office.GetAsync(id)).Jobs);
    }

    [Fact]
    public async Task The_history_itself_puts_nothing_of_a_bid_back()
    {
        var id = await office.NewBidInAsync(BidStatus.ReadyToSend);
        await using var db = await office.Office.DbAsync();
        var approval = await db.Changes.Where(c => c.EntityId == id && c.Action == "update").OrderByDescending(c => c.Id).FirstAsync(Now);
        var history = office.Office.Get<HistoryService>();

        await Assert.ThrowsAsync<RuleException>(() => history.PutBackFieldAsync(approval.Id, "status", office.Ana, cancellationToken: Now));
        await Assert.ThrowsAsync<RuleException>(() => history.UndoAsync(approval.ChangeSetId, office.Ana, cancellationToken: Now));
    }

    [Fact]
    public async Task A_template_starts_a_bid_with_its_lines_prices_and_terms()
    {
        var id = await office.NewBidAsync(b => (b.Plan, b.Terms) = ("2104", "Net 30"));
        await office.AddLineAsync(id, "Groundwork", "1", "2,400", "1,700");
        await office.Templates.SaveAsync(id, new BidTemplateInput { Name = "Northfork 2104" }, office.Omar, Now);
        await office.Templates.SaveAsync(id, new BidTemplateInput { Name = "Northfork 2104" }, office.Omar, Now);
        var template = Assert.Single(await office.Templates.ListAsync(office.Omar, Now), t => t.Name == "Northfork 2104");

        var made = await office.GetAsync(await office.Bids.CreateAsync(TestOffice.AllCounty, new BidInput { Name = "Next house", BuilderId = office.Northfork.Id }, office.Omar, template.Id, cancellationToken: Now));

        Assert.Equal((1, 240000, 170000, "Net 30"), (made.Row.LineCount, made.Row.TotalCents, made.Row.CostCents, made.Input.Terms));
        Assert.Equal((3, -1, 0), (template.Fits(office.Northfork.Id, "2104"), template.Fits(Guid.CreateVersion7(), "2104"), template.Fits(null, null)));
        Assert.Null((await office.Templates.ListAsync(office.Office.Mia, Now)).Single(t => t.Id == template.Id).TotalCents);
        Assert.DoesNotContain(await office.Templates.ListAsync(office.Office.Max, Now), t => t.Id == template.Id);
        await office.Templates.ArchiveAsync(template.Id, office.Omar, Now);
        await Assert.ThrowsAsync<NotFoundException>(() => office.Bids.CreateAsync(TestOffice.AllCounty, new BidInput { Name = "x", BuilderId = office.Northfork.Id }, office.Omar, template.Id, cancellationToken: Now));
    }

    [Fact]
    public async Task A_bid_made_from_a_call_knows_the_customer_and_is_found_by_it()
    {
        var customer = new Data.Customers.Customer { TenantId = TestOffice.H2o, Name = "Ann Example", Street = "12 Fir St", City = "Camas", CreatedAt = office.Office.Clock.Now.ToUniversalTime() };
        var call = new ServiceCall { TenantId = TestOffice.H2o, Kind = ServiceCallKind.Estimate, Problem = "Repipe the house", CustomerId = customer.Id, CreatedAt = office.Office.Clock.Now.ToUniversalTime() };
        await office.Office.AddAsync(customer, call);
        var from = await office.Office.Get<BidCallService>().PrepareAsync(call.Id, office.Office.Max, Now);
        Assert.Equal(("Repipe the house", customer.Id, "12 Fir St", TestOffice.H2o), (from.Input.Name, from.Input.CustomerId, from.Input.Street, from.TenantId));

        var id = await office.Bids.CreateAsync(from.TenantId, from.Input, office.Office.Max, serviceCallId: call.Id, cancellationToken: Now);

        Assert.Equal([id], (await office.Bids.ListAsync(new BidFilter { ServiceCallId = call.Id }, new ListRequest(null, true, null, null, 9), office.Office.Max, Now)).Rows.Select(r => r.Id));
        Assert.Equal((call.Id, from.CallNumber), ((await office.GetAsync(id, office.Office.Max)).ServiceCallId!.Value, (await office.GetAsync(id, office.Office.Max)).ServiceCallNumber));
        Assert.Empty((await office.Wins.PrepareAsync(id, office.Office.Max, Now)).Phases);
        await Assert.ThrowsAsync<NotFoundException>(() => office.Bids.CreateAsync(
            TestOffice.AllCounty, new BidInput { Name = "x", BuilderId = office.Northfork.Id }, office.Omar, serviceCallId: call.Id, cancellationToken: Now));
    }
}
