using PlumbingOps.Web.Commands;

namespace PlumbingOps.Tests.Database;

public sealed class PsqlCommandTests : IDisposable
{
    private readonly HouseFolder house = new();

    [Theory]
    [InlineData("owner", "plumbing_owner")]
    [InlineData("app", "plumbing_app")]
    [InlineData("admin", "plumbingops")]
    public async Task It_signs_in_as_whom_one_asks_for(string role, string user)
    {
        await using var server = await house.StartAsync();

        Assert.Equal(user, await AskAsync("select current_user", "--as", role));
    }

    [Fact]
    public async Task It_opens_a_house_that_is_not_running_and_closes_it_again()
    {
        await using (await house.StartAsync())
        {
        }

        Assert.Equal("plumbing_owner", await AskAsync("select current_user"));

        await using var again = await house.StartAsync();
    }

    [Fact]
    public async Task Psqls_own_failure_is_its_exit_code()
    {
        await using var server = await house.StartAsync();

        Assert.Equal(3, await PsqlCommand.RunAsync(["--data", house.Path, "-v", "ON_ERROR_STOP=1", "-f", NoSuchTable()]));
    }

    [Theory]
    [InlineData("--as", "root")]
    [InlineData("--as")]
    [InlineData("-c", "select 1")]
    public async Task A_strange_role_and_a_house_that_was_never_started_are_refused(params string[] rest)
    {
        Assert.Equal(2, await PsqlCommand.RunAsync(["--data", house.Path, .. rest]));
    }

    public void Dispose() => house.Dispose();

    private async Task<string> AskAsync(string sql, params string[] rest)
    {
        var answer = house.In("answer");
        Assert.Equal(0, await PsqlCommand.RunAsync(["--data", house.Path, .. rest, "-At", "-o", answer, "-c", sql]));
        return (await File.ReadAllTextAsync(answer, TestContext.Current.CancellationToken)).TrimEnd();
    }

    private string NoSuchTable()
    {
        var script = house.In("script.sql");
        File.WriteAllText(script, "select * from no_such_table;");
        return script;
    }
}
