using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using PlumbingOps.Data.Drafts;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Intake;
using PlumbingOps.Tests.Jobs;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.ServiceCalls;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.ServiceCalls;

public sealed class IntakePageTests(CallsOffice office) : IClassFixture<CallsOffice>
{
    private static readonly TimeSpan Patience = PageFloor.Patience;

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_caller_whose_number_we_know_is_recognised_while_typing()
    {
        await using var pages = new WorkPages(office.Office, office.Omar);
        var page = await pages.OpenAsync<NewServiceCallPage>(Urls.NewServiceCall);

        await page.Find("[role=combobox]").ChangeAsync("360 555 0199");
        await page.ClickAsync(".combo-create", 0);
        Assert.Equal("360 555 0199", (await page.WaitForElementAsync("input[type=tel]", Patience)).GetAttribute("value"));
        await page.Find("input[type=tel]").ChangeAsync("(360) 555-0142");
        await page.WaitForAssertionAsync(() => Assert.Contains("Rosa Ruiz", page.Find(".intake-known").TextContent, StringComparison.Ordinal), Patience);
        await page.ClickAsync(".intake-known .btn", 0);

        await page.WaitForAssertionAsync(() => Assert.Contains("14 Alder Lane", page.Find(".record-aside").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("Rosa Ruiz", page.Find("[role=combobox]").GetAttribute("value"));
    }

    [Fact]
    public async Task The_first_free_time_is_chosen_and_an_emergency_gets_an_earlier_one()
    {
        await using var pages = new WorkPages(office.Office, office.Omar);
        var page = await pages.OpenAsync<NewServiceCallPage>(Urls.NewServiceCall);

        await page.WaitForAssertionAsync(() => Assert.StartsWith("Wed 18 Mar, 1:00", Chosen(page), StringComparison.Ordinal), Patience);
        await page.ChangeAsync("select", s => s.TextContent.Contains("Emergency", StringComparison.Ordinal), nameof(CallPriority.Emergency));

        await page.WaitForAssertionAsync(() => Assert.StartsWith("Wed 18 Mar, 10:00", Chosen(page), StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task What_somebody_began_is_offered_taken_up_and_gone_when_it_is_booked()
    {
        var drafts = office.Office.Get<DraftService>();
        var typed = new IntakeInput { TenantId = TestOffice.H2o, CustomerId = office.Rosa.Id, Problem = "Drip in the hall", When = CallsOffice.Morning(new DateOnly(2026, 3, 27)) };
        await drafts.KeepAsync(Guid.CreateVersion7(), "service-call", "Rosa Ruiz: Drip in the hall", KeptForm.Of(new EditContext(typed), null), office.Office.Ana, Now);
        await using var pages = new WorkPages(office.Office, office.Office.Ana);
        var page = await pages.OpenAsync<NewServiceCallPage>(Urls.NewServiceCall);

        await page.ClickAsync(".draft button", 0);
        await page.WaitForAssertionAsync(() => Assert.Equal("Drip in the hall", page.Find("textarea").GetAttribute("value")), Patience);
        await page.WaitForAssertionAsync(() => Assert.Equal("Rosa Ruiz", page.Find("[role=combobox]").GetAttribute("value")), Patience);
        Assert.Equal("Another time", Chosen(page));
        await page.Find("form").SubmitAsync();

        await page.WaitForAssertionAsync(() => Assert.Matches("/service-calls/[0-9a-f-]{36}$", pages.Address.Uri), Patience);
        Assert.Empty(await drafts.ListAsync("service-call", Guid.Empty, office.Office.Ana, Now));
    }

    [Fact]
    public async Task What_is_typed_is_kept_and_thrown_away_with_the_form()
    {
        var drafts = office.Office.Get<DraftService>();
        await using var pages = new WorkPages(office.Office, office.Omar);
        var page = await pages.OpenAsync<NewServiceCallPage>(Urls.NewServiceCall);

        await page.Find("textarea").ChangeAsync("Half a sente");
        await Eventually.IsTrueAsync(async () => (await drafts.ListAsync("service-call", Guid.Empty, office.Omar, Now)).Any(d => d.Title == "Half a sente"));
        await page.ClickAsync(".form-actions button", b => b.TextContent == "Cancel");
        await page.ClickAsync(".form-actions button", b => b.TextContent == "Discard");

        await Eventually.IsTrueAsync(async () => !(await drafts.ListAsync("service-call", Guid.Empty, office.Omar, Now)).Any(d => d.Title == "Half a sente"));
    }

    private static string Chosen(IRenderedComponent<NewServiceCallPage> page) => page.Find(".choice-chip input[checked]").ParentElement!.TextContent.Trim();
}
