using Bunit;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Jobs;
using PlumbingOps.Tests.Scheduling;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.ServiceCalls;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.ServiceCalls;

public class ServiceCallPagesTests(CallsOffice office) : IClassFixture<CallsOffice>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_shows_who_where_and_when_and_never_a_code_or_who_is_on_site()
    {
        var id = await office.NewCallAsync(i => (i.Problem, i.ContactName, i.PrimaryTechnicianId) = ("Zebra pipe drips", "Dan Tenant", office.Office.TheoOfH2o.Id));
        await office.Codes.AddAsync(id, new AccessCodeInput { Code = "9753#" }, office.Omar, Now);
        using var pages = new WorkPages(office.Office, office.Omar);

        var page = await pages.OpenAsync<ServiceCallsPage>("/service-calls?q=zebra");

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tr[data-key]")), Patience);
        var row = page.Find("tr[data-key]").TextContent;
        Assert.Contains("Rosa Ruiz", row, StringComparison.Ordinal);
        Assert.Contains("Wed 18 Mar, 8:00–10:00 AM", row, StringComparison.Ordinal);
        Assert.Contains("Theo", row, StringComparison.Ordinal);
        Assert.DoesNotContain("9753", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Dan Tenant", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ServiceCallStatus.New, "Edit,Start,Complete")]
    [InlineData(ServiceCallStatus.Scheduled, "Edit,Dispatch,Complete")]
    [InlineData(ServiceCallStatus.Dispatched, "Edit,Start,Complete")]
    [InlineData(ServiceCallStatus.InProgress, "Edit,Complete")]
    [InlineData(ServiceCallStatus.OnHold, "Edit,Resume,Complete")]
    [InlineData(ServiceCallStatus.Completed, "Edit")]
    public async Task The_office_is_offered_the_verbs_that_are_legal_now(ServiceCallStatus status, string verbs)
    {
        var id = await office.NewCallAsync(i =>
        {
            i.PrimaryTechnicianId = office.Office.TheoOfH2o.Id;
            i.When = status == ServiceCallStatus.New ? new CallWindow() : i.When;
        });
        await (status switch
        {
            ServiceCallStatus.Dispatched => office.Calls.DispatchAsync(id, office.Omar, Now),
            ServiceCallStatus.InProgress => office.Calls.StartAsync(id, office.Omar, Now),
            ServiceCallStatus.OnHold => office.Calls.HoldAsync(id, "Parts", office.Omar, Now),
            ServiceCallStatus.Completed => office.Calls.CompleteAsync(id, null, office.Omar, Now),
            _ => Task.CompletedTask,
        });
        using var pages = new WorkPages(office.Office, office.Omar);

        var page = await OpenAsync(pages, id);

        page.WaitForAssertion(() => Assert.Equal(verbs.Split(','), page.FindAll(".record-verbs > button").Select(b => b.TextContent.Trim())), Patience);
    }

    [Fact]
    public async Task Codes_are_shown_when_asked_for_and_a_reader_is_not_even_told_of_them()
    {
        var id = await office.NewCallAsync();
        await office.Codes.AddAsync(id, new AccessCodeInput { Label = "Gate", Code = "4711#" }, office.Omar, Now);
        using (var pages = new WorkPages(office.Office, office.Omar))
        {
            var page = await OpenAsync(pages, id);
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".access-codes")), Patience);
            Assert.DoesNotContain("4711", page.Markup, StringComparison.Ordinal);
            await page.ClickAsync(".access-codes button", b => b.TextContent.Contains("Show the code", StringComparison.Ordinal));
            page.WaitForAssertion(() => Assert.Contains("4711#", page.Find(".access-codes").TextContent, StringComparison.Ordinal), Patience);
        }

        using (var pages = new WorkPages(office.Office, office.Office.Vera))
        {
            var page = await OpenAsync(pages, id);
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".facts")), Patience);
            Assert.Empty(page.FindAll(".access-codes"));
        }
    }

    [Fact]
    public async Task A_payment_is_recorded_on_the_page_and_the_call_is_paid()
    {
        var id = await office.NewCallAsync();
        using var pages = new WorkPages(office.Office, office.Omar);
        var page = await OpenAsync(pages, id);
        await page.WaitForElement(".panel[aria-label=Payment] .panel-actions button", Patience).ClickAsync();

        await page.Find("dialog form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Give the amount.", page.Find("dialog").TextContent, StringComparison.Ordinal), Patience);
        await page.Find("dialog input[type=number]").ChangeAsync("125.50");
        await page.Find("dialog select").ChangeAsync("Check");
        await page.Find("dialog form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("$125.50", page.Find(".payment-list").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("Paid", page.Find(".record-title").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_see_prices_sees_no_amounts()
    {
        var id = await office.NewCallAsync(i => i.PrimaryTechnicianId = office.Office.TheoOfH2o.Id);
        await office.Payments.RecordAsync(id, new PaymentInput { Dollars = 777, Method = PaymentMethod.Cash }, office.Omar, Now);
        foreach (var person in new[] { office.Office.Theo, office.Office.Mia })
        {
            using var pages = new WorkPages(office.Office, person);
            var page = await OpenAsync(pages, id);
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".facts")), Patience);
            Assert.DoesNotContain("$777", page.Markup, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Completing_warns_of_the_paperwork()
    {
        var id = await office.NewCallAsync();
        using var pages = new WorkPages(office.Office, office.Omar);
        var page = await OpenAsync(pages, id);

        await page.WaitForElement("[data-hotkey=c]", Patience).ClickAsync();

        page.WaitForAssertion(() => Assert.EndsWith("completed. The paperwork is not turned in yet.", Assert.Single(pages.Notices.Open).Text, StringComparison.Ordinal), Patience);
        Assert.Contains("Needs write-up", page.Find(".record-title").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_double_booking_asks_why_it_can_be_done_and_is_saved_with_the_reason()
    {
        await using var dispatch = new DispatchOffice();
        await dispatch.InitializeAsync();
        var day = dispatch.NextDay();
        await dispatch.NewCallAsync(DispatchOffice.At(day, 8, 10), dispatch.Ray);
        var id = await dispatch.NewCallAsync(DispatchOffice.At(day, 9, 11));
        using var pages = new WorkPages(dispatch.Office, dispatch.Omar);
        var page = await OpenAsync(pages, id);
        await page.WaitForElement("[data-hotkey=e]", Patience).ClickAsync();
        page.WaitForElement(".entry-form", Patience);
        Assert.Empty(Whys());
        await page.Find(Box("Technician")).ChangeAsync("Ray");
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("[role=option]"), o => o.TextContent.Trim() == "Ray"), Patience);
        await page.FindAll("[role=option]").First(o => o.TextContent.Trim() == "Ray").ClickAsync();

        await page.Find(".entry-form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Single(Whys()), Patience);
        Assert.Contains("Ray is at C-", page.Markup, StringComparison.Ordinal);
        await page.Find(Box("Why it can be done")).ChangeAsync("Same house");
        await page.Find(".entry-form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".entry-form")), Patience);
        Assert.Equal((dispatch.Ray.Id, "Same house"), (await dispatch.SeeAsync(id)).Assignments.Select(a => (a.TechnicianId, a.OverlapReason)).Single());

        IEnumerable<AngleSharp.Dom.IElement> Whys() => page.FindAll("label.field-label").Where(l => l.TextContent.Trim() == "Why it can be done");
        string Box(string label) => "#" + page.FindAll("label.field-label").First(l => l.TextContent.Trim() == label).GetAttribute("for");
    }

    [Fact]
    public async Task The_other_companys_call_says_whose_the_warranty_is()
    {
        var lot = await office.Jobs.NewLotAsync();
        await office.Jobs.Jobs.CompleteAsync(await office.Jobs.NewJobAsync(JobPhase.Final, lot: lot.Id), null, office.Omar, Now);
        using var pages = new WorkPages(office.Office, office.Omar);

        var page = await OpenAsync(pages, await office.NewCallAsync(i => i.LotId = lot.Id));

        page.WaitForAssertion(() => Assert.Contains("All County Plumbing bears it.", page.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_new_caller_at_one_of_our_houses_need_not_spell_the_city()
    {
        var lot = await office.Jobs.NewLotAsync();
        await using (var db = await office.Office.DbAsync())
        {
            var house = await db.Lots.SingleAsync(l => l.Id == lot.Id, Now);
            (house.Street, house.City) = ("77 Osprey Loop", "Ridgefield");
            await db.SaveChangesAsync(Now);
        }

        // Not Omar: what she types here is kept for her.
        using var pages = new WorkPages(office.Office, office.Office.Ana);
        var page = await pages.OpenAsync<NewServiceCallPage>("/service-calls/new");
        await page.WaitForElement("input[role=combobox]", Patience).ChangeAsync("Newly Known");
        await page.WaitForElement(".combo-create", Patience).ClickAsync();
        page.WaitForElement("input[type=tel]", Patience);

        await page.Find(Box("Street")).ChangeAsync("77 osprey loop");

        page.WaitForAssertion(() => Assert.Equal("Ridgefield", page.Find(Box("City")).GetAttribute("value")), Patience);

        // Corrected to a house that is none of ours, its city is not that of the other.
        await page.Find(Box("Street")).ChangeAsync("79 Osprey Loop");
        page.WaitForAssertion(() => Assert.True(string.IsNullOrEmpty(page.Find(Box("City")).GetAttribute("value"))), Patience);

        string Box(string label) => "#" + page.FindAll("label.field-label").First(l => l.TextContent.Trim() == label).GetAttribute("for");
    }

    [Fact]
    public async Task A_new_call_for_a_covered_house_proposes_a_warranty_visit()
    {
        var lot = await office.Jobs.NewLotAsync();
        await office.Jobs.Jobs.CompleteAsync(await office.Jobs.NewJobAsync(JobPhase.Final, lot: lot.Id), null, office.Omar, Now);
        using var pages = new WorkPages(office.Office, office.Omar);

        var page = await pages.OpenAsync<NewServiceCallPage>($"/service-calls/new?lot={lot.Id}");

        page.WaitForAssertion(() => Assert.Contains("Under warranty from Wed 18 Mar to Wed 17 Mar 2027: 12 months from Final", page.Find(".banner").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains(page.FindAll("select"), s => s.GetAttribute("value") == "Warranty");
        await page.Find("textarea").ChangeAsync("Slow drain");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Matches("/service-calls/[0-9a-f-]{36}$", pages.Address.Uri), Patience);
        var call = (await office.Calls.ListAsync(new ServiceCallFilter { LotId = lot.Id }, new ListRequest(null, false, null, null, 5), office.Omar, Now)).Rows.Single();
        Assert.Equal((ServiceCallKind.Warranty, TestOffice.AllCounty), (call.Kind, call.TenantId));
    }

    [Fact]
    public async Task A_new_call_for_a_customer_needs_only_the_problem()
    {
        using var pages = new WorkPages(office.Office, office.Omar);

        var page = await pages.OpenAsync<NewServiceCallPage>($"/service-calls/new?customer={office.Rosa.Id}&day=2026-03-20");
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("input[role=combobox]"), i => i.GetAttribute("value") == "Rosa Ruiz"), Patience);
        // The browser sends seconds along.
        await page.Find(".call-window input[type=time]").ChangeAsync("09:00:00");
        page.WaitForAssertion(() => Assert.Equal("10:00", page.FindAll(".call-window input[type=time]")[1].GetAttribute("value")?[..5]), Patience);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Say what is to be done.", page.Markup, StringComparison.Ordinal), Patience);
        await page.Find("textarea").ChangeAsync("Walrus in the bath");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Matches("/service-calls/[0-9a-f-]{36}$", pages.Address.Uri), Patience);
        var call = (await office.Calls.ListAsync(new ServiceCallFilter { Search = "walrus" }, new ListRequest(null, false, null, null, 5), office.Omar, Now)).Rows.Single();
        Assert.Equal(new DateTimeOffset(2026, 3, 20, 16, 0, 0, TimeSpan.Zero), call.StartsAt);
    }

    private static Task<IRenderedComponent<ServiceCallPage>> OpenAsync(WorkPages pages, Guid id) => pages.OpenAsync<ServiceCallPage>(Urls.ServiceCall(id), p => p.Add(c => c.Id, id));
}
