using System.Globalization;

namespace PlumbingOps.Simulator.Graph;

/// <summary>Graph takes unix seconds or ISO 8601 and writes a form of its own.</summary>
public static class GraphTime
{
    public static string Write(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture);

    public static DateTimeOffset? Read(string? text) =>
        text is null ? null
        : long.TryParse(text, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
        : throw GraphError.Refuse(100, message: "(#100) Invalid time");
}
