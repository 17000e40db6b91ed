using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;

namespace PlumbingOps.Simulator.Graph;

/// <summary>The fields a Graph call asks for: "id,comments.summary(total_count).limit(0),instagram_business_account{id,username}".</summary>
public sealed class GraphFields
{
    private readonly Dictionary<string, GraphFields?> names = [];

    public static GraphFields Of(Call call, string otherwise) => Read(call["fields"] ?? otherwise);

    public static GraphFields Read(string text)
    {
        var fields = new GraphFields();
        foreach (var part in Split(text))
        {
            var end = part.IndexOfAny(['.', '(', '{']);
            var name = end < 0 ? part : part[..end];
            var brace = part.IndexOf('{', StringComparison.Ordinal);
            fields.names[name] = brace < 0 ? null : Read(part[(brace + 1)..part.LastIndexOf('}')]);
        }

        return fields;
    }

    /// <summary>Only what was asked for, and the id, which always comes.</summary>
    public JsonObject Pick(JsonObject node)
    {
        var picked = new JsonObject();
        foreach (var (name, within) in names)
        {
            if (node[name] is { } value)
            {
                picked[name] = within is not null && value is JsonObject inner ? within.Pick(inner) : value.DeepClone();
            }
        }

        if (!picked.ContainsKey("id") && node["id"] is { } id)
        {
            picked["id"] = id.DeepClone();
        }

        return picked;
    }

    private static IEnumerable<string> Split(string text)
    {
        int depth = 0, start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' or '{' => 1, ')' or '}' => -1, _ => 0 };
            if (text[i] == ',' && depth == 0)
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            yield return text[start..].Trim();
        }
    }
}
