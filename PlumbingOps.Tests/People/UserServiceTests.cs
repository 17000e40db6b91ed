using System.Globalization;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.People;

public sealed class UserServiceTests : IAsyncLifetime
{
    private PeopleOffice office = null!;
    private Actor ana = null!;

    public async ValueTask InitializeAsync()
    {
        office = await PeopleOffice.OpenAsync();
        ana = await office.ActorAsync("ana");
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task The_list_finds_by_name_mail_role_and_company()
    {
        Assert.Equal(["Ana Alvarez", "Max Mercer", "Mia Moss", "Omar Oakes", "Theo Thorn", "Vera Vale"], await NamesAsync(new UserFilter()));
        Assert.Equal(["Theo Thorn"], await NamesAsync(new UserFilter { Search = "theo@exam" }));
        Assert.Equal(["Max Mercer", "Omar Oakes"], await NamesAsync(new UserFilter { Role = Roles.Office }));
        Assert.DoesNotContain("Max Mercer", await NamesAsync(new UserFilter { TenantId = PeopleOffice.AllCounty }));
        Assert.Empty(await NamesAsync(new UserFilter { Search = "%" }));
        Assert.Empty(await NamesAsync(new UserFilter { Deactivated = true }));
    }

    [Fact]
    public async Task A_new_user_signs_in_after_choosing_a_password()
    {
        var nora = await office.AddAsync("nora", Roles.Viewer, PeopleOffice.H2o, ana);

        Assert.Equal([PeopleOffice.H2o], nora.Tenants);
        await office.SignIn.SignInAsync("nora@example.com", PeopleOffice.PasswordOf("somebody"), "::1", Now);
    }

    [Fact]
    public async Task A_user_name_or_mail_belongs_to_one_person_however_it_is_capitalised()
    {
        var name = await Assert.ThrowsAsync<RuleException>(() => office.Users.CreateAsync(
            new UserInput { FullName = "Another Omar", UserName = "OMAR", Email = "omar2@example.com", Role = Roles.Viewer }, ana, Now));
        var mail = await Assert.ThrowsAsync<RuleException>(() => office.Users.CreateAsync(
            new UserInput { FullName = "Another Omar", UserName = "omar2", Email = "Omar@Example.com", Role = Roles.Viewer }, ana, Now));

        Assert.Equal((nameof(UserInput.UserName), nameof(UserInput.Email)), (name.Field, mail.Field));
    }

    [Fact]
    public async Task Nobody_changes_their_own_role_company_or_activity()
    {
        await office.AddAsync("nora", Roles.Admin, null, ana);

        Assert.Equal(nameof(UserInput.Role), (await Assert.ThrowsAsync<RuleException>(() => office.EditAsync("ana", ana, u => u.Role = Roles.Viewer))).Field);
        Assert.Equal(nameof(UserInput.TenantId), (await Assert.ThrowsAsync<RuleException>(() => office.EditAsync("ana", ana, u => u.TenantId = PeopleOffice.H2o))).Field);
        await Assert.ThrowsAsync<RuleException>(() => office.Users.DeactivateAsync(ana.UserId!.Value, ana, Now));
        await office.EditAsync("ana", ana, u => u.FullName = "Ana Alvarez-Ames");
    }

    [Fact]
    public async Task The_database_itself_refuses_somebody_who_changes_their_own_role()
    {
        await office.AddAsync("nora", Roles.Admin, null, ana);
        await using var db = await office.Database.OpenAsync(ana, Permission.ManageUsers, Now);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(office.Connections.App, $"""
            select set_config('app.actor_id', '{ana.UserId}', false);
            update identity.user_roles set role_id = md5('role Viewer')::uuid where user_id = '{ana.UserId}'
            """));
        Assert.Equal("own_rights", refused.ConstraintName);
    }

