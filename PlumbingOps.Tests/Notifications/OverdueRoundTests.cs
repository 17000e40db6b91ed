using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Notifications;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Notifications;

public class OverdueRoundTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_past_its_time_is_told_once_a_day_to_whose_it_is()
    {
        await using var office = await BellOffice.OpenAsync();
        var call = await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);
        var held = await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);
        await office.Calls.HoldAsync(held, "Away", office.Omar, Now);
        var round = office.Office.Get<OverdueRound>();
        Assert.Equal(0, await round.TellAsync(Now));

        office.Office.Clock.Now = TestOffice.Morning.AddDays(4);
        var told = await Task.WhenAll(round.TellAsync(Now), round.TellAsync(Now), round.TellAsync(Now));
        Assert.Equal(1, told.Sum());
        office.Office.Clock.Now += TimeSpan.FromHours(3);
        Assert.Equal(0, await round.TellAsync(Now));

        var late = Assert.Single(await office.ToldAsync(office.Theo, call), row => row.Kind == NotificationKind.Overdue);
        Assert.Equal(($"{await office.NumberAsync(call)} is 2 days overdue", "You are the technician of this call."), (late.Title, late.Reason));
        Assert.DoesNotContain(await office.ToldAsync(office.Omar, call), row => row.Kind == NotificationKind.Overdue);
        Assert.DoesNotContain(await office.ToldAsync(office.Theo, held), row => row.Kind == NotificationKind.Overdue);
        office.Office.Clock.Now = TestOffice.Morning.AddDays(5);
        Assert.Equal(1, await round.TellAsync(Now));
    }

    [Fact]
    public async Task Whoever_has_many_is_told_how_many_and_of_a_later_one_by_itself()
    {
        await using var office = await BellOffice.OpenAsync();
        var calls = new List<Guid>();
        for (var n = 0; n < 5; n++)
        {
            calls.Add(await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar));
        }

        office.Office.Clock.Now = TestOffice.Morning.AddDays(3);
        var round = office.Office.Get<OverdueRound>();
        Assert.Equal(1, await round.TellAsync(Now));
        Assert.Equal(0, await round.TellAsync(Now));

        var told = Assert.Single(await office.ToldAsync(office.Theo, calls[3]), row => row.Kind == NotificationKind.Overdue);
        Assert.Equal(("5 of your calls are overdue", 5, "You are the technician of these calls."), (told.Title, told.RecordCount, told.Reason));

        // Booked for a moment that passes while the day goes on.
        office.Office.Clock.Now = TestOffice.Morning.AddDays(1);
        var later = await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);
        office.Office.Clock.Now = TestOffice.Morning.AddDays(3).AddHours(8);
        Assert.Equal(1, await round.TellAsync(Now));
        Assert.Single(await office.ToldAsync(office.Theo, later), row => row is { Kind: NotificationKind.Overdue, RecordCount: 1 });
    }

    [Fact]
    public async Task What_was_told_by_itself_is_not_told_again_among_several()
    {
        await using var office = await BellOffice.OpenAsync();
        var first = await BookTwoAsync(office);
        var round = office.Office.Get<OverdueRound>();
        office.Office.Clock.Now = TestOffice.Morning.AddDays(3);
        Assert.Equal(2, await round.TellAsync(Now));

        office.Office.Clock.Now = TestOffice.Morning.AddDays(1);
        await BookTwoAsync(office);
        office.Office.Clock.Now = TestOffice.Morning.AddDays(3).AddHours(8);
        Assert.Equal(2, await round.TellAsync(Now));
        Assert.Single(await office.ToldAsync(office.Theo, first), row => row is { Kind: NotificationKind.Overdue, RecordCount: 1 });
    }

    private static async Task<Guid> BookTwoAsync(BellOffice office)
    {
        await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);
        return await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);
    }

    [Fact]
    public async Task What_nobody_has_planned_for_two_days_is_told_to_the_office_and_at_night_to_nobody()
    {
        await using var office = await BellOffice.OpenAsync();
        var lot = await office.Office.AddLotAsync();
        var job = await office.Office.Get<JobService>().CreateAsync(TestOffice.AllCounty, lot.Id, JobPhase.Trim, new JobInput(), office.Omar, Now);
        var round = office.Office.Get<OverdueRound>();
        var tenToday = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddHours(18), TimeSpan.Zero);
        office.Office.Clock.Now = tenToday.AddDays(1);
        Assert.Equal(0, await round.TellAsync(Now));

        // In the middle of the night.
        office.Office.Clock.Now = tenToday.AddDays(3).AddHours(-9);
        Assert.Equal(0, await round.TellAsync(Now));
        office.Office.Clock.Now = tenToday.AddDays(3);
        Assert.Equal(2, await round.TellAsync(Now));
        Assert.Equal(0, await round.TellAsync(Now));

        Assert.Equal("You are an administrator.", Assert.Single(await office.ToldAsync(office.Ana, job)).Reason);
        Assert.Equal("Nobody has planned J-1001 for two days", Assert.Single(await office.ToldAsync(office.Omar, job)).Title);
        foreach (var other in new[] { office.Theo, office.Max, office.Office.Vera, office.Office.Mia })
        {
            Assert.Empty(await office.ToldAsync(other, job));
        }
    }
}
