using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Notifications;

/// <summary>What was read, and what nobody will read any more, goes.</summary>
public sealed class NotificationRetention(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <returns>How many were forgotten.</returns>
    public async Task<int> DeleteOldAsync(CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow().ToUniversalTime();
        await using var db = await database.OpenAsync(Actor.System([.. (await tenants.ListAsync(cancellationToken)).Select(t => t.Id)]), Permission.SeeMail, cancellationToken);
        await db.RunAsync("delete from app.daily_summaries where day < $1", [DateOnly.FromDateTime((now - Notification.KeptAfterReading).UtcDateTime)], cancellationToken);
        return await db.RunAsync(
            "delete from app.notifications where at < $1 and read_at < $1 or at < $2", [now - Notification.KeptAfterReading, now - Notification.KeptUnread], cancellationToken);
    }
}