    [Fact]
    public async Task The_last_administrator_of_all_companies_can_be_neither_demoted_nor_restricted_nor_deactivated()
    {
        var nora = await office.AddAsync("nora", Roles.Admin, PeopleOffice.H2o, ana);
        var system = Actor.System([PeopleOffice.AllCounty, PeopleOffice.H2o]);

        Assert.True((await office.Users.GetAsync(ana.UserId!.Value, system, Now)).IsLastAdministrator);
        await Assert.ThrowsAsync<RuleException>(() => office.EditAsync("ana", system, u => u.Role = Roles.Office));
        await Assert.ThrowsAsync<RuleException>(() => office.EditAsync("ana", system, u => u.TenantId = PeopleOffice.H2o));
        await Assert.ThrowsAsync<RuleException>(() => office.Users.DeactivateAsync(ana.UserId!.Value, system, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => office.Users.DeactivateAsync(ana.UserId!.Value, nora, Now));
    }

    [Theory]
    [InlineData("update identity.users set is_active = false where user_name = 'ana'")]
    [InlineData("update identity.users set tenant_id = 'h2o' where user_name = 'ana'")]
    [InlineData("update identity.user_roles set role_id = md5('role Viewer')::uuid where role_id = md5('role Admin')::uuid")]
    [InlineData("delete from identity.users where user_name = 'ana'")]
    public async Task Not_even_sql_by_hand_leaves_the_office_without_an_administrator(string statement)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(office.Connections.App, statement));

