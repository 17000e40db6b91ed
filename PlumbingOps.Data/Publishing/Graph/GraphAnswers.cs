using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlumbingOps.Data.Publishing.Graph;

/// <summary>Answers of Graph in our words, for both of its networks.</summary>
internal static class GraphAnswers
{
    /// <summary>Our own clocks and Meta's may differ a little: a read-back begins earlier than the call.</summary>
    public static readonly TimeSpan Earlier = TimeSpan.FromMinutes(2);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ProviderAnswer Of(ProviderReply reply, PublishStep step) =>
        (reply.IsGood ? ProviderAnswer.Ok : GraphErrors.Classify(reply, step)) is var answer && GraphUsage.Of(reply) is { } usage
            ? answer with { Usage = usage, After = answer.After ?? (answer.Outcome == PublishOutcome.RateLimited ? usage.RegainedIn : null) }
            : answer;

    /// <summary>A commit's answer without the id it should have is no proof of anything.</summary>
    public static ProviderAnswer Committed(ProviderReply reply, string? externalId, string? url)
    {
        var answer = Of(reply, PublishStep.Commit);
        return !answer.IsOk ? answer
            : externalId is { Length: > 0 } ? answer with { ExternalId = externalId, Url = url }
            : new ProviderAnswer(PublishOutcome.Unknown) { Code = "no id", Cause = "The network answered without saying which post it made.", NextStep = "Nothing yet: PlumbingOps looks whether it is there.", IsBroken = true };
    }

    public static DateTimeOffset? Time(JsonNode? node) =>
        DateTimeOffset.TryParse(ProviderReply.Text(node), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;

    public static DateTimeOffset? Unix(JsonNode? node) =>
        long.TryParse(ProviderReply.Text(node), CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    public static string Evidence(object seen) => JsonSerializer.Serialize(seen, Readable);

    public static long? Total(JsonNode? node) => long.TryParse(ProviderReply.Text(node), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The whole list, page by page. Only the cursor of an answer is used, never its address, which carries the token.</summary>
    public static async Task<(List<JsonNode> Items, ProviderReply? Failed)> ListAsync(Func<string?, Task<ProviderReply>> page, int mostPages = 20)
    {
        var items = new List<JsonNode>();
        string? after = null;
        for (var i = 0; i < mostPages; i++)
        {
            var reply = await page(after);
            if (!reply.IsGood || reply.Json!["data"] is not JsonArray data)
            {
                return (items, reply);
            }

            items.AddRange(data.OfType<JsonNode>());
            if (reply.Json["paging"]?["next"] is null || ProviderReply.Text(reply.Json["paging"]?["cursors"]?["after"]) is not { } next)
            {
                return (items, null);
            }

            after = next;
        }

        return (items, ProviderReply.Silent(ReplyFault.Dropped));
    }
}
