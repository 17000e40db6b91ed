using System.Globalization;

namespace PlumbingOps.Data.Tenants;

/// <summary>A company's colour must show as a small dot on a white page and on a dark one, and must not be mistaken for another company's.</summary>
public static class CompanyColors
{
    private const double DarkestLuminance = 0.04;
    private const double LightestLuminance = 0.72;
    private const double LeastDistance = 60;

    /// <summary>Why the colour will not do; null when it will.</summary>
    public static string? Fault(string color, IEnumerable<string> others)
    {
        var luminance = Luminance(color);
        if (luminance is < DarkestLuminance or > LightestLuminance)
        {
            return luminance < DarkestLuminance ? "This colour is too dark to be seen in dark mode." : "This colour is too light to be seen on a white page.";
        }

        return others.Any(other => Distance(color, other) < LeastDistance) ? "Another company has nearly the same colour. Nobody should book into the wrong company." : null;
    }

    /// <summary>WCAG's relative luminance.</summary>
    private static double Luminance(string color)
    {
        var (red, green, blue) = Parts(color);
        return 0.2126 * Linear(red) + 0.7152 * Linear(green) + 0.0722 * Linear(blue);
    }

    private static double Linear(int part) => part / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);

    private static double Distance(string one, string other)
    {
        var ((r1, g1, b1), (r2, g2, b2)) = (Parts(one), Parts(other));
        return Math.Sqrt(Math.Pow(r1 - r2, 2) + Math.Pow(g1 - g2, 2) + Math.Pow(b1 - b2, 2));
    }

    private static (int Red, int Green, int Blue) Parts(string color)
    {
        var value = int.Parse(color.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (value >> 16, (value >> 8) & 0xff, value & 0xff);
    }
}
