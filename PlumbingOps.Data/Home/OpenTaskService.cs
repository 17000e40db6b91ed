using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Home;

/// <summary>The office's unfinished to-dos of all jobs and calls in one list, the most urgent first.</summary>
public sealed class OpenTaskService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>As the indexes of tasks say it: those without a day come last.</summary>
    private static readonly DateOnly Never = DateOnly.MaxValue;

    public async Task<ListPage<OpenTaskRow>> ListAsync(OpenTaskFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeHome, cancellationToken);
        var parts = await PartsAsync(db, filter, by, cancellationToken);
        if (parts.Count == 0)
        {
            return new ListPage<OpenTaskRow>([], null, null, 0);
        }

        var page = request.Sort switch
        {
            "person" => await parts.ToPageAsync(request, t => t.Person, t => t.Id, t => t, cancellationToken),
            _ => await parts.ToPageAsync(request, t => t.DueSort, t => t.Id, t => t, cancellationToken),
        };
        var ids = page.Rows.Select(r => r.Id).ToList();
        var types = await db.CallTasks.Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Type, cancellationToken);
        return page.With(page.Rows.Select(t => new OpenTaskRow(
            t.Id, t.TenantId, t.IsJob, t.RecordId, t.IsJob ? $"J-{t.Number}" : $"C-{t.Number}", t.Record ?? "", t.IsJob ? null : types.GetValueOrDefault(t.Id, CallTaskType.Other),
            t.Title, t.Description, t.DueSort == Never ? null : t.DueSort, t.AssigneeId, t.Person.Length == 0 ? null : t.Person, t.Status)).ToList());
    }

    /// <summary>How many are past their day, and how many are due on it. Null when the person sees no tasks at all.</summary>
    public async Task<(int? Overdue, int? Today)> CountAsync(Actor by, CancellationToken cancellationToken = default) =>
        by.May(Permission.SeeJobs) || by.May(Permission.SeeServiceCalls)
            ? (await CountAsync(new OpenTaskFilter { Due = TaskDue.Overdue }, by, cancellationToken), await CountAsync(new OpenTaskFilter { Due = TaskDue.Today }, by, cancellationToken))
            : (null, null);

    /// <summary>How many rows the list has; not further than a tile counts.</summary>
    internal async Task<int> CountAsync(OpenTaskFilter filter, Actor by, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeHome, cancellationToken);
        var parts = await PartsAsync(db, filter, by, cancellationToken);
        return parts.Count == 0 ? 0
            : await parts.Select(part => part.Select(t => t.Id).Take(HomeService.MostCounted)).Aggregate(Queryable.Concat).Take(HomeService.MostCounted).CountAsync(cancellationToken);
    }

    /// <summary>Jobs' and calls' tasks of each company by themselves: so each stands in an index in the order of the list, and each has its own today.</summary>
    private async Task<IReadOnlyList<IQueryable<OpenTask>>> PartsAsync(AppDbContext db, OpenTaskFilter filter, Actor by, CancellationToken cancellationToken)
    {
        var parts = new List<IQueryable<OpenTask>>();
        foreach (var company in (await tenants.ListAsync(cancellationToken)).Where(t => db.Scope!.Tenants.Contains(t.Id)))
        {
            var (id, today) = (company.Id, company.Today(clock));
            if (filter.Of != TaskOf.Calls && filter.Type is null && by.May(Permission.SeeJobs) && company.Features.Contains(Feature.Jobs))
            {
                parts.Add(OfJobs(db, Open(db.JobTasks.Where(t => t.TenantId == id), filter, today)));
            }

            if (filter.Of != TaskOf.Jobs && by.May(Permission.SeeServiceCalls) && company.Features.Contains(Feature.ServiceCalls))
            {
                var tasks = Open(db.CallTasks.Where(t => t.TenantId == id), filter, today);
                parts.Add(OfCalls(db, filter.Type is { } type ? tasks.Where(t => t.Type == type) : tasks));
            }
        }

        return parts;
    }

    /// <param name="today">The company's: what is due today is not late.</param>
    private static IQueryable<TTask> Open<TTask>(IQueryable<TTask> tasks, OpenTaskFilter filter, DateOnly today) where TTask : OfficeTask
    {
        tasks = tasks.AsNoTracking().Where(t => t.Status == OfficeTaskStatus.Pending || t.Status == OfficeTaskStatus.InProgress);
        if (filter.AssigneeId is { } assignee) { tasks = tasks.Where(t => t.AssigneeId == assignee); }
        if (filter.Nobody) { tasks = tasks.Where(t => t.AssigneeId == null); }
        foreach (var word in SearchWords.Of(filter.Search))
        {
            tasks = tasks.Where(t => EF.Functions.ILike(t.Title, SearchWords.Anywhere(word)) || EF.Functions.ILike(t.Description!, SearchWords.Anywhere(word)));
        }

        var week = today.AddDays(OpenTaskFilter.WeekDays - 1);
        return filter.Due switch
        {
            TaskDue.Overdue => tasks.Where(t => t.DueDate < today),
            TaskDue.Today => tasks.Where(t => t.DueDate == today),
            TaskDue.ByToday => tasks.Where(t => t.DueDate <= today),
            TaskDue.Week => tasks.Where(t => t.DueDate >= today && t.DueDate <= week),
            TaskDue.NoDay => tasks.Where(t => t.DueDate == null),
            _ => tasks,
        };
    }

    /// <summary>The job brings its own filters: whoever may not see it does not see its tasks.</summary>
    private static IQueryable<OpenTask> OfJobs(AppDbContext db, IQueryable<JobTask> tasks) =>
        from t in tasks
        join j in db.Jobs on t.JobId equals j.Id
        where j.ArchivedAt == null
        select new OpenTask
        {
            Id = t.Id,
            TenantId = t.TenantId,
            IsJob = true,
            RecordId = j.Id,
            Number = j.Number,
            Record = j.Lot!.Community!.Name + (j.Lot.Number == null ? "" : " #" + j.Lot.Number),
            Title = t.Title,
            Description = t.Description,
            DueSort = t.DueDate ?? EF.Constant(Never),
            AssigneeId = t.AssigneeId,
            Person = db.Users.Where(u => u.Id == t.AssigneeId).Select(u => u.FullName).FirstOrDefault() ?? "",
            Status = t.Status,
        };

    private static IQueryable<OpenTask> OfCalls(AppDbContext db, IQueryable<CallTask> tasks) =>
        from t in tasks
        join c in db.ServiceCalls on t.ServiceCallId equals c.Id
        where c.ArchivedAt == null
        select new OpenTask
        {
            Id = t.Id,
            TenantId = t.TenantId,
            IsJob = false,
            RecordId = c.Id,
            Number = c.Number,
            Record = c.Customer!.Name ?? (c.LotId == null ? c.ProjectName ?? c.Street : c.Lot!.Community!.Name + (c.Lot.Number == null ? "" : " #" + c.Lot.Number)),
            Title = t.Title,
            Description = t.Description,
            DueSort = t.DueDate ?? EF.Constant(Never),
            AssigneeId = t.AssigneeId,
            Person = db.Users.Where(u => u.Id == t.AssigneeId).Select(u => u.FullName).FirstOrDefault() ?? "",
            Status = t.Status,
        };

    private sealed class OpenTask
    {
        public Guid Id { get; init; }
        public required string TenantId { get; init; }
        public bool IsJob { get; init; }
        public Guid RecordId { get; init; }
        public int Number { get; init; }
        public string? Record { get; init; }
        public required string Title { get; init; }
        public string? Description { get; init; }
        /// <summary>The end of time when there is no day.</summary>
        public DateOnly DueSort { get; init; }
        public Guid? AssigneeId { get; init; }
        /// <summary>Empty for nobody, who comes first: somebody has to be found.</summary>
        public required string Person { get; init; }
        public OfficeTaskStatus Status { get; init; }
    }
}

