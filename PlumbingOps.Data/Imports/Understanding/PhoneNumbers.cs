using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Imports;

/// <summary>North American phone numbers in any of the ways people type them.</summary>
internal static partial class PhoneNumbers
{
    /// <summary>E.164, each once, in the order of the text.</summary>
    public static List<string> Find(string text) =>
        [.. Phone().Matches(text).Select(m => $"+1{m.Groups[1].Value}{m.Groups[2].Value}{m.Groups[3].Value}").Distinct()];

    public static bool Contains(string text) => Phone().IsMatch(text);

    public static bool StartsAt(string text, int index) =>
        Phone().Match(text, Math.Max(0, index - 4)) is { Success: true } match && match.Index <= index && index < match.Index + match.Length;

    public static string Without(string text) => Phone().Replace(text, "");

    [GeneratedRegex(@"(?<![\d-])(?:\+?1[-. ]?)?\(?([2-9]\d{2})\)?[-. ]{0,3}(\d{3})[-. ]{0,3}(\d{4})(?!\d)")]
    private static partial Regex Phone();
}
