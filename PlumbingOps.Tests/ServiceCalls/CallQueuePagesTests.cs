using Bunit;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Jobs;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Home;
using PlumbingOps.Web.Features.ServiceCalls;

namespace PlumbingOps.Tests.ServiceCalls;

public class CallQueuePagesTests(CallsOffice office) : IClassFixture<CallsOffice>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_visit_goes_from_write_up_to_unpaid_to_paid_in_the_lists_alone()
    {
        var id = await office.NewCallAsync(i => i.Problem = "Ocelot in the drain");
        await office.Calls.CompleteAsync(id, null, office.Omar, Now);
        using (var pages = new WorkPages(office.Office, office.Omar))
        {
            var page = await pages.OpenAsync<ServiceCallsPage>("/service-calls?writeup=true&q=ocelot");
            page.WaitForAssertion(() => Assert.Equal("Needs write-up", page.Find("nav[aria-label=Views] [aria-current]").ChildNodes[0].TextContent.Trim()), Patience);
            page.WaitForAssertion(() => Assert.Single(page.FindAll("tr[data-key]")), Patience);

            await page.ClickAsync("tr[data-key] button", b => b.TextContent == "Take");
            page.WaitForAssertion(() => Assert.Contains("Write-up begun", page.Find("tr[data-key]").TextContent, StringComparison.Ordinal), Patience);
            Assert.Contains("Omar Ortiz", page.Find("tr[data-key]").TextContent, StringComparison.Ordinal);
            await page.ClickAsync("tr[data-key] button", b => b.TextContent == "Written up");
            page.WaitForAssertion(() => Assert.Contains(pages.Notices.Open, n => n.Text.EndsWith(" written up", StringComparison.Ordinal) && n.Undo is not null), Patience);
        }

        using (var pages = new WorkPages(office.Office, office.Omar))
        {
            var page = await pages.OpenAsync<ServiceCallsPage>("/service-calls?unpaid=true&q=ocelot");
            page.WaitForAssertion(() => Assert.Single(page.FindAll("tr[data-key]")), Patience);

            await page.ClickAsync("tr[data-key] button", b => b.TextContent == "Record a payment");
            await page.WaitForElement("dialog input[type=number]", Patience).ChangeAsync("80");
            await page.Find("dialog select").ChangeAsync("Card");
            await page.Find("dialog form").SubmitAsync();

            page.WaitForAssertion(() => Assert.Contains(pages.Notices.Open, n => n.Text.StartsWith("Payment for ", StringComparison.Ordinal)), Patience);
        }

        Assert.Equal((WriteUpStatus.WrittenUp, PaymentStatus.Paid), ((await office.GetAsync(id)).Row.WriteUp, (await office.GetAsync(id)).Row.PaymentStatus));
    }

    [Fact]
    public async Task Who_only_reads_sees_the_views_and_no_verbs()
    {
        var id = await office.NewCallAsync(i => i.Problem = "Badger in the sump");
        await office.Calls.CompleteAsync(id, null, office.Omar, Now);
        using var pages = new WorkPages(office.Office, office.Office.Vera);

        var page = await pages.OpenAsync<ServiceCallsPage>("/service-calls?writeup=true&q=badger");

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tr[data-key]")), Patience);
        Assert.Empty(page.FindAll("tr[data-key] button"));
        Assert.NotEmpty(page.FindAll("nav[aria-label=Views] a"));
    }

    [Fact]
    public async Task The_tasks_of_jobs_and_calls_are_found_by_person_and_day_and_changed_in_place()
    {
        var call = await office.NewCallAsync();
        var tasks = office.Office.Get<CallTaskService>();
        await tasks.AddAsync(call, new CallTaskInput { Type = CallTaskType.OrderParts, Title = "Lynx valve", DueDate = CallsOffice.Today.AddDays(-2), AssigneeId = office.Omar.UserId }, office.Omar, Now);
        await tasks.AddAsync(call, new CallTaskInput { Title = "Lynx later", DueDate = CallsOffice.Today.AddDays(2) }, office.Omar, Now);
        await office.Office.Get<JobTaskService>().AddAsync(await office.Jobs.NewJobAsync(), new OfficeTaskInput { Title = "Lynx plans", DueDate = CallsOffice.Today }, office.Omar, Now);
        using var pages = new WorkPages(office.Office, office.Omar);

        var page = await pages.OpenAsync<TasksPage>("/tasks?q=lynx");
        page.WaitForAssertion(() => Assert.Equal(["Lynx valve", "Lynx plans", "Lynx later"], Titles(page)), Patience);
        Assert.Contains("2 days late", page.Find("tr[data-key]").TextContent, StringComparison.Ordinal);
        foreach (var (query, expected) in new[] { ("due=ByToday&of=Calls", "Lynx valve"), ("due=Today", "Lynx plans"), ("kind=OrderParts", "Lynx valve"), ("mine=true", "Lynx valve"), ("of=Jobs", "Lynx plans") })
        {
            page = await pages.OpenAsync<TasksPage>($"/tasks?q=lynx&{query}");
            page.WaitForAssertion(() => Assert.Equal([expected], Titles(page)), Patience);
        }

        page = await pages.OpenAsync<TasksPage>("/tasks?q=lynx&person=nobody&of=Calls");
        page.WaitForAssertion(() => Assert.Equal(["Lynx later"], Titles(page)), Patience);
        await page.ClickAsync("tr[data-key] button", b => b.GetAttribute("aria-label") == "Change Lynx later");
        await page.WaitForElement("dialog input[autofocus]", Patience).ChangeAsync("Lynx sooner");
        await page.Find("dialog form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(["Lynx sooner"], Titles(page)), Patience);
    }

    private static IEnumerable<string> Titles(IRenderedComponent<TasksPage> page) => page.FindAll("tr[data-key] a.row-link").Select(a => a.TextContent.Trim());
}
