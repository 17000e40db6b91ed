using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Secrets;

public sealed class KeyRotationTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("plumbingops-rotation-");
    private PeopleOffice office = null!;

    private string KeyFile => Path.Combine(folder.FullName, SecretKeys.FileName);

    /// <summary>The office is the running web program; each rotation is a process of its own, which knows the file only.</summary>
    public async ValueTask InitializeAsync()
    {
        var keys = await SecretKeys.OpenAsync(KeyFile, Now);
        office = await PeopleOffice.OpenAsync(more: services => services.AddSingleton(keys));
    }

    public async ValueTask DisposeAsync()
    {
        await office.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task After_a_rotation_everything_is_sealed_with_the_new_key_and_the_running_house_opens_it()
    {
        var offered = await OfferAsync("omar", "mia", "theo");
        var before = (await SecretKeys.OpenAsync(KeyFile, Now)).Current;

        var done = await (await RotationAsync()).RotateAsync(Now);

        Assert.Equal((3, false), (done.Resealed, done.WentOn));
        Assert.Empty(done.Lost);
        Assert.Equal([before], done.Older);
        Assert.Equal([done.Key], await KeysInUseAsync());
        Assert.Equal(offered, await ShownAsync(offered.Keys));
    }

    [Fact]
    public async Task A_running_house_seals_with_a_key_that_another_process_added()
    {
        var done = await (await RotationAsync()).RotateAsync(Now);

        await OfferAsync("omar");

        Assert.Equal([done.Key], await KeysInUseAsync());
    }

    [Fact]
    public async Task A_run_that_broke_off_is_gone_on_with_and_adds_no_further_key()
    {
        var offered = await OfferAsync("omar", "mia", "theo");
        await BreakOffAtTheLastAsync();
        await Assert.ThrowsAsync<PostgresException>(async () => await (await RotationAsync()).RotateAsync(Now));
        var added = (await SecretKeys.OpenAsync(KeyFile, Now)).Current;
        Assert.Equal(2, (await KeysInUseAsync()).Count);
        Assert.Equal(offered, await ShownAsync(offered.Keys));
        await MendAsync();

        var done = await (await RotationAsync()).RotateAsync(Now);

        Assert.Equal((1, true, added), (done.Resealed, done.WentOn, done.Key));
        Assert.Equal([added], await KeysInUseAsync());
        Assert.Equal(offered, await ShownAsync(offered.Keys));
    }

    [Fact]
    public async Task Of_several_rotations_at_once_no_key_is_lost()
    {
        var offered = await OfferAsync("omar", "mia", "theo");

        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            var rotation = await RotationAsync();
            return await Record.ExceptionAsync(() => rotation.RotateAsync(Now));
        })));

        Assert.Contains(null, runs);
        Assert.All(runs, refused => Assert.True(refused is null or RuleException, $"{refused}"));
        Assert.Single(await KeysInUseAsync());
        Assert.Equal(offered, await ShownAsync(offered.Keys));
    }

    [Fact]
    public async Task While_one_rotation_is_at_work_another_is_refused()
    {
        await OfferAsync("omar");
        await using var busy = await HoldAsync("omar", "last_step = last_step");
        var first = (await RotationAsync()).RotateAsync(Now);
        await Eventually.IsTrueAsync(async () => await Sql.AskAsync<long>(office.Connections.Migrations, "select count(*) from pg_locks where not granted") > 0);

        var refused = await Assert.ThrowsAsync<RuleException>(async () => await (await RotationAsync()).RotateAsync(Now));

        Assert.Contains("already", refused.Message, StringComparison.Ordinal);
        await busy.CommitAsync(Now);
        Assert.Equal(1, (await first).Resealed);
    }

    [Fact]
    public async Task A_secret_stored_while_the_keys_rotate_stays_the_newer_one()
    {
        await OfferAsync("omar");
        var newer = Encoding.UTF8.GetBytes("a newer secret here!");
        var place = SealedColumn.AuthenticatorKey.Of(await office.IdAsync("omar"));
        await using var busy = await HoldAsync("omar", $"sealed_key = '{office.Get<SecretBox>().Seal(newer, place)}'");

        var rotating = (await RotationAsync()).RotateAsync(Now);
        await Eventually.IsTrueAsync(async () => await Sql.AskAsync<long>(office.Connections.Migrations, "select count(*) from pg_locks where not granted") > 0);
        await busy.CommitAsync(Now);
        var done = await rotating;

        var stored = await Sql.AskAsync<string>(office.Connections.App, "select sealed_key from identity.second_factors");
        Assert.Equal(newer, office.Get<SecretBox>().Open(stored!, place));
        Assert.Equal([done.Key], await KeysInUseAsync());
    }

    [Fact]
    public async Task What_no_key_opens_is_named_and_left_alone()
    {
        await OfferAsync("omar", "mia");
        var omar = await office.IdAsync("omar");
        await Sql.RunAsync(office.Connections.App, $"update identity.second_factors set sealed_key = 'v1.gone.AAAA' where user_id = '{omar}'");

        var done = await (await RotationAsync()).RotateAsync(Now);

        Assert.Equal(1, done.Resealed);
        Assert.Contains($"{omar}", Assert.Single(done.Lost), StringComparison.Ordinal);
        Assert.Equal("v1.gone.AAAA", await Sql.AskAsync<string>(office.Connections.App, $"select sealed_key from identity.second_factors where user_id = '{omar}'"));
    }

    [Fact]
    public async Task An_older_key_is_retired_once_nothing_needs_it_and_no_page_can_be_storing_with_it()
    {
        var offered = await OfferAsync("omar");
        var rotated = await (await RotationAsync()).RotateAsync(Now);
        await Assert.ThrowsAsync<RuleException>(async () => await (await RotationAsync()).RetireAsync(Now));
        office.Clock.Now = rotated.RetireFrom;

        var retired = await (await RotationAsync()).RetireAsync(Now);

        Assert.Equal(rotated.Older, retired);
        Assert.DoesNotContain(retired[0], await File.ReadAllTextAsync(KeyFile, Now), StringComparison.Ordinal);
        Assert.Equal(offered, await ShownAsync(offered.Keys));
        await Assert.ThrowsAsync<RuleException>(async () => await (await RotationAsync()).RetireAsync(Now));
    }

    [Fact]
    public async Task A_key_that_still_seals_something_is_not_retired()
    {
        var omar = await office.IdAsync("omar");
        await OfferAsync("omar");
        var early = await Sql.AskAsync<string>(office.Connections.App, "select sealed_key from identity.second_factors");
        var rotated = await (await RotationAsync()).RotateAsync(Now);
        office.Clock.Now = rotated.RetireFrom;
        await Sql.RunAsync(office.Connections.App, $"update identity.second_factors set sealed_key = '{early}' where user_id = '{omar}'");

        var refused = await Assert.ThrowsAsync<RuleException>(async () => await (await RotationAsync()).RetireAsync(Now));

        Assert.Contains(rotated.Older[0], refused.Message, StringComparison.Ordinal);
        Assert.Contains(rotated.Older[0], await File.ReadAllTextAsync(KeyFile, Now), StringComparison.Ordinal);
        Assert.True((await (await RotationAsync()).RotateAsync(Now)).WentOn);
        Assert.Equal(rotated.Older, await (await RotationAsync()).RetireAsync(Now));
    }

    [Fact]
    public async Task The_history_says_that_secrets_were_sealed_anew_but_not_the_secrets()
    {
        await OfferAsync("omar");
        await (await RotationAsync()).RotateAsync(Now);

        var history = "set role plumbing_owner; set app.tenants = 'all_county,h2o'; ";
        Assert.Equal(1, await Sql.AskAsync<long>(office.Connections.Migrations, history + "select count(*) from history.change_sets where summary like '%with a new key'"));
        Assert.NotEqual(0, await Sql.AskAsync<long>(office.Connections.Migrations, history + "select count(*) from history.changes c where c::text like '%sealed_key%'"));
        Assert.Equal(0, await Sql.AskAsync<long>(office.Connections.Migrations, history + "select count(*) from history.changes c where c::text like '%v1.%'"));
    }

    /// <summary>A column that a rotation does not know would be lost with the next retired key.</summary>
    [Fact]
    public async Task Every_sealed_column_of_the_database_is_known_to_the_rotation()
    {
        const string Sealed = """
            select string_agg(format('%s.%s.%s', table_schema, table_name, column_name), ',' order by format('%s.%s', table_schema, table_name) collate "C")
            from information_schema.columns where (column_name = 'sealed' or column_name like 'sealed\_%') and table_schema not in ('pg_catalog', 'information_schema')
            """;

        var found = await Sql.AskAsync<string>(office.Connections.App, Sealed);

        Assert.Equal(found, string.Join(',', SealedColumn.All.Select(column => column.ToString()).Order(StringComparer.Ordinal)));
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>As a process of its own has it.</summary>
    private async Task<KeyRotation> RotationAsync()
    {
        var keys = await SecretKeys.OpenAsync(KeyFile, Now);
        return new KeyRotation(office.Database, office.Get<NpgsqlDataSource>(), keys, new SecretBox(keys), office.Clock) { BatchSize = 1 };
    }

    /// <summary>Each begins to set up an app; what it is to be given.</summary>
    private async Task<Dictionary<string, string>> OfferAsync(params string[] userNames)
    {
        foreach (var userName in userNames)
        {
            await Factors.OfferAsync(new PasswordAgain { Password = PeopleOffice.PasswordOf(userName) }, await office.ActorAsync(userName), Now);
        }

        return await ShownAsync(userNames);
    }

    private async Task<Dictionary<string, string>> ShownAsync(IEnumerable<string> userNames)
    {
        var shown = new Dictionary<string, string>();
        foreach (var userName in userNames)
        {
            shown[userName] = (await Factors.GetAsync(await office.ActorAsync(userName), Now)).Offer!.Key;
        }

        return shown;
    }

    private async Task<IReadOnlyList<string>> KeysInUseAsync() =>
        (await Sql.AskAsync<string[]>(office.Connections.App, "select array_agg(distinct split_part(sealed_key, '.', 2)) from identity.second_factors"))!;

    /// <summary>Somebody's change of the row, not stored yet.</summary>
    private async Task<NpgsqlTransaction> HoldAsync(string userName, string change)
    {
        var connection = await office.Get<NpgsqlDataSource>().OpenConnectionAsync(Now);
        var transaction = await connection.BeginTransactionAsync(Now);
        await using var command = new NpgsqlCommand($"update identity.second_factors set {change} where user_id = '{await office.IdAsync(userName)}'", connection, transaction);
        await command.ExecuteNonQueryAsync(Now);
        return transaction;
    }

    private async Task BreakOffAtTheLastAsync() => await Sql.RunAsync(office.Connections.Migrations, """
        set role plumbing_owner;
        create function app.break_off() returns trigger language plpgsql as $$ begin
            if new.user_id = (select max(user_id::text)::uuid from identity.second_factors) then raise exception 'the power is gone'; end if;
            return new;
        end $$;
        create trigger break_off before update on identity.second_factors for each row execute function app.break_off();
        """);

    private async Task MendAsync() => await Sql.RunAsync(office.Connections.Migrations, "set role plumbing_owner; drop trigger break_off on identity.second_factors");

    private SecondFactorService Factors => office.Get<SecondFactorService>();
}
