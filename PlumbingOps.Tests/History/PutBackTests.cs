using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.History;

public class PutBackTests
{
    private static readonly ListRequest First = new(null, true, null, null, 50);

    [Fact]
    public async Task A_field_goes_back_to_what_it_was_and_the_history_says_who_put_it_back()
    {
        await using var office = await TestOffice.OpenAsync();
        var ann = await CustomerAsync(office, "Ann Example", notes: "Gate on the left");
        await ChangeAsync(office, ann, c => c.Notes = "Gate on the right");
        var history = office.Get<HistoryService>();
        var change = (await history.ForRecordAsync("customers", ann, First, office.Omar)).Rows[0].Changes[0];

        await history.PutBackFieldAsync(change.Id, "notes", office.Omar);

        Assert.Equal("Gate on the left", (await ReadAsync(office, ann)).Notes);
        var latest = (await history.ForRecordAsync("customers", ann, First, office.Omar)).Rows[0];
        Assert.Equal(("Undo", "Omar Ortiz", "Put back Notes of customer Ann Example"), (latest.Source, latest.Who, latest.Summary));
    }

    [Fact]
    public async Task A_field_changed_again_meanwhile_is_shown_and_goes_back_only_when_asked_with_what_was_seen()
    {
        await using var office = await TestOffice.OpenAsync();
        var ann = await CustomerAsync(office, "Ann Example", notes: "one");
        await ChangeAsync(office, ann, c => c.Notes = "two");
        var history = office.Get<HistoryService>();
        var change = (await history.ForRecordAsync("customers", ann, First, office.Ana)).Rows[0].Changes[0];
        await ChangeAsync(office, ann, c => c.Notes = "three");

        var conflict = await Assert.ThrowsAsync<PutBackConflictException>(() => history.PutBackFieldAsync(change.Id, "notes", office.Ana));
        Assert.Equal(("one", "three"), (conflict.Fields[0].Old, conflict.Fields[0].New));
        Assert.Equal("three", (await ReadAsync(office, ann)).Notes);

        await ChangeAsync(office, ann, c => c.Notes = "four");
        await Assert.ThrowsAsync<PutBackConflictException>(() => history.PutBackFieldAsync(change.Id, "notes", office.Ana, conflict.Seen));

        conflict = await Assert.ThrowsAsync<PutBackConflictException>(() => history.PutBackFieldAsync(change.Id, "notes", office.Ana));
        await history.PutBackFieldAsync(change.Id, "notes", office.Ana, conflict.Seen);
        Assert.Equal("one", (await ReadAsync(office, ann)).Notes);
    }

