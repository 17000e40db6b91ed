using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PlumbingOps.Data.Database;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Start;

public class ReadyTests
{
    [Fact]
    public async Task A_running_house_is_alive_and_ready()
    {
        await using var office = await PeopleOffice.OpenAsync();
        await using var house = new WebHouse(office.Connections, office.Clock);
        var browser = house.Browser();

        Assert.Equal("alive", await browser.GetStringAsync("/health", Now));
        await Eventually.IsTrueAsync(async () => (await browser.GetAsync("/ready", Now)).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_database_is_stopped_the_house_is_alive_and_says_what_is_not_ready()
    {
        var folder = Directory.CreateTempSubdirectory("plumbingops-ready-");
        try
        {
            var server = await PrivatePostgres.StartAsync(new PrivatePostgresSettings(folder.FullName) { Durable = false }, NullLogger.Instance, Now);
            await using var house = new WebHouse(server.Connections, TimeProvider.System);
            var browser = house.Browser();
            await Eventually.IsTrueAsync(async () => (await browser.GetAsync("/ready", Now)).StatusCode == HttpStatusCode.OK);

            await server.DisposeAsync();

            var answer = await browser.GetAsync("/ready", Now);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Now));
            Assert.Contains("database", said.RootElement.GetProperty("failing").EnumerateArray().Select(part => part.GetString()));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health", Now)).StatusCode);
            await Eventually.IsTrueAsync(() => SaysAsync(browser, "live updates"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_house_on_an_older_schema_is_not_ready()
    {
        await using var office = await PeopleOffice.OpenAsync();
        await using var house = new WebHouse(office.Connections, office.Clock);
        var browser = house.Browser();
        await Eventually.IsTrueAsync(async () => (await browser.GetAsync("/ready", Now)).StatusCode == HttpStatusCode.OK);

        await Sql.RunAsync(office.Connections.Admin!, "delete from app.migrations");

        Assert.True(await SaysAsync(browser, "migrations"));
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static async Task<bool> SaysAsync(HttpClient browser, string part)
    {
        using var said = JsonDocument.Parse(await (await browser.GetAsync("/ready", Now)).Content.ReadAsStringAsync(Now));
        return said.RootElement.GetProperty("failing").EnumerateArray().Any(failing => failing.GetString() == part);
    }
}
