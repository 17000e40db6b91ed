using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Facebook;

namespace PlumbingOps.Simulator.Webhooks;

/// <summary>One thing Meta tells: about what, and the change itself.</summary>
public sealed record MetaEvent(string Topic, string Entry, string Field, JsonObject Value, DateTimeOffset At, bool IsFlat = false);

/// <summary>Meta's payloads, in every shape they come in.</summary>
public static class MetaEvents
{
    public const string Page = "page";
    public const string Instagram = "instagram";

    public static MetaEvent OfPost(FacebookPost post, string verb, DateTimeOffset at)
    {
        var isRemoved = verb == "remove";
        var value = new JsonObject
        {
            ["item"] = isRemoved ? "post" : post.Photos.Count > 0 ? "photo" : post.Link is null ? "status" : "share",
            ["verb"] = verb,
            ["published"] = post.IsPublished ? 1 : 0,
            ["post_id"] = post.Id,
            ["from"] = new JsonObject { ["id"] = post.Page.Id, ["name"] = post.Page.Name },
            ["created_time"] = post.CreatedAt.ToUnixTimeSeconds(),
        };
        if (!isRemoved)
        {
            value["message"] = post.Message;
        }

        return new MetaEvent(Page, post.Page.Id, "feed", value, at);
    }

    /// <summary>A comment of somebody invented; the flat shape is the one of Instagram's own login.</summary>
    public static MetaEvent OfComment(string profile, string medium, string id, string text, DateTimeOffset at, bool isFlat) => new(
        Instagram,
        profile,
        "comments",
        new JsonObject
        {
            ["id"] = id,
            ["text"] = text,
            ["from"] = new JsonObject { ["id"] = "210000000000000001", ["username"] = "neighbor.nine" },
            ["media"] = new JsonObject { ["id"] = medium, ["media_product_type"] = "FEED" },
        },
        at,
        isFlat);

    /// <summary>Several events of one kind in one delivery, an entry for each account.</summary>
    public static JsonNode Payload(IReadOnlyList<MetaEvent> events)
    {
        var isFlat = events[0].IsFlat;
        var entries = events.GroupBy(e => e.Entry).SelectMany(entry => isFlat ? entry.Select(Flat) : [Nested(entry)]);
        var payload = new JsonObject { ["object"] = events[0].Topic, ["entry"] = new JsonArray([.. entries]) };
        return isFlat ? new JsonArray(payload) : payload;
    }

    private static JsonObject Nested(IGrouping<string, MetaEvent> entry) => new()
    {
        ["id"] = entry.Key,
        ["time"] = entry.First().At.ToUnixTimeSeconds(),
        ["changes"] = new JsonArray([.. entry.Select(e => new JsonObject { ["field"] = e.Field, ["value"] = e.Value.DeepClone() })]),
    };

    private static JsonObject Flat(MetaEvent e) =>
        new() { ["id"] = e.Entry, ["time"] = e.At.ToUnixTimeSeconds(), ["field"] = e.Field, ["value"] = e.Value.DeepClone() };
}
