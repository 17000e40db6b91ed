using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Data.Portals;

/// <summary>A job or a call, as far as rules ask about it. What is not known fits only rules that do not ask.</summary>
/// <param name="Permit">Whether it needs one.</param>
public sealed record PortalQuestion(PortalTarget AppliesTo, string TenantId, Guid? BuilderId, string? City, string? County, bool? Permit, JobPhase? Phase);

/// <summary>What a rule asks for, and in which words.</summary>
public sealed record PortalCriteria(PortalTarget AppliesTo, Guid? BuilderId, string? Builder, string? City, string? County, bool? PermitRequired, JobPhase? Phase)
{
    /// <summary>How much a rule asks for: of two that fit, the more exact one is meant.</summary>
    public int Specificity => new object?[] { BuilderId, City, County, PermitRequired, Phase }.Count(asked => asked is not null);

    public bool Fits(PortalQuestion question) =>
        AppliesTo == question.AppliesTo
        && (BuilderId is null || BuilderId == question.BuilderId)
        && (City is null || Plain(City) == Plain(question.City))
        && (County is null || PlainCounty(County) == PlainCounty(question.County))
        && (PermitRequired is null || PermitRequired == question.Permit)
        && (Phase is null || Phase == question.Phase);

    /// <summary>"Vancouver, permit required, Trim".</summary>
    public string InWords()
    {
        var asked = new[] { Builder, City, County is null ? null : PortalWords.CountyInWords(County), PermitRequired is { } permit ? PortalWords.InWords(permit) : null, Phase?.InWords() }.OfType<string>().ToList();
        return asked.Count == 0 ? $"every {AppliesTo.InWords()}" : string.Join(", ", asked);
    }

    /// <summary>Capitals, blanks and punctuation make no other city; null and nothing but blanks are no city.</summary>
    private static string? Plain(string? name)
    {
        var letters = string.Concat((name ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return letters.Length == 0 ? null : letters;
    }

    private static string? PlainCounty(string? name) => Plain(name) is { } county ? Plain(PortalWords.CountyInWords(Typed.Line(name)!)) ?? county : null;
}

/// <summary>Why a login is proposed.</summary>
/// <param name="RuleId">Null for a login that is linked to the builder.</param>
/// <param name="Reason">In plain words.</param>
public sealed record PortalSuggestion(PortalAccountRow Account, Guid? RuleId, string Reason);

/// <summary>Which logins are proposed for a job or a call, in which order (DOMAIN 9, as corrected).</summary>
internal static class PortalMatch
{
    /// <param name="builder">The builder's name, for the reason.</param>
    /// <param name="linked">The active logins linked to the builder.</param>
    /// <param name="rules">The company's active rules for active logins.</param>
    /// <returns>Those of the builder first, then by priority, then the more exact rule, then by name; each login once, with its best reason.</returns>
    public static IReadOnlyList<PortalSuggestion> Of(PortalQuestion question, string? builder, IEnumerable<PortalAccountRow> linked, IEnumerable<KnownPortalRule> rules) =>
    [
        .. InOrder(linked, account => account).Select(account => new PortalSuggestion(account, null, $"Linked to {builder}"))
            .Concat(InOrder(rules.Where(rule => rule.Criteria.Fits(question)).OrderBy(rule => rule.Priority).ThenByDescending(rule => rule.Criteria.Specificity), rule => rule.Account)
                .Select(rule => new PortalSuggestion(rule.Account, rule.Id, $"Rule: {rule.Criteria.InWords()}")))
            .DistinctBy(suggestion => suggestion.Account.Id),
    ];

    private static IOrderedEnumerable<T> InOrder<T>(IEnumerable<T> found, Func<T, PortalAccountRow> account) =>
        (found as IOrderedEnumerable<T> ?? found.OrderBy(_ => 0)).ThenBy(one => account(one).Portal, StringComparer.OrdinalIgnoreCase).ThenBy(one => account(one).Id);
}

/// <summary>A rule as it is matched.</summary>
internal sealed record KnownPortalRule(Guid Id, int Priority, PortalCriteria Criteria, PortalAccountRow Account);
