using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Bids;

/// <summary>Bids to start from: kept from a bid, for a builder and a plan or for any.</summary>
public sealed class BidTemplateService(Db database, TimeProvider clock)
{
    /// <summary>Those of the shown companies, by name.</summary>
    public async Task<IReadOnlyList<BidTemplateRow>> ListAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeBids, cancellationToken);
        var prices = by.May(Permission.SeePrices);
        var found = await db.BidTemplates.AsNoTracking().Where(t => t.ArchivedAt == null).OrderBy(t => t.Name).ThenBy(t => t.Id)
            .Select(t => new { t.Id, t.TenantId, t.Name, t.BuilderId, t.Plan, t.Lines, Builder = db.Builders.Where(b => b.Id == t.BuilderId).Select(b => b.Name).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        return found.ConvertAll(t =>
        {
            var lines = BidParts.Read(t.Lines).Sections.SelectMany(s => s.Lines).ToList();
            return new BidTemplateRow(t.Id, t.TenantId, t.Name, t.BuilderId, t.Builder, t.Plan, lines.Count, prices ? lines.Sum(BidMoney.Total) : null);
        });
    }

    /// <summary>Keeps the bid's sections, lines and terms as a template. One of the same name takes them in.</summary>
    public Task SaveAsync(Guid bidId, BidTemplateInput input, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Typed.Check(input);
        await using var db = await database.OpenAsync(by, Permission.EditBids, cancellationToken);
        var bid = await db.Bids.AsNoTracking().Include(b => b.Sections).Include(b => b.Lines).AsSplitQuery().SingleOrDefaultAsync(b => b.Id == bidId, cancellationToken)
            ?? throw new NotFoundException("The bid");
        if (bid.Lines.Count == 0)
        {
            throw new RuleException("The bid has no lines to keep.");
        }

        var (name, parts) = (Typed.Line(input.Name)!, BidParts.Of(bid).Write());
        var template = await db.BidTemplates.SingleOrDefaultAsync(t => t.TenantId == bid.TenantId && t.Name == name && t.ArchivedAt == null, cancellationToken);
        if (template is null)
        {
            template = new BidTemplate { TenantId = bid.TenantId, Name = name, Lines = parts };
            db.BidTemplates.Add(template);
        }

        template.Lines = parts;
        template.Terms = bid.Terms;
        template.BuilderId = input.ForBuilder ? bid.BuilderId : null;
        template.Plan = input.ForPlan ? bid.Plan : null;
        await db.DescribeAsync($"Kept {bid.ShortNumber} as the template “{name}”", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }, e => e.Violates(BidVersionConfiguration.OneOfEach));

    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, clock.GetUtcNow(), by, cancellationToken);

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, null, by, cancellationToken);

    private async Task SetArchivedAsync(Guid id, DateTimeOffset? at, Actor by, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.EditBids, cancellationToken);
        by.Require(Permission.ArchiveRecords);
        var template = await db.BidTemplates.SingleOrDefaultAsync(t => t.Id == id, cancellationToken) ?? throw new NotFoundException("The template");
        template.ArchivedAt = at;
        await db.DescribeAsync($"{(at is null ? "Restored" : "Archived")} the template “{template.Name}”", cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(BidVersionConfiguration.OneOfEach))
        {
            throw new RuleException($"There is another template “{template.Name}” now.");
        }
    }
}

/// <param name="TotalCents">Null for who may not see prices.</param>
public sealed record BidTemplateRow(Guid Id, string TenantId, string Name, Guid? BuilderId, string? Builder, string? Plan, int LineCount, long? TotalCents)
{
    /// <summary>How well it fits a bid for the builder and the plan: the higher the better, less than nothing not at all.</summary>
    public int Fits(Guid? builderId, string? plan) =>
        BuilderId is { } other && builderId is not null && other != builderId ? -1
        : (BuilderId is not null && BuilderId == builderId ? 2 : 0) + (Plan is not null && string.Equals(Plan, plan?.Trim(), StringComparison.OrdinalIgnoreCase) ? 1 : 0);
}

/// <summary>What the form of a template fills in.</summary>
public class BidTemplateInput
{
    [Display(Name = "Name"), Required(ErrorMessage = "Give the template a name."), MaxLength(Bid.NameMaxLength)]
    public string? Name { get; set; }

    [Display(Name = "For this builder")]
    public bool ForBuilder { get; set; } = true;

    [Display(Name = "For this plan")]
    public bool ForPlan { get; set; } = true;
}

/// <summary>The database's rounding, for lines that are not in it.</summary>
internal static class BidMoney
{
    public static long Total(BidPartLine line) => (long)Math.Round(line.Quantity * (line.UnitPriceCents ?? 0), MidpointRounding.AwayFromZero);
}
