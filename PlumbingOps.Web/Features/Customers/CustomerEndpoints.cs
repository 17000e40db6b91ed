using System.Globalization;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Customers;

public static class CustomerEndpoints
{
    private static readonly string[] Titles = ["Company", "Name", "Phone", "Other phone", "Mail", "Street", "City", "State", "Zip", "Tags", "Do not service", "Calls", "Created"];

    /// <summary>The filters of the list as they stand in an address: of the page and of the file alike.</summary>
    /// <param name="value">Of a key in the address; null when absent.</param>
    public static CustomerFilter Filter(Func<string, string?> value) => new()
    {
        Search = value("q"),
        Tag = value("tag"),
        DoNotService = value("dns") is not null,
        Archived = value("archived") is not null,
    };

    /// <summary>All customers of the list as the person filtered and sorted it.</summary>
    public static void MapCustomers(this IEndpointRouteBuilder app) =>
        app.MapGet(Urls.CustomersCsv, (CustomerService customers, ListFile file, TenantChoice tenants, HttpContext http, CancellationToken cancellationToken) => file.AnswerAsync(
            http, Permission.SeeCustomers, "customers.csv", Titles,
            (request, actor) => customers.ListAsync(Filter(ListFile.Value(http)), request, actor, cancellationToken),
            (row, company) =>
            [
                company, row.Name, row.Phone, row.OtherPhone, row.Email, row.Street, row.City, row.State, row.Zip, string.Join(", ", row.Tags), row.DoNotService ? "yes" : null,
                row.Calls?.ToString(CultureInfo.InvariantCulture), tenants.Times(row.TenantId).DayOf(row.CreatedAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ], row => row.TenantId, cancellationToken)).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeCustomers));
}
