namespace PlumbingOps.Data.Lots;

public enum WarrantyState { NotStarted, Upcoming, Covered, Expired }

/// <summary>How a house's warranty stands on a day, in words.</summary>
/// <param name="DaysLeft">Days still covered after today; negative: days since the last covered one. Null when it has not started.</param>
public sealed record WarrantyStatus(WarrantyState State, int? DaysLeft)
{
    /// <summary>Fewer days left than this is worth a warning.</summary>
    public const int SoonDays = 30;

    public bool EndsSoon => State == WarrantyState.Covered && DaysLeft <= SoonDays;

    /// <param name="today">The company's today.</param>
    public static WarrantyStatus Of(LotWarranty? warranty, DateOnly today) => warranty is null
        ? new WarrantyStatus(WarrantyState.NotStarted, null)
        : Of(warranty.StartsOn, warranty.EndsOn, today);

    public static WarrantyStatus Of(DateOnly startsOn, DateOnly endsOn, DateOnly today)
    {
        var left = endsOn.DayNumber - today.DayNumber;
        return new WarrantyStatus(today < startsOn ? WarrantyState.Upcoming : left >= 0 ? WarrantyState.Covered : WarrantyState.Expired, left);
    }

    public string InWords() => (State, DaysLeft) switch
    {
        (WarrantyState.NotStarted, _) => "Not started: begins when Trim and Final are completed",
        (WarrantyState.Upcoming, _) => "Not started yet",
        (WarrantyState.Covered, 0) => "Covered, last day today",
        (WarrantyState.Covered, 1) => "Covered, 1 day left",
        (WarrantyState.Covered, { } left) => $"Covered, {left:N0} days left",
        (_, -1) => "Expired yesterday",
        (_, { } left) => $"Expired {-left:N0} days ago",
        _ => "Expired",
    };
}
