using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Publishing.GoogleBusiness;

/// <summary>Google names no reasons, but posts with a phone number in their text are refused again and again.</summary>
public static partial class GooglePhone
{
    public static bool IsIn(string text) => Number().IsMatch(text);

    [GeneratedRegex(@"(?<!\d)(?:\+?1[-. ]?)?\(?\d{3}\)?[-. ]?\d{3}[-. ]\d{4}(?!\d)")]
    private static partial Regex Number();
}
