using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.People;

public sealed class SecondFactorTests : IAsyncLifetime
{
    private const string Here = "198.51.100.1";
    private PeopleOffice office = null!;

    public async ValueTask InitializeAsync() => office = await PeopleOffice.OpenAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Once_the_app_is_confirmed_the_password_alone_lets_nobody_in()
    {
        var (app, codes) = await SwitchOnAsync("omar");

        Assert.Equal(RecoveryCodes.Count, codes.Distinct().Count());
        var half = await HalfAsync("omar");
        NextStep();
        var signedIn = await office.SignIn.ContinueAsync(half, Code(app), Here, Now);
        Assert.Equal("Omar Oakes", signedIn.Rights.Name);
        Assert.Equal(office.Clock.Now, (await office.Users.GetAsync(signedIn.Rights.UserId, await office.ActorAsync("ana"), Now)).LastSignInAt);
    }

    [Fact]
    public async Task A_key_that_was_only_offered_changes_nothing_and_ends_after_an_hour()
    {
        var omar = await office.ActorAsync("omar");
        await Factors.OfferAsync(Password("omar"), omar, Now);
        var app = new AuthenticatorApp((await Factors.GetAsync(omar, Now)).Offer!.Key);

        await office.SignIn.SignInAsync("omar", PeopleOffice.PasswordOf("omar"), Here, Now);
        office.Clock.Now += SecondFactor.OfferLife;

        Assert.Null((await Factors.GetAsync(omar, Now)).Offer);
        await Assert.ThrowsAsync<RuleException>(() => Factors.ConfirmAsync(Code(app), omar, Now));
    }

    [Fact]
    public async Task A_wrong_code_does_not_confirm_the_app()
    {
        var omar = await office.ActorAsync("omar");
        await Factors.OfferAsync(Password("omar"), omar, Now);

        var refused = await Assert.ThrowsAsync<RuleException>(() => Factors.ConfirmAsync(new CodeInput { Code = "000000" }, omar, Now));

        Assert.Equal(nameof(CodeInput.Code), refused.Field);
        Assert.False((await Factors.GetAsync(omar, Now)).IsOn);
    }

