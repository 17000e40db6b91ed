using Microsoft.AspNetCore.WebUtilities;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Portals;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Signals;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Bids;
using PlumbingOps.Web.Features.Home;
using PlumbingOps.Web.Features.Jobs;
using PlumbingOps.Web.Features.Lots;
using PlumbingOps.Web.Features.Marketing.Content;
using PlumbingOps.Web.Features.Marketing.Posts;
using PlumbingOps.Web.Features.Portals;
using PlumbingOps.Web.Features.Reviews;
using PlumbingOps.Web.Features.ServiceCalls;
using PlumbingOps.Web.Features.Signals;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Signals;

public class SignalTests(SignalsOffice signals) : IClassFixture<SignalsOffice>
{
    private static readonly ListRequest Everything = new(null, false, null, null, 500);

    private TestOffice Office => signals.Office;

    private SignalOwnerService Owners => Office.Get<SignalOwnerService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static TheoryData<string> Keys => [.. SignalKinds.All.Select(kind => kind.Key)];

    [Theory, MemberData(nameof(Keys))]
    public async Task A_signal_counts_exactly_the_rows_of_the_list_it_opens(string key)
    {
        var told = 0;
        foreach (var person in new[] { Office.Ana, Office.Omar, Office.Mia, Office.Vera, Office.Max, Office.Omar with { Tenants = [TestOffice.AllCounty] } })
        {
            foreach (var signal in (await signals.ToldAsync(person)).Where(s => s.Kind.Key == key))
            {
                told++;
                Assert.Equal($"{signal.Key} {signal.Count}", $"{signal.Key} {await RowsAsync(signal.Href(), person)}");
                Assert.NotEqual(0, signal.Count);
            }
        }

        Assert.True(told > 0, $"Nobody was told of {key}.");
    }

    [Theory]
    [InlineData("dispatch_calls_overdue", 1)]
    [InlineData("dispatch_jobs_overdue", 1)]
    [InlineData("dispatch_unscheduled_calls", 3)]
    [InlineData("dispatch_jobs_ending", 1)]
    [InlineData("office_tasks_overdue", 2)]
    [InlineData("office_tasks_today", 1)]
    [InlineData("office_portals", 2)]
    [InlineData("office_warranty_ending", 2)]
    [InlineData("bids_to_chase", 2)]
    [InlineData("reviews_needs_recovery", 1)]
    [InlineData("reviews_no_request", 1)]
    [InlineData("reviews_no_response", 1)]
    [InlineData("reviews_tickets_overdue", 1)]
    [InlineData("marketing_past_due", 1)]
    [InlineData("marketing_not_ready", 3)]
    [InlineData("marketing_drafts_overdue", 1)]
    [InlineData("marketing_unscheduled", 1)]
    public async Task What_looks_alike_and_needs_nobody_is_not_counted(string key, int expected) =>
        Assert.Equal(expected, Assert.Single(await signals.ToldAsync(Office.Ana), s => s.Key == key).Count);

    [Fact]
    public async Task The_most_urgent_is_told_first_and_nothing_that_is_well()
    {
        var list = await ListAsync(Office.Ana);

        Assert.Equal(list.Select(s => s.Kind.Priority).Order(), list.Select(s => s.Kind.Priority));
        Assert.Equal(list.Count, list.Select(s => s.Key).Distinct().Count());
        Assert.DoesNotContain(list, s => s.Count == 0);
    }

    [Fact]
    public async Task Jobs_that_begin_today_are_told_for_each_technician_and_for_nobody()
    {
        var starting = (await ListAsync(Office.Omar)).Where(s => s.Kind == SignalKinds.JobsStarting).ToList();

        Assert.Equal([("Theo", 1), ("Nobody", 1)], starting.Select(s => (s.Part!.Name, s.Count)));
        Assert.Equal(["Theo"], starting[0].Owners);
    }

