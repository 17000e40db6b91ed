using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Tests.Jobs;

public class JobPartsTests(JobsOffice office) : IClassFixture<JobsOffice>
{
    private readonly JobService jobs = office.Jobs;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_builders_contact_is_put_on_the_job_with_a_role_and_only_of_this_builder()
    {
        var contacts = office.Office.Get<JobContactService>();
        var lot = await office.Office.AddLotAsync("5", "Heron Bay", "Heron Homes");
        var stranger = await office.Office.AddLotAsync("6", "Elk Run", "Elk Homes");
        await using var db = await office.DbAsync();
        var mine = new PlumbingOps.Data.Builders.BuilderContact { BuilderId = await BuilderOf(lot.Id), Name = "Sue Super", Role = "Superintendent", Phone = "(360) 555-0101" };
        var theirs = new PlumbingOps.Data.Builders.BuilderContact { BuilderId = await BuilderOf(stranger.Id), Name = "Paul" };
        await office.Office.AddAsync(mine, theirs);
        var id = await office.NewJobAsync(lot: lot.Id);

        Assert.Equal(["Sue Super"], (await contacts.ListOthersAsync(id, office.Omar, Now)).Select(c => c.Name));
        await contacts.AddAsync(id, mine.Id, "Calls us in", office.Omar, Now);
        await contacts.AddAsync(id, mine.Id, "Opens the gate", office.Omar, Now);
        await Assert.ThrowsAsync<RuleException>(() => contacts.AddAsync(id, theirs.Id, null, office.Omar, Now));

        var contact = Assert.Single((await jobs.GetAsync(id, office.Omar, Now)).Contacts);
        Assert.Equal(("Sue Super", "Opens the gate"), (contact.Name, contact.RoleOnJob));
        await contacts.RemoveAsync(contact.Id, office.Omar, Now);
        await Assert.ThrowsAsync<NotFoundException>(() => contacts.RemoveAsync(contact.Id, office.Omar, Now));

        Task<Guid> BuilderOf(Guid lotId) => db.Lots.Where(l => l.Id == lotId).Select(l => l.Community!.BuilderId).SingleAsync(Now);
    }

    [Fact]
    public async Task A_task_is_ticked_with_who_and_when_and_unticked_without_a_trace_in_its_fields()
    {
        var tasks = office.Office.Get<JobTaskService>();
        var id = await office.NewJobAsync(JobPhase.Groundwork, crew: office.Office.TheoOfAllCounty.Id);
        var task = await tasks.AddAsync(id, new OfficeTaskInput { Title = " Call the inspector ", DueDate = JobsOffice.Today, AssigneeId = office.Omar.UserId }, office.Omar, Now);

        await tasks.CompleteAsync(task, office.Office.Theo, Now);
        var done = (await jobs.GetAsync(id, office.Omar, Now)).Tasks.Single();
        Assert.Equal(("Call the inspector", OfficeTaskStatus.Completed, "Theo Tran", office.Office.Clock.Now), (done.Title, done.Status, done.CompletedBy, done.CompletedAt!.Value));
        await Assert.ThrowsAsync<RuleException>(() => tasks.CompleteAsync(task, office.Omar, Now));
        await tasks.ReopenAsync(task, office.Omar, Now);
        var open = (await jobs.GetAsync(id, office.Omar, Now)).Tasks.Single();
        Assert.Equal((OfficeTaskStatus.Pending, null, null), (open.Status, open.CompletedBy, open.CompletedAt));
        Assert.False(open.IsOverdue(JobsOffice.Today));
        Assert.True(open.IsOverdue(JobsOffice.Today.AddDays(1)));
        await Assert.ThrowsAsync<RuleException>(() => tasks.AddAsync(id, new OfficeTaskInput { Title = " " }, office.Omar, Now));
        var others = await office.NewJobAsync(JobPhase.TopOut);
        var hidden = (await jobs.GetAsync(others, office.Omar, Now)).Tasks.Single().Id;
        await Assert.ThrowsAsync<NotFoundException>(() => tasks.CompleteAsync(hidden, office.Office.Theo, Now));
    }
}
