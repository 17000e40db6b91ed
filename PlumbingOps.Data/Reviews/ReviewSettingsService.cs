using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Reviews;

/// <summary>How a company asks.</summary>
public sealed class ReviewSettingsService(Db database)
{
    public async Task<ReviewSettingsInput> GetAsync(string tenantId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeReviews, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "reviews", cancellationToken);
        return ReviewSettingsInput.Of(await OfAsync(db, tenantId, cancellationToken));
    }

    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public async Task SaveAsync(string tenantId, ReviewSettingsInput seen, ReviewSettingsInput mine, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.ManageCompanies);
        Typed.Check(mine);
        await FieldMerge.RetryAsync(async () =>
        {
            await using var db = await database.OpenAsync(by, Permission.EditReviews, cancellationToken);
            await OwnCompany.RequireAsync(db, tenantId, "reviews", cancellationToken);
            var settings = await db.ReviewSettings.SingleOrDefaultAsync(s => s.TenantId == tenantId, cancellationToken) ?? db.Add(new ReviewSettings { TenantId = tenantId }).Entity;
            FieldMerge.Merge(seen, mine, ReviewSettingsInput.Of(settings)).FillIn(settings);
            await db.DescribeAsync("Changed how reviews are asked for", cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        });
    }

    internal static async Task<ReviewSettings> OfAsync(AppDbContext db, string tenantId, CancellationToken cancellationToken) =>
        await db.ReviewSettings.AsNoTracking().SingleOrDefaultAsync(s => s.TenantId == tenantId, cancellationToken) ?? new ReviewSettings { TenantId = tenantId };
}
