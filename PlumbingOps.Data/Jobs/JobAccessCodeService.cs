using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Jobs;

/// <summary>Door, gate and lockbox codes of jobs. They are read on request and travel with no list and no page.</summary>
public sealed class JobAccessCodeService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <exception cref="RuleException">A technician asks on another day than one of the job's, or the day before it.</exception>
    public async Task<IReadOnlyList<AccessCodeRow>> ListAsync(Guid jobId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(by, Permission.SeeJobs, cancellationToken);
        var job = await FindAsync(db, jobId, cancellationToken);
        if (!JobAccessRule.MaySeeCodes(by, job, (await tenants.GetAsync(job.TenantId, cancellationToken)).Today(clock)))
        {
            throw new RuleException("You see access codes for your jobs of today and tomorrow. Ask the office.");
        }

        return await db.JobAccessCodes.Where(c => c.TenantId == job.TenantId && c.JobId == jobId)
            .OrderBy(c => c.Id).Select(c => new AccessCodeRow(c.Id, c.Label, c.Code)).ToListAsync(cancellationToken);
    }

    public async Task AddAsync(Guid jobId, AccessCodeInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        await using var db = await OpenAsync(by, Permission.EditJobs, cancellationToken);
        var job = await FindAsync(db, jobId, cancellationToken);
        job.RefuseArchived();
        db.JobAccessCodes.Add(new JobAccessCode { TenantId = job.TenantId, JobId = jobId, Code = input.Code!.Trim(), Label = Typed.Line(input.Label) });
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task RemoveAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(by, Permission.EditJobs, cancellationToken);
        if (await db.JobAccessCodes.Where(c => c.Id == id).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            throw new NotFoundException("The access code");
        }
    }

    /// <summary>Both rights at once: the codes', and the job's, which also asks for the room.</summary>
    private Task<AppDbContext> OpenAsync(Actor by, Permission permission, CancellationToken cancellationToken)
    {
        by.Require(Permission.SeeAccessCodes);
        return database.OpenAsync(by, permission, cancellationToken);
    }

    private static async Task<Job> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Jobs.SingleOrDefaultAsync(j => j.Id == id, cancellationToken) ?? throw new NotFoundException("The job");
}

/// <summary>How one gets in: who sees it, and when (DESIGN 5).</summary>
internal static class JobAccessRule
{
    /// <summary>The office always, a technician for own jobs of today and tomorrow.</summary>
    /// <param name="today">The company's.</param>
    public static bool MaySeeCodes(Actor by, Job job, DateOnly today) =>
        by.May(Permission.SeeAccessCodes) && (!by.OnlyOwn || job.IsOn(today) || job.IsOn(today.AddDays(1)));
}
