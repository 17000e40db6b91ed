namespace PlumbingOps.Data.Imports;

internal enum ClockOddity { None, Skipped, Doubled }

/// <summary>Wall clock to UTC in the company's zone, with the two days a year on which clocks lie.</summary>
internal sealed class LocalClock(string companyZone)
{
    private readonly Dictionary<string, TimeZoneInfo?> zones = new(StringComparer.OrdinalIgnoreCase);

    // Windows names of the zones of the United States, for machines without ICU data.
    private static readonly Dictionary<string, string> WindowsNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Pacific Standard Time"] = "America/Los_Angeles",
        ["Mountain Standard Time"] = "America/Denver",
        ["US Mountain Standard Time"] = "America/Phoenix",
        ["Central Standard Time"] = "America/Chicago",
        ["Eastern Standard Time"] = "America/New_York",
        ["Alaskan Standard Time"] = "America/Anchorage",
        ["Hawaiian Standard Time"] = "Pacific/Honolulu",
        ["US Eastern Standard Time"] = "America/Indiana/Indianapolis",
        ["UTC"] = "Etc/UTC",
    };

    public TimeZoneInfo Company { get; } = Find(companyZone) ?? throw new ArgumentException($"There is no time zone named {companyZone}.", nameof(companyZone));

    /// <summary>False when the file names a zone nobody knows; the company's is used then.</summary>
    public bool Knows(string? zone) => zone is null || Zone(zone) is not null;

    /// <summary>A time that does not exist is read with the offset before the change, a doubled one is the first of the two.</summary>
    public (DateTime Local, DateTime Utc, ClockOddity Oddity) Read(CalendarTime time)
    {
        var written = DateTime.SpecifyKind(time.Local, DateTimeKind.Unspecified);
        if (time.IsUtc)
        {
            var moment = DateTime.SpecifyKind(written, DateTimeKind.Utc);
            return (TimeZoneInfo.ConvertTimeFromUtc(moment, Company), moment, ClockOddity.None);
        }
        var zone = (time.Zone is null ? null : Zone(time.Zone)) ?? Company;
        var oddity = zone.IsInvalidTime(written) ? ClockOddity.Skipped : zone.IsAmbiguousTime(written) ? ClockOddity.Doubled : ClockOddity.None;
        var offset = oddity switch
        {
            ClockOddity.Skipped => zone.GetUtcOffset(written.AddHours(-3)),
            ClockOddity.Doubled => zone.GetAmbiguousTimeOffsets(written).Max(),
            _ => zone.GetUtcOffset(written),
        };
        var utc = DateTime.SpecifyKind(written - offset, DateTimeKind.Utc);
        var local = zone.Equals(Company) && oddity == ClockOddity.None ? written : TimeZoneInfo.ConvertTimeFromUtc(utc, Company);
        return (local, utc, oddity);
    }

    private TimeZoneInfo? Zone(string name)
    {
        if (!zones.TryGetValue(name, out var zone))
        {
            zones[name] = zone = Find(name);
        }
        return zone;
    }

    private static TimeZoneInfo? Find(string name)
    {
        foreach (var candidate in new[] { name, WindowsNames.GetValueOrDefault(name) })
        {
            if (candidate is not null && TimeZoneInfo.TryFindSystemTimeZoneById(candidate, out var zone))
            {
                return zone;
            }
        }
        return null;
    }
}
