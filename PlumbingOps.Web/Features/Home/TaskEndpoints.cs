using System.Globalization;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Home;

public static class TaskEndpoints
{
    private static readonly string[] Titles = ["Due", "Person", "Task", "Kind", "Details", "Of", "Place or customer", "Company", "Status"];

    /// <summary>All tasks of the list as the person filtered and sorted it.</summary>
    public static void MapTasks(this IEndpointRouteBuilder app) =>
        app.MapGet(Urls.TasksCsv, (OpenTaskService tasks, ListFile file, HttpContext http, CancellationToken cancellationToken) => file.AnswerAsync(
            http, Permission.SeeHome, "tasks.csv", Titles,
            (request, actor) => tasks.ListAsync(TaskFilters.Read(ListFile.Value(http), actor.UserId), request, actor, cancellationToken),
            (row, company) =>
            [
                row.DueDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Assignee, row.Title, row.Type?.InWords(), row.Description, row.RecordNumber, row.Record, company,
                EnumWords.Of(row.Status),
            ], row => row.TenantId, cancellationToken)).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeHome));
}
