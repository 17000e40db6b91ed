using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Marketing;

/// <summary>Fills the calendar with empty slots in each account's rhythm (DOMAIN 6.5). Run twice, or by two at once, it does no more than once.</summary>
public sealed class SlotService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    public const int UsualDays = 28;
    public const int MostDays = 90;

    /// <summary>How far back the mix of an account is looked at.</summary>
    private const int MixDays = 28;

    /// <summary>On demand.</summary>
    public async Task<TopUpResult> TopUpAsync(string tenantId, int days, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "marketing", cancellationToken);
        if (days is < 1 or > MostDays)
        {
            throw new RuleException($"Choose between 1 and {MostDays} days.");
        }

        var company = await db.Tenants.AsNoTracking().SingleAsync(t => t.Id == tenantId, cancellationToken);
        var templates = (await db.CaptionTemplates.AsNoTracking().Where(t => t.TenantId == tenantId && t.IsActive).OrderBy(t => t.Id).ToListAsync(cancellationToken)).ToLookup(t => t.Category, t => t.Title);
        var accounts = await db.ChannelAccounts.AsNoTracking().Include(a => a.Channel).Include(a => a.Mix)
            .Where(a => a.TenantId == tenantId && a.IsActive && a.PostsPerWeek > 0).OrderBy(a => a.Channel!.Position).ThenBy(a => a.Name).ToListAsync(cancellationToken);
        var done = new List<AccountTopUp>();
        foreach (var account in accounts)
        {
            done.Add(await TopUpAsync(db, company, account, templates, days, cancellationToken));
        }

        return new TopUpResult(days, done);
    }

    /// <summary>Every night, for every company with marketing.</summary>
    /// <returns>How many slots were made.</returns>
    public async Task<int> TopUpAllAsync(CancellationToken cancellationToken = default)
    {
        var made = 0;
        foreach (var company in (await tenants.ListAsync(cancellationToken)).Where(t => t.Features.Contains(Feature.Marketing)))
        {
            made += (await TopUpAsync(company.Id, UsualDays, Actor.System([company.Id]), cancellationToken)).Created;
        }

        return made;
    }

    private async Task<AccountTopUp> TopUpAsync(
        AppDbContext db, Tenant company, ChannelAccount account, ILookup<ContentCategory, string> templates, int days, CancellationToken cancellationToken)
    {
        var zone = PostNeighbours.ZoneOf(account);
        var now = clock.GetUtcNow();
        var today = zone.OnTheWall(now).Day;
        var (monday, last) = (Scores.MondayOf(today), today.AddDays(days - 1));
        var plan = new SlotPlan(account);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Two who top up at once: the second sees what the first has made.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('slots ' || {account.Id}::text, 0))", cancellationToken);
        var since = today.AddDays(-MixDays);
        var placed = await PostSearch.OnDays(db.Posts.Where(p => p.TenantId == account.TenantId && p.AccountId == account.Id && p.Status != PostStatus.Cancelled), since, last.AddDays(Scores.DaysAWeek))
            .Select(p => new { Day = p.Day!.Value, At = p.ScheduledFor!.Value, Category = p.Content!.Category ?? p.SuggestedCategory }).ToListAsync(cancellationToken);
        var mix = new SlotMix(account, placed.Where(p => p.Category is not null).GroupBy(p => p.Category!.Value).ToDictionary(g => g.Key, g => g.Count()));

        var slots = new List<(DateOnly Day, TimeOnly Time, DateTimeOffset At)>();
        var skipped = 0;
        for (var week = monday; week <= last; week = week.AddDays(Scores.DaysAWeek))
        {
            var end = week.AddDays(Scores.DaysAWeek);
            var have = placed.FindAll(p => p.Day >= week && p.Day < end);
            var wanted = plan.Of(week).Select(p => OnTheClock(p.Day, p.Time, zone)).Where(p => p.At > now && p.Day <= last).ToList();
            // Days without a post of the account come first: whoever has placed one by hand has taken a slot's place.
            var free = wanted.Where(p => !have.Exists(h => h.At == p.At)).OrderBy(p => have.Exists(h => h.Day == p.Day)).ThenBy(p => p.At).Take(Math.Max(0, plan.Wanted - have.Count)).OrderBy(p => p.At).ToList();
            slots.AddRange(free);
            skipped += wanted.Count - free.Count;
        }

        var made = slots.Count == 0 ? 0 : await InsertAsync(db, account, zone, slots.ConvertAll(slot => (slot.Day, slot.Time, slot.At, mix.Next())), templates, company, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new AccountTopUp(account.Id, account.Name, made, skipped + slots.Count - made, plan.WithoutRoom);
    }

    private static async Task<int> InsertAsync(
        AppDbContext db, ChannelAccount account, TimeZoneInfo zone, List<(DateOnly Day, TimeOnly Time, DateTimeOffset At, (ContentCategory Category, int Before) Kind)> slots,
        ILookup<ContentCategory, string> templates, Tenant company, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.DescribeAsync($"Planned slots for {account.Name}", cancellationToken);
        var command = $"""
            insert into app.posts (id, tenant_id, account_id, status, day, time, zone, scheduled_for, suggested_category, hint, posted_manually, google_topic, created_at)
            select id, @tenant, @account, '{nameof(PostStatus.Planned)}', day, time, @zone, at, category, hint, false, '{nameof(GoogleTopic.Standard)}', @now
            from unnest(@ids, @days, @times, @ats, @categories, @hints) s (id, day, time, at, category, hint) order by at
            on conflict (tenant_id, account_id, scheduled_for) where status <> 'Cancelled' do nothing
            """;
        return await db.Database.ExecuteSqlRawAsync(
            command,
            [
                new NpgsqlParameter("tenant", account.TenantId), new NpgsqlParameter("account", account.Id), new NpgsqlParameter("zone", zone.Id), new NpgsqlParameter("now", now.ToUniversalTime()),
                Column("ids", NpgsqlDbType.Uuid, slots.ConvertAll(_ => Guid.CreateVersion7(now))),
                Column("days", NpgsqlDbType.Date, slots.ConvertAll(s => s.Day)),
                Column("times", NpgsqlDbType.Time, slots.ConvertAll(s => s.Time)),
                Column("ats", NpgsqlDbType.TimestampTz, slots.ConvertAll(s => s.At)),
                Column("categories", NpgsqlDbType.Text, slots.ConvertAll(s => s.Kind.Category.ToString())),
                Column("hints", NpgsqlDbType.Text, slots.ConvertAll(s => Hint([.. templates[s.Kind.Category]], s.Kind.Before, company))),
            ],
            cancellationToken);
    }

    private static NpgsqlParameter Column<T>(string name, NpgsqlDbType type, List<T> values) => new(name, NpgsqlDbType.Array | type) { Value = values.ToArray() };

    /// <summary>Templates in turn: the fifth of a kind begins anew.</summary>
    private static string? Hint(List<string> titles, int turn, Tenant company)
    {
        if (titles.Count == 0)
        {
            return null;
        }

        var city = company.Cities.Count > 0 ? company.Cities[turn % company.Cities.Count] : "town";
        var hint = titles[turn % titles.Count].Replace("{company}", company.Name, StringComparison.Ordinal).Replace("{city}", city, StringComparison.Ordinal);
        return hint[..Math.Min(hint.Length, ContentItem.TitleMaxLength)];
    }

    /// <summary>A time the clocks skip that night is an hour later.</summary>
    private static (DateOnly Day, TimeOnly Time, DateTimeOffset At) OnTheClock(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var real = zone.IsInvalidTime(day.ToDateTime(time)) ? time.AddHours(1) : time;
        return (day, real, zone.Instant(day, real, again: false, nameof(Post.Time)));
    }
}

/// <param name="Skipped">Planned by the rhythm and there already, or its place taken by another post of the week.</param>
/// <param name="WithoutRoom">How many a week its days and times cannot hold.</param>
public sealed record AccountTopUp(Guid AccountId, string Account, int Created, int Skipped, int WithoutRoom);

public sealed record TopUpResult(int Days, IReadOnlyList<AccountTopUp> Accounts)
{
    public int Created => Accounts.Sum(a => a.Created);
    public int Skipped => Accounts.Sum(a => a.Skipped);

    public string InWords()
    {
        if (Accounts.Count == 0)
        {
            return "No account wants slots: give one a number of posts a week.";
        }

        var made = Created == 0 ? "No new slots" : Created == 1 ? "1 new slot" : $"{Created} new slots";
        var words = $"{made} for the coming {Days} days on {Accounts.Count} {(Accounts.Count == 1 ? "account" : "accounts")}; {Skipped} skipped, because the place is taken already.";
        return Accounts.Where(a => a.WithoutRoom > 0).Aggregate(words, (said, a) => $"{said} {a.Account} wants {a.WithoutRoom} more a week than its days and times hold.");
    }
}
