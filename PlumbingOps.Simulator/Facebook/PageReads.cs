using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Facebook;

/// <summary>Reading posts back: one by one, and the lists that reconciliation needs.</summary>
public sealed class PageReads(SimulatedWorld world, GraphAccess access)
{
    /// <summary>The answer to making one; ?fields= adds the permalink at once.</summary>
    public Answer Created(Call call, FacebookPost post) => Answer.Json(GraphFields.Of(call, "id").Pick(Node(post)));

    public Answer Post(Call call, string id)
    {
        var post = world.State.Posts[id];
        access.PageToRead(call, post.Page.Id);
        return post.IsDeleted ? throw GraphError.Missing(id) : Answer.Json(GraphFields.Of(call, "id,created_time,message").Pick(Node(post)));
    }

    public Answer Published(Call call, string id)
    {
        var page = access.PageToRead(call, id);
        var until = world.Now - TimeSpan.FromSeconds(world.Settings.PublishedPostsLagSeconds);
        return List(call, page, post => post.IsVisible && post.CreatedAt <= until);
    }

    public Answer Scheduled(Call call, string id) =>
        List(call, access.PageToRead(call, id), post => post is { IsPublished: false, IsDeleted: false, PublishAt: not null });

    private static Answer List(Call call, FacebookPage page, Func<FacebookPost, bool> which)
    {
        var (since, until) = (GraphTime.Read(call["since"]) ?? DateTimeOffset.MinValue, GraphTime.Read(call["until"]) ?? DateTimeOffset.MaxValue);
        var posts = Enumerable.Reverse(page.Posts).Where(post => which(post) && post.CreatedAt >= since && post.CreatedAt <= until);
        var fields = GraphFields.Of(call, "id,created_time,message");
        return GraphPaging.List(call, posts, post => fields.Pick(Node(post)));
    }

    private static JsonObject Node(FacebookPost post)
    {
        var node = new JsonObject
        {
            ["id"] = post.Id,
            ["created_time"] = GraphTime.Write(post.CreatedAt),
            ["permalink_url"] = post.Permalink,
            ["is_published"] = post.IsPublished,
            ["from"] = new JsonObject { ["id"] = post.Page.Id, ["name"] = post.Page.Name },
            ["application"] = new JsonObject { ["id"] = post.App, ["name"] = "PlumbingOps (simulated)" },
            ["reactions"] = Summary(Insights.Steady(post.Id, "reactions", 40)),
            ["comments"] = Summary(post.Comments.Count),
            ["attachments"] = new JsonObject { ["data"] = new JsonArray([.. post.Photos.Select(photo => new JsonObject { ["type"] = "photo", ["url"] = photo })]) },
        };
        if (post.Message.Length > 0)
        {
            node["message"] = post.Message;
        }

        if (post.PublishAt is { } at)
        {
            node["scheduled_publish_time"] = at.ToUnixTimeSeconds();
        }

        if (Insights.Steady(post.Id, "shares", 6) is > 0 and var shares)
        {
            node["shares"] = new JsonObject { ["count"] = shares };
        }

        return node;
    }

    private static JsonObject Summary(int count) =>
        new() { ["data"] = new JsonArray(), ["summary"] = new JsonObject { ["total_count"] = count } };
}
