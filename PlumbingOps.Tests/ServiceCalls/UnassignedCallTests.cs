using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.ServiceCalls;

/// <summary>Nobody assigned is asked of a list the database keeps; it must leave no call out, whatever path took the technicians away.</summary>
public class UnassignedCallTests(CallsOffice office) : IClassFixture<CallsOffice>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private Guid Theo => office.Office.TheoOfH2o.Id;

    [Fact]
    public async Task A_call_waits_for_somebody_until_one_is_chosen_and_again_when_nobody_is()
    {
        var id = await office.NewCallAsync();
        Assert.True(await WaitsAsync(id));

        await office.SaveAsync(id, (await office.GetAsync(id)).Input, i => (i.PrimaryTechnicianId, i.Problem) = (Theo, "Bathroom sink leaks"));
        Assert.False(await WaitsAsync(id));

        await office.SaveAsync(id, (await office.GetAsync(id)).Input, i => (i.PrimaryTechnicianId, i.Problem) = (null, "All sinks leak"));
        Assert.True(await WaitsAsync(id));
    }

    [Fact]
    public async Task A_call_booked_with_a_technician_never_waits()
    {
        var id = await office.NewCallAsync(i => i.PrimaryTechnicianId = Theo);

        Assert.False(await WaitsAsync(id));
        Assert.Equal(0, await AskAsync<long>($"select count(*) from app.unassigned_calls where service_call_id = '{id}'"));
    }

    [Fact]
    public async Task A_call_that_lost_its_helper_does_not_wait()
    {
        var helper = await HelperAsync();
        var id = await office.NewCallAsync(i => (i.PrimaryTechnicianId, i.Helpers) = (Theo, [helper]));

        await office.SaveAsync(id, (await office.GetAsync(id)).Input, i => i.Helpers = []);

        Assert.False(await WaitsAsync(id));
    }

    [Fact]
    public async Task Technicians_changed_by_hand_in_the_database_count_as_well()
    {
        var (first, second) = (await office.NewCallAsync(i => i.PrimaryTechnicianId = Theo), await office.NewCallAsync());

        await ByHandAsync($"update app.call_technicians set service_call_id = '{second}' where service_call_id = '{first}'");
        Assert.Equal((true, false), (await WaitsAsync(first), await WaitsAsync(second)));

        await ByHandAsync($"delete from app.call_technicians where service_call_id = '{second}'");
        Assert.True(await WaitsAsync(second));

        await ByHandAsync($"insert into app.call_technicians (id, tenant_id, service_call_id, technician_id, is_primary) values (gen_random_uuid(), 'h2o', '{second}', '{Theo}', true)");
        Assert.False(await WaitsAsync(second));

        await ByHandAsync($"delete from app.service_calls where id in ('{first}', '{second}')");
        Assert.Equal(0, await AskAsync<long>($"select count(*) from app.unassigned_calls where service_call_id in ('{first}', '{second}')"));
    }

    [Fact]
    public async Task An_assignment_taken_back_makes_the_call_wait_again()
    {
        var id = await office.NewCallAsync();
        await office.SaveAsync(id, (await office.GetAsync(id)).Input, i => i.PrimaryTechnicianId = Theo);
        var set = await AskAsync<Guid>($"select change_set_id from history.changes where root_id = '{id}' and entity = 'call_technicians' order by at desc limit 1");

        await office.Office.Get<HistoryService>().UndoAsync(set, office.Omar, cancellationToken: Now);
        Assert.True(await WaitsAsync(id));

        var undo = await AskAsync<Guid>($"select id from history.change_sets where undoes = '{set}'");
        await office.Office.Get<HistoryService>().UndoAsync(undo, office.Omar, cancellationToken: Now);
        Assert.False(await WaitsAsync(id));
    }

    [Fact]
    public async Task Two_people_who_take_away_the_last_two_technicians_at_once_leave_a_call_that_waits()
    {
        var helper = await HelperAsync();
        var id = await office.NewCallAsync(i => (i.PrimaryTechnicianId, i.Helpers) = (Theo, [helper]));

        await using (var one = await office.Office.DbAsync())
        await using (var other = await office.Office.DbAsync())
        {
            await using var first = await one.Database.BeginTransactionAsync(Now);
            await using var second = await other.Database.BeginTransactionAsync(Now);
            await one.CallTechnicians.Where(t => t.ServiceCallId == id && t.TechnicianId == Theo).ExecuteDeleteAsync(Now);
            // It may wait for the first, but need not see what the first did.
            var late = other.CallTechnicians.Where(t => t.ServiceCallId == id && t.TechnicianId == helper).ExecuteDeleteAsync(Now);
            await first.CommitAsync(Now);
            await late;
            await second.CommitAsync(Now);
        }

        Assert.True(await WaitsAsync(id));
    }

    private async Task<bool> WaitsAsync(Guid id)
    {
        var page = await office.Calls.ListAsync(new ServiceCallFilter { Unassigned = true }, new ListRequest(null, false, null, null, 100), office.Omar, Now);
        Assert.Equal(page.Rows.Count, page.Count);
        return page.Rows.Any(r => r.Id == id);
    }

    private async Task<Guid> HelperAsync()
    {
        var helper = new Technician { TenantId = TestOffice.H2o, Name = $"Helper {Guid.CreateVersion7():N}" };
        await office.Office.AddAsync(helper);
        return helper.Id;
    }

    private Task<T?> AskAsync<T>(string sql) => Sql.AskAsync<T>(office.Office.Connections.Admin!, sql);

    private Task ByHandAsync(string sql) => Sql.RunAsync(office.Office.Connections.Admin!, sql);
}
