using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Notifications;

/// <summary>Reads a change set of the history: what of it is news, and to whom. Everything about people is as it is now.</summary>
internal static class ChangeNews
{
    /// <summary>The few fields that matter, of the few tables that matter. An import of fifty thousand rows comes through here too.</summary>
    private const string Changes = """
        select c.entity, c.entity_id, c.root_id, c.tenant_id, c.action, c.before ->> 'status', c.after ->> 'status',
            c.action = 'update' and c.after ?| array['starts_at', 'ends_at', 'start_date', 'end_date'],
            case c.entity
                when 'call_technicians' then coalesce(c.after, c.before) ->> 'technician_id' when 'job_crew' then coalesce(c.after, c.before) ->> 'technician_id'
                when 'service_calls' then c.after ->> 'write_up_assignee_id' when 'jobs' then c.after ->> 'office_owner_id' when 'bids' then c.after ->> 'owner_id'
                else c.after ->> 'assignee_id' end::uuid,
            coalesce(c.after, c.before) ->> 'is_primary' = 'true',
            case c.entity when 'reviews' then c.after ->> 'request_id' when 'lot_warranties' then c.after ->> 'job_id' end::uuid
        from history.changes c
        where c.change_set_id = $1 and c.at = $2 and c.tenant_id is not null
            and c.entity in ('service_calls', 'call_technicians', 'call_tasks', 'jobs', 'job_crew', 'job_tasks', 'bids', 'recovery_tickets', 'reviews', 'posts', 'lot_warranties')
        order by c.id
        """;

    /// <summary>Whose the things are now. Several rows for one person and thing: the first is the best reason.</summary>
    private const string Concerned = """
        select id, person, because from (
            select ct.service_call_id as id, t.user_id as person, case when ct.is_primary then 'Technician' else 'Helper' end as because, 1 as rank
            from app.call_technicians ct join app.technicians t on t.id = ct.technician_id where ct.service_call_id = any ($1) and t.is_active
            union all select c.id, c.write_up_assignee_id, 'Writer', 2 from app.service_calls c where c.id = any ($1)
            union all select jc.job_id, t.user_id, 'Crew', 1 from app.job_crew jc join app.technicians t on t.id = jc.technician_id where jc.job_id = any ($2) and t.is_active
            union all select j.id, j.office_owner_id, 'Accountable', 2 from app.jobs j where j.id = any ($2)
            union all select t.id, t.assignee_id, 'Assignee', 1 from app.call_tasks t where t.id = any ($3)
            union all select t.id, t.assignee_id, 'Assignee', 1 from app.job_tasks t where t.id = any ($3)
            union all select b.id, b.owner_id, 'Owner', 1 from app.bids b where b.id = any ($4)
            union all select t.id, t.assignee_id, 'Ticket', 1 from app.recovery_tickets t where t.id = any ($5)
            union all select i.entity_id, s.actor_id, 'Creator', 3 from history.changes i join history.change_sets s on s.id = i.change_set_id
            where i.entity_id = any ($1 || $2 || $3 || $4 || $5) and i.action = 'insert' and i.entity in ('service_calls', 'jobs', 'call_tasks', 'job_tasks', 'bids', 'recovery_tickets') and s.source in ('Page', 'Api')
        ) x where person is not null order by rank
        """;

    /// <summary>The things that are still to be done: a past one that is given to somebody is no news.</summary>
    private const string Open = """
        select id from app.service_calls where id = any ($1) and archived_at is null and status in ('New', 'Scheduled', 'Dispatched', 'InProgress', 'OnHold')
        union all select id from app.service_calls where id = any ($1) and archived_at is null and write_up in ('NeedsWriteUp', 'InProgress')
        union all select id from app.jobs where id = any ($1) and archived_at is null and status in ('New', 'Scheduled', 'InProgress', 'OnHold')
        union all select t.id from app.call_tasks t join app.service_calls c on c.id = t.service_call_id where t.id = any ($1) and c.archived_at is null and t.status in ('Pending', 'InProgress')
        union all select t.id from app.job_tasks t join app.jobs j on j.id = t.job_id where t.id = any ($1) and j.archived_at is null and t.status in ('Pending', 'InProgress')
        union all select id from app.bids where id = any ($1) and archived_at is null and status not in ('Won', 'Lost')
        union all select id from app.recovery_tickets where id = any ($1) and status in ('Open', 'InProgress')
        """;

    /// <summary>Technicians of the calls, crews of the jobs.</summary>
    private const string Own = """
        select ct.service_call_id, t.user_id from app.call_technicians ct join app.technicians t on t.id = ct.technician_id where ct.service_call_id = any ($1) and t.is_active and t.user_id is not null
        union select jc.job_id, t.user_id from app.job_crew jc join app.technicians t on t.id = jc.technician_id where jc.job_id = any ($1) and t.is_active and t.user_id is not null
        """;

    /// <summary>Which request a ticket's review was asked with: that is the page that shows it.</summary>
    private const string Requests = "select t.id, r.request_id from app.recovery_tickets t join app.reviews r on r.id = t.review_id where t.id = any ($1)";

