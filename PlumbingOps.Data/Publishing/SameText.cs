using System.Text;
using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Publishing;

/// <summary>Networks give a text back with other blanks, composed letters and wrapped links; it is the same text for all that.</summary>
public static partial class SameText
{
    public static bool Is(string? one, string? other) => Normal(one) == Normal(other);

    public static string Normal(string? text)
    {
        var unwrapped = WrappedLink().Replace(text ?? "", link => Uri.UnescapeDataString(link.Groups["to"].Value));
        return Blanks().Replace(unwrapped.Normalize(NormalizationForm.FormC), " ").Trim();
    }

    [GeneratedRegex(@"https?://l(?:m)?\.(?:facebook|instagram)\.com/(?:l\.php)?\?u=(?<to>[^&\s]+)(?:&\S*)?", RegexOptions.IgnoreCase)]
    private static partial Regex WrappedLink();

    [GeneratedRegex(@"[\s\u200B\u200C\u200D\uFEFF]+")]
    private static partial Regex Blanks();
}
