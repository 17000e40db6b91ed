using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Home;

public class HomeServiceTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
    private static readonly DateOnly Today = new(2026, 3, 18);
    private static readonly ListRequest First = new(null, false, null, null, 50);

    [Fact]
    public async Task Today_shows_who_is_where_in_the_order_of_the_day()
    {
        await using var office = await TestOffice.OpenAsync();
        var ike = new Technician { TenantId = TestOffice.H2o, Name = "Ike" };
        await office.AddAsync(ike, new Customer { TenantId = TestOffice.H2o, Name = "Ann" });
        await JobAsync(office, "12", Today.AddDays(-1), Today.AddDays(2), office.TheoOfAllCounty.Id);
        await CallAsync(office, Today, 10, 0, office.TheoOfH2o.Id);
        await CallAsync(office, Today, 9, 0, office.TheoOfH2o.Id, ike.Id);
        await CallAsync(office, Today, 13, 0, null);
        await CallAsync(office, Today.AddDays(1), 8, 0, ike.Id);

        var day = await office.Get<HomeService>().DayAsync(null, office.Omar);

        Assert.Equal((Today, true), (day.Day, day.IsToday));
        var theo = day.People.Single(p => p.Name == "Theo");
        Assert.Equal([null, 9, 10], theo.Visits.Select(v => v.StartsAt is { } at ? TimeZoneInfo.ConvertTime(at, Zone).Hour : (int?)null));
        Assert.Equal((2, 4, "Cedar Ridge #12", "Top Out"), (theo.Visits[0].DayNumber, theo.Visits[0].DayCount, theo.Visits[0].Title, theo.Visits[0].What));
        var helper = Assert.Single(day.People.Single(p => p.Name == "Ike").Visits);
        Assert.False(helper.Leads);
        Assert.Equal(13, TimeZoneInfo.ConvertTime(Assert.Single(day.Unassigned).StartsAt!.Value, Zone).Hour);
        Assert.Equal((1, 3), (day.Work.Jobs, day.Work.Calls));
    }

    [Fact]
    public async Task Who_is_away_in_a_meeting_or_free_is_told()
    {
        await using var office = await TestOffice.OpenAsync();
        var (ike, jo) = (new Technician { TenantId = TestOffice.H2o, Name = "Ike" }, new Technician { TenantId = TestOffice.H2o, Name = "Jo" });
        await office.AddAsync(ike, jo);
        await office.AddAsync(
            new Absence { TenantId = TestOffice.H2o, TechnicianId = ike.Id, Title = "Vacation", StartDate = Today.AddDays(-2), EndDate = Today },
            new Absence { TenantId = TestOffice.H2o, TechnicianId = jo.Id, Title = "Dentist", Kind = AbsenceKind.Meeting, StartDate = Today.AddDays(1), EndDate = Today.AddDays(1) },
            new Absence { TenantId = TestOffice.AllCounty, Title = "Office meeting", Kind = AbsenceKind.Meeting, StartDate = Today, EndDate = Today });

        var day = await office.Get<HomeService>().DayAsync(null, office.Vera);

        Assert.Equal("Vacation", Assert.Single(Assert.Single(day.People).Absences).Title);
        Assert.Equal(["Jo", "Theo"], day.Free.Select(f => f.Name));
        Assert.Equal("Office meeting", Assert.Single(day.Everybody).Title);
    }

    [Theory]
    [InlineData("2026-03-18T06:59:00Z", "2026-03-17")]
    [InlineData("2026-03-18T07:01:00Z", "2026-03-18")]
    [InlineData("2026-03-19T00:30:00Z", "2026-03-18")]
    public async Task A_day_begins_at_the_companys_midnight(string now, string expected)
    {
        await using var office = await TestOffice.OpenAsync(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        var day = DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        await CallAsync(office, day, 23, 30, null);
        await CallAsync(office, day.AddDays(1), 0, 15, null);

        var home = await office.Get<HomeService>().DayAsync(null, office.Omar);

        Assert.Equal(day, home.Day);
        Assert.Equal(1, home.Work.Calls);
    }

    [Theory]
    [InlineData("2026-03-08", 23)]
    [InlineData("2026-11-01", 25)]
    public async Task A_day_on_which_the_clocks_change_is_whole(string text, int hours)
    {
        var day = DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        await using var office = await TestOffice.OpenAsync(At(day, 12, 0));
        Assert.Equal(hours, (At(day.AddDays(1), 0, 0) - At(day, 0, 0)).TotalHours);
        await CallAsync(office, day.AddDays(-1), 23, 45, null);
        await CallAsync(office, day, 0, 0, null);
        await CallAsync(office, day, 23, 45, null);
        await CallAsync(office, day.AddDays(1), 0, 0, null);

        Assert.Equal(2, (await office.Get<HomeService>().DayAsync(day, office.Omar)).Work.Calls);
    }

    [Fact]
    public async Task Every_number_is_that_of_the_list_it_opens()
    {
        await using var office = await TestOffice.OpenAsync();
        await JobAsync(office, "1", Today.AddDays(-3), Today, office.TheoOfAllCounty.Id);
        await JobAsync(office, "2", Today.AddDays(5), Today.AddDays(6), null);
        await CallAsync(office, Today, 8, 0, office.TheoOfH2o.Id);
        await CallAsync(office, Today, 14, 0, null);

        var day = await office.Get<HomeService>().DayAsync(null, office.Omar);

        Assert.Equal((1, 2), (day.Work.Jobs, day.Work.Calls));
        Assert.Equal(day.Work.Jobs, (await office.Get<JobService>().ListAsync(new JobFilter { From = Today, To = Today }, First, office.Omar)).Count);
        Assert.Equal(day.Work.Calls, (await office.Get<ServiceCallService>().ListAsync(new ServiceCallFilter { From = Today, To = Today }, First, office.Omar)).Count);
    }

    [Fact]
    public async Task A_task_due_today_is_not_late_and_the_list_holds_what_the_numbers_count()
    {
        await using var office = await TestOffice.OpenAsync();
        var job = await JobAsync(office, "1", Today, Today, null);
        var call = await CallAsync(office, Today, 9, 0, null);
        await office.AddAsync(
            new JobTask { TenantId = TestOffice.AllCounty, JobId = job, Title = "Late", DueDate = Today.AddDays(-1) },
            new JobTask { TenantId = TestOffice.AllCounty, JobId = job, Title = "Some day" },
            new CallTask { TenantId = TestOffice.H2o, ServiceCallId = call, Title = "Today", DueDate = Today, AssigneeId = office.Omar.UserId },
            new CallTask { TenantId = TestOffice.H2o, ServiceCallId = call, Title = "Later", DueDate = Today.AddDays(3) });
        var tasks = office.Get<OpenTaskService>();

        Assert.Equal((1, 1), await tasks.CountAsync(office.Omar));
        Assert.Equal("Late", Assert.Single((await tasks.ListAsync(new OpenTaskFilter { Due = TaskDue.Overdue }, First, office.Omar)).Rows).Title);
        var today = Assert.Single((await tasks.ListAsync(new OpenTaskFilter { Due = TaskDue.Today }, First, office.Omar)).Rows);
        Assert.Equal(("Today", "Omar Ortiz", false), (today.Title, today.Assignee, today.IsJob));
        var one = await tasks.ListAsync(new OpenTaskFilter(), First with { Size = 3 }, office.Omar);
        var two = await tasks.ListAsync(new OpenTaskFilter(), First with { Size = 3, After = one.Next }, office.Omar);
        Assert.Equal(["Late", "Today", "Later", "Some day"], one.Rows.Concat(two.Rows).Select(t => t.Title));
        Assert.Single((await tasks.ListAsync(new OpenTaskFilter { AssigneeId = office.Omar.UserId }, First, office.Omar)).Rows);
    }

    [Fact]
    public async Task A_technician_sees_the_own_day_and_no_office_numbers()
    {
        await using var office = await TestOffice.OpenAsync();
        var ike = new Technician { TenantId = TestOffice.H2o, Name = "Ike" };
        await office.AddAsync(ike);
        await CallAsync(office, Today, 9, 0, office.TheoOfH2o.Id);
        await CallAsync(office, Today, 11, 0, ike.Id);
        await CallAsync(office, Today, 13, 0, null);
        await JobAsync(office, "1", Today, Today, office.TheoOfAllCounty.Id);

        var day = await office.Get<HomeService>().DayAsync(null, office.Theo);

        Assert.Equal(("Theo", 2), (Assert.Single(day.People).Name, day.People[0].Visits.Count));
        Assert.Empty(day.Unassigned);
        Assert.Equal((1, 1), (day.Work.Jobs, day.Work.Calls));
    }

    [Fact]
    public async Task The_other_companys_day_is_not_seen()
    {
        await using var office = await TestOffice.OpenAsync();
        await JobAsync(office, "1", Today, Today, office.TheoOfAllCounty.Id);
        await CallAsync(office, Today, 9, 0, office.TheoOfAllCounty.Id, tenant: TestOffice.AllCounty);

        var day = await office.Get<HomeService>().DayAsync(null, office.Max);

        Assert.Empty(day.People);
        Assert.Equal((null, 0), (day.Work.Jobs, day.Work.Calls));
    }

    private static DateTimeOffset At(DateOnly day, int hour, int minute)
    {
        var local = day.ToDateTime(new TimeOnly(hour, minute));
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static async Task<Guid> JobAsync(TestOffice office, string lot, DateOnly start, DateOnly end, Guid? technician, bool hold = false)
    {
        var job = new Job { TenantId = TestOffice.AllCounty, LotId = (await office.AddLotAsync(lot)).Id, Phase = JobPhase.TopOut };
        job.Schedule(start, end);
        if (technician is { } one)
        {
            job.SetCrew([one]);
        }

        if (hold)
        {
            job.Hold("Waiting");
        }

        await office.AddAsync(job);
        return job.Id;
    }

    private static async Task<Guid> CallAsync(TestOffice office, DateOnly day, int hour, int minute, Guid? technician, Guid? helper = null, string tenant = TestOffice.H2o)
    {
        var call = new ServiceCall { TenantId = tenant, Kind = ServiceCallKind.Service, Problem = "Leak", Street = "12 Example Way", CreatedAt = office.Clock.Now };
        call.Schedule(At(day, hour, minute), At(day, hour, minute).AddHours(1), allDay: false);
        call.SetTechnicians(technician, helper is { } other ? [other] : []);
        await office.AddAsync(call);
        return call.Id;
    }
}
