using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Media;
using PlumbingOps.Simulator.Tokens;

namespace PlumbingOps.Simulator.Calls;

/// <summary>One request to a provider, read to its end: the address is /{the provider's host}/{the provider's path}.</summary>
public sealed class Call
{
    public required long Number { get; init; }

    /// <summary>Such as graph.facebook.com.</summary>
    public required string Host { get; init; }

    public required string Method { get; init; }

    /// <summary>As asked for, below the host.</summary>
    public required string FullPath { get; init; }

    /// <summary>Without host and Graph version.</summary>
    public required string[] Path { get; init; }

    /// <summary>This simulator's own address, for links in answers.</summary>
    public required string Origin { get; init; }

    /// <summary>From the query, the form and the top level of a JSON body; the later wins.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Query parameters that may stand several times (dailyMetrics).</summary>
    public required IReadOnlyDictionary<string, string[]> Query { get; init; }

    public JsonObject? Json { get; init; }

    public string? Bearer { get; init; }

    /// <summary>The bytes of a multipart upload.</summary>
    public byte[]? Upload { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>False for a POST without any content, which HttpClient sends again by itself when the connection ends.</summary>
    public bool HasBody => Body.Length > 0;

    /// <summary>What a media address in the call led to, fetched before the world is locked.</summary>
    public MediaFetch? Media { get; set; }

    /// <summary>Whose call it is, once that is known: the usage headers need it.</summary>
    public Token? Token { get; set; }

    public string? this[string name] => Parameters.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public bool IsFalse(string name) => this[name] is "false" or "0";

    public bool IsTrue(string name) => this[name] is "true" or "1";

    public int Number32(string name, int otherwise, int most) => int.TryParse(this[name], out var number) ? Math.Clamp(number, 1, most) : Math.Min(otherwise, most);
}
