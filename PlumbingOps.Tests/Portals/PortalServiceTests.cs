using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Portals;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Portals;

public class PortalServiceTests(PortalsOffice portals) : IClassFixture<PortalsOffice>
{
    private static readonly ListRequest First = new(null, false, null, null, 50);

    private TestOffice Office => portals.Office;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://files.example.com")]
    [InlineData("permits.example.com")]
    [InlineData("https://")]
    [InlineData("")]
    public async Task A_portal_has_a_web_address_and_nothing_else(string address)
    {
        var refusal = await Assert.ThrowsAsync<RuleException>(() => portals.Sites.CreateAsync(new PortalDefinitionInput { Name = portals.NewName("Odd"), BaseUrl = address }, Office.Ana, Now));

        Assert.Equal(nameof(PortalDefinitionInput.BaseUrl), refusal.Field);
    }

    [Fact]
    public async Task The_database_itself_refuses_an_address_that_is_none()
    {
        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => Office.AddAsync(new PortalDefinition { Name = portals.NewName("Script"), Category = PortalCategory.Other, BaseUrl = "javascript:alert(1)" }));

        Assert.Contains("ck_portal_definitions_base_url", refused.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_means_one_active_portal_however_it_is_capitalised_and_an_archived_one_gives_it_away()
    {
        var name = portals.NewName("Clark County Permits");
        var first = await portals.NewSiteAsync(name);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => portals.NewSiteAsync(name.ToUpperInvariant() + "."));
        Assert.Equal(nameof(PortalDefinitionInput.Name), refusal.Field);

        await portals.Sites.ArchiveAsync(first, Office.Ana, Now);
        await portals.NewSiteAsync(name);
        Assert.Contains("already", (await Assert.ThrowsAsync<RuleException>(() => portals.Sites.RestoreAsync(first, Office.Ana, Now))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portal_with_a_login_of_any_company_is_not_archived_and_an_archived_one_takes_no_login()
    {
        var account = await portals.NewAccountAsync(tenant: TestOffice.AllCounty);
        var site = (await portals.GetAsync(account)).Row.DefinitionId;
        var anaOfH2o = Office.Ana with { Tenants = [TestOffice.H2o] };

        Assert.Contains("1 login", (await Assert.ThrowsAsync<RuleException>(() => portals.Sites.ArchiveAsync(site, anaOfH2o, Now))).Message, StringComparison.Ordinal);

        await portals.Accounts.ArchiveAsync(account, Office.Ana, Now);
        await portals.Sites.ArchiveAsync(site, anaOfH2o, Now);
        Assert.Contains("archived", (await Assert.ThrowsAsync<RuleException>(() => portals.Accounts.RestoreAsync(account, Office.Ana, Now))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleException>(() => portals.Accounts.CreateAsync(TestOffice.H2o, site, new PortalAccountInput { LoginIdentifier = "x" }, Office.Ana, Now));
    }

    [Fact]
    public async Task Whoever_archives_a_portal_while_a_login_is_added_leaves_no_active_login_at_an_archived_one()
    {
        for (var round = 0; round < 5; round++)
        {
            var site = await portals.NewSiteAsync();
            await Task.WhenAll(
                Record.ExceptionAsync(() => portals.Sites.ArchiveAsync(site, Office.Ana, Now)).AsTask(),
                Record.ExceptionAsync(() => portals.Accounts.CreateAsync(TestOffice.H2o, site, new PortalAccountInput { LoginIdentifier = "office" }, Office.Ana, Now)).AsTask());

            var details = await portals.Sites.GetAsync(site, Office.Ana, Now);
            Assert.True(details.ArchivedAt is null == details.Accounts.Count > 0, $"archived: {details.ArchivedAt is not null}, logins: {details.Accounts.Count}");
        }
    }

    [Fact]
    public async Task A_login_is_seen_and_changed_by_its_own_company_only()
    {
        var account = await portals.NewAccountAsync(tenant: TestOffice.AllCounty);
        var maxAsAdmin = Office.Ana with { Tenants = [TestOffice.H2o] };
        var site = (await portals.GetAsync(account)).Row.DefinitionId;

        Assert.DoesNotContain((await portals.Accounts.ListAsync(new PortalAccountFilter(), First, Office.Max, Now)).Rows, row => row.Id == account);
        await Assert.ThrowsAsync<NotFoundException>(() => portals.GetAsync(account, Office.Max));
        await Assert.ThrowsAsync<NotFoundException>(() => portals.Verifications.VerifyAsync([account], Office.Max, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => portals.Accounts.ArchiveAsync(account, maxAsAdmin, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => portals.Rules.CreateAsync(account, new PortalRuleInput(), maxAsAdmin, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => portals.Accounts.CreateAsync(TestOffice.AllCounty, site, new PortalAccountInput { LoginIdentifier = "x" }, maxAsAdmin, Now));
    }

    [Fact]
    public async Task Who_only_reads_gets_no_login_from_the_directory_and_finds_nothing_by_it()
    {
        var login = portals.NewName("secret.login").Replace(' ', '.');
        var account = await portals.NewAccountAsync(login: login);

        var seen = await portals.GetAsync(account, Office.Vera);

        Assert.Equal((null, null, null), (seen.Row.Login, seen.Row.AccountNumber, seen.Input));
        Assert.Single((await portals.Accounts.ListAsync(new PortalAccountFilter { Search = login }, First, Office.Omar, Now)).Rows);
        Assert.Empty((await portals.Accounts.ListAsync(new PortalAccountFilter { Search = login }, First, Office.Vera, Now)).Rows);
        await Assert.ThrowsAsync<RuleException>(() => Office.Get<HistoryService>().ForRecordAsync("portal_accounts", account, First, Office.Vera, Now));
        await Assert.ThrowsAsync<RuleException>(() => portals.Accounts.ListAsync(new PortalAccountFilter(), First, Office.Theo, Now));
    }

    [Fact]
    public async Task The_same_login_twice_at_one_portal_is_refused_unless_the_account_number_is_another()
    {
        var site = await portals.NewSiteAsync();
        PortalAccountInput Login(string login, string? number) => new() { LoginIdentifier = login, AccountNumber = number };
        await portals.Accounts.CreateAsync(TestOffice.AllCounty, site, Login("Office@example.com", "1"), Office.Ana, Now);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => portals.Accounts.CreateAsync(TestOffice.AllCounty, site, Login("office@EXAMPLE.com", "1"), Office.Ana, Now));
        Assert.Equal(nameof(PortalAccountInput.LoginIdentifier), refusal.Field);
        await portals.Accounts.CreateAsync(TestOffice.AllCounty, site, Login("office@example.com", "2"), Office.Ana, Now);
        await portals.Accounts.CreateAsync(TestOffice.H2o, site, Login("office@example.com", "1"), Office.Ana, Now);
    }

    [Fact]
    public async Task The_owner_is_somebody_of_the_companys_office()
    {
        var site = await portals.NewSiteAsync();
        foreach (var (tenant, person) in new[] { (TestOffice.AllCounty, Office.Max), (TestOffice.H2o, Office.Theo), (TestOffice.H2o, Office.Vera) })
        {
            var refusal = await Assert.ThrowsAsync<RuleException>(() => portals.Accounts.CreateAsync(tenant, site, new PortalAccountInput { LoginIdentifier = "x", OwnerId = person.UserId }, Office.Ana, Now));
            Assert.Equal(nameof(PortalAccountInput.OwnerId), refusal.Field);
        }

        var account = await portals.Accounts.CreateAsync(TestOffice.H2o, site, new PortalAccountInput { LoginIdentifier = "x", OwnerId = Office.Max.UserId }, Office.Ana, Now);
        Assert.Equal("Max Meyer", (await portals.GetAsync(account)).Row.Owner);
    }

    [Fact]
    public async Task Two_who_edit_different_fields_of_a_login_both_stay_and_the_same_field_is_a_conflict()
    {
        var account = await portals.NewAccountAsync();
        var seen = (await portals.GetAsync(account)).Input!;
        PortalAccountInput With(Action<PortalAccountInput> change)
        {
            var copy = seen.Copy();
            change(copy);
            return copy;
        }

        await portals.Accounts.SaveAsync(account, seen, With(i => i.Notes = "New notes"), Office.Ana, Now);
        await portals.Accounts.SaveAsync(account, seen, With(i => i.AccountNumber = "N-2"), Office.Ana, Now);
        await Assert.ThrowsAsync<EditConflictException>(() => portals.Accounts.SaveAsync(account, seen, With(i => i.AccountNumber = "N-3"), Office.Ana, Now));

        var now = (await portals.GetAsync(account)).Input!;
        Assert.Equal(("New notes", "N-2"), (now.Notes, now.AccountNumber));
    }

    [Fact]
    public async Task Verifying_many_is_one_change_that_taken_back_leaves_each_as_it_was()
    {
        var (old, fresh) = (await portals.NewAccountAsync(), await portals.NewAccountAsync());
        await portals.Verifications.VerifyAsync([old], Office.Ana, Now);
        var before = (await portals.GetAsync(old)).Row;
        Office.Clock.Now = Office.Clock.Now.AddDays(100);
        try
        {
            Assert.True(before.IsStale(Office.Clock.Now));
            Assert.Equal(2, (await StaleAsync()).Intersect([old, fresh]).Count());

            var said = await portals.Verifications.VerifyAsync([old, fresh], Office.Omar, Now);
            Assert.Empty((await StaleAsync()).Intersect([old, fresh]));
            Assert.Equal("Omar Ortiz", (await portals.GetAsync(fresh)).Row.LastVerifiedBy);

            // Somebody else verifies one of the two: that stays.
            Office.Clock.Now = Office.Clock.Now.AddMinutes(1);
            var later = await portals.Verifications.VerifyAsync([fresh], Office.Max with { Tenants = [TestOffice.AllCounty] }, Now);
            await portals.Verifications.TakeBackAsync(said, Office.Omar, Now);

            Assert.Equal((before.LastVerifiedAt, "Ana Adams"), ((await portals.GetAsync(old)).Row.LastVerifiedAt, (await portals.GetAsync(old)).Row.LastVerifiedBy));
            Assert.Equal("Max Meyer", (await portals.GetAsync(fresh)).Row.LastVerifiedBy);
            Assert.Contains("meanwhile", (await Assert.ThrowsAsync<RuleException>(() => portals.Verifications.TakeBackAsync(said, Office.Omar, Now))).Message, StringComparison.Ordinal);
            await portals.Verifications.TakeBackAsync(later, Office.Omar, Now);
            await Assert.ThrowsAsync<RuleException>(() => portals.Verifications.VerifyAsync([old], Office.Vera, Now));
        }
        finally
        {
            Office.Clock.Now = TestOffice.Morning;
        }

        async Task<IEnumerable<Guid>> StaleAsync() => (await portals.Accounts.ListAsync(new PortalAccountFilter { Stale = true }, First, Office.Omar, Now)).Rows.Select(row => row.Id);
    }

    [Fact]
    public async Task What_is_no_verification_is_not_taken_back_as_one()
    {
        var account = await portals.NewAccountAsync();
        var history = await Office.Get<HistoryService>().ForRecordAsync("portal_accounts", account, First, Office.Ana, Now);

        await Assert.ThrowsAsync<NotFoundException>(() => portals.Verifications.TakeBackAsync(history.Rows[0].ChangeSetId, Office.Omar, Now));
    }

    [Fact]
    public async Task History_tells_who_did_what_to_a_login_and_its_links()
    {
        var (account, builder) = (await portals.NewAccountAsync("Told portal"), await portals.NewBuilderAsync("Told Homes"));
        await portals.Links.LinkAsync(builder, account, Office.Ana, Now);
        await portals.Verifications.VerifyAsync([account], Office.Omar, Now);

        var told = (await Office.Get<HistoryService>().ForRecordAsync("portal_accounts", account, First, Office.Omar, Now)).Rows;

        Assert.Equal([("Omar Ortiz", "Verified the login for Told portal"), ("Ana Adams", $"Linked the login for Told portal to {await NameAsync(builder)}"), ("Ana Adams", "Added a login for Told portal")], told.Select(t => (t.Who, t.Summary!)));
        Assert.Contains(told[2].Changes[0].Fields, field => field is { Label: "Signs in as", New: "office@example.com" });

        async Task<string> NameAsync(Guid id) => (await Office.Get<BuilderService>().GetAsync(id, Office.Omar, Now)).Facts.Name;
    }

    [Fact]
    public async Task A_builder_is_linked_once_and_unlinked()
    {
        var (account, builder) = (await portals.NewAccountAsync(), await portals.NewBuilderAsync());

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => portals.Links.LinkAsync(builder, account, Office.Ana, Now)));
        Assert.Single(await portals.Links.ListAsync(builder, Office.Omar, Now));
        Assert.Empty(await portals.Links.ListAsync(builder, Office.Max, Now));
        await Assert.ThrowsAsync<RuleException>(() => portals.Links.UnlinkAsync(builder, account, Office.Omar, Now));

        await portals.Links.UnlinkAsync(builder, account, Office.Ana, Now);
        Assert.Empty(await portals.Links.ListAsync(builder, Office.Omar, Now));
        await Office.Get<BuilderService>().ArchiveAsync(builder, Office.Omar, Now);
        await Assert.ThrowsAsync<RuleException>(() => portals.Links.LinkAsync(builder, account, Office.Ana, Now));
    }

    [Fact]
    public async Task Builders_that_are_merged_bring_their_links_and_rules_along()
    {
        var (source, target) = (await portals.NewBuilderAsync("Merged Home"), await portals.NewBuilderAsync("Merged Homes"));
        var (both, one) = (await portals.NewAccountAsync("A both"), await portals.NewAccountAsync("B one"));
        await portals.Links.LinkAsync(source, both, Office.Ana, Now);
        await portals.Links.LinkAsync(target, both, Office.Ana, Now);
        await portals.Links.LinkAsync(source, one, Office.Ana, Now);
        await portals.Rules.CreateAsync(one, new PortalRuleInput { BuilderId = source }, Office.Ana, Now);

        var merge = await Office.Get<BuilderMergeService>().MergeAsync(source, target, Office.Ana, Now);

        Assert.Equal([both, one], (await portals.Links.ListAsync(target, Office.Omar, Now)).Select(row => row.Id));
        Assert.Equal(target, Assert.Single((await portals.Rules.ListAsync(new PortalRuleFilter { AccountId = one }, First, Office.Omar, Now)).Rows).BuilderId);

        await Office.Get<BuilderMergeService>().UndoAsync(merge.ChangeSetId!.Value, Office.Ana, Now);
        Assert.Equal([both, one], (await portals.Links.ListAsync(source, Office.Omar, Now)).Select(row => row.Id));
    }

    [Fact]
    public async Task A_call_has_no_phase_and_a_rule_no_builder_that_is_gone()
    {
        var (account, gone) = (await portals.NewAccountAsync(), await portals.NewBuilderAsync());
        await Office.Get<BuilderService>().ArchiveAsync(gone, Office.Omar, Now);

        var phase = await Assert.ThrowsAsync<RuleException>(() => portals.Rules.CreateAsync(account, new PortalRuleInput { AppliesTo = PortalTarget.ServiceCall, Phase = Data.Jobs.JobPhase.Trim }, Office.Ana, Now));
        var builder = await Assert.ThrowsAsync<RuleException>(() => portals.Rules.CreateAsync(account, new PortalRuleInput { BuilderId = gone }, Office.Ana, Now));
        var priority = await Assert.ThrowsAsync<RuleException>(() => portals.Rules.CreateAsync(account, new PortalRuleInput { Priority = 1000 }, Office.Ana, Now));

        Assert.Equal((nameof(PortalRuleInput.Phase), nameof(PortalRuleInput.BuilderId), nameof(PortalRuleInput.Priority)), (phase.Field, builder.Field, priority.Field));
    }

    [Fact]
    public async Task Rules_are_listed_by_priority_and_a_rule_of_an_archived_login_is_not_restored()
    {
        var account = await portals.NewAccountAsync();
        var low = await portals.Rules.CreateAsync(account, new PortalRuleInput { Priority = 200 }, Office.Ana, Now);
        var high = await portals.Rules.CreateAsync(account, new PortalRuleInput { Priority = 10 }, Office.Ana, Now);

        Assert.Equal([high, low], (await portals.Rules.ListAsync(new PortalRuleFilter { AccountId = account }, First, Office.Vera, Now)).Rows.Select(row => row.Id));
        await portals.Rules.ArchiveAsync(low, Office.Ana, Now);
        Assert.Equal([low], (await portals.Rules.ListAsync(new PortalRuleFilter { AccountId = account, Archived = true }, First, Office.Vera, Now)).Rows.Select(row => row.Id));
        await portals.Accounts.ArchiveAsync(account, Office.Ana, Now);
        await Assert.ThrowsAsync<RuleException>(() => portals.Rules.RestoreAsync(low, Office.Ana, Now));
        await Assert.ThrowsAsync<RuleException>(() => portals.Rules.SaveAsync(high, new PortalRuleInput(), new PortalRuleInput(), Office.Omar, Now));
    }
}
