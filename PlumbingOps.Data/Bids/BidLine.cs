namespace PlumbingOps.Data.Bids;

/// <summary>A part of a bid under a heading of its own.</summary>
public class BidSection
{
    public const int TitleMaxLength = 120;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid BidId { get; init; }
    public int Position { get; set; }
    public required string Title { get; set; }
    public uint Version { get; private set; }
}

/// <summary>One line of a bid: so many of something at a price. Money in whole cents, the total rounded once, half a cent away from zero.</summary>
public class BidLine
{
    public const int DescriptionMaxLength = 500;
    public const int UnitMaxLength = 12;
    public const decimal MostQuantity = 1_000_000;
    public const long MostCents = 1_000_000_000;
    public const int QuantityDecimals = 3;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid BidId { get; init; }
    public Guid SectionId { get; set; }
    public int Position { get; set; }
    public string Description { get; set; } = "";
    public decimal Quantity { get; set; } = 1;
    public string? Unit { get; set; }
    /// <summary>Null until somebody knows the price. Less than nothing is a discount.</summary>
    public long? UnitPriceCents { get; set; }
    /// <summary>What it costs us; for those who may see margins.</summary>
    public long? UnitCostCents { get; set; }
    /// <summary>Computed by the database; null without a price.</summary>
    public long? TotalCents { get; private set; }
    public uint Version { get; private set; }
}

/// <summary>The cells of a line that a person fills in.</summary>
public enum BidLineField { Description, Quantity, Unit, UnitPrice, UnitCost }
