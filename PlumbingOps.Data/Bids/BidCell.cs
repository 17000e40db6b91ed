namespace PlumbingOps.Data.Bids;

/// <summary>One cell of a line: as it shows, and as a person fills it in.</summary>
public static class BidCell
{
    public static string Text(BidLineRow line, BidLineField field) => field switch
    {
        BidLineField.Description => line.Description,
        BidLineField.Quantity => BidText.Of(line.Quantity),
        BidLineField.Unit => line.Unit ?? "",
        BidLineField.UnitPrice => BidText.Of(line.UnitPriceCents),
        _ => BidText.Of(line.UnitCostCents),
    };

    internal static string Text(BidLine line, BidLineField field) =>
        Text(new BidLineRow(line.Id, line.Description, line.Quantity, line.Unit, line.UnitPriceCents, line.UnitCostCents, null), field);

    internal static void Set(BidLine line, BidLineField field, string? typed)
    {
        switch (field)
        {
            case BidLineField.Description: line.Description = BidText.Description(typed); break;
            case BidLineField.Quantity: line.Quantity = BidText.Quantity(typed); break;
            case BidLineField.Unit: line.Unit = BidText.Unit(typed); break;
            case BidLineField.UnitPrice: line.UnitPriceCents = BidText.Cents(typed); break;
            default: line.UnitCostCents = BidText.Cost(typed); break;
        }
    }

    /// <returns>What to say when somebody else filled the cell in with something else since it was seen; null when all is well.</returns>
    internal static string? Conflict(BidLine line, BidLineField field, string? seen, string? typed)
    {
        var now = Text(line, field);
        return seen is null || now == seen || now == (typed ?? "").Trim() ? null : $"Somebody else wrote “{now}” here meanwhile; yours was “{typed}”. Type it again if it is right.";
    }
}
