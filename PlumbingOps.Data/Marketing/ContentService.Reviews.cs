using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Reviews;

namespace PlumbingOps.Data.Marketing;

public sealed partial class ContentService
{
    /// <summary>Fewer are nothing to show around.</summary>
    public const int LeastStars = 4;
    private const int MostQuoted = 200;

    /// <summary>A draft that quotes a customer who agreed to it, by first name; once for each review.</summary>
    public async Task<Guid> QuoteAsync(Guid reviewId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        var review = await db.Reviews.SingleOrDefaultAsync(r => r.Id == reviewId, cancellationToken) ?? throw new NotFoundException("The review, or the company's marketing,");
        if (!review.MayBeQuoted)
        {
            throw new RuleException($"{review.CustomerName} did not agree to be quoted.");
        }

        if (review.Rating < LeastStars || review.Comment is not { } comment)
        {
            throw new RuleException($"Only words with {LeastStars} stars or more are quoted.");
        }

        if (await db.ContentItems.AnyAsync(c => c.TenantId == review.TenantId && c.ReviewId == reviewId, cancellationToken))
        {
            throw Quoted();
        }

        var name = ReviewLetters.FirstName(review.CustomerName);
        var whole = StringInfo.ParseCombiningCharacters(comment);
        var words = whole.Length <= MostQuoted ? comment : comment[..whole[MostQuoted]].TrimEnd() + "…";
        var content = new ContentItem
        {
            TenantId = review.TenantId,
            Title = $"A review by {name}",
            CreatedAt = clock.GetUtcNow(),
            CreatedById = by.UserId,
            OwnerId = by.UserId,
            ReviewId = reviewId,
            Category = ContentCategory.Authority,
            Caption = $"{new string('★', review.Rating)}\n“{words}”\n\nThank you, {name}!",
        };
        content.Draft();
        db.Add(content);
        await db.DescribeAsync($"Made content of the review by {name}", cancellationToken);
        await db.SaveOrRefuseAsync(index => index is null ? null : Quoted(), cancellationToken);
        return content.Id;
    }

    private static RuleException Quoted() => new("This review is quoted already.");
}
