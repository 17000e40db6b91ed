using System.Diagnostics;
using Npgsql;
using PlumbingOps.Data.Database;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Database;

public sealed class PrivatePostgresTests : IDisposable
{
    private readonly HouseFolder house = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_is_there_again_after_a_stop_and_a_start()
    {
        await using (var first = await house.StartAsync())
        {
            await Sql.RunAsync(first.Connections.Admin!, "create table kept as select 42 as answer");
        }

        await using var second = await house.StartAsync();

        Assert.Equal(42, await Sql.AskAsync<int>(second.Connections.Admin!, "select answer from kept"));
    }

    [Fact]
    public async Task A_stopped_server_leaves_no_process_and_no_port_behind()
    {
        var server = await house.StartAsync();
        var process = house.ServerProcess;

        await server.DisposeAsync();

        Assert.False(IsRunning(process));
        Assert.False(File.Exists(house.In("postgres.port")));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Sql.AskAsync<int>(server.Connections.Admin!, "select 1"));
    }

    [Fact]
    public async Task It_listens_on_loopback_only_and_runs_without_root()
    {
        await using var server = await house.StartAsync();

        var uids = (await File.ReadAllLinesAsync($"/proc/{house.ServerProcess}/status", Cancelled)).Single(line => line.StartsWith("Uid:", StringComparison.Ordinal));

        Assert.Equal("127.0.0.1", await Sql.AskAsync<string>(server.Connections.Admin!, "show listen_addresses"));
        Assert.Equal("", await Sql.AskAsync<string>(server.Connections.Admin!, "show unix_socket_directories"));
        Assert.DoesNotContain("0", uids.Split('\t').Skip(1));
        Assert.Equal(house.AnnouncedPort(), await Sql.AskAsync<string>(server.Connections.Admin!, "show port"));
    }

    [Fact]
    public async Task The_database_holds_any_text_and_sorts_it_the_same_everywhere()
    {
        await using var server = await house.StartAsync();

        Assert.Equal("UTF8 C.UTF-8", await Sql.AskAsync<string>(server.Connections.App,
            "select pg_encoding_to_char(encoding) || ' ' || datcollate from pg_database where datname = current_database()"));
    }

    [Fact]
    public async Task A_killed_server_is_started_again_with_its_data_and_address()
    {
        await using var server = await house.StartAsync(durable: true);
        await Sql.RunAsync(server.Connections.Admin!, "create table kept as select 42 as answer");
        var killed = house.ServerProcess;

        Kill(killed);

        Assert.Equal(42, await EventuallyAsync(() => Sql.AskAsync<int>(server.Connections.Admin!, "select answer from kept")));
        Assert.NotEqual(killed, house.ServerProcess);
    }

    [Fact]
    public async Task The_log_says_that_the_server_was_killed()
    {
        var log = new Recorder();
        await using var server = await PrivatePostgres.StartAsync(new PrivatePostgresSettings(house.Path) { Durable = false }, log, Cancelled);
        var killed = house.ServerProcess;

        Kill(killed);
        await EventuallyAsync(() => Sql.AskAsync<int>(server.Connections.Admin!, "select 1"));

        Assert.Contains(log.Lines, line => line.StartsWith($"Error: PostgreSQL (process {killed}) ended by itself", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_killed_house_takes_its_server_along_and_starts_again()
    {
        await using (var first = await house.StartAsync())
        {
            await Sql.RunAsync(first.Connections.Admin!, "create table kept as select 42 as answer");
        }
        using var other = await OtherHouse.StartAsync(house);
        var process = house.ServerProcess;

        other.Kill();

        Assert.True(await EventuallyAsync(() => Task.FromResult(!IsRunning(process) ? true : throw new InvalidOperationException("The server still runs."))));
        await using var again = await house.StartAsync();
        Assert.Equal(42, await Sql.AskAsync<int>(again.Connections.Admin!, "select answer from kept"));
    }

    [Fact]
    public async Task House_and_server_killed_together_start_again()
    {
        await using (var first = await house.StartAsync())
        {
            await Sql.RunAsync(first.Connections.Admin!, "create table kept as select 42 as answer");
        }
        using var other = await OtherHouse.StartAsync(house);

        Kill(house.ServerProcess);
        other.Kill();

        await using var again = await house.StartAsync();
        Assert.Equal(42, await Sql.AskAsync<int>(again.Connections.Admin!, "select answer from kept"));
    }

    [Fact]
    public async Task A_process_number_that_now_belongs_to_another_program_does_not_stop_the_start()
    {
        using var other = new HouseFolder();
        await using var sameUsersProgram = await other.StartAsync();
        await using (await house.StartAsync())
        {
        }
        await File.WriteAllTextAsync(house.In("postgres/postmaster.pid"), $"{other.ServerProcess}\n{house.In("postgres")}\n", Cancelled);

        await using var again = await house.StartAsync();

        Assert.Equal(1, await Sql.AskAsync<int>(again.Connections.App, "select 1"));
        Assert.Equal(1, await Sql.AskAsync<int>(sameUsersProgram.Connections.App, "select 1"));
    }

    [Fact]
    public async Task Two_folders_are_two_houses_side_by_side()
    {
        using var other = new HouseFolder();
        await using var here = await house.StartAsync();
        await using var there = await other.StartAsync();

        await Sql.RunAsync(here.Connections.Admin!, "create table only_here ()");

        Assert.True(await Sql.AskAsync<bool>(here.Connections.Admin!, "select to_regclass('only_here') is not null"));
        Assert.False(await Sql.AskAsync<bool>(there.Connections.Admin!, "select to_regclass('only_here') is not null"));
        Assert.NotEqual(await File.ReadAllTextAsync(house.Passwords, Cancelled), await File.ReadAllTextAsync(other.Passwords, Cancelled));
    }

    [Fact]
    public async Task Others_attach_to_a_running_house_and_find_none_when_it_stopped()
    {
        Assert.Null(await PrivatePostgres.AttachAsync(house.Path, Cancelled));
        await using (var server = await house.StartAsync())
        {
            Assert.Equal(server.Connections, await PrivatePostgres.AttachAsync(house.Path, Cancelled));
        }

        Assert.Null(await PrivatePostgres.AttachAsync(house.Path, Cancelled));
    }

    [Fact]
    public async Task Passwords_are_readable_by_the_houses_user_only_also_after_a_careless_restore()
    {
        await using (await house.StartAsync())
        {
            Assert.Equal("rw-------", FileModes.Of(house.Passwords));
        }
        FileModes.Set(house.Passwords, FileModes.ReadableByAll);

        await using var again = await house.StartAsync();

        Assert.Equal("rw-------", FileModes.Of(house.Passwords));
    }

    public void Dispose() => house.Dispose();

    private static bool IsRunning(int process)
    {
        try
        {
            // A zombie only waits for its parent, which in a container may never come.
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Kill(int process)
    {
        using var victim = Process.GetProcessById(process);
        victim.Kill();
    }

    private static async Task<T> EventuallyAsync<T>(Func<Task<T>> ask)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception notYet) when (notYet is NpgsqlException { IsTransient: true } or InvalidOperationException && waited.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), Cancelled);
            }
        }
    }
}
