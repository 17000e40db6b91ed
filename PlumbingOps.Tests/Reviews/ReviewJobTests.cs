using PlumbingOps.Data;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Reviews;

/// <summary>Whom a builder's job and a warranty visit ask.</summary>
public sealed class ReviewJobTests : IAsyncLifetime
{
    private ReviewDesk desk = null!;

    public async ValueTask InitializeAsync() => desk = await ReviewDesk.OpenAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_job_asks_the_contact_of_the_chosen_role_and_nobody_else_at_the_builder()
    {
        var builder = await desk.BuilderAsync();
        var job = await desk.CompletedJobAsync(JobPhase.Trim, Contact(builder, "Pat Manager", "Project manager"), Contact(builder, "Sue Site", " superintendent"), Contact(builder, "No Mail", "Superintendent", email: null));

        await desk.Rounds.RunAsync();

        var asked = Assert.Single(await desk.AllAsync());
        Assert.Equal((job.Id, (Guid?)null, "Sue Site", TestOffice.AllCounty), (asked.JobId!.Value, asked.ServiceCallId, asked.CustomerName, asked.TenantId));
    }

    [Fact]
    public async Task The_contact_named_on_the_job_comes_before_another_of_the_same_role()
    {
        var builder = await desk.BuilderAsync();
        var (other, named) = (Contact(builder, "Al First", "Superintendent"), Contact(builder, "Zoe Named", "Superintendent"));
        var job = await desk.CompletedJobAsync(JobPhase.TopOut, other, named);
        await desk.Office.AddAsync(new JobContact { TenantId = TestOffice.AllCounty, JobId = job.Id, BuilderContactId = named.Id });

        await desk.Rounds.RunAsync();

        Assert.Equal("Zoe Named", Assert.Single(await desk.AllAsync()).CustomerName);
    }

    [Fact]
    public async Task Nobody_is_asked_where_the_builder_has_no_such_contact_or_only_another_company_s_or_a_former_one()
    {
        var builder = await desk.BuilderAsync();
        await desk.CompletedJobAsync(
            JobPhase.Trim, Contact(builder, "Warranty Desk", "Warranty"), Contact(builder, "Theirs Only", "Superintendent", tenant: TestOffice.H2o), Contact(builder, "Gone Long", "Superintendent", archived: true));

        Assert.Equal(0, (await desk.Rounds.RunAsync()).Found);
    }

    [Fact]
    public async Task The_role_is_a_setting_of_the_company()
    {
        var builder = await desk.BuilderAsync();
        await desk.CompletedJobAsync(JobPhase.Final, Contact(builder, "Sue Site", "Superintendent"), Contact(builder, "Wendy Warranty", "Warranty"));
        await SetAsync(settings => settings.ContactRole = "Warranty");

        await desk.Rounds.RunAsync();

        Assert.Equal("Wendy Warranty", Assert.Single(await desk.AllAsync()).CustomerName);
    }

