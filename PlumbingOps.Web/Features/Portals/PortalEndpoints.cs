using System.Globalization;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Portals;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Portals;

public static class PortalEndpoints
{
    private static readonly string[] Titles = ["Portal", "Category", "Whose site", "Company", "Signs in as", "Account number", "Owner", "Last verified", "Verified by", "Support phone", "Address"];

    /// <summary>All logins of the directory as the person filtered and sorted it; without the logins for those who may not use them.</summary>
    public static void MapPortals(this IEndpointRouteBuilder app) =>
        app.MapGet(Urls.PortalsCsv, (PortalAccountService accounts, TenantChoice tenants, ListFile file, HttpContext http, CancellationToken cancellationToken) => file.AnswerAsync(
            http, Permission.SeePortals, "portals.csv", Titles,
            (request, actor) => accounts.ListAsync(PortalFilters.Read(ListFile.Value(http)), request, actor, cancellationToken),
            (row, company) =>
            [
                row.Portal, EnumWords.Of(row.Category), row.Jurisdiction, company, row.Login, row.AccountNumber, row.Owner,
                row.LastVerifiedAt is { } at ? tenants.Times(row.TenantId).DayOf(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null, row.LastVerifiedBy, row.SupportPhone, row.BaseUrl,
            ], row => row.TenantId, cancellationToken)).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeePortals));
}
