namespace PlumbingOps.Data.Lots;

/// <summary>A house under warranty, or that was, in a list.</summary>
/// <param name="EndsOn">The last covered day.</param>
public sealed record WarrantyListRow(Guid Id, string TenantId, Guid LotId, WarrantyPlace Place, DateOnly StartsOn, DateOnly EndsOn)
{
    /// <param name="today">The company's today.</param>
    public WarrantyStatus Status(DateOnly today) => WarrantyStatus.Of(StartsOn, EndsOn, today);
}

public sealed record WarrantyPlace(string? Number, string? Street, string? City, string Community, Guid BuilderId, string Builder)
{
    /// <summary>"Cedar Ridge #12"; a custom home has no number.</summary>
    public string Title => Number is null ? Community : $"{Community} #{Number}";
}

/// <summary>What a list of warranties is narrowed to; every member also stands in the page's address.</summary>
public sealed record WarrantyFilter
{
    public string? Search { get; init; }
    public Guid? BuilderId { get; init; }
    /// <summary>Their last day is within <see cref="WarrantyStatus.SoonDays"/> days, today included.</summary>
    public bool EndingSoon { get; init; }
    /// <summary>Those that are over instead of the others.</summary>
    public bool Expired { get; init; }
}
