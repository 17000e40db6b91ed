using System.Globalization;
using System.Text;
using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Web.Features.Marketing.Posts;

/// <summary>Posts as an iCalendar file (RFC 5545), for whoever keeps another calendar.</summary>
public static class PostCalendarFile
{
    public const int MostPosts = 5000;

    private const int LineBytes = 75;
    private const int Minutes = 15;

    public static string Of(IEnumerable<PostRow> posts, DateTimeOffset now)
    {
        var file = new StringBuilder();
        foreach (var line in (string[])["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//PlumbingOps//Marketing//EN", "CALSCALE:GREGORIAN", "X-WR-CALNAME:Marketing"])
        {
            Add(file, line);
        }

        foreach (var post in posts.Where(p => p.ScheduledFor is not null))
        {
            Add(file, "BEGIN:VEVENT");
            Add(file, $"UID:post-{post.Id}@plumbingops");
            Add(file, $"DTSTAMP:{Instant(now)}");
            Add(file, $"DTSTART:{Instant(post.ScheduledFor!.Value)}");
            Add(file, $"DTEND:{Instant(post.ScheduledFor.Value.AddMinutes(Minutes))}");
            Add(file, $"SUMMARY:{Escape($"{post.Channel}: {post.Name}")}");
            Add(file, $"DESCRIPTION:{Escape($"{post.ShortNumber}, {post.Account}, {PostBadge.Word(post.Status)}{(post.Excerpt is null ? null : $"\n{post.Excerpt}")}")}");
            Add(file, $"STATUS:{(post.Status == PostStatus.Cancelled ? "CANCELLED" : post.Status is PostStatus.Scheduled or PostStatus.Sending or PostStatus.Posted ? "CONFIRMED" : "TENTATIVE")}");
            if (post.PostUrl is not null)
            {
                Add(file, $"URL:{post.PostUrl.ReplaceLineEndings("")}");
            }

            Add(file, "TRANSP:TRANSPARENT");
            Add(file, "END:VEVENT");
        }

        Add(file, "END:VCALENDAR");
        return file.ToString();
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(";", @"\;", StringComparison.Ordinal)
        .Replace(",", @"\,", StringComparison.Ordinal).ReplaceLineEndings(@"\n");

    /// <summary>Lines are folded at 75 bytes, never inside a letter.</summary>
    private static void Add(StringBuilder file, string line)
    {
        var bytes = 0;
        foreach (var letter in line.EnumerateRunes())
        {
            if (bytes + letter.Utf8SequenceLength > LineBytes)
            {
                file.Append("\r\n ");
                bytes = 1;
            }

            file.Append(letter);
            bytes += letter.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
