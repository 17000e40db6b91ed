using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Facebook;

/// <summary>The metrics that are left since 2026-06-15.</summary>
public sealed class PageInsights(SimulatedWorld world, GraphAccess access)
{
    private static readonly HashSet<string> OfPages =
    [
        "page_media_view", "page_total_media_view_unique", "page_post_engagements", "page_daily_follows_unique", "page_daily_unfollows_unique", "page_views_total",
        "page_video_views", "page_total_actions",
    ];

    private static readonly HashSet<string> OfPosts =
    [
        "post_media_view", "post_total_media_view_unique", "post_clicks", "post_clicks_by_type", "post_reactions_by_type_total", "post_reactions_like_total",
    ];

    public Answer Page(Call call, string id)
    {
        access.PageToRead(call, id);
        GraphAccess.NeedScope(call.Token!, "read_insights");
        var until = GraphTime.Read(call["until"]) ?? world.Now;
        return Insights.Daily(id, Insights.Metrics(call, OfPages, world.Settings), GraphTime.Read(call["since"]) ?? until.AddDays(-2), until);
    }

    public Answer Post(Call call, string id)
    {
        var post = world.State.Posts[id];
        access.PageToRead(call, post.Page.Id);
        GraphAccess.NeedScope(call.Token!, "read_insights");
        return post.IsVisible ? Insights.Totals(id, Insights.Metrics(call, OfPosts, world.Settings), "lifetime") : throw GraphError.Missing(id);
    }
}
