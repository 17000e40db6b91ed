using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.Marketing;

/// <summary>What else an account has around the same time: the same minute is refused in words, the same hour is worth a look.</summary>
internal static class PostNeighbours
{
    public static readonly TimeSpan TooClose = TimeSpan.FromHours(1);

    /// <summary>To be asked before saving; the unique key says the same, less kindly.</summary>
    /// <returns>Warnings.</returns>
    /// <exception cref="RuleException">The account has a post in that minute.</exception>
    public static async Task<IReadOnlyList<string>> LookAsync(AppDbContext db, Post post, ChannelAccount account, TimeWords times, CancellationToken cancellationToken)
    {
        if (post.ScheduledFor is not { } at)
        {
            return [];
        }

        var near = await db.Posts
            .Where(p => p.TenantId == post.TenantId && p.AccountId == post.AccountId && p.Id != post.Id && p.Status != PostStatus.Cancelled && p.ScheduledFor > at - TooClose && p.ScheduledFor < at + TooClose)
            .OrderBy(p => p.ScheduledFor).Select(p => new { p.Number, Title = (string?)p.Content!.Title, p.ScheduledFor }).ToListAsync(cancellationToken);
        if (near.Find(p => p.ScheduledFor == at) is { } same)
        {
            throw new RuleException($"{account.Name} has P-{same.Number}{(same.Title is null ? ", a slot," : $" “{same.Title}”")} at {times.At(at)} already. Choose another minute.", nameof(Post.Time));
        }

        var warnings = near.ConvertAll(p => $"{account.Name} has P-{p.Number}{(p.Title is null ? null : $" “{p.Title}”")} at {times.Time(p.ScheduledFor!.Value)}, within the hour.");
        if (ZoneOf(account).HappensTwice(post.Day!.Value, post.Time!.Value))
        {
            warnings.Add($"The clocks show {post.Time:h:mm tt} twice that night. It goes out the first time.");
        }

        return warnings;
    }

    /// <summary>Two people who choose the same minute at once: the database lets one pass.</summary>
    public static RuleException? Refusal(string? constraint) => constraint == PostConfiguration.OneAMinute
        ? new RuleException("Somebody has just put another post of the account on that minute. Choose another one.", nameof(Post.Time))
        : null;

    public static TimeZoneInfo ZoneOf(ChannelAccount account) => ZoneOf(account.Zone);

    /// <summary>An unknown zone falls back to the office's own.</summary>
    public static TimeZoneInfo ZoneOf(string zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
}
