using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Reviews;

/// <summary>Everything a page may ask about review requests.</summary>
public sealed class ReviewRequestService(Db database, TenantDirectory tenants, ReviewLetters letters, TimeProvider clock)
{
    private const int MostAtOnce = 100;

    /// <summary>Whole days after which an answer is waited for.</summary>
    public const int UnansweredAfterDays = 7;

    /// <summary>The newest first, as the list asks.</summary>
    public async Task<ListPage<ReviewRequestRow>> ListAsync(ReviewRequestFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeReviews, cancellationToken);
        var requests = db.ReviewRequests.AsNoTracking();
        if (filter.Status is { } status) { requests = requests.Where(r => r.Status == status); }
        if (filter.EverSent) { requests = requests.Where(r => r.SentAt != null); }
        requests = requests.OnDays(
            filter.SentFrom, filter.SentTo, (await tenants.ListAsync(cancellationToken)).Where(t => db.Scope!.Tenants.Contains(t.Id)),
            mine => r => mine.Contains(r.TenantId), start => r => r.SentAt >= start, end => r => r.SentAt < end);
        if (filter.Overdue)
        {
            var since = clock.GetUtcNow() - ReviewRequestRow.TooLong;
            requests = requests.Where(r => r.Status == ReviewRequestStatus.Pending && r.CreatedAt < since);
        }

        if (filter.Unanswered)
        {
            var since = clock.GetUtcNow().AddDays(-UnansweredAfterDays);
            requests = requests.Where(r => r.Status == ReviewRequestStatus.Sent && r.SentAt <= since);
        }

        foreach (var word in SearchWords.Of(filter.Search))
        {
            var anywhere = SearchWords.Anywhere(word);
            requests = requests.Where(r => EF.Functions.ILike(r.CustomerName, anywhere) || EF.Functions.ILike(r.Email!, anywhere));
        }

        return await requests.PerCompany(db.Scope!.Tenants, company => r => r.TenantId == company).ToPageAsync(request, r => r.CreatedAt, r => r.Id, AsRow(db), cancellationToken);
    }

    public async Task<ReviewRequestDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeReviews, cancellationToken);
        var row = await db.ReviewRequests.Where(r => r.Id == id).Select(AsRow(db)).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The review request");
        var review = await db.Reviews.Where(r => r.TenantId == row.TenantId && r.RequestId == id).Select(ReviewService.AsRow(db)).SingleOrDefaultAsync(cancellationToken);
        var ticket = review is null ? null : await db.RecoveryTickets.Where(t => t.TenantId == row.TenantId && t.ReviewId == review.Id).Select(RecoveryTicketService.AsRow(db)).SingleOrDefaultAsync(cancellationToken);
        return new ReviewRequestDetails(row, review, ticket);
    }

    /// <summary>Now, whatever the company's days say; sent before: again, with a new link.</summary>
    public Task SendAsync(Guid id, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, "Asked", (db, request) => letters.AskAsync(db, request, reminder: false, cancellationToken), by, cancellationToken);

    /// <returns>Why some were not sent, in sentences; empty when all were.</returns>
    public async Task<IReadOnlyList<string>> SendManyAsync(IReadOnlyList<Guid> ids, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.EditReviews);
        if (ids.Count > MostAtOnce)
        {
            throw new RuleException($"At most {MostAtOnce} at once.");
        }

        var refused = new List<string>();
        foreach (var id in ids.Distinct())
        {
            try
            {
                await SendAsync(id, by, cancellationToken);
            }
            catch (RuleException e) when (e is not SignedOutException)
            {
                refused.Add(e.Message);
            }
        }

        return refused;
    }

    public Task MarkLostAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, "Marked as lost: the request to", (_, request) =>
    {
        request.MarkLost();
        return Task.CompletedTask;
    }, by, cancellationToken);

    /// <summary>How asking works out: of all that were ever sent, so many were answered.</summary>
    public async Task<ReviewNumbers> NumbersAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeReviews, cancellationToken);
        var counts = await db.ReviewRequests.GroupBy(r => new { r.Status, Sent = r.SentAt != null }).Select(g => new { g.Key.Status, g.Key.Sent, Count = g.Count() }).ToListAsync(cancellationToken);
        int Of(ReviewRequestStatus status) => counts.Where(c => c.Status == status).Sum(c => c.Count);
        return new ReviewNumbers(
            counts.Sum(c => c.Count), Of(ReviewRequestStatus.Pending), Of(ReviewRequestStatus.Sent), Of(ReviewRequestStatus.Completed), Of(ReviewRequestStatus.Lost), Of(ReviewRequestStatus.Expired),
            counts.Where(c => c.Sent).Sum(c => c.Count), await db.Reviews.AverageAsync(r => (double?)r.Rating, cancellationToken));
    }

    private Task DoAsync(Guid id, string said, Func<AppDbContext, ReviewRequest, Task> act, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditReviews, cancellationToken);
        var request = await db.ReviewRequests.SingleOrDefaultAsync(r => r.Id == id, cancellationToken) ?? throw new NotFoundException("The review request");
        if (request.ExpiresAt <= clock.GetUtcNow() && request.Status == ReviewRequestStatus.Pending)
        {
            throw new RuleException($"The request to {request.CustomerName} is too old: the work is long done.");
        }

        await act(db, request);
        await db.DescribeAsync($"{said} {request.CustomerName}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    private static Expression<Func<ReviewRequest, ReviewRequestRow>> AsRow(AppDbContext db) => r => new ReviewRequestRow(
        r.Id, r.TenantId, r.CustomerName, r.Email, r.Phone, r.Status, r.ServiceCallId, r.JobId,
        r.ServiceCallId != null ? db.ServiceCalls.Where(c => c.Id == r.ServiceCallId).Select(c => (int?)c.Number).FirstOrDefault() : db.Jobs.Where(j => j.Id == r.JobId).Select(j => (int?)j.Number).FirstOrDefault(),
        r.CreatedAt, r.SentAt, r.RemindedAt, r.CompletedAt, r.ExpiresAt, db.Reviews.Where(x => x.TenantId == r.TenantId && x.RequestId == r.Id).Select(x => (int?)x.Rating).FirstOrDefault(),
        db.ServiceCalls.Where(c => c.Id == r.ServiceCallId).Select(c => c.CustomerId).FirstOrDefault());
}

