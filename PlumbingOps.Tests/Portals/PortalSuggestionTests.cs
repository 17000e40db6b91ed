using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Portals;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Completion;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Portals;

public class PortalSuggestionTests(PortalsOffice portals) : IClassFixture<PortalsOffice>
{
    private TestOffice Office => portals.Office;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_builders_own_come_first_then_priority_then_the_more_exact_rule_then_the_name_and_each_once()
    {
        var (builder, county) = (await portals.NewBuilderAsync(), portals.NewName("Ordered"));
        var (linkedB, linkedA) = (await portals.NewAccountAsync("B linked"), await portals.NewAccountAsync("A linked"));
        foreach (var linked in new[] { linkedB, linkedA })
        {
            await portals.Links.LinkAsync(builder, linked, Office.Ana, Now);
        }

        var (late, plain, exact) = (await portals.NewAccountAsync("C late"), await portals.NewAccountAsync("A plain"), await portals.NewAccountAsync("Z exact"));
        var (twinB, twinA) = (await portals.NewAccountAsync("Twin b"), await portals.NewAccountAsync("Twin A"));
        await RuleAsync(late, new() { County = county, Priority = 200 });
        await RuleAsync(late, new() { County = county, Priority = 300 });
        await RuleAsync(plain, new() { County = county, Priority = 50 });
        await RuleAsync(exact, new() { County = county, City = "Camas", Priority = 50 });
        await RuleAsync(twinB, new() { County = county, Priority = 100 });
        await RuleAsync(twinA, new() { County = county, Priority = 100 });
        await RuleAsync(linkedA, new() { County = county, Priority = 0 });

        var found = await TestAsync(new(PortalTarget.Job, TestOffice.AllCounty, builder, "camas", county, null, null));

        Assert.Equal(["A linked", "B linked", "Z exact", "A plain", "Twin A", "Twin b", "C late"], found.Select(f => f.Account.Portal));
        Assert.StartsWith("Linked to Cedar Homes", found[0].Reason, StringComparison.Ordinal);
        Assert.Null(found[0].RuleId);
        Assert.Equal($"Rule: Camas, {county} County", found[2].Reason);
    }

    [Fact]
    public async Task Archived_rules_and_logins_and_another_companys_propose_nothing()
    {
        var county = portals.NewName("Quiet");
        var (archived, kept, theirs) = (await portals.NewAccountAsync(), await portals.NewAccountAsync(), await portals.NewAccountAsync(tenant: TestOffice.H2o));
        await RuleAsync(archived, new() { County = county });
        var rule = await RuleAsync(kept, new() { County = county });
        await RuleAsync(theirs, new() { County = county });
        var question = new PortalQuestion(PortalTarget.Job, TestOffice.AllCounty, null, null, county, null, null);
        Assert.Equal(2, (await TestAsync(question)).Count);

        await portals.Accounts.ArchiveAsync(archived, Office.Ana, Now);
        await portals.Rules.ArchiveAsync(rule, Office.Ana, Now);
        Assert.Empty(await TestAsync(question));

        await portals.Rules.RestoreAsync(rule, Office.Ana, Now);
        Assert.Equal(kept, Assert.Single(await TestAsync(question)).Account.Id);
        Assert.Equal(theirs, Assert.Single(await TestAsync(question with { TenantId = TestOffice.H2o })).Account.Id);
        Assert.Empty(await TestAsync(question, Office.Max));
    }

    [Fact]
    public async Task A_job_is_asked_for_its_builder_its_place_and_its_phase_and_a_permit_only_by_who_looks()
    {
        var (builder, account) = (await portals.NewBuilderAsync(), await portals.NewAccountAsync("Job portal"));
        var county = portals.NewName("Jobs");
        var lot = await portals.NewLotAsync(builder, "VANCOUVER", county);
        await RuleAsync(account, new() { BuilderId = builder, City = "Vancouver", County = county, Phase = JobPhase.Trim, PermitRequired = true });
        var jobs = Office.Get<JobService>();
        var trim = await jobs.CreateAsync(TestOffice.AllCounty, lot, JobPhase.Trim, new JobInput(), Office.Omar, Now);
        var final = await jobs.CreateAsync(TestOffice.AllCounty, lot, JobPhase.Final, new JobInput(), Office.Omar, Now);

        Assert.Empty((await portals.Suggestions.ForJobAsync(trim, null, Office.Omar, Now)).List);
        Assert.Empty((await portals.Suggestions.ForJobAsync(final, true, Office.Omar, Now)).List);
        var found = await portals.Suggestions.ForJobAsync(trim, true, Office.Omar, Now);

        Assert.Contains("Vancouver", Assert.Single(found.List).Reason, StringComparison.Ordinal);
        Assert.Equal(new PortalQuestion(PortalTarget.Job, TestOffice.AllCounty, builder, "VANCOUVER", county, true, JobPhase.Trim), found.Question);
        Assert.False(found.PermitIsKnown);
    }

