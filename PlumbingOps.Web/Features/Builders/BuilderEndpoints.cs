using System.Globalization;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Builders;

public static class BuilderEndpoints
{
    private static readonly string[] Titles = ["Builder", "Also called", "Phone", "City", "State", "Months of warranty", "Communities", "Open jobs", "Open calls"];

    /// <summary>All builders of the list as the person filtered and sorted it.</summary>
    public static void MapBuilders(this IEndpointRouteBuilder app) =>
        app.MapGet(Urls.BuildersCsv, (BuilderService builders, ListFile file, HttpContext http, CancellationToken cancellationToken) => file.AnswerAsync(
            http, Permission.SeeBuilders, "builders.csv", Titles,
            (request, actor) => builders.ListAsync(Filter(ListFile.Value(http)), request, actor, cancellationToken),
            (row, _) =>
            [
                row.Name, string.Join(", ", row.Aliases), row.Phone, row.City, row.State, Number(row.WarrantyMonths), Number(row.Communities), Number(row.OpenJobs), Number(row.OpenCalls),
            ], null, cancellationToken)).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeBuilders));

    private static BuilderFilter Filter(Func<string, string?> value) => new() { Search = value("q"), Archived = value("archived") is not null };

    private static string Number(int many) => many.ToString(CultureInfo.InvariantCulture);
}