/// <summary>A request in a list.</summary>
public sealed record ReviewRequestRow(
    Guid Id, string TenantId, string CustomerName, string? Email, string? Phone, ReviewRequestStatus Status, Guid? ServiceCallId, Guid? JobId, int? Number,
    DateTimeOffset CreatedAt, DateTimeOffset? SentAt, DateTimeOffset? RemindedAt, DateTimeOffset? CompletedAt, DateTimeOffset ExpiresAt, int? Rating, Guid? CustomerId)
{
    internal static readonly TimeSpan TooLong = TimeSpan.FromDays(3);

    /// <summary>S-1042 or J-1042; null for who may not see it.</summary>
    public string? Subject => Number is null ? null : ServiceCallId is not null ? $"S-{Number}" : $"J-{Number}";

    public bool IsOverdueAt(DateTimeOffset at) => Status == ReviewRequestStatus.Pending && at - CreatedAt > TooLong;
}

/// <param name="EverSent">Whatever became of it later.</param>
/// <param name="Overdue">Waiting for its mail for too long.</param>
/// <param name="Unanswered">Sent a week ago or longer, and still open.</param>
/// <param name="SentFrom">First sent on these days of the company, ends included.</param>
public sealed record ReviewRequestFilter(
    string? Search = null, ReviewRequestStatus? Status = null, bool EverSent = false, bool Overdue = false, bool Unanswered = false, DateOnly? SentFrom = null, DateOnly? SentTo = null);

public sealed record ReviewRequestDetails(ReviewRequestRow Row, ReviewRow? Review, RecoveryTicketRow? Ticket);

/// <param name="EverSent">Answered, lost and open ones alike, so that no share exceeds the whole.</param>
/// <param name="Average">Of all stars; null without a review.</param>
public sealed record ReviewNumbers(int Total, int Pending, int Sent, int Completed, int Lost, int Expired, int EverSent, double? Average)
{
    /// <summary>Percent of all ever sent that were answered, one decimal; null when none was sent.</summary>
    public double? Conversion => EverSent == 0 ? null : Math.Round(Completed * 100.0 / EverSent, 1, MidpointRounding.AwayFromZero);
}
