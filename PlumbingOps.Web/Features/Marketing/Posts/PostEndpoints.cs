using System.Globalization;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Posts;

public static class PostEndpoints
{
    private static readonly string[] Titles =
        ["Number", "Company", "Account", "Channel", "Title", "Text", "Category", "Status", "Goes out", "Zone", "Owner", "Approver", "Pictures", "Posted", "Address", "Why", "Next step"];

    /// <summary>The list as the person filtered it, as a spreadsheet and as a calendar.</summary>
    public static void MapPosts(this IEndpointRouteBuilder app)
    {
        app.MapGet(Urls.PostsCsv, (PostService posts, ListFile file, HttpContext http, CancellationToken cancellationToken) => file.AnswerAsync(
            http, Permission.SeeMarketing, "posts.csv", Titles,
            (request, actor) => posts.ListAsync(PostFilters.Read(ListFile.Value(http)), request, actor, cancellationToken),
            (row, tenant) =>
            [
                row.ShortNumber, tenant, row.Account, row.Channel, row.Title ?? row.Hint, row.Excerpt, row.Category?.InWords(), PostBadge.Word(row.Status), Wall(row.Day, row.Time), row.Zone, row.Owner, row.Reviewer,
                row.Pictures.ToString(CultureInfo.InvariantCulture), Wall(row.PostedAt, row.Zone), row.PostUrl, row.Cause, row.NextStep,
            ], row => row.TenantId, cancellationToken)).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeMarketing));
        app.MapGet(Urls.PostsICalendar, ICalendarAsync).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeMarketing));
    }

    private static async Task<IResult> ICalendarAsync(PostService posts, Me me, TenantChoice tenants, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        if (await me.FindActorAsync(http.User) is not { } actor)
        {
            return Results.Unauthorized();
        }

        await tenants.StartAsync(actor, http.Request.Cookies[TenantChoice.Cookie]);
        var filter = PostFilters.Read(ListFile.Value(http));
        try
        {
            var rows = new List<PostRow>();
            for (var request = new ListRequest(null, false, null, null, 500); rows.Count < PostCalendarFile.MostPosts;)
            {
                var page = await posts.ListAsync(filter, request, tenants.Narrow(actor), cancellationToken);
                rows.AddRange(page.Rows.Where(row => row.ScheduledFor is not null));
                if (page.Next is null)
                {
                    break;
                }

                request = request with { After = page.Next };
            }

            http.Response.Headers.CacheControl = "no-store";
            return Results.Text(PostCalendarFile.Of(rows, clock.GetUtcNow()), "text/calendar; charset=utf-8");
        }
        catch (RuleException)
        {
            return Results.Forbid();
        }
    }

    private static string? Wall(DateOnly? day, TimeOnly? time) => day is { } d && time is { } t ? d.ToDateTime(t).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : null;

    private static string? Wall(DateTimeOffset? at, string zone) =>
        at is { } known && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var here) ? TimeZoneInfo.ConvertTime(known, here).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : null;
}
