using System.Globalization;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.ServiceCalls;

public static class ServiceCallEndpoints
{
    private static readonly string[] Titles =
        ["Number", "Company", "Kind", "Status", "Priority", "Customer", "Lot", "Street", "City", "Problem", "Starts", "Ends", "Technicians", "Completed", "Payment", "Write-up", "Write-up by", "Paperwork"];

    /// <summary>All calls of the list as the person filtered and sorted it.</summary>
    public static void MapServiceCalls(this IEndpointRouteBuilder app) =>
        app.MapGet(Urls.ServiceCallsCsv, (ServiceCallService calls, ListFile file, TenantChoice tenants, HttpContext http, CancellationToken cancellationToken) => file.AnswerAsync(
            http, Permission.SeeServiceCalls, "service-calls.csv", Titles,
            (request, actor) => calls.ListAsync(CallFilters.Read(ListFile.Value(http)), request, actor, cancellationToken),
            (row, tenant) =>
            [
                row.ShortNumber, tenant, row.Kind.InWords(), CallBadge.Word(row.Status), EnumWords.Of(row.Priority), row.Customer, row.Lot, row.Street, row.City, row.Problem,
                OnTheWall(row.StartsAt, tenants.Find(row.TenantId)?.TimeZone), OnTheWall(row.EndsAt, tenants.Find(row.TenantId)?.TimeZone), string.Join(", ", row.Technicians),
                OnTheWall(row.CompletedAt, tenants.Find(row.TenantId)?.TimeZone), row.PaymentStatus?.InWords(), row.WriteUp?.InWords(), row.WriteUpBy, row.PaperworkTurnedIn ? "turned in" : null,
            ], row => row.TenantId, cancellationToken)).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeServiceCalls));

    /// <summary>As the company's clock showed it, in a form spreadsheets sort.</summary>
    private static string? OnTheWall(DateTimeOffset? at, TimeZoneInfo? zone) =>
        at is { } known && zone is not null ? TimeZoneInfo.ConvertTime(known, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : null;
}
