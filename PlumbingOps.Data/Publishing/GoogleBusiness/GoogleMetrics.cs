using System.Globalization;
using System.Text.Json.Nodes;
using PlumbingOps.Data.Publishing.Metrics;

namespace PlumbingOps.Data.Publishing.GoogleBusiness;

/// <summary>A location's days. Google ended figures per post in 2023; a value that is missing is zero or unknown, and nobody can tell which.</summary>
internal static class GoogleMetrics
{
    private static readonly (string Name, Metric Metric)[] Asked =
    [
        ("BUSINESS_IMPRESSIONS_DESKTOP_MAPS", Metric.Views), ("BUSINESS_IMPRESSIONS_DESKTOP_SEARCH", Metric.Views), ("BUSINESS_IMPRESSIONS_MOBILE_MAPS", Metric.Views),
        ("BUSINESS_IMPRESSIONS_MOBILE_SEARCH", Metric.Views), ("CALL_CLICKS", Metric.Calls), ("WEBSITE_CLICKS", Metric.WebsiteClicks), ("BUSINESS_DIRECTION_REQUESTS", Metric.Directions),
    ];

    public static string Query(DateOnly first, DateOnly last) =>
        $"{string.Join('&', Asked.Select(a => $"dailyMetrics={a.Name}"))}&{Date("startDate", first)}&{Date("endDate", last)}";

    public static Dictionary<DateOnly, IReadOnlyDictionary<Metric, long?>> Read(JsonNode json)
    {
        var days = new Dictionary<DateOnly, IReadOnlyDictionary<Metric, long?>>();
        foreach (var series in Nodes(json["multiDailyMetricTimeSeries"]).SelectMany(many => Nodes(many["dailyMetricTimeSeries"])))
        {
            if (Array.Find(Asked, a => a.Name == ProviderReply.Text(series["dailyMetric"])) is not { Name: not null } asked)
            {
                continue;
            }

            foreach (var dated in Nodes(series["timeSeries"]?["datedValues"]))
            {
                if (Day(dated["date"]) is { } day)
                {
                    var known = days.TryGetValue(day, out var found) ? (Dictionary<Metric, long?>)found : [];
                    var value = long.TryParse(ProviderReply.Text(dated["value"]), CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
                    // Views come in four parts: what is known of them is added up.
                    known[asked.Metric] = known.GetValueOrDefault(asked.Metric) is { } before ? before + (value ?? 0) : value;
                    days[day] = known;
                }
            }
        }

        return days;
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonNode>();

    private static DateOnly? Day(JsonNode? date) =>
        DateOnly.TryParseExact($"{ProviderReply.Text(date?["year"])}-{ProviderReply.Text(date?["month"])}-{ProviderReply.Text(date?["day"])}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Date(string name, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"dailyRange.{name}.year={day.Year}&dailyRange.{name}.month={day.Month}&dailyRange.{name}.day={day.Day}");
}
