using System.Globalization;

namespace PlumbingOps.Data.Imports;

/// <summary>Daily and weekly series, the ones people make in an office. Anything else is not expanded but asked about.</summary>
internal static class RecurrenceRule
{
    public const int MaxVisits = 400;

    private static readonly string[] Days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    /// <summary>Starts of the series by the wall clock, exceptions taken out; null when the rule has no end or is another kind.</summary>
    public static List<DateTime>? Expand(string rule, DateTime first, IReadOnlySet<DateTime> except, Func<DateTime, DateTime> fromUtc)
    {
        var parts = rule.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Where(p => p.Length == 2)
            .GroupBy(p => p[0].Trim().ToUpperInvariant()).ToDictionary(g => g.Key, g => g.First()[1].Trim().ToUpperInvariant());
        if (parts.Keys.Except(["FREQ", "COUNT", "UNTIL", "INTERVAL", "BYDAY", "WKST"]).Any())
        {
            return null;
        }
        var interval = Number(parts, "INTERVAL") ?? 1;
        var count = Number(parts, "COUNT");
        var until = Until(parts, fromUtc);
        if (interval < 1 || (count is null && until is null) || count > MaxVisits)
        {
            return null;
        }
        var weekly = parts.GetValueOrDefault("FREQ") == "WEEKLY";
        if (!weekly && (parts.GetValueOrDefault("FREQ") != "DAILY" || parts.ContainsKey("BYDAY")))
        {
            return null;
        }
        var days = new HashSet<DayOfWeek> { first.DayOfWeek };
        if (parts.TryGetValue("BYDAY", out var byDay))
        {
            var indexes = byDay.Split(',').Select(d => Array.IndexOf(Days, d.Trim())).ToList();
            if (indexes.Contains(-1))
            {
                return null;
            }
            days = [.. indexes.Select(i => (DayOfWeek)i)];
        }
        var starts = new List<DateTime>();
        var counted = 0;
        var weekStart = Array.IndexOf(Days, parts.GetValueOrDefault("WKST", "MO")) is var w and >= 0 ? w : 1;
        var firstWeek = first.Date.AddDays(-((int)first.DayOfWeek - weekStart + 7) % 7);
        for (var day = first; counted < (count ?? MaxVisits + 1) && (until is null || day <= until) && day.Year < 2100; day = day.AddDays(1))
        {
            var hit = weekly
                ? days.Contains(day.DayOfWeek) && (day.Date - firstWeek).Days / 7 % interval == 0
                : (day.Date - first.Date).Days % interval == 0;
            if (!hit)
            {
                continue;
            }
            counted++;
            if (!except.Contains(day) && !except.Contains(day.Date))
            {
                starts.Add(day);
            }
        }
        return counted > MaxVisits ? null : starts;
    }

    private static int? Number(Dictionary<string, string> parts, string name) =>
        parts.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTime? Until(Dictionary<string, string> parts, Func<DateTime, DateTime> fromUtc)
    {
        if (!parts.TryGetValue("UNTIL", out var text))
        {
            return null;
        }
        if (DateTime.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day.AddDays(1).AddTicks(-1);
        }
        if (!DateTime.TryParseExact(text.TrimEnd('Z'), "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
        {
            return null;
        }
        return text.EndsWith('Z') ? fromUtc(moment) : moment;
    }
}
