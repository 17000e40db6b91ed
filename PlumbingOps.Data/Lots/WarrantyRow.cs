namespace PlumbingOps.Data.Lots;

/// <summary>A house's warranty, for pages.</summary>
/// <param name="TenantId">Who bears it.</param>
/// <param name="EndsOn">The last covered day.</param>
public sealed record WarrantyRow(string TenantId, DateOnly StartsOn, DateOnly EndsOn, Guid? JobId, string? Notes)
{
    public bool Covers(DateOnly day) => StartsOn <= day && day <= EndsOn;
}
