using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;

namespace PlumbingOps.Simulator.GoogleBusiness;

/// <summary>Google's refusals: code, status word, and details that say why.</summary>
public static class GoogleError
{
    private static readonly Dictionary<string, (int Status, string Message)> Statuses = new()
    {
        ["INVALID_ARGUMENT"] = (400, "Request contains an invalid argument."),
        ["FAILED_PRECONDITION"] = (400, "Precondition check failed."),
        ["UNAUTHENTICATED"] = (401, "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential."),
        ["PERMISSION_DENIED"] = (403, "The caller does not have permission"),
        ["NOT_FOUND"] = (404, "Requested entity was not found."),
        ["ABORTED"] = (409, "The operation was aborted."),
        ["ALREADY_EXISTS"] = (409, "Requested entity already exists"),
        ["RESOURCE_EXHAUSTED"] = (429, "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute'."),
        ["INTERNAL"] = (500, "Internal error encountered."),
        ["UNAVAILABLE"] = (503, "The service is currently unavailable."),
        ["DEADLINE_EXCEEDED"] = (504, "Deadline expired before operation could complete."),
    };

    public static bool IsStatus(string word) => Statuses.ContainsKey(word);

    public static Answer Body(string status, string? message = null, params JsonObject[] details)
    {
        var (code, usual) = Statuses[status];
        var error = new JsonObject { ["code"] = code, ["message"] = message ?? usual, ["status"] = status };
        if (details.Length > 0)
        {
            error["details"] = new JsonArray([.. details]);
        }

        return Answer.Json(new JsonObject { ["error"] = error }, code);
    }

    public static RefusalException Refuse(string status, string? message = null, params JsonObject[] details) => new(Body(status, message, details));

    public static RefusalException Missing() => Refuse("NOT_FOUND");

    public static JsonObject Info(string reason, string domain, params (string Name, string Value)[] metadata) => new()
    {
        ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo",
        ["reason"] = reason,
        ["domain"] = domain,
        ["metadata"] = new JsonObject(metadata.Select(pair => KeyValuePair.Create(pair.Name, (JsonNode?)JsonValue.Create(pair.Value)))),
    };

    public static JsonObject Retry(int seconds) => new() { ["@type"] = "type.googleapis.com/google.rpc.RetryInfo", ["retryDelay"] = $"{seconds}s" };

    /// <summary>The old API's own detail.</summary>
    public static RefusalException Invalid(string field, string message, string? value = null) => Refuse(
        "INVALID_ARGUMENT",
        null,
        new JsonObject
        {
            ["@type"] = "type.googleapis.com/google.mybusiness.v4.ValidationError",
            ["errorDetails"] = new JsonArray(new JsonObject { ["code"] = 3, ["field"] = field, ["message"] = message, ["value"] = value ?? "" }),
        });

    /// <summary>What the front end says when no API has such an address: a page, not JSON.</summary>
    public static RefusalException NoSuchAddress(string path) => new(Answer.Html(
        $"<!DOCTYPE html>\n<html lang=en>\n  <title>Error 404 (Not Found)!!1</title>\n  <p><b>404.</b> <ins>That’s an error.</ins>\n"
        + $"  <p>The requested URL <code>/{System.Net.WebUtility.HtmlEncode(path)}</code> was not found on this server.\n",
        StatusCodes.Status404NotFound));
}
