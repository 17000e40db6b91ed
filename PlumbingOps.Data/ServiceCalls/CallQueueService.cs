using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>How much the office still has to do about its visits. Each number is that of a list with the same filter.</summary>
public sealed class CallQueueService(Db database, TenantDirectory tenants, OpenTaskService tasks, TimeProvider clock)
{
    public async Task<CallQueues> CountAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeServiceCalls, cancellationToken);
        return new CallQueues(
            await CountAsync(db, new ServiceCallFilter { NeedsWriteUp = true }, cancellationToken),
            await CountAsync(db, new ServiceCallFilter { Unpaid = true }, cancellationToken),
            await CountAsync(db, new ServiceCallFilter { PaperworkMissing = true }, cancellationToken),
            await tasks.CountAsync(CallQueues.FollowUps, by, cancellationToken));
    }

    private async Task<int> CountAsync(AppDbContext db, ServiceCallFilter filter, CancellationToken cancellationToken) =>
        await (await ServiceCallSearch.ApplyAsync(db, filter, tenants, clock, cancellationToken)).Take(KeyPaging.CountCap + 1).CountAsync(cancellationToken);
}

/// <param name="FollowUpsDue">Tasks of calls whose day has come.</param>
public sealed record CallQueues(int NeedWriteUp, int Unpaid, int PaperworkMissing, int FollowUpsDue)
{
    public static readonly OpenTaskFilter FollowUps = new() { Of = TaskOf.Calls, Due = TaskDue.ByToday };
}
