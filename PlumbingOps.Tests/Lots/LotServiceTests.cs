using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using static PlumbingOps.Tests.Lots.LotsOffice;

namespace PlumbingOps.Tests.Lots;

public class LotServiceTests(LotsOffice office) : IClassFixture<LotsOffice>
{
    private static readonly DateOnly Today = new(2027, 3, 10);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_range_adds_what_is_missing_and_says_what_was_there()
    {
        var community = await office.NewCommunityAsync();
        await office.NewLotsAsync("3, 7", community);

        var outcome = await office.Lots.AddAsync(community, new NewLotsInput { Numbers = "1-10", Plan = "n310" }, Omar, Now);

        Assert.Equal("8 lots added; 3, 7 were there already", outcome.InWords());
        var lot = await office.Lots.GetAsync(outcome.Added[0], Omar, Now);
        Assert.Equal(("1", "N310", "Vancouver"), (lot.Facts.Number, lot.Facts.Plan, lot.Facts.City));
    }

    [Fact]
    public async Task Twenty_people_who_add_the_same_lots_at_once_make_them_once()
    {
        var community = await office.NewCommunityAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => office.Lots.AddAsync(community, new NewLotsInput { Numbers = "1-5" }, Omar, Now)));

        Assert.Equal(5, outcomes.Sum(o => o.Added.Count));
        Assert.Equal(5, (await office.Communities.GetAsync(community, Omar, Now)).Lots);
    }

    [Fact]
    public async Task A_custom_home_needs_a_street_instead_of_a_number()
    {
        var community = await office.NewCommunityAsync();

        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.Lots.AddAsync(community, new NewLotsInput(), Omar, Now));
        var home = await office.Lots.AddAsync(community, new NewLotsInput { Street = "1200 NE Sample Ct" }, Omar, Now);

        Assert.Equal(nameof(NewLotsInput.Numbers), refusal.Field);
        Assert.Equal("1200 NE Sample Ct", (await office.Lots.GetAsync(home.Added[0], Omar, Now)).Title);
    }

    [Fact]
    public async Task A_lots_number_cannot_become_another_lots_number()
    {
        var community = await office.NewCommunityAsync();
        var lots = await office.NewLotsAsync("1-2", community);
        var seen = (await office.Lots.GetAsync(lots[0], Omar, Now)).Facts;

        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.Lots.SaveAsync(lots[0], seen, new LotInput { Number = "02", City = seen.City, State = seen.State }, Omar, Now));

        Assert.Equal(nameof(LotInput.Number), refusal.Field);
    }

    [Fact]
    public async Task An_archived_lot_frees_its_number_and_comes_back_only_while_it_is_free()
    {
        var community = await office.NewCommunityAsync();
        var old = (await office.NewLotsAsync("5", community))[0];
        await office.Lots.ArchiveAsync(old, Omar, Now);
        var other = (await office.NewLotsAsync("5", community))[0];

        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.Lots.RestoreAsync(old, Omar, Now));
        await office.Lots.ArchiveAsync(other, Omar, Now);
        await office.Lots.RestoreAsync(old, Omar, Now);

        Assert.Contains("another lot 5", refusal.Message, StringComparison.Ordinal);
        Assert.Null((await office.Lots.GetAsync(old, Omar, Now)).ArchivedAt);
    }

    [Fact]
    public async Task A_lot_or_community_with_open_jobs_is_not_archived()
    {
        var community = await office.NewCommunityAsync();
        var lot = (await office.NewLotsAsync("1", community))[0];
        await office.NewJobAsync(lot, JobPhase.Trim);

        var ofLot = await Assert.ThrowsAsync<RuleException>(() => office.Lots.ArchiveAsync(lot, Max, Now));
        var ofCommunity = await Assert.ThrowsAsync<RuleException>(() => office.Communities.ArchiveAsync(community, Max, Now));

        Assert.Contains("Lot 1 still has 1 open job", ofLot.Message, StringComparison.Ordinal);
        Assert.Contains("1 open job", ofCommunity.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_find_a_lot_by_number_street_community_builder_and_their_aliases()
    {
        var builder = await office.NewBuilderAsync();
        var community = await office.NewCommunityAsync(builder);
        var lots = await office.NewLotsAsync("41-42", community);
        var (alias, short_) = (office.NewName("Zephyr"), office.NewName("ZQ"));
        await office.Aliases.AddAsync(builder, alias, Omar, Now);
        await office.Communities.AddAliasAsync(community, short_, Omar, Now);

        Assert.Equal([lots[1]], (await office.Lots.FindAsync($"{alias} #42", 20, Omar, Now)).Select(l => l.Id));
        Assert.Equal(lots, (await office.Lots.FindAsync(short_, 20, Max, Now)).Select(l => l.Id));
    }

    [Fact]
    public async Task A_number_finds_the_lot_of_that_number_before_streets_that_hold_it()
    {
        var community = await office.NewCommunityAsync();
        var lots = await office.NewLotsAsync("1771, 177", community);
        await office.Lots.AddAsync(community, new NewLotsInput { Street = "177 SE Example Ln" }, Omar, Now);

        Assert.Equal(lots[1], (await office.Lots.FindAsync("177", 20, Omar, Now))[0].Id);
    }

    [Fact]
    public async Task A_communitys_word_means_one_community_of_its_builder_and_may_mean_another_elsewhere()
    {
        var builder = await office.NewBuilderAsync();
        var (one, other) = (await office.NewCommunityAsync(builder), await office.NewCommunityAsync(builder));
        var elsewhere = await office.NewCommunityAsync();
        await office.Communities.AddAliasAsync(one, "HL", Omar, Now);

        var asAlias = await Assert.ThrowsAsync<RuleException>(() => office.Communities.AddAliasAsync(other, "hl", Omar, Now));
        var asName = await Assert.ThrowsAsync<RuleException>(() => office.Communities.CreateAsync(builder, new CommunityInput { Name = "HL." }, Omar, Now));
        await office.Communities.AddAliasAsync(elsewhere, "HL", Omar, Now);

        Assert.Contains("already means", asAlias.Message, StringComparison.Ordinal);
        Assert.Equal(nameof(CommunityInput.Name), asName.Field);
    }

    [Fact]
    public async Task A_completed_trim_shows_on_the_lot_as_warranty_with_its_last_day_and_in_the_timeline()
    {
        var lot = (await office.NewLotsAsync("9", await office.NewCommunityAsync(await office.NewBuilderAsync(warrantyMonths: 12))))[0];
        var job = await office.NewJobAsync(lot, JobPhase.Trim, Today.AddDays(-5), Today.AddDays(-3));
        await office.Jobs.CompleteAsync(job, Today.AddDays(-3), Omar, Now);

        var seen = await office.Lots.GetAsync(lot, Vera, Now);

        var warranty = Assert.Single(seen.Warranties);
        Assert.Equal((Today.AddDays(-3), Today.AddDays(-4).AddYears(1), JobPhase.Trim), (warranty.StartsOn, warranty.EndsOn, warranty.JobPhase));
        Assert.Equal("Covered, 362 days left", warranty.Status.InWords());
        Assert.Equal([LotEventKind.JobCompleted, LotEventKind.WarrantyStarts, LotEventKind.WarrantyEnds], seen.Timeline.Select(e => e.Kind));
    }

    [Fact]
    public async Task A_turnover_makes_the_homeowner_a_customer_and_keeps_everything_on_the_lot()
    {
        var lot = (await office.NewLotsAsync("12"))[0];
        await office.NewJobAsync(lot, JobPhase.TopOut, Today.AddDays(-90), Today.AddDays(-88));
        await CallAsync(lot, "Hall shower drips");

        var turnover = await office.Turnovers.TurnOverAsync(lot, new TurnoverInput { TenantId = H2o, Name = " Pat  Sample ", Email = "Pat@Example.com", Since = Today }, Omar, Now);

        var seen = await office.Lots.GetAsync(lot, Omar, Now);
        Assert.Equal(("Pat Sample", Today), (seen.Owners[0].Customer, seen.Owners[0].Since));
        Assert.Single(seen.Jobs);
        Assert.Single(seen.Calls);
        Assert.Equal([LotEventKind.JobPlanned, LotEventKind.Call, LotEventKind.Turnover], seen.Timeline.Select(e => e.Kind));
        Assert.True(turnover.NewCustomer);
        await using var db = await office.Db.OpenAsync(Omar, Permission.SeeCustomers, Now);
        Assert.Equal("pat@example.com", (await db.Customers.SingleAsync(c => c.Id == turnover.CustomerId, Now)).Email);
    }

    [Fact]
    public async Task A_turnover_taken_back_leaves_no_homeowner_and_archives_the_customer_who_came_with_it()
    {
        var lot = (await office.NewLotsAsync("12"))[0];
        var turnover = await office.Turnovers.TurnOverAsync(lot, new TurnoverInput { TenantId = H2o, Name = "Ann Example", Since = Today }, Omar, Now);

        await office.Turnovers.TakeBackAsync(turnover.OwnerId, turnover.NewCustomer, Omar, Now);

        Assert.Empty((await office.Lots.GetAsync(lot, Omar, Now)).Owners);
        await using var db = await office.Db.OpenAsync(Omar, Permission.SeeCustomers, Now);
        Assert.NotNull((await db.Customers.SingleAsync(c => c.Id == turnover.CustomerId, Now)).ArchivedAt);
    }

    [Fact]
    public async Task A_turnover_is_refused_for_a_company_without_customers_a_foreign_customer_the_same_owner_and_a_day_to_come()
    {
        var lot = (await office.NewLotsAsync("12"))[0];
        var first = await office.Turnovers.TurnOverAsync(lot, new TurnoverInput { TenantId = H2o, Name = "Ann Example", Since = Today.AddDays(-10) }, Omar, Now);

        await RefusedAsync(nameof(TurnoverInput.TenantId), new TurnoverInput { TenantId = AllCounty, Name = "X", Since = Today });
        await RefusedAsync(null, new TurnoverInput { TenantId = H2o, CustomerId = Guid.CreateVersion7(), Since = Today });
        await RefusedAsync(nameof(TurnoverInput.CustomerId), new TurnoverInput { TenantId = H2o, CustomerId = first.CustomerId, Since = Today });
        await RefusedAsync(nameof(TurnoverInput.Since), new TurnoverInput { TenantId = H2o, Name = "X", Since = Today.AddDays(1) });
        await RefusedAsync(nameof(TurnoverInput.Since), new TurnoverInput { TenantId = H2o, Name = "X", Since = Today.AddDays(-11) });
        await RefusedAsync(nameof(TurnoverInput.Name), new TurnoverInput { TenantId = H2o, Since = Today });

        async Task RefusedAsync(string? field, TurnoverInput input) =>
            Assert.Equal(field, (await Assert.ThrowsAnyAsync<RuleException>(() => office.Turnovers.TurnOverAsync(lot, input, Omar, Now))).Field);
    }

    [Fact]
    public async Task Just_before_midnight_in_the_companys_zone_tomorrow_is_still_to_come()
    {
        var lot = (await office.NewLotsAsync("12"))[0];
        var before = office.Clock.Now;
        try
        {
            office.Clock.Now = new DateTimeOffset(2027, 3, 11, 7, 59, 0, TimeSpan.Zero);
            await Assert.ThrowsAsync<RuleException>(() => office.Turnovers.TurnOverAsync(lot, new TurnoverInput { TenantId = H2o, Name = "X", Since = new(2027, 3, 11) }, Omar, Now));

            office.Clock.Now = new DateTimeOffset(2027, 3, 11, 8, 0, 0, TimeSpan.Zero);
            await office.Turnovers.TurnOverAsync(lot, new TurnoverInput { TenantId = H2o, Name = "X", Since = new(2027, 3, 11) }, Omar, Now);
        }
        finally
        {
            office.Clock.Now = before;
        }
    }

    [Fact]
    public async Task The_other_company_sees_the_lot_and_none_of_our_work_on_it()
    {
        var lot = (await office.NewLotsAsync("12"))[0];
        await office.NewJobAsync(lot, JobPhase.TopOut, Today, Today);

        var seen = await office.Lots.GetAsync(lot, Max, Now);

        Assert.Equal("Lot 12", seen.Title);
        Assert.Empty(seen.Jobs);
        Assert.Empty(seen.Timeline);
    }

    [Fact]
    public async Task A_reader_edits_nothing_and_unknown_ids_are_not_found()
    {
        var community = await office.NewCommunityAsync();

        await Assert.ThrowsAsync<RuleException>(() => office.Lots.AddAsync(community, new NewLotsInput { Numbers = "1" }, Vera, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.Lots.GetAsync(Guid.CreateVersion7(), Theo, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => office.Lots.GetAsync(Guid.CreateVersion7(), Vera, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => office.Communities.GetAsync(Guid.CreateVersion7(), Vera, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => office.Lots.AddAsync(Guid.CreateVersion7(), new NewLotsInput { Numbers = "1" }, Omar, Now));
    }

    private async Task CallAsync(Guid lot, string problem)
    {
        await using var db = await office.Db.OpenAsync(Omar, Permission.EditServiceCalls, Now);
        var call = new ServiceCall { TenantId = AllCounty, Kind = ServiceCallKind.Warranty, LotId = lot, Problem = problem, CreatedAt = office.Clock.Now };
        call.Schedule(office.Clock.Now.AddDays(-2), office.Clock.Now.AddDays(-2).AddHours(1), allDay: false);
        db.ServiceCalls.Add(call);
        await db.SaveChangesAsync(Now);
    }
}
