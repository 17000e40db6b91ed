using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Jobs;

/// <summary>The builder's people who matter for a job, and as what.</summary>
public sealed class JobContactService(Db database)
{
    private const string Once = "ux_job_contacts_tenant_job_id_builder_contact_id";

    /// <summary>The builder's contacts that are not on the job yet.</summary>
    public async Task<IReadOnlyList<JobContactRow>> ListOthersAsync(Guid jobId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeJobs, cancellationToken);
        var job = await FindAsync(db, jobId, cancellationToken);
        return await Of(db, job).Where(b => !db.JobContacts.Any(c => c.JobId == jobId && c.BuilderContactId == b.Id))
            .OrderBy(b => b.Name).Select(b => new JobContactRow(b.Id, b.Id, b.Name, b.Role, null, b.Phone, b.Email, b.PreferredContact)).ToListAsync(cancellationToken);
    }

    /// <summary>Adding one who is there already changes the role only.</summary>
    public Task AddAsync(Guid jobId, Guid builderContactId, string? roleOnJob, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditJobs, cancellationToken);
        var job = await FindAsync(db, jobId, cancellationToken);
        job.RefuseArchived();
        if (!await Of(db, job).AnyAsync(b => b.Id == builderContactId, cancellationToken))
        {
            throw new RuleException("Choose a contact of this job's builder.", nameof(JobContact.BuilderContactId));
        }

        var contact = await db.JobContacts.SingleOrDefaultAsync(c => c.TenantId == job.TenantId && c.JobId == jobId && c.BuilderContactId == builderContactId, cancellationToken);
        if (contact is null)
        {
            contact = new JobContact { TenantId = job.TenantId, JobId = jobId, BuilderContactId = builderContactId };
            db.JobContacts.Add(contact);
        }

        contact.RoleOnJob = string.IsNullOrWhiteSpace(roleOnJob) ? null : roleOnJob.Trim();
        await db.SaveChangesAsync(cancellationToken);
    }, e => e.Violates(Once));

    public async Task RemoveAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditJobs, cancellationToken);
        if (await db.JobContacts.Where(c => c.Id == id).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            throw new NotFoundException("The contact");
        }
    }

    internal static IQueryable<JobContactRow> Rows(AppDbContext db, string tenantId, Guid jobId) =>
        from c in db.JobContacts
        join b in db.BuilderContacts on c.BuilderContactId equals b.Id
        where c.TenantId == tenantId && c.JobId == jobId
        orderby b.Name, b.Id
        select new JobContactRow(c.Id, b.Id, b.Name, b.Role, c.RoleOnJob, b.Phone, b.Email, b.PreferredContact);

    private static IQueryable<BuilderContact> Of(AppDbContext db, Job job) =>
        db.BuilderContacts.Where(b => b.ArchivedAt == null && (b.TenantId == null || b.TenantId == job.TenantId)
            && db.Lots.Any(l => l.Id == job.LotId && l.Community!.BuilderId == b.BuilderId));

    private static async Task<Job> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Jobs.SingleOrDefaultAsync(j => j.Id == id, cancellationToken) ?? throw new NotFoundException("The job");
}
