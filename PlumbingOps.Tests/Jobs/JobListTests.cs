using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Tests.Jobs;

public class JobListTests(JobsOffice office) : IClassFixture<JobsOffice>
{
    private readonly JobService jobs = office.Jobs;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static ListRequest First => new(null, false, null, null, 50);

    [Fact]
    public async Task Overdue_is_past_the_last_day_open_and_not_on_hold()
    {
        var lot = (await office.NewLotAsync()).Id;
        var yesterday = JobsOffice.Today.AddDays(-1);
        var late = await office.NewJobAsync(JobPhase.Groundwork, yesterday, yesterday, lot);
        await office.NewJobAsync(JobPhase.PostAndBeam, yesterday, JobsOffice.Today, lot);
        await jobs.HoldAsync(await office.NewJobAsync(JobPhase.TopOut, yesterday, yesterday, lot), "Rain", office.Omar, Now);
        await jobs.CompleteAsync(await office.NewJobAsync(JobPhase.Trim, yesterday, yesterday, lot), null, office.Omar, Now);

        var page = await jobs.ListAsync(new JobFilter { LotId = lot, Overdue = true }, First, office.Omar, Now);

        Assert.Equal([late], page.Rows.Select(r => r.Id));
        Assert.True(page.Rows[0].IsOverdue(JobsOffice.Today));
        using (office.At(new DateTimeOffset(2026, 3, 19, 7, 30, 0, TimeSpan.Zero)))
        {
            Assert.Equal(2, (await jobs.ListAsync(new JobFilter { LotId = lot, Overdue = true }, First, office.Omar, Now)).Count);
        }
    }

    [Fact]
    public async Task A_range_of_days_finds_all_work_that_touches_it()
    {
        var lot = (await office.NewLotAsync()).Id;
        var day = new DateOnly(2031, 5, 10);
        var spans = await office.NewJobAsync(JobPhase.Groundwork, day.AddDays(-40), day.AddDays(40), lot);
        var ends = await office.NewJobAsync(JobPhase.PostAndBeam, day.AddDays(-5), day, lot);
        var begins = await office.NewJobAsync(JobPhase.TopOut, day.AddDays(2), day.AddDays(9), lot);
        await office.NewJobAsync(JobPhase.Trim, day.AddDays(-5), day.AddDays(-1), lot);
        await office.NewJobAsync(JobPhase.Final, day.AddDays(3), day.AddDays(9), lot);

        var page = await jobs.ListAsync(new JobFilter { LotId = lot, From = day, To = day.AddDays(2) }, First, office.Omar, Now);

        Assert.Equal([spans, ends, begins], page.Rows.Select(r => r.Id));
    }

    [Fact]
    public async Task The_list_is_searched_by_place_and_number_and_filtered_by_crew()
    {
        var lot = await office.Office.AddLotAsync("77", "Falcon Rise", "Juniper Builders");
        var id = await office.NewJobAsync(JobPhase.Trim, JobsOffice.Today, lot: lot.Id, crew: office.Pat.Id);
        var number = (await jobs.GetAsync(id, office.Omar, Now)).Row.ShortNumber;

        foreach (var search in new[] { "falcon 77", "juniper", number, $"{number} rise" })
        {
            Assert.Equal([id], (await FindAsync(new JobFilter { Search = search })).Rows.Select(r => r.Id));
        }

        Assert.Contains((await FindAsync(new JobFilter { TechnicianId = office.Pat.Id })).Rows, r => r.Id == id);
        Assert.DoesNotContain((await FindAsync(new JobFilter { Unassigned = true })).Rows, r => r.Id == id);
        Assert.Empty((await FindAsync(new JobFilter { Search = "falcon 78" })).Rows);

        Task<ListPage<JobRow>> FindAsync(JobFilter filter) => jobs.ListAsync(filter, First, office.Omar, Now);
    }
}
