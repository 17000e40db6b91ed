using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;

namespace PlumbingOps.Simulator.Graph;

/// <summary>Graph's lists: data, and cursors to the next page.</summary>
public static class GraphPaging
{
    public const int MostPerPage = 100;
    private const int UsuallyPerPage = 25;

    public static Answer List<T>(Call call, IEnumerable<T> items, Func<T, JsonObject> node, int most = MostPerPage)
    {
        var skip = Position(call["after"]);
        var size = call.Number32("limit", UsuallyPerPage, most);
        var page = items.Skip(skip).Take(size + 1).ToList();
        var hasMore = page.Count > size;
        var body = new JsonObject { ["data"] = new JsonArray([.. page.Take(size).Select(node)]) };
        if (page.Count > 0)
        {
            var paging = new JsonObject { ["cursors"] = new JsonObject { ["before"] = Cursor(skip), ["after"] = Cursor(skip + size) } };
            if (hasMore)
            {
                paging["next"] = Next(call, Cursor(skip + size));
            }

            body["paging"] = paging;
        }

        return Answer.Json(body);
    }

    /// <summary>The documented next address carries the token: clients better use the cursor.</summary>
    private static string Next(Call call, string after)
    {
        var query = call.Parameters.Where(pair => pair.Key is not "after").Append(new("after", after));
        return $"{call.Origin}/{call.Host}/{call.FullPath}?" + string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
    }

    private static string Cursor(int position) => Convert.ToBase64String(Encoding.ASCII.GetBytes(position.ToString(CultureInfo.InvariantCulture)));

    private static int Position(string? cursor)
    {
        var bytes = new byte[16];
        return cursor is not null && Convert.TryFromBase64String(cursor, bytes, out var length) && int.TryParse(Encoding.ASCII.GetString(bytes, 0, length), out var position)
            ? position
            : 0;
    }
}
