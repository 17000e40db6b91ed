using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Publishing.Metrics;

/// <summary>What posts and accounts brought, for the pages. A figure without a value is not available.</summary>
public sealed class MetricService(Db database, TenantDirectory tenants)
{
    /// <summary>Every reading of one post, the newest first.</summary>
    public async Task<PostFigures> ForPostAsync(Guid postId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var post = await db.Posts.Where(p => p.Id == postId).Select(p => new { p.Account!.Channel!.Provider, p.Status, p.PostedManually, p.ExternalId }).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException("The post");
        var readings = await db.MetricReadings.AsNoTracking().Include(r => r.Values).Where(r => r.PostId == postId).OrderByDescending(r => r.Day).ToListAsync(cancellationToken);
        return new PostFigures(
            post.Provider, post.Status == PostStatus.Posted, post.Status == PostStatus.Posted && !post.PostedManually && post.ExternalId is not null && OfPosts(post.Provider).Count > 0,
            [.. readings.Select(r => new FiguresOfDay(r.Day, r.ReadAt, r.Values.ToDictionary(v => v.Metric, v => v.Value)))]);
    }

    /// <summary>What the posts that appeared in a week have brought by now, account by account.</summary>
    /// <param name="monday">Any day of the week in question.</param>
    public async Task<IReadOnlyList<AccountFigures>> ForWeekAsync(string tenantId, DateOnly monday, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "marketing", cancellationToken);
        monday = Scores.MondayOf(monday);
        var (start, end) = Scores.Week(monday, (await tenants.GetAsync(tenantId, cancellationToken)).TimeZone);
        var last = monday.AddDays(Scores.DaysAWeek - 1);
        var posted = await db.Posts.Where(p => p.TenantId == tenantId && p.Status == PostStatus.Posted && p.PostedAt >= start && p.PostedAt < end)
            .Select(p => new { p.AccountId, Reading = db.MetricReadings.Where(r => r.PostId == p.Id).OrderByDescending(r => r.Day).Select(r => (Guid?)r.Id).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        var wanted = posted.Select(p => p.Reading).OfType<Guid>().ToList();
        var whole = await db.MetricReadings.Where(r => r.TenantId == tenantId && r.PostId == null && r.Day >= monday && r.Day <= last).Select(r => new { r.Id, r.AccountId }).ToListAsync(cancellationToken);
        var all = wanted.Concat(whole.Select(w => w.Id)).ToList();
        var values = (await db.MetricValues.Where(v => all.Contains(v.ReadingId)).Select(v => new { v.ReadingId, v.Metric, v.Value }).ToListAsync(cancellationToken)).ToLookup(v => v.ReadingId, v => (v.Metric, v.Value));
        var accounts = await db.ChannelAccounts.Where(a => a.TenantId == tenantId).OrderBy(a => a.Channel!.Position).ThenBy(a => a.Name).Select(a => new { a.Id, a.Name, a.Channel!.Key, a.Channel.Provider }).ToListAsync(cancellationToken);
        return
        [
            .. from account in accounts
               let own = posted.Where(p => p.AccountId == account.Id).ToList()
               let days = whole.Where(w => w.AccountId == account.Id).ToList()
               where own.Count > 0 || days.Count > 0
               select new AccountFigures(
                   account.Id, account.Name, account.Key, account.Provider, own.Count, own.Count(p => p.Reading is not null),
                   Sum(own.Where(p => p.Reading is not null).SelectMany(p => values[p.Reading!.Value])), Sum(days.SelectMany(d => values[d.Id]))),
        ];
    }

    /// <summary>What a network says of single posts; nothing where it says nothing.</summary>
    public static IReadOnlyList<Metric> OfPosts(Provider provider) => provider switch
    {
        Provider.Facebook => [Metric.Views, Metric.Reach, Metric.Reactions, Metric.Comments, Metric.Shares, Metric.Clicks],
        Provider.Instagram => [Metric.Views, Metric.Reach, Metric.Reactions, Metric.Comments, Metric.Shares],
        _ => [],
    };

    /// <summary>Of what is known; null when nothing is.</summary>
    private static Dictionary<Metric, long?> Sum(IEnumerable<(Metric Metric, long? Value)> values) =>
        values.GroupBy(v => v.Metric).ToDictionary(g => g.Key, g => g.Any(v => v.Value is not null) ? g.Sum(v => v.Value) : null);
}

/// <param name="IsPosted">It is out.</param>
/// <param name="CanBeRead">The network tells what it brought.</param>
public sealed record PostFigures(Provider Provider, bool IsPosted, bool CanBeRead, IReadOnlyList<FiguresOfDay> Days);

public sealed record FiguresOfDay(DateOnly Day, DateTimeOffset ReadAt, IReadOnlyDictionary<Metric, long?> Values);

/// <param name="Posts">That appeared in the week.</param>
/// <param name="Read">Of these, those the network was asked about.</param>
/// <param name="OfPosts">What these brought, added up; a metric without a value is not available.</param>
/// <param name="OfAccount">What the whole account brought on the days of the week.</param>
public sealed record AccountFigures(
    Guid AccountId, string Name, string ChannelKey, Provider Provider, int Posts, int Read, IReadOnlyDictionary<Metric, long?> OfPosts, IReadOnlyDictionary<Metric, long?> OfAccount);
