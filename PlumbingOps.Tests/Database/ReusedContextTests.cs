using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Database;

/// <summary>One person's context serves the next one: with their own rights, or not at all.</summary>
public sealed class ReusedContextTests : IAsyncLifetime
{
    private PeopleOffice office = null!;
    private NpgsqlDataSource source = null!;
    private Db database = null!;
    private Actor ana = null!;
    private Actor max = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        office = await PeopleOffice.OpenAsync();
        (ana, max) = (await office.ActorAsync("ana"), await office.ActorAsync("max"));
        source = NpgsqlDataSource.Create(office.Connections.App);
        database = new Db(source, new TenantDirectory(source, TimeProvider.System));
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await office.DisposeAsync();
    }

    [Fact]
    public async Task After_somebody_was_refused_the_next_person_comes_in_with_their_own_rights()
    {
        var used = await BackInThePoolAsync();

        await Assert.ThrowsAsync<SignedOutException>(() => database.OpenAsync(ana with { Stamp = "of an older session" }, Permission.SeeHome, Now));

        await using var db = await database.OpenAsync(max, Permission.SeeHome, Now);
        Assert.Same(used, db);
        Assert.Equal([PeopleOffice.H2o], await db.Technicians.Select(t => t.TenantId).Distinct().ToListAsync(Now));
        Assert.Equal("h2o " + max.UserId, await CarriedAsync(db));
    }

    [Fact]
    public async Task How_statements_are_planned_is_said_anew_for_everybody()
    {
        foreach (var (knownRows, mode) in new[] { (false, "force_custom_plan"), (true, "force_generic_plan"), (false, "force_custom_plan") })
        {
            await using var db = await database.OpenAsync(ana, Permission.SeeHome, knownRows, Now);
            Assert.Equal(mode, await db.Database.SqlQuery<string>($"select current_setting('plan_cache_mode') as \"Value\"").SingleAsync(Now));
        }
    }

    [Fact]
    public async Task A_connection_that_was_left_open_is_closed_and_never_handed_to_the_next_person()
    {
        DbConnection leftOpen;
        await using (var used = await database.OpenAsync(ana, Permission.SeeHome, Now))
        {
            leftOpen = used.Database.GetDbConnection();
        }

        await leftOpen.OpenAsync(Now);

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.OpenAsync(max, Permission.SeeHome, Now));

        await using var db = await database.OpenAsync(max, Permission.SeeHome, Now);
        Assert.Equal("h2o " + max.UserId, await CarriedAsync(db));
    }

    /// <summary>The only context of the pool, once Ana has used it.</summary>
    private async Task<AppDbContext> BackInThePoolAsync()
    {
        await using var db = await database.OpenAsync(ana, Permission.SeeHome, Now);
        Assert.Equal(2, await db.Technicians.Select(t => t.TenantId).Distinct().CountAsync(Now));
        return db;
    }

    private static Task<string> CarriedAsync(AppDbContext db) =>
        db.Database.SqlQuery<string>($"""select current_setting('app.tenants') || ' ' || current_setting('app.actor_id') as "Value" """).SingleAsync(Now);
}