    [Fact]
    public async Task Whoever_sits_down_at_an_open_page_needs_the_password_to_change_how_its_person_signs_in()
    {
        await SwitchOnAsync("omar");
        var (omar, vera) = (await office.ActorAsync("omar"), await office.ActorAsync("vera"));
        var wrong = new PasswordAgain { Password = "not the password" };

        await Assert.ThrowsAsync<RuleException>(() => Factors.OfferAsync(wrong, vera, Now));
        await Assert.ThrowsAsync<RuleException>(() => Factors.RenewRecoveryCodesAsync(wrong, omar, Now));
        await Assert.ThrowsAsync<RuleException>(() => Factors.SwitchOffAsync(wrong, omar, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.Get<PasskeyService>().RequireRoomAsync(new PasskeyInput { Name = "Mine", Password = wrong.Password }, omar, Now));

        Assert.Null((await Factors.GetAsync(vera, Now)).Offer);
        Assert.True((await Factors.GetAsync(omar, Now)).IsOn);
    }

    [Fact]
    public async Task Switching_on_and_off_ends_every_other_session()
    {
        var elsewhere = await office.ActorAsync("omar");
        await SwitchOnAsync("omar");
        await Assert.ThrowsAsync<Data.Database.SignedOutException>(() => Factors.GetAsync(elsewhere, Now));

        elsewhere = await office.ActorAsync("omar");
        await Factors.SwitchOffAsync(Password("omar"), await office.ActorAsync("omar"), Now);

        await Assert.ThrowsAsync<Data.Database.SignedOutException>(() => Factors.GetAsync(elsewhere, Now));
        await office.SignIn.SignInAsync("omar", PeopleOffice.PasswordOf("omar"), Here, Now);
    }

    [Fact]
    public async Task A_code_works_once_even_when_typed_in_two_places_at_once()
    {
        var (app, _) = await SwitchOnAsync("omar");
        NextStep();
        var (half, code) = (await HalfAsync("omar"), Code(app));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Record.ExceptionAsync(() => office.SignIn.ContinueAsync(half, code, $"203.0.113.{n}", Now)).AsTask()));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(SignInService.WrongCode, (await Assert.ThrowsAsync<RuleException>(() => office.SignIn.ContinueAsync(half, code, Here, Now))).Message);
    }

    [Fact]
    public async Task A_recovery_code_works_once_however_it_is_typed()
    {
        var (_, codes) = await SwitchOnAsync("omar");
        var typed = new CodeInput { Code = $" {codes[3].Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()} " };
        var half = await HalfAsync("omar");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Record.ExceptionAsync(() => office.SignIn.ContinueAsync(half, typed, $"203.0.113.{n}", Now)).AsTask()));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(RecoveryCodes.Count - 1, (await Factors.GetAsync(await office.ActorAsync("omar"), Now)).RecoveryCodesLeft);
        await office.SignIn.ContinueAsync(half, new CodeInput { Code = codes[4] }, Here, Now);
    }

    [Fact]
    public async Task New_recovery_codes_end_the_old_ones_and_nobody_elses_code_works()
    {
        var (_, old) = await SwitchOnAsync("omar");
        var (_, veras) = await SwitchOnAsync("vera");
        var renewed = await Factors.RenewRecoveryCodesAsync(Password("omar"), await office.ActorAsync("omar"), Now);
        var half = await HalfAsync("omar");

        await Assert.ThrowsAsync<RuleException>(() => office.SignIn.ContinueAsync(half, new CodeInput { Code = old[0] }, Here, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.SignIn.ContinueAsync(half, new CodeInput { Code = veras[0] }, Here, Now));
        await office.SignIn.ContinueAsync(half, new CodeInput { Code = renewed[0] }, Here, Now);
    }

    [Fact]
    public async Task Five_wrong_codes_lock_the_account_and_the_password_in_between_does_not_help()
    {
        var (app, _) = await SwitchOnAsync("omar");
        NextStep();
        for (var n = 0; n < SignInAttempts.PerAccount; n++)
        {
            var half = await HalfAsync("omar", $"203.0.113.{n}");
            var wrong = await Assert.ThrowsAsync<RuleException>(() => office.SignIn.ContinueAsync(half, new CodeInput { Code = "000000" }, $"203.0.113.{n}", Now));
            Assert.Equal(SignInService.WrongCode, wrong.Message);
        }

        var known = new HalfSignedIn(await office.IdAsync("omar"), (await StampAsync("omar"))!);
        var locked = await Assert.ThrowsAsync<RuleException>(() => office.SignIn.ContinueAsync(known, Code(app), Here, Now));
        Assert.Equal("Too many wrong codes: this account is locked. Try again in 15 minutes.", locked.Message);
        await Assert.ThrowsAsync<RuleException>(() => office.SignIn.SignInAsync("omar", PeopleOffice.PasswordOf("omar"), Here, Now));
        office.Clock.Now += SignInAttempts.AccountSpan;
        await office.SignIn.ContinueAsync(known, Code(app), Here, Now);
    }

    [Fact]
    public async Task Of_forty_codes_guessed_at_once_no_more_than_five_are_looked_at()
    {
        await SwitchOnAsync("omar");
        var half = await HalfAsync("omar");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async n =>
            (await Assert.ThrowsAsync<RuleException>(() => office.SignIn.ContinueAsync(half, new CodeInput { Code = $"{n:D6}" }, $"203.0.113.{n}", Now))).Message));

        Assert.Equal(SignInAttempts.PerAccount, answers.Count(answer => answer == SignInService.WrongCode));
    }

    [Fact]
    public async Task Another_password_and_a_deactivation_end_a_sign_in_that_waits_for_its_code()
    {
        var (app, _) = await SwitchOnAsync("omar");
        NextStep();
        var (half, ana, id) = (await HalfAsync("omar"), await office.ActorAsync("ana"), await office.IdAsync("omar"));

        var token = await office.Users.CreatePasswordLinkAsync(id, ana, Now);
        await office.Links.SetPasswordAsync(token, "a leaking faucet keeps me awake", Now);
        await Assert.ThrowsAsync<RuleException>(() => office.SignIn.ContinueAsync(half, Code(app), Here, Now));
        var again = new HalfSignedIn(id, (await StampAsync("omar"))!);
        await Sql.RunAsync(office.Connections.App, "update identity.users set is_active = false where user_name = 'omar'");

        await Assert.ThrowsAsync<RuleException>(() => office.SignIn.ContinueAsync(again, Code(app), Here, Now));
    }

    [Fact]
    public async Task An_administrator_resets_a_lost_factor_and_the_history_says_who()
    {
        await SwitchOnAsync("omar");
        var (ana, omar) = (await office.ActorAsync("ana"), await office.ActorAsync("omar"));
        Assert.Equal(["Omar Oakes"], await ListAsync(row => row.HasApp, ana));

        await office.Users.ResetSecondFactorAsync(omar.UserId!.Value, ana, Now);

        await office.SignIn.SignInAsync("omar", PeopleOffice.PasswordOf("omar"), Here, Now);
        await Assert.ThrowsAsync<Data.Database.SignedOutException>(() => Factors.GetAsync(omar, Now));
        Assert.Empty(await ListAsync(row => row.HasApp, ana));
        var newest = (await office.Get<HistoryService>().ForRecordAsync("users", omar.UserId.Value, First, ana, Now)).Rows[0];
        Assert.Equal(("Ana Alvarez", "Reset the second factor of Omar Oakes"), (newest.Who, newest.Summary));
        Assert.Contains(newest.Changes, change => change is { Entity: "second_factors", Action: "delete" });
    }

    [Fact]
    public async Task Nobody_resets_their_own_factor_and_no_administrator_that_of_another_companys_person()
    {
        await SwitchOnAsync("omar");
        await SwitchOnAsync("ana");
        var ana = await office.ActorAsync("ana");
        var nora = await office.AddAsync("nora", Roles.Admin, PeopleOffice.H2o, ana);

        await Assert.ThrowsAsync<RuleException>(() => office.Users.ResetSecondFactorAsync(ana.UserId!.Value, ana, Now));
        var omar = await office.IdAsync("omar");
        await Assert.ThrowsAsync<NotFoundException>(() => office.Users.ResetSecondFactorAsync(omar, nora, Now));
        Assert.True((await Factors.GetAsync(await office.ActorAsync("omar"), Now)).IsOn);
    }

    [Fact]
    public async Task The_list_finds_who_has_only_a_password()
    {
        await SwitchOnAsync("omar");

        var rows = (await office.Users.ListAsync(new UserFilter { PasswordOnly = true }, First, await office.ActorAsync("ana"), Now)).Rows;

        Assert.NotEmpty(rows);
        Assert.DoesNotContain(rows, row => row.FullName == "Omar Oakes");
    }

    [Fact]
    public async Task Neither_the_database_nor_its_history_holds_the_key_or_a_recovery_code()
    {
        var omar = await office.ActorAsync("omar");
        await Factors.OfferAsync(Password("omar"), omar, Now);
        var offer = (await Factors.GetAsync(omar, Now)).Offer!;
        var codes = await Factors.ConfirmAsync(Code(new AuthenticatorApp(offer.Key)), omar, Now);
        var half = await HalfAsync("omar");
        await office.SignIn.ContinueAsync(half, new CodeInput { Code = codes[0] }, Here, Now);

        var hidden = await Sql.AskAsync<string>(office.Connections.Admin!, "select sealed_key from identity.second_factors");
        var hash = await Sql.AskAsync<string>(office.Connections.Admin!, "select recovery_hashes[1] from identity.second_factors");
        foreach (var secret in new[] { offer.Key, codes[0], codes[1] })
        {
            Assert.Equal(0, await Sql.AskAsync<long>(office.Connections.Admin!, $"select count(*) from identity.second_factors f where f::text ilike '%{secret}%'"));
        }

        foreach (var secret in new[] { offer.Key, codes[0], codes[1], hidden!, hash! })
        {
            Assert.Equal(0, await Sql.AskAsync<long>(office.Connections.Admin!, $"select count(*) from history.changes c where c::text ilike '%{secret}%'"));
        }

        Assert.StartsWith("v1.", hidden, StringComparison.Ordinal);
        Assert.DoesNotContain(offer.Key, $"{offer}", StringComparison.Ordinal);
        Assert.True(await Sql.AskAsync<long>(office.Connections.Admin!, "select count(*) from history.changes where entity = 'second_factors' and after ->> 'sealed_key' = '•••'") > 0);
    }

    [Fact]
    public async Task A_key_copied_into_another_persons_row_is_worthless()
    {
        var (app, _) = await SwitchOnAsync("omar");
        await SwitchOnAsync("vera");
        await Sql.RunAsync(office.Connections.App, "update identity.second_factors set sealed_key = (select f.sealed_key from identity.second_factors f join identity.users u on u.id = f.user_id where u.user_name = 'omar')");
        NextStep();
        var half = await HalfAsync("vera");

        var refused = await Assert.ThrowsAsync<RuleException>(() => office.SignIn.ContinueAsync(half, Code(app), Here, Now));

        Assert.StartsWith("Codes of the app cannot be checked", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_keys_lost_recovery_codes_still_let_people_in()
    {
        var (_, codes) = await SwitchOnAsync("omar");
        await Sql.RunAsync(office.Connections.App, "update identity.second_factors set sealed_key = 'v1.lost.AAAA'");

        await office.SignIn.ContinueAsync(await HalfAsync("omar"), new CodeInput { Code = codes[0] }, Here, Now);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static ListRequest First => new(null, true, null, null, 50);

    private SecondFactorService Factors => office.Get<SecondFactorService>();

    private static PasswordAgain Password(string userName) => new() { Password = PeopleOffice.PasswordOf(userName) };

    private CodeInput Code(AuthenticatorApp app) => new() { Code = app.CodeAt(office.Clock.Now).Insert(3, " ") };

    private void NextStep() => office.Clock.Now += TimeSpan.FromSeconds(30);

    private async Task<(AuthenticatorApp App, IReadOnlyList<string> RecoveryCodes)> SwitchOnAsync(string userName)
    {
        var person = await office.ActorAsync(userName);
        await Factors.OfferAsync(Password(userName), person, Now);
        var app = new AuthenticatorApp((await Factors.GetAsync(person, Now)).Offer!.Key);
        return (app, await Factors.ConfirmAsync(Code(app), person, Now));
    }

    private async Task<HalfSignedIn> HalfAsync(string userName, string address = Here) =>
        (await Assert.ThrowsAsync<CodeNeededException>(() => office.SignIn.SignInAsync(userName, PeopleOffice.PasswordOf(userName), address, Now))).Who;

    private Task<string?> StampAsync(string userName) => Sql.AskAsync<string>(office.Connections.Admin!, $"select security_stamp from identity.users where user_name = '{userName}'");

    private async Task<IEnumerable<string>> ListAsync(Func<UserRow, bool> which, Actor by) =>
        (await office.Users.ListAsync(new UserFilter(), First, by, Now)).Rows.Where(which).Select(row => row.FullName);
}
