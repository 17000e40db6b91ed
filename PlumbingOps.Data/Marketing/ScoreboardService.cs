using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Marketing;

/// <summary>Who planned what in a week and what became of it (DOMAIN 6.7), and what each account was fed with (6.9).</summary>
public sealed class ScoreboardService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    public const int TrendWeeks = 12;

    /// <param name="monday">Any day of the week in question.</param>
    public async Task<Scoreboard> WeekAsync(string tenantId, DateOnly monday, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "marketing", cancellationToken);
        var company = await tenants.GetAsync(tenantId, cancellationToken);
        var (now, today) = (clock.GetUtcNow(), company.Today(clock));
        monday = Scores.MondayOf(monday);
        var (start, end) = Scores.Week(monday, company.TimeZone);
        var counted = await db.Posts.Where(p => p.TenantId == tenantId).Where(Scores.In(start, end)).GroupBy(p => p.Content!.OwnerId).Select(g => new
        {
            Owner = g.Key,
            Planned = g.Count(),
            Posted = g.Count(p => p.Status == PostStatus.Posted),
            Failed = g.Count(p => p.Status == PostStatus.Failed),
            Cancelled = g.Count(p => p.Status == PostStatus.Cancelled),
            Missed = g.Count(p => (p.Status == PostStatus.Scheduled && p.ScheduledFor < now) || p.Status == PostStatus.Skipped),
        }).ToListAsync(cancellationToken);
        var drafts = await Overdue(db, tenantId, today).GroupBy(c => c.OwnerId).Select(g => new { Owner = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var ids = counted.Select(c => c.Owner).Union(drafts.Select(d => d.Owner)).ToList();
        var known = ids.OfType<Guid>().ToList();
        var names = await db.Users.Where(u => known.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.FullName, cancellationToken);
        var rows = ids.Select(id =>
        {
            var posts = counted.Find(c => c.Owner == id);
            return new ScoreRow(
                id, id is { } person ? names.GetValueOrDefault(person, "Somebody who left") : "Unassigned", posts?.Planned ?? 0, posts?.Posted ?? 0, posts?.Failed ?? 0, posts?.Cancelled ?? 0, posts?.Missed ?? 0,
                drafts.Find(d => d.Owner == id)?.Count ?? 0);
        }).OrderBy(r => r.OwnerId is null).ThenBy(r => r.Owner, StringComparer.CurrentCulture).ToList();
        return new Scoreboard(monday, rows, await TrendAsync(db, company, monday, now, cancellationToken));
    }

    /// <summary>Drafts that were due, whatever the week: those of one person, of nobody, or all.</summary>
    public async Task<IReadOnlyList<OverdueDraft>> OverdueDraftsAsync(string tenantId, Guid? ownerId, bool unassigned, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "marketing", cancellationToken);
        var drafts = Overdue(db, tenantId, (await tenants.GetAsync(tenantId, cancellationToken)).Today(clock));
        drafts = unassigned ? drafts.Where(c => c.OwnerId == null) : ownerId is { } owner ? drafts.Where(c => c.OwnerId == owner) : drafts;
        return await drafts.OrderBy(c => c.DraftDueOn).ThenBy(c => c.Id)
            .Select(c => new OverdueDraft(c.Id, c.Number, c.Title, c.Status, c.DraftDueOn!.Value, db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.FullName).FirstOrDefault())).ToListAsync(cancellationToken);
    }

    /// <summary>What each account shows in a week, against what is good for it.</summary>
    public async Task<IReadOnlyList<ContentMix>> MixAsync(string tenantId, DateOnly monday, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "marketing", cancellationToken);
        monday = Scores.MondayOf(monday);
        var counts = (await PostSearch.OnDays(db.Posts.Where(p => p.TenantId == tenantId && p.ContentId != null && p.Status != PostStatus.Cancelled), monday, monday.AddDays(Scores.DaysAWeek - 1))
            .GroupBy(p => new { p.AccountId, p.Content!.Category }).Select(g => new { g.Key.AccountId, g.Key.Category, Count = g.Count() }).ToListAsync(cancellationToken)).ToLookup(c => c.AccountId);
        var accounts = await db.ChannelAccounts.Where(a => a.TenantId == tenantId && a.IsActive).OrderBy(a => a.Channel!.Position).ThenBy(a => a.Name).Select(a => new { a.Id, a.Name, a.Channel!.Key }).ToListAsync(cancellationToken);
        return accounts.ConvertAll(a => ContentMix.Of(a.Id, a.Name, a.Key, counts[a.Id].Where(c => c.Category is not null).Select(c => (c.Category!.Value, c.Count))));
    }

    private static IQueryable<ContentItem> Overdue(AppDbContext db, string tenantId, DateOnly today) =>
        db.ContentItems.Where(c => c.TenantId == tenantId && c.ArchivedAt == null && (c.Status == ContentStatus.Idea || c.Status == ContentStatus.Draft) && c.DraftDueOn < today);

    /// <summary>The last weeks up to the shown one, with one query.</summary>
    private static async Task<IReadOnlyList<ScoreWeek>> TrendAsync(AppDbContext db, TenantRow company, DateOnly monday, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var mondays = Enumerable.Range(0, TrendWeeks).Select(n => monday.AddDays(-Scores.DaysAWeek * (TrendWeeks - 1 - n))).ToArray();
        var starts = mondays.Select(m => Scores.Week(m, company.TimeZone).Start).ToArray();
        var ends = mondays.Select(m => Scores.Week(m, company.TimeZone).End).ToArray();
        return await db.Database.SqlQuery<ScoreWeek>($"""
            select w.monday as monday, count(p.id)::int as planned, (count(p.id) filter (where p.status = 'Posted'))::int as posted,
                (count(p.id) filter (where p.status in ('Failed', 'Skipped') or p.status = 'Scheduled' and p.scheduled_for < {now.ToUniversalTime()}))::int as trouble
            from unnest({mondays}, {starts}, {ends}) w (monday, starts, ends)
            left join app.posts p on p.tenant_id = {company.Id} and p.content_id is not null
                and (p.scheduled_for >= w.starts and p.scheduled_for < w.ends or p.created_at >= w.starts and p.created_at < w.ends)
            group by w.monday order by w.monday
            """).ToListAsync(cancellationToken);
    }
}

