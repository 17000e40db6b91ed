using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Jobs;

public class JobServiceTests(JobsOffice office) : IClassFixture<JobsOffice>
{
    private readonly JobService jobs = office.Jobs;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_job_is_scheduled_with_its_days_its_crew_and_the_tasks_of_its_phase()
    {
        var lot = await office.NewLotAsync();
        var id = await jobs.CreateAsync(TestOffice.AllCounty, lot.Id, JobPhase.PostAndBeam, new JobInput
        {
            StartDate = JobsOffice.Today,
            EndDate = JobsOffice.Today.AddDays(3),
            Crew = [office.Pat.Id],
            OfficeOwnerId = office.Omar.UserId,
        }, office.Omar, Now);

        var job = await jobs.GetAsync(id, office.Omar, Now);

        Assert.Equal(JobStatus.Scheduled, job.Status);
        Assert.Equal(["Pat"], job.Row.Crew);
        Assert.Equal("Omar Ortiz", job.OfficeOwner);
        Assert.Equal(["Highlight the plans", "Set up the job account"], job.Tasks.Select(t => t.Title).Order());
        Assert.All(job.Tasks, t => Assert.Equal("Omar Ortiz", t.Assignee));
    }

    [Fact]
    public async Task A_changed_phase_brings_its_tasks_once_and_never_a_waiting_one_again()
    {
        var id = await office.NewJobAsync(JobPhase.TopOut);
        var first = (await jobs.GetAsync(id, office.Omar, Now)).Tasks.Single();
        await jobs.ChangePhaseAsync(id, JobPhase.Groundwork, office.Omar, Now);
        await jobs.ChangePhaseAsync(id, JobPhase.TopOut, office.Omar, Now);
        Assert.Single((await jobs.GetAsync(id, office.Omar, Now)).Tasks);

        await office.Office.Get<JobTaskService>().CompleteAsync(first.Id, office.Omar, Now);
        await jobs.ChangePhaseAsync(id, JobPhase.Groundwork, office.Omar, Now);
        await jobs.ChangePhaseAsync(id, JobPhase.TopOut, office.Omar, Now);
        Assert.Equal(2, (await jobs.GetAsync(id, office.Omar, Now)).Tasks.Count);
    }

