using System.Globalization;
using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;

namespace PlumbingOps.Simulator.GoogleBusiness;

/// <summary>pageSize and pageToken. An empty list leaves its field out, as Google does.</summary>
public static class GooglePaging
{
    public static JsonObject List<T>(Call call, string name, IReadOnlyList<T> items, int usually, int most, Func<T, JsonNode> node)
    {
        var skip = int.TryParse(call["pageToken"]?.TrimStart('p'), out var from) ? from : 0;
        var size = call.Number32("pageSize", usually, most);
        var body = new JsonObject();
        if (skip < items.Count)
        {
            body[name] = new JsonArray([.. items.Skip(skip).Take(size).Select(node)]);
        }

        if (skip + size < items.Count)
        {
            body["nextPageToken"] = "p" + (skip + size).ToString(CultureInfo.InvariantCulture);
        }

        return body;
    }
}
