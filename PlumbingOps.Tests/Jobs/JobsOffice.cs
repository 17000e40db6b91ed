using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Jobs;

/// <summary>The office at work: the cast with their roles stored, a second technician, and short ways to what the tests begin with.</summary>
public sealed class JobsOffice : IAsyncLifetime
{
    private int lots;

    public TestOffice Office { get; private set; } = null!;
    public Technician Pat { get; private set; } = null!;
    public JobService Jobs => Office.Get<JobService>();
    public JobShiftService Shifts => Office.Get<JobShiftService>();
    public ServiceCallService Calls => Office.Get<ServiceCallService>();
    public Actor Omar => Office.Omar;

    /// <summary>The office's today: Wednesday 18 March 2026.</summary>
    public static DateOnly Today => new(2026, 3, 18);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Office = await TestOffice.OpenAsync();
        Pat = new Technician { TenantId = TestOffice.AllCounty, Name = "Pat" };
        await Office.AddAsync(Pat);
        await using var db = await Office.DbAsync();
        var roles = await db.Roles.ToDictionaryAsync(r => r.Name!, r => r.Id, Now);
        foreach (var person in new[] { Office.Ana, Office.Omar, Office.Mia, Office.Theo, Office.Vera, Office.Max })
        {
            if (!await db.UserRoles.AnyAsync(r => r.UserId == person.UserId, Now))
            {
                db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = person.UserId!.Value, RoleId = roles[person.Role] });
            }
        }

        await db.SaveChangesAsync(Now);
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    public async Task<Lot> NewLotAsync() => await Office.AddLotAsync($"{Interlocked.Increment(ref lots)}");

    public async Task<Guid> NewJobAsync(JobPhase phase = JobPhase.TopOut, DateOnly? start = null, DateOnly? end = null, Guid? lot = null, params Guid[] crew) =>
        await Jobs.CreateAsync(TestOffice.AllCounty, lot ?? (await NewLotAsync()).Id, phase, new JobInput { StartDate = start, EndDate = end, Crew = [.. crew] }, Omar, Now);

    /// <summary>Brings a job into a state by its own verbs.</summary>
    public async Task<Guid> NewJobInAsync(JobStatus status, JobPhase phase = JobPhase.TopOut)
    {
        var id = await NewJobAsync(phase, status is JobStatus.New ? null : Today);
        await (status switch
        {
            JobStatus.InProgress => Jobs.StartAsync(id, Omar, Now),
            JobStatus.OnHold => Jobs.HoldAsync(id, "No drywall", Omar, Now),
            JobStatus.Completed => Jobs.CompleteAsync(id, null, Omar, Now),
            JobStatus.Cancelled => Jobs.CancelAsync(id, "Wrong lot", Omar, Now),
            _ => Task.CompletedTask,
        });
        return id;
    }

    public async Task<LotWarranty?> WarrantyAsync(Guid lot)
    {
        await using var db = await Office.DbAsync();
        return await db.LotWarranties.AsNoTracking().SingleOrDefaultAsync(w => w.LotId == lot, Now);
    }

    /// <summary>The change sets that touched the records, newest first.</summary>
    public async Task<List<ChangeSet>> ChangeSetsAsync(params Guid[] roots)
    {
        await using var db = await Office.DbAsync();
        var ids = await db.Changes.Where(c => roots.Contains(c.RootId)).Select(c => c.ChangeSetId).Distinct().ToListAsync(Now);
        return await db.ChangeSets.Where(s => ids.Contains(s.Id)).OrderByDescending(s => s.At).ToListAsync(Now);
    }

    /// <summary>Stands at a moment until disposed.</summary>
    public IDisposable At(DateTimeOffset moment)
    {
        var before = Office.Clock.Now;
        Office.Clock.Now = moment;
        return new Back(() => Office.Clock.Now = before);
    }

    public Task<AppDbContext> DbAsync() => Office.DbAsync();

    private sealed class Back(Action act) : IDisposable
    {
        public void Dispose() => act();
    }
}
