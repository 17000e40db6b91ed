using System.Globalization;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Content;

public static class ContentEndpoints
{
    private static readonly string[] Titles = ["Number", "Company", "Title", "Status", "Category", "Owner", "Draft due", "City", "Tags", "Placements", "Created"];

    /// <summary>The filters of the list as they stand in an address: of the page and of the file alike.</summary>
    /// <param name="value">Of a key in the address; null when absent.</param>
    public static ContentFilter Filter(Func<string, string?> value) => new()
    {
        Search = value("q"),
        Status = Enum.TryParse<ContentStatus>(value("status"), out var status) && Enum.IsDefined(status) ? status : null,
        Category = Enum.TryParse<ContentCategory>(value("category"), out var category) && Enum.IsDefined(category) ? category : null,
        OwnerId = Guid.TryParse(value("owner"), out var owner) ? owner : null,
        Tag = value("tag"),
        Overdue = value("overdue") is not null,
        Archived = value("archived") is not null,
    };

    /// <summary>All content of the list as the person filtered and sorted it.</summary>
    public static void MapContent(this IEndpointRouteBuilder app) =>
        app.MapGet(Urls.ContentCsv, (ContentService content, ListFile file, TenantChoice tenants, HttpContext http, CancellationToken cancellationToken) => file.AnswerAsync(
            http, Permission.SeeMarketing, "content.csv", Titles,
            (request, actor) => content.ListAsync(Filter(ListFile.Value(http)), request, actor, cancellationToken),
            (row, company) =>
            [
                row.ShortNumber, company, row.Title, EnumWords.Of(row.Status), row.Category?.InWords(), row.Owner, Day(row.DraftDueOn), row.City, string.Join(", ", row.Tags),
                row.Posts.ToString(CultureInfo.InvariantCulture), Day(tenants.Times(row.TenantId).DayOf(row.CreatedAt)),
            ], row => row.TenantId, cancellationToken)).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeMarketing));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
