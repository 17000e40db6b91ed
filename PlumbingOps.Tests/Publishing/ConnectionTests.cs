using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Publishing;

/// <summary>To a network's consent page and back.</summary>
public class ConnectionTests : PublishingTest
{
    private const string Callback = "http://127.0.0.1:5080/connections/callback";

    private ConnectionService Connections => Office.Get<ConnectionService>();

    private Actor Ana => Office.Office.Ana;

    [Theory]
    [InlineData("facebook_page", Provider.Facebook, Seed.AllCountyPage)]
    [InlineData("instagram_business", Provider.Instagram, Seed.TipsProfile)]
    [InlineData("google_business_profile", Provider.GoogleBusiness, "9001")]
    public async Task A_person_connects_an_account_and_it_publishes(string channel, Provider provider, string external)
    {
        var account = await Office.AddAccountAsync(channel, "A new one");
        var back = await WalkAsync(account.Id, provider, target: provider == Provider.Instagram ? external : null);
        Assert.Null(back.Refusal);

        var choices = await Connections.GetChoicesAsync(back.RequestId, Ana);
        Assert.Contains(choices.Choices, c => c.ExternalId == external && c.Obstacle is null);
        await Connections.ChooseAsync(back.RequestId, external, false, Ana);

        var row = (await Connections.ListAsync(Ana)).Single(r => r.AccountId == account.Id);
        Assert.Equal((ConnectionState.Connected, null, "Ana Adams"), (row.State, row.Problem, row.ConnectedBy));
        Assert.Equal(provider == Provider.GoogleBusiness ? 0 : 1, (await Office.Sim.LedgerAsync(LedgerKinds.Request)).Count(r => r.Path!.EndsWith("/subscribed_apps", StringComparison.Ordinal)));
        var post = await Office.ScheduleAsync(provider, "From the new account", account: account);
        await Office.PassAsync(TimeSpan.FromMinutes(1), steps: 10);
        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
    }

    [Fact]
    public async Task All_Pages_and_locations_are_offered_and_those_that_cannot_be_connected_say_why()
    {
        var facebook = await WalkAsync((await Office.AddAccountAsync("facebook_page", "F")).Id, Provider.Facebook);
        var google = await WalkAsync((await Office.AddAccountAsync("google_business_profile", "G")).Id, Provider.GoogleBusiness);

        var pages = (await Connections.GetChoicesAsync(facebook.RequestId, Ana)).Choices;
        var locations = (await Connections.GetChoicesAsync(google.RequestId, Ana)).Choices;
        Assert.Equal(5, pages.Count);
        Assert.NotNull(pages.Single(p => p.ExternalId == Seed.CareersPage).Obstacle);
        Assert.NotNull(pages.Single(p => p.ExternalId == Seed.H2OReadOnlyPage).Obstacle);
        Assert.Equal(6, locations.Count);
        Assert.NotNull(locations.Single(l => l.ExternalId == "9003").Obstacle);
        await Assert.ThrowsAsync<RuleException>(() => Connections.ChooseAsync(facebook.RequestId, Seed.CareersPage, false, Ana));
    }

