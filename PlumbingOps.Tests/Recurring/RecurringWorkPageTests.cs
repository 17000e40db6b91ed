using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.Recurring;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.RecurringWork;

namespace PlumbingOps.Tests.Recurring;

public sealed class RecurringWorkPageTests : OfficePages, IAsyncLifetime
{
    private TestOffice office = null!;

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => office = await TestOffice.OpenAsync();

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await office.DisposeAsync();
    }

    [Fact]
    public async Task The_page_tells_what_runs_when_and_what_went_wrong()
    {
        var book = office.Get<RunBook>();
        var run = await book.BeginAsync("slots", "house-1", null, takesOver: false, Now);
        await book.EndAsync(run, RunOutcome.Failed, null, "The marketing room is closed.", Now);

        var page = await OpenAsync();

        page.WaitForAssertion(() =>
        {
            Assert.Equal(Schedule.Work.Select(work => work.InWords), page.FindAll("[aria-label=Schedule] tbody th").Select(cell => cell.TextContent.Trim()));
            Assert.Contains("Every day at 2:00 AM", page.Markup, StringComparison.Ordinal);
            Assert.Contains("The marketing room is closed.", page.Find("[aria-label=Runs] tbody").TextContent, StringComparison.Ordinal);
            Assert.Contains("1 failed or interrupted", page.Markup, StringComparison.Ordinal);
            Assert.Contains("house-1", page.Markup, StringComparison.Ordinal);
            Assert.Equal("Retry", page.Find("[aria-label=Runs] tbody button").TextContent.Trim());
        }, Patience);
    }

    [Fact]
    public async Task Pausing_asks_why_and_resuming_takes_it_back()
    {
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.Equal(Schedule.Work.Count, page.FindAll("[aria-label=Schedule] tbody tr").Count), Patience);

        await page.ClickAsync("tr[data-key=slots] button", button => button.TextContent.Trim() == "Pause");
        await page.Find("dialog input").ChangeAsync(new() { Value = "Rebuilding the calendar" });
        await page.Find("dialog form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Ana Adams : Rebuilding the calendar", Row(page).TextContent, StringComparison.Ordinal), Patience);

        await page.ClickAsync("tr[data-key=slots] button", button => button.TextContent.Trim() == "Resume");
        page.WaitForAssertion(() => Assert.DoesNotContain("Rebuilding", Row(page).TextContent, StringComparison.Ordinal), Patience);
        Assert.False(await office.Get<RunBook>().IsPausedAsync("slots", Now));
    }

    private static AngleSharp.Dom.IElement Row(IRenderedComponent<RecurringWorkPage> page) => page.Find("tr[data-key=slots]");

    private async Task<IRenderedComponent<RecurringWorkPage>> OpenAsync()
    {
        Services.AddSingleton(office.Get<RecurringWorkService>());
        await SignInAsync(office, office.Ana);
        return await this.OpenAsync<RecurringWorkPage>("/recurring-work");
    }
}
