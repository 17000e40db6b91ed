using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Reviews;

/// <summary>What a customer may do with the link from the mail, and what everybody may read. Nobody signs in here; the link is the right.</summary>
public sealed class ReviewLinks(Db database, TenantDirectory tenants, ReviewAlerts alerts, TimeProvider clock)
{
    private const int MostShown = 50;

    /// <summary>Null: there is no such link (any more).</summary>
    public async Task<ReviewInvitation?> FindAsync(string token, CancellationToken cancellationToken = default)
    {
        if (await RequestAsync(token, cancellationToken) is not { } request || await CompanyAsync(request.TenantId, cancellationToken) is not { } company)
        {
            return null;
        }

        await using var db = await OpenAsync([company.Id], cancellationToken);
        var settings = await ReviewSettingsService.OfAsync(db, company.Id, cancellationToken);
        var state = request.Status == ReviewRequestStatus.Completed ? ReviewLinkState.Used
            : !request.IsOpenAt(clock.GetUtcNow()) ? ReviewLinkState.Over
            : request.TokenHash == ReviewLetters.HashOf(token) ? ReviewLinkState.Open : ReviewLinkState.Replaced;
        return new ReviewInvitation(state, company.Id, company.Name, company.Color, ReviewLetters.FirstName(request.CustomerName), settings.GoogleUrl, settings.FacebookUrl);
    }

    /// <summary>Takes the answer, once. Few stars open a ticket; nothing the customer sees differs by them.</summary>
    /// <exception cref="RuleException">The link was used or is over, or no stars were given.</exception>
    public async Task AnswerAsync(string token, int rating, string? comment, bool mayBeQuoted, CancellationToken cancellationToken = default)
    {
        const int Best = 5;
        const string Over = "This link was used already or is over.";
        if (rating is < 1 or > Best)
        {
            throw new RuleException("Choose one to five stars.");
        }

        var words = Typed.Words(comment);
        if (words?.Length > Review.CommentMaxLength)
        {
            throw new RuleException($"At most {Review.CommentMaxLength} characters.");
        }

        if (await RequestAsync(token, cancellationToken) is not { } found)
        {
            throw new RuleException(Over);
        }

        await using var db = await OpenAsync([found.TenantId], cancellationToken);
        var now = clock.GetUtcNow();
        var hash = ReviewLetters.HashOf(token);
        var request = await db.ReviewRequests.SingleOrDefaultAsync(r => r.Id == found.Id && r.TokenHash == hash, cancellationToken);
        if (request?.IsOpenAt(now) != true)
        {
            throw new RuleException(Over);
        }

        request.Complete(now);
        var review = new Review { TenantId = request.TenantId, RequestId = request.Id, Rating = rating, Comment = words, CustomerName = request.CustomerName, At = now, MayBeQuoted = mayBeQuoted };
        db.Add(review);
        if (rating <= (await ReviewSettingsService.OfAsync(db, request.TenantId, cancellationToken)).RecoveryUpTo)
        {
            db.Add(new RecoveryTicket { TenantId = request.TenantId, ReviewId = review.Id, Issue = $"{rating} {(rating == 1 ? "star" : "stars")}{(words is null ? "" : $": {words}")}", CreatedAt = now });
            await alerts.TellAsync(db, request, review, cancellationToken);
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation })
        {
            throw new RuleException(Over);
        }
    }

    /// <summary>Never asked again by this company; the link may be used, over, or of an older mail.</summary>
    public async Task StopAsync(string token, CancellationToken cancellationToken = default)
    {
        if (await RequestAsync(token, cancellationToken) is { Email: { } email } request)
        {
            await using var db = await OpenAsync([request.TenantId], cancellationToken);
            await ReviewOptOutService.StopAsync(db, request.TenantId, email.ToLowerInvariant(), clock.GetUtcNow(), cancellationToken);
        }
    }

    /// <summary>What a company shows: public reviews, first names only. Null: no such company.</summary>
    public async Task<PublicReviews?> OfAsync(string tenantId, CancellationToken cancellationToken = default)
    {
        if (await CompanyAsync(tenantId, cancellationToken) is not { } company)
        {
            return null;
        }

        await using var db = await OpenAsync([company.Id], cancellationToken);
        var shown = await db.Reviews.Where(r => r.TenantId == company.Id && r.IsPublic && r.MayBeQuoted).OrderByDescending(r => r.At).ThenByDescending(r => r.Id)
            .Take(MostShown).Select(r => new { r.Rating, r.Comment, r.CustomerName, r.At }).ToListAsync(cancellationToken);
        return new PublicReviews(company.Name, company.Color, company.Zone, [.. shown.Select(r => new PublicReview(r.Rating, r.Comment, ReviewLetters.FirstName(r.CustomerName), r.At))]);
    }

    private async Task<TenantRow?> CompanyAsync(string id, CancellationToken cancellationToken) =>
        (await tenants.ListAsync(cancellationToken)).FirstOrDefault(t => t.Id == id && t.Features.Contains(Feature.Reviews));

    private async Task<ReviewRequest?> RequestAsync(string token, CancellationToken cancellationToken)
    {
        var companies = (await tenants.ListAsync(cancellationToken)).Where(t => t.Features.Contains(Feature.Reviews)).Select(t => t.Id).ToList();
        if (companies.Count == 0 || string.IsNullOrEmpty(token))
        {
            return null;
        }

        await using var db = await OpenAsync(companies, cancellationToken);
        var hash = ReviewLetters.HashOf(token);
        return await db.ReviewRequests.AsNoTracking().SingleOrDefaultAsync(r => r.TokenHash == hash, cancellationToken)
            ?? await db.ReviewRequests.AsNoTracking().FirstOrDefaultAsync(r => r.OldTokenHashes.Contains(hash), cancellationToken);
    }

    /// <summary>The history says who it was: not one of us.</summary>
    private Task<AppDbContext> OpenAsync(IReadOnlyList<string> companies, CancellationToken cancellationToken) =>
        database.OpenAsync(Actor.System(companies, ChangeSource.Page) with { Name = "A customer" }, Permission.EditReviews, cancellationToken);
}

/// <summary>What the holder of a link sees of us.</summary>
public sealed record ReviewInvitation(ReviewLinkState State, string TenantId, string Company, string Color, string FirstName, string? GoogleUrl, string? FacebookUrl);

public enum ReviewLinkState
{
    Open, Used, Over,
    /// <summary>A newer mail has the link that answers.</summary>
    Replaced,
}

public sealed record PublicReviews(string Company, string Color, string Zone, IReadOnlyList<PublicReview> Reviews);

public sealed record PublicReview(int Rating, string? Comment, string FirstName, DateTimeOffset At);
