using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;

namespace PlumbingOps.Tests.Support;

/// <summary>What a browser test is given in a running house.</summary>
internal static class GivenRecords
{
    public static Task<AppDbContext> DbAsync(this RunningHouse house) => house.Get<Db>().OpenAsync(RunningHouse.SetUp, Permission.EditOwnProfile);

    /// <summary>A lot in a community of its own.</summary>
    public static async Task<Lot> AddLotAsync(this RunningHouse house, string number, string? community = null)
    {
        await using var db = await house.DbAsync();
        var builder = db.Add(new Builder { Name = $"Bricklane Homes {Guid.CreateVersion7():N}" }).Entity;
        var place = db.Add(new Community { BuilderId = builder.Id, Name = community ?? "Juniper Bend" }).Entity;
        var lot = db.Add(new Lot { CommunityId = place.Id, Number = number }).Entity;
        await db.SaveChangesAsync();
        return lot;
    }

    public static async Task<Guid> AddJobAsync(this RunningHouse house, Guid lotId, JobPhase phase, JobInput? input = null) =>
        await house.Get<JobService>().CreateAsync(DemoPeople.AllCounty, lotId, phase, input ?? new JobInput(), RunningHouse.SetUp);

    public static async Task<string> NumberOfAsync(this RunningHouse house, Guid jobId)
    {
        await using var db = await house.DbAsync();
        return $"J-{await db.Jobs.Where(job => job.Id == jobId).Select(job => job.Number).SingleAsync()}";
    }
}