        Assert.Equal("last_administrator", refused.ConstraintName);
    }

    [Fact]
    public async Task Of_two_administrators_who_demote_each_other_at_once_one_remains()
    {
        for (var round = 0; round < 6; round++)
        {
            var nora = await office.AddAsync($"nora{round}", Roles.Admin, null, ana);

            var outcomes = await Task.WhenAll(
                Record.ExceptionAsync(() => office.EditAsync($"nora{round}", ana, u => u.Role = Roles.Viewer)).AsTask(),
                Record.ExceptionAsync(() => round % 2 == 0 ? office.EditAsync("ana", nora, u => u.Role = Roles.Viewer) : office.Users.DeactivateAsync(ana.UserId!.Value, nora, Now)).AsTask());

            Assert.Single(outcomes, outcome => outcome is null);
            Assert.All(outcomes.OfType<Exception>(), refused => Assert.IsAssignableFrom<RuleException>(refused));
            Assert.Equal(1, await AdministratorsAsync());
            await Sql.RunAsync(office.Connections.App, """
                begin; update identity.users set is_active = true where user_name = 'ana';
                update identity.user_roles r set role_id = md5('role ' || case u.user_name when 'ana' then 'Admin' else 'Viewer' end)::uuid
                from identity.users u where u.id = r.user_id and (u.user_name = 'ana' or u.user_name like 'nora%'); commit
                """);
            ana = await office.ActorAsync("ana");
        }
    }

    [Theory]
    [InlineData("update identity.users set is_active = false where user_name = '{0}'")]
    [InlineData("update identity.users set tenant_id = 'h2o' where user_name = '{0}'")]
    [InlineData("update identity.user_roles r set role_id = md5('role Viewer')::uuid from identity.users u where u.id = r.user_id and u.user_name = '{0}'")]
    public async Task Of_two_changes_that_would_each_leave_the_other_administrator_only_one_is_stored(string takeAway)
    {
        await office.AddAsync("nora", Roles.Admin, null, ana);
        await using var one = await BeginAsync(string.Format(CultureInfo.InvariantCulture, takeAway, "ana"));
        await using var other = await BeginAsync(string.Format(CultureInfo.InvariantCulture, takeAway, "nora"));

        var outcomes = await Task.WhenAll(Record.ExceptionAsync(() => one.CommitAsync(Now)).AsTask(), Record.ExceptionAsync(() => other.CommitAsync(Now)).AsTask());

        Assert.Equal("last_administrator", Assert.IsType<PostgresException>(Assert.Single(outcomes.OfType<Exception>())).ConstraintName);
    }

    [Theory]
    [InlineData("update identity.users set is_active = false where user_name = 'nora'")]
    [InlineData("update identity.users set tenant_id = 'h2o' where user_name = 'nora'")]
    public async Task An_administrator_who_is_out_or_sees_one_company_only_does_not_count_as_the_other(string nora)
    {
        await office.AddAsync("nora", Roles.Admin, null, ana);
        await Sql.RunAsync(office.Connections.App, nora);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(office.Connections.App, "update identity.users set is_active = false where user_name = 'ana'"));

        Assert.Equal("last_administrator", refused.ConstraintName);
    }

    [Fact]
    public async Task An_administrator_of_one_company_manages_that_companys_people_only()
    {
        var nora = await office.AddAsync("nora", Roles.Admin, PeopleOffice.H2o, ana);

        Assert.Equal(["Max Mercer", "nora Example"], (await office.Users.ListAsync(new UserFilter(), First, nora, Now)).Rows.Select(r => r.FullName));
        await Assert.ThrowsAsync<NotFoundException>(() => office.EditAsync("omar", nora, u => u.FullName = "Changed"));
        await Assert.ThrowsAsync<RuleException>(() => office.EditAsync("max", nora, u => u.TenantId = null));
        await Assert.ThrowsAsync<RuleException>(() => office.Users.CreateAsync(
            new UserInput { FullName = "New Person", UserName = "new", Email = "new@example.com", Role = Roles.Viewer }, nora, Now));
        await office.EditAsync("max", nora, u => u.Role = Roles.Viewer);
    }

    [Fact]
    public async Task Old_rights_are_refused_by_the_database_as_soon_as_the_role_changed()
    {
        var omar = await office.ActorAsync("omar");
        await (await office.Database.OpenAsync(omar, Permission.EditJobs, Now)).DisposeAsync();

        await office.EditAsync("omar", ana, u => u.Role = Roles.Viewer);

        await Assert.ThrowsAsync<SignedOutException>(() => office.Database.OpenAsync(omar, Permission.EditJobs, Now));
        Assert.Equal(Roles.Viewer, (await office.ActorAsync("omar")).Role);
    }

    [Fact]
    public async Task Old_rights_are_refused_after_a_company_a_technician_or_a_session_changed()
    {
        var (omar, vera, mia) = (await office.ActorAsync("omar"), await office.ActorAsync("vera"), await office.ActorAsync("mia"));
        var system = Actor.System([PeopleOffice.AllCounty, PeopleOffice.H2o]);
        var technician = await office.Get<TechnicianService>().AddAsync(PeopleOffice.H2o, "Vera", ana, Now);

        await office.EditAsync("omar", ana, u => u.TenantId = PeopleOffice.H2o);
        await office.Get<TechnicianService>().LinkAsync(technician, vera.UserId, system, Now);
        await office.Users.SignOutEverywhereAsync(mia.UserId!.Value, ana, Now);

        foreach (var stale in new[] { omar, vera, mia })
        {
            await Assert.ThrowsAsync<SignedOutException>(() => office.Database.OpenAsync(stale, Permission.SeeHome, Now));
        }

        Assert.Equal([technician], (await office.ActorAsync("vera")).TechnicianIds);
    }

    [Fact]
    public async Task A_deactivated_person_comes_back_signed_out()
    {
        var omar = await office.ActorAsync("omar");

        await office.Users.DeactivateAsync(omar.UserId!.Value, ana, Now);
        await Assert.ThrowsAsync<SignedOutException>(() => office.Database.OpenAsync(omar, Permission.SeeHome, Now));
        await office.Users.ReactivateAsync(omar.UserId!.Value, ana, Now);

        await Assert.ThrowsAsync<SignedOutException>(() => office.Database.OpenAsync(omar, Permission.SeeHome, Now));
        await office.SignIn.SignInAsync("omar", PeopleOffice.PasswordOf("omar"), "::1", Now);
    }

    [Fact]
    public async Task A_technician_is_one_person_and_a_person_one_technician_per_company()
    {
        var of = await office.Users.FindTechniciansAsync("theo", await office.IdAsync("theo"), PeopleOffice.AllCounty, 10, ana, Now);
        await Assert.ThrowsAsync<RuleException>(() => office.EditAsync("omar", ana, u => u.Technicians = [of[0].Id]));
        var second = await office.Get<TechnicianService>().AddAsync(PeopleOffice.AllCounty, "Theodore", ana, Now);

        await Assert.ThrowsAsync<RuleException>(() => office.EditAsync("theo", ana, u => u.Technicians.Add(second)));
        await Assert.ThrowsAsync<RuleException>(() => office.EditAsync("max", ana, u => u.Technicians.Add(second)));
        await office.EditAsync("omar", ana, u => u.Technicians.Add(second));
        Assert.Empty(await office.Users.FindTechniciansAsync("theodore", null, null, 10, ana, Now));
    }

    [Fact]
    public async Task Two_administrators_who_edit_one_user_keep_both_changes()
    {
        var omar = await office.IdAsync("omar");
        var seen = (await office.Users.GetAsync(omar, ana, Now)).Input;
        var (one, other) = (seen.Copy(), seen.Copy());
        (one.FullName, other.Email) = ("Omar Orchard", "orchard@example.com");

        await Task.WhenAll(office.Users.SaveAsync(omar, seen, one, ana, Now), office.Users.SaveAsync(omar, seen, other, ana, Now));

        var now = (await office.Users.GetAsync(omar, ana, Now)).Input;
        Assert.Equal(("Omar Orchard", "orchard@example.com"), (now.FullName, now.Email));
        var clash = seen.Copy();
        clash.FullName = "Omar Oxbow";
        await Assert.ThrowsAsync<EditConflictException>(() => office.Users.SaveAsync(omar, seen, clash, ana, Now));
    }

    [Fact]
    public async Task The_history_says_who_changed_whose_role()
    {
        await office.EditAsync("omar", ana, u => u.Role = Roles.Viewer);

        var page = await office.Get<Data.History.HistoryService>().ForRecordAsync("users", await office.IdAsync("omar"), First with { Descending = true }, ana, Now);
        Assert.Equal("Ana Alvarez", page.Rows[0].Who);
        Assert.Equal("Changed the user Omar Oakes", page.Rows[0].Summary);
        Assert.Contains(page.Rows[0].Changes, change => change.Entity == "user_roles" && change.Action == "update");
    }

    [Fact]
    public async Task People_change_their_own_name_and_password_and_nothing_else()
    {
        var profile = office.Get<ProfileService>();
        var vera = await office.ActorAsync("vera");

        await profile.SaveAsync(new ProfileInput { FullName = "Vera Vance", Email = "vera.vance@example.com", Theme = Themes.Dark }, vera, Now);
        await Assert.ThrowsAsync<RuleException>(() => profile.ChangePasswordAsync("wrong", "a new and longer password", vera, Now));
        await profile.ChangePasswordAsync(PeopleOffice.PasswordOf("vera"), "a new and longer password", vera, Now);

        await Assert.ThrowsAsync<SignedOutException>(() => profile.GetAsync(vera, Now));
        await office.SignIn.SignInAsync("vera", "a new and longer password", "::1", Now);
        Assert.Equal(("Vera Vance", Roles.Viewer), ((await office.ActorAsync("vera")).Name, (await office.ActorAsync("vera")).Role));
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static ListRequest First => new(null, false, null, null, 50);

    private async Task<IEnumerable<string>> NamesAsync(UserFilter filter) => (await office.Users.ListAsync(filter, First, ana, Now)).Rows.Select(row => row.FullName);

    /// <summary>Done, but not stored before its commit.</summary>
    private async Task<NpgsqlTransaction> BeginAsync(string statement)
    {
        var connection = await office.Get<NpgsqlDataSource>().OpenConnectionAsync(Now);
        var transaction = await connection.BeginTransactionAsync(Now);
        await using var command = new NpgsqlCommand(statement, connection, transaction);
        await command.ExecuteNonQueryAsync(Now);
        return transaction;
    }

    private Task<long> AdministratorsAsync() => Sql.AskAsync<long>(office.Connections.Admin!, """
        select count(*) from identity.users u join identity.user_roles r on r.user_id = u.id where u.is_active and r.role_id = md5('role Admin')::uuid
        """);
}
