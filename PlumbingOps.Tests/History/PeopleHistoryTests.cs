using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.History;

/// <summary>Roles, links and second factors carry no company; their history is for those who may administer the person.</summary>
public sealed class PeopleHistoryTests : IAsyncLifetime
{
    private static readonly string[] Everything = ["one_time_links", "second_factors", "user_roles", "users"];

    private PeopleOffice office = null!;
    private Actor ana = null!;
    private Actor nora = null!;
    private Actor otis = null!;
    private Guid max;
    private Guid omar;
    private Guid alma;

    public async ValueTask InitializeAsync()
    {
        office = await PeopleOffice.OpenAsync();
        ana = await office.ActorAsync("ana");
        nora = await office.AddAsync("nora", Roles.Admin, PeopleOffice.H2o, ana);
        otis = await office.AddAsync("otis", Roles.Admin, PeopleOffice.AllCounty, ana);
        alma = (await office.AddAsync("alma", Roles.Viewer, PeopleOffice.AllCounty, ana)).UserId!.Value;
        (max, omar) = (await office.IdAsync("max"), await office.IdAsync("omar"));
        foreach (var person in new[] { "max", "omar", "alma" })
        {
            await office.EditAsync(person, ana, u => u.Role = Roles.Office == u.Role ? Roles.Viewer : Roles.Office);
            await office.Users.CreatePasswordLinkAsync(await office.IdAsync(person), ana, Now);
            await Sql.RunAsync(office.Connections.App, $"insert into identity.second_factors (id, user_id, sealed_key, created_at, last_step, recovery_hashes) select gen_random_uuid(), id, 'v1.x.y', now(), 0, '{{}}' from identity.users where user_name = '{person}'");
        }
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task An_administrator_of_one_company_sees_what_happened_to_its_people()
    {
        Assert.Equal(Everything, await SeenAsync(max, nora));
        Assert.Equal(Everything, await SeenAsync(alma, otis));
    }

    [Fact]
    public async Task And_nothing_of_another_companys_people_nor_of_those_who_see_all_companies()
    {
        Assert.Empty(await SeenAsync(alma, nora));
        Assert.Empty(await SeenAsync(omar, nora));
        Assert.Empty(await SeenAsync(max, otis));
        Assert.Empty(await SeenAsync(omar, otis));

        var listed = await History.ListAsync(new HistoryFilter { Entity = "users" }, Page, nora, Now);
        Assert.NotEmpty(listed.Rows);
        Assert.DoesNotContain(listed.Rows, row => row.Records.Any(record => record.Id == omar || record.Id == alma));
        var found = await History.ListAsync(new HistoryFilter { Search = "alma" }, Page, nora, Now);
        Assert.Empty(found.Rows);
    }

    [Fact]
    public async Task A_foreign_persons_change_answers_like_an_unknown_one()
    {
        var set = (await History.ForRecordAsync("users", omar, Page, ana, Now)).Rows[0].ChangeSetId;

        await Assert.ThrowsAsync<NotFoundException>(() => History.GetAsync(set, Page, nora, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => History.PreviewUndoAsync(set, nora, Now));
    }

    [Fact]
    public async Task An_administrator_of_all_companies_sees_everybody()
    {
        foreach (var person in new[] { max, omar, alma })
        {
            Assert.Equal(Everything, await SeenAsync(person, ana));
        }
    }

    [Fact]
    public async Task The_company_a_person_belongs_to_now_decides()
    {
        await office.EditAsync("max", ana, u => u.TenantId = PeopleOffice.AllCounty);

        Assert.Empty(await SeenAsync(max, nora));
        Assert.Contains("user_roles", await SeenAsync(max, otis));
    }

    [Fact]
    public async Task A_connection_that_carries_nobody_sees_no_account()
    {
        Assert.Equal(0, await Sql.AskAsync<long>(office.Connections.App, "select count(*) from history.changes where root_entity = 'users'"));
        Assert.True(await Sql.AskAsync<long>(office.Connections.Admin!, "select count(*) from history.changes where root_entity = 'users'") > 0);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static ListRequest Page => new(null, true, null, null, 50);

    private HistoryService History => office.Get<HistoryService>();

    private async Task<IEnumerable<string>> SeenAsync(Guid person, Actor by) =>
        (await History.ForRecordAsync("users", person, Page, by, Now)).Rows.SelectMany(row => row.Changes).Select(change => change.Entity).Distinct().Order();
}
