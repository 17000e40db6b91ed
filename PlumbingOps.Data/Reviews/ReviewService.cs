using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Reviews;

/// <summary>Everything a page may ask about what customers answered.</summary>
public sealed class ReviewService(Db database, TenantDirectory tenants)
{
    /// <summary>The newest first, as the list asks.</summary>
    public async Task<ListPage<ReviewRow>> ListAsync(ReviewFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeReviews, cancellationToken);
        var reviews = await FilterAsync(db, filter, cancellationToken);
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

    private async Task<IQueryable<Review>> FilterAsync(AppDbContext db, ReviewFilter filter, CancellationToken cancellationToken)
    {
        var reviews = db.Reviews.AsNoTracking();
        if (filter.Stars is { } stars) { reviews = reviews.Where(r => r.Rating == stars); }
        reviews = filter.Use switch
        {
            ReviewUse.MayBeQuoted => reviews.Where(r => r.MayBeQuoted),
            ReviewUse.Public => reviews.Where(r => r.IsPublic),
            ReviewUse.Private => reviews.Where(r => !r.IsPublic),
            ReviewUse.ForContent => reviews.Where(r => r.IsFlagged),
            ReviewUse.Content => reviews.Where(r => db.ContentItems.Any(c => c.TenantId == r.TenantId && c.ReviewId == r.Id)),
            _ => reviews,
        };
        if (filter.NeedsTicket)
        {
            const int Usual = 3;
            reviews = reviews.Where(r => r.Rating <= (db.ReviewSettings.Where(s => s.TenantId == r.TenantId).Select(s => (int?)s.RecoveryUpTo).FirstOrDefault() ?? Usual)
                && !db.RecoveryTickets.Any(t => t.TenantId == r.TenantId && t.ReviewId == r.Id));
        }

        if (filter.HasTicket) { reviews = reviews.Where(r => db.RecoveryTickets.Any(t => t.TenantId == r.TenantId && t.ReviewId == r.Id)); }
        reviews = reviews.OnDays(
            filter.From, filter.To, (await tenants.ListAsync(cancellationToken)).Where(t => db.Scope!.Tenants.Contains(t.Id)),
            mine => r => mine.Contains(r.TenantId), start => r => r.At >= start, end => r => r.At < end);
        foreach (var word in SearchWords.Of(filter.Search))
        {
            var anywhere = SearchWords.Anywhere(word);
            reviews = reviews.Where(r => EF.Functions.ILike(r.CustomerName, anywhere) || EF.Functions.ILike(r.Comment!, anywhere));
        }

        return reviews;
    }

    internal static Expression<Func<Review, ReviewRow>> AsRow(AppDbContext db) => r => new ReviewRow(
        r.Id, r.TenantId, r.RequestId, r.Rating, r.Comment, r.CustomerName, r.At, r.MayBeQuoted, r.IsPublic, r.IsFlagged,
        db.ContentItems.Where(c => c.TenantId == r.TenantId && c.ReviewId == r.Id).Select(c => (Guid?)c.Id).FirstOrDefault(),
        db.RecoveryTickets.Where(t => t.TenantId == r.TenantId && t.ReviewId == r.Id).Select(t => (RecoveryStatus?)t.Status).FirstOrDefault(),
        db.ReviewRequests.Where(q => q.TenantId == r.TenantId && q.Id == r.RequestId).Select(q => new ReviewSubject(
            q.ServiceCallId, q.JobId,
            q.ServiceCallId != null ? db.ServiceCalls.Where(c => c.Id == q.ServiceCallId).Select(c => (int?)c.Number).FirstOrDefault() : db.Jobs.Where(j => j.Id == q.JobId).Select(j => (int?)j.Number).FirstOrDefault(),
            db.ServiceCalls.Where(c => c.Id == q.ServiceCallId).Select(c => c.CustomerId).FirstOrDefault())).First());
}

/// <summary>A review in a list.</summary>
/// <param name="ContentId">What marketing made of it.</param>
/// <param name="Ticket">How making it good stands; null: nothing was wrong.</param>
public sealed record ReviewRow(
    Guid Id, string TenantId, Guid RequestId, int Rating, string? Comment, string CustomerName, DateTimeOffset At, bool MayBeQuoted, bool IsPublic, bool IsFlagged, Guid? ContentId, RecoveryStatus? Ticket,
    ReviewSubject Subject)
{
    /// <summary>Marketing may make a draft of it: agreed to, said in words, good, and not used yet.</summary>
    public bool MakesContent => MayBeQuoted && ContentId is null && Comment is not null && Rating >= ContentService.LeastStars;
}

/// <summary>The work a review is about.</summary>
/// <param name="Number">Null for who may not see the call or job.</param>
public sealed record ReviewSubject(Guid? ServiceCallId, Guid? JobId, int? Number, Guid? CustomerId)
{
    /// <summary>S-1042 or J-1042.</summary>
    public string? ShortNumber => Number is null ? null : ServiceCallId is not null ? $"S-{Number}" : $"J-{Number}";
}

/// <param name="NeedsTicket">So few stars that somebody makes it good, and nobody was told to.</param>
/// <param name="From">The first day, in each company's own zone; so is <paramref name="To"/>, the last one.</param>
public sealed record ReviewFilter(string? Search = null, int? Stars = null, ReviewUse? Use = null, bool HasTicket = false, DateOnly? From = null, DateOnly? To = null, bool NeedsTicket = false);

/// <summary>What may be done with a review, and what was.</summary>
public enum ReviewUse { MayBeQuoted, Public, Private, ForContent, Content }

public static class ReviewUses
{
    public static string InWords(this ReviewUse use) => use switch
    {
        ReviewUse.MayBeQuoted => "May be quoted",
        ReviewUse.Private => "Not public",
        ReviewUse.ForContent => "For content",
        ReviewUse.Content => "Content made",
        _ => use.ToString(),
    };
}
