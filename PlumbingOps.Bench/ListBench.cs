using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Bench;

/// <summary>
/// Pages of the lists through their services, against the very statements they send through bare Npgsql; and the same page of a small database
/// beside it: a page may not cost more because there are more rows.
/// </summary>
internal sealed class ListBench(Office large, Office? small)
{
    private const int Rounds = 60;
    private const double Flat = 2;
    private const double MostMilliseconds = 150;
    private static readonly ListRequest First = new(null, false, null, null, 50);
    private readonly List<Measurement> table = [];

    public static async Task<IReadOnlyList<Measurement>> RunAsync(Office large, Office? small)
    {
        var bench = new ListBench(large, small);
        await bench.JobsAsync();
        await bench.CallsAsync();
        await bench.CustomersAsync();
        await bench.HistoryAsync();
        return bench.table;
    }

    private async Task JobsAsync()
    {
        string[] tenants = [DemoPeople.AllCounty];
        var open = new JobFilter { Open = true };
        await CompareAsync("jobs: list page as it opens", tenants, (office, by) => Pages(office, open, First, by));
        await CompareAsync("jobs: all of them", tenants, (office, by) => Pages(office, new JobFilter(), First, by));
        await CompareAsync("jobs: filtered by status and phase", tenants, (office, by) => Pages(office, new JobFilter { Status = JobStatus.Scheduled, Phase = JobPhase.Trim }, First, by));
        await CompareDeepAsync("jobs: deep page", tenants, (office, request, by) => Pages(office, new JobFilter(), request, by));
        await CompareAsync("jobs: search box", tenants, (office, by) => Pages(office, new JobFilter { Search = "community 17 1040" }, First, by));
        await SlowestAsync("jobs: nobody assigned", tenants, (office, by) => Pages(office, new JobFilter { Unassigned = true }, First, by));
        await SearchAsync("jobs", tenants, ["sample 96", "j-1777", "builder 3", "community 12 lot 4", "1040 ne", "community"], (office, word, by) => Pages(office, new JobFilter { Search = word }, First, by));

        static Task<ListPage<JobRow>> Pages(Office office, JobFilter filter, ListRequest request, Actor by) => office.Get<JobService>().ListAsync(filter, request, by);
    }

    private async Task CallsAsync()
    {
        // Whoever works for both companies has both in one list.
        string[] tenants = [DemoPeople.AllCounty, DemoPeople.H2O];
        await CompareAsync("service calls: list page as it opens", tenants, (office, by) => Pages(office, new ServiceCallFilter { Open = true }, First, by));
        await CompareAsync("service calls: all of them", tenants, (office, by) => Pages(office, new ServiceCallFilter(), First, by));
        await CompareAsync("service calls: filtered by status and kind", tenants, (office, by) => Pages(office, new ServiceCallFilter { Status = ServiceCallStatus.Scheduled, Kind = ServiceCallKind.Warranty }, First, by));
        await CompareDeepAsync("service calls: deep page", tenants, (office, request, by) => Pages(office, new ServiceCallFilter(), request, by));
        await CompareAsync("service calls: search box", tenants, (office, by) => Pages(office, new ServiceCallFilter { Search = "sink c4ca" }, First, by));
        await SlowestAsync("service calls: nobody assigned", tenants, (office, by) => Pages(office, new ServiceCallFilter { Unassigned = true }, First, by));
        await SearchAsync("service calls", tenants, ["c-1777", "555-0142", "5550142", "sink 10f", "4711 se invented", "customer 3f2a", "leak"], (office, word, by) => Pages(office, new ServiceCallFilter { Search = word }, First, by));

        static Task<ListPage<ServiceCallRow>> Pages(Office office, ServiceCallFilter filter, ListRequest request, Actor by) => office.Get<ServiceCallService>().ListAsync(filter, request, by);
    }

    private async Task CustomersAsync()
    {
        string[] tenants = [DemoPeople.H2O];
        await CompareAsync("customers: list page", tenants, (office, by) => Pages(office, new CustomerFilter(), First, by));
        await CompareDeepAsync("customers: deep page", tenants, (office, request, by) => Pages(office, new CustomerFilter(), request, by));
        await CompareAsync("customers: search box", tenants, (office, by) => Pages(office, new CustomerFilter { Search = "c4ca invented" }, First, by));
        await SearchAsync("customers", tenants, ["5550142", "0142", "c4711@example", "customer a1", "4710 se", "customer"], (office, word, by) => Pages(office, new CustomerFilter { Search = word }, First, by));

        static Task<ListPage<CustomerRow>> Pages(Office office, CustomerFilter filter, ListRequest request, Actor by) => office.Get<CustomerService>().ListAsync(filter, request, by);
    }