    [Fact]
    public async Task Each_role_is_told_of_its_own_rooms_and_a_technician_of_none()
    {
        Assert.Empty(await ListAsync(Office.Theo));
        Assert.DoesNotContain(await ListAsync(Office.Max), s => s.Kind.Permission == Permission.SeeJobs);
        Assert.DoesNotContain(await ListAsync(Office.Mia), s => s.Kind == SignalKinds.ImportRows);
        Assert.Contains(await ListAsync(Office.Mia), s => s.Kind == SignalKinds.PostsFailed && s.IsMine);
    }

    [Fact]
    public async Task A_job_due_today_is_late_tomorrow_by_the_companys_own_midnight()
    {
        var at = Office.Clock.Now;
        try
        {
            Office.Clock.Now = new DateTimeOffset(2026, 3, 19, 6, 59, 0, TimeSpan.Zero);
            Assert.Equal(1, await CountAsync("dispatch_jobs_overdue"));
            Assert.Equal(2, await CountAsync("office_tasks_overdue"));

            Office.Clock.Now = new DateTimeOffset(2026, 3, 19, 7, 1, 0, TimeSpan.Zero);
            Assert.Equal(2, await CountAsync("dispatch_jobs_overdue"));
            Assert.Equal(3, await CountAsync("office_tasks_overdue"));
        }
        finally
        {
            Office.Clock.Now = at;
        }

        async Task<int> CountAsync(string key) => (await ListAsync(Office.Omar)).Single(s => s.Key == key).Count;
    }

    [Fact]
    public async Task The_most_exact_rule_says_whose_a_signal_is()
    {
        await Owners.SetAsync(TestOffice.H2o, new SignalOwnerInput { Pattern = "marketing_*", UserId = Office.Omar.UserId }, Office.Ana, Now);
        await Owners.SetAsync(TestOffice.H2o, new SignalOwnerInput { Pattern = "marketing_failed", UserId = Office.Ana.UserId }, Office.Ana, Now);
        await Owners.SetAsync(TestOffice.H2o, new SignalOwnerInput { Pattern = "marketing_failed", UserId = Office.Mia.UserId }, Office.Ana, Now);
        await Owners.SetAsync(TestOffice.AllCounty, new SignalOwnerInput { Pattern = "dispatch_today_tech_*", UserId = Office.Omar.UserId }, Office.Ana, Now);

        var list = await ListAsync(Office.Omar);

        Assert.Equal(["Mia Moore"], list.Single(s => s.Kind == SignalKinds.PostsFailed).Owners);
        var unknown = list.Single(s => s.Kind == SignalKinds.PostsUnknown);
        Assert.Equal(["Omar Ortiz"], unknown.Owners);
        Assert.True(unknown.IsMine);
        Assert.All(list.Where(s => s.Kind == SignalKinds.JobsStarting), s => Assert.Equal(["Omar Ortiz"], s.Owners));
        Assert.Equal(3, (await Owners.ListAsync(Office.Ana, Now)).Count);
        foreach (var rule in await Owners.ListAsync(Office.Ana, Now))
        {
            await Owners.RemoveAsync(rule.Id, Office.Ana, Now);
        }
    }

