namespace PlumbingOps.Data.ServiceCalls.Completion;

/// <summary>One step of a call, answered or not.</summary>
/// <param name="Needed">Null while nobody answered.</param>
/// <param name="EstimateCents">Null as well for those who may not see prices.</param>
/// <param name="Task">The office's to-do that the answer made.</param>
public sealed record CompletionRow(
    CompletionStep Step, bool? Needed, string? Note, DateOnly? ComeBackOn, long? EstimateCents, DateTimeOffset? AnsweredAt, string? AnsweredBy, CompletionTask? Task)
{
    public bool IsAnswered => Needed is not null;
}

/// <param name="Taken">The office has begun or done it: taking the answer back does not call it off.</param>
public sealed record CompletionTask(string Title, DateOnly? DueDate, bool Taken, bool Cancelled);
