using Bunit;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Web.Features.Lots;
using static PlumbingOps.Tests.Lots.LotsOffice;

namespace PlumbingOps.Tests.Lots;

public class LotBoardTests(LotsOffice office) : LotsPages(office), IClassFixture<LotsOffice>
{
    private static readonly DateOnly Today = new(2027, 3, 10);

    [Fact]
    public async Task An_empty_cell_books_its_phase_with_its_days()
    {
        var (board, _) = await BoardAsync(Omar);

        await OpenAsync(board, JobPhase.TopOut);
        Assert.Equal("Lot 1 · Top Out", board.Find("dialog h2").TextContent);
        await board.Find("dialog input[type=date]").ChangeAsync("2027-03-15");
        await board.Find("dialog form").SubmitAsync();

        await board.WaitForAssertionAsync(() => Assert.Empty(board.FindAll("dialog")));
        await board.WaitForAssertionAsync(() => Assert.Contains("Scheduled", Cell(board, JobPhase.TopOut).TextContent, StringComparison.Ordinal));
        Assert.Contains("Mon 15 Mar", Cell(board, JobPhase.TopOut).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_that_end_before_they_begin_are_refused_at_their_field_and_stay_typed()
    {
        var (board, _) = await BoardAsync(Omar);

        await OpenAsync(board, JobPhase.Trim);
        await board.ChangeAsync("dialog input[type=date]", 0, "2027-03-15");
        await board.ChangeAsync("dialog input[type=date]", 1, "2027-03-12");
        await board.Find("dialog form").SubmitAsync();

        await board.WaitForAssertionAsync(() => Assert.Contains("before the first", board.Find("dialog .field-error p").TextContent, StringComparison.Ordinal));
        Assert.Equal("2027-03-12", board.FindAll("dialog input[type=date]")[1].GetAttribute("value"));
    }

    [Fact]
    public async Task A_cell_that_somebody_else_moved_meanwhile_shows_three_values_and_takes_mine_when_I_say_so()
    {
        var (board, lot) = await BoardAsync(Omar, JobPhase.TopOut);
        var job = (await Office.Boards.RowsAsync([lot], AllCounty, Omar, Now))[0].Jobs[0];
        await OpenAsync(board, JobPhase.TopOut);
        await Office.Jobs.ScheduleAsync(job.Id, Today.AddDays(3), Today.AddDays(4), Ana, Now);

        await board.ChangeAsync("dialog input[type=date]", 0, "2027-03-12");
        await board.Find("dialog form").SubmitAsync();
        await board.WaitForAssertionAsync(() => Assert.Contains("Sat 13 Mar", board.Find(".field-conflict").TextContent, StringComparison.Ordinal));
        await board.ClickAsync(".field-conflict button", 1);
        await board.WaitForAssertionAsync(() => Assert.Empty(board.FindAll(".field-conflict")));
        await board.Find("dialog form").SubmitAsync();

        await board.WaitForAssertionAsync(() => Assert.Empty(board.FindAll("dialog")));
        Assert.Contains("Fri 12", Cell(board, JobPhase.TopOut).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holding_a_job_asks_why_and_completing_it_needs_no_question()
    {
        var (board, _) = await BoardAsync(Omar, JobPhase.TopOut, JobPhase.Trim);

        await OpenAsync(board, JobPhase.TopOut);
        await board.ClickAsync("dialog button", b => b.TextContent == "Hold");
        await board.WaitForAssertionAsync(() => Assert.Equal("Why*", board.Find("dialog label").TextContent));
        await board.Find("dialog form").SubmitAsync();
        await board.WaitForAssertionAsync(() => Assert.Contains("Say why", board.Find("dialog .field-error p").TextContent, StringComparison.Ordinal));
        await board.Find("dialog input").ChangeAsync("No drywall yet");
        await board.Find("dialog form").SubmitAsync();
        await board.WaitForAssertionAsync(() => Assert.Contains("On hold", Cell(board, JobPhase.TopOut).TextContent, StringComparison.Ordinal));

        await OpenAsync(board, JobPhase.Trim);
        await board.ClickAsync("dialog button", b => b.TextContent == "Complete");
        await board.WaitForAssertionAsync(() => Assert.Contains("Completed", Cell(board, JobPhase.Trim).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_only_reads_opens_a_booked_cell_without_a_form_and_an_empty_one_not_at_all()
    {
        var (board, _) = await BoardAsync(Vera, JobPhase.TopOut);

        await Cell(board, JobPhase.Trim).ClickAsync();
        Assert.Empty(board.FindAll("dialog"));
        await OpenAsync(board, JobPhase.TopOut);

        Assert.Empty(board.FindAll("dialog form"));
        Assert.Contains("J-", board.Find("dialog .cell-editor-open").TextContent, StringComparison.Ordinal);
    }

    /// <summary>A board of one lot with some phases booked from yesterday to tomorrow.</summary>
    private async Task<(IRenderedComponent<LotBoard> Board, Guid Lot)> BoardAsync(PlumbingOps.Data.Actor actor, params JobPhase[] booked)
    {
        await SignInAsync(actor);
        var community = await Office.NewCommunityAsync();
        var lot = (await Office.NewLotsAsync("1", community))[0];
        foreach (var phase in booked)
        {
            await Office.NewJobAsync(lot, phase, Today.AddDays(-1), Today.AddDays(1));
        }

        var company = await Office.Tenants.GetAsync(AllCounty, Now);
        var board = Render<LotBoard>(p => p
            .Add(b => b.CommunityId, community)
            .Add(b => b.Company, company)
            .Add(b => b.Filter, new LotBoardFilter())
            .Add(b => b.MayEdit, actor != Vera));
        await board.WaitForElementAsync("[data-cell][data-col='5']", TimeSpan.FromSeconds(10));
        return (board, lot);
    }

    private static async Task OpenAsync(IRenderedComponent<LotBoard> board, JobPhase phase)
    {
        await Cell(board, phase).ClickAsync();
        await board.WaitForElementAsync("dialog h2");
    }

    private static AngleSharp.Dom.IElement Cell(IRenderedComponent<LotBoard> board, JobPhase phase) => board.Find($"[data-cell][data-col='{(int)phase + 1}']");
}
