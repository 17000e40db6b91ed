using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing.Connections;

/// <summary>A connection that no longer works says so, with the cause and what to do; when it works again, what waited for it goes on.</summary>
public static class ConnectionTrouble
{
    public static async Task TellAsync(AppDbContext db, Guid accountId, ProviderAnswer answer, DateTimeOffset now)
    {
        if (await db.AccountConnections.SingleOrDefaultAsync(c => c.AccountId == accountId) is not { State: not ConnectionState.Disconnected } connection)
        {
            return;
        }

        connection.State = answer.Outcome == PublishOutcome.NeedsAction ? ConnectionState.NeedsAction : ConnectionState.NeedsReconnect;
        (connection.Problem, connection.NextStep, connection.CheckedAt) = (Cut(answer.Cause), Cut(answer.NextStep), now);
    }

    /// <summary>The account can be published to again. What waited is not sent all at once: each a little after the other.</summary>
    public static async Task WakeAsync(AppDbContext db, string tenantId, Guid accountId, DateTimeOffset now, TimeSpan apart, CancellationToken cancellationToken)
    {
        await db.RunAsync("update app.account_limits set failures = 0, open_until = null where tenant_id = $1 and account_id = $2", [tenantId, accountId], cancellationToken);
        await db.RunAsync(
            """
            update app.publications p set look_at = x.at, cause = null, next_step = null
            from (select id, greatest($3 + (row_number() over (order by due_at, id) - 1) * $4::interval, due_at) as at
                from app.publications where tenant_id = $1 and account_id = $2 and state in ('Waiting', 'Preparing') and look_at is not null) x
            where p.id = x.id
            """,
            [tenantId, accountId, now, apart], cancellationToken);
        await db.RunAsync(
            "update app.publications set look_at = least(look_at, $3) where tenant_id = $1 and account_id = $2 and state = 'Unknown' and look_at is not null", [tenantId, accountId, now], cancellationToken);
        await db.RunAsync("update app.posts set cause = null, next_step = null where tenant_id = $1 and account_id = $2 and status = 'Scheduled' and cause is not null", [tenantId, accountId], cancellationToken);
    }

    private static string? Cut(string? text) => text is { Length: > AccountConnection.TextMaxLength } ? text[..AccountConnection.TextMaxLength] : text;
}
