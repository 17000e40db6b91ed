using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Jobs;

public sealed partial class JobService
{
    public Task ScheduleAsync(Guid id, DateOnly? start, DateOnly? end, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, JobVerb.Schedule, start is null ? "Took the days from" : "Scheduled", job => job.Schedule(start, end), by, cancellationToken);

    public Task StartAsync(Guid id, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, JobVerb.Start, "Started", job => job.Start(), by, cancellationToken);

    public Task HoldAsync(Guid id, string? reason, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, JobVerb.Hold, "Put on hold", job => job.Hold(reason), by, cancellationToken);

    public Task ResumeAsync(Guid id, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, JobVerb.Resume, "Resumed", job => job.Resume(), by, cancellationToken);

    public Task CancelAsync(Guid id, string? reason, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, JobVerb.Cancel, "Cancelled", job => job.Cancel(reason), by, cancellationToken, WarrantyRule.RecomputeAsync);

    /// <summary>Completes the job; Trim or Final starts the house's warranty on the later of their days.</summary>
    /// <param name="completedOn">Null for the company's today.</param>
    public async Task CompleteAsync(Guid id, DateOnly? completedOn, Actor by, CancellationToken cancellationToken = default) =>
        await DoAsync(id, JobVerb.Complete, "Completed", async job => job.Complete(await tenants.TodayAsync(job.TenantId, cancellationToken), completedOn), by, cancellationToken, WarrantyRule.CompletedAsync);

    /// <param name="keepWarranty">The house stays covered as it is; otherwise the warranty follows the phases that are still complete.</param>
    public Task ReopenAsync(Guid id, bool keepWarranty, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, JobVerb.Reopen, "Reopened", job => job.Reopen(), by, cancellationToken, keepWarranty ? null : WarrantyRule.RecomputeAsync);

    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.ArchiveRecords);
        return DoAsync(id, Permission.EditJobs, "Archived", job => Done(() => job.Archive(clock.GetUtcNow())), by, cancellationToken);
    }

    /// <exception cref="JobExistsException">Meanwhile the lot has another job of this phase.</exception>
    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.ArchiveRecords);
        return DoAsync(id, Permission.EditJobs, "Restored", job => Done(job.Restore), by, cancellationToken);
    }

    private Task DoAsync(
        Guid id, JobVerb verb, string summary, Action<Job> act, Actor by, CancellationToken cancellationToken,
        Func<AppDbContext, Job, CancellationToken, Task>? warranty = null) =>
        DoAsync(id, verb, summary, job => Done(() => act(job)), by, cancellationToken, warranty);

    private Task DoAsync(
        Guid id, JobVerb verb, string summary, Func<Job, Task> act, Actor by, CancellationToken cancellationToken,
        Func<AppDbContext, Job, CancellationToken, Task>? warranty = null) =>
        DoAsync(id, verb.Needs(), summary, act, by, cancellationToken, warranty);

    /// <summary>Whoever comes second finds the job as the first left it, and learns why the verb is not legal any more.</summary>
    private Task DoAsync(
        Guid id, Permission permission, string summary, Func<Job, Task> act, Actor by, CancellationToken cancellationToken,
        Func<AppDbContext, Job, CancellationToken, Task>? warranty = null) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, permission, cancellationToken);
        var job = await FindAsync(db, id, cancellationToken);
        var before = job.Status;
        await act(job);
        await db.DescribeAsync($"{summary} {job.ShortNumber}", cancellationToken);
        var matters = WarrantyRule.Concerns(job.Phase) && (before == JobStatus.Completed || job.Status == JobStatus.Completed);
        await SaveWithWarrantyAsync(db, job, matters ? warranty : null, cancellationToken);
    });

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
