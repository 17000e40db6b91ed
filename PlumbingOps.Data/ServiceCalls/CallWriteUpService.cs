using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Scheduling;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>The queue of visits that are to become bills. Each verb does all of the calls or none, as one change set that can be taken back as one.</summary>
public sealed class CallWriteUpService(Db database)
{
    public const int MostCalls = 200;

    /// <summary>The person writes them up now.</summary>
    /// <returns>The change set; null when nothing changed.</returns>
    public Task<Guid?> TakeAsync(IReadOnlyCollection<Guid> ids, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(ids, "Began the write-up of", call => call.TakeWriteUp(by.UserId), by, cancellationToken);

    /// <param name="assigneeId">Somebody of the office; null for nobody in particular.</param>
    /// <returns>The change set; null when nothing changed.</returns>
    public Task<Guid?> GiveAsync(IReadOnlyCollection<Guid> ids, Guid? assigneeId, Actor by, CancellationToken cancellationToken = default) => DoAsync(
        ids, "Gave away the write-up of", call => call.GiveWriteUp(assigneeId), by, cancellationToken,
        async (db, calls) =>
        {
            foreach (var company in calls.Select(c => c.TenantId).Distinct())
            {
                await Assignable.RequireOfficeAsync(db, company, assigneeId, nameof(assigneeId), cancellationToken);
            }
        });

    /// <summary>The bills are written; what customers pay for is owed from now on.</summary>
    /// <returns>The change set; null when nothing changed.</returns>
    public Task<Guid?> FinishAsync(IReadOnlyCollection<Guid> ids, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(ids, "Wrote up", call => call.FinishWriteUp(by.UserId), by, cancellationToken);

    /// <summary>Back into the queue.</summary>
    /// <returns>The change set; null when nothing changed.</returns>
    public Task<Guid?> RedoAsync(IReadOnlyCollection<Guid> ids, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(ids, "Wants another write-up of", call => call.RedoWriteUp(), by, cancellationToken);

    private async Task<Guid?> DoAsync(
        IReadOnlyCollection<Guid> ids, string summary, Action<ServiceCall> act, Actor by, CancellationToken cancellationToken,
        Func<AppDbContext, List<ServiceCall>, Task>? check = null)
    {
        if (ids.Count is 0 or > MostCalls)
        {
            throw new RuleException($"Choose between 1 and {MostCalls} calls.");
        }

        Guid? set = null;
        await FieldMerge.RetryAsync(async () =>
        {
            await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
            await using var transaction = await db.BeginAsync(cancellationToken);
            var calls = await db.ServiceCalls.Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(cancellationToken);
            if (calls.Count < ids.Distinct().Count())
            {
                throw new NotFoundException(ids.Count == 1 ? "The call" : "One of the calls");
            }

            if (check is not null)
            {
                await check(db, calls);
            }

            calls.ForEach(act);
            await db.DescribeAsync($"{summary} {(calls.Count == 1 ? calls[0].ShortNumber : $"{calls.Count} calls")}", cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            set = await DispatchLocks.ChangeSetAsync(db, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        });
        return set;
    }
}
