using PlumbingOps.Data.Marketing;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Posts;

/// <summary>Posts as a calendar file, for whoever keeps another calendar.</summary>
public static class PostCalendarFile
{
    public const int MostPosts = 5000;

    private const int Minutes = 15;

    public static string Of(IEnumerable<PostRow> posts, DateTimeOffset now)
    {
        var file = new ICalendarText("Marketing", "Marketing");
        foreach (var post in posts.Where(p => p.ScheduledFor is not null))
        {
            file.Begin($"post-{post.Id}@plumbingops", now);
            file.AddAt("DTSTART", post.ScheduledFor!.Value);
            file.AddAt("DTEND", post.ScheduledFor.Value.AddMinutes(Minutes));
            file.AddText("SUMMARY", $"{post.Channel}: {post.Name}");
            file.AddText("DESCRIPTION", $"{post.ShortNumber}, {post.Account}, {PostBadge.Word(post.Status)}{(post.Excerpt is null ? null : $"\n{post.Excerpt}")}");
            file.Add("STATUS", post.Status == PostStatus.Cancelled ? "CANCELLED" : post.Status is PostStatus.Scheduled or PostStatus.Sending or PostStatus.Posted ? "CONFIRMED" : "TENTATIVE");
            if (post.PostUrl is not null)
            {
                file.Add("URL", post.PostUrl);
            }

            file.Add("TRANSP", "TRANSPARENT");
            file.End();
        }

        return file.Close();
    }
}
