using System.Globalization;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Bids;

public static class BidEndpoints
{
    private const int CentsInDollar = 100;

    private static readonly string[] Titles =
        ["Number", "Company", "Name", "Status", "Builder", "Customer", "Place", "Plan", "Due", "Sent", "Follow up", "Decided", "Owner", "Version", "Lines"];

    /// <summary>All bids of the list as the person filtered and sorted it; prices and margins only for who may see them.</summary>
    public static void MapBids(this IEndpointRouteBuilder app) =>
        app.MapGet(Urls.BidsCsv, async (BidService bids, ListFile file, Me me, HttpContext http, CancellationToken cancellationToken) =>
        {
            var actor = await me.FindActorAsync(http.User);
            var (prices, margins) = actor is null ? (false, false) : (actor.May(Permission.SeePrices), BidRights.SeesMargins(actor));
            return await file.AnswerAsync(
                http, Permission.SeeBids, "bids.csv", [.. Titles, .. prices ? (string[])["Total"] : [], .. margins ? (string[])["Cost", "Margin"] : []],
                (request, person) => bids.ListAsync(BidFilters.Read(ListFile.Value(http)), request, person, cancellationToken),
                (row, company) =>
                [
                    row.ShortNumber, company, row.Name, BidBadge.Word(row.Status), row.Builder, row.Customer, row.Place, row.Plan, Day(row.DueDate), Day(row.SentOn), Day(row.FollowUpOn), Day(row.DecidedOn),
                    row.Owner, row.VersionNumber.ToString(CultureInfo.InvariantCulture), row.LineCount.ToString(CultureInfo.InvariantCulture),
                    .. prices ? (string?[])[Money(row.TotalCents)] : [], .. margins ? (string?[])[Money(row.CostCents), Money(row.MarginCents)] : [],
                ], row => row.TenantId, cancellationToken);
        }).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeBids));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Money(long? cents) => cents is { } known ? (known / (decimal)CentsInDollar).ToString("0.00", CultureInfo.InvariantCulture) : null;
}
