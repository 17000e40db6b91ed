using System.Globalization;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Metrics;

namespace PlumbingOps.Web.Features.Marketing.Posts;

/// <summary>Figures of the networks in words. What is not known is said, and is never a zero.</summary>
public static class MetricWords
{
    public const string NotAvailable = "not available";

    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    public static string Word(Metric metric) => metric switch
    {
        Metric.WebsiteClicks => "Website clicks",
        Metric.Directions => "Asked the way",
        _ => $"{metric}",
    };

    public static string Of(IReadOnlyDictionary<Metric, long?> values, Metric metric) => values.GetValueOrDefault(metric) is { } value ? value.ToString("N0", Culture) : NotAvailable;

    /// <summary>Why there is nothing to read of a single post.</summary>
    public static string WhyNone(Provider provider) => provider switch
    {
        Provider.GoogleBusiness => "Not available: Google tells nothing of single posts since 2023. What the whole location brought is on the scoreboard.",
        Provider.Manual => "Not available: this channel is posted by hand, and tells nothing.",
        _ => "Not available: it was posted by hand, so PlumbingOps does not know it at the network.",
    };
}
