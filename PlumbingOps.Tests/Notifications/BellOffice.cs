using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Notifications;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Notifications;

/// <summary>An office whose people are told things. Its tests look at what is told about records of their own.</summary>
public sealed class BellOffice : IAsyncLifetime
{
    private int hours;

    public TestOffice Office { get; private set; } = null!;
    public NotificationService Bell => Office.Get<NotificationService>();
    public NotificationReader Reader => Office.Get<NotificationReader>();
    public NotificationSettingsService Settings => Office.Get<NotificationSettingsService>();
    public ServiceCallService Calls => Office.Get<ServiceCallService>();
    public Actor Ana => Office.Ana;
    public Actor Omar => Office.Omar;
    public Actor Theo => Office.Theo;
    public Actor Max => Office.Max;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>One of its own, for a test that moves its clock.</summary>
    internal static async Task<BellOffice> OpenAsync(DateTimeOffset? now = null)
    {
        var office = new BellOffice();
        await office.BeginAsync(now);
        return office;
    }

    public ValueTask InitializeAsync() => new(BeginAsync(null));

    private async Task BeginAsync(DateTimeOffset? now)
    {
        Office = await TestOffice.OpenAsync(now);
        await Office.AddAccountsAsync();
        await Office.LetPeopleBeAnywhereAsync();
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    /// <summary>A call of H2O, in an hour of its own.</summary>
    public Task<Guid> BookAsync(Guid? technician, Actor by, string problem = "Leak under the sink") => Calls.CreateAsync(TestOffice.H2o, Input(technician, problem), by, Now);

    private ServiceCallInput Input(Guid? technician, string problem)
    {
        var start = Office.Clock.Now.AddDays(2).AddHours(Interlocked.Increment(ref hours) % 6);
        return new()
        {
            Problem = problem,
            ProjectName = "Willow Court",
            PrimaryTechnicianId = technician,
            When = CallWindow.Of(start, start.AddHours(1), false, TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles")),
        };
    }

    /// <summary>What the person was told about a record, the newest first.</summary>
    public async Task<IReadOnlyList<NotificationRow>> ToldAsync(Actor person, Guid record)
    {
        await Reader.ReadDueAsync(Now);
        await using var db = await Office.DbAsync(person);
        var ids = await db.Notifications.Where(n => n.UserId == person.UserId && n.Records.Contains(record)).Select(n => n.Id).ToListAsync(Now);
        return [.. (await Bell.ListAsync(new NotificationFilter(), new ListRequest(null, true, null, null, 200), person, Now)).Rows.Where(row => ids.Contains(row.Id))];
    }

    public async Task<string> NumberAsync(Guid call)
    {
        await using var db = await Office.DbAsync();
        return await db.ServiceCalls.Where(c => c.Id == call).Select(c => "C-" + c.Number).SingleAsync(Now);
    }
}
