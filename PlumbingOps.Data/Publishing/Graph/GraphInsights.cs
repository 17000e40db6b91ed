using System.Text.Json.Nodes;

namespace PlumbingOps.Data.Publishing.Graph;

/// <summary>
/// Asks Graph for several figures at once. One name it does not know fails the whole question with code 100: then each is asked for by itself, and those it
/// does not know are named to the caller.
/// </summary>
internal static class GraphInsights
{
    private const string UnknownMetric = "100";

    /// <param name="ask">With names, separated by commas.</param>
    public static async Task<GraphFigures> ReadAsync(IReadOnlyList<string> names, IReadOnlySet<string> dead, Func<string, Task<ProviderReply>> ask)
    {
        var wanted = names.Where(name => !dead.Contains(name)).ToList();
        if (wanted.Count == 0)
        {
            return new GraphFigures([], [], null, 0);
        }

        var all = await ask(string.Join(',', wanted));
        if (all.IsGood)
        {
            return new GraphFigures(Rows(all), [], null, 1);
        }

        if (!IsUnknownMetric(all))
        {
            return new GraphFigures([], [], GraphAnswers.Of(all, PublishStep.ReadBack), 1);
        }

        return wanted.Count == 1 ? new GraphFigures([], wanted, null, 1) : await OneByOneAsync(wanted, ask);
    }

    private static async Task<GraphFigures> OneByOneAsync(IReadOnlyList<string> names, Func<string, Task<ProviderReply>> ask)
    {
        var (rows, dead, calls) = (new List<JsonNode>(), new List<string>(), 1);
        foreach (var name in names)
        {
            var reply = await ask(name);
            calls++;
            if (reply.IsGood)
            {
                rows.AddRange(Rows(reply));
            }
            else if (IsUnknownMetric(reply))
            {
                dead.Add(name);
            }
            else
            {
                return new GraphFigures(rows, dead, GraphAnswers.Of(reply, PublishStep.ReadBack), calls);
            }
        }

        return new GraphFigures(rows, dead, null, calls);
    }

    private static bool IsUnknownMetric(ProviderReply reply) => GraphAnswers.Of(reply, PublishStep.ReadBack).Code == UnknownMetric;

    private static List<JsonNode> Rows(ProviderReply reply) => [.. (reply.Json!["data"] as JsonArray ?? []).OfType<JsonNode>()];
}

/// <param name="Dead">Names it does not know.</param>
/// <param name="Failure">Why the rest could not be asked; null when it could.</param>
internal sealed record GraphFigures(IReadOnlyList<JsonNode> Rows, IReadOnlyList<string> Dead, ProviderAnswer? Failure, int Calls)
{
    /// <summary>Null when there is no data: that is not zero.</summary>
    public long? Total(string name) => Values(name).Select(value => Sum(value["value"])).LastOrDefault();

    /// <summary>One a day; each day ends at the moment that is named.</summary>
    public IEnumerable<(DateTimeOffset End, long? Value)> Daily(string name) =>
        from value in Values(name)
        let end = GraphAnswers.Time(value["end_time"])
        where end is not null
        select (end.Value, Sum(value["value"]));

    private IEnumerable<JsonNode> Values(string name) => (Rows.FirstOrDefault(row => ProviderReply.Text(row["name"]) == name)?["values"] as JsonArray ?? []).OfType<JsonNode>();

    /// <summary>Some come split by kind.</summary>
    private static long? Sum(JsonNode? value) => value is JsonObject parts ? parts.Select(part => GraphAnswers.Total(part.Value)).Aggregate((long?)null, (sum, part) => part is null ? sum : (sum ?? 0) + part) : GraphAnswers.Total(value);
}
