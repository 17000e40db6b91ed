using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Imports;

/// <summary>
/// Door, gate and lockbox codes. They are kept apart from every other text, because lists, logs and previews show those. When in doubt
/// a number near such a word is taken for a code: a masked measure is a nuisance, a shown code opens a house.
/// </summary>
internal static partial class AccessCodes
{
    public const string Mask = "[code]";

    /// <summary>The text with its codes masked; the codes are added to the list.</summary>
    public static string Cut(string text, List<string> codes)
    {
        if (text.Length == 0)
        {
            return text;
        }
        var cut = Labelled().Replace(text, match =>
        {
            var masked = match.Value;
            foreach (var code in match.Groups["code"].Captures.OrderByDescending(c => c.Index))
            {
                if (PhoneNumbers.StartsAt(text, code.Index))
                {
                    continue;
                }
                codes.Add(code.Value);
                masked = masked.Remove(code.Index - match.Index, code.Length).Insert(code.Index - match.Index, Mask);
            }
            return masked;
        });
        return MaskAll(cut, codes);
    }

    /// <summary>The same code may stand a second time without its label.</summary>
    public static string MaskAll(string text, IReadOnlyCollection<string> codes)
    {
        foreach (var code in codes)
        {
            text = text.Replace(code, Mask, StringComparison.OrdinalIgnoreCase);
        }
        return text;
    }

    [GeneratedRegex(@"\b(?:(?:front|back|side|man|garage)\s+)?(?:doors?|gates?|garage|lock\s?-?box(?:es)?|LB|key\s?-?box|key\s?-?pad|entry|alarm|access|security|supra|combo|combination|pass\s?-?code|password|pass|pin|code|codes)\b"
        + @"(?:[^\d\n]{0,24}?|[^\d\n]{0,12}\b(?:code|combo|pin)\b[^\d\n]{0,12}?)(?<code>[#*]?(?:\d{1,2}-\d{1,2}-\d{1,2}|[A-Z]?\d{3,10}[A-Z]?)[#*]?)(?:\s*(?:,|/|&|or|and|then)\s*(?<code>[#*]?\d{3,8}[#*]?)(?!\d|[-.\s]\d))*", RegexOptions.IgnoreCase)]
    private static partial Regex Labelled();
}
