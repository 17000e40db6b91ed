namespace PlumbingOps.Data.Lots;

/// <summary>A house's warranty, for pages.</summary>
/// <param name="EndsOn">The last covered day.</param>
public sealed record WarrantyRow(DateOnly StartsOn, DateOnly EndsOn, Guid? JobId, string? Notes)
{
    public bool Covers(DateOnly day) => StartsOn <= day && day <= EndsOn;
}
