using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Bench;

/// <summary>Pages of the jobs list through the service, against the same statements through bare Npgsql.</summary>
internal static class ListBench
{
    private const int Rounds = 60;
    private const int PageSize = 50;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchDatabase database)
    {
        var directory = new TenantDirectory(database.App, TimeProvider.System);
        var jobs = new JobService(new Db(database.App, directory), directory, TimeProvider.System);
        var office = new Actor(null, "Omar", Roles.Office, ["all_county"], []);
        var first = new ListRequest(null, false, null, null, PageSize);
        var all = new JobFilter { TenantId = "all_county" };
        var deep = await DeepAsync(jobs, all, office, pages: 40);
        var size = $"{database.Rows:N0} jobs";
        return
        [
            await CompareAsync($"list page, {size}", all, first),
            await CompareAsync($"filtered page (status and phase), {size}", all with { Status = JobStatus.Scheduled, Phase = JobPhase.Trim }, first),
            await CompareAsync($"deep page, {size}", all, deep),
            await CompareAsync($"search box (two words), {size}", all with { Search = "community 17 1040" }, first),
            await Measurement.SlowestAsync($"search box p95, {size}", 150, Rounds, () => jobs.ListAsync(all with { Search = "sample 96" }, first, office)),
        ];

        async Task<Measurement> CompareAsync(string what, JobFilter filter, ListRequest request)
        {
            Task Ours() => jobs.ListAsync(filter, request, office);
            await Ours();
            var bare = await BareReplay.CaptureAsync(database.App, office.Tenants, Ours);
            return await Measurement.CompareAsync(what, 1.5, Rounds, Ours, bare.RunAsync);
        }
    }

    /// <summary>As somebody gets there: page after page.</summary>
    private static async Task<ListRequest> DeepAsync(JobService jobs, JobFilter filter, Actor by, int pages)
    {
        var request = new ListRequest(null, false, null, null, 200);
        for (var page = 0; page < pages; page++)
        {
            request = request with { After = (await jobs.ListAsync(filter, request, by)).Next };
        }

        return request with { Size = PageSize };
    }
}
