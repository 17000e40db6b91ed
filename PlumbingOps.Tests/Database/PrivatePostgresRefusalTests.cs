using System.Globalization;
using PlumbingOps.Data.Database;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Database;

public sealed class PrivatePostgresRefusalTests : IDisposable
{
    private readonly HouseFolder house = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_house_on_the_same_folder_is_refused_with_the_first_ones_number_and_port()
    {
        await using var first = await house.StartAsync();

        var refusal = await Assert.ThrowsAsync<DatabaseSetupException>(() => house.StartAsync());

        Assert.Contains($"already running there with pid {Environment.ProcessId}, its PostgreSQL on port {house.AnnouncedPort()}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Sql.AskAsync<int>(first.Connections.App, "select 1"));
    }

    [Fact]
    public async Task A_link_to_a_folder_is_the_same_house()
    {
        await using var first = await house.StartAsync();
        var link = house.Path + "-link";
        Directory.CreateSymbolicLink(link, house.Path);
        try
        {
            await Assert.ThrowsAsync<DatabaseSetupException>(() => PrivatePostgres.StartAsync(link, new Recorder(), Cancelled));
        }
        finally
        {
            Directory.Delete(link);
        }
    }

    [Fact]
    public async Task A_refused_start_leaves_the_folder_free()
    {
        await using (await house.StartAsync())
        {
        }
        var passwords = await File.ReadAllTextAsync(house.Passwords, Cancelled);
        await File.WriteAllTextAsync(house.Passwords, "{}", Cancelled);
        await Assert.ThrowsAsync<DatabaseSetupException>(() => house.StartAsync());

        await File.WriteAllTextAsync(house.Passwords, passwords, Cancelled);

        await using var again = await house.StartAsync();
        Assert.Equal(1, await Sql.AskAsync<int>(again.Connections.App, "select 1"));
    }

    [Fact]
    public async Task Data_of_a_major_version_that_is_not_installed_is_refused_with_both_numbers()
    {
        int installed;
        await using (var server = await house.StartAsync())
        {
            installed = int.Parse((await Sql.AskAsync<string>(server.Connections.App, "show server_version_num"))![..^4], CultureInfo.InvariantCulture);
        }
        await File.WriteAllTextAsync(house.In("postgres/PG_VERSION"), "9\n", Cancelled);

        var refusal = await Assert.ThrowsAsync<DatabaseSetupException>(() => house.StartAsync());

        Assert.Contains("written by PostgreSQL 9,", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"PostgreSQL {installed} (in ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("14.11", "PostgreSQL 15 or newer is needed; what is installed is PostgreSQL 14")]
    [InlineData("nonsense", "does not say its version")]
    public async Task Programs_too_old_or_strange_are_refused(string version, string because)
    {
        using var programs = new HouseFolder();
        foreach (var name in new[] { "postgres", "initdb" })
        {
            await File.WriteAllTextAsync(programs.In(name), $"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n", Cancelled);
            FileModes.Set(programs.In(name), FileModes.Executable);
        }

        var refusal = await Assert.ThrowsAsync<DatabaseSetupException>(() =>
            PrivatePostgres.StartAsync(new PrivatePostgresSettings(house.Path) { BinariesFolder = programs.Path }, new Recorder(), Cancelled));

        Assert.Contains(because, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_the_programs_is_named()
    {
        var refusal = await Assert.ThrowsAsync<DatabaseSetupException>(() =>
            PrivatePostgres.StartAsync(new PrivatePostgresSettings(house.Path) { BinariesFolder = "/no/such/folder" }, new Recorder(), Cancelled));

        Assert.Contains("/no/such/folder", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_password_file_is_named_and_nothing_is_overwritten()
    {
        await using (await house.StartAsync())
        {
        }
        File.Delete(house.Passwords);

        var refusal = await Assert.ThrowsAsync<DatabaseSetupException>(() => house.StartAsync());

        Assert.Contains($"{house.Passwords} is missing", refusal.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(house.In("postgres/PG_VERSION")));
    }

    [Fact]
    public async Task Somebody_elses_passwords_are_recognised()
    {
        using var other = new HouseFolder();
        await using (await other.StartAsync())
        {
        }
        await using (await house.StartAsync())
        {
        }
        File.Copy(other.Passwords, house.Passwords, overwrite: true);

        var refusal = await Assert.ThrowsAsync<DatabaseSetupException>(() => house.StartAsync());

        Assert.Contains("does not hold the passwords of the data", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why()
    {
        await using (await house.StartAsync())
        {
        }
        await File.AppendAllTextAsync(house.In("postgres/postgresql.conf"), "no_such_setting = 1\n", Cancelled);

        var refusal = await Assert.ThrowsAsync<DatabaseSetupException>(() => house.StartAsync());

        Assert.Contains("no_such_setting", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_no_database_are_left_alone()
    {
        FileModes.Set(house.Path, FileModes.Executable | UnixFileMode.OtherExecute);
        Directory.CreateDirectory(house.In("postgres"));
        await File.WriteAllTextAsync(house.In("postgres/letter.txt"), "precious", Cancelled);

        var refusal = await Assert.ThrowsAsync<DatabaseSetupException>(() => house.StartAsync());

        Assert.Contains("holds files but no PostgreSQL data", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(house.In("postgres/letter.txt"), Cancelled));
    }

    [Fact]
    public async Task A_folder_that_the_servers_user_may_not_enter_is_named()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "An ordinary user's server runs as that user, who may enter what they own.");
        await File.WriteAllTextAsync(house.In("letter.txt"), "precious", Cancelled);
        var below = house.In("a/b");

        var refusal = await Assert.ThrowsAsync<DatabaseSetupException>(() => PrivatePostgres.StartAsync(below, new Recorder(), Cancelled));

        Assert.Contains($"may not enter {house.Path},", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--data", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("rwx------", FileModes.Of(house.Path));
    }

    public void Dispose() => house.Dispose();
}
