using PlumbingOps.Simulator.GoogleBusiness;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Pages;

/// <summary>A state of the world that a person can turn on and off.</summary>
public sealed record Switch(string Key, string Label, Func<WorldSettings, bool> IsOn, Action<WorldSettings, bool> Turn);

public static class Switches
{
    public static IReadOnlyList<Switch> All { get; } =
    [
        new("quota-zero", "Google has not approved the project", settings => settings.GoogleQuotaZero, (settings, on) => settings.GoogleQuotaZero = on),
        new("api-off", "Google's posts are not switched on", settings => settings.GoogleDisabledApis.Contains(GoogleHosts.MyBusiness), TurnApi),
        new("testing", "Google's refresh tokens live a week", settings => settings.GoogleTestingMode, (settings, on) => settings.GoogleTestingMode = on),
        new("webhooks", "Every change on a Page is told", settings => settings.WebhooksByThemselves, (settings, on) => settings.WebhooksByThemselves = on),
    ];

    public static void Toggle(WorldSettings settings, string? key)
    {
        var chosen = All.FirstOrDefault(known => known.Key == key) ?? throw new FormatException($"There is no switch “{key}”.");
        chosen.Turn(settings, !chosen.IsOn(settings));
    }

    /// <summary>Another set, because a reader may hold the old one.</summary>
    private static void TurnApi(WorldSettings settings, bool off) =>
        settings.GoogleDisabledApis = off ? [.. settings.GoogleDisabledApis, GoogleHosts.MyBusiness] : [.. settings.GoogleDisabledApis.Where(api => api != GoogleHosts.MyBusiness)];
}
