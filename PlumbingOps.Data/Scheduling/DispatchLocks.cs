using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Scheduling;

/// <summary>Dispatchers take turns: first the calls, then the people, each in one order, so that nobody waits for somebody who waits for them.</summary>
internal static class DispatchLocks
{
    /// <summary>The calls as they stand, until the end of the transaction nobody else's to change. Unknown and foreign ones are left out.</summary>
    public static async Task<List<ServiceCall>> CallsAsync(AppDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await db.RunAsync("select from app.service_calls where id = any ($1) order by id for update", [ids.ToArray()], cancellationToken);
        return await db.ServiceCalls.Include(c => c.Technicians).Include(c => c.Customer).Include(c => c.Lot!.Community).Where(c => ids.Contains(c.Id)).OrderBy(c => c.StartSort).ThenBy(c => c.Id).ToListAsync(cancellationToken);
    }

    public static Task PeopleAsync(AppDbContext db, IReadOnlyCollection<Guid> technicians, CancellationToken cancellationToken) => db.RunAsync(
        """
        select pg_advisory_xact_lock(hashtextextended('visits of ' || person, 0))
        from (select distinct coalesce(user_id, id) as person from app.technicians where id = any ($1) order by person) people
        """, [technicians.ToArray()], cancellationToken);

    /// <summary>What the transaction will be called in the history; null when it changed nothing.</summary>
    public static async Task<Guid?> ChangeSetAsync(AppDbContext db, CancellationToken cancellationToken) =>
        (await db.ReadAsync("select nullif(current_setting('app.tx_change_set', true), '')::uuid", [], r => r.Get<Guid?>(0), cancellationToken))[0];
}
