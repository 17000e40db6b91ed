using PlumbingOps.Data.Publishing.Facebook;
using PlumbingOps.Data.Publishing.Graph;
using PlumbingOps.Data.Publishing.Metrics;

namespace PlumbingOps.Data.Publishing.Instagram;

/// <summary>What a post on Instagram brought. "impressions" is gone; what has fewer than some viewers is not told.</summary>
internal static class InstagramMetrics
{
    private const string Views = "views";
    private const string Reach = "reach";
    private const string Shares = "shares";

    public static async Task<MetricsAnswer> OfPostAsync(GraphClient graph, PublishTarget target, string externalId, IReadOnlySet<string> dead, CancellationToken cancellationToken)
    {
        var basics = await graph.GetAsync(externalId, target.Token, cancellationToken, ("fields", "id,like_count,comments_count"));
        if (!basics.IsGood)
        {
            return MetricsAnswer.Failed(GraphAnswers.Of(basics, PublishStep.ReadBack));
        }

        var insights = await GraphInsights.ReadAsync([Views, Reach, Shares], dead, names => graph.GetAsync($"{externalId}/insights", target.Token, cancellationToken, ("metric", names)));
        var values = new Dictionary<Metric, long?>
        {
            [Metric.Views] = insights.Total(Views),
            [Metric.Reach] = insights.Total(Reach),
            [Metric.Shares] = insights.Total(Shares),
            [Metric.Reactions] = GraphAnswers.Total(basics.Json!["like_count"]),
            [Metric.Comments] = GraphAnswers.Total(basics.Json["comments_count"]),
        };
        return new MetricsAnswer(insights.Failure is { Outcome: PublishOutcome.RateLimited } limited ? limited : GraphAnswers.Of(basics, PublishStep.ReadBack), values, FacebookMetrics.Raw(basics, insights))
        {
            Dead = insights.Dead,
            Calls = 1 + insights.Calls,
        };
    }
}
