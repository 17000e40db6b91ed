using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Marketing;

/// <summary>Discounts that content tells of.</summary>
public sealed class OfferService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    private const int MostFound = 20;

    private static readonly Expression<Func<Offer, OfferRow>> AsRow = o => new OfferRow(
        o.Id, o.TenantId, o.Title, o.Discount, o.Percent, o.AmountCents, o.ValidFrom, o.ValidTo, o.CouponCode, o.ServiceType, o.IsActive);

    /// <summary>The soonest end first.</summary>
    public async Task<ListPage<OfferRow>> ListAsync(OfferFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var offers = db.Offers.AsNoTracking().Where(o => o.IsActive != filter.Archived);
        var today = await TodayAsync(db, cancellationToken);
        if (filter.When is { } when)
        {
            offers = when switch
            {
                OfferTime.Running => offers.Where(o => o.ValidFrom <= today && today <= o.ValidTo),
                OfferTime.Coming => offers.Where(o => o.ValidFrom > today),
                _ => offers.Where(o => o.ValidTo < today),
            };
        }

        foreach (var word in SearchWords.Of(filter.Search))
        {
            var anywhere = SearchWords.Anywhere(word);
            offers = offers.Where(o => EF.Functions.ILike(o.Title, anywhere) || EF.Functions.ILike(o.CouponCode!, anywhere) || EF.Functions.ILike(o.ServiceType!, anywhere));
        }

        return await offers.ToPageAsync(request, o => o.ValidTo, o => o.Id, AsRow, cancellationToken);
    }

    /// <summary>Those a new piece of content can tell of: running or coming.</summary>
    public async Task<IReadOnlyList<Choice>> FindAsync(string tenantId, string? typed, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var today = await TodayAsync(db, cancellationToken);
        var offers = db.Offers.Where(o => o.TenantId == tenantId && o.IsActive && o.ValidTo >= today);
        foreach (var word in SearchWords.Of(typed))
        {
            offers = offers.Where(o => EF.Functions.ILike(o.Title, SearchWords.Anywhere(word)));
        }

        return [.. (await offers.OrderBy(o => o.ValidTo).Take(MostFound).Select(AsRow).ToListAsync(cancellationToken)).Select(o => new Choice(o.Id, o.Title, o.Worth))];
    }

    public async Task<OfferDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var offer = await db.Offers.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellationToken) ?? throw new NotFoundException("The offer");
        var uses = await db.ContentItems.CountAsync(c => c.TenantId == offer.TenantId && c.OfferId == id && c.ArchivedAt == null, cancellationToken);
        return new OfferDetails(AsRow.Compile()(offer), OfferInput.Of(offer), uses);
    }

    public async Task<Guid> CreateAsync(string tenantId, OfferInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "marketing", cancellationToken);
        Typed.Check(input);
        var offer = new Offer { TenantId = tenantId, Title = input.Title, ValidFrom = input.ValidFrom!.Value, ValidTo = input.ValidTo!.Value, Discount = input.Discount };
        input.FillIn(offer);
        db.Offers.Add(offer);
        await db.DescribeAsync($"Added the offer {offer.Title}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return offer.Id;
    }

    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, OfferInput seen, OfferInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        Typed.Check(mine);
        var offer = await FindAsync(db, id, cancellationToken);
        var merged = FieldMerge.Merge(seen, mine, OfferInput.Of(offer));
        Typed.Check(merged);
        merged.FillIn(offer);
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <param name="active">False: it is over, whatever its days say.</param>
    public Task SetActiveAsync(Guid id, bool active, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        var offer = await FindAsync(db, id, cancellationToken);
        offer.IsActive = active;
        await db.DescribeAsync($"{(active ? "Restored" : "Archived")} the offer {offer.Title}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    private async Task<DateOnly> TodayAsync(AppDbContext db, CancellationToken cancellationToken) =>
        (await tenants.ListAsync(cancellationToken)).Where(t => db.Scope!.Tenants.Contains(t.Id)).Select(t => t.Today(clock)).DefaultIfEmpty().Min();

    private static async Task<Offer> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Offers.SingleOrDefaultAsync(o => o.Id == id, cancellationToken) ?? throw new NotFoundException("The offer");
}

/// <summary>An offer in a list.</summary>
public sealed record OfferRow(
    Guid Id, string TenantId, string Title, DiscountKind Discount, decimal? Percent, long? AmountCents, DateOnly ValidFrom, DateOnly ValidTo, string? CouponCode, string? ServiceType, bool IsActive)
{
    /// <summary>"15 % off", "$50 off", "Free".</summary>
    public string Worth => Discount switch
    {
        DiscountKind.Percentage => string.Create(CultureInfo.InvariantCulture, $"{Percent:0.##} % off"),
        DiscountKind.FixedAmount => string.Create(CultureInfo.InvariantCulture, $"${AmountCents / 100m:0.##} off"),
        _ => "Free",
    };

    /// <param name="today">The company's today.</param>
    public OfferTime When(DateOnly today) => ValidTo < today ? OfferTime.Over : ValidFrom > today ? OfferTime.Coming : OfferTime.Running;
}

/// <summary>Where today stands to an offer's days.</summary>
public enum OfferTime { Running, Coming, Over }

public sealed record OfferFilter
{
    public string? Search { get; init; }
    public OfferTime? When { get; init; }
    public bool Archived { get; init; }
}

/// <param name="Uses">Pieces of content that tell of it.</param>
public sealed record OfferDetails(OfferRow Row, OfferInput Input, int Uses);
