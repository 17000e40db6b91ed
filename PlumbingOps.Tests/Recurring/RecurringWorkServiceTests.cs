using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Recurring;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Recurring;

public sealed class RecurringWorkServiceTests : IAsyncLifetime
{
    private const string Slots = "slots";
    private static readonly ListRequest FirstPage = new(null, false, null, null, 50);

    private TestOffice office = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private RecurringWorkService Recurring => office.Get<RecurringWorkService>();

    public async ValueTask InitializeAsync() => office = await TestOffice.OpenAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_run_says_what_it_did_how_long_it_took_and_who_asked()
    {
        await RunAsync(Slots, () =>
        {
            office.Clock.Now += TimeSpan.FromSeconds(4);
            return Task.FromResult("3 slots planned");
        }, startedBy: office.Ana.Name);

        var run = Assert.Single((await Recurring.RunsAsync(new RunFilter(Slots), FirstPage, office.Ana, Now)).Rows);
        Assert.Equal((RunOutcome.Done, "3 slots planned", null, "Ana Adams", TimeSpan.FromSeconds(4)), (run.Outcome, run.Counts, run.Error, run.StartedBy, run.Took));
        var work = (await Recurring.ListAsync(office.Ana, Now)).Single(w => w.Name == Slots);
        Assert.Equal((run, TimeSpan.FromSeconds(4), "Every day at 2:00 AM"), (work.Last, work.Usual, work.When));
        // 2 AM of the office's next day.
        Assert.Equal(new DateTimeOffset(2026, 3, 19, 9, 0, 0, TimeSpan.Zero), work.Next);
    }

    [Fact]
    public async Task A_failed_run_keeps_its_reason_and_counts_in_the_last_day()
    {
        await RunAsync(Slots, () => throw new RuleException("The marketing room is closed."));
        await RunAsync(Slots, () => Task.FromResult("No slots planned"));

        var failed = Assert.Single((await Recurring.RunsAsync(new RunFilter(Outcome: RunOutcome.Failed), FirstPage, office.Ana, Now)).Rows);
        Assert.Equal("The marketing room is closed.", failed.Error);
        var day = await Recurring.LastDayAsync(office.Ana, Now);
        Assert.Equal((RecurringWorkService.HoursShown, 1, 1), (day.Count, day[^1].Done, day[^1].Failed));
        Assert.Equal(0, day.Take(day.Count - 1).Sum(h => h.Done + h.Failed + h.Interrupted));
    }

    [Fact]
    public async Task A_run_that_fell_silent_is_shown_as_interrupted_and_closed_by_the_next_one()
    {
        var book = office.Get<RunBook>();
        await book.BeginAsync(Slots, "first", null, takesOver: false, Now);
        Assert.True((await Recurring.ListAsync(office.Ana, Now)).Single(w => w.Name == Slots).IsRunning);

        office.Clock.Now += RecurringRun.Silence + TimeSpan.FromSeconds(1);
        var shown = Assert.Single((await Recurring.RunsAsync(new RunFilter(Outcome: RunOutcome.Interrupted), FirstPage, office.Ana, Now)).Rows);
        Assert.Equal((RunOutcome.Interrupted, "first"), (shown.Outcome, shown.Instance));
        Assert.Empty((await Recurring.RunsAsync(new RunFilter(Outcome: RunOutcome.Running), FirstPage, office.Ana, Now)).Rows);

        await RunAsync(Slots, () => Task.FromResult("Done"));
        Assert.Equal(1L, await Sql.AskAsync<long>(office.Connections.App, "select count(*) from app.recurring_runs where outcome = 'Interrupted' and ended_at = heartbeat_at"));
    }

    [Fact]
    public async Task A_pause_stops_the_clock_but_not_a_person_and_stands_in_the_history_with_its_reason()
    {
        await Recurring.PauseAsync(Slots, " Calendar is being rebuilt ", office.Ana, Now);

        Assert.False(await RunAsync(Slots, () => Task.FromResult("x")));
        Assert.True(await RunAsync(Slots, () => Task.FromResult("x"), startedBy: office.Ana.Name));
        var work = (await Recurring.ListAsync(office.Ana, Now)).Single(w => w.Name == Slots);
        Assert.Equal((true, "Ana Adams", "Calendar is being rebuilt", null), (work.IsPaused, work.PausedBy, work.Reason, work.Next));
        Assert.Contains("paused it already", (await Assert.ThrowsAsync<RuleException>(() => Recurring.PauseAsync(Slots, null, office.Ana, Now))).Message, StringComparison.Ordinal);

        await Recurring.ResumeAsync(Slots, office.Ana, Now);
        Assert.True(await RunAsync(Slots, () => Task.FromResult("x")));
        await Assert.ThrowsAsync<RuleException>(() => Recurring.ResumeAsync(Slots, office.Ana, Now));
        await using var db = await office.DbAsync(office.Ana);
        Assert.Equal(
            ["Paused recurring work: Fills the marketing calendars of the coming 28 days with empty slots", "Resumed recurring work: Fills the marketing calendars of the coming 28 days with empty slots"],
            await db.ChangeSets.Where(s => s.ActorName == "Ana Adams").OrderBy(s => s.At).ThenBy(s => s.Id).Select(s => s.Summary).ToListAsync(Now));
    }

    [Fact]
    public async Task Only_administrators_look_and_only_those_of_all_companies_decide()
    {
        foreach (var person in new[] { office.Omar, office.Mia, office.Theo, office.Vera, office.Max })
        {
            await Assert.ThrowsAsync<RuleException>(() => Recurring.ListAsync(person, Now));
            await Assert.ThrowsAsync<RuleException>(() => Recurring.PauseAsync(Slots, null, person, Now));
            await Assert.ThrowsAsync<RuleException>(() => Recurring.RunNowAsync(Slots, person, Now));
        }

        var ofH2oOnly = office.Max with { Role = Roles.Admin };
        Assert.NotEmpty(await Recurring.ListAsync(ofH2oOnly, Now));
        Assert.Contains("every company's", (await Assert.ThrowsAsync<RuleException>(() => Recurring.PauseAsync(Slots, null, ofH2oOnly, Now))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotFoundException>(() => Recurring.PauseAsync("no-such-work", null, office.Ana, Now));
        Assert.Contains("switched off", (await Assert.ThrowsAsync<RuleException>(() => Recurring.RunNowAsync(Slots, office.Ana, Now))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_are_forgotten_after_ninety_days_by_recurring_work_itself()
    {
        await RunAsync(Slots, () => Task.FromResult("old"));
        office.Clock.Now += RecurringRun.Kept + TimeSpan.FromMinutes(1);
        await RunAsync(Slots, () => Task.FromResult("new"));

        var retention = Schedule.Work.Single(w => w.Name == "recurring-runs");
        Assert.Equal("1 run forgotten", await retention.RunAsync(new Services(office), Now));
        Assert.Equal("new", Assert.Single((await Recurring.RunsAsync(new RunFilter(), FirstPage, office.Ana, Now)).Rows).Counts);
    }

    private Task<bool> RunAsync(string name, Func<Task<string>> does, string? startedBy = null) =>
        office.Get<WorkRunner>().RunAsync(new RecurringWork(name, name, "0 * * * * ?", (_, _) => does()), "test", startedBy, takesOver: false, Now);

    private sealed class Services(TestOffice office) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(RunBook) ? office.Get<RunBook>() : null;
    }
}
