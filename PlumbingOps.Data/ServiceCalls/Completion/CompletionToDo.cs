using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Data.ServiceCalls.Completion;

/// <summary>The office's to-do as an answer words it.</summary>
internal sealed record CompletionToDo(CallTaskType Type, string Text, DateOnly Due)
{
    /// <summary>Null for a step that makes none.</summary>
    public static CompletionToDo? Of(CompletionAnswer answer, ServiceCall call, DateOnly today) => answer.Step.ToDo() is { } type
        ? new CompletionToDo(
            type,
            answer.Note ?? $"{type.InWords()} for {call.Customer?.Name ?? call.ContactName ?? call.ProjectName ?? call.ShortNumber}.",
            answer.ComeBackOn ?? today.AddDays(answer.Step.DueAfterDays()))
        : null;

    /// <param name="before">What the step asked for until now; null for nothing.</param>
    /// <param name="after">What it asks for from now on.</param>
    public static void Follow(ServiceCall call, CompletionStep step, CompletionToDo? before, CompletionToDo? after)
    {
        var made = call.Tasks.FindLast(t => t.Step == step);
        if (after is null)
        {
            if (made is { Status: OfficeTaskStatus.Pending })
            {
                made.Cancel();
            }
        }
        else if (before is not null)
        {
            if (made is { Status: OfficeTaskStatus.Pending })
            {
                after.Reword(made, before);
            }
        }
        else if (call.Tasks.Exists(t => t.Type == after.Type && t.IsOpen))
        {
            // The office knows already.
        }
        else if (made is { Status: OfficeTaskStatus.Cancelled })
        {
            made.Reopen();
            (made.Description, made.DueDate) = (after.Text, after.Due);
        }
        else
        {
            call.Tasks.Add(new CallTask { TenantId = call.TenantId, ServiceCallId = call.Id, Type = after.Type, Step = step, Title = after.Type.InWords(), Description = after.Text, DueDate = after.Due });
        }
    }

    /// <summary>What the office wrote meanwhile stays. A due day that only followed the calendar stays as well: answering again later is no delay.</summary>
    private void Reword(CallTask task, CompletionToDo before)
    {
        if (task.Description == before.Text)
        {
            task.Description = Text;
        }

        if (Due != before.Due)
        {
            task.DueDate = Due;
        }
    }
}
