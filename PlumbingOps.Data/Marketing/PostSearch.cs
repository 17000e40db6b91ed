using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Marketing;

/// <summary>How the filters of the posts list become a query that its indexes answer.</summary>
internal static class PostSearch
{
    /// <summary>What still lies before its going out.</summary>
    public static readonly PostStatus[] Open = [PostStatus.Planned, PostStatus.Draft, PostStatus.NeedsApproval, PostStatus.Approved, PostStatus.Scheduled];

    private static readonly PostStatus[] Written = [PostStatus.Draft, PostStatus.NeedsApproval, PostStatus.Approved, PostStatus.Scheduled];
    private static readonly PostStatus[] Unready = [PostStatus.Planned, PostStatus.Draft, PostStatus.NeedsApproval];
    private static readonly TimeSpan Soon = TimeSpan.FromHours(72);

    /// <summary>A day of a place is at most so far from the same day of UTC.</summary>
    private static readonly TimeSpan DayEdge = TimeSpan.FromHours(14);

    public static async Task<IQueryable<Post>> ApplyAsync(AppDbContext db, PostFilter filter, TenantDirectory tenants, TimeProvider clock, CancellationToken cancellationToken)
    {
        var allowed = db.Scope!.Tenants;
        var posts = db.Posts.AsNoTracking();
        posts = allowed is [var only] ? posts.Where(p => p.TenantId == only) : posts.Where(p => allowed.Contains(p.TenantId));
        if (filter.AccountId is { } account) { posts = posts.Where(p => p.AccountId == account); }
        if (filter.ChannelKey is { } channel) { posts = posts.Where(p => p.Account!.Channel!.Key == channel); }
        if (filter.Status is { } status) { posts = posts.Where(p => p.Status == status); }
        if (filter.OwnerId is { } owner) { posts = posts.Where(p => p.Content!.OwnerId == owner); }
        if (filter.Category is { } category) { posts = posts.Where(p => (p.Content!.Category ?? p.SuggestedCategory) == category); }
        if (filter.ContentId is { } content) { posts = posts.Where(p => p.ContentId == content); }
        if (filter.Coming && allowed.Count > 0)
        {
            var company = await tenants.GetAsync(allowed[0], cancellationToken);
            var today = company.StartOf(company.Today(clock));
            posts = posts.Where(p => p.TimeSort >= today);
        }

        if (filter.Unscheduled) { posts = posts.Where(p => p.ScheduledFor == null && Open.Contains(p.Status)); }
        if (filter.Late || filter.NotReady)
        {
            var now = clock.GetUtcNow();
            var soon = now + Soon;
            if (filter.Late) { posts = posts.Where(p => p.ScheduledFor < now && Written.Contains(p.Status)); }
            if (filter.NotReady) { posts = posts.Where(p => p.ScheduledFor >= now && p.ScheduledFor <= soon && Unready.Contains(p.Status)); }
        }

        if (filter.Filled) { posts = posts.Where(p => p.ContentId != null); }
        posts = OnDays(posts, filter.From, filter.To);
        if (filter.Score is { } score && allowed.Count > 0)
        {
            var zone = (await tenants.GetAsync(allowed[0], cancellationToken)).TimeZone;
            var (start, end) = Scores.Week(score.Monday, zone);
            posts = posts.Where(Scores.In(start, end)).Where(Scores.Counts(score.Number, clock.GetUtcNow()));
            posts = score.Unassigned ? posts.Where(p => p.Content!.OwnerId == null) : score.OwnerId is { } of ? posts.Where(p => p.Content!.OwnerId == of) : posts;
        }

        return SearchWords.Of(filter.Search).Aggregate(posts, (found, word) => Holding(found, word));
    }

    /// <summary>By the account's own clock. The instants only bring the index to the right place.</summary>
    public static IQueryable<Post> OnDays(IQueryable<Post> posts, DateOnly? from, DateOnly? to)
    {
        if (from is { } first)
        {
            var edge = new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) - DayEdge;
            posts = posts.Where(p => p.ScheduledFor >= edge && p.Day >= first);
        }

        if (to is { } last)
        {
            var edge = new DateTimeOffset(last.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) + DayEdge;
            posts = posts.Where(p => p.ScheduledFor < edge && p.Day <= last);
        }

        return posts;
    }

    public static Expression<Func<Post, PostRow>> AsRow(AppDbContext db) => p => new PostRow(
        p.Id, p.TenantId, p.Number, p.AccountId, p.Account!.Name, p.Account.Channel!.Key, p.Account.Channel.Name, p.Account.Channel.Provider, p.ContentId, p.Content!.Title,
        (p.Caption ?? p.Content.Caption)!.Substring(0, PostRow.ExcerptLength),
        p.Status, p.Day, p.Time, p.Zone, p.ScheduledFor, p.Content.Category ?? p.SuggestedCategory, p.Hint,
        db.Users.Where(u => u.Id == p.Content.OwnerId).Select(u => u.FullName).FirstOrDefault(),
        db.Users.Where(u => u.Id == p.ReviewerId).Select(u => u.FullName).FirstOrDefault(),
        db.ContentMedia.Count(m => m.TenantId == p.TenantId && m.ContentId == p.ContentId),
        p.ApproveBy, p.PostedAt, p.PostedManually, p.PostUrl, p.Cause, p.NextStep);

    private static IQueryable<Post> Holding(IQueryable<Post> posts, string word)
    {
        var pattern = SearchWords.Anywhere(word);
        return word.StartsWith("p-", StringComparison.Ordinal) && int.TryParse(word.AsSpan(2), out var number)
            ? posts.Where(p => p.Number == number)
            : posts.Where(p => EF.Functions.ILike(p.Content!.Title, pattern) || EF.Functions.ILike(p.Caption!, pattern) || EF.Functions.ILike(p.Hint!, pattern)
                || EF.Functions.ILike(p.Content.Caption!, pattern) || EF.Functions.ILike(p.Account!.Name, pattern));
    }
}