/// <summary>An unfinished to-do, and what it hangs on.</summary>
/// <param name="Type">Of a call's task.</param>
public sealed record OpenTaskRow(
    Guid Id, string TenantId, bool IsJob, Guid RecordId, string RecordNumber, string Record, CallTaskType? Type, string Title, string? Description, DateOnly? DueDate,
    Guid? AssigneeId, string? Assignee, OfficeTaskStatus Status);

/// <summary>What the list of to-dos is narrowed to; every member also stands in the page's address.</summary>
public sealed record OpenTaskFilter
{
    /// <summary>Today and the days after it that make a week.</summary>
    public const int WeekDays = 7;

    public string? Search { get; init; }
    public TaskDue? Due { get; init; }
    public TaskOf? Of { get; init; }
    /// <summary>Calls' tasks of this kind.</summary>
    public CallTaskType? Type { get; init; }
    public Guid? AssigneeId { get; init; }
    /// <summary>Nobody was given it.</summary>
    public bool Nobody { get; init; }
}

/// <summary>Overdue: before the company's today. ByToday: that, or on it. Week: on it or within the six days after.</summary>
public enum TaskDue { Overdue, Today, ByToday, Week, NoDay }

/// <summary>What a to-do hangs on.</summary>
public enum TaskOf { Jobs, Calls }
