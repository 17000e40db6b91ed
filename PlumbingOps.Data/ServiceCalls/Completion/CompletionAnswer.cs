namespace PlumbingOps.Data.ServiceCalls.Completion;

/// <summary>One step of a call as it was answered. A step without a row is open, and an open one keeps the call from being completed by who was there.</summary>
public class CompletionAnswer
{
    public const int NoteMaxLength = 2000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid ServiceCallId { get; init; }
    public required CompletionStep Step { get; init; }
    /// <summary>For the paperwork always false: a photo says yes.</summary>
    public bool Needed { get; private set; }
    public string? Note { get; private set; }
    /// <summary>Of coming back only.</summary>
    public DateOnly? ComeBackOn { get; private set; }
    /// <summary>Of pricing only.</summary>
    public long? EstimateCents { get; private set; }
    public DateTimeOffset AnsweredAt { get; private set; }
    public Guid? AnsweredById { get; private set; }
    public uint Version { get; private set; }

    /// <exception cref="RuleException">Something that the step does not take.</exception>
    public void Say(CompletionInput input, DateOnly today, Actor by, DateTimeOffset at)
    {
        var needed = input.Needed ?? throw new RuleException("Answer yes or no.", nameof(CompletionInput.Needed));
        if (needed && Step == CompletionStep.Paperwork)
        {
            throw new RuleException("Take a photo of the paperwork: that is the answer.", nameof(CompletionInput.Needed));
        }

        if (needed && input.ComeBackOn != ComeBackOn && input.ComeBackOn < today)
        {
            throw new RuleException("The day is over.", nameof(CompletionInput.ComeBackOn));
        }

        (Needed, Note) = (needed, Typed.Text(input.Note));
        (ComeBackOn, EstimateCents) = needed ? (Step == CompletionStep.ComeBack ? input.ComeBackOn : null, Step == CompletionStep.Price ? input.EstimateCents : null) : (null, null);
        (AnsweredAt, AnsweredById) = (at, by.UserId);
    }
}
