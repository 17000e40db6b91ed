using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Completion;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.ServiceCalls;

public class CompletionServiceTests(CallsOffice office) : IClassFixture<CallsOffice>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private CompletionService Steps => office.Office.Get<CompletionService>();
    private Actor Theo => office.Office.Theo;

    [Fact]
    public async Task A_technician_completes_a_call_only_when_every_step_is_answered_the_last_one_too()
    {
        var id = await TheosCallAsync();
        await office.Calls.StartAsync(id, Theo, Now);
        foreach (var step in CompletionSteps.All.Where(step => step != CompletionStep.PriceApproval))
        {
            await SayAsync(id, step, false);
        }

        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.Calls.CompleteAsync(id, null, Theo, Now));
        await SayAsync(id, CompletionStep.PriceApproval, false);
        await office.Calls.CompleteAsync(id, null, Theo, Now);

        Assert.Equal("Answer first: price approval.", refusal.Message);
        Assert.Equal(ServiceCallStatus.Completed, (await office.GetAsync(id)).Status);
        await Assert.ThrowsAsync<RuleException>(() => SayAsync(id, CompletionStep.Parts, true));
        // The office mends what was answered.
        await SayAsync(id, CompletionStep.Parts, true, by: office.Omar);
    }

    [Fact]
    public async Task The_office_completes_without_the_steps_and_is_told_of_those_that_were_begun()
    {
        var (untouched, begun) = (await TheosCallAsync(), await TheosCallAsync());
        await SayAsync(begun, CompletionStep.Permit, false);

        Assert.Equal(["The paperwork is not turned in yet."], await office.Calls.CompleteAsync(untouched, null, office.Omar, Now));
        Assert.Contains("Not answered: come back, parts, bid, price, price approval.", await office.Calls.CompleteAsync(begun, null, office.Omar, Now));
    }

    [Theory]
    [InlineData(CompletionStep.Permit, CallTaskType.PullPermit, 1)]
    [InlineData(CompletionStep.ComeBack, CallTaskType.CallBackToSchedule, 1)]
    [InlineData(CompletionStep.Parts, CallTaskType.OrderParts, 1)]
    [InlineData(CompletionStep.Bid, CallTaskType.SendBid, 3)]
    [InlineData(CompletionStep.Price, CallTaskType.WriteUpBilling, 1)]
    [InlineData(CompletionStep.PriceApproval, CallTaskType.PriceApproval, 1)]
    public async Task Yes_gives_the_office_a_task_and_no_takes_it_back(CompletionStep step, CallTaskType type, int days)
    {
        var id = await TheosCallAsync();

        await SayAsync(id, step, true);
        var made = Assert.Single((await office.GetAsync(id)).Tasks);
        await SayAsync(id, step, false);
        var after = Assert.Single((await office.GetAsync(id)).Tasks);
        await SayAsync(id, step, true);
        var again = Assert.Single((await office.GetAsync(id)).Tasks);

        Assert.Equal((type, CallsOffice.Today.AddDays(days), OfficeTaskStatus.Pending), (made.Type, made.Task.DueDate!.Value, made.Task.Status));
        Assert.Equal($"{type.InWords()} for Rosa Ruiz.", made.Task.Description);
        Assert.Equal((made.Task.Id, OfficeTaskStatus.Cancelled), (after.Task.Id, after.Task.Status));
        Assert.Equal((made.Task.Id, OfficeTaskStatus.Pending), (again.Task.Id, again.Task.Status));
    }

    [Fact]
    public async Task The_note_and_the_day_of_the_next_visit_are_the_tasks_and_what_the_office_wrote_stays()
    {
        var id = await TheosCallAsync();
        await SayAsync(id, CompletionStep.ComeBack, true);

        await SayAsync(id, CompletionStep.ComeBack, true, i => (i.Note, i.ComeBackOn) = ("Second coat of the patch", CallsOffice.Today.AddDays(6)));
        var task = Assert.Single((await office.GetAsync(id)).Tasks);
        Assert.Equal(("Second coat of the patch", CallsOffice.Today.AddDays(6)), (task.Task.Description, task.Task.DueDate!.Value));
        var words = CallTaskInput.Of(task);
        words.Description = "Rosa is away until Monday";
        await office.Office.Get<CallTaskService>().SaveAsync(task.Task.Id, CallTaskInput.Of(task), words, office.Omar, Now);
        await SayAsync(id, CompletionStep.ComeBack, true, i => i.Note = "Bring the ladder");

        Assert.Equal("Rosa is away until Monday", Assert.Single((await office.GetAsync(id)).Tasks).Task.Description);
        await Assert.ThrowsAsync<RuleException>(() => SayAsync(id, CompletionStep.ComeBack, true, i => i.ComeBackOn = CallsOffice.Today.AddDays(-1)));
    }

    [Fact]
    public async Task A_task_of_the_kind_that_is_open_already_is_enough_and_stays_when_the_answer_changes()
    {
        var id = await TheosCallAsync();
        await office.Office.Get<CallTaskService>().AddAsync(id, new CallTaskInput { Type = CallTaskType.OrderParts, Title = "Order the cartridge" }, office.Omar, Now);

        await SayAsync(id, CompletionStep.Parts, true);
        await SayAsync(id, CompletionStep.Parts, false);

        Assert.Equal(("Order the cartridge", OfficeTaskStatus.Pending), Assert.Single((await office.GetAsync(id)).Tasks) is var only ? (only.Task.Title, only.Task.Status) : default);
    }

    [Fact]
    public async Task What_the_office_has_begun_is_not_called_off()
    {
        var id = await TheosCallAsync();
        await SayAsync(id, CompletionStep.Parts, true);
        var task = Assert.Single((await office.GetAsync(id)).Tasks).Task;
        await office.Office.Get<CallTaskService>().StartAsync(task.Id, office.Omar, Now);

        await SayAsync(id, CompletionStep.Parts, false);

        Assert.Equal(OfficeTaskStatus.InProgress, Assert.Single((await office.GetAsync(id)).Tasks).Task.Status);
        Assert.True((await Steps.ListAsync(id, Theo, Now)).Single(row => row.Step == CompletionStep.Parts).Task!.Taken);
    }

    [Fact]
    public async Task Two_who_answer_differently_at_once_are_told_and_two_who_agree_make_one_task()
    {
        var id = await TheosCallAsync();
        var (nothing, yes, no) = (new CompletionInput(), new CompletionInput { Needed = true }, new CompletionInput { Needed = false });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Steps.AnswerAsync(id, CompletionStep.Bid, nothing, yes, Theo, Now)));
        await Assert.ThrowsAsync<EditConflictException>(() => Steps.AnswerAsync(id, CompletionStep.Bid, nothing, no, office.Omar, Now));

        Assert.Single((await office.GetAsync(id)).Tasks);
    }

    [Fact]
    public async Task A_helper_answers_somebody_else_does_not_and_a_reader_sees_no_estimate()
    {
        var ray = new Data.People.Technician { TenantId = TestOffice.H2o, Name = "Ray" };
        await office.Office.AddAsync(ray);
        var helped = await office.NewCallAsync(i => (i.PrimaryTechnicianId, i.Helpers) = (ray.Id, [office.Office.TheoOfH2o.Id]));
        var foreign = await office.NewCallAsync(i => i.PrimaryTechnicianId = ray.Id);

        await SayAsync(helped, CompletionStep.Price, true, i => i.Dollars = 185.5m);

        Assert.Equal(18_550, Price(await Steps.ListAsync(helped, Theo, Now)));
        Assert.Null(Price(await Steps.ListAsync(helped, office.Office.Mia, Now)));
        await Assert.ThrowsAsync<NotFoundException>(() => SayAsync(foreign, CompletionStep.Price, true));
        await Assert.ThrowsAsync<RuleException>(() => SayAsync(helped, CompletionStep.Price, true, by: office.Office.Vera));

        static long? Price(IReadOnlyList<CompletionRow> rows) => rows.Single(row => row.Step == CompletionStep.Price).EstimateCents;
    }

    private Task<Guid> TheosCallAsync() => office.NewCallAsync(i => i.PrimaryTechnicianId = office.Office.TheoOfH2o.Id);

    private async Task SayAsync(Guid id, CompletionStep step, bool needed, Action<CompletionInput>? more = null, Actor? by = null)
    {
        var row = (await Steps.ListAsync(id, office.Omar, Now)).Single(r => r.Step == step);
        var (seen, mine) = (CompletionInput.Of(row), CompletionInput.Of(row));
        mine.Needed = needed;
        more?.Invoke(mine);
        await Steps.AnswerAsync(id, step, seen, mine, by ?? Theo, Now);
    }
}
