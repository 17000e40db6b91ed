using System.Globalization;
using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.GoogleBusiness;

/// <summary>Daily numbers of a location, with the gaps of the real ones: no value when it is zero or unknown, the last days not there yet.</summary>
public sealed class Performance(SimulatedWorld world, GoogleAccess access)
{
    private const int DaysLate = 3;
    private const int GapEvery = 11;

    private static readonly string[] Parts = ["year", "month", "day"];

    private static readonly HashSet<string> Metrics =
    [
        "BUSINESS_IMPRESSIONS_DESKTOP_MAPS", "BUSINESS_IMPRESSIONS_DESKTOP_SEARCH", "BUSINESS_IMPRESSIONS_MOBILE_MAPS", "BUSINESS_IMPRESSIONS_MOBILE_SEARCH", "CALL_CLICKS",
        "WEBSITE_CLICKS", "BUSINESS_DIRECTION_REQUESTS", "BUSINESS_CONVERSATIONS", "BUSINESS_BOOKINGS",
    ];

    public Answer Series(Call call, string id)
    {
        var location = access.Location(call, id);
        var metrics = call.Query.GetValueOrDefault("dailyMetrics") ?? [];
        if (metrics.Length == 0 || !metrics.All(Metrics.Contains))
        {
            throw GoogleError.Refuse("INVALID_ARGUMENT");
        }

        var (start, end) = (Day(call, "dailyRange.startDate"), Day(call, "dailyRange.endDate"));
        var known = DateOnly.FromDateTime(world.Now.UtcDateTime).AddDays(-DaysLate);
        var days = Enumerable.Range(0, Math.Max(0, end.DayNumber - start.DayNumber + 1)).Select(start.AddDays).Where(day => day <= known).ToList();
        return Answer.Json(new JsonObject
        {
            ["multiDailyMetricTimeSeries"] = new JsonArray(new JsonObject
            {
                ["dailyMetricTimeSeries"] = new JsonArray([.. metrics.Select(metric => new JsonObject
                {
                    ["dailyMetric"] = metric,
                    ["timeSeries"] = new JsonObject { ["datedValues"] = new JsonArray([.. days.Select(day => Dated(location, metric, day))]) },
                })]),
            }),
        });
    }

    private static JsonObject Dated(GoogleLocation location, string metric, DateOnly day)
    {
        var node = new JsonObject { ["date"] = new JsonObject { ["year"] = day.Year, ["month"] = day.Month, ["day"] = day.Day } };
        var value = day.DayNumber % GapEvery == 0 ? 0 : Insights.Steady(location.Id, $"{metric}{day:yyyyMMdd}", 24);
        if (value > 0)
        {
            node["value"] = value.ToString(CultureInfo.InvariantCulture);
        }

        return node;
    }

    private static DateOnly Day(Call call, string name)
    {
        var (camel, snake) = (name, name.Replace("Date", "_date", StringComparison.Ordinal));
        var parts = Parts.Select(part => call[$"{camel}.{part}"] ?? call[$"{snake}.{part}"]);
        return DateOnly.TryParseExact(string.Join('-', parts), "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw GoogleError.Refuse("INVALID_ARGUMENT");
    }
}
