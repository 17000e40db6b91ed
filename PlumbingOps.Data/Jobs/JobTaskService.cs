using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Jobs;

/// <summary>The office's to-dos of a job. The office keeps them; a technician ticks and adds them on own jobs.</summary>
public sealed class JobTaskService(Db database, TimeProvider clock)
{
    public async Task<Guid> AddAsync(Guid jobId, OfficeTaskInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        await using var db = await database.OpenAsync(by, Permission.WorkOnJobs, cancellationToken);
        var job = await db.Jobs.SingleOrDefaultAsync(j => j.Id == jobId, cancellationToken) ?? throw new NotFoundException("The job");
        job.RefuseArchived();
        await Assignable.RequireOfficeAsync(db, job.TenantId, input.AssigneeId, nameof(input.AssigneeId), cancellationToken);
        var task = new JobTask { TenantId = job.TenantId, JobId = job.Id, Title = "" };
        input.WriteTo(task);
        db.JobTasks.Add(task);
        await db.SaveChangesAsync(cancellationToken);
        return task.Id;
    }

    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, OfficeTaskInput seen, OfficeTaskInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Typed.Check(mine);
        await using var db = await database.OpenAsync(by, Permission.EditJobs, cancellationToken);
        var task = await FindAsync(db, id, cancellationToken);
        var merged = FieldMerge.Merge(seen, mine, OfficeTaskInput.Of(task));
        if (merged.AssigneeId != task.AssigneeId)
        {
            await Assignable.RequireOfficeAsync(db, task.TenantId, merged.AssigneeId, nameof(mine.AssigneeId), cancellationToken);
        }

        merged.WriteTo(task);
        await db.SaveChangesAsync(cancellationToken);
    });

    public Task StartAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.WorkOnJobs, t => t.Start(), by, cancellationToken);

    public Task CompleteAsync(Guid id, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, Permission.WorkOnJobs, t => t.Complete(by, clock.GetUtcNow()), by, cancellationToken);

    public Task ReopenAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.WorkOnJobs, t => t.Reopen(), by, cancellationToken);

    public Task CancelAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.EditJobs, t => t.Cancel(), by, cancellationToken);

    /// <summary>Unfinished ones first, the most urgent on top.</summary>
    internal static IQueryable<OfficeTaskRow> Rows<TTask>(AppDbContext db, IQueryable<TTask> tasks) where TTask : OfficeTask => tasks
        .OrderBy(t => t.Status == OfficeTaskStatus.Completed || t.Status == OfficeTaskStatus.Cancelled).ThenBy(t => t.DueDate == null).ThenBy(t => t.DueDate).ThenBy(t => t.Id)
        .Select(t => new OfficeTaskRow(
            t.Id, t.Title, t.Description, t.Status, t.AssigneeId, db.Users.Where(u => u.Id == t.AssigneeId).Select(u => u.FullName).FirstOrDefault(), t.DueDate,
            t.CompletedAt, db.Users.Where(u => u.Id == t.CompletedById).Select(u => u.FullName).FirstOrDefault()));

    private Task DoAsync(Guid id, Permission permission, Action<JobTask> act, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, permission, cancellationToken);
        act(await FindAsync(db, id, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>Through the job: a technician reaches the tasks of own jobs only.</summary>
    private static async Task<JobTask> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.JobTasks.SingleOrDefaultAsync(t => t.Id == id && db.Jobs.Any(j => j.TenantId == t.TenantId && j.Id == t.JobId), cancellationToken)
            ?? throw new NotFoundException("The task");
}
