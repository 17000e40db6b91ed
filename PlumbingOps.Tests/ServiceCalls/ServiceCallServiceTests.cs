using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.ServiceCalls;

public class ServiceCallServiceTests(CallsOffice office) : IClassFixture<CallsOffice>
{
    private readonly ServiceCallService calls = office.Calls;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static ListRequest First => new(null, false, null, null, 50);

    [Fact]
    public async Task A_call_is_booked_for_a_customer_at_a_time_of_the_companys_clock()
    {
        var id = await office.NewCallAsync(i => (i.PrimaryTechnicianId, i.ContactPhone) = (office.Office.TheoOfH2o.Id, "360-555-0177"));

        var call = await office.GetAsync(id);

        Assert.Equal((ServiceCallStatus.Scheduled, new DateTimeOffset(2026, 3, 18, 15, 0, 0, TimeSpan.Zero)), (call.Status, call.Row.StartsAt!.Value));
        Assert.Equal(("Rosa Ruiz", "14 Alder Lane", "Camas"), (call.Row.Title, call.Row.Street, call.Row.City));
        Assert.Equal([("Theo", true)], call.Technicians.Select(t => (t.Name, t.IsPrimary)));
    }

    [Fact]
    public async Task A_call_needs_a_customer_a_lot_or_an_address_and_something_to_do()
    {
        var nobody = await Assert.ThrowsAsync<RuleException>(() => office.NewCallAsync(i => i.CustomerId = null));
        var nothing = await Assert.ThrowsAsync<RuleException>(() => office.NewCallAsync(i => i.Problem = " "));

        Assert.Equal((nameof(ServiceCallInput.CustomerId), nameof(ServiceCallInput.Problem)), (nobody.Field, nothing.Field));
        var address = await office.GetAsync(await office.NewCallAsync(i => (i.CustomerId, i.Street, i.When) = (null, "9 Birch Court", new CallWindow())));
        Assert.Equal(("9 Birch Court", ServiceCallStatus.New), (address.Row.Title, address.Status));
    }

