using System.Globalization;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Features.Jobs;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Lots;

public static class LotEndpoints
{
    private static readonly string[] CommunityTitles = ["Community", "Builder", "Also called", "City", "State", "Lots", "Open jobs"];
    private static readonly string[] WarrantyTitles = ["Builder", "Community", "Lot", "Street", "City", "Company", "First day", "Last day"];
    private static readonly string[] LotTitles = ["Lot", "Plan", "Street", .. Enum.GetValues<JobPhase>().Select(phase => phase.InWords())];

    public static void MapLots(this IEndpointRouteBuilder app)
    {
        app.MapGet(Urls.CommunitiesCsv, Communities).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeLots));
        app.MapGet(Urls.WarrantiesCsv, WarrantyFile).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeLots));
        app.MapGet(Urls.LotsCsvRoute, Lots).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeLots));
    }

    /// <summary>All communities of the list as the person filtered and sorted it.</summary>
    private static Task<IResult> Communities(CommunityService communities, ListFile file, HttpContext http, CancellationToken cancellationToken) => file.AnswerAsync(
        http, Permission.SeeLots, "communities.csv", CommunityTitles,
        (request, actor) => communities.ListAsync(CommunityFilter(ListFile.Value(http)), request, actor, cancellationToken),
        (row, _) => [row.Name, row.Builder, string.Join(", ", row.Aliases), row.City, row.State, Number(row.Lots), Number(row.OpenJobs)],
        null, cancellationToken);

    /// <summary>The filters of the list of warranties as they stand in an address.</summary>
    public static WarrantyFilter Warranties(Func<string, string?> value) =>
        new() { Search = value("q"), BuilderId = JobFilters.Id(value("builder")), EndingSoon = value("ending") is not null, Expired = value("expired") is not null };

    /// <summary>All warranties of the list as the person filtered it.</summary>
    private static Task<IResult> WarrantyFile(WarrantyService warranties, ListFile file, HttpContext http, CancellationToken cancellationToken) => file.AnswerAsync(
        http, Permission.SeeLots, "warranties.csv", WarrantyTitles,
        (request, actor) => warranties.ListAsync(Warranties(ListFile.Value(http)), request, actor, cancellationToken),
        (row, company) => [row.Place.Builder, row.Place.Community, row.Place.Number, row.Place.Street, row.Place.City, company, Day(row.StartsOn), Day(row.EndsOn)],
        row => row.TenantId, cancellationToken);

    /// <summary>The board of a community: its lots as the person filtered them, with the state and the days of each phase.</summary>
    private static Task<IResult> Lots(Guid id, LotBoardService boards, ListFile file, HttpContext http, CancellationToken cancellationToken)
    {
        LotBoardIndex? index = null;
        var value = ListFile.Value(http);
        return file.AnswerAsync(http, Permission.SeeLots, "lots.csv", LotTitles, WindowAsync, (row, _) => [row.Number, row.Plan, row.Street, .. Enum.GetValues<JobPhase>().Select(phase => Cell(row.Cell(phase)))], null, cancellationToken);

        async Task<ListPage<LotBoardRow>> WindowAsync(ListRequest request, Actor actor)
        {
            index ??= await boards.IndexAsync(id, value("company"), BoardFilter(value), actor, cancellationToken);
            var from = int.TryParse(request.After, CultureInfo.InvariantCulture, out var place) ? place : 0;
            var rows = await boards.RowsAsync([.. index.LotIds.Skip(from).Take(request.Size)], index.TenantId, actor, cancellationToken);
            var next = from + request.Size;
            return new ListPage<LotBoardRow>(rows, next < index.LotIds.Count ? Number(next) : null, null, null);
        }
    }

    private static CommunityFilter CommunityFilter(Func<string, string?> value) => new() { Search = value("q"), Archived = value("archived") is not null, BuilderId = JobFilters.Id(value("builder")) };

    private static LotBoardFilter BoardFilter(Func<string, string?> value) => new()
    {
        Search = value("q"),
        Open = value("open") is not null,
        Overdue = value("overdue") is not null,
        Missing = JobFilters.Name<JobPhase>(value("missing")),
        Archived = value("archived") is not null,
    };

    /// <summary>"Completed 2026-11-04", "Scheduled 2026-11-04 to 2026-11-06".</summary>
    private static string? Cell(LotJobRow? job) => job switch
    {
        null => null,
        { CompletedOn: { } done } => $"{JobBadge.Word(job.Status)} {Day(done)}",
        { StartDate: { } first, EndDate: { } last } => $"{JobBadge.Word(job.Status)} {Day(first)}{(last > first ? $" to {Day(last)}" : null)}",
        _ => JobBadge.Word(job.Status),
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(int many) => many.ToString(CultureInfo.InvariantCulture);
}
