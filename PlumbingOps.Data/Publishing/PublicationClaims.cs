using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Publishing;

/// <summary>Takes what is due, for a while: other processes pass over it (SKIP LOCKED), and every later write names the fence it got here.</summary>
public sealed class PublicationClaims(Db database, TenantDirectory tenants, IEnumerable<IPublisher> publishers, PublishingOptions options, TimeProvider clock)
{
    /// <summary>
    /// In turn: of each account its oldest, of each company as many as of the others. An account that has to rest, and a company that has paused, are passed
    /// over; so is one whose posts go out some time apart, until its time has come: of those it has one under way at most. An account that has used much of
    /// its network's allowance is slower, and one that has used nearly all of it begins nothing but what would be too late afterwards. What may be out
    /// already is looked after all the same.
    /// </summary>
    /// <remarks>Materialized: a planner that expects one row to be due would make the list of candidates anew for each of a thousand.</remarks>
    private const string Take = """
        with places as (
            select a.tenant_id, a.id, u.apart is not null as is_spaced,
                greatest(case when l.usage_percent >= $8 and l.usage_until > $1 then l.usage_until end, case when n.usage_percent >= $8 and n.usage_until > $1 then n.usage_until end) as used_up_until,
                not exists (select from app.publish_pauses x where x.tenant_id = a.tenant_id)
                and (l.blocked_until is null or l.blocked_until <= $1) and (l.open_until is null or l.open_until <= $1) and (u.apart is null or l.last_commit_at is null or l.last_commit_at + u.apart <= $1)
                and (u.apart is null or not exists (
                    select from app.publications w
                    where w.tenant_id = a.tenant_id and w.account_id = a.id and w.look_at is not null and w.lease_until >= $1 and w.state in ('Waiting', 'Preparing', 'Sending'))) as may_send
            from app.channel_accounts a
            join app.channels c on c.id = a.channel_id
            left join unnest($5::text[], $6::interval[]) as s (provider, apart) on s.provider = c.provider
            left join app.account_limits l on l.tenant_id = a.tenant_id and l.account_id = a.id
            left join app.provider_circuits n on n.provider = c.provider
            cross join lateral (
                select greatest(s.apart, case when (l.usage_percent >= $9 and l.usage_until > $1) or (n.usage_percent >= $9 and n.usage_until > $1) then $10::interval end) as apart) u
        ), candidates as materialized (
            select p.id, p.look_at, row_number() over (partition by a.tenant_id order by p.turn, p.look_at, p.id) as place
            from places a
            cross join lateral (
                select p.id, p.look_at, row_number() over (order by p.look_at, p.id) as turn
                from (
                    (select p.id, p.look_at from app.publications p
                    where a.may_send and p.tenant_id = a.tenant_id and p.account_id = a.id and p.look_at <= $1 and (p.lease_until is null or p.lease_until < $1)
                        and p.state in ('Waiting', 'Preparing') and (a.used_up_until is null or p.state = 'Preparing' or p.send_before <= a.used_up_until)
                    order by p.look_at, p.id limit case when a.is_spaced then 1 else $7 end)
                    union all
                    (select p.id, p.look_at from app.publications p
                    where p.tenant_id = a.tenant_id and p.account_id = a.id and p.look_at <= $1 and (p.lease_until is null or p.lease_until < $1)
                        and p.state not in ('Waiting', 'Preparing')
                    order by p.look_at, p.id limit $7)) p) p
        ), mine as (
            select p.id from app.publications p join candidates c on c.id = p.id
            where p.look_at <= $1 and (p.lease_until is null or p.lease_until < $1)
            order by c.place, c.look_at limit $2 for update of p skip locked
        )
        update app.publications p set lease_until = $3, leased_by = $4, fence = p.fence + 1
        from mine, app.channel_accounts a join app.channels c on c.id = a.channel_id
        where p.id = mine.id and a.tenant_id = p.tenant_id and a.id = p.account_id
        returning p.id, p.tenant_id, p.post_id, p.account_id, c.provider, p.state, p.fence, p.tries, p.prepared_id, p.due_at, p.send_before, p.committed_at, p.sent_again, p.external_id, p.sent_at, p.occurrence
        """;

    /// <summary>So many accounts at least share a round while they have something due: of none more is looked at than its part.</summary>
    private const int Accounts = 8;

    private const int LeastOfAnAccount = 4;

    private readonly (Provider Provider, TimeSpan Apart)[] spaced = [.. publishers.Select(p => (p.Provider, p.Options.Spacing)).Where(p => p.Spacing > TimeSpan.Zero)];

