using System.Globalization;
using System.Text.Json.Nodes;
using PlumbingOps.Data.Publishing.Graph;
using PlumbingOps.Data.Publishing.Metrics;

namespace PlumbingOps.Data.Publishing.Facebook;

/// <summary>What a Page's posts, and the Page, brought. Views and reach go by the names that are left since June 2026.</summary>
internal static class FacebookMetrics
{
    private const string Views = "post_media_view";
    private const string Reach = "post_total_media_view_unique";
    private const string Clicks = "post_clicks";
    private const string PageViews = "page_media_view";
    private const string PageReach = "page_total_media_view_unique";
    private const string PageEngagements = "page_post_engagements";
    private const string PageFollows = "page_daily_follows_unique";

    public static async Task<MetricsAnswer> OfPostAsync(GraphClient graph, PublishTarget target, string externalId, IReadOnlySet<string> dead, CancellationToken cancellationToken)
    {
        var basics = await graph.GetAsync(
            externalId, target.Token, cancellationToken, ("fields", "id,shares,reactions.summary(total_count).limit(0),comments.summary(total_count).limit(0)"));
        if (!basics.IsGood)
        {
            return MetricsAnswer.Failed(GraphAnswers.Of(basics, PublishStep.ReadBack));
        }

        // Insights may be refused or empty where the basics are not: then their figures are unknown.
        var insights = await GraphInsights.ReadAsync([Views, Reach, Clicks], dead, names => graph.GetAsync($"{externalId}/insights", target.Token, cancellationToken, ("metric", names)));
        var values = new Dictionary<Metric, long?>
        {
            [Metric.Views] = insights.Total(Views),
            [Metric.Reach] = insights.Total(Reach),
            [Metric.Clicks] = insights.Total(Clicks),
            [Metric.Reactions] = GraphAnswers.Total(basics.Json!["reactions"]?["summary"]?["total_count"]),
            [Metric.Comments] = GraphAnswers.Total(basics.Json["comments"]?["summary"]?["total_count"]),
            // Without shares the field itself is missing, beside others that are there: this one is a true zero.
            [Metric.Shares] = GraphAnswers.Total(basics.Json["shares"]?["count"]) ?? 0,
        };
        return new MetricsAnswer(insights.Failure is { Outcome: PublishOutcome.RateLimited } limited ? limited : GraphAnswers.Of(basics, PublishStep.ReadBack), values, Raw(basics, insights))
        {
            Dead = insights.Dead,
            Calls = 1 + insights.Calls,
        };
    }

    /// <summary>Days as the Page's own clock counts them; each answer names the moment its day ended.</summary>
    public static async Task<AccountMetricsAnswer> OfPageAsync(GraphClient graph, PublishTarget target, DateOnly first, DateOnly last, IReadOnlySet<string> dead, CancellationToken cancellationToken)
    {
        string[] names = [PageViews, PageReach, PageEngagements, PageFollows];
        var insights = await GraphInsights.ReadAsync(names, dead, asked => graph.GetAsync(
            $"{target.ExternalId}/insights", target.Token, cancellationToken, ("metric", asked), ("period", "day"), ("since", Unix(first)), ("until", Unix(last.AddDays(1)))));
        if (insights.Failure is { } failure)
        {
            return AccountMetricsAnswer.Failed(failure, insights.Calls) with { Dead = insights.Dead };
        }

        var days = new Dictionary<DateOnly, IReadOnlyDictionary<Metric, long?>>();
        foreach (var (name, metric) in names.Zip([Metric.Views, Metric.Reach, Metric.Engagements, Metric.Follows]))
        {
            foreach (var (end, value) in insights.Daily(name))
            {
                // [D, D+1): the end of a day is the next one's beginning.
                var day = DateOnly.FromDateTime(end.UtcDateTime.AddHours(-12));
                var known = days.TryGetValue(day, out var found) ? (Dictionary<Metric, long?>)found : [];
                known[metric] = value;
                days[day] = known;
            }
        }

        return new AccountMetricsAnswer(ProviderAnswer.Ok, days) { Dead = insights.Dead, Calls = insights.Calls };
    }

    public static string Raw(ProviderReply basics, GraphFigures insights) => new JsonArray([basics.Json?.DeepClone(), .. insights.Rows.Select(row => row.DeepClone())]).ToJsonString();

    private static string Unix(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
