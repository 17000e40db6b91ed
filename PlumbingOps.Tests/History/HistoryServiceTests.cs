using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.History;

public class HistoryServiceTests
{
    private static readonly ListRequest First = new(null, true, null, null, 50);

    [Fact]
    public async Task The_history_of_a_record_says_who_changed_what_from_where_in_words()
    {
        await using var office = await TestOffice.OpenAsync();
        var lot = await office.AddLotAsync();
        var jobs = office.Get<JobService>();
        var id = await jobs.CreateAsync(TestOffice.AllCounty, lot.Id, JobPhase.PostAndBeam, new JobInput { StartDate = new DateOnly(2026, 3, 20) }, office.Omar);
        var seen = new JobInput { StartDate = new DateOnly(2026, 3, 20), EndDate = new DateOnly(2026, 3, 20) };
        await jobs.SaveAsync(id, seen, new JobInput { StartDate = new DateOnly(2026, 3, 23), EndDate = new DateOnly(2026, 3, 24), Crew = [office.TheoOfAllCounty.Id] }, office.Ana);

        var page = await office.Get<HistoryService>().ForRecordAsync("jobs", id, First, office.Vera);

        Assert.Equal(["Ana Adams", "Omar Ortiz"], page.Rows.Select(e => e.Who));
        Assert.Equal("Page", page.Rows[0].Source);
        var changed = page.Rows[0].Changes.Single(c => c.Entity == "jobs");
        Assert.Contains(changed.Fields, f => f is { Label: "First day", Old: "Fri 20 Mar", New: "Mon 23 Mar" });
        var crew = page.Rows[0].Changes.Single(c => c.Entity == "job_crew");
        Assert.Equal("Added crew member", crew.What);
        Assert.Equal("Theo", Assert.Single(crew.Fields).New);
        Assert.Contains(page.Rows[1].Changes.Single(c => c.Entity == "jobs").Fields, f => f is { Label: "Phase", New: "Post and Beam" });
        Assert.False(changed.MayPutBack);
    }

    [Fact]
    public async Task A_change_by_hand_in_the_database_is_in_the_history_too()
    {
        await using var office = await TestOffice.OpenAsync();
        var lot = await office.AddLotAsync();
        await Sql.RunAsync(office.Connections.Migrations, $"set role plumbing_owner; update app.lots set plan = '2450' where id = '{lot.Id}'");

        var entry = (await office.Get<HistoryService>().ForRecordAsync("lots", lot.Id, First, office.Ana)).Rows[0];

        Assert.Equal(("Sql", true), (entry.Source, entry.Who.EndsWith("(SQL by hand)", StringComparison.Ordinal)));
        Assert.Equal("2450", entry.Changes[0].Fields.Single(f => f.Label == "Plan").New);
    }

