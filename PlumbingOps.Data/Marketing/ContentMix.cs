namespace PlumbingOps.Data.Marketing;

/// <summary>What content is good for in the eyes of who reads an account.</summary>
public enum MixGroup { Educational, Authority, Promo, Local }

public sealed record MixCount(MixGroup Group, int Actual, int Target)
{
    /// <summary>Of the target.</summary>
    public int Percent => (int)Math.Round(Actual * 100.0 / Target, MidpointRounding.AwayFromZero);
}

/// <summary>A week of one account against its targets (DOMAIN 6.9).</summary>
/// <param name="Warnings">In words; none is good, three are critical.</param>
public sealed record ContentMix(Guid AccountId, string Account, string ChannelKey, IReadOnlyList<MixCount> Counts, IReadOnlyList<string> Warnings)
{
    private static readonly (MixGroup Group, int Target)[] Targets = [(MixGroup.Educational, 2), (MixGroup.Authority, 1), (MixGroup.Promo, 1), (MixGroup.Local, 1)];

    public MixHealth Health => Warnings.Count switch { 0 => MixHealth.Good, 1 or 2 => MixHealth.Warning, _ => MixHealth.Critical };

    public static ContentMix Of(Guid accountId, string account, string channelKey, IEnumerable<(ContentCategory Category, int Count)> counted)
    {
        var sums = counted.GroupBy(c => GroupOf(c.Category)).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
        var counts = Targets.Select(t => new MixCount(t.Group, sums.GetValueOrDefault(t.Group), t.Target)).ToList();
        var warnings = new List<string>();
        foreach (var count in counts)
        {
            switch (count.Group)
            {
                case MixGroup.Promo when count.Actual > count.Target + 1:
                    warnings.Add($"{count.Actual} promotions: more than {count.Target + 1} a week tire the readers.");
                    break;
                case MixGroup.Educational or MixGroup.Authority when count.Actual < count.Target:
                    warnings.Add($"{count.Target - count.Actual} more {(count.Group == MixGroup.Educational ? "to learn from" : "that shows who you are")} would do it good.");
                    break;
                default:
                    break;
            }
        }

        return new ContentMix(accountId, account, channelKey, counts, warnings);
    }

    /// <summary>An ad is a promotion: the system before counted it nowhere.</summary>
    private static MixGroup GroupOf(ContentCategory category) => category switch
    {
        ContentCategory.Diy or ContentCategory.BlogPost => MixGroup.Educational,
        ContentCategory.TeamPost or ContentCategory.Authority => MixGroup.Authority,
        ContentCategory.LocalRelevance => MixGroup.Local,
        _ => MixGroup.Promo,
    };
}

public enum MixHealth { Good, Warning, Critical }
