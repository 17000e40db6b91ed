using System.Globalization;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Reviews;

public static class ReviewEndpoints
{
    private static readonly string[] Titles = ["Company", "Customer", "Stars", "Comment", "Answered", "About", "May be quoted", "Public", "Marked for content", "Content made", "Recovery"];

    /// <summary>The filters of the list as they stand in an address: of the page and of the file alike.</summary>
    /// <param name="value">Of a key in the address; null when absent.</param>
    public static ReviewFilter Filter(Func<string, string?> value) => new(
        value("q"),
        int.TryParse(value("stars"), NumberStyles.None, CultureInfo.InvariantCulture, out var stars) ? stars : null,
        Enum.TryParse<ReviewUse>(value("use"), out var use) && Enum.IsDefined(use) ? use : null,
        HasTicket: value("recovery") is not null,
        From: AddressQuery.Day(value("from")),
        To: AddressQuery.Day(value("to")),
        NeedsTicket: value("ticket") == "missing");

    public static ReviewRequestFilter RequestFilter(Func<string, string?> value) => new(
        value("q"), Enum.TryParse<ReviewRequestStatus>(value("status"), out var status) ? status : null, value("sent") is not null, value("overdue") is not null, value("unanswered") is not null,
        AddressQuery.Day(value("sentfrom")), AddressQuery.Day(value("sentto")));

    public static RecoveryTicketFilter TicketFilter(Func<string, string?> value) =>
        new(
            Enum.TryParse<RecoveryStatus>(value("status"), out var status) ? status : null, value("overdue") is not null, value("mine") is not null, value("open") is not null, value("done") is not null,
            AddressQuery.Day(value("from")), AddressQuery.Day(value("to")));

    /// <summary>All reviews of the list as the person filtered it; and the one press of a mail program that ends the asking (RFC 8058).</summary>
    public static void MapReviews(this IEndpointRouteBuilder app)
    {
        app.MapPost(Urls.ReviewStopRoute, StopAsync).AllowAnonymous().RequireRateLimiting(PublicLinkLimit.Reviews);
        // Opened as a page it asks first: programs open links to look at them.
        app.MapGet(Urls.ReviewStopRoute, (string token) => Results.LocalRedirect($"{Urls.ReviewLink(Uri.EscapeDataString(token))}?stop=true")).AllowAnonymous().RequireRateLimiting(PublicLinkLimit.Reviews);
        app.MapGet(Urls.ReviewsCsv, (ReviewService reviews, ListFile file, TenantChoice tenants, HttpContext http, CancellationToken cancellationToken) => file.AnswerAsync(
            http, Permission.SeeReviews, "reviews.csv", Titles,
            (request, actor) => reviews.ListAsync(Filter(ListFile.Value(http)), request, actor, cancellationToken),
            (row, company) =>
            [
                company, row.CustomerName, row.Rating.ToString(CultureInfo.InvariantCulture), row.Comment, tenants.Times(row.TenantId).DayOf(row.At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                row.Subject.ShortNumber, Yes(row.MayBeQuoted), Yes(row.IsPublic), Yes(row.IsFlagged), Yes(row.ContentId is not null), row.Ticket is { } ticket ? EnumWords.Of(ticket) : null,
            ], row => row.TenantId, cancellationToken)).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeReviews));
    }

    private static async Task<IResult> StopAsync(string token, ReviewLinks links, CancellationToken cancellationToken)
    {
        await links.StopAsync(token, cancellationToken);
        return Results.Text("You are not asked again.");
    }

    private static string? Yes(bool holds) => holds ? "yes" : null;
}