    [Fact]
    public async Task A_secret_is_never_in_the_history_and_cannot_be_put_back()
    {
        await using var office = await TestOffice.OpenAsync();
        var call = new ServiceCall { TenantId = TestOffice.H2o, Kind = ServiceCallKind.Service, Problem = "Leak", Street = "12 Example Way" };
        call.AccessCodes.Add(new CallAccessCode { TenantId = TestOffice.H2o, Label = "Gate", Code = "4711" });
        await office.AddAsync(call);
        await using (var db = await office.DbAsync(office.Omar))
        {
            db.CallAccessCodes.RemoveRange(db.CallAccessCodes);
            await db.SaveChangesAsync();
        }

        var history = office.Get<HistoryService>();
        var page = await history.ForRecordAsync("service_calls", call.Id, First, office.Ana);

        Assert.DoesNotContain(page.Rows.SelectMany(e => e.Changes).SelectMany(c => c.Fields), f => f.Old.Contains("4711", StringComparison.Ordinal) || f.New.Contains("4711", StringComparison.Ordinal));
        var removed = page.Rows[0].Changes.Single();
        Assert.False(removed.MayPutBack);
        var refusal = await Assert.ThrowsAsync<RuleException>(() => history.PutBackChangeAsync(removed.Id, office.Ana));
        Assert.Contains("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_company_sees_nothing_of_a_records_history()
    {
        await using var office = await TestOffice.OpenAsync();
        var customer = new Customer { TenantId = TestOffice.H2o, Name = "Ann Example" };
        var ours = new ServiceCall { TenantId = TestOffice.AllCounty, Kind = ServiceCallKind.Warranty, Problem = "Drip", Street = "12 Example Way" };
        await office.AddAsync(customer, ours);
        var history = office.Get<HistoryService>();

        Assert.NotEmpty((await history.ForRecordAsync("service_calls", ours.Id, First, office.Ana)).Rows);
        Assert.Empty((await history.ForRecordAsync("service_calls", ours.Id, First, office.Max)).Rows);
        var max = office.Ana with { Tenants = [TestOffice.H2o] };
        var seen = (await history.ListAsync(new HistoryFilter(), First, max)).Rows.SelectMany(r => r.Records);
        Assert.DoesNotContain(seen, r => r.Id == ours.Id);
    }

    [Fact]
    public async Task A_technician_sees_the_history_of_own_calls_only()
    {
        await using var office = await TestOffice.OpenAsync();
        var own = new ServiceCall { TenantId = TestOffice.H2o, Kind = ServiceCallKind.Service, Problem = "Leak", Street = "12 Example Way" };
        own.Technicians.Add(new CallTechnician { TenantId = TestOffice.H2o, TechnicianId = office.TheoOfH2o.Id, IsPrimary = true });
        var other = new ServiceCall { TenantId = TestOffice.H2o, Kind = ServiceCallKind.Service, Problem = "Drip", Street = "14 Example Way" };
        await office.AddAsync(own, other);
        var history = office.Get<HistoryService>();

        Assert.NotEmpty((await history.ForRecordAsync("service_calls", own.Id, First, office.Theo)).Rows);
        await Assert.ThrowsAsync<NotFoundException>(() => history.ForRecordAsync("service_calls", other.Id, First, office.Theo));
        await Assert.ThrowsAsync<RuleException>(() => history.ForRecordAsync("customers", own.Id, First, office.Theo));
    }

    [Fact]
    public async Task The_list_of_everything_is_for_administrators_and_filters_by_person_kind_record_days_source_and_text()
    {
        await using var office = await TestOffice.OpenAsync();
        var lot = await office.AddLotAsync();
        var jobs = office.Get<JobService>();
        var id = await jobs.CreateAsync(TestOffice.AllCounty, lot.Id, JobPhase.Trim, new JobInput { StartDate = new DateOnly(2026, 3, 10) }, office.Omar);
        await jobs.CompleteAsync(id, new DateOnly(2026, 3, 12), office.Ana);
        var history = office.Get<HistoryService>();

        await Assert.ThrowsAsync<RuleException>(() => history.ListAsync(new HistoryFilter(), First, office.Omar));
        Assert.Equal("Ana Adams", Assert.Single(await Found(new HistoryFilter { PersonId = office.Ana.UserId })).Who);
        Assert.Equal(2, (await Found(new HistoryFilter { Entity = "jobs" })).Count);
        Assert.Equal(2, (await Found(new HistoryFilter { RecordId = id })).Count);
        Assert.All(await Found(new HistoryFilter { Source = ChangeSource.Setup }), r => Assert.Equal("PlumbingOps", r.Who));
        Assert.StartsWith("Completed J-", Assert.Single(await Found(new HistoryFilter { Search = "COMPLETED j-" })).What, StringComparison.Ordinal);
        Assert.Empty(await Found(new HistoryFilter { To = new DateOnly(2020, 1, 1) }));
        Assert.NotEmpty(await Found(new HistoryFilter { From = new DateOnly(2020, 1, 1) }));

        async Task<IReadOnlyList<HistoryRow>> Found(HistoryFilter filter) => (await history.ListAsync(filter, First, office.Ana)).Rows;
    }

    [Fact]
    public async Task The_list_pages_by_key_without_losing_or_repeating_a_change()
    {
        await using var office = await TestOffice.OpenAsync();
        for (var i = 0; i < 7; i++)
        {
            await office.AddAsync(new Customer { TenantId = TestOffice.H2o, Name = $"Customer {i}" });
        }

        var history = office.Get<HistoryService>();
        var filter = new HistoryFilter { Entity = "customers" };
        var one = await history.ListAsync(filter, First with { Size = 4 }, office.Ana);
        var two = await history.ListAsync(filter, First with { Size = 4, After = one.Next }, office.Ana);
        var back = await history.ListAsync(filter, First with { Size = 4, Before = two.Previous }, office.Ana);

        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => $"Created customer Customer {i}"), one.Rows.Concat(two.Rows).Select(r => r.What));
        Assert.Null(two.Next);
        Assert.Equal(one.Rows.Select(r => r.Id), back.Rows.Select(r => r.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(45)]
    public async Task A_change_of_both_companies_names_both_to_who_sees_both(int many)
    {
        await using var office = await TestOffice.OpenAsync();
        await office.AddAsync([.. Enumerable.Range(0, many).Select(i => new Customer { TenantId = TestOffice.H2o, Name = $"Customer {i}" }), new Customer { TenantId = TestOffice.AllCounty, Name = "The last" }]);
        var history = office.Get<HistoryService>();

        var row = (await history.ListAsync(new HistoryFilter { Entity = "customers" }, First, office.Ana)).Rows[0];
        var ofOne = (await history.ListAsync(new HistoryFilter { Entity = "customers" }, First, office.Ana with { Tenants = [TestOffice.H2o] })).Rows[0];

        Assert.Equal([TestOffice.AllCounty, TestOffice.H2o], row.Tenants);
        Assert.Null(row.TenantId);
        Assert.Equal(TestOffice.H2o, ofOne.TenantId);
    }
}
