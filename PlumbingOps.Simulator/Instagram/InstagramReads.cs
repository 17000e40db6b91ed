using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Instagram;

/// <summary>Profiles, what they published, and its numbers.</summary>
public sealed class InstagramReads(SimulatedWorld world, GraphAccess access)
{
    private const int FollowersForCount = 100;

    private static readonly HashSet<string> OfMedia =
    [
        "views", "reach", "likes", "comments", "saved", "shares", "total_interactions", "profile_visits", "follows",
    ];

    private static readonly HashSet<string> OfProfile =
    [
        "reach", "follower_count", "views", "accounts_engaged", "total_interactions", "likes", "comments", "saves", "shares", "replies", "profile_links_taps",
    ];

    public Answer Profile(Call call, string id)
    {
        var profile = access.Profile(call, id, "instagram_basic", "instagram_business_basic");
        return Answer.Json(GraphFields.Of(call, "id").Pick(new JsonObject
        {
            ["id"] = profile.Id,
            ["user_id"] = profile.Id,
            ["username"] = profile.UserName,
            ["name"] = profile.Name,
            ["account_type"] = "BUSINESS",
            ["profile_picture_url"] = $"https://scontent.example.com/{profile.Id}.jpg",
            ["followers_count"] = profile.Followers,
            ["media_count"] = profile.Media.Count(medium => !medium.IsDeleted),
        }));
    }

    public Answer Media(Call call, string id)
    {
        var profile = access.Profile(call, id, "instagram_basic", "instagram_business_basic");
        var fields = GraphFields.Of(call, "id");
        return GraphPaging.List(call, Enumerable.Reverse(profile.Media).Where(medium => !medium.IsDeleted), medium => fields.Pick(Node(medium)));
    }

    public Answer Medium(Call call, string id) => Answer.Json(GraphFields.Of(call, "id").Pick(Node(Reachable(call, id))));

    public Answer MediumInsights(Call call, string id)
    {
        var medium = Reachable(call, id);
        NeedInsights(call, medium.Profile);
        return Insights.Totals(id, Insights.Metrics(call, OfMedia, world.Settings), "lifetime");
    }

    public Answer ProfileInsights(Call call, string id)
    {
        var profile = access.Profile(call, id, "instagram_manage_insights", "instagram_business_manage_insights");
        var metrics = Insights.Metrics(call, OfProfile, world.Settings);
        if (metrics.Contains("follower_count") && profile.Followers < FollowersForCount)
        {
            throw GraphError.Refuse(10);
        }

        var until = GraphTime.Read(call["until"]) ?? world.Now;
        return call["metric_type"] == "total_value"
            ? Insights.Totals(profile.Id, metrics, "day")
            : Insights.Daily(profile.Id, metrics, GraphTime.Read(call["since"]) ?? until.AddDays(-2), until);
    }

    public Answer Subscribe(Call call)
    {
        var profile = access.Profile(call, "me", "instagram_basic", "instagram_business_basic");
        profile.SubscribedFields.UnionWith((call["subscribed_fields"] ?? throw GraphError.MissingParameter("subscribed_fields")).Split(','));
        return Answer.Success();
    }

    private InstagramMedium Reachable(Call call, string id)
    {
        var medium = world.State.Media[id];
        access.Profile(call, medium.Profile.Id, "instagram_basic", "instagram_business_basic");
        return medium.IsDeleted ? throw GraphError.Missing(id) : medium;
    }

    private void NeedInsights(Call call, InstagramProfile profile) =>
        access.Profile(call, profile.Id, "instagram_manage_insights", "instagram_business_manage_insights");

    private static JsonObject Node(InstagramMedium medium) => new()
    {
        ["id"] = medium.Id,
        ["caption"] = medium.Caption,
        ["media_type"] = medium.MediaType,
        ["media_product_type"] = "FEED",
        ["permalink"] = medium.Permalink,
        ["shortcode"] = medium.Shortcode,
        ["timestamp"] = GraphTime.Write(medium.PublishedAt),
        ["username"] = medium.Profile.UserName,
        ["like_count"] = Insights.Steady(medium.Id, "likes", 90),
        ["comments_count"] = medium.Comments.Count,
    };
}
