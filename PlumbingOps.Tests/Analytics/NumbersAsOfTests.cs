using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Analytics;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;
using static PlumbingOps.Tests.Analytics.NumbersOffice;

namespace PlumbingOps.Tests.Analytics;

/// <summary>The office works for a week, takes things back, deletes, imports; then it is asked how each day ended.</summary>
public sealed class NumbersAsOfTests : IAsyncLifetime
{
    private TestOffice office = null!;

    public async ValueTask InitializeAsync() => office = await TestOffice.OpenAsync(Utc(3, 9, 17));

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task The_numbers_of_a_day_gone_by_are_those_the_office_saw_that_evening()
    {
        var (job, kept, deleted) = (await JobAsync("1"), await JobAsync("2"), await JobAsync("3"));
        var call = new ServiceCall { TenantId = TestOffice.AllCounty, Kind = ServiceCallKind.Warranty, Problem = "Leak", Street = "12 Example Way", CreatedAt = office.Clock.Now };
        var builder = new Builder { Name = "Harbor Homes" };
        await office.AddAsync(call, builder);
        var bid = new Bid { TenantId = TestOffice.AllCounty, Name = "House", BuilderId = builder.Id, CreatedAt = office.Clock.Now };
        await office.AddAsync(bid);
        await EveningAsync();
        await DayAsync(10, async db =>
        {
            (await db.Jobs.SingleAsync(j => j.Id == job)).Start();
            (await db.ServiceCalls.SingleAsync(c => c.Id == call.Id)).Complete(office.Clock.Now);
            await db.SaveChangesAsync();
            await db.Bids.Where(b => b.Id == bid.Id).ExecuteUpdateAsync(set => set.SetProperty(b => b.Status, BidStatus.Sent).SetProperty(b => b.SentOn, March(10)));
        });
        await DayAsync(11, async db =>
        {
            (await db.Jobs.SingleAsync(j => j.Id == job)).Complete(March(11));
            (await db.Jobs.SingleAsync(j => j.Id == deleted)).Complete(March(11));
            (await db.Jobs.SingleAsync(j => j.Id == kept)).Archive(office.Clock.Now);
            await db.SaveChangesAsync();
            await db.Bids.Where(b => b.Id == bid.Id).ExecuteUpdateAsync(set => set.SetProperty(b => b.Status, BidStatus.Won).SetProperty(b => b.DecidedOn, March(11)));
        });
        await DayAsync(12, async db =>
        {
            (await db.Jobs.SingleAsync(j => j.Id == job)).Reopen();
            (await db.ServiceCalls.SingleAsync(c => c.Id == call.Id)).Reopen();
            await db.SaveChangesAsync();
            await db.Bids.Where(b => b.Id == bid.Id).ExecuteUpdateAsync(set => set.SetProperty(b => b.Status, BidStatus.Sent).SetProperty(b => b.DecidedOn, (DateOnly?)null));
        });
        await DayAsync(13, async db =>
        {
            (await db.Jobs.SingleAsync(j => j.Id == kept)).Restore();
            (await db.ServiceCalls.SingleAsync(c => c.Id == call.Id)).Hold("Parts");
            await db.SaveChangesAsync();
            await db.Jobs.Where(j => j.Id == deleted).ExecuteDeleteAsync();
        });
        await DayAsync(16, async db =>
        {
            // Entered a week late, with its own dates.
            var late = new Job { TenantId = TestOffice.AllCounty, LotId = (await office.AddLotAsync("4")).Id, Phase = JobPhase.Trim };
            late.Schedule(March(10), March(11));
            late.Complete(March(16), March(12));
            db.Add(late);
            (await db.Jobs.SingleAsync(j => j.Id == job)).Complete(March(16), March(14));
            await db.SaveChangesAsync();
        });

        // Active, completed, on hold: the jobs. The late one is active from the 10th and completed from the 12th on.
        Assert.Equal((3, 0), await JobsAsync(9));
        Assert.Equal((4, 0), await JobsAsync(10));
        Assert.Equal((1, 2), await JobsAsync(11));
        Assert.Equal((1, 2), await JobsAsync(12));
        Assert.Equal((2, 1), await JobsAsync(13));
        Assert.Equal((1, 2), await JobsAsync(16));
        Assert.Equal([(1, 0, 0), (0, 0, 1), (0, 0, 1), (1, 0, 0), (0, 1, 0)], [await CallsAsync(9), await CallsAsync(10), await CallsAsync(11), await CallsAsync(12), await CallsAsync(13)]);
        Assert.Equal([(1, 0), (1, 0), (0, 1), (1, 0), (1, 0)], [await BidsAsync(9), await BidsAsync(10), await BidsAsync(11), await BidsAsync(12), await BidsAsync(16)]);
    }

    [Fact]
    public async Task A_day_before_everything_is_empty_and_a_day_to_come_is_today()
    {
        await JobAsync("1");
        await EveningAsync();

        Assert.Equal((0, 0), await JobsAsync(2));
        var numbers = await office.Get<NumberService>().ReadAsync(new NumberQuestion(AsOf: March(30)), office.Ana);
        Assert.Equal((March(9), true), (numbers.AsOf, numbers.IsNow));
    }

    private static DateOnly March(int day) => new(2026, 3, day);

    private async Task<Guid> JobAsync(string lot)
    {
        var job = new Job { TenantId = TestOffice.AllCounty, LotId = (await office.AddLotAsync(lot)).Id, Phase = JobPhase.TopOut };
        job.Schedule(March(11), March(12));
        await office.AddAsync(job);
        return job.Id;
    }

    private async Task DayAsync(int day, Func<Data.Database.AppDbContext, Task> work)
    {
        office.Clock.Now = Utc(3, day, 17);
        await using (var db = await office.DbAsync())
        {
            await work(db);
        }

        await EveningAsync();
    }

    /// <summary>The log has the database's own time: what was written since the last evening is moved to the day of the test.</summary>
    private Task EveningAsync() => Sql.RunAsync(
        office.Connections.Admin!, $"update history.changes set at = timestamptz '{office.Clock.Now:yyyy-MM-dd HH:mm}+00' where at > timestamptz '2026-06-01 00:00+00'");

    private Task<Numbers> AskAsync(int day) => office.Get<NumberService>().ReadAsync(new NumberQuestion(AsOf: March(day)), office.Ana);

    private async Task<(decimal? Active, decimal? Completed)> JobsAsync(int day)
    {
        var numbers = await AskAsync(day);
        return (Value(numbers, NumberKey.JobsActive), Value(numbers, NumberKey.JobsCompleted));
    }

    private async Task<(decimal? Open, decimal? OnHold, decimal? Completed)> CallsAsync(int day)
    {
        var numbers = await AskAsync(day);
        return (Value(numbers, NumberKey.CallsOpen), Value(numbers, NumberKey.CallsOnHold), Value(numbers, NumberKey.CallsInPeriod));
    }

    private async Task<(decimal? Open, decimal? Won)> BidsAsync(int day)
    {
        var numbers = await AskAsync(day);
        return (Value(numbers, NumberKey.BidsOpen), Value(numbers, NumberKey.BidsWon));
    }
}
