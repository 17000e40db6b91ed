using Microsoft.Playwright;

namespace PlumbingOps.Tests.Support;

/// <summary>What somebody looks at.</summary>
public sealed record Screen(string Name, int Width, int Height, ColorScheme Scheme)
{
    public static readonly Screen Desktop = new("desktop-light", 1440, 900, ColorScheme.Light);
    public static readonly Screen DesktopDark = Desktop with { Name = "desktop-dark", Scheme = ColorScheme.Dark };
    public static readonly Screen Phone = new("phone-light", 390, 844, ColorScheme.Light);
    public static readonly Screen PhoneDark = Phone with { Name = "phone-dark", Scheme = ColorScheme.Dark };

    public static readonly IReadOnlyList<Screen> All = [Desktop, DesktopDark, Phone, PhoneDark];
}
