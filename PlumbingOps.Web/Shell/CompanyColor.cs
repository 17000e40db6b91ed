using System.Text.RegularExpressions;

namespace PlumbingOps.Web.Shell;

/// <summary>A company's colour on its way into a style attribute.</summary>
public static partial class CompanyColor
{
    /// <summary>Sets the accent of everything inside; anything but #RRGGBB leaves the neutral one.</summary>
    public static string? Style(string? color) => color is not null && Hex().IsMatch(color) ? $"--company:{color}" : null;

    [GeneratedRegex(@"\A#[0-9a-fA-F]{6}\z")]
    private static partial Regex Hex();
}