    public async Task<IReadOnlyList<Claim>> TakeAsync(int most, string instance, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        if (db is null)
        {
            return [];
        }

        var (now, taken) = (clock.GetUtcNow(), clock.GetTimestamp());
        return await db.ReadAsync(
            Take,
            [
                now, most, now + options.Lease, instance, spaced.Select(s => $"{s.Provider}").ToArray(), spaced.Select(s => s.Apart).ToArray(), Math.Max(LeastOfAnAccount, most / Accounts),
                options.UsageStop, options.UsageSlow, options.SlowApart,
            ],
            row => new Claim(
                row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetGuid(3), Enum.Parse<Provider>(row.GetString(4)), Enum.Parse<PublicationState>(row.GetString(5)), row.GetInt64(6), instance, new LeaseClock(clock, options.Lease, taken))
            {
                Tries = row.GetInt32(7),
                PreparedId = row.Get<string>(8),
                DueAt = row.GetFieldValue<DateTimeOffset>(9),
                SendBefore = row.GetFieldValue<DateTimeOffset>(10),
                CommittedAt = row.Get<DateTimeOffset?>(11),
                SentAgain = row.GetBoolean(12),
                ExternalId = row.Get<string>(13),
                SentAt = row.Get<DateTimeOffset?>(14),
                Occurrence = row.GetInt32(15),
            },
            cancellationToken);
    }

    /// <summary>
    /// Says for all of them that somebody is at work. What is lost stays lost: its worker finds out when it writes. What is just being written is passed
    /// over: all the others would wait for it, and the next time comes well before the end.
    /// </summary>
    public async Task ProlongAsync(IReadOnlyCollection<Claim> claims, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        if (db is null || claims.Count == 0)
        {
            return;
        }

        var (now, renewed) = (clock.GetUtcNow(), clock.GetTimestamp());
        var kept = await db.ReadAsync(
            """
            with mine as (
                select p.id from app.publications p join unnest($1::uuid[], $2::bigint[]) as held (id, fence) on held.id = p.id and held.fence = p.fence
                where p.lease_until >= $4 for update of p skip locked)
            update app.publications p set lease_until = $3 from mine where p.id = mine.id returning p.id
            """,
            [claims.Select(c => c.Id).ToArray(), claims.Select(c => c.Fence).ToArray(), now + options.Lease, now], row => row.GetGuid(0), cancellationToken);
        foreach (var claim in claims.Where(c => kept.Contains(c.Id)))
        {
            claim.Lease.Renewed(renewed);
        }
    }

    /// <summary>How long until something is due; null when nothing is.</summary>
    public async Task<TimeSpan?> NextAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        if (db is null)
        {
            return null;
        }

        var next = await db.ReadAsync("select min(look_at) from app.publications where look_at is not null and (lease_until is null or lease_until < $1)", [clock.GetUtcNow()], row => row.Get<DateTimeOffset?>(0), cancellationToken);
        return next[0] - clock.GetUtcNow();
    }

    private async Task<AppDbContext?> OpenAsync(CancellationToken cancellationToken)
    {
        var all = await tenants.ListAsync(cancellationToken);
        var publishing = all.Where(t => t.Features.Contains(Feature.Marketing)).Select(t => t.Id).ToList();
        return publishing.Count == 0 ? null : await database.OpenAsync(Actor.System(publishing), Permission.ResolvePublishing, cancellationToken);
    }
}

/// <summary>A publication that is this process's for a while, as it was when it was taken.</summary>
public sealed record Claim(Guid Id, string TenantId, Guid PostId, Guid AccountId, Provider Provider, PublicationState State, long Fence, string Instance, LeaseClock Lease)
{
    public int Tries { get; init; }
    public string? PreparedId { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset SendBefore { get; init; }
    public DateTimeOffset? CommittedAt { get; init; }
    public bool SentAgain { get; init; }
    public string? ExternalId { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public int Occurrence { get; init; }

    /// <summary>Many are under way at once, and others wait for them: what is nice to have comes later.</summary>
    public bool IsRush { get; internal set; }

    public CalledAccount Called => new(TenantId, AccountId, Provider);
}

/// <summary>How long a lease still holds, by a clock that goes on while the process is stopped and that nobody can set.</summary>
public sealed class LeaseClock(TimeProvider clock, TimeSpan lease, long taken)
{
    private long since = taken;

    /// <summary>Counted from before the statement that took or prolonged it, so never too long.</summary>
    public TimeSpan Left => lease - clock.GetElapsedTime(Volatile.Read(ref since));

    public void Renewed(long at) => Volatile.Write(ref since, at);
}
