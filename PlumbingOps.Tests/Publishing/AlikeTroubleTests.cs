using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Simulator.World;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Publishing;

/// <summary>What happens to many at once is not each one's own trouble: the network, or our app there.</summary>
public class AlikeTroubleTests : PublishingTest
{
    private static readonly string[] Pages = [Seed.AllCountyPage, Seed.AllCountyNorthPage, Seed.H2OPage];

    private string Admin => Office.Office.Connections.Admin!;

    [Fact]
    public async Task Accounts_that_fail_one_after_the_other_let_their_network_rest_and_are_not_blamed()
    {
        var tokens = await Office.Sim.TokensAsync();
        ChannelAccount[] accounts =
        [
            Office.Accounts[Provider.Facebook],
            await Office.AddAccountAsync("facebook_page", "South", Seed.AllCountyPage, null, tokens[Seed.AllCountyPage]),
            await Office.AddAccountAsync("facebook_page", "North", Seed.AllCountyNorthPage, null, tokens[Seed.AllCountyNorthPage]),
        ];
        await Office.Sim.FaultAsync(new { kind = "reset", method = "POST", path = "photos", times = 6 });
        var posts = new List<Post>();
        for (var i = 0; i < 6; i++)
        {
            posts.Add(await Office.ScheduleAsync(Provider.Facebook, $"Nobody answers {i}", pictures: 2, account: accounts[i % 3], change: (_, p) => p.LateMinutes = 600));
        }

        await Office.RunAsync();
        Assert.NotNull(await Sql.AskAsync<DateTime?>(Admin, "select open_until from app.provider_circuits where provider = 'Facebook'"));
        Assert.Equal(0L, await Sql.AskAsync<long>(Admin, "select count(*) from app.account_limits where open_until is not null"));

        await Office.PassAsync(TimeSpan.FromHours(1), steps: 20);
        Assert.Null(await Sql.AskAsync<DateTime?>(Admin, "select open_until from app.provider_circuits where provider = 'Facebook'"));
        foreach (var post in posts)
        {
            Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        }
    }

    [Fact]
    public async Task Connections_of_several_companies_that_end_alike_are_one_fault_of_ours_and_nobody_has_to_connect_anew()
    {
        var posts = await DieAsync([.. Pages]);

        await Office.RunAsync();

        Assert.Equal(0L, await Sql.AskAsync<long>(Admin, "select count(*) from app.account_connections where state <> 'Connected'"));
        var circuit = Assert.Single((await Office.Get<PublishService>().GetHealthAsync(Office.Office.Mia)).Circuits, c => c.OpenUntil is not null);
        Assert.Contains("several companies", circuit.Why, StringComparison.Ordinal);
        await Office.PassAsync(TimeSpan.FromMinutes(10), steps: 5);
        foreach (var (tenant, id) in posts)
        {
            await using var db = await Office.DbAsync(tenant);
            var post = await db.Posts.AsNoTracking().SingleAsync(p => p.Id == id);
            Assert.Equal(PostStatus.Scheduled, post.Status);
            Assert.Contains("several companies", post.Cause, StringComparison.Ordinal);
        }

        // The one that is let through later finds it as it was: still nobody is sent to connect anew.
        await Office.PassAsync(TimeSpan.FromMinutes(70), steps: 14);
        Assert.Equal(0L, await Sql.AskAsync<long>(Admin, "select count(*) from app.account_connections where state <> 'Connected'"));
        Assert.NotNull(await Sql.AskAsync<DateTime?>(Admin, "select open_until from app.provider_circuits where provider = 'Facebook'"));
    }

    [Fact]
    public async Task Two_connections_that_end_are_two_accounts_to_connect_anew()
    {
        await DieAsync([Seed.AllCountyPage, Seed.H2OPage]);

        await Office.RunAsync();

        Assert.Equal(2L, await Sql.AskAsync<long>(Admin, "select count(*) from app.account_connections where state = 'NeedsReconnect'"));
        Assert.Equal(0L, await Sql.AskAsync<long>(Admin, "select count(*) from app.provider_circuits where open_until is not null"));
    }

    /// <summary>Each page is another company's; all of them have a post that is due.</summary>
    private async Task<List<(string Tenant, Guid Post)>> DieAsync(string[] pages)
    {
        var (tokens, posts) = (await Office.Sim.TokensAsync(), new List<(string, Guid)>());
        foreach (var (page, i) in pages.Select((page, i) => (page, i)))
        {
            var tenant = TestOffice.H2o;
            if (page != Seed.H2OPage)
            {
                tenant = $"company_{i}";
                await using var db = await Office.DbAsync();
                db.Tenants.Add(new Tenant { Id = tenant, Name = $"Company {i}", ShortName = $"C{i}", Color = "#10B981", Features = [Feature.Marketing] });
                await db.SaveChangesAsync();
                Office.Get<TenantDirectory>().Forget();
                Office.Office.Tenants.Forget();
            }

            var account = page == Seed.H2OPage ? Office.Accounts[Provider.Facebook] : await Office.AddAccountAsync("facebook_page", $"Page of {tenant}", page, null, tokens[page], tenant: tenant);
            posts.Add((tenant, (await Office.ScheduleAsync(Provider.Facebook, $"News of {tenant}", account: account, change: (_, p) => p.LateMinutes = 600)).Id));
            await Office.Sim.SimAsync("tokens/kill", new { death = "passwordChanged", account = page });
        }

        return posts;
    }
}
