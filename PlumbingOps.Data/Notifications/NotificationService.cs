using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Notifications;

/// <summary>What a person is told: their own bell, and nobody else's.</summary>
public sealed class NotificationService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>From here on the bell says "99+".</summary>
    public const int MostCounted = 100;

    /// <summary>In the bell; the page has all of them.</summary>
    public const int Latest = 20;

    private static readonly string[] Entities = ["jobs", "service_calls", "bids", "review_requests", "posts", "lots"];

    public async Task<BellState> StateAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, knownRows: true, cancellationToken);
        var (unread, from, to) = (await db.ReadAsync(
            """
            select (select count(*)::int from (select from app.notifications n where n.user_id = $1 and n.on_bell and n.read_at is null and n.entity = any ($2) limit $3) few), s.quiet_from, s.quiet_to
            from (select $1::uuid as user_id) me left join app.notification_settings s on s.user_id = me.user_id
            """,
            [by.UserId!.Value, Visible(by), MostCounted], row => (row.GetInt32(0), row.Get<TimeOnly?>(1), row.Get<TimeOnly?>(2)), cancellationToken))[0];
        var quiet = from is { } start && to is { } end && (await tenants.ListAsync(cancellationToken)).FirstOrDefault(t => by.MaySee(t.Id)) is { } company
            && new QuietHours(start, end).EndsAt(clock.GetUtcNow(), company.TimeZone) is not null;
        return new BellState(unread, quiet);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<NotificationRow>> LatestAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        return await Mine(db, by).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(Latest).Select(AsRow).ToListAsync(cancellationToken);
    }

    /// <summary>The newest first.</summary>
    public async Task<ListPage<NotificationRow>> ListAsync(NotificationFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        var mine = Mine(db, by);
        if (filter.Kind is { } kind) { mine = mine.Where(n => n.Kind == kind); }
        if (filter.Unread) { mine = mine.Where(n => n.ReadAt == null); }
        if (filter.TenantId is { } company) { mine = mine.Where(n => n.TenantId == company); }
        return await mine.ToPageAsync(request with { Descending = true }, n => n.At, n => n.Id, AsRow, cancellationToken);
    }

    /// <summary>Opening it is reading it: what is shown is exactly what is marked.</summary>
    public async Task<NotificationDetails> OpenAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        var opened = await db.ReadAsync(
            """
            update app.notifications set read_at = coalesce(read_at, $3) where id = $1 and user_id = $2 and on_bell and entity = any ($4)
            returning tenant_id, kind, entity, records, record_count, subject, title, sentence, reason, change_set_id, at
            """,
            [id, by.UserId!.Value, clock.GetUtcNow().ToUniversalTime(), Visible(by)],
            row => (
                Row: Row(
                    id, row.GetString(0), Enum.Parse<NotificationKind>(row.GetString(1)), row.GetString(2), row.GetFieldValue<Guid[]>(3), row.GetInt32(4), row.GetString(5), row.GetString(6), row.Get<string>(7),
                    row.GetString(8), row.Get<Guid?>(9), row.GetFieldValue<DateTimeOffset>(10), isRead: true),
                Records: row.GetFieldValue<Guid[]>(3)), cancellationToken);
        if (opened is not [var (notification, records)])
        {
            throw new NotFoundException("The notification");
        }

        return new NotificationDetails(notification, await RecordsAsync(notification.Entity, records, by, cancellationToken));
    }

    /// <param name="seen">As the person saw it: what came into its place meanwhile stays unread.</param>
    public async Task ReadAsync(Guid id, DateTimeOffset seen, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, knownRows: true, cancellationToken);
        await db.RunAsync(
            "update app.notifications set read_at = $4 where id = $1 and user_id = $2 and at <= $3 and read_at is null", [id, by.UserId!.Value, seen.ToUniversalTime(), clock.GetUtcNow().ToUniversalTime()], cancellationToken);
    }

    /// <param name="seen">When the newest one came that the person was shown; later ones stay unread.</param>
    /// <returns>Those that were unread until now.</returns>
    public async Task<IReadOnlyList<Guid>> ReadAllAsync(DateTimeOffset seen, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        return await db.ReadAsync(
            "update app.notifications set read_at = $3 where user_id = $1 and at <= $2 and on_bell and read_at is null returning id",
            [by.UserId!.Value, seen.ToUniversalTime(), clock.GetUtcNow().ToUniversalTime()], row => row.GetGuid(0), cancellationToken);
    }

    /// <summary>As they were before they were read.</summary>
    public async Task UnreadAsync(IReadOnlyCollection<Guid> ids, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        await db.RunAsync("update app.notifications set read_at = null where user_id = $1 and id = any ($2) and read_at is not null", [by.UserId!.Value, ids.ToArray()], cancellationToken);
    }

    private async Task<IReadOnlyList<NotedRecord>> RecordsAsync(string entity, Guid[] ids, Actor by, CancellationToken cancellationToken)
    {
        // Its room may be switched off by now: then the notification still says what it said, and nothing opens.
        var permission = HistoryRights.ToSee(entity);
        var companies = (await tenants.ListAsync(cancellationToken)).Where(t => by.MaySee(t.Id)).ToList();
        if (Permissions.FeatureOf(permission) is { } feature && !companies.Exists(c => c.Features.Contains(feature)))
        {
            return [];
        }

        await using var db = await database.OpenAsync(by, permission, cancellationToken);
        var words = await new NotedRecords(db, companies, clock).ReadAsync(entity, ids, cancellationToken);
        return [.. ids.Select(id => words.GetValueOrDefault(id)).OfType<NotedRecord>()];
    }

    private static IQueryable<Notification> Mine(AppDbContext db, Actor by)
    {
        var (me, visible) = (by.UserId, Visible(by));
        return db.Notifications.AsNoTracking().Where(n => n.UserId == me && n.OnBell && visible.Contains(n.Entity));
    }

    /// <summary>Whose role changed sees no more of what they may not see now.</summary>
    private static string[] Visible(Actor by) => [.. Entities.Where(entity => by.May(HistoryRights.ToSee(entity)))];

    private static readonly Expression<Func<Notification, NotificationRow>> AsRow = n =>
        Row(n.Id, n.TenantId, n.Kind, n.Entity, n.Records, n.RecordCount, n.Subject, n.Title, n.Sentence, n.Reason, n.ChangeSetId, n.At, n.ReadAt != null);

    private static NotificationRow Row(
        Guid id, string tenantId, NotificationKind kind, string entity, IReadOnlyList<Guid> records, int count, string subject, string title, string? sentence, string reason, Guid? changeSetId, DateTimeOffset at, bool isRead) =>
        new(id, tenantId, kind, entity, records is [var only] && (count == 1 || subject.Contains("_tasks/", StringComparison.Ordinal)) ? only : null, count, subject.Contains("_tasks/", StringComparison.Ordinal), title, sentence, reason, changeSetId, at, isRead);
}