    [Fact]
    public async Task Whether_a_call_needs_a_permit_is_what_was_answered_on_site_or_that_one_is_to_be_pulled()
    {
        var city = portals.NewName("Permitville");
        var (with, without) = (await portals.NewAccountAsync("With", TestOffice.H2o), await portals.NewAccountAsync("Without", TestOffice.H2o));
        await RuleAsync(with, new() { AppliesTo = PortalTarget.ServiceCall, City = city, PermitRequired = true });
        await RuleAsync(without, new() { AppliesTo = PortalTarget.ServiceCall, City = city, PermitRequired = false });
        var call = await CallAsync(city);

        Assert.Empty((await AskAsync(call)).List);
        Assert.Equal("With", Assert.Single((await AskAsync(call, permit: true)).List).Account.Portal);

        await Office.AddAsync(new CallTask { TenantId = TestOffice.H2o, ServiceCallId = call, Title = "Pull permit", Type = CallTaskType.PullPermit });
        Assert.Equal("With", Assert.Single((await AskAsync(call)).List).Account.Portal);

        // What the technician said counts more than what the office thought.
        await Office.Get<CompletionService>().AnswerAsync(call, CompletionStep.Permit, new CompletionInput(), new CompletionInput { Needed = false }, Office.Omar, Now);
        var answered = await AskAsync(call, permit: true);
        Assert.Equal("Without", Assert.Single(answered.List).Account.Portal);
        Assert.True(answered.PermitIsKnown);
    }

    [Fact]
    public async Task A_call_is_where_its_own_address_is_else_at_its_lot_else_at_its_customers()
    {
        var (builder, county) = (await portals.NewBuilderAsync(), portals.NewName("Places"));
        var lot = await portals.NewLotAsync(builder, "Camas", county);

        Assert.Equal(("Camas", county, builder), await PlaceAsync(await CallAsync(null, lot)));
        Assert.Equal(("Ridgefield", null, builder), await PlaceAsync(await CallAsync("Ridgefield", lot)));
        var rosa = new Customer { TenantId = TestOffice.H2o, Name = "Rosa", City = "Washougal", Street = "12 Example Way" };
        await Office.AddAsync(rosa);
        Assert.Equal(("Washougal", null, null), await PlaceAsync(await CallAsync(null, null, rosa.Id)));

        async Task<(string?, string?, Guid?)> PlaceAsync(Guid call) => (await AskAsync(call)).Question is var q ? (q.City, q.County, q.BuilderId) : default;
    }

    [Fact]
    public async Task Who_only_reads_is_told_which_portals_and_not_the_logins()
    {
        var (county, account) = (portals.NewName("Read"), await portals.NewAccountAsync());
        await RuleAsync(account, new() { County = county });
        var question = new PortalQuestion(PortalTarget.Job, TestOffice.AllCounty, null, null, county, null, null);

        var (office, viewer) = (Assert.Single(await TestAsync(question)).Account, Assert.Single(await TestAsync(question, Office.Vera)).Account);

        Assert.Equal(("office@example.com", "N-1"), (office.Login, office.AccountNumber));
        Assert.Equal((null, null), (viewer.Login, viewer.AccountNumber));
        await Assert.ThrowsAsync<RuleException>(() => TestAsync(question, Office.Theo));
    }

    private Task<Guid> RuleAsync(Guid account, PortalRuleInput input) => portals.Rules.CreateAsync(account, input, Office.Ana, Now);

    private async Task<IReadOnlyList<PortalSuggestion>> TestAsync(PortalQuestion question, Actor? by = null) => (await portals.Suggestions.TestAsync(question, by ?? Office.Omar, Now)).List;

    private Task<PortalSuggestions> AskAsync(Guid call, bool? permit = null) => portals.Suggestions.ForCallAsync(call, permit, Office.Omar, Now);

    private async Task<Guid> CallAsync(string? city, Guid? lot = null, Guid? customer = null)
    {
        var call = new ServiceCall { TenantId = TestOffice.H2o, Kind = ServiceCallKind.Service, Problem = "Leak", Street = city is null ? null : "1 Main", City = city, LotId = lot, CustomerId = customer, CreatedAt = Office.Clock.Now };
        await Office.AddAsync(call);
        return call.Id;
    }
}