/// <summary>A week of the scoreboard, Monday to Sunday in the company's zone.</summary>
public sealed record Scoreboard(DateOnly Monday, IReadOnlyList<ScoreRow> Rows, IReadOnlyList<ScoreWeek> Trend)
{
    public DateOnly Sunday => Monday.AddDays(6);

    public ScoreRow Total => new(
        null, "Everybody", Rows.Sum(r => r.Planned), Rows.Sum(r => r.Posted), Rows.Sum(r => r.Failed), Rows.Sum(r => r.Cancelled), Rows.Sum(r => r.Missed), Rows.Sum(r => r.OverdueDrafts));
}

/// <param name="OwnerId">Of the content; null: nobody's.</param>
/// <param name="OverdueDrafts">Of the whole company, whatever the week.</param>
public sealed record ScoreRow(Guid? OwnerId, string Owner, int Planned, int Posted, int Failed, int Cancelled, int Missed, int OverdueDrafts)
{
    /// <summary>Percent; none planned is none done.</summary>
    public int Completion => Planned == 0 ? 0 : (int)Math.Round(Posted * 100.0 / Planned, MidpointRounding.AwayFromZero);

    public bool HasIssues => OverdueDrafts > 0 || Missed > 0 || Failed > 0;
}

/// <param name="Trouble">Failed or missed.</param>
public sealed record ScoreWeek(DateOnly Monday, int Planned, int Posted, int Trouble);

public sealed record OverdueDraft(Guid Id, int Number, string Title, ContentStatus Status, DateOnly DueOn, string? Owner)
{
    public string ShortNumber => $"M-{Number}";
}