    [Fact]
    public async Task Rules_name_signals_there_are_and_people_who_can_look_after_them()
    {
        foreach (var (pattern, person) in new[] { ("nonsense", Office.Omar), ("market_*x", Office.Omar), ("marketing_*", Office.Theo), ("marketing_*", Office.Vera) })
        {
            await Assert.ThrowsAsync<RuleException>(() => Owners.SetAsync(TestOffice.H2o, new SignalOwnerInput { Pattern = pattern, UserId = person.UserId }, Office.Ana, Now));
        }

        await Assert.ThrowsAsync<RuleException>(() => Owners.SetAsync(TestOffice.AllCounty, new SignalOwnerInput { Pattern = "office_*", UserId = Office.Max.UserId }, Office.Ana, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => Owners.SetAsync(TestOffice.AllCounty, new SignalOwnerInput { Pattern = "office_*", UserId = Office.Omar.UserId }, Office.Ana with { Tenants = [TestOffice.H2o] }, Now));
    }

    [Fact]
    public async Task Two_who_set_the_same_rule_leave_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Owners.SetAsync(TestOffice.H2o, new SignalOwnerInput { Pattern = "reviews_*", UserId = Office.Ana.UserId }, Office.Ana, Now)));

        var rule = Assert.Single(await Owners.ListAsync(Office.Ana, Now), r => r.Pattern == "reviews_*");
        await Owners.RemoveAsync(rule.Id, Office.Ana, Now);
    }

    [Fact]
    public async Task Home_tells_the_owner_numbers_that_are_those_of_their_lists_and_nobody_else()
    {
        var home = Office.Get<AttentionService>();
        var figures = (await home.NowAsync(Office.Ana, Now))!.Figures!;

        Assert.Null((await home.NowAsync(Office.Omar, Now))!.Figures);
        Assert.Null(await home.NowAsync(Office.Theo, Now));
        Assert.Equal(figures.OpenTasks, await RowsAsync(Urls.Tasks, Office.Ana));
        Assert.Equal(figures.ReviewsPending, await RowsAsync($"{Urls.ReviewRequests}?status=Pending", Office.Ana));
        Assert.Equal(figures.Sold, await RowsAsync($"{Urls.Bids}?status=Won&decided={AddressQuery.Text(figures.SoldSince)}", Office.Ana));
        Assert.Equal(figures.Posted, await RowsAsync($"{Urls.Posts}?score=Posted&week={AddressQuery.Text(figures.Monday)}", Office.Ana));
    }

    private Task<IReadOnlyList<Signal>> ListAsync(Actor by) => Office.Get<SignalService>().ListAsync(by, Now);

    /// <summary>What the page at the address shows, read as the page reads it.</summary>
    private async Task<int> RowsAsync(string href, Actor by)
    {
        var address = new Uri(new Uri("http://house"), href);
        var query = QueryHelpers.ParseQuery(address.Query);
        string? Value(string key) => query.TryGetValue(key, out var value) && !string.IsNullOrEmpty(value) ? value.ToString() : null;
        return address.AbsolutePath switch
        {
            Urls.ServiceCalls => (await Office.Get<ServiceCallService>().ListAsync(CallFilters.Read(Value), Everything, by, Now)).Rows.Count,
            Urls.Jobs => (await Office.Get<JobService>().ListAsync(JobFilters.Read(Value), Everything, by, Now)).Rows.Count,
            Urls.Tasks => (await Office.Get<OpenTaskService>().ListAsync(TaskFilters.Read(Value, by.UserId), Everything, by, Now)).Rows.Count,
            Urls.Warranties => (await Office.Get<WarrantyService>().ListAsync(LotEndpoints.Warranties(Value), Everything, by, Now)).Rows.Count,
            Urls.Portals => (await Office.Get<PortalAccountService>().ListAsync(PortalFilters.Read(Value), Everything, by, Now)).Rows.Count,
            Urls.Bids => (await Office.Get<BidService>().ListAsync(BidFilters.Read(Value), Everything, by, Now)).Rows.Count,
            Urls.Reviews => (await Office.Get<ReviewService>().ListAsync(ReviewEndpoints.Filter(Value), Everything, by, Now)).Rows.Count,
            Urls.ReviewRequests => (await Office.Get<ReviewRequestService>().ListAsync(ReviewEndpoints.RequestFilter(Value), Everything, by, Now)).Rows.Count,
            Urls.RecoveryTickets => (await Office.Get<RecoveryTicketService>().ListAsync(ReviewEndpoints.TicketFilter(Value), Everything, by, Now)).Rows.Count,
            Urls.Posts => (await Office.Get<PostService>().ListAsync(PostFilters.Read(Value), Everything, by, Now)).Rows.Count,
            Urls.Content => (await Office.Get<ContentService>().ListAsync(ContentEndpoints.Filter(Value), Everything, by, Now)).Rows.Count,
            var import => (await Office.Get<ImportListService>().RowNumbersAsync(Guid.Parse(import.Split('/')[^1]), new ImportRowFilter { Outcome = Enum.Parse<RowOutcome>(Value("outcome")!) }, by, Now)).Count,
        };
    }
}
