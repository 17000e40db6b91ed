using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.ServiceCalls.Completion;

/// <summary>The steps before a call is completed (DOMAIN 3.4): each is answered on its own, in any order, by whoever is there. The call's own verb completes it.</summary>
public sealed class CompletionService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>All steps in their order.</summary>
    public async Task<IReadOnlyList<CompletionRow>> ListAsync(Guid callId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeServiceCalls, cancellationToken);
        var call = await db.ServiceCalls.Where(c => c.Id == callId).Select(c => new { c.TenantId, c.PaperworkTurnedIn }).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The call");
        var answers = await (from a in db.CompletionAnswers
                             where a.TenantId == call.TenantId && a.ServiceCallId == callId
                             select new { Answer = a, By = db.Users.Where(u => u.Id == a.AnsweredById).Select(u => u.FullName).FirstOrDefault() }).AsNoTracking().ToListAsync(cancellationToken);
        var tasks = await db.CallTasks.AsNoTracking().Where(t => t.TenantId == call.TenantId && t.ServiceCallId == callId && t.Step != null).OrderBy(t => t.Id).ToListAsync(cancellationToken);
        var paperwork = call.PaperworkTurnedIn || await PaperworkStep.IsPhotographedAsync(db, call.TenantId, callId, cancellationToken);
        var prices = by.May(Permission.SeePrices) || by.May(Permission.WorkOnServiceCalls);
        return [.. CompletionSteps.All.Select(step =>
        {
            var given = answers.Find(a => a.Answer.Step == step);
            var answer = given?.Answer;
            var task = tasks.FindLast(t => t.Step == step);
            return new CompletionRow(
                step, step == CompletionStep.Paperwork && paperwork ? true : answer?.Needed, answer?.Note, answer?.ComeBackOn, prices ? answer?.EstimateCents : null, answer?.AnsweredAt, given?.By,
                task is null ? null : new CompletionTask(task.Title, task.DueDate, task.Status is OfficeTaskStatus.InProgress or OfficeTaskStatus.Completed, task.Status == OfficeTaskStatus.Cancelled));
        })];
    }

    /// <summary>
    /// "Yes" makes the office's to-do, unless one of the kind is open already; "no" after it calls off the one it made, as long as the office has not begun it.
    /// </summary>
    /// <exception cref="EditConflictException">Somebody else answered differently meanwhile.</exception>
    public Task AnswerAsync(Guid callId, CompletionStep step, CompletionInput seen, CompletionInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Typed.Check(mine);
        await using var db = await database.OpenAsync(by, Permission.WorkOnServiceCalls, cancellationToken);
        var call = await db.ServiceCalls.Include(c => c.Tasks).Include(c => c.Customer).SingleOrDefaultAsync(c => c.Id == callId, cancellationToken) ?? throw new NotFoundException("The call");
        RefuseClosed(call, by);
        var today = (await tenants.GetAsync(call.TenantId, cancellationToken)).Today(clock);
        var answer = await db.CompletionAnswers.SingleOrDefaultAsync(a => a.TenantId == call.TenantId && a.ServiceCallId == callId && a.Step == step, cancellationToken);
        var merged = FieldMerge.Merge(seen, mine, CompletionInput.Of(answer));
        var before = answer is { Needed: true } ? CompletionToDo.Of(answer, call, today) : null;
        if (answer is null)
        {
            db.CompletionAnswers.Add(answer = new CompletionAnswer { TenantId = call.TenantId, ServiceCallId = call.Id, Step = step });
        }

        answer.Say(merged, today, by, clock.GetUtcNow());
        CompletionToDo.Follow(call, step, before, answer.Needed ? CompletionToDo.Of(answer, call, today) : null);
        await db.DescribeAsync($"{call.ShortNumber}: {step.InWords().ToLowerInvariant()} {(answer.Needed ? "yes" : "no")}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }, e => e.Violates(CompletionConfiguration.OneAnswer));

    /// <summary>Which steps nobody has answered yet.</summary>
    internal static async Task<IReadOnlyList<CompletionStep>> OpenStepsAsync(AppDbContext db, ServiceCall call, CancellationToken cancellationToken)
    {
        var answered = await db.CompletionAnswers.Where(a => a.TenantId == call.TenantId && a.ServiceCallId == call.Id).Select(a => a.Step).ToListAsync(cancellationToken);
        var paperwork = call.PaperworkTurnedIn || await PaperworkStep.IsPhotographedAsync(db, call.TenantId, call.Id, cancellationToken);
        return [.. CompletionSteps.All.Where(step => !answered.Contains(step) && !(step == CompletionStep.Paperwork && paperwork))];
    }

    /// <summary>Afterwards the office mends what was answered; a visit that did not take place has no answers.</summary>
    private static void RefuseClosed(ServiceCall call, Actor by)
    {
        call.RefuseArchived();
        if (!call.IsOpen && !(call.Status == ServiceCallStatus.Completed && by.May(Permission.EditServiceCalls)))
        {
            throw new RuleException($"The call is {call.Status.InWords()}: its steps are closed. Ask the office.");
        }
    }
}
