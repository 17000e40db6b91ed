using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Reviews;

/// <summary>Everything a page may ask about what customers answered.</summary>
public sealed class ReviewService(Db database)
{
    public async Task<ListPage<ReviewRow>> ListAsync(ReviewFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeReviews, cancellationToken);
        var reviews = db.Reviews.AsNoTracking();
        if (filter.Stars is { } stars) { reviews = reviews.Where(r => r.Rating == stars); }
        if (filter.Public) { reviews = reviews.Where(r => r.IsPublic); }
        if (filter.Flagged) { reviews = reviews.Where(r => r.IsFlagged); }
        foreach (var word in SearchWords.Of(filter.Search))
        {
            var anywhere = SearchWords.Anywhere(word);
            reviews = reviews.Where(r => EF.Functions.ILike(r.CustomerName, anywhere) || EF.Functions.ILike(r.Comment!, anywhere));
        }

        return await reviews.PerCompany(db.Scope!.Tenants, company => r => r.TenantId == company).ToPageAsync(request, r => r.At, r => r.Id, AsRow(db), cancellationToken);
    }

    /// <summary>On the company's public page, with the customer's consent only.</summary>
    public Task SetPublicAsync(Guid id, bool isPublic, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, isPublic ? "Made public: the review of" : "Took back from the public page: the review of", review =>
    {
        if (isPublic && !review.MayBeQuoted)
        {
            throw new RuleException($"{review.CustomerName} did not agree to be quoted.");
        }

        review.IsPublic = isPublic;
    }, by, cancellationToken);

    /// <summary>Marketing should make something of it.</summary>
    public Task SetFlaggedAsync(Guid id, bool flagged, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, flagged ? "Marked for content: the review of" : "No longer marked for content: the review of", review =>
    {
        if (flagged && !review.MayBeQuoted)
        {
            throw new RuleException($"{review.CustomerName} did not agree to be quoted.");
        }

        review.IsFlagged = flagged;
    }, by, cancellationToken);

    private Task DoAsync(Guid id, string said, Action<Review> act, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditReviews, cancellationToken);
        var review = await db.Reviews.SingleOrDefaultAsync(r => r.Id == id, cancellationToken) ?? throw new NotFoundException("The review");
        act(review);
        await db.DescribeAsync($"{said} {review.CustomerName}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    internal static Expression<Func<Review, ReviewRow>> AsRow(AppDbContext db) => r => new ReviewRow(
        r.Id, r.TenantId, r.RequestId, r.Rating, r.Comment, r.CustomerName, r.At, r.MayBeQuoted, r.IsPublic, r.IsFlagged,
        db.ContentItems.Where(c => c.TenantId == r.TenantId && c.ReviewId == r.Id).Select(c => (Guid?)c.Id).FirstOrDefault());
}

/// <summary>A review in a list.</summary>
/// <param name="ContentId">What marketing made of it.</param>
public sealed record ReviewRow(
    Guid Id, string TenantId, Guid RequestId, int Rating, string? Comment, string CustomerName, DateTimeOffset At, bool MayBeQuoted, bool IsPublic, bool IsFlagged, Guid? ContentId);

public sealed record ReviewFilter(string? Search = null, int? Stars = null, bool Public = false, bool Flagged = false);
