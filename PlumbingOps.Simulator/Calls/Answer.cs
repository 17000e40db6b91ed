using System.Text;
using System.Text.Json.Nodes;

namespace PlumbingOps.Simulator.Calls;

/// <summary>What a provider answers.</summary>
public sealed class Answer(int status, string contentType, byte[] body)
{
    public const string JsonType = "application/json; charset=UTF-8";
    public const string HtmlType = "text/html; charset=UTF-8";

    public int Status { get; } = status;

    public string ContentType { get; } = contentType;

    public byte[] Body { get; } = body;

    public Dictionary<string, string> Headers { get; } = [];

    public bool IsJson => ContentType == JsonType;

    // The default encoder escapes whatever is not ASCII, as Meta does.
    public static Answer Json(JsonNode body, int status = StatusCodes.Status200OK) => new(status, JsonType, Encoding.UTF8.GetBytes(body.ToJsonString()));

    public static Answer Success() => Json(new JsonObject { ["success"] = true });

    public static Answer Html(string body, int status = StatusCodes.Status200OK) => new(status, HtmlType, Encoding.UTF8.GetBytes(body));

    public static Answer Redirect(string address)
    {
        var answer = new Answer(StatusCodes.Status302Found, HtmlType, []);
        answer.Headers["Location"] = address;
        return answer;
    }
}