    [Fact]
    public async Task A_job_is_asked_about_once_even_when_it_is_reopened_and_two_processes_look()
    {
        var builder = await desk.BuilderAsync();
        var job = await desk.CompletedJobAsync(JobPhase.Trim, Contact(builder, "Sue Site", "Superintendent"));
        await Task.WhenAll(desk.Rounds.RunAsync(), desk.Rounds.RunAsync());
        desk.Later(1);
        await desk.Office.Get<JobService>().ReopenAsync(job.Id, keepWarranty: false, desk.Office.Ana);

        Assert.Equal(new ReviewRound(0, 0, 0), await desk.Rounds.RunAsync());
        await desk.Office.Get<JobService>().CompleteAsync(job.Id, null, desk.Office.Omar);
        Assert.Equal(new ReviewRound(0, 1, 0), await desk.Rounds.RunAsync());

        Assert.Single(await desk.AllAsync());
        Assert.Contains("about Trim on lot", Assert.Single(await desk.MailsAsync()).Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_builder_s_person_who_wants_no_mail_is_left_alone_by_this_company_only()
    {
        var builder = await desk.BuilderAsync();
        await desk.OptOuts.AddAsync(TestOffice.H2o, new() { Email = "sue@example.com" }, desk.Office.Omar);
        await desk.CompletedJobAsync(JobPhase.Trim, Contact(builder, "Sue Site", "Superintendent"));
        Assert.Equal(1, (await desk.Rounds.RunAsync()).Found);

        await desk.OptOuts.AddAsync(TestOffice.AllCounty, new() { Email = "sue@example.com" }, desk.Office.Omar);
        await desk.CompletedJobAsync();
        desk.Later(1);

        // The one found before the wish is not sent either.
        Assert.Equal(new ReviewRound(0, 0, 0), await desk.Rounds.RunAsync());
    }

    [Fact]
    public async Task A_sample_asks_by_chance_alone_and_the_same_work_always_alike()
    {
        var builder = await desk.BuilderAsync();
        await SetAsync(settings => settings.SamplePercent = 0);
        await desk.CompletedJobAsync(JobPhase.Trim, Contact(builder, "Sue Site", "Superintendent"));
        Assert.Equal(0, (await desk.Rounds.RunAsync()).Found);

        var subjects = Enumerable.Range(0, 4000).Select(_ => Guid.CreateVersion7()).ToList();
        var drawn = subjects.Count(subject => ReviewRounds.IsDrawn(subject, 30));
        Assert.InRange(drawn, 1000, 1400);
        Assert.Equal(drawn, subjects.Count(subject => ReviewRounds.IsDrawn(subject, 30)));
        Assert.All(subjects, subject => Assert.True(ReviewRounds.IsDrawn(subject, 100)));
    }

    [Fact]
    public async Task A_warranty_visit_to_a_lot_asks_who_was_on_site()
    {
        var call = await desk.CompletedCallAsync("Hanna Homeowner", "hanna@example.com", TestOffice.AllCounty, ServiceCallKind.Warranty);

        await desk.Rounds.RunAsync();

        var asked = Assert.Single(await desk.AllAsync());
        Assert.Equal((call.Id, "Hanna Homeowner", TestOffice.AllCounty), (asked.ServiceCallId!.Value, asked.CustomerName, asked.TenantId));
    }

    [Fact]
    public async Task The_office_of_another_company_neither_sees_nor_sends_a_job_s_request()
    {
        var builder = await desk.BuilderAsync();
        await desk.CompletedJobAsync(JobPhase.Trim, Contact(builder, "Sue Site", "Superintendent"));
        await desk.Rounds.RunAsync();
        var asked = Assert.Single(await desk.AllAsync());

        await Assert.ThrowsAsync<NotFoundException>(() => desk.Requests.GetAsync(asked.Id, desk.Office.Max));
        await Assert.ThrowsAsync<NotFoundException>(() => desk.Requests.SendAsync(asked.Id, desk.Office.Max));
        Assert.Empty((await desk.Requests.ListAsync(new(), new(null, true, null, null, 50), desk.Office.Max)).Rows);
    }

    private static BuilderContact Contact(Guid builder, string name, string role, string? email = "", string? tenant = null, bool archived = false) => new()
    {
        BuilderId = builder,
        Name = name,
        Role = role,
        Email = email == "" ? $"{name.Split(' ')[0].ToLowerInvariant()}@example.com" : email,
        TenantId = tenant,
        ArchivedAt = archived ? TestOffice.Morning.ToUniversalTime() : null,
    };

    private async Task SetAsync(Action<ReviewSettingsInput> change)
    {
        var settings = desk.Office.Get<ReviewSettingsService>();
        var seen = await settings.GetAsync(TestOffice.AllCounty, desk.Office.Ana);
        var mine = seen.Copy();
        change(mine);
        await settings.SaveAsync(TestOffice.AllCounty, seen, mine, desk.Office.Ana);
    }
}