    public static async Task<IReadOnlyList<Fact>> ReadAsync(AppDbContext db, Guid changeSet, DateTimeOffset at, NotificationPeople people, CancellationToken cancellationToken)
    {
        var changes = await db.ReadAsync(
            Changes, [changeSet, at],
            row => new Noted(
                row.GetString(0), row.GetGuid(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.Get<string>(5), row.Get<string>(6), row.Get<bool>(7), row.Get<Guid?>(8), row.Get<bool>(9), row.Get<Guid?>(10)),
            cancellationToken);
        if (changes.Count == 0)
        {
            return [];
        }

        var facts = await GivenAsync(db, changes, cancellationToken);
        facts.AddRange(await ChangedAsync(db, changes, cancellationToken));
        facts.AddRange(ForRoles(changes, people));
        return await VisibleAsync(db, facts, people, cancellationToken);
    }

    /// <summary>What somebody got in this change set.</summary>
    private static async Task<List<Fact>> GivenAsync(AppDbContext db, List<Noted> changes, CancellationToken cancellationToken)
    {
        // One whose row was only made anew, from helper to technician in charge, had the call before.
        var had = changes.Where(c => c.IsCrew && c.Action == "delete").Select(c => (c.RootId, c.Given)).ToHashSet();
        var got = changes.Where(c => c.Action != "delete" && c.Given is not null && c.Entity is not ("reviews" or "posts" or "lot_warranties") && !(c.IsCrew && (c.Action == "update" || had.Contains((c.RootId, c.Given))))).ToList();
        if (got.Count == 0)
        {
            return [];
        }

        var technicians = await db.ReadAsync(
            "select id, user_id from app.technicians where id = any ($1) and is_active and user_id is not null", [got.Where(c => c.IsCrew).Select(c => c.Given!.Value).Distinct().ToArray()],
            row => (Technician: row.GetGuid(0), Person: row.GetGuid(1)), cancellationToken);
        var persons = technicians.ToDictionary(t => t.Technician, t => t.Person);
        var open = (await db.ReadAsync(Open, [got.Select(c => c.ThingId).Distinct().ToArray()], row => row.GetGuid(0), cancellationToken)).ToHashSet();
        return
        [
            .. from c in got
               where open.Contains(c.ThingId)
               let person = c.IsCrew ? persons.GetValueOrDefault(c.Given!.Value) : c.Given!.Value
               where person != Guid.Empty
               select new Fact(c.TenantId, person, NotificationKind.Assignment, c.Thing, c.ThingId, c.Root, c.RootId, Deed.Gave, GivenBecause(c)),
        ];
    }

    /// <summary>What became of things, told to whose they are now and who created them.</summary>
    private static async Task<IReadOnlyList<Fact>> ChangedAsync(AppDbContext db, List<Noted> changes, CancellationToken cancellationToken)
    {
        var done = new Dictionary<Guid, (Noted Change, Deed Deed)>();
        foreach (var several in changes.Where(c => c.Action == "update" && !c.IsCrew).GroupBy(c => c.Id))
        {
            var (was, became) = (several.FirstOrDefault(c => c.Was is not null)?.Was, several.LastOrDefault(c => c.Became is not null)?.Became);
            if (Deed.Of(several.First().Entity, was, was == became ? null : became, several.Any(c => c.Moved)) is { } deed)
            {
                done[several.Key] = (several.First(), deed);
            }
        }

        if (done.Count == 0)
        {
            return [];
        }

        Guid[] Ids(params ReadOnlySpan<string> entities)
        {
            var ids = new List<Guid>();
            foreach (var (id, (change, _)) in done)
            {
                if (entities.Contains(change.Entity))
                {
                    ids.Add(id);
                }
            }

            return [.. ids];
        }

        var concerned = await db.ReadAsync(
            Concerned, [Ids("service_calls"), Ids("jobs"), Ids("call_tasks", "job_tasks"), Ids("bids"), Ids("recovery_tickets")],
            row => (Id: row.GetGuid(0), Person: row.GetGuid(1), Why: row.GetString(2)), cancellationToken);
        return
        [
            .. from c in concerned.DistinctBy(c => (c.Id, c.Person))
               let change = done[c.Id].Change
               select new Fact(change.TenantId, c.Person, NotificationKind.StatusChange, change.Entity, c.Id, change.Root, change.RootId, done[c.Id].Deed, Reason(c.Why)),
        ];
    }

    /// <summary>What is everybody's who has a right: reviews, warranties, and what waits for a decision.</summary>
    private static IEnumerable<Fact> ForRoles(List<Noted> changes, NotificationPeople people)
    {
        foreach (var c in changes)
        {
            var to = (c.Entity, c.Action, c.Became) switch
            {
                ("reviews", "insert", _) => new Circle(NotificationKind.ReviewReceived, Deed.CameIn, "review_requests", c.Other ?? c.Id, p => p.May(Permission.EditReviews), _ => Because.Reviews),
                ("lot_warranties", "insert", _) => new Circle(NotificationKind.WarrantyStarted, Deed.WarrantyBegan, c.Other is null ? "lots" : "jobs", c.Other ?? c.RootId, p => NotificationKind.WarrantyStarted.IsFor(p.Role), p => Because.Role(p.Role)),
                ("bids", "update", "NeedsPriceApproval") => new Circle(NotificationKind.NeedsYou, Deed.AskedForPrices, "bids", c.Id, p => p.May(Permission.ApproveBidPrices), _ => Because.Approver),
                ("posts", "update", "NeedsApproval") => new Circle(NotificationKind.NeedsYou, Deed.AskedForApproval, "posts", c.Id, p => p.May(Permission.ApprovePosts), _ => Because.PostApprover),
                ("posts", "update", "Failed") => new Circle(NotificationKind.NeedsYou, Deed.Failed, "posts", c.Id, p => p.May(Permission.ResolvePublishing), _ => Because.Publisher),
                _ => null,
            };
            foreach (var person in to is null ? [] : people.All.Where(to.Whom))
            {
                yield return new Fact(c.TenantId, person.Id, to!.Kind, c.Entity, c.Id, to.Root, to.RootId, to.Deed, to.Why(person));
            }
        }
    }

    /// <summary>Nobody is told of a record they may not see, nor who may work with their own only of another's.</summary>
    private static async Task<IReadOnlyList<Fact>> VisibleAsync(AppDbContext db, List<Fact> facts, NotificationPeople people, CancellationToken cancellationToken)
    {
        var seen = facts.Where(f => people.ById.TryGetValue(f.Person, out var person) && people.MaySee(person, f.TenantId, f.Root)).ToList();
        var own = seen.Where(f => people.ById[f.Person].OnlyOwn).Select(f => f.RootId).Distinct().ToArray();
        if (own.Length == 0)
        {
            return seen;
        }

        var theirs = await OwnAsync(db, own, cancellationToken);
        return [.. seen.Where(f => !people.ById[f.Person].OnlyOwn || theirs.Contains((f.RootId, f.Person)))];
    }

    /// <summary>Who is on which of these calls and jobs.</summary>
    internal static async Task<IReadOnlySet<(Guid Record, Guid Person)>> OwnAsync(AppDbContext db, Guid[] records, CancellationToken cancellationToken) =>
        records.Length == 0 ? new HashSet<(Guid, Guid)>() : (await db.ReadAsync(Own, [records], row => (row.GetGuid(0), row.GetGuid(1)), cancellationToken)).ToHashSet();

    /// <summary>The page that shows each ticket.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Guid>> RequestsAsync(AppDbContext db, IReadOnlyCollection<Guid> tickets, CancellationToken cancellationToken) =>
        tickets.Count == 0 ? new Dictionary<Guid, Guid>()
            : (await db.ReadAsync(Requests, [tickets.ToArray()], row => (row.GetGuid(0), row.GetGuid(1)), cancellationToken)).ToDictionary(r => r.Item1, r => r.Item2);

    private static Because GivenBecause(Noted c) => c.Entity switch
    {
        "call_technicians" => c.IsPrimary ? Because.Technician : Because.Helper,
        "job_crew" => Because.Crew,
        "service_calls" => Because.Writer,
        "jobs" => Because.Accountable,
        "bids" => Because.Owner,
        "recovery_tickets" => Because.Ticket,
        _ => Because.Assignee,
    };

    internal static Because Reason(string why) => why switch
    {
        nameof(Because.Technician) => Because.Technician,
        nameof(Because.Helper) => Because.Helper,
        nameof(Because.Writer) => Because.Writer,
        nameof(Because.Crew) => Because.Crew,
        nameof(Because.Accountable) => Because.Accountable,
        nameof(Because.Assignee) => Because.Assignee,
        nameof(Because.Owner) => Because.Owner,
        nameof(Because.Ticket) => Because.Ticket,
        _ => Because.Creator,
    };

    private sealed record Circle(NotificationKind Kind, Deed Deed, string Root, Guid RootId, Func<NotificationPerson, bool> Whom, Func<NotificationPerson, Because> Why);

    private sealed record Noted(
        string Entity, Guid Id, Guid RootId, string TenantId, string Action, string? Was, string? Became, bool Moved, Guid? Given, bool IsPrimary, Guid? Other)
    {
        public bool IsCrew => Entity is "call_technicians" or "job_crew";

        /// <summary>A technician's row is about the call.</summary>
        public string Thing => IsCrew ? Root : Entity;

        public Guid ThingId => IsCrew ? RootId : Id;

        public string Root => Entity switch { "call_technicians" or "call_tasks" => "service_calls", "job_crew" or "job_tasks" => "jobs", _ => Entity };
    }
}

/// <summary>One thing that one person is to be told.</summary>
/// <param name="Entity">The thing's own table; <paramref name="Root"/> is that of the record with the page.</param>
internal sealed record Fact(string TenantId, Guid Person, NotificationKind Kind, string Entity, Guid Id, string Root, Guid RootId, Deed Deed, Because Because);
