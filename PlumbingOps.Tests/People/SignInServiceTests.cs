using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.People;

public sealed class SignInServiceTests : IAsyncLifetime
{
    private PeopleOffice office = null!;

    public async ValueTask InitializeAsync() => office = await PeopleOffice.OpenAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Theory]
    [InlineData("omar")]
    [InlineData("  OMAR ")]
    [InlineData("omar@example.com")]
    public async Task A_person_signs_in_by_user_name_or_mail(string name)
    {
        var signedIn = await TryAsync(name, PeopleOffice.PasswordOf("omar"));

        Assert.Equal(("Omar Oakes", Roles.Office, null), (signedIn.Rights.Name, signedIn.Rights.Role, signedIn.Rights.TenantId));
        Assert.Equal(office.Clock.Now, (await office.Users.GetAsync(signedIn.Rights.UserId, await office.ActorAsync("ana"))).LastSignInAt);
    }

    [Fact]
    public async Task A_technicians_rights_name_the_technician_of_each_company()
    {
        var theo = await TryAsync("theo", PeopleOffice.PasswordOf("theo"));

        Assert.Equal(2, theo.Rights.TechnicianIds.Count);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_read_alike()
    {
        var wrong = await Assert.ThrowsAsync<RuleException>(() => TryAsync("omar", "not his password"));
        var unknown = await Assert.ThrowsAsync<RuleException>(() => TryAsync("nobody", "not his password"));

        Assert.Equal(wrong.Message, unknown.Message);
    }

    [Theory]
    [InlineData("omar")]
    [InlineData("nobody-of-this-name")]
    public async Task Five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour_whether_or_not_it_exists(string name)
    {
        await FailAsync(name, SignInAttempts.PerAccount);

        var locked = await Assert.ThrowsAsync<RuleException>(() => TryAsync(name, PeopleOffice.PasswordOf("omar")));
        Assert.Equal("Too many wrong passwords: this account is locked. Try again in 15 minutes.", locked.Message);
    }

    [Fact]
    public async Task User_name_and_mail_count_as_one_account()
    {
        await FailAsync("omar", 3);
        await FailAsync("omar@example.com", 2, "198.51.100.2");

        await Assert.ThrowsAsync<RuleException>(() => TryAsync("omar", PeopleOffice.PasswordOf("omar")));
    }

    [Fact]
    public async Task The_lock_opens_by_itself()
    {
        await FailAsync("omar", SignInAttempts.PerAccount);
        office.Clock.Now += SignInAttempts.AccountSpan;

        await TryAsync("omar", PeopleOffice.PasswordOf("omar"));
    }

    [Fact]
    public async Task The_right_password_forgets_the_failures_before_it()
    {
        await FailAsync("omar", SignInAttempts.PerAccount - 1);
        await TryAsync("omar", PeopleOffice.PasswordOf("omar"));
        await FailAsync("omar", SignInAttempts.PerAccount - 1, "198.51.100.3");

        await TryAsync("omar", PeopleOffice.PasswordOf("omar"), "198.51.100.4");
    }

    [Fact]
    public async Task Of_forty_tries_at_once_no_more_than_five_are_looked_at()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async n =>
            (await Assert.ThrowsAsync<RuleException>(() => TryAsync("omar", "guess", $"203.0.113.{n}"))).Message));

        Assert.Equal(SignInAttempts.PerAccount, answers.Count(answer => answer == SignInService.WrongNameOrPassword));
    }

    [Fact]
    public async Task One_address_may_fail_ten_times_a_minute()
    {
        for (var n = 0; n < SignInAttempts.PerAddress; n++)
        {
            await FailAsync($"name-{n}", 1);
        }

        var paused = await Assert.ThrowsAsync<RuleException>(() => TryAsync("omar", PeopleOffice.PasswordOf("omar")));
        Assert.StartsWith("Too many tries from this place.", paused.Message, StringComparison.Ordinal);
        office.Clock.Now += SignInAttempts.AddressSpan;
        await TryAsync("omar", PeopleOffice.PasswordOf("omar"));
    }

    [Fact]
    public async Task An_office_behind_one_address_signs_in_as_often_as_it_likes()
    {
        for (var n = 0; n < SignInAttempts.PerAddress * 2; n++)
        {
            await TryAsync("omar", PeopleOffice.PasswordOf("omar"));
        }
    }

    [Fact]
    public async Task A_deactivated_person_reads_the_same_as_with_a_wrong_password()
    {
        await office.Users.DeactivateAsync(await office.IdAsync("omar"), await office.ActorAsync("ana"));

        var refused = await Assert.ThrowsAsync<RuleException>(() => TryAsync("omar", PeopleOffice.PasswordOf("omar")));
        Assert.Equal(SignInService.WrongNameOrPassword, refused.Message);
    }

    [Fact]
    public async Task Signing_in_leaves_no_trace_in_the_history()
    {
        var before = await Sql.AskAsync<long>(office.Connections.Admin!, "select count(*) from history.changes");
        await TryAsync("omar", PeopleOffice.PasswordOf("omar"));

        Assert.Equal(before, await Sql.AskAsync<long>(office.Connections.Admin!, "select count(*) from history.changes"));
    }

    private Task<SignedIn> TryAsync(string name, string password, string address = "198.51.100.1") =>
        office.SignIn.SignInAsync(name, password, address, TestContext.Current.CancellationToken);

    private async Task FailAsync(string name, int times, string address = "198.51.100.1")
    {
        for (var n = 0; n < times; n++)
        {
            await Assert.ThrowsAsync<RuleException>(() => TryAsync(name, "not the password", address));
        }
    }
}
