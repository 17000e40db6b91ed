using Bunit;
using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Companies;
using static PlumbingOps.Tests.Support.PeoplePages;

namespace PlumbingOps.Tests.Tenants;

public sealed class CompanyPagesTests : IAsyncLifetime
{
    private PeopleOffice office = null!;
    private Actor ana = null!;

    public async ValueTask InitializeAsync()
    {
        office = await PeopleOffice.OpenAsync();
        ana = await office.ActorAsync("ana");
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task The_list_names_companies_rooms_and_how_many_work_there()
    {
        using var pages = new PeoplePages(office, ana);

        var page = await pages.OpenAsync<CompaniesPage>("/companies");

        page.WaitForAssertion(() => Assert.Equal(["All County Plumbing", "H2O Plumbers"], Names(page)), Patience);
        Assert.Contains("Jobs, Service calls", page.Find("tr[data-key]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_company_opens_on_its_own_page()
    {
        using var pages = new PeoplePages(office, ana);
        var page = await pages.OpenAsync<CompaniesPage>("/companies");

        await page.WaitForElement("[data-hotkey=n]", Patience).ClickAsync();
        page.WaitForElement("dialog form", Patience);
        await Box(page, "Name").ChangeAsync("Drain Right");
        await Box(page, "Short name").ChangeAsync("DR");
        await page.Find("dialog form").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/companies/drain_right", pages.Address.Uri, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_taken_name_is_refused_beside_its_field_and_what_was_typed_stays()
    {
        using var pages = new PeoplePages(office, ana);
        var page = await pages.OpenAsync<CompaniesPage>("/companies");

        await page.WaitForElement("[data-hotkey=n]", Patience).ClickAsync();
        page.WaitForElement("dialog form", Patience);
        await Box(page, "Name").ChangeAsync("H2O Plumbers");
        await Box(page, "Short name").ChangeAsync("H2");
        await page.Find("dialog form").SubmitAsync();

        page.WaitForAssertion(() => Assert.NotEmpty(ErrorAt(page, "Name")), Patience);
        Assert.Equal("H2", Box(page, "Short name").GetAttribute("value"));
        Assert.EndsWith("/companies", pages.Address.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_is_switched_off_and_on_again()
    {
        using var pages = new PeoplePages(office, ana);
        var page = await OpenAsync(pages, PeopleOffice.AllCounty);

        await SwitchAsync(page, "Jobs", false);
        page.WaitForAssertion(() => Assert.DoesNotContain("Jobs", Fact(page, "Rooms"), StringComparison.Ordinal), Patience);
        await Assert.ThrowsAsync<RuleException>(() => office.Database.OpenAsync(ana, Permission.SeeJobs, Now));

        await SwitchAsync(page, "Jobs", true);
        page.WaitForAssertion(() => Assert.Contains("Jobs", Fact(page, "Rooms"), StringComparison.Ordinal), Patience);
        await (await office.Database.OpenAsync(ana, Permission.SeeJobs, Now)).DisposeAsync();
    }

    [Fact]
    public async Task A_refused_setting_keeps_what_was_typed()
    {
        using var pages = new PeoplePages(office, ana);
        var page = await OpenAsync(pages, PeopleOffice.AllCounty);

        await page.Find("[data-hotkey=e]").ClickAsync();
        await Box(page, "Name").ChangeAsync("H2O Plumbers");
        await Box(page, "Short name").ChangeAsync("ACP");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.NotEmpty(ErrorAt(page, "Name")), Patience);
        Assert.Equal(["H2O Plumbers", "ACP"], new[] { "Name", "Short name" }.Select(label => Box(page, label).GetAttribute("value")));
        await Box(page, "Name").ChangeAsync("All County Plumbing");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("ACP", Fact(page, "Short name")), Patience);
    }

    [Fact]
    public async Task Working_hours_are_set_and_told_in_words()
    {
        using var pages = new PeoplePages(office, ana);
        var page = await OpenAsync(pages, PeopleOffice.AllCounty);
        Assert.Equal("Mon–Fri, 7:00 AM – 6:00 PM; 30 minutes between two houses", Fact(page, "Working hours"));

        await page.Find("[data-hotkey=e]").ClickAsync();
        await Box(page, "Working day ends").ChangeAsync("06:00");
        await page.FindAll("[aria-label='Working days'] input")[4].ChangeAsync(false);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(ErrorAt(page, "Working day ends")), Patience);

        await Box(page, "Working day ends").ChangeAsync("16:30");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Mon–Thu, 7:00 AM – 4:30 PM; 30 minutes between two houses", Fact(page, "Working hours")), Patience);
    }

    [Fact]
    public async Task Closing_asks_first_and_the_company_can_be_opened_again()
    {
        using var pages = new PeoplePages(office, ana);
        var page = await OpenAsync(pages, PeopleOffice.H2o);

        var closing = Button(page, "Close company").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("Close H2O Plumbers?", pages.Confirm.Question?.Title), Patience);
        await page.InvokeAsync(() => pages.Confirm.Answer(true));
        await closing;

        page.WaitForAssertion(() => Assert.Contains("Closed", page.Find(".record-title").TextContent, StringComparison.Ordinal), Patience);
        await Button(page, "Open again").ClickAsync();
        page.WaitForAssertion(() => Assert.DoesNotContain("Closed", page.Find(".record-title").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task An_administrator_of_one_company_adds_and_closes_none_and_finds_no_other()
    {
        var nora = await office.AddAsync("nora", Roles.Admin, PeopleOffice.H2o, ana);
        using var pages = new PeoplePages(office, nora);

        var list = await pages.OpenAsync<CompaniesPage>("/companies");
        list.WaitForAssertion(() => Assert.Equal(["H2O Plumbers"], Names(list)), Patience);
        Assert.Empty(list.FindAll("[data-hotkey=n]"));
        var own = await OpenAsync(pages, PeopleOffice.H2o);
        Assert.DoesNotContain(own.FindAll("button"), b => b.TextContent.Trim() == "Close company");
        var other = await pages.OpenAsync<CompanyPage>("/companies/all_county", p => p.Add(c => c.Id, PeopleOffice.AllCounty));

        other.WaitForAssertion(() => Assert.Equal("This company was not found", other.Find("h1").TextContent.Trim()), Patience);
    }

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    private static async Task<IRenderedComponent<CompanyPage>> OpenAsync(PeoplePages pages, string id)
    {
        var page = await pages.OpenAsync<CompanyPage>($"/companies/{id}", p => p.Add(c => c.Id, id));
        page.WaitForElement(".facts", Patience);
        return page;
    }

    private static async Task SwitchAsync(IRenderedComponent<CompanyPage> page, string room, bool on)
    {
        await page.WaitForElement("[data-hotkey=e]", Patience).ClickAsync();
        await page.ChangeAsync(".check-row label input", input => input.ParentElement!.TextContent.Trim() == room, on);
        await page.Find("form").SubmitAsync();
        page.WaitForElement(".facts", Patience);
    }

    private static string Fact(IRenderedComponent<CompanyPage> page, string label) =>
        page.FindAll(".facts > div").Single(fact => fact.QuerySelector("dt")!.TextContent.Trim() == label).QuerySelector("dd")!.TextContent.Trim();
}
