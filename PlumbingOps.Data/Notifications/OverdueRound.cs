using System.Globalization;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Notifications;

/// <summary>What only time has brought about: things past their time, told to whose they are, and things that nobody has planned, told to the office.</summary>
public sealed class OverdueRound(Db database, TenantDirectory tenants, IHouseAddress house, TimeProvider clock)
{
    /// <summary>Whoever has more of a kind is told how many, in one line a day.</summary>
    public const int MostSingle = 3;

    /// <summary>A new job or call that lies for so long is told to the office.</summary>
    public static readonly TimeSpan LeftLying = TimeSpan.FromHours(48);

    /// <summary>By the company's clock: nobody is told at night what has been late since the evening.</summary>
    private static readonly (TimeOnly From, TimeOnly To) Day = (new TimeOnly(7, 0), new TimeOnly(19, 0));

    /// <summary>The rules of the lists (DOMAIN 8.2): what is on hold is not late, and what is due today is not either. Since when: null for what is late by days.</summary>
    private const string Late = """
        select 'service_calls', c.id, 'service_calls', c.id, t.user_id, case when ct.is_primary then 'Technician' else 'Helper' end, c.ends_at, ($2::date - (c.ends_at at time zone $5)::date)
        from app.service_calls c join app.call_technicians ct on ct.tenant_id = c.tenant_id and ct.service_call_id = c.id join app.technicians t on t.id = ct.technician_id
        where c.tenant_id = $1 and c.archived_at is null and c.status in ('New', 'Scheduled', 'Dispatched', 'InProgress') and c.ends_at < $3 and t.is_active and t.user_id is not null
        union all
        select 'jobs', j.id, 'jobs', j.id, w.person, w.because, null, $2::date - j.end_date
        from app.jobs j cross join lateral (
            select t.user_id, 'Crew' from app.job_crew jc join app.technicians t on t.id = jc.technician_id where jc.tenant_id = j.tenant_id and jc.job_id = j.id and t.is_active and t.user_id is not null
            union all select j.office_owner_id, 'Accountable' where j.office_owner_id is not null) w (person, because)
        where j.tenant_id = $1 and j.archived_at is null and j.status in ('New', 'Scheduled', 'InProgress') and j.end_date < $2
        union all
        select 'call_tasks', t.id, 'service_calls', c.id, t.assignee_id, 'Assignee', null, $2::date - t.due_date
        from app.call_tasks t join app.service_calls c on c.id = t.service_call_id
        where t.tenant_id = $1 and t.assignee_id is not null and t.status in ('Pending', 'InProgress') and t.due_date < $2 and c.archived_at is null
        union all
        select 'job_tasks', t.id, 'jobs', j.id, t.assignee_id, 'Assignee', null, $2::date - t.due_date
        from app.job_tasks t join app.jobs j on j.id = t.job_id
        where t.tenant_id = $1 and t.assignee_id is not null and t.status in ('Pending', 'InProgress') and t.due_date < $2 and j.archived_at is null
        union all
        select 'bids', b.id, 'bids', b.id, b.owner_id, 'Owner', null, $2::date - b.due_date
        from app.bids b where b.tenant_id = $1 and b.owner_id is not null and b.archived_at is null and b.status not in ('Won', 'Lost') and b.due_date < $2
        union all
        select 'recovery_tickets', t.id, 'review_requests', r.request_id, t.assignee_id, 'Ticket', null, ($2::date - (t.created_at at time zone $5)::date) - $6
        from app.recovery_tickets t join app.reviews r on r.id = t.review_id where t.tenant_id = $1 and t.assignee_id is not null and t.status in ('Open', 'InProgress') and t.created_at < $4
        """;

    private const string Lying = """
        select 'service_calls', c.id from app.service_calls c where c.tenant_id = $1 and c.archived_at is null and c.status = 'New' and c.created_at < $2
        union all
        select 'jobs', j.id from app.jobs j where j.tenant_id = $1 and j.archived_at is null and j.status = 'New'
            and exists (select from history.changes i where i.entity_id = j.id and i.entity = 'jobs' and i.action = 'insert' and i.at < $2)
        """;

    private readonly NotificationWriter writer = new(tenants, house, clock);

    /// <returns>How many notifications were written.</returns>
    public async Task<int> TellAsync(CancellationToken cancellationToken = default)
    {
        var told = 0;
        foreach (var company in await tenants.ListAsync(cancellationToken))
        {
            if (company.TimeZone.OnTheWall(clock.GetUtcNow()).Time is var time && time >= Day.From && time < Day.To)
            {
                told += await TellAsync(company, cancellationToken);
            }
        }

        return told;
    }

