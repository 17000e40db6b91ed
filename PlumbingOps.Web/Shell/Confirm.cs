namespace PlumbingOps.Web.Shell;

/// <summary>Asks before a step that cannot be undone; what can be undone is done at once, with an undo beside the notice.</summary>
public sealed class Confirm
{
    public event Action? Changed;

    public ConfirmQuestion? Question { get; private set; }

    /// <param name="title">Names the thing: "Merge Ann Example into Anna Example?".</param>
    /// <param name="text">What will happen, and what cannot be taken back.</param>
    /// <param name="verb">The button: "Merge customers", never "OK".</param>
    /// <param name="typeThis">Words the person must type first; for the gravest steps.</param>
    public Task<bool> AskAsync(string title, string text, string verb, bool danger = true, string? typeThis = null)
    {
        Question?.Answer.TrySetResult(false);
        Question = new ConfirmQuestion(title, text, verb, danger, typeThis, new TaskCompletionSource<bool>());
        Changed?.Invoke();
        return Question.Answer.Task;
    }

    public void Answer(bool yes)
    {
        var answered = Question;
        Question = null;
        Changed?.Invoke();
        answered?.Answer.TrySetResult(yes);
    }
}

public sealed record ConfirmQuestion(string Title, string Text, string Verb, bool Danger, string? TypeThis, TaskCompletionSource<bool> Answer);