    [Fact]
    public async Task A_Page_of_a_portfolio_that_was_not_ticked_is_shown_and_cannot_be_connected()
    {
        var account = await Office.AddAccountAsync("facebook_page", "Portfolio");
        var back = await WalkAsync(account.Id, Provider.Facebook, target: Seed.AllCountyPage);

        var pages = (await Connections.GetChoicesAsync(back.RequestId, Ana)).Choices;

        Assert.Equal([Seed.AllCountyPage, Seed.CareersPage], pages.Select(p => p.ExternalId));
        Assert.Null(pages[0].Obstacle);
        Assert.Contains("tick it", pages[1].Obstacle, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleException>(() => Connections.ChooseAsync(back.RequestId, Seed.CareersPage, false, Ana));
    }

    [Fact]
    public async Task A_state_is_good_once_for_its_person_in_its_browser_and_in_its_time()
    {
        var account = await Office.AddAccountAsync("facebook_page", "Careful");
        var (start, query) = await LeaveAsync(account.Id);
        async Task RefusedAsync(string? state, string? browser, Actor by, Provider provider = Provider.Facebook) =>
            await Assert.ThrowsAsync<RuleException>(() => Connections.CameBackAsync(provider, state, browser, query["code"], null, by));

        await RefusedAsync("forged", start.BrowserSecret, Ana);
        await RefusedAsync(null, start.BrowserSecret, Ana);
        await RefusedAsync(query["state"], "another browser", Ana);
        await RefusedAsync(query["state"], null, Ana);
        await RefusedAsync(query["state"], start.BrowserSecret, Ana with { UserId = Office.Office.Omar.UserId });
        await RefusedAsync(query["state"], start.BrowserSecret, Ana, Provider.Instagram);
        await RefusedAsync(query["state"], start.BrowserSecret, Office.Office.Mia);
        Assert.Null((await Connections.CameBackAsync(Provider.Facebook, query["state"], start.BrowserSecret, query["code"], null, Ana)).Refusal);
        await RefusedAsync(query["state"], start.BrowserSecret, Ana);

        var (late, lateQuery) = await LeaveAsync(account.Id);
        Office.Clock.Now += TimeSpan.FromMinutes(11);
        await Assert.ThrowsAsync<RuleException>(() => Connections.CameBackAsync(Provider.Facebook, lateQuery["state"], late.BrowserSecret, lateQuery["code"], null, Ana));
    }

    [Fact]
    public async Task A_refused_or_half_granted_consent_connects_nothing()
    {
        var account = await Office.AddAccountAsync("facebook_page", "Half");

        var denied = await WalkAsync(account.Id, Provider.Facebook, form: [("decision", "deny")]);
        var half = await WalkAsync(account.Id, Provider.Facebook, form: [("decision", "grant"), ("asked", "1"), ("granted_scope", "pages_show_list"), ("target", Seed.AllCountyPage)]);

        Assert.Contains("did not agree", denied.Refusal, StringComparison.Ordinal);
        Assert.Contains("pages_manage_posts", half.Refusal, StringComparison.Ordinal);
        Assert.Null((await Connections.ListAsync(Ana)).Single(r => r.AccountId == account.Id).State);
    }

    [Fact]
    public async Task A_Page_belongs_to_one_account_and_reconnecting_lands_on_the_same()
    {
        var account = await Office.AddAccountAsync("facebook_page", "Second");
        var taken = await WalkAsync(account.Id, Provider.Facebook);
        var refusal = await Assert.ThrowsAsync<RuleException>(() => Connections.ChooseAsync(taken.RequestId, Seed.H2OPage, false, Ana));
        Assert.Contains("connected to another account", refusal.Message, StringComparison.Ordinal);

        var first = await WalkAsync(account.Id, Provider.Facebook);
        await Connections.ChooseAsync(first.RequestId, Seed.AllCountyPage, false, Ana);
        var again = await WalkAsync(account.Id, Provider.Facebook);
        var other = await Assert.ThrowsAsync<RuleException>(() => Connections.ChooseAsync(again.RequestId, Seed.AllCountyNorthPage, false, Ana));
        Assert.Contains("say so", other.Message, StringComparison.Ordinal);
        await Connections.ChooseAsync(again.RequestId, Seed.AllCountyNorthPage, true, Ana);
        Assert.Equal(Seed.AllCountyNorthPage, (await Connections.ListAsync(Ana)).Single(r => r.AccountId == account.Id).ExternalId);
    }

    [Fact]
    public async Task What_waited_for_a_dead_token_goes_out_after_reconnecting()
    {
        var account = Office.Accounts[Provider.Facebook];
        var post = await Office.ScheduleAsync(Provider.Facebook, "Back again");
        await Office.Sim.SimAsync("tokens/kill", new { death = "passwordChanged", account = Seed.H2OPage });
        await Office.RunAsync();
        Assert.Equal(ConnectionState.NeedsReconnect, (await Connections.ListAsync(Ana)).Single(r => r.AccountId == account.Id).State);

        var back = await WalkAsync(account.Id, Provider.Facebook);
        await Connections.ChooseAsync(back.RequestId, Seed.H2OPage, false, Ana);
        await Office.RunAsync();

        Assert.Equal((PostStatus.Posted, null), ((await Office.PostAsync(post.Id)).Status, (await Office.PostAsync(post.Id)).Cause));
        Assert.Equal(1, await Office.VisibleAsync("Back again"));
    }

    [Fact]
    public async Task The_daily_look_notices_a_dead_token_and_renews_a_living_one()
    {
        var account = await Office.AddAccountAsync("instagram_business", "Tips");
        var back = await WalkAsync(account.Id, Provider.Instagram, target: Seed.TipsProfile);
        await Connections.ChooseAsync(back.RequestId, Seed.TipsProfile, false, Ana);
        var before = (await Connections.ListAsync(Ana)).Single(r => r.AccountId == account.Id).TokenExpiresAt;
        await Office.Sim.SimAsync("tokens/kill", new { death = "pageRoleLost", account = Seed.H2OPage });

        Office.Clock.Now += TimeSpan.FromDays(12);
        await Office.Sim.AdvanceAsync(TimeSpan.FromDays(12));
        await Office.Get<ConnectionCheck>().RunAsync();

        var rows = await Connections.ListAsync(Ana);
        var dead = rows.Single(r => r.AccountId == Office.Accounts[Provider.Facebook].Id);
        Assert.Equal(ConnectionState.NeedsReconnect, dead.State);
        Assert.Contains("role", dead.Problem, StringComparison.Ordinal);
        Assert.True(rows.Single(r => r.AccountId == account.Id).TokenExpiresAt > before + TimeSpan.FromDays(10));
    }

    [Fact]
    public async Task Googles_token_is_made_anew_once_for_all_who_need_it()
    {
        var (id, keeper) = (Office.Accounts[Provider.GoogleBusiness].Id, Office.Get<TokenKeeper>());

        var targets = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => keeper.TargetAsync(id, TestOffice.H2o)));