    private async Task<int> TellAsync(TenantRow company, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(Actor.System([company.Id]), Permission.SeeMail, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Two rounds at once would each count what the other is about to tell.
        await db.RunAsync("select pg_advisory_xact_lock(hashtextextended('overdue/' || $1, 0))", [company.Id], cancellationToken);
        var people = await NotificationPeople.ReadAsync(db, [company], cancellationToken);
        var today = company.Today(clock);
        var late = await LateAsync(db, company, today, people, cancellationToken);
        var lying = await LyingAsync(db, company, people, cancellationToken);
        var already = (await db.ReadAsync(
            "select user_id, kind, subject, at from app.notifications where tenant_id = $1 and day = $2 and kind in ('Overdue', 'Escalation')", [company.Id, today],
            row => (Key: (row.GetGuid(0), row.GetString(1), row.GetString(2)), At: row.GetFieldValue<DateTimeOffset>(3)), cancellationToken)).ToDictionary(n => n.Key, n => n.At);
        var fresh = late.Concat(lying).Where(item => !already.ContainsKey(item.Key) && !(already.TryGetValue(item.SeveralKey, out var at) && !(item.Since > at))).ToList();
        var noted = new NotedRecords(db, [company], clock);
        var tellings = new List<Telling>();
        foreach (var entity in fresh.GroupBy(item => item.Entity))
        {
            var own = entity.GroupBy(item => (item.Person, item.Kind)).ToList();
            var words = await noted.ReadAsync(entity.Key, [.. own.SelectMany(items => items.Take(MostSingle + 2)).Select(item => item.Id).Distinct()], cancellationToken);
            tellings.AddRange(own.SelectMany(items => Tellings(company.Id, [.. items], words)));
        }

        var told = await writer.TellAsync(db, tellings, people, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return told;
    }

    private async Task<List<Item>> LateAsync(AppDbContext db, TenantRow company, DateOnly today, NotificationPeople people, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUniversalTime();
        var rows = await db.ReadAsync(
            Late, [company.Id, today, now, now.AddDays(-Reviews.RecoveryTicketService.OverdueAfterDays), company.Zone, Reviews.RecoveryTicketService.OverdueAfterDays],
            row => new Item(
                NotificationKind.Overdue, row.GetString(0), row.GetGuid(1), row.GetString(2), row.GetGuid(3), row.GetGuid(4), ChangeNews.Reason(row.GetString(5)), row.Get<DateTimeOffset?>(6), row.GetInt32(7)), cancellationToken);
        // In charge and accountable is one person, told once. A technician's own work is theirs by the query; a task's record may be somebody else's.
        var seen = rows.DistinctBy(item => (item.Person, item.Id)).Where(item => people.ById.TryGetValue(item.Person, out var person) && people.MaySee(person, company.Id, item.Root)).ToList();
        var own = await ChangeNews.OwnAsync(db, [.. seen.Where(item => people.ById[item.Person].OnlyOwn).Select(item => item.RootId).Distinct()], cancellationToken);
        return [.. seen.Where(item => !people.ById[item.Person].OnlyOwn || own.Contains((item.RootId, item.Person))).OrderByDescending(item => item.Days).ThenBy(item => item.Id)];
    }

    private async Task<List<Item>> LyingAsync(AppDbContext db, TenantRow company, NotificationPeople people, CancellationToken cancellationToken)
    {
        var rows = await db.ReadAsync(Lying, [company.Id, clock.GetUtcNow().ToUniversalTime() - LeftLying], row => (Entity: row.GetString(0), Id: row.GetGuid(1)), cancellationToken);
        return
        [
            .. from item in rows
               from person in people.All
               where NotificationKind.Escalation.IsFor(person.Role) && people.MaySee(person, company.Id, item.Entity)
               select new Item(NotificationKind.Escalation, item.Entity, item.Id, item.Entity, item.Id, person.Id, Because.Role(person.Role), null, 0),
        ];
    }

    private static IEnumerable<Telling> Tellings(string tenantId, IReadOnlyList<Item> items, IReadOnlyDictionary<Guid, NotedRecord> words)
    {
        if (items.Count <= MostSingle)
        {
            return items.Where(item => words.ContainsKey(item.Id)).Select(item => new Telling(
                tenantId, item.Person, item.Kind, item.Root, [item.RootId], 1, item.Key.Subject, item.Title(words[item.Id].Name), words[item.Id].Sentence, item.Because.One));
        }

        var first = items[0];
        var (count, many) = (items.Count.ToString("N0", CultureInfo.InvariantCulture), NotedWords.Plural(first.Entity));
        return
        [
            new Telling(
                tenantId, first.Person, first.Kind, first.Root, [.. items.Select(item => item.RootId).Distinct()], items.Count, first.SeveralKey.Subject,
                first.Kind == NotificationKind.Overdue ? $"{count} of your {many} are overdue" : $"Nobody has planned {count} {many} for two days",
                NotedWords.Names([.. items.Select(item => words.GetValueOrDefault(item.Id)?.Name).OfType<string>()], items.Count),
                items.All(item => item.Because == first.Because) ? first.Because.Many : Because.Mixed.Many),
        ];
    }

    /// <param name="Since">When it became late; null for what is late by days.</param>
    private sealed record Item(NotificationKind Kind, string Entity, Guid Id, string Root, Guid RootId, Guid Person, Because Because, DateTimeOffset? Since, int Days)
    {
        public (Guid Person, string Kind, string Subject) Key => (Person, Kind.ToString(), $"{Entity}/{Id}");

        /// <summary>Told among several: what was late by then is told for the day.</summary>
        public (Guid Person, string Kind, string Subject) SeveralKey => (Person, Kind.ToString(), $"several/{Entity}");

        public string Title(string name)
        {
            var words = Kind == NotificationKind.Escalation ? $"Nobody has planned {name} for two days"
                : Days switch { <= 0 => $"{name} is overdue", 1 => $"{name} is overdue since yesterday", _ => string.Create(CultureInfo.InvariantCulture, $"{name} is {Days:N0} days overdue") };
            return char.ToUpperInvariant(words[0]) + words[1..];
        }
    }
}
