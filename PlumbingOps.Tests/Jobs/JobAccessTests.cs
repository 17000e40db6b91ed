using Bunit;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Jobs;

namespace PlumbingOps.Tests.Jobs;

/// <summary>How one gets into a house: whom to ask for there, and the codes.</summary>
public class JobAccessTests(JobsOffice office) : IClassFixture<JobsOffice>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private JobAccessCodeService Codes => office.Office.Get<JobAccessCodeService>();

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-2, -1, false)]
    [InlineData(-2, 0, true)]
    [InlineData(-1, 2, true)]
    [InlineData(1, 2, true)]
    [InlineData(2, 3, false)]
    public async Task A_technician_sees_access_codes_of_own_jobs_of_today_and_tomorrow(int first, int last, bool seen)
    {
        var theo = office.Office.Theo;
        var id = await office.NewJobAsync(start: JobsOffice.Today.AddDays(first), end: JobsOffice.Today.AddDays(last), crew: office.Office.TheoOfAllCounty.Id);
        await Codes.AddAsync(id, new AccessCodeInput { Label = "Gate", Code = "4711#" }, office.Omar, Now);

        Assert.Equal(seen ? 1 : null, (await office.Jobs.GetAsync(id, theo, Now)).AccessCodeCount);
        if (seen)
        {
            Assert.Equal("4711#", (await Codes.ListAsync(id, theo, Now)).Single().Code);
        }
        else
        {
            await Assert.ThrowsAsync<RuleException>(() => Codes.ListAsync(id, theo, Now));
        }

        // At half past eleven at night it is still today in the office, although UTC's day is over.
        using (office.At(new DateTimeOffset(2026, 3, 19, 6, 30, 0, TimeSpan.Zero)))
        {
            Assert.Equal(seen ? 1 : null, (await office.Jobs.GetAsync(id, theo, Now)).AccessCodeCount);
        }
    }

    [Fact]
    public async Task A_job_without_days_or_of_somebody_else_shows_a_technician_no_codes()
    {
        var theo = office.Office.Theo;
        var undated = await office.NewJobAsync(crew: office.Office.TheoOfAllCounty.Id);
        var others = await office.NewJobAsync(start: JobsOffice.Today, crew: office.Pat.Id);
        await Codes.AddAsync(undated, new AccessCodeInput { Code = "1" }, office.Omar, Now);
        await Codes.AddAsync(others, new AccessCodeInput { Code = "2" }, office.Omar, Now);

        Assert.Null((await office.Jobs.GetAsync(undated, theo, Now)).AccessCodeCount);
        await Assert.ThrowsAsync<RuleException>(() => Codes.ListAsync(undated, theo, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => Codes.ListAsync(others, theo, Now));
        await Assert.ThrowsAsync<RuleException>(() => Codes.ListAsync(others, office.Office.Max, Now));
    }

    [Fact]
    public async Task Who_does_not_work_with_a_job_sees_neither_its_codes_nor_whom_to_ask_for()
    {
        var id = await office.NewJobAsync(start: JobsOffice.Today);
        await office.Jobs.SaveAsync(id, new JobInput { StartDate = JobsOffice.Today, EndDate = JobsOffice.Today }, new JobInput
        {
            StartDate = JobsOffice.Today,
            EndDate = JobsOffice.Today,
            ContactName = " Sam  Siteman ",
            ContactPhone = "(360) 555-0133",
            ContactEmail = "Sam@Example.com",
        }, office.Omar, Now);
        await Codes.AddAsync(id, new AccessCodeInput { Label = "Lockbox", Code = "8642" }, office.Omar, Now);

        foreach (var reader in new[] { office.Office.Vera, office.Office.Mia })
        {
            var seen = await office.Jobs.GetAsync(id, reader, Now);
            Assert.Equal((null, null, null, null), (seen.AccessCodeCount, seen.Input.ContactName, seen.Input.ContactPhone, seen.Input.ContactEmail));
            await Assert.ThrowsAsync<RuleException>(() => Codes.ListAsync(id, reader, Now));
        }

        var known = (await office.Jobs.GetAsync(id, office.Omar, Now)).Input;
        Assert.Equal(("Sam Siteman", "(360) 555-0133", "sam@example.com"), (known.ContactName, known.ContactPhone, known.ContactEmail));
    }

    [Fact]
    public async Task Only_the_office_changes_codes_and_the_history_never_holds_one()
    {
        var id = await office.NewJobAsync(start: JobsOffice.Today, crew: office.Office.TheoOfAllCounty.Id);
        await Codes.AddAsync(id, new AccessCodeInput { Label = "Lockbox", Code = "8642" }, office.Omar, Now);

        await Assert.ThrowsAsync<RuleException>(() => Codes.AddAsync(id, new AccessCodeInput { Code = "1" }, office.Office.Theo, Now));
        await Assert.ThrowsAsync<RuleException>(() => Codes.AddAsync(id, new AccessCodeInput(), office.Omar, Now));
        await using var db = await office.DbAsync();
        var logged = await db.Changes.Where(c => c.RootId == id && c.Entity == "job_access_codes").Select(c => c.After).SingleAsync(Now);
        Assert.DoesNotContain("8642", logged!, StringComparison.Ordinal);
        var code = (await Codes.ListAsync(id, office.Omar, Now)).Single();
        await Codes.RemoveAsync(code.Id, office.Omar, Now);
        await Assert.ThrowsAsync<NotFoundException>(() => Codes.RemoveAsync(code.Id, office.Omar, Now));
        Assert.Equal(0, (await office.Jobs.GetAsync(id, office.Omar, Now)).AccessCodeCount);
    }

    [Fact]
    public async Task The_page_shows_codes_when_asked_for_and_a_reader_is_not_even_told_of_them()
    {
        var id = await office.Jobs.CreateAsync(TestOffice.AllCounty, (await office.NewLotAsync()).Id, JobPhase.Trim, new JobInput { ContactName = "Sam Siteman", ContactPhone = "(360) 555-0133" }, office.Omar, Now);
        using (var pages = new WorkPages(office.Office, office.Omar))
        {
            var page = await pages.OpenAsync<JobPage>($"/jobs/{id}", p => p.Add(j => j.Id, id));
            Assert.Contains("Sam Siteman", page.Find(".record-aside").TextContent, StringComparison.Ordinal);
            await page.Find(".access-codes .panel-actions button, .access-codes header button").ClickAsync();
            await page.ChangeAsync("dialog input", 1, "4711#");
            await page.Find("dialog form").SubmitAsync();
            page.WaitForAssertion(() => Assert.Contains("4711#", page.Find(".access-codes").TextContent, StringComparison.Ordinal), Patience);
        }

        using (var pages = new WorkPages(office.Office, office.Office.Vera))
        {
            var page = await pages.OpenAsync<JobPage>($"/jobs/{id}", p => p.Add(j => j.Id, id));
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".facts")), Patience);
            Assert.Empty(page.FindAll(".access-codes"));
            Assert.DoesNotContain("Sam Siteman", page.Markup, StringComparison.Ordinal);
        }
    }
}
