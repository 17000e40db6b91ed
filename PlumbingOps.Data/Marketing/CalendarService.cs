using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing;

namespace PlumbingOps.Data.Marketing;

/// <summary>The marketing calendar: all posts of some days with one query, what lies in the tray, and the seasons above them.</summary>
public sealed class CalendarService(Db database, TimeProvider clock)
{
    public const int MostPosts = 2000;
    public const int MostInTray = 100;

    public async Task<CalendarView> ReadAsync(CalendarQuery query, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        if (query.Last < query.First || query.Last.DayNumber - query.First.DayNumber > CalendarQuery.MostDays)
        {
            throw new RuleException("Choose days in their order, at most a year of them.");
        }

        var scheduled = await Rows(db, PostSearch.OnDays(Narrowed(db, query), query.First, query.Last).OrderBy(p => p.ScheduledFor).ThenBy(p => p.Id).Take(MostPosts + 1)).ToListAsync(cancellationToken);
        var tray = await Rows(db, Narrowed(db, query).Where(p => p.ScheduledFor == null && PostSearch.Open.Contains(p.Status)).OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Take(MostInTray)).ToListAsync(cancellationToken);
        var more = scheduled.Count > MostPosts;
        return new CalendarView(MarkClose(more ? scheduled[..MostPosts] : scheduled), tray, await EventsAsync(db, query.First, query.Last, cancellationToken), more);
    }

    /// <summary>Accounts with their usual times; those switched off last.</summary>
    public async Task<IReadOnlyList<AccountChoice>> AccountsAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var allowed = db.Scope!.Tenants;
        var accounts = await db.ChannelAccounts.AsNoTracking().Include(a => a.Channel).Where(a => allowed.Contains(a.TenantId))
            .OrderByDescending(a => a.IsActive).ThenBy(a => a.Channel!.Position).ThenBy(a => a.Name).ToListAsync(cancellationToken);
        return accounts.ConvertAll(a => new AccountChoice(a.Id, a.TenantId, a.Name, a.Channel!.Key, a.Channel.Name, a.Channel.Provider, PostService.UsualTime(a), a.Zone, a.IsActive));
    }

    /// <summary>Whose content there is, for the filter.</summary>
    public async Task<IReadOnlyList<Choice>> OwnersAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var allowed = db.Scope!.Tenants;
        return await db.Users.Where(u => db.ContentItems.Any(c => allowed.Contains(c.TenantId) && c.OwnerId == u.Id)).OrderBy(u => u.FullName).Select(u => new Choice(u.Id, u.FullName, null)).ToListAsync(cancellationToken);
    }

    private static IQueryable<Post> Narrowed(AppDbContext db, CalendarQuery query)
    {
        var allowed = db.Scope!.Tenants;
        var posts = db.Posts.AsNoTracking();
        posts = allowed is [var only] ? posts.Where(p => p.TenantId == only) : posts.Where(p => allowed.Contains(p.TenantId));
        if (query.AccountId is { } account) { posts = posts.Where(p => p.AccountId == account); }
        if (query.OwnerId is { } owner) { posts = posts.Where(p => p.Content!.OwnerId == owner); }
        if (!query.Slots) { posts = posts.Where(p => p.ContentId != null); }
        // What was cancelled shows only to those who ask for it.
        return query.Status is { } status ? posts.Where(p => p.Status == status) : posts.Where(p => p.Status != PostStatus.Cancelled);
    }

    private IQueryable<CalendarPost> Rows(AppDbContext db, IQueryable<Post> posts)
    {
        var findings = PreflightService.Coming(db, clock.GetUtcNow());
        return posts.Select(p => new CalendarPost(
        p.Id, p.TenantId, p.Number, p.AccountId, p.Account!.Name, p.Account.Channel!.Key, p.Account.Channel.Name, p.ContentId, p.Content!.Title, p.Hint, p.Content.Category ?? p.SuggestedCategory,
            p.Status, p.Day, p.Time, p.ScheduledFor, p.Cause, findings.Where(f => f.PostId == p.Id && (f.Kind != PreflightCheck.Approval || p.Status == PostStatus.Scheduled)).OrderBy(f => f.Kind).Select(f => f.Cause).FirstOrDefault()));
    }

    private static List<CalendarPost> MarkClose(List<CalendarPost> posts)
    {
        var close = new HashSet<Guid>();
        foreach (var account in posts.Where(p => PostSearch.Open.Contains(p.Status)).GroupBy(p => p.AccountId))
        {
            foreach (var (one, next) in account.Zip(account.Skip(1)).Where(pair => pair.Second.ScheduledFor - pair.First.ScheduledFor < PostNeighbours.TooClose))
            {
                close.Add(one.Id);
                close.Add(next.Id);
            }
        }

        return close.Count == 0 ? posts : posts.ConvertAll(p => close.Contains(p.Id) ? p with { IsClose = true } : p);
    }

    private static async Task<IReadOnlyList<CalendarEvent>> EventsAsync(AppDbContext db, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var allowed = db.Scope!.Tenants;
        var known = await db.SeasonalEvents.AsNoTracking().Where(e => allowed.Contains(e.TenantId) && e.StartsOn <= last && (e.EveryYear || e.EndsOn >= first)).ToListAsync(cancellationToken);
        return [.. known.SelectMany(e => EventCalendar.Within(e, first, last)).Select(d => new CalendarEvent(d.Event.Id, d.Event.Kind, d.Event.Name, d.First, d.Last, d.Event.City, d.Event.Suggestions)).OrderBy(e => e.StartsOn).ThenBy(e => e.Name, StringComparer.Ordinal)];
    }
}