    [Fact]
    public async Task Two_people_who_put_the_same_field_back_at_once_do_it_once()
    {
        await using var office = await TestOffice.OpenAsync();
        var ann = await CustomerAsync(office, "Ann Example", notes: "one");
        await ChangeAsync(office, ann, c => c.Notes = "two");
        var history = office.Get<HistoryService>();
        var change = (await history.ForRecordAsync("customers", ann, First, office.Ana)).Rows[0].Changes[0];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async n =>
        {
            try
            {
                await history.PutBackFieldAsync(change.Id, "notes", n % 2 == 0 ? office.Ana : office.Omar);
                return true;
            }
            catch (RuleException)
            {
                return false;
            }
        }));

        Assert.Single(outcomes, done => done);
        Assert.Equal("one", (await ReadAsync(office, ann)).Notes);
    }

    [Fact]
    public async Task Whoever_may_not_edit_the_record_may_not_put_it_back()
    {
        await using var office = await TestOffice.OpenAsync();
        var ann = await CustomerAsync(office, "Ann Example", notes: "one");
        await ChangeAsync(office, ann, c => c.Notes = "two");
        var history = office.Get<HistoryService>();
        var change = (await history.ForRecordAsync("customers", ann, First, office.Ana)).Rows[0].Changes[0];

        foreach (var person in new[] { office.Vera, office.Mia, office.Theo })
        {
            await Assert.ThrowsAsync<RuleException>(() => history.PutBackFieldAsync(change.Id, "notes", person));
        }

        // Max is H2O's: he may, but never a change of All County's.
        await history.PutBackFieldAsync(change.Id, "notes", office.Max);
        var lot = await office.AddLotAsync();
        var job = await office.Get<JobService>().CreateAsync(TestOffice.AllCounty, lot.Id, JobPhase.Trim, new JobInput { Notes = "one" }, office.Omar);
        await office.Get<JobService>().SaveAsync(job, new JobInput { Notes = "one" }, new JobInput { Notes = "two" }, office.Omar);
        var theirs = (await history.ForRecordAsync("jobs", job, First, office.Ana)).Rows[0].Changes[0];
        await Assert.ThrowsAsync<NotFoundException>(() => history.PutBackFieldAsync(theirs.Id, "notes", office.Max));
    }

    [Fact]
    public async Task Only_a_column_the_change_touched_can_be_named()
    {
        await using var office = await TestOffice.OpenAsync();
        var ann = await CustomerAsync(office, "Ann Example", notes: "one");
        await ChangeAsync(office, ann, c => c.Notes = "two");
        var history = office.Get<HistoryService>();
        var change = (await history.ForRecordAsync("customers", ann, First, office.Ana)).Rows[0].Changes[0];

        foreach (var column in new[] { "name", "tenant_id", "search", "notes\" = 'x', \"name", "" })
        {
            await Assert.ThrowsAsync<RuleException>(() => history.PutBackFieldAsync(change.Id, column, office.Ana));
        }
    }

    [Fact]
    public async Task Fields_that_only_go_together_go_back_together()
    {
        await using var office = await TestOffice.OpenAsync();
        var lot = await office.AddLotAsync();
        var jobs = office.Get<JobService>();
        var id = await jobs.CreateAsync(TestOffice.AllCounty, lot.Id, JobPhase.TopOut, new JobInput { StartDate = new DateOnly(2026, 3, 10) }, office.Omar);
        await jobs.CompleteAsync(id, new DateOnly(2026, 3, 11), office.Omar);
        var history = office.Get<HistoryService>();
        var change = (await history.ForRecordAsync("jobs", id, First, office.Ana)).Rows[0].Changes.Single(c => c.Entity == "jobs");

        var alone = await Assert.ThrowsAsync<RuleException>(() => history.PutBackFieldAsync(change.Id, "status", office.Ana));
        Assert.Contains("whole change", alone.Message, StringComparison.Ordinal);
        var reopening = await Assert.ThrowsAsync<RuleException>(() => history.PutBackChangeAsync(change.Id, office.Omar));
        Assert.Contains("reopen", reopening.Message, StringComparison.Ordinal);
        await history.PutBackChangeAsync(change.Id, office.Ana);

        await using var db = await office.DbAsync();
        var job = await db.Jobs.SingleAsync(j => j.Id == id);
        Assert.Equal((JobStatus.Scheduled, null), (job.Status, job.CompletedOn));
    }

    [Fact]
    public async Task A_removed_row_comes_back_as_it_was()
    {
        await using var office = await TestOffice.OpenAsync();
        var call = new ServiceCall { TenantId = TestOffice.H2o, Kind = ServiceCallKind.Service, Problem = "Leak", Street = "12 Example Way" };
        call.Payments.Add(new CallPayment { TenantId = TestOffice.H2o, AmountCents = 12_345, Method = PaymentMethod.Check, PaidOn = new DateOnly(2026, 3, 1) });
        await office.AddAsync(call);
        await using (var db = await office.DbAsync(office.Omar))
        {
            await db.CallPayments.ExecuteDeleteAsync();
        }

        var history = office.Get<HistoryService>();
        var removed = (await history.ForRecordAsync("service_calls", call.Id, First, office.Ana)).Rows[0].Changes.Single();
        Assert.Contains(removed.Fields, f => f is { Label: "Amount", Old: "$123.45" });
        await history.PutBackChangeAsync(removed.Id, office.Ana);

        await using var after = await office.DbAsync();
        var payment = await after.CallPayments.SingleAsync();
        Assert.Equal((call.Payments[0].Id, 12_345, PaymentMethod.Check, new DateOnly(2026, 3, 1)), (payment.Id, payment.AmountCents, payment.Method, payment.PaidOn));
        await Assert.ThrowsAsync<RuleException>(() => history.PutBackChangeAsync(removed.Id, office.Ana));
    }

    [Fact]
    public async Task An_archived_record_is_restored_once()
    {
        await using var office = await TestOffice.OpenAsync();
        var ann = await CustomerAsync(office, "Ann Example");
        await ChangeAsync(office, ann, c => c.ArchivedAt = office.Clock.Now);
        var history = office.Get<HistoryService>();

        await history.RestoreAsync("customers", ann, office.Max);

        Assert.Null((await ReadAsync(office, ann)).ArchivedAt);
        await Assert.ThrowsAsync<NotFoundException>(() => history.RestoreAsync("customers", ann, office.Max));
    }

    private static async Task<Guid> CustomerAsync(TestOffice office, string name, string? notes = null)
    {
        var customer = new Customer { TenantId = TestOffice.H2o, Name = name, Notes = notes };
        await office.AddAsync(customer);
        return customer.Id;
    }

    private static async Task ChangeAsync(TestOffice office, Guid id, Action<Customer> change)
    {
        await using var db = await office.DbAsync(office.Omar);
        change(await db.Customers.SingleAsync(c => c.Id == id));
        await db.SaveChangesAsync();
    }

    private static async Task<Customer> ReadAsync(TestOffice office, Guid id)
    {
        await using var db = await office.DbAsync();
        return await db.Customers.AsNoTracking().SingleAsync(c => c.Id == id);
    }
}
