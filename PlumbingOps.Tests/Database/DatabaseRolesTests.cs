using Npgsql;
using PlumbingOps.Data.Database;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Database;

/// <summary>Roles belong to the whole server, so these tests, which spoil them, have a server apart; each mends what it spoilt.</summary>
public sealed class DatabaseRolesTests(OneHouse house) : IClassFixture<OneHouse>
{
    private DatabaseConnections Connections => house.Connections;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_role_as_it_is_made_passes()
    {
        await DatabaseRoles.CheckAppRoleAsync(Connections.App, Cancelled);
    }

    [Theory]
    [InlineData("alter role plumbing_app superuser", "alter role plumbing_app nosuperuser", "“plumbing_app” is a superuser")]
    [InlineData("alter role plumbing_app bypassrls", "alter role plumbing_app nobypassrls", "“plumbing_app” has BYPASSRLS")]
    [InlineData("grant plumbing_search to plumbing_app", "revoke plumbing_search from plumbing_app", "is a member of plumbing_search")]
    [InlineData("grant plumbing_owner to plumbing_app", "revoke plumbing_owner from plumbing_app", "is a member of plumbing_search")]
    [InlineData("create table mine (); alter table mine owner to plumbing_app", "drop table mine", "owns the table mine")]
    [InlineData("create role team; grant team to plumbing_app; create schema room; create table room.job (); alter table room.job owner to team",
        "drop schema room cascade; drop role team", "owns the table room.job")]
    public async Task A_role_that_row_level_security_does_not_hold_is_refused(string spoil, string mend, string because)
    {
        await Sql.RunAsync(Connections.Admin!, spoil);

        var refusal = await Assert.ThrowsAsync<DatabaseSetupException>(() => DatabaseRoles.CheckAppRoleAsync(Connections.App, Cancelled));

        Assert.Contains(because, refusal.Message, StringComparison.Ordinal);
        await Sql.RunAsync(Connections.Admin!, mend);
        await DatabaseRoles.CheckAppRoleAsync(Connections.App, Cancelled);
    }

    [Theory]
    [InlineData("No Reset On Close=true", "“No Reset On Close”")]
    [InlineData("Multiplexing=true", "“Multiplexing”")]
    public async Task A_pool_that_keeps_one_persons_session_for_the_next_is_refused(string setting, string because)
    {
        var refusal = await Assert.ThrowsAsync<DatabaseSetupException>(() => DatabaseRoles.CheckAppRoleAsync($"{Connections.App};{setting}", Cancelled));

        Assert.Contains(because, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_older_than_15_is_refused()
    {
        var refusal = Assert.Throws<DatabaseSetupException>(() => DatabaseRoles.RefuseOldServer(new Version(14, 11)));

        Assert.Contains("14.11", refusal.Message, StringComparison.Ordinal);
        DatabaseRoles.RefuseOldServer(new Version(15, 0));
    }

    [Fact]
    public async Task Making_the_roles_again_mends_what_was_spoilt()
    {
        await Sql.RunAsync(Connections.Admin!, "alter role plumbing_app superuser bypassrls createdb; grant plumbing_owner, plumbing_search to plumbing_app");

        await DatabaseRoles.EnsureAsync(Connections.Admin!, Password(Connections.App), Password(Connections.Migrations), Cancelled);

        await DatabaseRoles.CheckAppRoleAsync(Connections.App, Cancelled);
    }

    [Fact]
    public async Task A_password_with_quotes_is_only_a_password()
    {
        const string Nasty = "it's\"; drop role plumbing_backup; --$$ \\' %L";

        await DatabaseRoles.EnsureAsync(Connections.Admin!, Nasty, Password(Connections.Migrations), Cancelled);

        var with = new NpgsqlConnectionStringBuilder(Connections.App) { Password = Nasty, Pooling = false }.ConnectionString;
        Assert.Equal("plumbing_app", await Sql.AskAsync<string>(with, "select current_user::text"));
        Assert.True(await Sql.AskAsync<bool>(Connections.Admin!, "select exists (select from pg_roles where rolname = 'plumbing_backup')"));
        await DatabaseRoles.EnsureAsync(Connections.Admin!, Password(Connections.App), Password(Connections.Migrations), Cancelled);
    }

    [Fact]
    public async Task Two_houses_may_make_the_roles_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            DatabaseRoles.EnsureAsync(Connections.Admin!, Password(Connections.App), Password(Connections.Migrations), Cancelled)));

        await DatabaseRoles.CheckAppRoleAsync(Connections.App, Cancelled);
    }

    [Fact]
    public async Task The_application_can_make_temporary_tables_and_nothing_that_stays()
    {
        await Sql.RunAsync(Connections.App, "create temporary table staged (line text)");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(Connections.App, "create table public.stays ()"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        refused = await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(Connections.App, "create schema stays"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        refused = await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(Connections.App, "set role plumbing_owner"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task The_application_does_not_wait_for_ever()
    {
        Assert.Equal("30s 10s 1min", await Sql.AskAsync<string>(Connections.App,
            "select current_setting('statement_timeout') || ' ' || current_setting('lock_timeout') || ' ' || current_setting('idle_in_transaction_session_timeout')"));
    }

    [Fact]
    public async Task What_a_migration_makes_belongs_to_the_owner_and_search_functions_to_the_search_role()
    {
        await Sql.RunAsync(Connections.Migrations, """
            create schema found;
            create table found.job (title text);
            create function found.jobs() returns setof found.job language sql security definer set search_path = found, public as 'select * from found.job';
            grant create on schema found to plumbing_search;
            alter function found.jobs() owner to plumbing_search;
            revoke create on schema found from plumbing_search;
            """);

        Assert.Equal("plumbing_owner", await Sql.AskAsync<string>(Connections.Admin!, "select relowner::regrole::text from pg_class where oid = 'found.job'::regclass"));
        Assert.Equal("plumbing_search", await Sql.AskAsync<string>(Connections.Admin!, "select proowner::regrole::text from pg_proc where oid = 'found.jobs'::regproc"));
    }

    [Fact]
    public async Task The_backup_role_reads_rows_of_all_companies_and_writes_none()
    {
        await Sql.RunAsync(Connections.Migrations, """
            create table secrets (tenant text);
            insert into secrets values ('a'), ('b');
            alter table secrets enable row level security;
            alter table secrets force row level security;
            """);
        var backup = await BackupAsync();

        Assert.Equal(2L, await Sql.AskAsync<long>(backup, "select count(*) from secrets"));
        await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(backup, "set default_transaction_read_only = off; begin read write; delete from secrets"));
    }

    [Fact]
    public async Task Search_by_similarity_and_booking_without_overlap_are_at_hand()
    {
        await Sql.RunAsync(Connections.Migrations, """
            create table visit (who text, during tstzrange, note text, exclude using gist (who with =, during with &&));
            create index on visit using gin (note gin_trgm_ops);
            """);

        Assert.Equal("Cafe", await Sql.AskAsync<string>(Connections.App, "select unaccent('Café')"));
    }

    private async Task<string> BackupAsync()
    {
        const string Secret = "only for this test";
        await DatabaseRoles.EnsureAsync(Connections.Admin!, Password(Connections.App), Password(Connections.Migrations), Secret, Cancelled);
        return new NpgsqlConnectionStringBuilder(Connections.App) { Username = DatabaseRoles.Backup, Password = Secret, Pooling = false }.ConnectionString;
    }

    private static string Password(string connection) => new NpgsqlConnectionStringBuilder(connection).Password!;
}
