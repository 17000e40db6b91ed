using System.Linq.Expressions;

namespace PlumbingOps.Data.Marketing;

/// <summary>The numbers of the scoreboard that count posts (DOMAIN 6.7).</summary>
public enum ScoreNumber { Planned, Posted, Failed, Cancelled, Missed }

/// <param name="Monday">The first day of the week, in the company's zone.</param>
/// <param name="OwnerId">Whose posts; null with <paramref name="Unassigned"/>: those of nobody, without: everybody's.</param>
public sealed record ScoreFilter(ScoreNumber Number, DateOnly Monday, Guid? OwnerId, bool Unassigned);

/// <summary>What a number counts: asked by the scoreboard and by the list behind each number alike.</summary>
internal static class Scores
{
    public const int DaysAWeek = 7;

    /// <summary>Posts with content that were to go out, or were made, in those days. Slots are nobody's work yet.</summary>
    public static Expression<Func<Post, bool>> In(DateTimeOffset start, DateTimeOffset end) => p =>
        p.ContentId != null && ((p.ScheduledFor >= start && p.ScheduledFor < end) || (p.CreatedAt >= start && p.CreatedAt < end));

    /// <summary>Missed: due and not out, or skipped because nobody approved it in time or it was too late.</summary>
    public static Expression<Func<Post, bool>> Counts(ScoreNumber number, DateTimeOffset now) => number switch
    {
        ScoreNumber.Posted => p => p.Status == PostStatus.Posted,
        ScoreNumber.Failed => p => p.Status == PostStatus.Failed,
        ScoreNumber.Cancelled => p => p.Status == PostStatus.Cancelled,
        ScoreNumber.Missed => p => (p.Status == PostStatus.Scheduled && p.ScheduledFor < now) || p.Status == PostStatus.Skipped,
        _ => p => true,
    };

    /// <summary>The week's first and the next week's first moment, by the company's clock.</summary>
    public static (DateTimeOffset Start, DateTimeOffset End) Week(DateOnly monday, TimeZoneInfo zone) => (zone.StartOf(monday), zone.StartOf(monday.AddDays(DaysAWeek)));

    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % DaysAWeek));
}