    [Fact]
    public async Task A_lot_has_each_phase_once_even_when_ten_book_it_in_the_same_moment()
    {
        var lot = await office.NewLotAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            try
            {
                await jobs.CreateAsync(TestOffice.AllCounty, lot.Id, JobPhase.Trim, new JobInput(), office.Omar, Now);
                return null;
            }
            catch (JobExistsException e)
            {
                return e;
            }
        }));

        var job = (await jobs.ListAsync(new JobFilter { LotId = lot.Id }, First, office.Omar, Now)).Rows.Single();
        var refusals = outcomes.OfType<JobExistsException>().ToList();
        Assert.Equal(9, refusals.Count);
        Assert.All(refusals, e => Assert.Equal((job.Id, $"This lot already has a Trim job: {job.ShortNumber}."), (e.JobId, e.Message)));
    }

    [Fact]
    public async Task A_cancelled_job_makes_room_for_another_of_its_phase_and_an_archived_one_cannot_come_back_into_a_taken_place()
    {
        var lot = await office.NewLotAsync();
        var cancelled = await office.NewJobAsync(JobPhase.Trim, lot: lot.Id);
        await jobs.CancelAsync(cancelled, "Wrong lot", office.Omar, Now);
        var archived = await office.NewJobAsync(JobPhase.Trim, lot: lot.Id);
        await jobs.ArchiveAsync(archived, office.Omar, Now);
        var third = await office.NewJobAsync(JobPhase.Trim, lot: lot.Id);

        var refusal = await Assert.ThrowsAsync<JobExistsException>(() => jobs.RestoreAsync(archived, office.Omar, Now));

        Assert.Equal(third, refusal.JobId);
        await jobs.CancelAsync(third, "Twice", office.Omar, Now);
        await jobs.RestoreAsync(archived, office.Omar, Now);
        Assert.False((await jobs.GetAsync(archived, office.Omar, Now)).IsArchived);
    }

    [Fact]
    public async Task Fifty_jobs_booked_at_once_have_fifty_numbers()
    {
        var lots = new List<Guid>();
        for (var n = 0; n < 10; n++)
        {
            lots.Add((await office.NewLotAsync()).Id);
        }

        var ids = await Task.WhenAll(lots.SelectMany(_ => Enum.GetValues<JobPhase>(), (lot, phase) =>
            jobs.CreateAsync(TestOffice.AllCounty, lot, phase, new JobInput(), office.Omar, Now)));

        await using var db = await office.DbAsync();
        var numbers = await db.Jobs.Where(j => ids.Contains(j.Id)).Select(j => j.Number).ToListAsync(Now);
        Assert.Equal(50, numbers.Distinct().Count());
        Assert.Equal(49, numbers.Max() - numbers.Min());
    }

    [Fact]
    public async Task Two_people_edit_one_job_and_both_changes_stay()
    {
        var id = await office.NewJobAsync(start: JobsOffice.Today);
        var (seenByOmar, seenByAna) = ((await jobs.GetAsync(id, office.Omar, Now)).Input, (await jobs.GetAsync(id, office.Office.Ana, Now)).Input);
        await jobs.SaveAsync(id, seenByOmar, Change(seenByOmar, i => i.Notes = "Gate is locked"), office.Omar, Now);

        await jobs.SaveAsync(id, seenByAna, Change(seenByAna, i => i.Crew = [office.Pat.Id]), office.Office.Ana, Now);

        var job = await jobs.GetAsync(id, office.Omar, Now);
        Assert.Equal(("Gate is locked", office.Pat.Id), (job.Input.Notes, job.Input.Crew.Single()));
    }

    [Fact]
    public async Task The_same_field_changed_by_both_is_shown_with_three_values_and_nothing_is_stored()
    {
        var id = await office.NewJobAsync(start: JobsOffice.Today, end: JobsOffice.Today);
        var seen = (await jobs.GetAsync(id, office.Omar, Now)).Input;
        await jobs.SaveAsync(id, seen, Change(seen, i => (i.EndDate, i.Notes) = (JobsOffice.Today.AddDays(1), "Ana was here")), office.Office.Ana, Now);

        var conflict = await Assert.ThrowsAsync<EditConflictException>(() =>
            jobs.SaveAsync(id, seen, Change(seen, i => (i.EndDate, i.Crew) = (JobsOffice.Today.AddDays(5), [office.Pat.Id])), office.Omar, Now));

        var field = Assert.Single(conflict.Conflicts);
        Assert.Equal((nameof(JobInput.EndDate), "Last day"), (field.Field, field.Label));
        Assert.Equal([JobsOffice.Today, JobsOffice.Today.AddDays(1), JobsOffice.Today.AddDays(5)], new[] { field.Was, field.Theirs, field.Mine }.Cast<DateOnly>());
        Assert.Empty((await jobs.GetAsync(id, office.Omar, Now)).Crew);
    }

    [Fact]
    public async Task The_same_technician_added_by_ten_at_once_is_on_the_crew_once()
    {
        var id = await office.NewJobAsync(start: JobsOffice.Today);
        var seen = (await jobs.GetAsync(id, office.Omar, Now)).Input;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => jobs.SaveAsync(id, seen, Change(seen, i => i.Crew = [office.Pat.Id]), office.Omar, Now)));

        Assert.Single((await jobs.GetAsync(id, office.Omar, Now)).Crew);
    }

    [Fact]
    public async Task A_crew_is_of_the_jobs_own_company_and_still_works_there()
    {
        var gone = new PlumbingOps.Data.People.Technician { TenantId = TestOffice.AllCounty, Name = "Gus", IsActive = false };
        await office.Office.AddAsync(gone);

        var foreign = await Assert.ThrowsAsync<RuleException>(() => office.NewJobAsync(crew: office.Office.TheoOfH2o.Id));
        var left = await Assert.ThrowsAsync<RuleException>(() => office.NewJobAsync(crew: gone.Id));

        Assert.Equal(("Somebody you chose is no technician of this company.", nameof(JobInput.Crew)), (foreign.Message, foreign.Field));
        Assert.Equal("Gus no longer works here.", left.Message);
    }

    [Fact]
    public async Task Accountable_is_somebody_of_the_companys_office()
    {
        var lot = await office.NewLotAsync();
        foreach (var person in new[] { office.Office.Max, office.Office.Vera, office.Office.Theo })
        {
            var refusal = await Assert.ThrowsAsync<RuleException>(() =>
                jobs.CreateAsync(TestOffice.AllCounty, lot.Id, JobPhase.Trim, new JobInput { OfficeOwnerId = person.UserId }, office.Omar, Now));
            Assert.Equal(nameof(JobInput.OfficeOwnerId), refusal.Field);
        }
    }

    [Fact]
    public async Task The_other_company_finds_no_job_and_books_none()
    {
        var id = await office.NewJobAsync();
        var lot = await office.NewLotAsync();
        // Max's company has jobs switched off, so he is let in where they are on: what he must not see is another company's.
        var stranger = office.Office.Max with { Tenants = ["h2o", "elsewhere"] };
        await using (var db = await office.DbAsync())
        {
            db.Tenants.Add(new Tenant { Id = "elsewhere", Name = "Elsewhere", ShortName = "EW", Color = "#000000", Features = [Feature.Jobs] });
            await db.SaveChangesAsync(Now);
        }

        office.Office.Tenants.Forget();
        await Assert.ThrowsAsync<NotFoundException>(() => jobs.GetAsync(id, stranger, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => jobs.StartAsync(id, stranger, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => jobs.SaveAsync(id, new JobInput(), new JobInput { Notes = "x" }, stranger, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => jobs.CreateAsync(TestOffice.AllCounty, lot.Id, JobPhase.Trim, new JobInput(), stranger, Now));
        Assert.Empty((await jobs.ListAsync(new JobFilter(), First, stranger, Now)).Rows);
        var off = await Assert.ThrowsAsync<RuleException>(() => jobs.CreateAsync(TestOffice.H2o, lot.Id, JobPhase.Trim, new JobInput(), stranger, Now));
        Assert.Equal("H2O Plumbers has switched jobs off.", off.Message);
    }

    [Fact]
    public async Task A_technician_sees_and_works_on_own_jobs_only_and_no_office_fields()
    {
        var theo = office.Office.Theo;
        var own = await office.NewJobAsync(start: JobsOffice.Today, crew: office.Office.TheoOfAllCounty.Id);
        var other = await office.NewJobAsync(start: JobsOffice.Today, crew: office.Pat.Id);
        var seen = (await jobs.GetAsync(own, office.Omar, Now)).Input;
        await jobs.SaveAsync(own, seen, Change(seen, i => i.OfficeOwnerId = office.Omar.UserId), office.Omar, Now);

        var shown = (await jobs.ListAsync(new JobFilter(), First, theo, Now)).Rows;
        Assert.Contains(shown, r => r.Id == own);
        Assert.All(shown, r => Assert.Contains("Theo", r.Crew));
        await Assert.ThrowsAsync<NotFoundException>(() => jobs.GetAsync(other, theo, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => jobs.StartAsync(other, theo, Now));
        var job = await jobs.GetAsync(own, theo, Now);
        Assert.Equal((null, null), (job.OfficeOwner, job.Input.OfficeOwnerId));

        await jobs.StartAsync(own, theo, Now);
        await jobs.SaveNotesAsync(own, null, "Water heater is there", theo, Now);
        await jobs.CompleteAsync(own, null, theo, Now);
        Assert.Equal((JobStatus.Completed, "Water heater is there"), ((await jobs.GetAsync(own, theo, Now)).Status, (await jobs.GetAsync(own, theo, Now)).Input.Notes));
        await Assert.ThrowsAsync<RuleException>(() => jobs.HoldAsync(own, "x", theo, Now));
        await Assert.ThrowsAsync<RuleException>(() => jobs.SaveAsync(own, seen, seen, theo, Now));
    }

    [Fact]
    public async Task Readers_read_and_write_nothing_and_only_an_administrator_reopens()
    {
        var id = await office.NewJobAsync(start: JobsOffice.Today);
        Assert.NotNull(await jobs.GetAsync(id, office.Office.Vera, Now));
        foreach (var reader in new[] { office.Office.Vera, office.Office.Mia })
        {
            await Assert.ThrowsAsync<RuleException>(() => jobs.StartAsync(id, reader, Now));
            await Assert.ThrowsAsync<RuleException>(() => jobs.ArchiveAsync(id, reader, Now));
        }

        await jobs.CompleteAsync(id, null, office.Omar, Now);
        await Assert.ThrowsAsync<RuleException>(() => jobs.ReopenAsync(id, true, office.Omar, Now));
        await jobs.ReopenAsync(id, true, office.Office.Ana, Now);
        Assert.Equal(JobStatus.InProgress, (await jobs.GetAsync(id, office.Omar, Now)).Status);
    }

    [Fact]
    public async Task Two_who_complete_at_once_complete_it_once_and_the_second_learns_it()
    {
        var id = await office.NewJobAsync(start: JobsOffice.Today);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
            await Record.ExceptionAsync(() => jobs.CompleteAsync(id, null, office.Omar, Now))));

        Assert.Single(outcomes, e => e is null);
        Assert.All(outcomes.OfType<Exception>(), e => Assert.Equal("The job is completed: it cannot be completed.", Assert.IsType<RuleException>(e).Message));
        Assert.Single(await office.ChangeSetsAsync(id), s => s.Summary?.StartsWith("Completed J-", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Today_is_the_companys_day_at_its_midnight_too()
    {
        var id = await office.NewJobAsync(start: JobsOffice.Today);

        using (office.At(new DateTimeOffset(2026, 3, 20, 6, 30, 0, TimeSpan.Zero)))
        {
            await jobs.CompleteAsync(id, null, office.Omar, Now);
        }

        Assert.Equal(new DateOnly(2026, 3, 19), (await jobs.GetAsync(id, office.Omar, Now)).Row.CompletedOn);
    }

    private static ListRequest First => new(null, false, null, null, 50);

    private static JobInput Change(JobInput seen, Action<JobInput> change)
    {
        var mine = new JobInput { StartDate = seen.StartDate, EndDate = seen.EndDate, CompletedOn = seen.CompletedOn, Crew = [.. seen.Crew], OfficeOwnerId = seen.OfficeOwnerId, Notes = seen.Notes };
        change(mine);
        return mine;
    }
}