    private async Task HistoryAsync()
    {
        string[] tenants = [DemoPeople.AllCounty, DemoPeople.H2O];
        await CompareAsync("history: of one job", tenants, async (office, by) => await office.Get<HistoryService>().ForRecordAsync("jobs", await FirstJobAsync(office, by), First, by));
        await CompareAsync("history: page of everything", tenants, (office, by) => Pages(office, new HistoryFilter(), First, by));
        await CompareDeepAsync("history: deep page of everything", tenants, (office, request, by) => Pages(office, new HistoryFilter(), request, by));
        await SearchAsync("history", tenants, ["j-1777", "booked c-10", "booked"], (office, word, by) => Pages(office, new HistoryFilter { Search = word }, First, by));

        static Task<ListPage<HistoryRow>> Pages(Office office, HistoryFilter filter, ListRequest request, Actor by) => office.Get<HistoryService>().ListAsync(filter, request, by);
    }

    private readonly Dictionary<Office, Guid> firstJobs = [];

    private async Task<Guid> FirstJobAsync(Office office, Actor by)
    {
        if (!firstJobs.TryGetValue(office, out var id))
        {
            id = firstJobs[office] = (await office.Get<JobService>().ListAsync(new JobFilter { Phase = JobPhase.Trim }, First, by)).Rows[0].Id;
        }

        return id;
    }

    private async Task CompareAsync(string what, string[] tenants, Func<Office, Actor, Task> page)
    {
        Console.Error.WriteLine(what);
        var by = await large.PersonAsync(tenants);
        Task Ours() => page(large, by);
        await Ours();
        var bare = await BareReplay.CaptureAsync(large.Source, tenants, Ours);
        var same = small is null ? null : await small.PersonAsync(tenants);
        var times = await Turns.TakeAsync(Rounds, [Ours, bare.RunAsync, .. small is null ? Array.Empty<Func<Task>>() : [() => page(small, same!)]]);
        table.Add(new Measurement(what, times[0].Median(), times[1].Median(), BareReplay.Most));
        if (small is not null)
        {
            table.Add(new Measurement($"{what}, against the same of 10,000 rows", times[0].Median(), times[2].Median(), Flat));
        }
    }

    private async Task SlowestAsync(string what, string[] tenants, Func<Office, Actor, Task> page)
    {
        Console.Error.WriteLine(what);
        var by = await large.PersonAsync(tenants);
        var times = await Turns.TakeAsync(Rounds, () => page(large, by));
        table.Add(new Measurement($"{what}, p95", times[0].Slow(), null, null, MostMilliseconds));
    }

    private async Task CompareDeepAsync<TRow>(string what, string[] tenants, Func<Office, ListRequest, Actor, Task<ListPage<TRow>>> page)
    {
        var requests = new Dictionary<Office, ListRequest> { [large] = await DeepAsync(large) };
        if (small is not null)
        {
            requests[small] = await DeepAsync(small);
        }

        await CompareAsync(what, tenants, (office, by) => page(office, requests[office], by));

        async Task<ListRequest> DeepAsync(Office office)
        {
            // As somebody gets there: page after page.
            const int Pages = 40;
            const int LargestPage = 100;
            var by = await office.PersonAsync(tenants);
            var request = First with { Size = LargestPage };
            for (var turned = 0; turned < Pages; turned++)
            {
                request = request with { After = (await page(office, request, by)).Next };
            }

            return request with { Size = First.Size };
        }
    }

    /// <summary>Different words in turn, common and rare, for the slowest of them count.</summary>
    private async Task SearchAsync(string room, string[] tenants, string[] words, Func<Office, string, Actor, Task> search)
    {
        const int RoundsOfEach = 20;
        var by = await large.PersonAsync(tenants);
        var times = await Turns.TakeAsync(RoundsOfEach, [.. words.Select(word => (Func<Task>)(() => search(large, word, by)))]);
        var all = times.SelectMany(t => t).Order().ToList();
        table.Add(new Measurement($"{room}: search box, p95 of {words.Length} different searches", all.Slow(), null, null, MostMilliseconds));
    }
}
