using PlumbingOps.Data;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Jobs;

/// <summary>A page of a list costs the same however many rows there are: no plan reads a whole big table (DESIGN 4).</summary>
public class ListPlanTests(ManyRows many) : IClassFixture<ManyRows>
{
    private static readonly string[] BigTables = ["jobs", "job_crew", "job_tasks", "service_calls", "call_technicians", "call_tasks", "lots", "customers"];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static TheoryData<string> JobFilters => [.. Jobs.Keys];

    public static TheoryData<string> CallFilters => [.. Calls.Keys];

    private static readonly Dictionary<string, (JobFilter Filter, string? Sort)> Jobs = new()
    {
        ["all"] = (new(), null),
        ["by number"] = (new(), "number"),
        ["open"] = (new() { Open = true }, null),
        ["status"] = (new() { Status = JobStatus.OnHold }, null),
        ["phase"] = (new() { Phase = JobPhase.Trim }, null),
        ["overdue"] = (new() { Overdue = true }, null),
        ["unassigned"] = (new() { Unassigned = true }, null),
        ["starting"] = (new() { Starting = true }, null),
        ["ending"] = (new() { EndingSoon = true }, null),
        ["technician"] = (new() { TechnicianId = ManyRows.Key(Kind.Technician, 3) }, null),
        ["lot"] = (new() { LotId = ManyRows.Key(Kind.Lot, 77) }, null),
        ["community"] = (new() { CommunityId = ManyRows.Key(Kind.Community, 77) }, null),
        ["builder"] = (new() { BuilderId = ManyRows.Key(Kind.Builder, 7) }, null),
        ["days"] = (new() { From = new(2024, 5, 1), To = new(2024, 5, 7) }, null),
        ["days and status"] = (new() { From = new(2026, 3, 1), Status = JobStatus.Scheduled }, null),
        ["search number"] = (new() { Search = "J-5077" }, null),
        ["search place"] = (new() { Search = "community 77 31077" }, null),
    };

    private static readonly Dictionary<string, (ServiceCallFilter Filter, string? Sort)> Calls = new()
    {
        ["all"] = (new(), null),
        ["by number"] = (new(), "number"),
        ["open"] = (new() { Open = true }, null),
        ["status"] = (new() { Status = ServiceCallStatus.Scheduled }, null),
        ["kind"] = (new() { Kind = ServiceCallKind.Estimate }, null),
        ["overdue"] = (new() { Overdue = true }, null),
        ["unassigned"] = (new() { Unassigned = true }, null),
        ["technician"] = (new() { TechnicianId = ManyRows.Key(Kind.Technician, 3) }, null),
        ["customer"] = (new() { CustomerId = ManyRows.Key(Kind.Customer, 77) }, null),
        ["days"] = (new() { From = new(2024, 5, 1), To = new(2024, 5, 7) }, null),
        ["write-up"] = (new() { NeedsWriteUp = true }, null),
        ["paperwork"] = (new() { PaperworkMissing = true }, null),
        ["unpaid"] = (new() { Unpaid = true }, null),
        ["search number"] = (new() { Search = "C-5077" }, null),
        ["search phone"] = (new() { Search = "555-5077" }, null),
        ["search problem"] = (new() { Search = "number 31077" }, null),
        ["search customer"] = (new() { Search = "customer 19077" }, null),
    };

    [Theory, MemberData(nameof(JobFilters))]
    public Task No_page_of_jobs_reads_a_whole_table(string name) => CheckAsync(
        async (request, by) => Cursors(await many.Office.Get<JobService>().ListAsync(Jobs[name].Filter, request, by, Now)), Jobs[name].Sort);

    [Theory, MemberData(nameof(CallFilters))]
    public Task No_page_of_calls_reads_a_whole_table(string name) => CheckAsync(
        async (request, by) => Cursors(await many.Office.Get<ServiceCallService>().ListAsync(Calls[name].Filter, request, by, Now)), Calls[name].Sort);

    [Theory]
    [InlineData(null, null), InlineData(TaskDue.Overdue, null), InlineData(TaskDue.ByToday, TaskOf.Calls), InlineData(TaskDue.NoDay, TaskOf.Jobs)]
    public Task No_page_of_tasks_reads_a_whole_table(TaskDue? due, TaskOf? of) => CheckAsync(
        async (request, by) => Cursors(await many.Office.Get<OpenTaskService>().ListAsync(new OpenTaskFilter { Due = due, Of = of }, request, by, Now)), null);

    [Fact]
    public async Task The_check_itself_finds_a_whole_table_being_read()
    {
        using var watched = new WatchedCommands(many.Office.Connections.App);
        await using (var db = await many.Office.DbAsync())
        {
            Assert.False(await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.AnyAsync(db.Jobs, j => j.Notes == "nobody wrote this", Now));
        }

        Assert.NotEmpty(Offences(await watched.ExplainAsync([TestOffice.AllCounty])));
    }

    private async Task CheckAsync(Func<ListRequest, Actor, Task<(int Rows, string? Next)>> list, string? sort)
    {
        foreach (var by in new[] { many.Office.Omar, many.Office.Omar with { Tenants = [TestOffice.AllCounty] } })
        {
            using var watched = new WatchedCommands(many.Office.Connections.App);
            var first = await list(new ListRequest(sort, false, null, null, 50), by);
            Assert.NotEqual(0, first.Rows);
            await list(new ListRequest(sort, true, null, null, 50), by);
            if (first.Next is not null)
            {
                await list(new ListRequest(sort, false, first.Next, null, 50), by);
            }

            var plans = await watched.ExplainAsync(by.Tenants);
            Assert.NotEmpty(plans);
            Assert.Empty(Offences(plans));
        }
    }

    private static (int, string?) Cursors<TRow>(ListPage<TRow> page) => (page.Rows.Count, page.Next);

    private static List<string> Offences(IEnumerable<string> plans) => [.. plans.Where(p => BigTables.Any(t => p.Contains($"Seq Scan on {t} ", StringComparison.Ordinal)))];
}
