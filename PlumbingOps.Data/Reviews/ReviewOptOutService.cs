using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Reviews;

/// <summary>Everything a page may ask about those whom a company never asks again.</summary>
public sealed class ReviewOptOutService(Db database, TimeProvider clock)
{
    private const string Insert = "insert into app.review_opt_outs (id, tenant_id, email, at, added_by_id) values ($1, $2, $3, $4, $5::uuid) on conflict do nothing";

    /// <summary>The last ones first, as the list asks.</summary>
    public async Task<ListPage<ReviewOptOutRow>> ListAsync(ReviewOptOutFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeReviews, cancellationToken);
        var wishes = db.ReviewOptOuts.AsNoTracking();
        wishes = filter.Own switch
        {
            true => wishes.Where(o => o.AddedById == null),
            false => wishes.Where(o => o.AddedById != null),
            null => wishes,
        };
        foreach (var word in SearchWords.Of(filter.Search))
        {
            var anywhere = SearchWords.Anywhere(word);
            wishes = wishes.Where(o => EF.Functions.ILike(o.Email, anywhere));
        }

        return await wishes.PerCompany(db.Scope!.Tenants, company => o => o.TenantId == company).ToPageAsync(request, o => o.At, o => o.Id, AsRow(db), cancellationToken);
    }

    /// <summary>Somebody said it to us: on the phone, by word of mouth.</summary>
    public async Task AddAsync(string tenantId, ReviewOptOutInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditReviews, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "reviews", cancellationToken);
        Typed.Check(input);
        var address = input.Email.Trim().ToLowerInvariant();
        if (!MailText.IsAddress(address))
        {
            throw new RuleException("This is not a mail address. One looks like ann@example.com.", nameof(input.Email));
        }

        await db.DescribeAsync($"{address} is not asked for reviews any more", cancellationToken);
        if (await db.RunAsync(Insert, [Guid.CreateVersion7(), tenantId, address, clock.GetUtcNow(), by.UserId], cancellationToken) == 0)
        {
            throw new RuleException($"{address} is on the list already.", nameof(input.Email));
        }
    }

    /// <summary>They may be asked again.</summary>
    public async Task RemoveAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditReviews, cancellationToken);
        var wish = await db.ReviewOptOuts.SingleOrDefaultAsync(o => o.Id == id, cancellationToken) ?? throw new NotFoundException("The address");
        db.Remove(wish);
        await db.DescribeAsync($"{wish.Email} may be asked for reviews again", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>By the link in a mail. Saying it twice is saying it once.</summary>
    internal static Task StopAsync(AppDbContext db, string tenantId, string address, DateTimeOffset at, CancellationToken cancellationToken) =>
        db.RunAsync(Insert, [Guid.CreateVersion7(), tenantId, address, at, null], cancellationToken);

    private static Expression<Func<ReviewOptOut, ReviewOptOutRow>> AsRow(AppDbContext db) => o => new ReviewOptOutRow(
        o.Id, o.TenantId, o.Email, o.At,
        db.ReviewRequests.Where(r => r.TenantId == o.TenantId && AppDbContext.Lower(r.Email!) == o.Email).OrderByDescending(r => r.CreatedAt).Select(r => r.CustomerName).FirstOrDefault(),
        o.AddedById != null, db.Users.Where(u => u.Id == o.AddedById).Select(u => u.FullName).FirstOrDefault());
}

/// <summary>Somebody who is not asked again.</summary>
/// <param name="Name">As the last request to the address knew them; null: nobody there was ever asked.</param>
/// <param name="ByUs">One of us wrote it down; else they said so by the link in a mail.</param>
public sealed record ReviewOptOutRow(Guid Id, string TenantId, string Email, DateTimeOffset At, string? Name, bool ByUs, string? AddedBy);

/// <param name="Own">True: only those who said so themselves.</param>
public sealed record ReviewOptOutFilter(string? Search = null, bool? Own = null);

/// <summary>What the form fills in.</summary>
public class ReviewOptOutInput
{
    [Display(Name = "Mail address"), Required(ErrorMessage = "Give the mail address."), MaxLength(ReviewRequest.EmailMaxLength)]
    public string Email { get; set; } = "";
}
