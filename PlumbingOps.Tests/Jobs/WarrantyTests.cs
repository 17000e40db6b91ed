using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Tests.Jobs;

public class WarrantyTests(JobsOffice office) : IClassFixture<JobsOffice>
{
    private readonly JobService jobs = office.Jobs;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static DateOnly Day(int month, int day) => new(2026, month, day);

    [Fact]
    public async Task It_starts_with_the_first_of_trim_and_final_and_moves_to_the_later_day()
    {
        var lot = (await office.NewLotAsync()).Id;
        var (trim, final) = (await office.NewJobAsync(JobPhase.Trim, lot: lot), await office.NewJobAsync(JobPhase.Final, lot: lot));
        await jobs.CompleteAsync(await office.NewJobAsync(JobPhase.TopOut, lot: lot), Day(1, 5), office.Omar, Now);
        Assert.Null(await office.WarrantyAsync(lot));

        await jobs.CompleteAsync(final, Day(2, 10), office.Omar, Now);
        Assert.Equal((final, Day(2, 10), new DateOnly(2027, 2, 9)), Of(await office.WarrantyAsync(lot)));

        await jobs.CompleteAsync(trim, Day(3, 2), office.Omar, Now);
        Assert.Equal((trim, Day(3, 2), new DateOnly(2027, 3, 1)), Of(await office.WarrantyAsync(lot)));

        await Correct(trim, Day(1, 20));
        Assert.Equal((final, Day(2, 10), new DateOnly(2027, 2, 9)), Of(await office.WarrantyAsync(lot)));
    }

    [Fact]
    public async Task An_earlier_completion_entered_later_does_not_shorten_it()
    {
        var lot = (await office.NewLotAsync()).Id;
        var (trim, final) = (await office.NewJobAsync(JobPhase.Trim, lot: lot), await office.NewJobAsync(JobPhase.Final, lot: lot));
        await jobs.CompleteAsync(final, Day(2, 10), office.Omar, Now);
        await jobs.CompleteAsync(trim, Day(1, 10), office.Omar, Now);

        Assert.Equal((final, Day(2, 10), new DateOnly(2027, 2, 9)), Of(await office.WarrantyAsync(lot)));
    }

    [Fact]
    public async Task Both_completed_in_the_same_moment_leave_the_later_day()
    {
        for (var n = 0; n < 5; n++)
        {
            var lot = (await office.NewLotAsync()).Id;
            var (trim, final) = (await office.NewJobAsync(JobPhase.Trim, lot: lot), await office.NewJobAsync(JobPhase.Final, lot: lot));

            await Task.WhenAll(jobs.CompleteAsync(trim, Day(2, 1), office.Omar, Now), jobs.CompleteAsync(final, Day(2, 20), office.Omar, Now));

            Assert.Equal((final, Day(2, 20), new DateOnly(2027, 2, 19)), Of(await office.WarrantyAsync(lot)));
        }
    }

    [Fact]
    public async Task The_builders_months_count_and_none_means_no_warranty()
    {
        foreach (var (builder, months, last) in new[] { ("Two Years Homes", 24, (DateOnly?)new DateOnly(2028, 2, 9)), ("No Warranty Homes", 0, null) })
        {
            var lot = (await office.Office.AddLotAsync("1", builder + " Court", builder)).Id;
            await using (var db = await office.DbAsync())
            {
                await db.Builders.Where(b => b.Name == builder).ExecuteUpdateAsync(s => s.SetProperty(b => b.WarrantyMonths, months), Now);
            }

            await jobs.CompleteAsync(await office.NewJobAsync(JobPhase.Final, lot: lot), Day(2, 10), office.Omar, Now);

            Assert.Equal(last, (await office.WarrantyAsync(lot))?.EndsOn);
        }
    }

    [Fact]
    public async Task Reopening_asks_and_clearing_falls_back_to_the_other_phase()
    {
        var lot = (await office.NewLotAsync()).Id;
        var (trim, final) = (await office.NewJobAsync(JobPhase.Trim, lot: lot), await office.NewJobAsync(JobPhase.Final, lot: lot));
        await jobs.CompleteAsync(trim, Day(1, 10), office.Omar, Now);
        await jobs.CompleteAsync(final, Day(2, 10), office.Omar, Now);

        await jobs.ReopenAsync(final, keepWarranty: false, office.Office.Ana, Now);
        Assert.Equal((trim, Day(1, 10), new DateOnly(2027, 1, 9)), Of(await office.WarrantyAsync(lot)));

        await jobs.ReopenAsync(trim, keepWarranty: false, office.Office.Ana, Now);
        Assert.Null(await office.WarrantyAsync(lot));
    }

    [Fact]
    public async Task A_kept_warranty_stays_when_its_job_is_completed_again()
    {
        var lot = (await office.NewLotAsync()).Id;
        var final = await office.NewJobAsync(JobPhase.Final, lot: lot);
        await jobs.CompleteAsync(final, Day(2, 10), office.Omar, Now);

        await jobs.ReopenAsync(final, keepWarranty: true, office.Office.Ana, Now);
        Assert.Equal((final, Day(2, 10), new DateOnly(2027, 2, 9)), Of(await office.WarrantyAsync(lot)));
        await jobs.CompleteAsync(final, Day(3, 15), office.Omar, Now);

        Assert.Equal((final, Day(2, 10), new DateOnly(2027, 2, 9)), Of(await office.WarrantyAsync(lot)));
    }

    [Fact]
    public async Task A_cancelled_completion_takes_its_warranty_along()
    {
        var lot = (await office.NewLotAsync()).Id;
        var final = await office.NewJobAsync(JobPhase.Final, lot: lot);
        await jobs.CompleteAsync(final, Day(2, 10), office.Omar, Now);

        await jobs.CancelAsync(final, "Wrong lot", office.Omar, Now);

        Assert.Null(await office.WarrantyAsync(lot));
    }

    [Fact]
    public async Task A_technician_who_completes_final_counts_trim_although_it_was_not_theirs()
    {
        var lot = (await office.NewLotAsync()).Id;
        var trim = await office.NewJobAsync(JobPhase.Trim, lot: lot);
        await jobs.CompleteAsync(trim, Day(3, 1), office.Omar, Now);
        var final = await office.NewJobAsync(JobPhase.Final, lot: lot, crew: office.Office.TheoOfAllCounty.Id);

        await jobs.CompleteAsync(final, Day(2, 1), office.Office.Theo, Now);

        Assert.Equal((trim, Day(3, 1), new DateOnly(2027, 2, 28)), Of(await office.WarrantyAsync(lot)));
    }

    private async Task Correct(Guid id, DateOnly day)
    {
        var seen = (await jobs.GetAsync(id, office.Omar, Now)).Input;
        await jobs.SaveAsync(id, seen, new JobInput { CompletedOn = day }, office.Omar, Now);
    }

    private static (Guid?, DateOnly, DateOnly) Of(PlumbingOps.Data.Lots.LotWarranty? warranty) => (warranty!.JobId, warranty.StartsOn, warranty.EndsOn);
}
