using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Intake;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.ServiceCalls;

/// <summary>Who is calling, what do we know, and the call into the books.</summary>
public sealed class IntakeTests : IAsyncLifetime
{
    private readonly CallsOffice office = new();

    private IntakeService Intake => office.Office.Get<IntakeService>();
    private FreeWindowService Free => office.Office.Get<FreeWindowService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => office.InitializeAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Theory]
    [InlineData("0142")]
    [InlineData("555-0142")]
    [InlineData("(360) 555-0142")]
    [InlineData("14 alder")]
    [InlineData("ruiz ro")]
    public async Task A_caller_is_found_by_what_the_desk_hears_first(string typed)
    {
        var open = await office.NewCallAsync();
        await office.Calls.CompleteAsync(await office.NewCallAsync(i => i.When = CallsOffice.Morning(CallsOffice.Today.AddDays(-9))), null, office.Omar, Now);

        var match = (await Intake.FindAsync(typed, office.Omar, Now))[0];

        Assert.Equal((office.Rosa.Id, TestOffice.H2o, "Rosa Ruiz", 1, false), (match.CustomerId, match.TenantId, match.Name, match.OpenCalls, match.DoNotService));
        var facts = await Intake.KnowAsync(office.Rosa.Id, office.Omar, Now);
        Assert.Equal((open, 1), (Assert.Single(facts.Open).Id, facts.Total));
    }

    [Fact]
    public async Task Whose_number_ends_so_comes_before_whose_street_holds_the_digits_and_nothing_typed_finds_nothing()
    {
        await office.Office.AddAsync(
            new Customer { TenantId = TestOffice.H2o, Name = "Abe Street", Street = "7 Road 0142" },
            new Customer { TenantId = TestOffice.H2o, Name = "Zoe Gone", Phone = "360-555-0142", ArchivedAt = office.Office.Clock.Now.ToUniversalTime() });

        Assert.Equal(["Rosa Ruiz", "Abe Street"], (await Intake.FindAsync("0142", office.Omar, Now)).Select(m => m.Name));
        Assert.Empty(await Intake.FindAsync("  ", office.Omar, Now));
        Assert.Empty(await Intake.FindAsync("()-", office.Omar, Now));
        Assert.Empty(await Intake.FindAsync("%_", office.Omar, Now));
    }

    [Fact]
    public async Task Another_companys_office_finds_none_of_ours_and_learns_nothing_about_them()
    {
        var ours = new Customer { TenantId = TestOffice.AllCounty, Name = "Hal Homeowner", Phone = "360-555-0177" };
        await office.Office.AddAsync(ours);

        Assert.DoesNotContain(await Intake.FindAsync("0177", office.Office.Max, Now), m => m.CustomerId is not null);
        await Assert.ThrowsAsync<NotFoundException>(() => Intake.KnowAsync(ours.Id, office.Office.Max, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => Intake.BookAsync(new IntakeInput { TenantId = TestOffice.AllCounty, Problem = "x", Street = "1 A" }, office.Office.Max, Now));
    }

    [Fact]
    public async Task A_new_caller_with_another_payer_and_the_call_are_one_step_to_undo()
    {
        var id = await Intake.BookAsync(
            new IntakeInput
            {
                TenantId = TestOffice.H2o,
                NewName = " Nora  New ",
                NewPhone = "360-555-0188",
                Street = "9 Fir St",
                City = "Camas",
                Problem = "No hot water",
                PayerName = "Landlord Lee",
                PayerPhone = "360-555-0189",
                When = CallsOffice.Morning(CallsOffice.Today.AddDays(1)),
            },
            office.Omar, Now);

        var call = await office.GetAsync(id);
        Assert.Equal(("Nora New", "9 Fir St", "Landlord Lee", ServiceCallStatus.Scheduled), (call.Customer!.Name, call.Customer.Street, call.BillToCustomer, call.Status));
        await using var db = await office.Office.DbAsync();
        var change = await db.Changes.Where(c => c.EntityId == id).Select(c => c.ChangeSetId).SingleAsync(Now);
        Assert.Equal(3, await db.Changes.Where(c => c.ChangeSetId == change && (c.Entity == "customers" || c.Entity == "service_calls")).CountAsync(Now));
    }

    [Fact]
    public async Task A_refused_call_leaves_no_customer_behind()
    {
        var refusal = await Assert.ThrowsAsync<RuleException>(() => Intake.BookAsync(
            new IntakeInput { TenantId = TestOffice.H2o, NewName = "Half Done", Street = "9 Fir St", Problem = "x", When = new CallWindow { From = new(8, 0) } }, office.Omar, Now));

        Assert.Equal(nameof(ServiceCallInput.When), refusal.Field);
        Assert.Empty(await Intake.FindAsync("Half Done", office.Omar, Now));
        Assert.Equal(nameof(IntakeInput.NewName), (await Assert.ThrowsAsync<RuleException>(() => Intake.BookAsync(
            new IntakeInput { TenantId = TestOffice.H2o, NewName = " ", NewPhone = "360-555-0101", Street = "9 Fir St", Problem = "x" }, office.Omar, Now))).Field);
    }

    [Fact]
    public async Task A_company_without_customers_of_its_own_keeps_the_caller_as_the_one_on_site()
    {
        var id = await Intake.BookAsync(new IntakeInput { TenantId = TestOffice.AllCounty, NewName = "Sam Site", NewPhone = "360-555-0190", Street = "3 Oak", Problem = "Slow drain" }, office.Omar, Now);

        var call = await office.GetAsync(id);
        Assert.Null(call.Customer);
        Assert.Equal(("Sam Site", "360-555-0190"), (call.Input.ContactName, call.Input.ContactPhone));
    }

    [Fact]
    public async Task An_address_of_ours_brings_the_coverage_of_the_company_that_bears_it()
    {
        var lot = await office.Jobs.NewLotAsync();
        await using (var db = await office.Office.DbAsync())
        {
            (await db.Lots.SingleAsync(l => l.Id == lot.Id, Now)).Street = "4411 NE Heron Way";
            await db.SaveChangesAsync(Now);
        }

        await office.Jobs.Jobs.CompleteAsync(await office.Jobs.NewJobAsync(JobPhase.Final, lot: lot.Id), new DateOnly(2026, 1, 15), office.Omar, Now);

        var at = await Intake.AtAddressAsync("4411 ne  heron way.", TestOffice.H2o, office.Omar, Now);

        Assert.Equal((TestOffice.AllCounty, lot.Id, true, 12, "Final", new DateOnly(2027, 1, 14)), (at!.TenantId, at.Lot.Id, at.Lot.IsCovered, at.Months, at.StartedBy, at.Lot.Warranty!.EndsOn));
        Assert.Null(await Intake.AtAddressAsync("4411 NE Heron", TestOffice.H2o, office.Omar, Now));
        Assert.Null(await Intake.AtAddressAsync("Heron Way", TestOffice.H2o, office.Omar, Now));
        Assert.False((await Intake.AtAddressAsync("4411 NE Heron Way", TestOffice.H2o, office.Office.Max, Now))!.Lot.IsCovered);
        // Once it is over, the other company's desk hears that it ended, not that it has yet to start.
        office.Office.Clock.Now += TimeSpan.FromDays(400);
        var ended = await Intake.AtAddressAsync("4411 NE Heron Way", TestOffice.H2o, office.Omar, Now);
        Assert.Equal((TestOffice.H2o, false, new DateOnly(2027, 1, 14)), (ended!.TenantId, ended.Lot.IsCovered, ended.Lot.Warranty!.EndsOn));
        office.Office.Clock.Now -= TimeSpan.FromDays(400);
        Assert.Contains(await Intake.FindAsync("4411", office.Omar, Now), m => m.LotId == lot.Id && m.TenantId == TestOffice.AllCounty && m.CoveredUntil == new DateOnly(2027, 1, 14));
    }

    [Fact]
    public async Task The_first_free_time_is_when_somebody_is_there_and_has_nothing_else()
    {
        // Wednesday, 10:00: the window that begins now has gone; H2O has Theo alone.
        var theo = office.Office.TheoOfH2o.Id;
        Assert.Equal((CallsOffice.Today, new TimeOnly(13, 0)), When((await Free.ProposeAsync(TestOffice.H2o, CallPriority.Normal, office.Omar, Now))[0]));
        Assert.Equal((CallsOffice.Today, new TimeOnly(10, 0)), When((await Free.ProposeAsync(TestOffice.H2o, CallPriority.Emergency, office.Omar, Now))[0]));

        await office.NewCallAsync(i => (i.When, i.PrimaryTechnicianId) = (new CallWindow { Day = CallsOffice.Today, From = new(14, 0), To = new(15, 30) }, theo));
        Assert.Equal((CallsOffice.Today.AddDays(1), new TimeOnly(8, 0)), When((await Free.ProposeAsync(TestOffice.H2o, CallPriority.Normal, office.Omar, Now))[0]));

        // Nobody's call takes somebody; a cancelled one nobody.
        var nobodys = await office.NewCallAsync(i => i.When = CallsOffice.Morning(CallsOffice.Today.AddDays(1)));
        Assert.Equal((CallsOffice.Today.AddDays(1), new TimeOnly(10, 0)), When((await Free.ProposeAsync(TestOffice.H2o, CallPriority.Normal, office.Omar, Now))[0]));
        await office.Calls.CancelAsync(nobodys, "Not needed", office.Omar, Now);
        Assert.Equal((CallsOffice.Today.AddDays(1), new TimeOnly(8, 0)), When((await Free.ProposeAsync(TestOffice.H2o, CallPriority.Normal, office.Omar, Now))[0]));

        // Away until Friday, and the weekend is an emergency's only.
        await office.Office.AddAsync(new Absence { TenantId = TestOffice.H2o, TechnicianId = theo, Title = "Off", StartDate = CallsOffice.Today, EndDate = CallsOffice.Today.AddDays(2) });
        Assert.Equal((new DateOnly(2026, 3, 23), new TimeOnly(8, 0)), When((await Free.ProposeAsync(TestOffice.H2o, CallPriority.Normal, office.Omar, Now))[0]));
        Assert.Equal((new DateOnly(2026, 3, 21), new TimeOnly(8, 0)), When((await Free.ProposeAsync(TestOffice.H2o, CallPriority.Emergency, office.Omar, Now))[0]));

        await office.Office.AddAsync(new Absence { TenantId = TestOffice.H2o, Title = "Closed", StartDate = CallsOffice.Today, EndDate = CallsOffice.Today.AddDays(60) });
        Assert.Empty(await Free.ProposeAsync(TestOffice.H2o, CallPriority.Emergency, office.Omar, Now));
    }

    [Fact]
    public async Task No_time_is_promised_outside_the_companys_own_hours_but_to_an_emergency()
    {
        await office.Office.AddAsync(new Absence { TenantId = TestOffice.H2o, Title = "Closed", StartDate = CallsOffice.Today, EndDate = CallsOffice.Today.AddDays(1) });
        await office.Office.SetWorkAsync(TestOffice.H2o, new WorkWeek(new(9, 30), new(12, 0), [DayOfWeek.Saturday, DayOfWeek.Monday], TimeSpan.FromMinutes(30)));

        var normal = await Free.ProposeAsync(TestOffice.H2o, CallPriority.Normal, office.Omar, Now);
        Assert.Equal([(new DateOnly(2026, 3, 21), new TimeOnly(10, 0)), (new DateOnly(2026, 3, 23), new TimeOnly(10, 0))], normal.Take(2).Select(When));
        Assert.Equal((new DateOnly(2026, 3, 20), new TimeOnly(8, 0)), When((await Free.ProposeAsync(TestOffice.H2o, CallPriority.Emergency, office.Omar, Now))[0]));
    }

    private static (DateOnly, TimeOnly) When(FreeWindow window) => (window.Window.Day!.Value, window.Window.From!.Value);
}
