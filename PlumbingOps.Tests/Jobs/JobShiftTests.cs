using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Tests.Jobs;

public class JobShiftTests(JobsOffice office) : IClassFixture<JobsOffice>
{
    private readonly JobShiftService shifts = office.Shifts;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_preview_shows_is_what_happens_in_one_change_set()
    {
        var friday = new DateOnly(2026, 3, 20);
        var ids = new List<Guid> { await office.NewJobAsync(start: JobsOffice.Today, end: friday), await office.NewJobAsync(start: friday, end: friday) };
        var left = new[] { JobStatus.New, JobStatus.OnHold, JobStatus.Completed, JobStatus.Cancelled };
        foreach (var status in left)
        {
            ids.Add(await office.NewJobInAsync(status));
        }

        var shift = new JobShift(2, WorkingDays: false);
        var preview = await shifts.PreviewAsync(ids, shift, office.Omar, Now);
        var count = await shifts.ShiftAsync(preview, shift, office.Omar, Now);

        Assert.Equal(2, count);
        Assert.Equal(["cancelled", "completed", "has no days yet", "on hold"], preview.Where(p => !p.Moves).Select(p => p.LeftOut!).Order());
        foreach (var row in preview)
        {
            var job = await office.Jobs.GetAsync(row.Id, office.Omar, Now);
            Assert.Equal(row.Moves ? (row.NewStart, row.NewEnd) : (row.OldStart, row.OldEnd), (job.Row.StartDate, job.Row.EndDate));
        }

        Assert.Equal(["ends on a Sunday", "begins on a Sunday"], preview.Where(p => p.Moves).OrderBy(p => p.OldStart).Select(p => p.Note));
        var sets = (await office.ChangeSetsAsync([.. ids])).FindAll(s => s.Summary == "Shifted 2 jobs by 2 days");
        Assert.Single(sets);
    }

    [Fact]
    public async Task A_job_changed_since_the_preview_stops_the_whole_shift()
    {
        var (one, two) = (await office.NewJobAsync(start: JobsOffice.Today), await office.NewJobAsync(start: JobsOffice.Today));
        var shift = new JobShift(-3, WorkingDays: true);
        var preview = await shifts.PreviewAsync([one, two], shift, office.Omar, Now);
        await office.Jobs.ScheduleAsync(two, JobsOffice.Today.AddDays(1), null, office.Office.Ana, Now);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => shifts.ShiftAsync(preview, shift, office.Omar, Now));

        Assert.Contains(preview.Single(p => p.Id == two).ShortNumber, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(JobsOffice.Today, (await office.Jobs.GetAsync(one, office.Omar, Now)).Row.StartDate);
    }

    [Fact]
    public async Task Working_days_skip_the_weekend_and_leave_no_note()
    {
        var friday = new DateOnly(2026, 3, 20);
        var id = await office.NewJobAsync(start: friday, end: friday);

        var row = (await shifts.PreviewAsync([id], new JobShift(1, WorkingDays: true), office.Omar, Now)).Single();

        Assert.Equal((new DateOnly(2026, 3, 23), (string?)null), (row.NewStart!.Value, row.Note));
    }

    [Fact]
    public async Task Nothing_to_move_or_nonsense_is_refused()
    {
        var done = await office.NewJobInAsync(JobStatus.Completed);
        var shift = new JobShift(1, false);
        var preview = await shifts.PreviewAsync([done], shift, office.Omar, Now);

        Assert.Equal("None of these jobs can be moved.", (await Assert.ThrowsAsync<RuleException>(() => shifts.ShiftAsync(preview, shift, office.Omar, Now))).Message);
        await Assert.ThrowsAsync<RuleException>(() => shifts.PreviewAsync([done], new JobShift(0, false), office.Omar, Now));
        await Assert.ThrowsAsync<RuleException>(() => shifts.PreviewAsync([done], new JobShift(400, false), office.Omar, Now));
        await Assert.ThrowsAsync<RuleException>(() => shifts.PreviewAsync([], shift, office.Omar, Now));
        await Assert.ThrowsAsync<RuleException>(() => shifts.PreviewAsync([done], shift, office.Office.Theo, Now));
    }

    [Fact]
    public void A_shift_is_told_in_words()
    {
        Assert.Equal("by 1 day", new JobShift(1, false).InWords());
        Assert.Equal("by 3 working days earlier", new JobShift(-3, true).InWords());
    }
}
