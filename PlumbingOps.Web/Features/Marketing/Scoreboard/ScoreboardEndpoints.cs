using System.Globalization;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Features.Jobs;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Scoreboard;

public static class ScoreboardEndpoints
{
    private static readonly string[] Titles = ["Week of", "Person", "Planned", "Posted", "Completed %", "Missed", "Failed", "Cancelled", "Overdue drafts"];

    public static void MapScoreboard(this IEndpointRouteBuilder app) =>
        app.MapGet(Urls.ScoreboardCsv, AnswerAsync).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeMarketing));

    private static async Task<IResult> AnswerAsync(ScoreboardService scores, Me me, TenantChoice tenants, HttpContext http, CancellationToken cancellationToken)
    {
        if (await me.FindActorAsync(http.User) is not { } actor)
        {
            return Results.Unauthorized();
        }

        await tenants.StartAsync(actor, http.Request.Cookies[TenantChoice.Cookie]);
        try
        {
            var company = tenants.WithRoom(Feature.Marketing)[0];
            var board = await scores.WeekAsync(company.Id, JobFilters.Day(ListFile.Value(http)("week")) ?? tenants.Times(company.Id).Today, tenants.Narrow(actor), cancellationToken);
            http.Response.Headers.CacheControl = "no-store";
            return CsvFile.Of("scoreboard.csv", Titles, board.Rows.Append(board.Total).Select(row => Cells(board.Monday, row)).ToAsyncEnumerable());
        }
        catch (RuleException)
        {
            return Results.Forbid();
        }
    }

    private static IReadOnlyList<string?> Cells(DateOnly monday, ScoreRow row) =>
    [
        AddressQuery.Text(monday), row.Owner,
        .. new[] { row.Planned, row.Posted, row.Completion, row.Missed, row.Failed, row.Cancelled, row.OverdueDrafts }.Select(n => n.ToString(CultureInfo.InvariantCulture)),
    ];
}
