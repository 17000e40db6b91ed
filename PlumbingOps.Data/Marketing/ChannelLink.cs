namespace PlumbingOps.Data.Marketing;

/// <summary>What a channel makes of a piece's link: one rule for the preview, for what is approved and for what goes out.</summary>
public static class ChannelLink
{
    /// <summary>The address as readers get it, with the campaign; null when the piece has none.</summary>
    public static string? Of(string? linkUrl, string channelKey, string? campaign) => string.IsNullOrWhiteSpace(linkUrl) ? null : UtmLink.For(linkUrl, channelKey, campaign);

    /// <summary>Google shows a link behind a button only: where none was chosen it says "Learn more".</summary>
    public static CallToAction GoogleButton(CallToAction chosen, string? link) => chosen == CallToAction.None && link is not null ? CallToAction.LearnMore : chosen;

    /// <summary>Beside pictures Facebook makes no card: the link stands in the text.</summary>
    public static string FacebookText(string text, string? link, int pictures) =>
        pictures == 0 || link is null || text.Contains(link, StringComparison.OrdinalIgnoreCase) ? text : $"{text}\n\n{link}".TrimStart();

    /// <summary>Whether Facebook shows a card of the link.</summary>
    public static bool IsFacebookCard(string? link, int pictures) => link is not null && pictures == 0;
}
