using System.Diagnostics;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Tests.Support;
using static PlumbingOps.Tests.Lots.LotsOffice;

namespace PlumbingOps.Tests.Lots;

public class LotBoardServiceTests(LotsOffice office) : IClassFixture<LotsOffice>
{
    private static readonly DateOnly Today = new(2027, 3, 10);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lots_stand_in_the_order_of_their_numbers_and_each_cell_holds_its_phase()
    {
        var community = await office.NewCommunityAsync();
        var lots = await office.NewLotsAsync("10, 2, 1", community);
        await office.NewJobAsync(lots[1], JobPhase.TopOut, Today, Today.AddDays(2));

        var index = await office.Boards.IndexAsync(community, AllCounty, new LotBoardFilter(), Omar, Now);
        var rows = await office.Boards.RowsAsync(index.LotIds, AllCounty, Omar, Now);

        Assert.Equal(["1", "2", "10"], rows.Select(r => r.Number));
        Assert.Equal((JobStatus.Scheduled, Today.AddDays(2)), (rows[1].Cell(JobPhase.TopOut)!.Status, rows[1].Cell(JobPhase.TopOut)!.EndDate!.Value));
        Assert.Null(rows[1].Cell(JobPhase.Trim));
    }

    [Fact]
    public async Task A_cancelled_job_shows_until_a_new_one_takes_its_cell()
    {
        var community = await office.NewCommunityAsync();
        var lot = (await office.NewLotsAsync("1", community))[0];
        await office.Jobs.CancelAsync(await office.NewJobAsync(lot, JobPhase.TopOut), "Wrong lot", Omar, Now);
        Assert.Equal(JobStatus.Cancelled, (await CellAsync()).Status);

        await office.NewJobAsync(lot, JobPhase.TopOut);

        Assert.Equal(JobStatus.New, (await CellAsync()).Status);

        async Task<LotJobRow> CellAsync() => (await office.Boards.RowsAsync([lot], AllCounty, Omar, Now))[0].Cell(JobPhase.TopOut)!;
    }

    [Fact]
    public async Task The_board_narrows_to_open_overdue_missing_and_a_number()
    {
        var community = await office.NewCommunityAsync();
        var lots = await office.NewLotsAsync("1-4", community);
        await office.NewJobAsync(lots[0], JobPhase.TopOut, Today.AddDays(-5), Today.AddDays(-1));
        await office.NewJobAsync(lots[1], JobPhase.TopOut, Today.AddDays(-5), Today);
        var held = await office.NewJobAsync(lots[2], JobPhase.Trim, Today.AddDays(-5), Today.AddDays(-1));
        await office.Jobs.HoldAsync(held, "No drywall", Omar, Now);

        Assert.Equal(lots.Take(3), await FilterAsync(new LotBoardFilter { Open = true }));
        Assert.Equal([lots[0]], await FilterAsync(new LotBoardFilter { Overdue = true }));
        Assert.Equal([lots[2], lots[3]], await FilterAsync(new LotBoardFilter { Missing = JobPhase.TopOut }));
        Assert.Equal([lots[3]], await FilterAsync(new LotBoardFilter { Search = "4" }));
        Assert.Empty(await FilterAsync(new LotBoardFilter { Search = "4", Open = true }));

        async Task<IEnumerable<Guid>> FilterAsync(LotBoardFilter filter) =>
            (await office.Boards.IndexAsync(community, AllCounty, filter, Omar, Now)).LotIds;
    }

    [Fact]
    public async Task Somebody_of_the_other_company_sees_the_lots_and_cannot_ask_for_our_phases()
    {
        var community = await office.NewCommunityAsync();
        var lots = await office.NewLotsAsync("1-2", community);
        await office.NewJobAsync(lots[0], JobPhase.TopOut);

        await Assert.ThrowsAnyAsync<RuleException>(() => office.Boards.IndexAsync(community, AllCounty, new LotBoardFilter(), Max, Now));
        await Assert.ThrowsAnyAsync<RuleException>(() => office.Boards.RowsAsync(lots, AllCounty, Max, Now));
        var index = await office.Boards.IndexAsync(community, null, new LotBoardFilter(), Max, Now);

        Assert.Equal(lots, index.LotIds);
        Assert.All(await office.Boards.RowsAsync(index.LotIds, null, Max, Now), row => Assert.Empty(row.Jobs));
        Assert.Empty((await office.Communities.GetAsync(community, Max, Now)).Boards);
    }

    [Fact]
    public async Task Two_thousand_lots_cost_one_query_for_their_order_and_one_for_each_window()
    {
        var community = await office.NewCommunityAsync();
        await office.NewLotsAsync("1-1000", community);
        await office.NewLotsAsync("1001-2000", community);
        await Sql.RunAsync(office.Connections.Migrations, $"""
            set role plumbing_owner;
            select set_config('app.tenants', '{AllCounty}', false);
            insert into app.jobs (id, tenant_id, lot_id, phase, status, start_date, end_date)
            select gen_random_uuid(), '{AllCounty}', l.id, p.phase, 'Scheduled', date '2027-03-01' + (random() * 30)::int, date '2027-04-05'
            from app.lots l cross join (values ('Groundwork'), ('PostAndBeam'), ('TopOut'), ('Trim'), ('Final')) p(phase)
            where l.community_id = '{community}';
            reset role;
            """);

        var index = await office.Boards.IndexAsync(community, AllCounty, new LotBoardFilter { Open = true }, Omar, Now);
        var queries = new List<string>();
        IReadOnlyList<LotBoardRow> window;
        using (new QueryListener(new NpgsqlConnectionStringBuilder(office.Connections.App).Database!, queries))
        {
            window = await office.Boards.RowsAsync([.. index.LotIds.Skip(1000).Take(60)], AllCounty, Omar, Now);
        }

        Assert.Equal(2000, index.LotIds.Count);
        Assert.Equal(60, window.Count);
        Assert.All(window, row => Assert.Equal(5, row.Jobs.Count));
        Assert.Single(queries, sql => sql.Contains("app.lots", StringComparison.Ordinal));
    }

    /// <summary>Hears the SQL that Npgsql sends to one database.</summary>
    private sealed class QueryListener : IDisposable
    {
        private readonly ActivityListener listener;

        public QueryListener(string database, List<string> queries)
        {
            listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    if (!activity.TagObjects.Any(t => database.Equals(t.Value as string, StringComparison.Ordinal)))
                    {
                        return;
                    }

                    lock (queries)
                    {
                        queries.Add(string.Concat(activity.TagObjects.Where(t => t.Key is "db.statement" or "db.query.text").Select(t => t.Value)));
                    }
                },
            };
            ActivitySource.AddActivityListener(listener);
        }

        public void Dispose() => listener.Dispose();
    }
}
