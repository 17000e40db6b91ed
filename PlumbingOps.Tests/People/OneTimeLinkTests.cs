using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.People;

public class OneTimeLinkTests
{
    private const string GoodPassword = "a leaking faucet keeps me awake";

    [Fact]
    public async Task The_set_up_link_makes_the_first_administrator_once()
    {
        await using var office = await PeopleOffice.OpenAsync(empty: true);
        var token = (await office.Links.CreateSetUpTokenAsync(Now))!;

        Assert.True(await office.Links.IsSetUpOpenAsync(token, Now));
        await office.Links.SetUpAsync(token, First(), Now);

        Assert.Equal(Roles.Admin, (await office.SignIn.SignInAsync("nora", GoodPassword, "::1", Now)).Rights.Role);
        Assert.False(await office.Links.IsSetUpOpenAsync(token, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.Links.SetUpAsync(token, First(), Now));
        Assert.Null(await office.Links.CreateSetUpTokenAsync(Now));
    }

    [Fact]
    public async Task A_new_start_prints_a_new_set_up_link_and_ends_the_old_one()
    {
        await using var office = await PeopleOffice.OpenAsync(empty: true);
        var old = (await office.Links.CreateSetUpTokenAsync(Now))!;
        var token = (await office.Links.CreateSetUpTokenAsync(Now))!;

        Assert.False(await office.Links.IsSetUpOpenAsync(old, Now));
        Assert.True(await office.Links.IsSetUpOpenAsync(token, Now));
    }

    [Fact]
    public async Task The_set_up_link_ends_after_a_day()
    {
        await using var office = await PeopleOffice.OpenAsync(empty: true);
        var token = (await office.Links.CreateSetUpTokenAsync(Now))!;
        office.Clock.Now += OneTimeLinkService.SetUpLife;

        await Assert.ThrowsAsync<RuleException>(() => office.Links.SetUpAsync(token, First(), Now));
    }

    [Fact]
    public async Task Of_two_who_set_up_at_once_one_becomes_administrator()
    {
        await using var office = await PeopleOffice.OpenAsync(empty: true);
        var token = (await office.Links.CreateSetUpTokenAsync(Now))!;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Record.ExceptionAsync(() => office.Links.SetUpAsync(token, First($"nora{n}"), Now)).AsTask()));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.OfType<Exception>(), refused => Assert.IsType<RuleException>(refused));
        Assert.Equal(1, await Sql.AskAsync<long>(office.Connections.Admin!, "select count(*) from identity.users"));
    }

    [Fact]
    public async Task A_password_link_works_once_and_signs_out_everywhere()
    {
        await using var office = await PeopleOffice.OpenAsync();
        var omar = await office.ActorAsync("omar");
        var token = await office.Users.CreatePasswordLinkAsync(omar.UserId!.Value, await office.ActorAsync("ana"), Now);

        Assert.Equal("Omar Oakes", await office.Links.FindPasswordOwnerAsync(token, Now));
        await office.Links.SetPasswordAsync(token, GoodPassword, Now);

        await office.SignIn.SignInAsync("omar", GoodPassword, "::1", Now);
        Assert.Null(await office.Links.FindPasswordOwnerAsync(token, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.Links.SetPasswordAsync(token, GoodPassword, Now));
        await Assert.ThrowsAsync<Data.Database.SignedOutException>(() => office.Database.OpenAsync(omar, Permission.SeeHome, Now));
    }

    [Fact]
    public async Task Of_several_who_use_a_password_link_at_once_one_sets_the_password()
    {
        await using var office = await PeopleOffice.OpenAsync();
        var token = await office.Users.CreatePasswordLinkAsync(await office.IdAsync("omar"), await office.ActorAsync("ana"), Now);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Record.ExceptionAsync(() => office.Links.SetPasswordAsync(token, $"{GoodPassword} {n}", Now)).AsTask()));

        var winner = outcomes.ToList().FindIndex(outcome => outcome is null);
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.OfType<Exception>(), refused => Assert.IsType<RuleException>(refused));
        await office.SignIn.SignInAsync("omar", $"{GoodPassword} {winner}", "::1", Now);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("password12345")]
    [InlineData("Plumbing-2026")]
    [InlineData("aaaaaaaaaaaaaa")]
    [InlineData("omar-oakes-1234")]
    public async Task A_weak_password_is_refused_and_the_link_stays_good(string weak)
    {
        await using var office = await PeopleOffice.OpenAsync();
        var token = await office.Users.CreatePasswordLinkAsync(await office.IdAsync("omar"), await office.ActorAsync("ana"), Now);

        var refused = await Assert.ThrowsAsync<RuleException>(() => office.Links.SetPasswordAsync(token, weak, Now));

        Assert.Equal("Password", refused.Field);
        await office.Links.SetPasswordAsync(token, GoodPassword, Now);
    }

    [Fact]
    public async Task A_newer_link_a_deactivation_and_time_end_a_password_link()
    {
        await using var office = await PeopleOffice.OpenAsync();
        var (omar, ana) = (await office.IdAsync("omar"), await office.ActorAsync("ana"));
        var replaced = await office.Users.CreatePasswordLinkAsync(omar, ana, Now);
        var token = await office.Users.CreatePasswordLinkAsync(omar, ana, Now);

        Assert.Null(await office.Links.FindPasswordOwnerAsync(replaced, Now));
        await office.Users.DeactivateAsync(omar, ana, Now);
        Assert.Null(await office.Links.FindPasswordOwnerAsync(token, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.Links.SetPasswordAsync(token, GoodPassword, Now));
        await office.Users.ReactivateAsync(omar, ana, Now);
        office.Clock.Now += OneTimeLinkService.PasswordLife;
        await Assert.ThrowsAsync<RuleException>(() => office.Links.SetPasswordAsync(token, GoodPassword, Now));
    }

    [Fact]
    public async Task A_password_link_is_no_set_up_link_and_the_other_way_round()
    {
        await using var office = await PeopleOffice.OpenAsync();
        var token = await office.Users.CreatePasswordLinkAsync(await office.IdAsync("omar"), await office.ActorAsync("ana"), Now);

        Assert.False(await office.Links.IsSetUpOpenAsync(token, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.Links.SetUpAsync(token, First(), Now));
        Assert.Null(await office.Links.FindPasswordOwnerAsync("", Now));
    }

    [Fact]
    public async Task The_database_and_its_history_hold_no_token()
    {
        await using var office = await PeopleOffice.OpenAsync();
        var token = await office.Users.CreatePasswordLinkAsync(await office.IdAsync("omar"), await office.ActorAsync("ana"), Now);

        var found = await Sql.AskAsync<long>(office.Connections.Admin!,
            $"select (select count(*) from identity.one_time_links l where l::text like '%{token}%') + (select count(*) from history.changes c where c::text like '%{token}%')");
        Assert.Equal(0, found);
        Assert.Equal("•••", await Sql.AskAsync<string>(office.Connections.Admin!, "select after ->> 'token_hash' from history.changes where entity = 'one_time_links' limit 1"));
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static FirstAdministratorInput First(string name = "nora") =>
        new() { FullName = "Nora Night", UserName = name, Email = $"{name}@example.com", Password = GoodPassword };
}
