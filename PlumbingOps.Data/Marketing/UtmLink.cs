using System.Text;

namespace PlumbingOps.Data.Marketing;

/// <summary>The link as a channel gets it: it says where the reader came from, so that the website can count.</summary>
public static class UtmLink
{
    private const string Medium = "social";
    private static readonly string[] Keys = ["utm_source", "utm_medium", "utm_campaign"];

    /// <summary>Adds what is missing; what somebody wrote into the link stays. Without a campaign the link stays as it is.</summary>
    /// <param name="link">A whole address.</param>
    /// <param name="channelKey">Of the catalogue: <c>facebook_page</c>.</param>
    public static string For(string link, string channelKey, string? campaign)
    {
        if (Slug(campaign) is not { Length: > 0 } name || !Uri.TryCreate(link.Trim(), UriKind.Absolute, out var address))
        {
            return link.Trim();
        }

        var known = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);
        var added = Keys.Zip(new[] { channelKey, Medium, name }).Where(pair => !known.Any(k => k.StartsWith(pair.First + "=", StringComparison.OrdinalIgnoreCase))).Select(pair => $"{pair.First}={pair.Second}");
        return $"{address.GetLeftPart(UriPartial.Path)}?{string.Join('&', known.Concat(added))}{address.Fragment}".TrimEnd('?');
    }

    /// <summary>"Spring Tune-up 2026!" → "spring-tune-up-2026".</summary>
    public static string? Slug(string? campaign)
    {
        var slug = new StringBuilder();
        foreach (var letter in (campaign ?? "").ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var text = slug.ToString().TrimEnd('-');
        return text.Length == 0 ? null : text;
    }
}
