using System.Text.RegularExpressions;

namespace PlumbingOps.Web.Shell;

/// <summary>An enum's name as a person reads it: "PostAndBeam" → "Post and beam".</summary>
public static partial class EnumWords
{
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum
    {
        var words = WordStart().Replace(value.ToString(), " ").ToLowerInvariant();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    [GeneratedRegex("(?<!^)(?=[A-Z])")]
    private static partial Regex WordStart();
}
