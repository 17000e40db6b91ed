using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Jobs;

/// <summary>Everything a page may ask about jobs. Their tasks, contacts and the shifting of several have services of their own.</summary>
public sealed partial class JobService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>Every save and every verb begins with it, so it is compiled once.</summary>
    private readonly Func<AppDbContext, Guid, CancellationToken, Task<Job?>> found = EF.CompileAsyncQuery(
        (AppDbContext db, Guid id, CancellationToken _) => db.Jobs.Include(j => j.Crew).SingleOrDefault(j => j.Id == id));

    public async Task<ListPage<JobRow>> ListAsync(JobFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeJobs, cancellationToken);
        var jobs = (await JobSearch.ApplyAsync(db, filter, tenants, clock, cancellationToken))
            .PerCompany(filter is { TenantId: null, Search: null } ? db.Scope!.Tenants : [], company => j => j.TenantId == company);
        return request.Sort switch
        {
            "number" => await jobs.ToPageAsync(request, j => j.Number, j => j.Id, JobSearch.AsRow(db), cancellationToken),
            _ => await jobs.ToPageAsync(request, j => j.StartSort, j => j.Id, JobSearch.AsRow(db), cancellationToken),
        };
    }

    /// <exception cref="NotFoundException">Unknown, another company's, or not the technician's own.</exception>
    public async Task<JobDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeJobs, cancellationToken);
        var job = await db.Jobs.AsNoTracking().Include(j => j.Crew).SingleOrDefaultAsync(j => j.Id == id, cancellationToken) ?? throw new NotFoundException("The job");
        var row = await db.Jobs.Where(j => j.Id == id).Select(JobSearch.AsRow(db)).SingleAsync(cancellationToken);
        var lot = await db.Lots.Where(l => l.Id == job.LotId).Select(l => new { l.Plan, l.State, l.Zip }).SingleAsync(cancellationToken);
        var warranty = await db.LotWarranties.Where(w => w.TenantId == job.TenantId && w.LotId == job.LotId)
            .Select(w => new WarrantyRow(w.TenantId, w.StartsOn, w.EndsOn, w.JobId, w.Notes)).SingleOrDefaultAsync(cancellationToken);
        var crew = await db.Technicians.Where(t => t.TenantId == job.TenantId && db.JobCrew.Any(c => c.JobId == id && c.TechnicianId == t.Id))
            .OrderBy(t => t.Name).Select(t => new CrewRow(t.Id, t.Name, t.IsActive)).ToListAsync(cancellationToken);
        var tasks = await JobTaskService.Rows(db, db.JobTasks.Where(t => t.TenantId == job.TenantId && t.JobId == id)).ToListAsync(cancellationToken);
        var contacts = await JobContactService.Rows(db, job.TenantId, id).ToListAsync(cancellationToken);
        var phases = await db.Jobs.Where(j => j.TenantId == job.TenantId && j.LotId == job.LotId && j.ArchivedAt == null)
            .Select(j => new LotPhaseRow(j.Id, j.Number, j.Phase, j.Status, j.StartDate, j.EndDate, j.CompletedOn)).ToListAsync(cancellationToken);
        var input = JobInput.Of(job);
        if (by.OnlyOwn)
        {
            input.OfficeOwnerId = null;
        }

        if (!by.May(Permission.WorkOnJobs))
        {
            (input.ContactName, input.ContactPhone, input.ContactEmail) = (null, null, null);
        }

        var codes = JobAccessRule.MaySeeCodes(by, job, await tenants.TodayAsync(job.TenantId, cancellationToken))
            ? await db.JobAccessCodes.CountAsync(c => c.TenantId == job.TenantId && c.JobId == id, cancellationToken)
            : (int?)null;
        var owner = input.OfficeOwnerId is { } person
            ? await db.Users.Where(u => u.Id == person).Select(u => new { u.FullName, u.IsActive }).SingleOrDefaultAsync(cancellationToken)
            : null;
        return new JobDetails(
            row, input, job.StatusReason, job.ArchivedAt is not null, lot.Plan, lot.State, lot.Zip, owner?.FullName, owner?.IsActive ?? true,
            warranty, crew, tasks, contacts, phases.OrderBy(p => p.Phase).ThenBy(p => p.Number).ToList(), codes);
    }

    /// <summary>Books a phase of a lot. A job with days is scheduled, one without is new.</summary>
    /// <exception cref="JobExistsException">The lot has this phase already.</exception>
    public async Task<Guid> CreateAsync(string tenantId, Guid lotId, JobPhase phase, JobInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        if (input.CompletedOn is not null)
        {
            throw new RuleException("Complete the job once it exists.", nameof(input.CompletedOn));
        }

        await using var db = await database.OpenAsync(by, Permission.EditJobs, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "jobs", cancellationToken);
        var archived = await db.Lots.Where(l => l.Id == lotId).Select(l => (bool?)(l.ArchivedAt != null)).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException("The lot");
        if (archived)
        {
            throw new RuleException("The lot is archived: restore it first.");
        }

        await RefuseSecondAsync(db, tenantId, lotId, phase, cancellationToken);
        await Assignable.RequireTechniciansAsync(db, tenantId, input.Crew, nameof(input.Crew), cancellationToken);
        await Assignable.RequireOfficeAsync(db, tenantId, input.OfficeOwnerId, nameof(input.OfficeOwnerId), cancellationToken);
        var job = new Job { TenantId = tenantId, LotId = lotId, Phase = phase };
        input.FillIn(job);
        job.Schedule(input.StartDate, input.EndDate);
        job.SetCrew(input.Crew);
        PhaseTasks.Bring(job);
        db.Jobs.Add(job);
        await SavePhaseAsync(db, job, cancellationToken);
        return job.Id;
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, JobInput seen, JobInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Typed.Check(mine);
        await using var db = await database.OpenAsync(by, Permission.EditJobs, cancellationToken);
        var job = await FindAsync(db, id, cancellationToken);
        job.RefuseArchived();
        var merged = FieldMerge.Merge(seen, mine, JobInput.Of(job));
        await Assignable.RequireTechniciansAsync(db, job.TenantId, merged.Crew.Except(job.Crew.Select(c => c.TechnicianId)).ToList(), nameof(mine.Crew), cancellationToken);
        if (merged.OfficeOwnerId != job.OfficeOwnerId)
        {
            await Assignable.RequireOfficeAsync(db, job.TenantId, merged.OfficeOwnerId, nameof(mine.OfficeOwnerId), cancellationToken);
        }

        job.Schedule(merged.StartDate, merged.EndDate);
        job.SetCrew(merged.Crew);
        merged.FillIn(job);
        if (job.Status == JobStatus.Completed || merged.CompletedOn is not null)
        {
            job.CorrectCompletion(merged.CompletedOn, await tenants.TodayAsync(job.TenantId, cancellationToken));
        }

        var corrected = WarrantyRule.Concerns(job.Phase) && db.Entry(job).Property(j => j.CompletedOn).IsModified;
        await SaveWithWarrantyAsync(db, job, corrected ? WarrantyRule.RecomputeAsync : null, cancellationToken);
    }, e => e.Violates(JobConfiguration.CrewOnce));

    /// <summary>What a technician may write on an own job.</summary>
    /// <exception cref="EditConflictException">Somebody else wrote meanwhile.</exception>
    public Task SaveNotesAsync(Guid id, string? seen, string? mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.WorkOnJobs, cancellationToken);
        var job = await FindAsync(db, id, cancellationToken);
        job.RefuseArchived();
        Typed.Check(new JobNotes { Notes = mine });
        job.Notes = FieldMerge.Merge(new JobNotes { Notes = seen }, new JobNotes { Notes = mine }, new JobNotes { Notes = job.Notes }).Notes;
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>The phase was entered wrongly. Brings the new phase's tasks; the old one's stay, for somebody may have begun them.</summary>
    /// <exception cref="JobExistsException">The lot has that phase already.</exception>
    public Task ChangePhaseAsync(Guid id, JobPhase phase, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditJobs, cancellationToken);
        var job = await FindAsync(db, id, cancellationToken);
        job.RefuseArchived();
        if (job.Phase == phase)
        {
            return;
        }

        if (job.Status != JobStatus.Cancelled)
        {
            await RefuseSecondAsync(db, job.TenantId, job.LotId, phase, cancellationToken);
        }

        await db.Entry(job).Collection(j => j.Tasks).LoadAsync(cancellationToken);
        job.Phase = phase;
        if (job.IsOpen)
        {
            PhaseTasks.Bring(job);
        }

        await db.DescribeAsync($"Made {job.ShortNumber} a {phase.InWords()} job", cancellationToken);
        await SaveWithWarrantyAsync(db, job, job.Status == JobStatus.Completed ? WarrantyRule.RecomputeAsync : null, cancellationToken);
    });

    private static async Task RefuseSecondAsync(AppDbContext db, string tenantId, Guid lotId, JobPhase phase, CancellationToken cancellationToken)
    {
        var existing = await db.Jobs.Where(j => j.TenantId == tenantId && j.LotId == lotId && j.Phase == phase && j.Status != JobStatus.Cancelled && j.ArchivedAt == null)
            .Select(j => new { j.Id, j.Number }).SingleOrDefaultAsync(cancellationToken);
        if (existing is not null)
        {
            throw new JobExistsException(existing.Id, $"J-{existing.Number}", phase);
        }
    }

    /// <summary>Two people book the same phase at once: the database lets one through, the other learns which job it is.</summary>
    private static async Task SavePhaseAsync(AppDbContext db, Job job, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(JobConfiguration.OnePhasePerLot))
        {
            await RefuseSecondAsync(db, job.TenantId, job.LotId, job.Phase, cancellationToken);
            throw;
        }
    }

    /// <param name="rule">What the change means for the house's warranty; null for nothing.</param>
    private static async Task SaveWithWarrantyAsync(
        AppDbContext db, Job job, Func<AppDbContext, Job, CancellationToken, Task>? rule, CancellationToken cancellationToken)
    {
        if (rule is null)
        {
            await SavePhaseAsync(db, job, cancellationToken);
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await WarrantyRule.TakeTurnAsync(db, job.LotId, cancellationToken);
        await SavePhaseAsync(db, job, cancellationToken);
        await rule(db, job, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<Job> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await found(db, id, cancellationToken) ?? throw new NotFoundException("The job");

    /// <summary>One field, merged like a form.</summary>
    private sealed class JobNotes
    {
        [Display(Name = "Notes"), MaxLength(Job.NotesMaxLength)]
        public string? Notes { get; set; }
    }
}
