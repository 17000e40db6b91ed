using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Lots;

/// <summary>The houses' warranties as a list; they begin and end by themselves, with the jobs of the house.</summary>
public sealed class WarrantyService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>Those that end first, first. Each company's by its own today.</summary>
    public async Task<ListPage<WarrantyListRow>> ListAsync(WarrantyFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeLots, cancellationToken);
        var lots = db.Lots.Where(l => l.ArchivedAt == null);
        if (filter.BuilderId is { } builder)
        {
            lots = lots.Where(l => l.Community!.BuilderId == builder);
        }

        foreach (var word in SearchWords.Of(filter.Search))
        {
            lots = lots.Where(l => EF.Functions.Like(l.Search, SearchWords.Anywhere(word)));
        }

        var parts = (await tenants.ListAsync(cancellationToken)).Where(t => db.Scope!.Tenants.Contains(t.Id)).GroupBy(t => t.Today(clock)).Select(day =>
        {
            var (today, soon, mine) = (day.Key, day.Key.AddDays(WarrantyStatus.SoonDays), day.Select(t => t.Id).ToList());
            var theirs = db.LotWarranties.AsNoTracking().Where(w => mine.Contains(w.TenantId) && lots.Any(l => l.Id == w.LotId));
            return filter switch
            {
                { Expired: true } => theirs.Where(w => w.EndsOn < today),
                { EndingSoon: true } => theirs.Where(w => w.StartsOn <= today && w.EndsOn >= today && w.EndsOn <= soon),
                _ => theirs.Where(w => w.EndsOn >= today),
            };
        }).ToList();
        return await parts.ToPageAsync(request, w => w.EndsOn, w => w.Id, AsRow(db), cancellationToken);
    }

    private static Expression<Func<LotWarranty, WarrantyListRow>> AsRow(AppDbContext db) => w => new WarrantyListRow(
        w.Id, w.TenantId, w.LotId,
        db.Lots.Where(l => l.Id == w.LotId).Select(l => new WarrantyPlace(l.Number, l.Street, l.City, l.Community!.Name, l.Community.BuilderId, l.Community.Builder!.Name)).First(),
        w.StartsOn, w.EndsOn);
}
