using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Bids;

/// <summary>What the customer reads. Costs are not in it.</summary>
public sealed record BidDocument(
    string Company, string? CompanyAddress, string Color, string Number, int Version, string Name, string ForWhom, string Place, string? Plan, DateOnly SentOn, DateOnly? DueDate,
    IReadOnlyList<BidDocumentSection> Sections, long TotalCents, string? Terms)
{
    public static BidDocument Read(string json) => JsonSerializer.Deserialize<BidDocument>(json)!;

    public string Write() => JsonSerializer.Serialize(this);

    public static string HashOf(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    /// <summary>The bid as it stands, with all its lines loaded.</summary>
    internal static async Task<BidDocument> OfAsync(AppDbContext db, Bid bid, TenantRow company, DateOnly sentOn, CancellationToken cancellationToken)
    {
        var address = await db.Tenants.Where(t => t.Id == company.Id).Select(t => t.PostalAddress).SingleAsync(cancellationToken);
        var row = await db.Bids.Where(b => b.Id == bid.Id).Select(b => new { Builder = b.Builder!.Name, Customer = b.Customer!.Name, Community = b.Community!.Name }).SingleAsync(cancellationToken);
        var street = string.Join(", ", new[] { bid.Street, bid.City }.Where(part => !string.IsNullOrEmpty(part)));
        var lot = row.Community is null ? null : bid.LotNumber is null ? row.Community : $"{row.Community}, lot {bid.LotNumber}";
        return new BidDocument(
            company.Name, address, company.Color, bid.ShortNumber, bid.VersionNumber, bid.Name, string.Join(", ", new[] { row.Builder, row.Customer }.OfType<string>()),
            string.Join(" · ", new[] { lot, street }.Where(part => !string.IsNullOrEmpty(part))), bid.Plan, sentOn, bid.DueDate,
            [.. BidParts.InOrder(bid).Where(s => s.Lines.Count > 0).Select(s => new BidDocumentSection(
                s.Section.Title, s.Lines.Sum(l => l.TotalCents ?? 0), [.. s.Lines.Select(l => new BidDocumentLine(l.Id, l.Description, l.Quantity, l.Unit, l.UnitPriceCents, l.TotalCents))]))],
            bid.TotalCents, bid.Terms);
    }

    internal BidVersion AsVersion(Bid bid, Actor by, DateTimeOffset at, Guid? id = null)
    {
        var json = Write();
        return new BidVersion { Id = id ?? Guid.CreateVersion7(), TenantId = bid.TenantId, BidId = bid.Id, Number = Version, Document = json, DocumentHash = HashOf(json), TotalCents = TotalCents, SentAt = at, SentById = by.UserId };
    }
}

public sealed record BidDocumentSection(string Title, long TotalCents, IReadOnlyList<BidDocumentLine> Lines);

/// <param name="Id">The line's own: by it two versions are compared.</param>
public sealed record BidDocumentLine(Guid Id, string Description, decimal Quantity, string? Unit, long? UnitPriceCents, long? TotalCents);
