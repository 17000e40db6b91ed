using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Home;

/// <summary>The office's unfinished to-dos of all jobs and calls in one list, the most urgent first.</summary>
public sealed class OpenTaskService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    private static readonly DateOnly Never = DateOnly.MaxValue;

    public async Task<ListPage<OpenTaskRow>> ListAsync(OpenTaskFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeHome, cancellationToken);
        var open = await FilterAsync(db, filter, by, cancellationToken);
        var page = await open.ToPageAsync(request, t => t.DueSort, t => t.Id, t => t, cancellationToken);
        var assignees = page.Rows.Select(r => r.AssigneeId).OfType<Guid>().Distinct().ToList();
        var names = await db.Users.Where(u => assignees.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.FullName, cancellationToken);
        return page.With(page.Rows.Select(t => new OpenTaskRow(
            t.Id, t.TenantId, t.IsJob, t.RecordId, t.IsJob ? $"J-{t.Number}" : $"C-{t.Number}", t.Record ?? "", t.Title, t.DueSort == Never ? null : t.DueSort,
            t.AssigneeId is { } id ? names.GetValueOrDefault(id) : null, t.Status)).ToList());
    }

    /// <summary>How many are past their day, and how many are due on it. Null when the person sees no tasks at all.</summary>
    public async Task<(int? Overdue, int? Today)> CountAsync(Actor by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.SeeJobs) && !by.May(Permission.SeeServiceCalls))
        {
            return (null, null);
        }

        await using var db = await database.OpenAsync(by, Permission.SeeHome, cancellationToken);
        return (
            await (await FilterAsync(db, new OpenTaskFilter { Due = TaskDue.Overdue }, by, cancellationToken)).Take(HomeService.MostCounted).CountAsync(cancellationToken),
            await (await FilterAsync(db, new OpenTaskFilter { Due = TaskDue.Today }, by, cancellationToken)).Take(HomeService.MostCounted).CountAsync(cancellationToken));
    }

    private async Task<IQueryable<OpenTask>> FilterAsync(AppDbContext db, OpenTaskFilter filter, Actor by, CancellationToken cancellationToken)
    {
        var jobs = await AllowedAsync(db, by, Permission.SeeJobs, cancellationToken);
        var calls = await AllowedAsync(db, by, Permission.SeeServiceCalls, cancellationToken);
        // The job or call brings its own filters: whoever may not see it does not see its tasks.
        var open = (
            from t in db.JobTasks
            join j in db.Jobs on t.JobId equals j.Id
            where jobs.Contains(t.TenantId) && j.ArchivedAt == null && (t.Status == OfficeTaskStatus.Pending || t.Status == OfficeTaskStatus.InProgress)
            select new OpenTask
            {
                Id = t.Id,
                TenantId = t.TenantId,
                IsJob = true,
                RecordId = j.Id,
                Number = j.Number,
                Record = j.Lot!.Community!.Name + (j.Lot.Number == null ? "" : " #" + j.Lot.Number),
                Title = t.Title,
                DueSort = t.DueDate ?? Never,
                AssigneeId = t.AssigneeId,
                Status = t.Status,
            }).Concat(
            from t in db.CallTasks
            join c in db.ServiceCalls on t.ServiceCallId equals c.Id
            where calls.Contains(t.TenantId) && c.ArchivedAt == null && (t.Status == OfficeTaskStatus.Pending || t.Status == OfficeTaskStatus.InProgress)
            select new OpenTask
            {
                Id = t.Id,
                TenantId = t.TenantId,
                IsJob = false,
                RecordId = c.Id,
                Number = c.Number,
                Record = c.Customer!.Name ?? c.Lot!.Community!.Name + (c.Lot.Number == null ? "" : " #" + c.Lot.Number),
                Title = t.Title,
                DueSort = t.DueDate ?? Never,
                AssigneeId = t.AssigneeId,
                Status = t.Status,
            });
        if (filter.AssigneeId is { } assignee) { open = open.Where(t => t.AssigneeId == assignee); }
        if (filter.Due is { } due)
        {
            // Each company's own today; due today is not late.
            var companies = (await tenants.ListAsync(cancellationToken)).Where(t => db.Scope!.Tenants.Contains(t.Id)).GroupBy(t => t.Today(clock)).Select(g => (Today: g.Key, Ids: g.Select(t => t.Id).ToList())).ToList();
            open = companies.Select(c => due == TaskDue.Overdue
                    ? open.Where(t => c.Ids.Contains(t.TenantId) && t.DueSort < c.Today)
                    : open.Where(t => c.Ids.Contains(t.TenantId) && t.DueSort == c.Today))
                .Aggregate((a, b) => a.Concat(b));
        }

        return open;
    }

    private async Task<IReadOnlyList<string>> AllowedAsync(AppDbContext db, Actor by, Permission permission, CancellationToken cancellationToken) =>
        by.May(permission) ? await tenants.WithFeatureAsync(db.Scope!.Tenants, Permissions.FeatureOf(permission)!.Value, cancellationToken) : [];

    private sealed class OpenTask
    {
        public Guid Id { get; init; }
        public required string TenantId { get; init; }
        public bool IsJob { get; init; }
        public Guid RecordId { get; init; }
        public int Number { get; init; }
        public string? Record { get; init; }
        public required string Title { get; init; }
        /// <summary>The end of time when there is no day.</summary>
        public DateOnly DueSort { get; init; }
        public Guid? AssigneeId { get; init; }
        public OfficeTaskStatus Status { get; init; }
    }
}

/// <summary>An unfinished to-do, and what it hangs on.</summary>
public sealed record OpenTaskRow(
    Guid Id, string TenantId, bool IsJob, Guid RecordId, string RecordNumber, string Record, string Title, DateOnly? DueDate, string? Assignee, OfficeTaskStatus Status);

/// <summary>What the list of to-dos is narrowed to; every member also stands in the page's address.</summary>
public sealed record OpenTaskFilter
{
    public TaskDue? Due { get; init; }
    public Guid? AssigneeId { get; init; }
}

/// <summary>Overdue: before the company's today. Today: on it.</summary>
public enum TaskDue { Overdue, Today }
