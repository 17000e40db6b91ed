namespace PlumbingOps.Web.Features.Companies;

/// <summary>The time zones a company can choose from, the likely ones first.</summary>
public static class Zones
{
    public static readonly IReadOnlyList<string> Near =
    [
        "America/Los_Angeles", "America/Denver", "America/Phoenix", "America/Chicago", "America/New_York", "America/Anchorage", "Pacific/Honolulu",
    ];

    public static readonly IReadOnlyList<string> Others =
    [
        .. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId && zone.Id.Contains('/')).Select(zone => zone.Id)
            .Where(id => !id.StartsWith("Etc/", StringComparison.Ordinal)).Except(Near).Order(StringComparer.Ordinal),
    ];

    /// <summary>"America/Los_Angeles" → "Los Angeles (America)".</summary>
    public static string InWords(string zone)
    {
        var (region, place) = zone.IndexOf('/', StringComparison.Ordinal) is var cut and > 0 ? (zone[..cut], zone[(cut + 1)..]) : ("", zone);
        return region is "" ? place : $"{place.Replace('_', ' ')} ({region})";
    }
}
