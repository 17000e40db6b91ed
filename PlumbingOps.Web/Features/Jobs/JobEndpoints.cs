using System.Globalization;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Jobs;

public static class JobEndpoints
{
    private static readonly string[] Titles = ["Number", "Company", "Builder", "Community", "Lot", "Phase", "Status", "First day", "Last day", "Completed on", "Crew", "Street", "City"];

    /// <summary>All jobs of the list as the person filtered and sorted it.</summary>
    public static void MapJobs(this IEndpointRouteBuilder app) =>
        app.MapGet(Urls.JobsCsv, (JobService jobs, ListFile file, HttpContext http, CancellationToken cancellationToken) => file.AnswerAsync(
            http, Permission.SeeJobs, "jobs.csv", Titles,
            (request, actor) => jobs.ListAsync(JobFilters.Read(ListFile.Value(http)), request, actor, cancellationToken),
            (row, tenant) =>
            [
                row.ShortNumber, tenant, row.Builder, row.Community, row.LotNumber, row.Phase.InWords(), EnumWords.Of(row.Status), Day(row.StartDate), Day(row.EndDate), Day(row.CompletedOn),
                string.Join(", ", row.Crew), row.Street, row.City,
            ], row => row.TenantId, cancellationToken)).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeJobs));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
