using System.Text.Json.Nodes;

namespace PlumbingOps.Simulator.GoogleBusiness;

/// <summary>What is refused at once; everything else is for moderation.</summary>
public static class LocalPostRules
{
    public const int MostCharacters = 1500;
    public const int MostTitle = 58;
    private static readonly HashSet<string> Topics = ["STANDARD", "EVENT", "OFFER", "ALERT"];
    private static readonly HashSet<string> Actions = ["BOOK", "ORDER", "SHOP", "LEARN_MORE", "SIGN_UP", "CALL"];

    public static void Check(JsonObject post)
    {
        var topic = (string?)post["topicType"];
        if (topic is null || !Topics.Contains(topic))
        {
            throw GoogleError.Invalid("topic_type", "topicType is required", topic);
        }

        var summary = (string?)post["summary"] ?? "";
        if (summary.Length > MostCharacters)
        {
            throw GoogleError.Invalid("summary", "Text exceeds maximum length");
        }

        CheckAction(post["callToAction"] as JsonObject);
        if (topic is "EVENT" or "OFFER")
        {
            CheckEvent(post["event"] as JsonObject);
        }

        if (post["media"] is JsonArray media)
        {
            if (media.Count > 1)
            {
                throw GoogleError.Invalid("media", "Only one medium is allowed");
            }

            if (media is [var only] && (string?)only?["sourceUrl"] is null)
            {
                throw GoogleError.Invalid("media.source_url", "sourceUrl is required");
            }
        }
    }

    private static void CheckAction(JsonObject? action)
    {
        if (action is null)
        {
            return;
        }

        var type = (string?)action["actionType"];
        if (type is null || !Actions.Contains(type))
        {
            throw GoogleError.Invalid("call_to_action.action_type", "Unknown or deprecated action", type);
        }

        if ((action["url"] is null) != (type == "CALL"))
        {
            throw GoogleError.Invalid("call_to_action.url", type == "CALL" ? "CALL takes no url" : "A url is required");
        }
    }

    private static void CheckEvent(JsonObject? happening)
    {
        var title = (string?)happening?["title"];
        if (string.IsNullOrEmpty(title) || title.Length > MostTitle)
        {
            throw GoogleError.Invalid("event.title", "A title of at most 58 characters is required", title);
        }

        if (happening!["schedule"] is not JsonObject schedule || schedule["startDate"] is null || schedule["endDate"] is null)
        {
            throw GoogleError.Invalid("event.schedule", "startDate and endDate are required");
        }
    }
}
