using Microsoft.EntityFrameworkCore;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Database;

/// <summary>Many people of two companies on few connections: nobody ever sees a row of the other company.</summary>
public sealed class IsolationTests : IAsyncLifetime
{
    private const int PoolSize = 4;
    private const int People = 64;
    private const int OperationsEach = 12;

    private PeopleOffice office = null!;
    private NpgsqlDataSource source = null!;

    public async ValueTask InitializeAsync()
    {
        office = await PeopleOffice.OpenAsync();
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(office.Connections.App) { MaxPoolSize = PoolSize, Timeout = 60 }.ConnectionString);
        foreach (var tenant in new[] { PeopleOffice.AllCounty, PeopleOffice.H2o })
        {
            await using var db = await office.Database.OpenAsync(Actor.System([tenant]), Permission.ManageUsers, Now);
            db.Technicians.AddRange(Enumerable.Range(0, 20).Select(n => new Technician { TenantId = tenant, Name = $"{tenant} {n}" }));
            await db.SaveChangesAsync(Now);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await office.DisposeAsync();
    }

    [Fact]
    public async Task Sixty_four_people_on_four_connections_see_their_own_companys_rows_only()
    {
        var database = new Db(source, new TenantDirectory(source, TimeProvider.System));
        var (mine, foreign) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, People).Select(async person =>
        {
            var tenant = person % 2 == 0 ? PeopleOffice.AllCounty : PeopleOffice.H2o;
            var actor = new Actor(null, $"person {person}", Roles.Viewer, [tenant], []);
            for (var n = 0; n < OperationsEach; n++)
            {
                await using var db = await database.OpenAsync(actor, Permission.SeeHome, Now);
                var seen = await db.Technicians.Select(t => t.TenantId).ToListAsync(Now);
                Interlocked.Add(ref mine, seen.Count(t => t == tenant));
                Interlocked.Add(ref foreign, seen.Count(t => t != tenant));
                await Task.Yield();
            }
        }));

        Assert.Equal(0, foreign);
        Assert.Equal(People * OperationsEach * 21, mine);
    }

    [Fact]
    public async Task A_connection_back_in_the_pool_has_forgotten_its_companies()
    {
        var database = new Db(source, new TenantDirectory(source, TimeProvider.System));
        await Task.WhenAll(Enumerable.Range(0, PoolSize * 2).Select(async _ =>
        {
            await using var db = await database.OpenAsync(Actor.System([PeopleOffice.AllCounty, PeopleOffice.H2o]), Permission.SeeHome, Now);
            Assert.Equal(42, await db.Technicians.CountAsync(Now));
        }));

        var connections = new List<NpgsqlConnection>();
        for (var n = 0; n < PoolSize; n++)
        {
            connections.Add(await source.OpenConnectionAsync(Now));
        }

        foreach (var connection in connections)
        {
            await using var ask = new NpgsqlCommand("select (select count(*) from app.technicians) + (select count(*) from history.changes where tenant_id is not null), coalesce(current_setting('app.actor_name', true), '')", connection);
            await using (var reader = await ask.ExecuteReaderAsync(Now))
            {
                Assert.True(await reader.ReadAsync(Now));
                Assert.Equal((0L, ""), (reader.GetInt64(0), reader.GetString(1)));
            }

            await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task Nobody_writes_into_another_company()
    {
        var max = await office.ActorAsync("max");
        await using var db = await office.Database.OpenAsync(max, Permission.SeeHome, Now);
        db.Technicians.Add(new Technician { TenantId = PeopleOffice.AllCounty, Name = "Stowaway" });

        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Now));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.IsType<PostgresException>(refused.InnerException).SqlState);
        Assert.Equal(0, await db.Technicians.Where(t => t.TenantId == PeopleOffice.AllCounty).ExecuteUpdateAsync(t => t.SetProperty(x => x.Name, "Taken"), Now));
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;
}
