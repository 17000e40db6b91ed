using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Graph;

/// <summary>Invented numbers that stay the same however often they are asked for. One unknown metric fails the whole call.</summary>
public static class Insights
{
    private const int MostDays = 90;

    /// <summary>Between 0 and most, always the same for the same question.</summary>
    public static int Steady(string id, string what, int most)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{id}/{what}"));
        return (int)(BitConverter.ToUInt32(hash) % (uint)(most + 1));
    }

    public static string[] Metrics(Call call, IReadOnlySet<string> known, WorldSettings settings)
    {
        var metrics = (call["metric"] ?? throw GraphError.MissingParameter("metric")).Split(',');
        return metrics.All(metric => known.Contains(metric) && !settings.DeadMetrics.Contains(metric)) ? settings.InsightsAreEmpty ? [] : metrics : throw GraphError.Refuse(100, message: "(#100) The value must be a valid insights metric");
    }

    public static Answer Totals(string id, IEnumerable<string> metrics, string period) => Answer.Json(new JsonObject
    {
        ["data"] = new JsonArray([.. metrics.Select(metric => Row(id, metric, period, new JsonArray(new JsonObject { ["value"] = Value(id, metric) })))]),
    });

    /// <summary>One value a day, [D, D+1), at most 90 days in a call.</summary>
    public static Answer Daily(string id, IEnumerable<string> metrics, DateTimeOffset since, DateTimeOffset until)
    {
        if (until <= since || until - since > TimeSpan.FromDays(MostDays))
        {
            throw GraphError.Refuse(100, message: "(#100) There cannot be more than 90 days between since and until");
        }

        var days = Enumerable.Range(1, (int)(until - since).TotalDays).Select(day => since.AddDays(day)).ToList();
        return Answer.Json(new JsonObject
        {
            ["data"] = new JsonArray([.. metrics.Select(metric => Row(id, metric, "day", new JsonArray([.. days.Select(end => new JsonObject
            {
                ["value"] = Steady(id, $"{metric}{end:yyyyMMdd}", 80),
                ["end_time"] = GraphTime.Write(end),
            })])))]),
        });
    }

    private static JsonObject Row(string id, string metric, string period, JsonArray values) =>
        new() { ["name"] = metric, ["period"] = period, ["values"] = values, ["id"] = $"{id}/insights/{metric}/{period}" };

    /// <summary>Some metrics are objects, to be summed by whoever reads them.</summary>
    private static JsonNode Value(string id, string metric) => metric.Contains("_by_type", StringComparison.Ordinal)
        ? new JsonObject { ["like"] = Steady(id, metric + "like", 30), ["love"] = Steady(id, metric + "love", 9) }
        : JsonValue.Create(Steady(id, metric, 600));
}
