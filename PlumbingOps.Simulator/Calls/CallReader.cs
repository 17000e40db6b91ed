using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace PlumbingOps.Simulator.Calls;

/// <summary>Reads a request to its last byte, so that what follows is only decided once the whole of it has arrived.</summary>
public static partial class CallReader
{
    private const int MostBytes = 16 * 1024 * 1024;
    private const int MostFieldBytes = 1024 * 1024;

    public static async Task<Call> ReadAsync(HttpContext context, long number)
    {
        var request = context.Request;
        var body = await ReadBodyAsync(request);
        var segments = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var path = segments[1..];
        var query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.OfType<string>().ToArray());
        var parameters = query.ToDictionary(pair => pair.Key, pair => pair.Value.LastOrDefault() ?? "");
        var json = ReadJson(request, body);
        var upload = await ReadFormAsync(request, body, parameters);
        foreach (var (name, value) in json ?? [])
        {
            parameters[name] = value is JsonValue plain && plain.TryGetValue<string>(out var text) ? text : value?.ToJsonString() ?? "";
        }

        return new Call
        {
            Number = number,
            Host = segments[0],
            Method = request.Method,
            FullPath = string.Join('/', path),
            Path = path.Length > 0 && GraphVersion().IsMatch(path[0]) ? path[1..] : path,
            Origin = $"{request.Scheme}://{request.Host}",
            Query = query,
            Parameters = parameters,
            Json = json,
            Bearer = BearerOf(request),
            Upload = upload,
            Body = body,
        };
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request)
    {
        using var copy = new MemoryStream();
        await request.Body.CopyToAsync(copy);
        return copy.Length <= MostBytes ? copy.ToArray() : throw new BadHttpRequestException("Larger than anything a provider takes", StatusCodes.Status413PayloadTooLarge);
    }

    private static JsonObject? ReadJson(HttpRequest request, byte[] body)
    {
        if (body.Length == 0 || !request.HasJsonContentType())
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            throw new BadHttpRequestException("Not JSON");
        }
    }

    private static async Task<byte[]?> ReadFormAsync(HttpRequest request, byte[] body, Dictionary<string, string> parameters)
    {
        var type = request.ContentType ?? "";
        if (type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            // A form may carry a field several times (ticked boxes): one line each.
            foreach (var (name, values) in QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(body)))
            {
                parameters[name] = string.Join('\n', values.OfType<string>());
            }

            return null;
        }

        if (!type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var boundary = new StringSegment(type[(type.IndexOf("boundary=", StringComparison.Ordinal) + "boundary=".Length)..]).Value!.Trim('"');
        var reader = new MultipartReader(boundary, new MemoryStream(body));
        byte[]? upload = null;
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } disposition)
            {
                continue;
            }

            using var bytes = new MemoryStream();
            await section.Body.CopyToAsync(bytes);
            var name = disposition.Name.Value?.Trim('"') ?? "";
            if (disposition.FileName.HasValue || name == "source")
            {
                upload = bytes.ToArray();
            }
            else if (bytes.Length <= MostFieldBytes)
            {
                parameters[name] = System.Text.Encoding.UTF8.GetString(bytes.ToArray());
            }
        }

        return upload;
    }

    private static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization.ToString().Split(' ', 2) is ["Bearer" or "OAuth", var token] ? token.Trim() : null;

    [GeneratedRegex(@"^v\d+\.\d+$")]
    private static partial Regex GraphVersion();
}
