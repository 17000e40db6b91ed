using Bunit;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Completion;
using PlumbingOps.Tests.Jobs;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.MyDay;

namespace PlumbingOps.Tests.ServiceCalls;

public class MyDayPagesTests(CallsOffice office) : IClassFixture<CallsOffice>
{
    private static readonly TimeSpan Patience = PageFloor.Patience;

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    private Actor Theo => office.Office.Theo;

    [Fact]
    public async Task The_next_stop_tells_the_way_the_number_the_notes_and_the_code_when_asked_and_starts_in_one_tap()
    {
        var id = await TheosCallAsync(7, i => (i.Problem, i.Notes) = ("Shower drips", "Dog in the yard"));
        await TheosCallAsync(9, i => (i.Problem, i.Notes) = ("Later one", "Not yet"));
        await office.Codes.AddAsync(id, new AccessCodeInput { Label = "Gate", Code = "9753#" }, office.Omar, Now);
        using var pages = new WorkPages(office.Office, Theo);

        var page = await pages.OpenAsync<MyDayPage>("/my-day");

        await page.WaitForAssertionAsync(() => Assert.Contains("Shower drips", page.Find(".stop.is-next").TextContent, StringComparison.Ordinal), Patience);
        var next = page.Find(".stop.is-next");
        Assert.Contains("7:00 AM", next.TextContent, StringComparison.Ordinal);
        Assert.Contains("Dog in the yard", next.TextContent, StringComparison.Ordinal);
        Assert.Equal("tel:+13605550142", next.QuerySelectorAll(".stop-ways a")[1].GetAttribute("href"));
        Assert.Contains("14%20Alder%20Lane", next.QuerySelector(".stop-ways a")!.GetAttribute("href")!, StringComparison.Ordinal);
        Assert.DoesNotContain("9753", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Not yet", page.Markup, StringComparison.Ordinal);
        await page.ClickAsync(".stop.is-next .stop-wide", 0);
        await page.WaitForAssertionAsync(() => Assert.Contains("9753#", page.Find(".stop-codes").TextContent, StringComparison.Ordinal), Patience);

        await page.ClickAsync(".stop.is-next button", button => button.TextContent.Trim() == "Start");

        await page.WaitForAssertionAsync(() => Assert.Contains("Finish: 0 of 7 answered", page.Find(".stop.is-next").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(ServiceCallStatus.InProgress, (await office.GetAsync(id)).Status);
        await office.Calls.CancelAsync(id, "Over", office.Omar, Now);
    }

    [Fact]
    public async Task Seven_taps_and_one_complete_the_visit_and_the_office_gets_its_task()
    {
        var id = await TheosCallAsync(11, _ => { });
        await office.Calls.StartAsync(id, Theo, Now);
        using var pages = new WorkPages(office.Office, Theo);
        var page = pages.Render<MyVisitPage>(p => p.Add(v => v.Id, id));
        await page.WaitForAssertionAsync(() => Assert.Equal(7, page.FindAll(".step").Count), Patience);

        await TapAsync(CompletionStep.Paperwork, "It comes later");
        await TapAsync(CompletionStep.Parts, "Yes");
        await page.WaitForAssertionAsync(() => Assert.Contains("The office has a task: Order parts, due Thu 19 Mar.", page.Markup, StringComparison.Ordinal), Patience);
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll(".step .entry-form")), Patience);
        await page.Find(".step textarea").ChangeAsync("Half inch cartridge");
        await page.Find(".step .entry-form").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("Half inch cartridge", page.Find(".step-said").TextContent, StringComparison.Ordinal), Patience);
        await page.ClickAsync(".record-verbs button", button => button.TextContent.Contains("5 to answer", StringComparison.Ordinal));
        Assert.Equal(ServiceCallStatus.InProgress, (await office.GetAsync(id)).Status);
        foreach (var step in new[] { CompletionStep.Permit, CompletionStep.ComeBack, CompletionStep.Bid, CompletionStep.Price, CompletionStep.PriceApproval })
        {
            await TapAsync(step, "No");
        }

        await page.ClickAsync(".record-verbs button", button => button.TextContent.Trim() == "Complete");

        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".record-verbs > button")), Patience);
        var call = await office.GetAsync(id);
        Assert.Equal(ServiceCallStatus.Completed, call.Status);
        Assert.Equal("Half inch cartridge", Assert.Single(call.Tasks).Task.Description);

        async Task TapAsync(CompletionStep step, string answer)
        {
            await page.ClickAsync($".step:nth-child({(int)step + 1}) .step-answer button", button => button.TextContent.Trim() == answer);
            await page.WaitForAssertionAsync(() => Assert.Contains("is-answered", page.FindAll(".step")[(int)step].ClassList), Patience);
        }
    }

    [Fact]
    public async Task A_follow_up_is_three_taps_and_the_same_again_makes_no_second()
    {
        var id = await TheosCallAsync(13, _ => { });
        using var pages = new WorkPages(office.Office, Theo);
        var page = pages.Render<MyVisitPage>(p => p.Add(v => v.Id, id));
        var tomorrow = $"[data-waits='follow-{CallTaskType.OrderParts}-{id}:1']";

        await page.ClickAsync(tomorrow, 0);
        await page.WaitForAssertionAsync(() => Assert.Contains("Order parts, due Thu 19 Mar", page.Find(".follow-known").TextContent, StringComparison.Ordinal), Patience);
        await page.ClickAsync(tomorrow, 0);

        Assert.Equal((CallTaskType.OrderParts, CallsOffice.Today.AddDays(1)), Assert.Single((await office.GetAsync(id)).Tasks) is var task ? (task.Type, task.Task.DueDate!.Value) : default);
    }

    private Task<Guid> TheosCallAsync(int hour, Action<ServiceCallInput> change) => office.NewCallAsync(i =>
    {
        (i.PrimaryTechnicianId, i.When) = (office.Office.TheoOfH2o.Id, new CallWindow { Day = CallsOffice.Today, From = new(hour, 0), To = new(hour + 1, 0) });
        change(i);
    });
}
