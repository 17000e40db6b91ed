using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Database;

public class TestDatabaseTests
{
    [Fact]
    public async Task Two_tests_do_not_see_each_others_tables()
    {
        await using var mine = await TestDatabase.CreateAsync();
        await using var yours = await TestDatabase.CreateAsync();

        await Sql.RunAsync(mine.Connections.Migrations, "create table mine ()");

        Assert.True(await Sql.AskAsync<bool>(mine.Connections.App, "select to_regclass('mine') is not null"));
        Assert.False(await Sql.AskAsync<bool>(yours.Connections.App, "select to_regclass('mine') is not null"));
    }

    [Fact]
    public async Task A_database_goes_when_its_test_does_even_while_somebody_is_connected()
    {
        var database = await TestDatabase.CreateAsync();
        var name = await Sql.AskAsync<string>(database.Connections.App, "select current_database()::text");

        await database.DisposeAsync();

        await using var other = await TestDatabase.CreateAsync();
        Assert.False(await Sql.AskAsync<bool>(other.Connections.Admin!, $"select exists (select from pg_database where datname = '{name}')"));
    }
}
