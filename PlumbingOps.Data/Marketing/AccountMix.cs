namespace PlumbingOps.Data.Marketing;

/// <summary>The mix of an account: how much of what. Its shares add up to a hundred, or there are none and the usual mix holds.</summary>
public static class AccountMix
{
    public const int Whole = 100;

    /// <summary>DOMAIN 6.6: what an account without a mix of its own gets.</summary>
    public static readonly IReadOnlyList<MixShare> Usual =
    [
        new(ContentCategory.TeamPost, 40), new(ContentCategory.Coupon, 20), new(ContentCategory.Diy, 20), new(ContentCategory.BlogPost, 20),
    ];

    /// <exception cref="RuleException">It does not add up.</exception>
    public static void Check(IReadOnlyCollection<MixShare> mix)
    {
        if (mix.Any(share => share.Percent is < 0 or > Whole))
        {
            throw new RuleException("A share lies between 0 and 100 percent.", nameof(AccountInput.Mix));
        }

        if (Fault(mix) is { } fault)
        {
            throw new RuleException(fault, nameof(AccountInput.Mix));
        }
    }

    /// <summary>What is wrong, for the form to say while somebody types; null when it adds up or there is no mix.</summary>
    public static string? Fault(IReadOnlyCollection<MixShare> mix) => mix.Sum(share => share.Percent) switch
    {
        0 or Whole => null,
        < Whole and var sum => $"The shares add up to {sum} %: {Whole - sum} % are missing.",
        var sum => $"The shares add up to {sum} %: that is {sum - Whole} % too many.",
    };
}
