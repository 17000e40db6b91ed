using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlumbingOps.Data.Publishing.Graph;

/// <summary>How much of the pools is used up: on every answer, refusals included, when Meta feels like it.</summary>
internal static class GraphUsage
{
    private static readonly string[] Figures = ["call_count", "total_cputime", "total_time"];

    public static ProviderUsage? Of(ProviderReply reply)
    {
        if (Json(reply, "X-Business-Use-Case-Usage") is { } accounts && accounts.Select(a => a.Value).OfType<JsonArray>().SelectMany(uses => uses).OfType<JsonObject>().ToList() is { Count: > 0 } all)
        {
            var worst = all.MaxBy(Highest)!;
            var minutes = Number(worst["estimated_time_to_regain_access"]);
            return new ProviderUsage(Highest(worst), LimitScope.Account, minutes > 0 ? TimeSpan.FromMinutes(minutes) : null);
        }

        if (Json(reply, "X-Ad-Account-Usage") is { } advertising)
        {
            var seconds = Number(advertising["reset_time_duration"]);
            return new ProviderUsage(Number(advertising["acc_id_util_pct"]), LimitScope.Account, seconds > 0 ? TimeSpan.FromSeconds(seconds) : null);
        }

        return Json(reply, "X-App-Usage") is { } app ? new ProviderUsage(Highest(app), LimitScope.Provider, null) : null;
    }

    private static int Highest(JsonObject uses) => Figures.Max(figure => Number(uses[figure]));

    private static int Number(JsonNode? node) => (int)(double.TryParse(ProviderReply.Text(node), CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 0, 10_000) : 0);

    private static JsonObject? Json(ProviderReply reply, string header)
    {
        try
        {
            return reply.Headers.TryGetValue(header, out var text) ? JsonNode.Parse(text) as JsonObject : null;
        }
        catch (JsonException)
        {
            // A broken figure is no figure; the answer itself counts.
            return null;
        }
    }
}
