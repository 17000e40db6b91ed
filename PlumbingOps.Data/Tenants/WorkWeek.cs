namespace PlumbingOps.Data.Tenants;

/// <summary>When a company works, by its own clock. Callers are promised no time outside of it, and a visit placed there is worth a warning.</summary>
/// <param name="Travel">From one house to the next, into the truck and out of it.</param>
public sealed record WorkWeek(TimeOnly Begins, TimeOnly Ends, IReadOnlyList<DayOfWeek> Days, TimeSpan Travel)
{
    public static WorkWeek Usual { get; } = new(new TimeOnly(7, 0), new TimeOnly(18, 0), [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], TimeSpan.FromMinutes(30));
}
