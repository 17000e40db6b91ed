using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>The office's to-dos of a call. The office keeps them; a technician ticks and adds them on own calls.</summary>
public sealed class CallTaskService(Db database, TimeProvider clock)
{
    public async Task<Guid> AddAsync(Guid callId, CallTaskInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        await using var db = await database.OpenAsync(by, Permission.WorkOnServiceCalls, cancellationToken);
        var call = await db.ServiceCalls.SingleOrDefaultAsync(c => c.Id == callId, cancellationToken) ?? throw new NotFoundException("The call");
        call.RefuseArchived();
        await Assignable.RequireOfficeAsync(db, call.TenantId, input.AssigneeId, nameof(input.AssigneeId), cancellationToken);
        var task = new CallTask { TenantId = call.TenantId, ServiceCallId = call.Id, Type = input.Type, Title = "" };
        input.WriteTo(task);
        db.CallTasks.Add(task);
        await db.SaveChangesAsync(cancellationToken);
        return task.Id;
    }

    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, CallTaskInput seen, CallTaskInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Typed.Check(mine);
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        var task = await FindAsync(db, id, cancellationToken);
        var merged = FieldMerge.Merge(seen, mine, CallTaskInput.Of(task));
        if (merged.AssigneeId != task.AssigneeId)
        {
            await Assignable.RequireOfficeAsync(db, task.TenantId, merged.AssigneeId, nameof(mine.AssigneeId), cancellationToken);
        }

        merged.WriteTo(task);
        task.Type = merged.Type;
        await db.SaveChangesAsync(cancellationToken);
    });

    public Task StartAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.WorkOnServiceCalls, t => t.Start(), by, cancellationToken);

    public Task CompleteAsync(Guid id, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, Permission.WorkOnServiceCalls, t => t.Complete(by, clock.GetUtcNow()), by, cancellationToken);

    public Task ReopenAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.WorkOnServiceCalls, t => t.Reopen(), by, cancellationToken);

    public Task CancelAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.EditServiceCalls, t => t.Cancel(), by, cancellationToken);

    internal static async Task<IReadOnlyList<CallTaskRow>> RowsAsync(AppDbContext db, string tenantId, Guid callId, CancellationToken cancellationToken)
    {
        var tasks = db.CallTasks.Where(t => t.TenantId == tenantId && t.ServiceCallId == callId);
        var types = await tasks.ToDictionaryAsync(t => t.Id, t => t.Type, cancellationToken);
        return (await JobTaskService.Rows(db, tasks).ToListAsync(cancellationToken)).ConvertAll(t => new CallTaskRow(types.GetValueOrDefault(t.Id, CallTaskType.Other), t));
    }

    private Task DoAsync(Guid id, Permission permission, Action<CallTask> act, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, permission, cancellationToken);
        act(await FindAsync(db, id, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>Through the call: a technician reaches the tasks of own calls only.</summary>
    private static async Task<CallTask> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.CallTasks.SingleOrDefaultAsync(t => t.Id == id && db.ServiceCalls.Any(c => c.TenantId == t.TenantId && c.Id == t.ServiceCallId), cancellationToken)
            ?? throw new NotFoundException("The task");
}
