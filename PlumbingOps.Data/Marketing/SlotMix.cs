namespace PlumbingOps.Data.Marketing;

/// <summary>Which kind the next slot should be: the one that lags most behind its share, so that the mix comes true (DOMAIN 6.6).</summary>
internal sealed class SlotMix
{
    private static readonly IReadOnlyList<MixShare> UsualAtGoogle = [new(ContentCategory.AdContent, 33), new(ContentCategory.TeamPost, 33), new(ContentCategory.Coupon, 34)];

    private readonly IReadOnlyList<MixShare> shares;
    private readonly Dictionary<ContentCategory, int> counts;

    /// <param name="counts">What the account has already, of each kind.</param>
    public SlotMix(ChannelAccount account, IReadOnlyDictionary<ContentCategory, int> counts)
    {
        shares = account.Mix.Count > 0 ? [.. account.Mix.Select(s => new MixShare(s.Category, s.Percent))] : account.Channel!.Provider == Provider.GoogleBusiness ? UsualAtGoogle : AccountMix.Usual;
        this.counts = new(counts);
    }

    /// <returns>The kind, and how many of it there were before.</returns>
    public (ContentCategory Category, int Before) Next()
    {
        var total = shares.Sum(s => Count(s.Category)) + 1;
        var category = shares.OrderByDescending(s => s.Percent * total - AccountMix.Whole * Count(s.Category)).ThenBy(s => s.Category).First().Category;
        counts[category] = Count(category) + 1;
        return (category, Count(category) - 1);
    }

    private int Count(ContentCategory category) => counts.GetValueOrDefault(category);
}
