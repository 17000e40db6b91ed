using PlumbingOps.Data.Marketing;
using PlumbingOps.Web.Features.Jobs;

namespace PlumbingOps.Web.Features.Marketing.Posts;

/// <summary>The filters of the posts list as they stand in an address: of the page and of the files alike.</summary>
public static class PostFilters
{
    /// <summary>In the place of an owner: nobody's.</summary>
    public const string Nobody = "none";

    private static readonly string[] Asking = ["q", "status", "from", "to", "score", "content", "unscheduled", "past", "late", "unready"];

    /// <summary>Whoever asks for nothing in particular wants what is still to come, and what lies in the tray.</summary>
    public static bool OnlyComing(Func<string, string?> value) =>
        Asking.All(key => value(key) is null);

    /// <param name="value">Of a key in the address; null when absent.</param>
    public static PostFilter Read(Func<string, string?> value) => new()
    {
        Search = value("q"),
        AccountId = JobFilters.Id(value("account")),
        ChannelKey = value("channel"),
        Status = JobFilters.Name<PostStatus>(value("status")),
        OwnerId = value("score") is null ? JobFilters.Id(value("owner")) : null,
        Category = JobFilters.Name<ContentCategory>(value("category")),
        ContentId = JobFilters.Id(value("content")),
        From = JobFilters.Day(value("from")),
        To = JobFilters.Day(value("to")),
        Coming = OnlyComing(value),
        Unscheduled = value("unscheduled") is not null,
        Late = value("late") is not null,
        NotReady = value("unready") is not null,
        Filled = value("slots") == "off",
        Score = JobFilters.Name<ScoreNumber>(value("score")) is { } number && JobFilters.Day(value("week")) is { } week
            ? new ScoreFilter(number, week, JobFilters.Id(value("owner")), value("owner") == Nobody)
            : null,
    };
}
