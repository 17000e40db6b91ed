using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlumbingOps.Tests.Simulator;

/// <summary>An answer, read to its end.</summary>
public sealed record Reply(HttpStatusCode Status, string Text, JsonNode? Json, IReadOnlyDictionary<string, string> Headers)
{
    public (int Code, int? Subcode) GraphError => ((int)Json!["error"]!["code"]!, (int?)Json["error"]!["error_subcode"]);

    public string? GoogleStatus => (string?)Json!["error"]!["status"];

    /// <summary>A field of an answer that is not a refusal.</summary>
    public string this[string field] => (string)Good[field]!;

    private JsonNode Good
    {
        get
        {
            Assert.True(Status == HttpStatusCode.OK, $"{Status}: {Text}");
            return Json!;
        }
    }

    public IReadOnlyList<JsonNode> Data(string field = "data") => [.. (Good[field] as JsonArray ?? []).Select(node => node!)];

    public static async Task<Reply> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var isJson = answer.Content.Headers.ContentType?.MediaType == "application/json" && text.Length > 0;
        return new Reply(answer.StatusCode, text, isJson ? Parse(text) : null, answer.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value)));
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
