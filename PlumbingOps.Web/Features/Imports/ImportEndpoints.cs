using System.Text;
using PlumbingOps.Data;
using PlumbingOps.Data.Imports;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Imports;

public static class ImportEndpoints
{
    private const string NotImported = "/imports/{id:guid}/not-imported.csv";

    public static string NotImportedHref(Guid id) => $"/imports/{id}/not-imported.csv";

    /// <summary>The rows that were not imported, each with its reason, as a file.</summary>
    public static void MapImports(this IEndpointRouteBuilder app) =>
        app.MapGet(NotImported, async (Guid id, ImportListService imports, Me me, HttpContext http, CancellationToken cancellationToken) =>
        {
            // Gathered first: a refusal half-way would look like a whole file.
            var text = new StringWriter();
            try
            {
                await imports.WriteNotImportedAsync(id, text, (await me.FindActorAsync(http.User))!, cancellationToken);
            }
            catch (NotFoundException)
            {
                return Results.NotFound();
            }
            catch (RuleException)
            {
                return Results.Forbid();
            }

            http.Response.Headers.CacheControl = "no-store";
            // Excel takes UTF-8 for what it is only with the mark in front.
            return Results.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())], "text/csv; charset=utf-8", "not-imported.csv");
        }).RequireAuthorization();
}
