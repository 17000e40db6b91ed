using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Reviews;

/// <summary>How a company asks, and whom it never asks again.</summary>
public sealed class ReviewSettingsService(Db database, TimeProvider clock)
{
    private const int MostOptOuts = 500;

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

    /// <summary>Those who are not asked, the last ones first.</summary>
    public async Task<IReadOnlyList<ReviewOptOutRow>> OptOutsAsync(string tenantId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeReviews, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "reviews", cancellationToken);
        return await db.ReviewOptOuts.Where(o => o.TenantId == tenantId).OrderByDescending(o => o.At).Take(MostOptOuts).Select(o => new ReviewOptOutRow(o.Id, o.Email, o.At)).ToListAsync(cancellationToken);
    }

    public async Task AddOptOutAsync(string tenantId, string email, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditReviews, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "reviews", cancellationToken);
        var address = email.Trim().ToLowerInvariant();
        if (!MailText.IsAddress(address) || address.Length > ReviewRequest.EmailMaxLength)
        {
            throw new RuleException("This is not a mail address. One looks like ann@example.com.");
        }

        await StopAsync(db, tenantId, address, clock.GetUtcNow(), cancellationToken);
    }

    public async Task RemoveOptOutAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditReviews, cancellationToken);
        db.Remove(await db.ReviewOptOuts.SingleOrDefaultAsync(o => o.Id == id, cancellationToken) ?? throw new NotFoundException("The wish"));
        await db.SaveChangesAsync(cancellationToken);
    }

    internal static async Task<ReviewSettings> OfAsync(AppDbContext db, string tenantId, CancellationToken cancellationToken) =>
        await db.ReviewSettings.AsNoTracking().SingleOrDefaultAsync(s => s.TenantId == tenantId, cancellationToken) ?? new ReviewSettings { TenantId = tenantId };

    /// <summary>Saying it twice is saying it once.</summary>
    internal static Task StopAsync(AppDbContext db, string tenantId, string address, DateTimeOffset at, CancellationToken cancellationToken) => db.RunAsync(
        "insert into app.review_opt_outs (id, tenant_id, email, at) values ($1, $2, $3, $4) on conflict do nothing", [Guid.CreateVersion7(), tenantId, address, at], cancellationToken);
}

/// <summary>Somebody who is not asked again.</summary>
public sealed record ReviewOptOutRow(Guid Id, string Email, DateTimeOffset At);
