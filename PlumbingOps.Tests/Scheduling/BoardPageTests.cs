using Bunit;
using PlumbingOps.Data;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Web.Features.Scheduling;
using PlumbingOps.Web.Shell;
using static PlumbingOps.Tests.Scheduling.DispatchOffice;

namespace PlumbingOps.Tests.Scheduling;

public sealed class BoardPageTests(DispatchOffice office) : IClassFixture<DispatchOffice>, IAsyncLifetime
{
    private readonly BoardPages pages = new();
    private readonly DateOnly day = office.NextDay();

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => pages.DisposeAsync();

    [Fact]
    public async Task Everybody_has_a_row_and_a_visit_lies_at_its_hour_with_kind_and_state_in_words()
    {
        var id = await office.NewCallAsync(At(day, 9, 11), office.Ray);

        var page = await OpenAsync(office.Omar);

        page.WaitForAssertion(() => Assert.Equal(["Jo", "Ray", "Theo", "Theo"], page.FindAll(".board-name").Select(n => n.TextContent)), BoardPages.Patience);
        var visit = page.Find($"[data-person='{office.Ray.Id}'] [data-visit='{id}']");
        Assert.Equal(("540", "120"), (visit.GetAttribute("data-minute"), visit.GetAttribute("data-length")));
        Assert.Contains("--from:540;--width:120", visit.GetAttribute("style"), StringComparison.Ordinal);
        Assert.Contains("Service", visit.TextContent, StringComparison.Ordinal);
        Assert.Contains("Scheduled", visit.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visit_let_go_in_another_row_is_that_persons_and_the_notice_takes_it_back()
    {
        var id = await office.NewCallAsync(At(day, 9, 11), office.Ray);
        var page = await OpenAsync(office.Omar);
        page.WaitForAssertion(() => Assert.NotNull(page.Find($"[data-visit='{id}']")), BoardPages.Patience);

        await page.Find("[data-board]").TriggerEventAsync("onvisitdrop", new VisitDropEventArgs { Id = id, From = $"{office.Ray.Id}", Person = $"{office.Jo.Id}", Day = AddressQuery.Text(day)!, Minute = 600 });

        page.WaitForAssertion(() => Assert.NotNull(page.Find($"[data-person='{office.Jo.Id}'] [data-visit='{id}']")), BoardPages.Patience);
        Assert.Equal("600", page.Find($"[data-visit='{id}']").GetAttribute("data-minute"));
        var notice = pages.Notices.Open[0];
        await page.InvokeAsync(notice.Undo!);
        page.WaitForAssertion(() => Assert.NotNull(page.Find($"[data-person='{office.Ray.Id}'] [data-visit='{id}']")), BoardPages.Patience);
    }

    [Fact]
    public async Task Who_would_be_at_two_places_is_said_and_a_reason_books_it_anyway()
    {
        await office.NewCallAsync(At(day, 8, 10), office.Ray);
        var id = await office.NewCallAsync(At(day, 8, 10), office.Jo);
        var page = await OpenAsync(office.Omar);
        page.WaitForAssertion(() => Assert.NotNull(page.Find($"[data-visit='{id}']")), BoardPages.Patience);

        await page.Find("[data-board]").TriggerEventAsync("onvisitdrop", new VisitDropEventArgs { Id = id, From = $"{office.Jo.Id}", Person = $"{office.Ray.Id}", Day = AddressQuery.Text(day)!, Minute = 540 });

        page.WaitForAssertion(() => Assert.Contains("Ray is at C-", page.Find("dialog").TextContent, StringComparison.Ordinal), BoardPages.Patience);
        await page.Find("dialog form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Say why.", page.Find("dialog").TextContent, StringComparison.Ordinal), BoardPages.Patience);
        await page.Find("dialog input").ChangeAsync("Two units of one house");
        await page.Find("dialog form").SubmitAsync();
        page.WaitForAssertion(() => Assert.NotNull(page.Find($"[data-person='{office.Ray.Id}'] [data-visit='{id}']")), BoardPages.Patience);
        Assert.Contains("booked twice: Two units of one house", page.Find($"[data-visit='{id}']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_time_lies_in_the_tray_and_a_visit_let_go_there_loses_its_time()
    {
        var waiting = await office.NewCallAsync(null);
        var id = await office.NewCallAsync(At(day, 9, 11), office.Theo);
        var page = await OpenAsync(office.Omar);
        page.WaitForAssertion(() => Assert.NotNull(page.Find($".cal-tray [data-visit='{waiting}']")), BoardPages.Patience);

        await page.Find("[data-board]").TriggerEventAsync("onvisitdrop", new VisitDropEventArgs { Id = id, From = $"{office.Theo.Id}", Person = "", Day = "" });

        page.WaitForAssertion(() => Assert.NotNull(page.Find($".cal-tray [data-visit='{id}']")), BoardPages.Patience);
    }

    [Fact]
    public async Task A_week_has_a_cell_for_each_person_and_day_and_readers_can_move_nothing()
    {
        var id = await office.NewCallAsync(At(day, 9, 11), office.Ray);

        var page = await OpenAsync(office.Office.Vera, "&view=week");

        page.WaitForAssertion(() => Assert.NotNull(page.Find($".board-cell[data-person='{office.Ray.Id}'][data-day='{AddressQuery.Text(day)}'] [data-visit='{id}']")), BoardPages.Patience);
        Assert.Empty(page.FindAll("[data-movable]"));
        Assert.Empty(page.FindAll(".cal-tray [data-movable]"));
    }

    [Fact]
    public async Task Somebody_out_loses_no_visit_and_one_undo_brings_all_back()
    {
        var first = await office.NewCallAsync(At(day, 8, 10), office.Ray);
        var second = await office.NewCallAsync(At(day, 10, 12), office.Ray);
        await office.NewCallAsync(At(day, 8, 12), office.Jo);

        var proposals = await office.Out.ProposeAsync(office.Ray.Id, day, office.Omar, Now);
        var set = await office.Out.ApplyAsync(office.Ray.Id, day, [.. proposals.Select(p => new OutDecision(p.Visit.Id, p.Seen, p.Proposed))], true, office.Omar, Now);

        Assert.Equal([first, second], proposals.Select(p => p.Visit.Id));
        Assert.All(proposals, p => Assert.Equal(office.Theo.Id, p.Proposed));
        Assert.Equal(office.Theo.Id, (await office.SeeAsync(second)).PrimaryId);
        await office.History.UndoAsync(set!.Value, office.Omar, cancellationToken: Now);
        Assert.Equal(office.Ray.Id, (await office.SeeAsync(first)).PrimaryId);
        Assert.Equal(office.Ray.Id, (await office.SeeAsync(second)).PrimaryId);
    }

    [Fact]
    public async Task Calls_shift_together_and_what_would_run_into_another_stays()
    {
        var (first, second) = (await office.NewCallAsync(At(day, 8, 10), office.Ray), await office.NewCallAsync(At(day, 10, 12), office.Ray));
        var later = day.AddDays(400);
        await office.NewCallAsync(At(later, 10, 12), office.Ray);
        var shift = new Data.Jobs.JobShift(1, false);

        var preview = await office.Shifts.PreviewAsync([first, second], shift, office.Omar, Now);
        var set = await office.Shifts.ShiftAsync(preview, shift, office.Omar, Now);
        Assert.All(preview, row => Assert.True(row.Moves));
        Assert.Equal(day.AddDays(1), (await office.Calls.GetAsync(first, office.Omar, Now)).Input.When.Day);
        await office.History.UndoAsync(set!.Value, office.Omar, cancellationToken: Now);
        Assert.Equal(day, (await office.Calls.GetAsync(second, office.Omar, Now)).Input.When.Day);

        var far = new Data.Jobs.JobShift(366, false);
        await office.NewCallAsync(At(day.AddDays(366), 9, 11), office.Ray);
        var knockOn = await office.Shifts.PreviewAsync([first, second], far, office.Omar, Now);
        Assert.All(knockOn, row => Assert.StartsWith("Ray is at", row.LeftOut, StringComparison.Ordinal));
        await Assert.ThrowsAsync<RuleException>(() => office.Shifts.ShiftAsync(knockOn, far, office.Omar, Now));
    }

    private Task<IRenderedComponent<BoardPage>> OpenAsync(Actor person, string more = "") => pages.OpenAsync<BoardPage>(office.Office, person, $"{Urls.Schedule}?date={AddressQuery.Text(day)}{more}");
}
