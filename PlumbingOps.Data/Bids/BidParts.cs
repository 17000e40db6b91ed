using System.Text.Json;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Bids;

/// <summary>Sections with their lines, as a template keeps them.</summary>
public sealed record BidParts(IReadOnlyList<BidPart> Sections)
{
    public static BidParts Of(Bid bid) => new([.. InOrder(bid).Select(s => new BidPart(
        s.Section.Title, [.. s.Lines.Select(l => new BidPartLine(l.Description, l.Quantity, l.Unit, l.UnitPriceCents, l.UnitCostCents))]))]);

    public static BidParts Read(string json) => JsonSerializer.Deserialize<BidParts>(json)!;

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Adds copies of them to a new bid.</summary>
    internal void FillIn(Bid bid)
    {
        foreach (var (n, part) in Sections.Index())
        {
            var section = new BidSection { TenantId = bid.TenantId, Title = part.Title, Position = (n + 1) * BidOrder.Step };
            bid.Sections.Add(section);
            bid.Lines.AddRange(part.Lines.Select((line, m) => new BidLine
            {
                TenantId = bid.TenantId,
                SectionId = section.Id,
                Position = (m + 1) * BidOrder.Step,
                Description = line.Description,
                Quantity = line.Quantity,
                Unit = line.Unit,
                UnitPriceCents = line.UnitPriceCents,
                UnitCostCents = line.UnitCostCents,
            }));
        }
    }

    internal static IEnumerable<(BidSection Section, IReadOnlyList<BidLine> Lines)> InOrder(Bid bid) =>
        bid.Sections.OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => (s, OfSection(bid, s.Id)));

    internal static IReadOnlyList<BidLine> OfSection(Bid bid, Guid section) => [.. bid.Lines.Where(l => l.SectionId == section).OrderBy(l => l.Position).ThenBy(l => l.Id)];

    /// <summary>As the viewer may see them.</summary>
    internal static IReadOnlyList<BidSectionRow> Rows(Bid bid, Actor by)
    {
        var (prices, margins) = (by.May(Permission.SeePrices), BidRights.SeesMargins(by));
        return [.. InOrder(bid).Select(s => new BidSectionRow(s.Section.Id, s.Section.Title, prices ? s.Lines.Sum(l => l.TotalCents ?? 0) : null,
            [.. s.Lines.Select(l => new BidLineRow(l.Id, l.Description, l.Quantity, l.Unit, prices ? l.UnitPriceCents : null, margins ? l.UnitCostCents : null, prices ? l.TotalCents : null))]))];
    }
}

public sealed record BidPart(string Title, IReadOnlyList<BidPartLine> Lines);

public sealed record BidPartLine(string Description, decimal Quantity, string? Unit, long? UnitPriceCents, long? UnitCostCents);
