using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Days;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.ServiceCalls;

public sealed class MyDayServiceTests : IAsyncLifetime
{
    private readonly CallsOffice office = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private Actor Theo => office.Office.Theo;

    public ValueTask InitializeAsync() => office.InitializeAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task The_day_holds_own_and_helped_visits_of_both_companies_the_next_first_and_what_is_over_last()
    {
        var ray = new Data.People.Technician { TenantId = TestOffice.H2o, Name = "Ray" };
        await office.Office.AddAsync(ray);
        var late = await BookAsync("Late", 15, i => i.PrimaryTechnicianId = office.Office.TheoOfH2o.Id);
        var helped = await BookAsync("Helped", 13, i => (i.PrimaryTechnicianId, i.Helpers) = (ray.Id, [office.Office.TheoOfH2o.Id]));
        var done = await BookAsync("Done", 7, i => (i.PrimaryTechnicianId, i.PaperworkTurnedIn) = (office.Office.TheoOfH2o.Id, true));
        await office.Calls.CompleteAsync(done, null, office.Omar, Now);
        var other = await BookAsync("Other company", 11, i => (i.Street, i.PrimaryTechnicianId) = ("3 Elm", office.Office.TheoOfAllCounty.Id), TestOffice.AllCounty);
        await BookAsync("Somebody else's", 9, i => i.PrimaryTechnicianId = ray.Id);
        await BookAsync("Tomorrow", 9, i => (i.When, i.PrimaryTechnicianId) = (CallsOffice.Morning(CallsOffice.Today.AddDays(1)), office.Office.TheoOfH2o.Id));
        await BookAsync("Yesterday, never begun", 9, i => (i.When, i.PrimaryTechnicianId) = (CallsOffice.Morning(CallsOffice.Today.AddDays(-1)), office.Office.TheoOfH2o.Id));
        var begun = await BookAsync("Yesterday, not ended", 9, i => (i.When, i.PrimaryTechnicianId) = (CallsOffice.Morning(CallsOffice.Today.AddDays(-1)), office.Office.TheoOfH2o.Id));
        await office.Calls.StartAsync(begun, Theo, Now);
        var job = await office.Jobs.NewJobAsync(JobPhase.Trim, CallsOffice.Today.AddDays(-1), CallsOffice.Today.AddDays(1), crew: office.Office.TheoOfAllCounty.Id);

        var day = await Service.TodayAsync(Theo, Now);

        Assert.Equal([begun, other, helped, late, done], day.Visits.Select(v => v.Id));
        Assert.Equal((CallsOffice.Today, begun), (day.Day, day.Next!.Id));
        Assert.Equal((false, "Ray"), (day.Visits[2].Leads, Assert.Single(day.Visits[2].Others)));
        Assert.Equal(("14 Alder Lane, Camas", "(360) 555-0142", 0), (day.Visits[3].Address, day.Visits[3].Phone, day.Visits[3].Answered));
        Assert.Equal(1, day.Visits[4].Answered);
        Assert.Equal(job, Assert.Single(day.Jobs).Id);
    }

    [Fact]
    public async Task The_day_ends_at_the_companys_midnight_and_codes_are_counted_for_today_alone()
    {
        var id = await BookAsync("Evening", 22, i => i.PrimaryTechnicianId = office.Office.TheoOfH2o.Id);
        await office.Codes.AddAsync(id, new AccessCodeInput { Code = "4711" }, office.Omar, Now);

        // 22:30 of the 18th here is the 19th in UTC already.
        office.Office.Clock.Now = new DateTimeOffset(2026, 3, 19, 5, 30, 0, TimeSpan.Zero);
        var evening = Assert.Single((await Service.TodayAsync(Theo, Now)).Visits);
        office.Office.Clock.Now = new DateTimeOffset(2026, 3, 19, 7, 30, 0, TimeSpan.Zero);
        var after = await Service.TodayAsync(Theo, Now);

        Assert.Equal((id, 1), (evening.Id, evening.Codes));
        Assert.Empty(after.Visits);
        Assert.Equal(new DateOnly(2026, 3, 19), after.Day);
    }

    [Fact]
    public async Task Who_is_no_technician_has_an_empty_day()
    {
        await BookAsync("Any", 9, i => i.PrimaryTechnicianId = office.Office.TheoOfH2o.Id);

        Assert.Empty((await Service.TodayAsync(office.Omar, Now)).Visits);
        await Assert.ThrowsAsync<RuleException>(() => Service.TodayAsync(office.Office.Vera, Now));
    }

    private MyDayService Service => office.Office.Get<MyDayService>();

    private Task<Guid> BookAsync(string problem, int hour, Action<ServiceCallInput> change, string tenant = TestOffice.H2o) => office.NewCallAsync(
        i =>
        {
            (i.Problem, i.When) = (problem, new CallWindow { Day = CallsOffice.Today, From = new(hour, 0), To = new(hour + 1, 0) });
            change(i);
        }, tenant);
}