    [Fact]
    public async Task A_customer_of_the_other_company_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.NewCallAsync(i => i.CustomerId = office.Rosa.Id, TestOffice.AllCounty));

        Assert.Equal(("Choose a customer of this company.", nameof(ServiceCallInput.CustomerId)), (refusal.Message, refusal.Field));
    }

    [Fact]
    public async Task A_lot_says_whether_its_warranty_covers_the_visit_and_who_lives_there()
    {
        var lot = await office.Jobs.NewLotAsync();
        var final = await office.Jobs.NewJobAsync(JobPhase.Final, lot: lot.Id);
        await office.Jobs.Jobs.CompleteAsync(final, new DateOnly(2025, 4, 1), office.Omar, Now);
        var owner = new Customer { TenantId = TestOffice.AllCounty, Name = "Hal Homeowner" };
        await office.Office.AddAsync(owner);
        await office.Office.AddAsync(new LotOwner { TenantId = TestOffice.AllCounty, LotId = lot.Id, CustomerId = owner.Id, Since = new DateOnly(2025, 5, 1) });

        var call = await office.GetAsync(await office.NewCallAsync(i => (i.LotId, i.Kind) = (lot.Id, ServiceCallKind.Warranty), TestOffice.AllCounty));
        var late = await office.GetAsync(await office.NewCallAsync(i => (i.LotId, i.When) = (lot.Id, CallsOffice.Morning(new DateOnly(2026, 4, 1))), TestOffice.AllCounty));

        Assert.Equal(("Northfork Homes", true, "Hal Homeowner", new DateOnly(2026, 3, 31)), (call.Builder, call.Lot!.IsCovered, call.Lot.Owner, call.Lot.Warranty!.EndsOn));
        Assert.False(late.Lot!.IsCovered);

        // The other company's visit to the same house is told of it as well, and who cannot see that company is not.
        var other = await office.NewCallAsync(i => i.LotId = lot.Id);
        Assert.Equal((TestOffice.AllCounty, true, null), ((await office.GetAsync(other)).Lot!.Warranty!.TenantId, (await office.GetAsync(other)).Lot!.IsCovered, (await office.GetAsync(other)).Lot!.Owner));
        Assert.Null((await office.GetAsync(other, office.Office.Max)).Lot!.Warranty);
    }

    [Fact]
    public async Task Two_people_edit_one_call_and_both_changes_stay_but_one_time_is_one_field()
    {
        var id = await office.NewCallAsync();
        var seen = (await office.GetAsync(id)).Input;
        await office.SaveAsync(id, seen, i => i.When = CallsOffice.Morning(CallsOffice.Today.AddDays(1)), office.Office.Ana);

        await office.SaveAsync(id, seen, i => i.Notes = "Dog in the yard");
        var call = await office.GetAsync(id);
        Assert.Equal(("Dog in the yard", CallsOffice.Morning(CallsOffice.Today.AddDays(1))), (call.Input.Notes, call.Input.When));

        var conflict = await Assert.ThrowsAsync<EditConflictException>(() => office.SaveAsync(id, seen, i => i.When = i.When with { To = new(11, 0) }));
        Assert.Equal(["When"], conflict.Conflicts.Select(c => c.Label));
        Assert.Equal("Wed 18 Mar 2026, 8:00 AM–11:00 AM", conflict.Conflicts[0].Mine!.ToString());
    }

    [Fact]
    public async Task The_technician_in_charge_changes_places_with_a_helper()
    {
        var second = new PlumbingOps.Data.People.Technician { TenantId = TestOffice.H2o, Name = "Ray" };
        await office.Office.AddAsync(second);
        var id = await office.NewCallAsync(i => (i.PrimaryTechnicianId, i.Helpers) = (office.Office.TheoOfH2o.Id, [second.Id]));
        var seen = (await office.GetAsync(id)).Input;

        await office.SaveAsync(id, seen, i => (i.PrimaryTechnicianId, i.Helpers) = (second.Id, [office.Office.TheoOfH2o.Id]));

        Assert.Equal([("Ray", true), ("Theo", false)], (await office.GetAsync(id)).Technicians.Select(t => (t.Name, t.IsPrimary)));
        Assert.Equal(["Ray", "Theo"], (await office.GetAsync(id)).Row.Technicians);
    }

    [Fact]
    public async Task Completing_warns_of_missing_paperwork_and_wants_a_write_up()
    {
        var id = await office.NewCallAsync();
        Assert.Equal(["The paperwork is not turned in yet."], await calls.CompleteAsync(id, null, office.Omar, Now));

        var call = await office.GetAsync(id);
        Assert.Equal((WriteUpStatus.NeedsWriteUp, office.Office.Clock.Now, true), (call.Row.WriteUp!.Value, call.Row.CompletedAt!.Value, call.Row.PaperworkMissing));
        var tidy = await office.NewCallAsync(i => i.PaperworkTurnedIn = true);
        Assert.Empty(await calls.CompleteAsync(tidy, null, office.Omar, Now));
    }

    [Fact]
    public async Task Only_an_administrator_reopens_and_readers_write_nothing()
    {
        var id = await office.NewCallAsync();
        foreach (var reader in new[] { office.Office.Vera, office.Office.Mia })
        {
            Assert.NotNull(await office.GetAsync(id, reader));
            await Assert.ThrowsAsync<RuleException>(() => calls.StartAsync(id, reader, Now));
            await Assert.ThrowsAsync<RuleException>(() => calls.CancelAsync(id, "x", reader, Now));
            await Assert.ThrowsAsync<RuleException>(() => calls.ArchiveAsync(id, reader, Now));
        }

        await calls.CancelAsync(id, "Fixed itself", office.Omar, Now);
        await Assert.ThrowsAsync<RuleException>(() => calls.ReopenAsync(id, office.Omar, Now));
        await calls.ReopenAsync(id, office.Office.Ana, Now);
        Assert.Equal(ServiceCallStatus.Scheduled, (await office.GetAsync(id)).Status);
    }

    [Fact]
    public async Task The_other_company_finds_no_call()
    {
        var id = await office.NewCallAsync(i => i.Street = "3 Elm", TestOffice.AllCounty);

        await Assert.ThrowsAsync<NotFoundException>(() => office.GetAsync(id, office.Office.Max));
        await Assert.ThrowsAsync<NotFoundException>(() => calls.StartAsync(id, office.Office.Max, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => office.Payments.RecordAsync(id, Paid(10), office.Office.Max, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => office.Codes.ListAsync(id, office.Office.Max, Now));
        Assert.DoesNotContain((await calls.ListAsync(new ServiceCallFilter(), First, office.Office.Max, Now)).Rows, r => r.TenantId == TestOffice.AllCounty);
        await Assert.ThrowsAsync<NotFoundException>(() => calls.CreateAsync(TestOffice.AllCounty, new ServiceCallInput { Problem = "x", Street = "y" }, office.Office.Max, Now));
    }

    [Fact]
    public async Task A_technician_works_on_own_calls_only()
    {
        var theo = office.Office.Theo;
        var own = await office.NewCallAsync(i => i.PrimaryTechnicianId = office.Office.TheoOfH2o.Id);
        var other = await office.NewCallAsync();

        Assert.DoesNotContain((await calls.ListAsync(new ServiceCallFilter(), First, theo, Now)).Rows, r => r.Id == other);
        await Assert.ThrowsAsync<NotFoundException>(() => office.GetAsync(other, theo));
        await calls.StartAsync(own, theo, Now);
        await calls.SaveWorkAsync(own, new CallWorkInput(), new CallWorkInput { Notes = "New trap", PaperworkTurnedIn = true }, theo, Now);
        await office.AnswerStepsAsync(own, theo);
        Assert.Empty(await calls.CompleteAsync(own, null, theo, Now));
        Assert.Equal(("New trap", true), ((await office.GetAsync(own, theo)).Input.Notes, (await office.GetAsync(own, theo)).Row.PaperworkTurnedIn));
        await Assert.ThrowsAsync<RuleException>(() => office.SaveAsync(own, new ServiceCallInput { Problem = "x" }, _ => { }, theo));
        Assert.Null((await office.GetAsync(own, theo)).Payments);
    }

    [Fact]
    public async Task Money_is_recorded_with_amount_method_and_day()
    {
        var id = await office.NewCallAsync();
        foreach (var (wrong, field) in new[]
        {
            (new PaymentInput { Method = PaymentMethod.Cash }, nameof(PaymentInput.Dollars)),
            (new PaymentInput { Dollars = 10 }, nameof(PaymentInput.Method)),
            (new PaymentInput { Dollars = 10.005m, Method = PaymentMethod.Cash }, nameof(PaymentInput.Dollars)),
            (new PaymentInput { Dollars = 0, Method = PaymentMethod.Cash }, nameof(PaymentInput.Dollars)),
            (new PaymentInput { Dollars = 10, Method = PaymentMethod.Cash, PaidOn = CallsOffice.Today.AddDays(1) }, nameof(PaymentInput.PaidOn)),
        })
        {
            Assert.Equal(field, (await Assert.ThrowsAsync<RuleException>(() => office.Payments.RecordAsync(id, wrong, office.Omar, Now))).Field);
        }

        await office.Payments.RecordAsync(id, new PaymentInput { Dollars = 120.50m, Method = PaymentMethod.Check, Settles = false }, office.Omar, Now);
        await office.Payments.RecordAsync(id, Paid(79.50m), office.Omar, Now);

        var call = await office.GetAsync(id);
        Assert.Equal((PaymentStatus.Paid, 20_000), (call.Row.PaymentStatus!.Value, call.Payments!.Sum(p => p.AmountCents)));
        Assert.Equal(("Omar Ortiz", CallsOffice.Today), (call.Payments![0].RecordedBy, call.Payments[0].PaidOn));
        await office.Payments.RemoveAsync(id, call.Payments[0].Id, office.Omar, Now);
        Assert.Equal(PaymentStatus.Partial, (await office.GetAsync(id)).Row.PaymentStatus);
    }

    [Fact]
    public async Task Two_payments_recorded_at_once_are_both_there()
    {
        var id = await office.NewCallAsync();

        await Task.WhenAll(Enumerable.Range(1, 4).Select(n => office.Payments.RecordAsync(id, Paid(n), office.Omar, Now)));

        Assert.Equal(1_000, (await office.GetAsync(id)).Payments!.Sum(p => p.AmountCents));
    }

    [Fact]
    public async Task A_technician_records_a_payment_on_an_own_call_of_the_day_where_the_company_allows_it()
    {
        var theo = office.Office.Theo;
        var today = await office.NewCallAsync(i => i.PrimaryTechnicianId = office.Office.TheoOfH2o.Id);
        var tomorrow = await office.NewCallAsync(i => (i.PrimaryTechnicianId, i.When) = (office.Office.TheoOfH2o.Id, CallsOffice.Morning(CallsOffice.Today.AddDays(1))));

        await office.Payments.RecordAsync(today, Paid(50), theo, Now);
        Assert.Equal(PaymentStatus.Paid, (await office.GetAsync(today, theo)).Row.PaymentStatus);
        Assert.False((await office.GetAsync(tomorrow, theo)).MayRecordPayment);
        await Assert.ThrowsAsync<RuleException>(() => office.Payments.RecordAsync(tomorrow, Paid(50), theo, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.Payments.RecordAsync(today, Paid(-50), theo, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.Payments.SetStatusAsync(today, PaymentStatus.Unpaid, theo, Now));

        await using var db = await office.Office.DbAsync();
        await db.Tenants.Where(t => t.Id == TestOffice.H2o).ExecuteUpdateAsync(s => s.SetProperty(t => t.TechniciansRecordPayments, false), Now);
        await Assert.ThrowsAsync<RuleException>(() => office.Payments.RecordAsync(today, Paid(50), theo, Now));
        await db.Tenants.Where(t => t.Id == TestOffice.H2o).ExecuteUpdateAsync(s => s.SetProperty(t => t.TechniciansRecordPayments, true), Now);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task A_technician_sees_access_codes_of_own_calls_of_today_and_tomorrow(int days, bool seen)
    {
        var theo = office.Office.Theo;
        var id = await office.NewCallAsync(i => (i.PrimaryTechnicianId, i.When) = (office.Office.TheoOfH2o.Id, CallsOffice.Morning(CallsOffice.Today.AddDays(days))));
        await office.Codes.AddAsync(id, new AccessCodeInput { Label = "Gate", Code = "4711#" }, office.Omar, Now);

        Assert.Equal(seen ? 1 : null, (await office.GetAsync(id, theo)).AccessCodeCount);
        if (seen)
        {
            Assert.Equal("4711#", (await office.Codes.ListAsync(id, theo, Now)).Single().Code);
        }
        else
        {
            await Assert.ThrowsAsync<RuleException>(() => office.Codes.ListAsync(id, theo, Now));
        }

        // At half past eleven at night it is still today in the office, although UTC's day is over.
        using (office.Jobs.At(new DateTimeOffset(2026, 3, 19, 6, 30, 0, TimeSpan.Zero)))
        {
            Assert.Equal(seen ? 1 : null, (await office.GetAsync(id, theo)).AccessCodeCount);
        }
    }

    [Fact]
    public async Task Access_codes_are_for_who_may_see_them_and_masked_in_the_history()
    {
        var id = await office.NewCallAsync();
        await office.Codes.AddAsync(id, new AccessCodeInput { Label = "Lockbox", Code = "8642" }, office.Omar, Now);

        foreach (var reader in new[] { office.Office.Vera, office.Office.Mia })
        {
            Assert.Null((await office.GetAsync(id, reader)).AccessCodeCount);
            await Assert.ThrowsAsync<RuleException>(() => office.Codes.ListAsync(id, reader, Now));
        }

        await Assert.ThrowsAsync<RuleException>(() => office.Codes.AddAsync(id, new AccessCodeInput { Code = "1" }, office.Office.Theo, Now));
        await using var db = await office.Office.DbAsync();
        var logged = await db.Changes.Where(c => c.RootId == id && c.Entity == "call_access_codes").Select(c => c.After).SingleAsync(Now);
        Assert.DoesNotContain("8642", logged!, StringComparison.Ordinal);
        Assert.Contains("Lockbox", logged!, StringComparison.Ordinal);
        var code = (await office.Codes.ListAsync(id, office.Omar, Now)).Single();
        await office.Codes.RemoveAsync(code.Id, office.Omar, Now);
        Assert.Empty(await office.Codes.ListAsync(id, office.Omar, Now));
    }

    [Fact]
    public async Task The_list_is_filtered_by_what_the_office_chases()
    {
        var customer = new Customer { TenantId = TestOffice.H2o, Name = "Fay Filter" };
        await office.Office.AddAsync(customer);
        Task<Guid> New(Action<ServiceCallInput> change) => office.NewCallAsync(i => { i.CustomerId = customer.Id; change(i); });
        var early = new CallWindow { Day = CallsOffice.Today, From = new(6, 0), To = new(7, 0) };
        var overdue = await New(i => (i.When, i.Kind) = (early, ServiceCallKind.Estimate));
        var held = await New(i => i.When = early);
        await calls.HoldAsync(held, "Parts", office.Omar, Now);
        var assigned = await New(i => (i.PrimaryTechnicianId, i.When) = (office.Office.TheoOfH2o.Id, CallsOffice.Morning(CallsOffice.Today.AddDays(1))));
        var done = await New(i => i.When = CallsOffice.Morning(CallsOffice.Today.AddDays(-1)));
        await calls.CompleteAsync(done, null, office.Omar, Now);
        await office.Payments.SetStatusAsync(done, PaymentStatus.Pending, office.Omar, Now);

        Assert.Equal([overdue], await IdsAsync(new() { Overdue = true }));
        Assert.Equal([overdue], await IdsAsync(new() { Kind = ServiceCallKind.Estimate }));
        Assert.Equal([overdue], await IdsAsync(new() { Unassigned = true }));
        Assert.Equal([held], await IdsAsync(new() { Status = ServiceCallStatus.OnHold }));
        Assert.Equal([assigned], await IdsAsync(new() { TechnicianId = office.Office.TheoOfH2o.Id }));
        Assert.Equal([assigned], await IdsAsync(new() { From = CallsOffice.Today.AddDays(1), To = CallsOffice.Today.AddDays(1) }));
        Assert.Equal([done], await IdsAsync(new() { NeedsWriteUp = true }));
        Assert.Equal([done], await IdsAsync(new() { PaperworkMissing = true }));
        Assert.Equal([done], await IdsAsync(new() { Unpaid = true }));
        Assert.Empty(await IdsAsync(new() { TenantId = TestOffice.AllCounty }));
        await calls.ArchiveAsync(held, office.Omar, Now);
        Assert.Equal([held], await IdsAsync(new() { Archived = true }));
        Assert.Equal(3, (await IdsAsync(new())).Count);

        async Task<List<Guid>> IdsAsync(ServiceCallFilter filter) =>
            (await calls.ListAsync(filter with { CustomerId = customer.Id }, First, office.Omar, Now)).Rows.Select(r => r.Id).ToList();
    }

    [Fact]
    public async Task The_list_is_searched_in_call_customer_and_lot()
    {
        var lot = await office.Office.AddLotAsync("61", "Osprey Point", "Quail Homes");
        var id = await office.NewCallAsync(i => (i.LotId, i.Problem, i.ContactPhone) = (lot.Id, "Backflow test", "(360) 555-0199"));
        var number = (await office.GetAsync(id)).Row.ShortNumber;

        foreach (var search in new[] { "backflow", "5550199", number, "osprey 61" })
        {
            Assert.Equal([id], await FindAsync(search));
        }

        Assert.Contains(id, await FindAsync("rosa 0142"));
        Assert.Empty(await FindAsync("osprey 62"));

        async Task<List<Guid>> FindAsync(string text) =>
            (await calls.ListAsync(new ServiceCallFilter { Search = text, TenantId = TestOffice.H2o }, First, office.Omar, Now)).Rows.Select(r => r.Id).ToList();
    }

    [Fact]
    public async Task Fifty_calls_booked_at_once_have_fifty_numbers()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => office.NewCallAsync(i => i.Street = "1 Elm", TestOffice.AllCounty)));

        await using var db = await office.Office.DbAsync();
        Assert.Equal(50, await db.ServiceCalls.Where(c => ids.Contains(c.Id)).Select(c => c.Number).Distinct().CountAsync(Now));
    }

    [Fact]
    public async Task A_calls_tasks_have_a_kind_and_are_ticked()
    {
        var tasks = office.Office.Get<CallTaskService>();
        var id = await office.NewCallAsync();
        var task = await tasks.AddAsync(id, new CallTaskInput { Type = CallTaskType.OrderParts, Title = "Order the valve", DueDate = CallsOffice.Today }, office.Omar, Now);
        var row = (await office.GetAsync(id)).Tasks.Single();
        var mine = CallTaskInput.Of(row);
        mine.AssigneeId = office.Omar.UserId;
        await tasks.SaveAsync(task, CallTaskInput.Of(row), mine, office.Office.Ana, Now);
        await tasks.CompleteAsync(task, office.Omar, Now);

        row = (await office.GetAsync(id)).Tasks.Single();
        Assert.Equal((CallTaskType.OrderParts, "Omar Ortiz", OfficeTaskStatus.Completed, "Omar Ortiz"), (row.Type, row.Task.Assignee, row.Task.Status, row.Task.CompletedBy));
        await tasks.ReopenAsync(task, office.Omar, Now);
        await tasks.CancelAsync(task, office.Omar, Now);
        await Assert.ThrowsAsync<NotFoundException>(() => tasks.ReopenAsync(task, office.Office.Theo, Now));
    }

    private static PaymentInput Paid(decimal dollars) => new() { Dollars = dollars, Method = PaymentMethod.Card };
}
