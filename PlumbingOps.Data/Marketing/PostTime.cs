using System.Globalization;

namespace PlumbingOps.Data.Marketing;

/// <summary>
/// When a post goes out, as the clock of its account's place shows it; without a day it lies in the tray. One value and not two fields: two people who
/// move the same post must see it, and not get the day of one and the hour of the other.
/// </summary>
public sealed record PostTime(DateOnly? Day = null, TimeOnly? Time = null)
{
    public static readonly PostTime Tray = new();

    /// <summary>For notices and the conflict view.</summary>
    public override string ToString() => Day is { } day
        ? string.Create(CultureInfo.InvariantCulture, $"{day:ddd d MMM yyyy}, {Time:h:mm tt}")
        : "the tray";
}
