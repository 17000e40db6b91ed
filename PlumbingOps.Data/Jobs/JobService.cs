using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Jobs;

/// <summary>Everything a page may ask about jobs.</summary>
public sealed class JobService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    public async Task<ListPage<JobRow>> ListAsync(JobFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeJobs, cancellationToken);
        var jobs = await FilterAsync(db, filter, cancellationToken);
        return request.Sort switch
        {
            "number" => await jobs.ToPageAsync(request, j => j.Number, j => j.Id, AsRow(db), cancellationToken),
            _ => await jobs.ToPageAsync(request, j => j.StartSort, j => j.Id, AsRow(db), cancellationToken),
        };
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, JobInput seen, JobInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditJobs, cancellationToken);
        var job = await FindAsync(db, id, cancellationToken);
        var merged = FieldMerge.Merge(seen, mine, JobInput.Of(job));
        job.Schedule(merged.StartDate, merged.EndDate);
        job.OfficeOwnerId = merged.OfficeOwnerId;
        job.Notes = merged.Notes;
        job.Crew.RemoveAll(c => !merged.Crew.Contains(c.TechnicianId));
        job.Crew.AddRange(merged.Crew.Except(job.Crew.Select(c => c.TechnicianId)).Select(t => new JobCrew { TenantId = job.TenantId, TechnicianId = t }));
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>Completes the job; Trim or Final starts the house's warranty on the later of their days.</summary>
    public async Task CompleteAsync(Guid id, DateOnly? completedOn, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.WorkOnJobs, cancellationToken);
        var job = await FindAsync(db, id, cancellationToken);
        job.Complete(await tenants.TodayAsync(job.TenantId, cancellationToken), completedOn);
        await StartWarrantyAsync(db, job, cancellationToken);
        await db.DescribeAsync($"Completed {job.ShortNumber}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task StartWarrantyAsync(AppDbContext db, Job job, CancellationToken cancellationToken)
    {
        if (job.Phase is not (JobPhase.Trim or JobPhase.Final) || job.CompletedOn is not { } day)
        {
            return;
        }

        var months = await db.Lots.Where(l => l.Id == job.LotId).Select(l => l.Community!.Builder!.WarrantyMonths).SingleAsync(cancellationToken);
        var warranty = await db.LotWarranties.SingleOrDefaultAsync(w => w.TenantId == job.TenantId && w.LotId == job.LotId, cancellationToken);
        if (warranty is null)
        {
            warranty = new LotWarranty { TenantId = job.TenantId, LotId = job.LotId };
            db.LotWarranties.Add(warranty);
        }
        else if (warranty.StartsOn >= day)
        {
            return;
        }

        (warranty.JobId, warranty.StartsOn, warranty.EndsOn) = (job.Id, day, day.AddMonths(months).AddDays(-1));
    }

    private async Task<IQueryable<Job>> FilterAsync(AppDbContext db, JobFilter filter, CancellationToken cancellationToken)
    {
        var allowed = filter.TenantId is { } one ? db.Scope!.Tenants.Where(t => t == one).ToList() : db.Scope!.Tenants;
        var jobs = db.Jobs.AsNoTracking().Where(j => j.ArchivedAt == null);
        jobs = allowed is [var only] ? jobs.Where(j => j.TenantId == only) : jobs.Where(j => allowed.Contains(j.TenantId));
        if (filter.Status is { } status) { jobs = jobs.Where(j => j.Status == status); }
        if (filter.Phase is { } phase) { jobs = jobs.Where(j => j.Phase == phase); }
        if (filter.LotId is { } lot) { jobs = jobs.Where(j => j.LotId == lot); }
        if (filter.CommunityId is { } community) { jobs = jobs.Where(j => j.Lot!.CommunityId == community); }
        if (filter.BuilderId is { } builder) { jobs = jobs.Where(j => j.Lot!.Community!.BuilderId == builder); }
        if (filter.TechnicianId is { } technician) { jobs = jobs.Where(j => j.Crew.Any(c => c.TechnicianId == technician)); }
        if (filter.From is { } from) { jobs = jobs.Where(j => j.EndDate >= from); }
        if (filter.To is { } to) { jobs = jobs.Where(j => j.StartDate <= to); }
        if (filter.Unassigned) { jobs = jobs.Where(j => !j.Crew.Any() && (j.Status == JobStatus.New || j.Status == JobStatus.Scheduled || j.Status == JobStatus.InProgress)); }
        if (filter.Overdue)
        {
            // All companies of the office keep the same zone or nearly so; the earliest today is never wrong by counting a day too soon.
            var today = (await tenants.ListAsync(cancellationToken)).Where(t => allowed.Contains(t.Id)).Select(t => t.Today(clock)).DefaultIfEmpty().Min();
            jobs = jobs.Where(j => j.EndDate < today && (j.Status == JobStatus.New || j.Status == JobStatus.Scheduled || j.Status == JobStatus.InProgress));
        }

        foreach (var word in SearchWords.Of(filter.Search))
        {
            jobs = word.StartsWith("j-", StringComparison.Ordinal) && int.TryParse(word[2..], out var number)
                ? jobs.Where(j => j.Number == number)
                : jobs.Where(j => EF.Functions.Like(j.Lot!.Search, SearchWords.Anywhere(word)));
        }

        return jobs;
    }

    private static System.Linq.Expressions.Expression<Func<Job, JobRow>> AsRow(AppDbContext db) => j => new JobRow(
        j.Id, j.TenantId, j.Number, j.Phase, j.Status, j.StartDate, j.EndDate, j.CompletedOn,
        j.LotId, j.Lot!.Number, j.Lot.CommunityId, j.Lot.Community!.Name, j.Lot.Community.BuilderId, j.Lot.Community.Builder!.Name, j.Lot.Street, j.Lot.City,
        db.Technicians.Where(t => j.Crew.Any(c => c.TechnicianId == t.Id)).OrderBy(t => t.Name).Select(t => t.Name).ToList());

    private static async Task<Job> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Jobs.Include(j => j.Crew).SingleOrDefaultAsync(j => j.Id == id, cancellationToken) ?? throw new NotFoundException("The job");
}