        Assert.Single(targets.Select(t => t.Target!.Token.Reveal()).Distinct());
        Assert.Single(await Office.Sim.LedgerAsync("request"), row => row.Path == "oauth2.googleapis.com/token");
    }

    [Fact]
    public async Task A_token_is_sealed_for_its_company_account_and_field()
    {
        var facebook = Office.Accounts[Provider.Facebook].Id;
        await using var db = await Office.DbAsync();
        var secret = await db.AccountSecrets.SingleAsync(s => s.ConnectionId == db.AccountConnections.Single(c => c.AccountId == facebook).Id);
        var instagram = await db.AccountSecrets.SingleAsync(s => s.ConnectionId == db.AccountConnections.Single(c => c.AccountId == Office.Accounts[Provider.Instagram].Id).Id);
        Assert.DoesNotContain("EAA", secret.Sealed, StringComparison.Ordinal);

        instagram.Sealed = secret.Sealed;
        await db.SaveChangesAsync();
        var (target, refusal) = await Office.Get<TokenKeeper>().TargetAsync(Office.Accounts[Provider.Instagram].Id, TestOffice.H2o);

        Assert.Null(target);
        Assert.Equal("token lost", refusal!.Code);
    }

    [Fact]
    public async Task Disconnecting_deletes_the_tokens_and_nothing_more_goes_out()
    {
        var post = await Office.ScheduleAsync(Provider.GoogleBusiness, "Not any more");
        await Connections.DisconnectAsync(Office.Accounts[Provider.GoogleBusiness].Id, Ana);

        await Office.RunAsync();

        await using var db = await Office.DbAsync();
        Assert.False(await db.AccountSecrets.AnyAsync(s => db.AccountConnections.Any(c => c.Id == s.ConnectionId && c.State == ConnectionState.Disconnected)));
        Assert.Contains("not connected", (await Office.PostAsync(post.Id)).Cause, StringComparison.Ordinal);
        Assert.Equal(0, await Office.VisibleAsync("Not any more"));
    }

    private async Task<(ConnectionStart Start, Dictionary<string, string> Query)> LeaveAsync(Guid account, Provider provider = Provider.Facebook, string? target = null, (string, string)[]? form = null)
    {
        var start = await Connections.BeginAsync(account, $"{Callback}/{provider}".ToLowerInvariant(), Ana);
        var dialog = start.Dialog.AbsolutePath.TrimStart('/');
        var asked = QueryHelpers.ParseQuery(start.Dialog.Query).Select(pair => (pair.Key, pair.Value.ToString())).ToArray();
        Assert.True(asked.Single(a => a.Key == "state").Item2.Length >= 22);
        var scopes = asked.Single(a => a.Key == "scope").Item2.Split([',', ' ']);
        form ??= target is null ? [("decision", "grant"), ("person", Seed.Dana)] : [("decision", "grant"), ("person", Seed.Dana), ("asked", "1"), ("target", target), .. scopes.Select(s => ("granted_scope", s))];
        return (start, await Office.Sim.ConsentAsync(dialog, asked, form));
    }

    private async Task<ConnectionReturn> WalkAsync(Guid account, Provider provider, string? target = null, (string, string)[]? form = null)
    {
        var (start, query) = await LeaveAsync(account, provider, target, form);
        return await Connections.CameBackAsync(provider, query.GetValueOrDefault("state"), start.BrowserSecret, query.GetValueOrDefault("code"), query.GetValueOrDefault("error"), Ana);
    }
}
