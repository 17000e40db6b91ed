using System.Runtime.CompilerServices;
using PlumbingOps.Data;
using PlumbingOps.Data.People;

namespace PlumbingOps.Web.Shell;

/// <summary>A list's rows as a file: the same service, filters, order and company as on screen, page after page by key.</summary>
public sealed class ListFile(Me me, TenantChoice tenants)
{
    /// <summary>More rows than a spreadsheet is any help with.</summary>
    public const int MostRows = 50_000;

    private const int PageSize = 500;

    /// <summary>A key of the request's address; null when absent or empty.</summary>
    public static Func<string, string?> Value(HttpContext http) => key => http.Request.Query.TryGetValue(key, out var value) && !string.IsNullOrEmpty(value) ? value.ToString() : null;

    /// <param name="cells">Of a row and its company's short name.</param>
    /// <param name="company">Whose a row is; null for what the companies share.</param>
    public async Task<IResult> AnswerAsync<TRow>(
        HttpContext http, Permission permission, string name, IReadOnlyList<string> titles, Func<ListRequest, Actor, Task<ListPage<TRow>>> list,
        Func<TRow, string?, IReadOnlyList<string?>> cells, Func<TRow, string>? company, CancellationToken cancellationToken)
    {
        var actor = await me.FindActorAsync(http.User);
        if (actor is null)
        {
            return Results.Unauthorized();
        }

        await tenants.StartAsync(actor, http.Request.Cookies[TenantChoice.Cookie]);
        var sort = Value(http)("sort");
        var first = new ListRequest(sort?.TrimStart('-'), sort?.StartsWith('-') == true, null, null, PageSize);
        try
        {
            // The first page is read before the answer begins: a refusal must not look like an empty file.
            actor.Require(permission);
            var page = await list(first, tenants.Narrow(actor));
            http.Response.Headers.CacheControl = "no-store";
            return CsvFile.Of(name, titles, RowsAsync(page, cancellationToken));
        }
        catch (RuleException)
        {
            return Results.Forbid();
        }

        async IAsyncEnumerable<IReadOnlyList<string?>> RowsAsync(ListPage<TRow> page, [EnumeratorCancellation] CancellationToken stop)
        {
            for (var written = 0; ; page = await list(first with { After = page.Next }, tenants.Narrow(actor)))
            {
                foreach (var row in page.Rows)
                {
                    stop.ThrowIfCancellationRequested();
                    yield return cells(row, tenants.Find(company?.Invoke(row))?.ShortName);
                }

                written += page.Rows.Count;
                if (page.Next is null || written >= MostRows)
                {
                    yield break;
                }
            }
        }
    }
}
