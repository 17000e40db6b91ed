using System.Globalization;
using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Lots;

/// <summary>Lot numbers as people type them: "012", "12a", "1-40, 42, 45-60".</summary>
public static partial class LotNumber
{
    /// <summary>More at once is a slip of the finger.</summary>
    public const int MostAtOnce = 1000;

    /// <summary>"012a" → "12A"; null for nothing.</summary>
    public static string? Normalise(string? typed)
    {
        var number = (typed ?? "").Replace(" ", "", StringComparison.Ordinal).TrimStart('#').ToUpperInvariant();
        if (number.Length == 0)
        {
            return null;
        }

        var significant = LeadingZeros().Replace(number, "");
        return significant.Length > Lot.NumberMaxLength
            ? throw new RuleException($"A lot's number has at most {Lot.NumberMaxLength} characters.", nameof(LotInput.Number))
            : significant;
    }

    /// <summary>"1-40, 42, A1-A5" → every number once, in the order typed.</summary>
    /// <param name="field">The input's property a refusal belongs to.</param>
    /// <exception cref="RuleException">A part is no number or range, or there are too many.</exception>
    public static IReadOnlyList<string> Range(string? typed, string field)
    {
        var numbers = new List<string>();
        foreach (var part in Separator().Split(LotWord().Replace(typed ?? "", " ")).Select(p => p.Trim()).Where(p => p.Length > 0))
        {
            numbers.AddRange(Part(part, field));
            if (numbers.Count > MostAtOnce)
            {
                throw new RuleException($"At most {MostAtOnce:N0} lots at once.", field);
            }
        }

        return numbers.Count > 0 ? [.. numbers.Distinct(StringComparer.Ordinal)] : throw new RuleException("Give the numbers, as in 1-40, 42, 45-60.", field);
    }

    private static IEnumerable<string> Part(string part, string field)
    {
        if (RangePart().Match(part) is { Success: true } range)
        {
            var (letters, toLetters) = (range.Groups["letters"].Value.ToUpperInvariant(), range.Groups["toLetters"].Value.ToUpperInvariant());
            var (first, last) = (Digits(range, "first"), Digits(range, "last"));
            if (toLetters.Length > 0 && toLetters != letters)
            {
                throw new RuleException($"“{part}” goes from one letter to another: give two ranges.", field);
            }

            if (last < first)
            {
                throw new RuleException($"“{part}” runs backwards.", field);
            }

            return last - first >= MostAtOnce
                ? throw new RuleException($"“{part}” are more than {MostAtOnce:N0} lots.", field)
                : Enumerable.Range(first, last - first + 1).Select(n => letters + n);
        }

        return SinglePart().IsMatch(part) && part.Length <= Lot.NumberMaxLength
            ? [Normalise(part)!]
            : throw new RuleException($"“{part}” is no lot number and no range such as 1-40.", field);
    }

    private static int Digits(Match range, string group) => int.Parse(range.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^0+(?=[0-9])")]
    private static partial Regex LeadingZeros();

    [GeneratedRegex(@"[,;&\n]|\band\b|\s+(?![-–—])(?<![-–—]\s+)", RegexOptions.IgnoreCase)]
    private static partial Regex Separator();

    [GeneratedRegex(@"\blots?\b|#", RegexOptions.IgnoreCase)]
    private static partial Regex LotWord();

    [GeneratedRegex(@"^(?<letters>[A-Za-z]{0,3})0*(?<first>[0-9]{1,6})\s*[-–—]\s*(?<toLetters>[A-Za-z]{0,3})0*(?<last>[0-9]{1,6})$")]
    private static partial Regex RangePart();

    [GeneratedRegex("^[A-Za-z0-9]+$")]
    private static partial Regex SinglePart();
}
