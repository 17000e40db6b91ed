using AngleSharp.Dom;
using Bunit;
using PlumbingOps.Data;
using PlumbingOps.Data.Drafts;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Jobs;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Jobs;

public class JobPagesTests(JobsOffice office) : IClassFixture<JobsOffice>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_opens_with_work_to_be_done_and_a_search_finds_the_rest()
    {
        var lot = await office.Office.AddLotAsync("81", "Kestrel Court", "Kestrel Homes");
        await office.NewJobAsync(JobPhase.Trim, JobsOffice.Today, lot: lot.Id, crew: office.Pat.Id);
        var done = await office.NewJobAsync(JobPhase.TopOut, JobsOffice.Today.AddDays(-9), lot: lot.Id);
        await office.Jobs.CompleteAsync(done, null, office.Omar, Now);
        using var pages = new WorkPages(office.Office, office.Omar);

        var page = await pages.OpenAsync<JobsPage>("/jobs?builder=" + (await office.Jobs.GetAsync(done, office.Omar, Now)).Row.BuilderId);
        page.WaitForAssertion(() => Assert.Equal(["Trim"], Cells(page, "Phase")), Patience);
        Assert.Contains("Open", page.Find(".filter-pill select").TextContent, StringComparison.Ordinal);

        pages.Address.NavigateTo("/jobs?q=kestrel");
        page.Render();
        page.WaitForAssertion(() => Assert.Equal(["Top Out", "Trim"], Cells(page, "Phase")), Patience);
    }

    [Fact]
    public async Task A_technician_whose_company_has_the_room_switched_off_reads_that_and_nothing_else()
    {
        var theo = office.Office.Theo with { Tenants = [TestOffice.H2o], TechnicianIds = [office.Office.TheoOfH2o.Id] };
        using var pages = new WorkPages(office.Office, theo);
        await pages.OpenAsync<ErrorRegion>("/jobs");

        var page = pages.Render<ErrorRegion>(p => p.AddChildContent<JobsPage>());

        page.WaitForAssertion(() => Assert.Equal("This page is not open to you", page.Find("h1").TextContent), Patience);
        Assert.Contains("Your company has switched jobs off.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button, table"));
    }

    [Fact]
    public async Task A_reader_sees_rows_without_verbs_and_no_way_to_add()
    {
        await office.NewJobAsync(start: JobsOffice.Today);
        using var pages = new WorkPages(office.Office, office.Office.Vera);

        var page = await pages.OpenAsync<JobsPage>("/jobs");

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tr[data-key]")), Patience);
        Assert.Empty(page.FindAll("tr button"));
        Assert.Empty(page.FindAll("[data-row-check]"));
        Assert.DoesNotContain("New job", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JobStatus.Scheduled, "Edit,Start,Complete")]
    [InlineData(JobStatus.InProgress, "Edit,Complete")]
    [InlineData(JobStatus.OnHold, "Edit,Resume,Complete")]
    [InlineData(JobStatus.Completed, "Edit")]
    [InlineData(JobStatus.Cancelled, "Edit")]
    public async Task The_office_is_offered_the_verbs_that_are_legal_now(JobStatus status, string verbs)
    {
        var id = await office.NewJobInAsync(status);
        using var pages = new WorkPages(office.Office, office.Omar);

        var page = await pages.OpenAsync<JobPage>($"/jobs/{id}", p => p.Add(j => j.Id, id));

        page.WaitForAssertion(() => Assert.Equal(verbs.Split(','), page.FindAll(".record-verbs > button").Select(b => b.TextContent.Trim())), Patience);
    }

    [Fact]
    public async Task Who_was_chosen_in_an_edit_cut_off_half_way_is_there_again_by_name()
    {
        var id = await office.NewJobAsync(start: JobsOffice.Today);
        var (first, again) = (new WorkPages(office.Office, office.Omar), new WorkPages(office.Office, office.Omar));
        await using (first)
        {
            var began = await EditAsync(first);
            await began.Find("#" + Box(began, "Crew")).FocusAsync(new());
            await began.ClickAsync(".multi-combo [role=option]", 0);
            await began.WaitForAssertionAsync(() => Assert.Single(began.FindAll(".multi-combo .tag")), Patience);
            await Eventually.IsTrueAsync(async () => (await office.Office.Get<DraftService>().ListAsync($"job/{id}", Guid.Empty, office.Omar, Now)).Count == 1);
        }

        await using (again)
        {
            var page = await EditAsync(again);
            Assert.Empty(page.FindAll(".multi-combo .tag"));
            await page.ClickAsync(".draft button", 0);
            await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll(".multi-combo .tag")), Patience);
            Assert.DoesNotContain("somebody else", page.Find(".multi-combo .tag").TextContent, StringComparison.Ordinal);
        }

        async Task<IRenderedComponent<JobPage>> EditAsync(WorkPages pages)
        {
            var page = await pages.OpenAsync<JobPage>($"/jobs/{id}", p => p.Add(j => j.Id, id));
            await page.ClickAsync(".record-verbs > button", b => b.TextContent.Trim() == "Edit");
            await page.WaitForElementAsync(".entry-form .multi-combo", Patience);
            return page;
        }

        static string Box(IRenderedComponent<JobPage> page, string label) => page.FindAll("label.field-label").Single(l => l.TextContent.Contains(label, StringComparison.Ordinal)).GetAttribute("for")!;
    }

    [Fact]
    public async Task Another_companys_job_reads_like_an_unknown_one()
    {
        using var pages = new WorkPages(office.Office, office.Omar);

        var id = Guid.CreateVersion7();
        var page = await pages.OpenAsync<JobPage>($"/jobs/{id}", p => p.Add(j => j.Id, id));

        page.WaitForAssertion(() => Assert.Contains("This job was not found", page.Find("h1").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task What_is_typed_stays_and_the_other_fields_follow_until_the_same_field_stands_with_three_values()
    {
        var id = await office.NewJobAsync(start: JobsOffice.Today, end: JobsOffice.Today);
        using var pages = new WorkPages(office.Office, office.Omar);
        var page = await pages.OpenAsync<JobPage>($"/jobs/{id}", p => p.Add(j => j.Id, id));
        await page.WaitForElement("[data-hotkey=e]", Patience).ClickAsync();
        await page.Find("textarea").ChangeAsync("Omar was here");
        var seen = (await office.Jobs.GetAsync(id, office.Omar, Now)).Input;
        var theirs = seen.Copy();
        (theirs.Notes, theirs.EndDate) = ("Ana was here", JobsOffice.Today.AddDays(2));
        await office.Jobs.SaveAsync(id, seen, theirs, office.Office.Ana, Now);

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(["(empty)", "Ana was here", "Omar was here"], page.FindAll(".field-conflict dd").Select(d => d.TextContent)), Patience);
        Assert.Equal("Omar was here", page.Find("textarea").GetAttribute("value"));
        await page.ClickAsync(".field-conflict button", b => b.TextContent == "Use mine");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("textarea")), Patience);
        var job = await office.Jobs.GetAsync(id, office.Omar, Now);
        Assert.Equal(("Omar was here", JobsOffice.Today.AddDays(2)), (job.Input.Notes, job.Input.EndDate));
    }

    [Fact]
    public async Task Completing_asks_for_the_day_and_says_until_when_the_house_is_covered()
    {
        var id = await office.NewJobAsync(JobPhase.Final, JobsOffice.Today);
        using var pages = new WorkPages(office.Office, office.Omar);
        var page = await pages.OpenAsync<JobPage>($"/jobs/{id}", p => p.Add(j => j.Id, id));

        await page.WaitForElement("[data-hotkey=c]", Patience).ClickAsync();
        Assert.Equal("2026-03-18", page.Find("dialog input[type=date]").GetAttribute("value"));
        await page.Find("dialog form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("under warranty until Wed 17 Mar 2027", Assert.Single(pages.Notices.Open).Text, StringComparison.Ordinal), Patience);
        Assert.Contains("Completed", page.Find(".record-title").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Putting_on_hold_without_a_reason_is_refused_beside_the_field()
    {
        var id = await office.NewJobAsync(start: JobsOffice.Today);
        using var pages = new WorkPages(office.Office, office.Omar);
        var page = await pages.OpenAsync<JobPage>($"/jobs/{id}", p => p.Add(j => j.Id, id));
        page.WaitForElement(".record-verbs .menu button", Patience);

        await Item(page, "Put on hold").ClickAsync();
        await page.Find("dialog form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Say why.", page.Find("dialog .field-error").TextContent, StringComparison.Ordinal), Patience);
        await page.Find("dialog input").ChangeAsync("No drywall yet");
        await page.Find("dialog form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("No drywall yet", page.Find(".banner").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_technician_writes_notes_and_has_no_office_fields()
    {
        var id = await office.NewJobAsync(start: JobsOffice.Today, crew: office.Office.TheoOfAllCounty.Id);
        using var pages = new WorkPages(office.Office, office.Office.Theo);
        var page = await pages.OpenAsync<JobPage>($"/jobs/{id}", p => p.Add(j => j.Id, id));

        page.WaitForAssertion(() => Assert.Equal(["Start", "Complete"], page.FindAll(".record-verbs > button").Select(b => b.TextContent.Trim())), Patience);
        Assert.DoesNotContain("Accountable", page.Markup, StringComparison.Ordinal);
        await page.Find(".notes button").ClickAsync();
        await page.Find(".notes textarea").ChangeAsync("Meter is set");
        await page.Find(".notes form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Meter is set", page.Find(".notes p").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task The_shift_shows_what_will_happen_and_does_it()
    {
        var lot = await office.Office.AddLotAsync("91", "Osprey Court", "Osprey Homes");
        var moves = await office.NewJobAsync(JobPhase.Trim, new DateOnly(2026, 3, 20), lot: lot.Id);
        var stays = await office.NewJobAsync(JobPhase.Final, lot: lot.Id);
        var rows = (await office.Jobs.ListAsync(new JobFilter { LotId = lot.Id }, new ListRequest(null, false, null, null, 10), office.Omar, Now)).Rows;
        using var pages = new WorkPages(office.Office, office.Omar);
        var shifted = 0;

        await pages.OpenAsync<JobsPage>("/jobs");
        var dialog = pages.Render<ShiftJobsDialog>(p => p.Add(d => d.Jobs, rows).Add(d => d.OnShifted, () => shifted++));
        dialog.WaitForAssertion(() => Assert.Equal(2, dialog.FindAll("tbody tr").Count), Patience);
        Assert.Contains("Mon 23 Mar", dialog.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("Left out: has no days yet", dialog.Find("tbody").TextContent, StringComparison.Ordinal);
        await dialog.Find("select").ChangeAsync("false");
        dialog.WaitForAssertion(() => Assert.Contains("begins on a Saturday", dialog.Find("tbody").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("Shift 1 job", dialog.Find("button[type=submit]").TextContent);
        await dialog.Find("form").SubmitAsync();

        dialog.WaitForAssertion(() => Assert.Equal(1, shifted), Patience);
        Assert.Equal(new DateOnly(2026, 3, 21), (await office.Jobs.GetAsync(moves, office.Omar, Now)).Row.StartDate);
        Assert.Null((await office.Jobs.GetAsync(stays, office.Omar, Now)).Row.StartDate);
    }

    [Fact]
    public async Task A_second_job_of_a_phase_leads_to_the_first()
    {
        var lot = await office.NewLotAsync();
        var first = await office.NewJobAsync(JobPhase.Trim, lot: lot.Id);
        using var pages = new WorkPages(office.Office, office.Omar);

        var page = await pages.OpenAsync<NewJobPage>($"/jobs/new?lot={lot.Id}&phase=Trim");
        await page.WaitForElement("form", Patience).SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(Urls.Job(first), page.Find(".record > .banner a").GetAttribute("href")), Patience);
    }

    [Fact]
    public async Task A_task_is_added_and_ticked_on_the_page()
    {
        var id = await office.NewJobAsync(JobPhase.Groundwork, JobsOffice.Today);
        using var pages = new WorkPages(office.Office, office.Omar);
        var page = await pages.OpenAsync<JobPage>($"/jobs/{id}", p => p.Add(j => j.Id, id));

        await page.WaitForElement("[data-hotkey=t]", Patience).ClickAsync();
        await page.Find("dialog input[type=text], dialog input:not([type])").ChangeAsync("Call the inspector");
        await page.Find("dialog form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Call the inspector", page.Find(".task-list").TextContent, StringComparison.Ordinal), Patience);
        await page.Find(".task-list input").ChangeAsync(true);

        page.WaitForAssertion(() => Assert.Contains("done by Omar Ortiz", page.Find(".task-list .is-done").TextContent, StringComparison.Ordinal), Patience);
    }

    private static IElement Item(IRenderedComponent<JobPage> page, string text) => page.FindAll(".record-verbs .menu button").Single(b => b.TextContent.Trim() == text);

    private static IEnumerable<string> Cells(IRenderedComponent<JobsPage> page, string title) => page.FindAll($"td[data-label='{title}']").Select(c => c.TextContent.Trim());
}
