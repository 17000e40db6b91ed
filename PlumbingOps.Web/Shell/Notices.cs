namespace PlumbingOps.Web.Shell;

/// <summary>Short messages at the edge of the screen, and the one place that turns a refusal into words.</summary>
public sealed class Notices(Mishaps mishaps)
{
    private readonly List<Notice> open = [];

    public event Action? Changed;

    public IReadOnlyList<Notice> Open => open;

    /// <summary>Runs a step and says how it went.</summary>
    /// <param name="success">What to say when it worked; null says nothing.</param>
    /// <param name="undo">Takes the step back; offered beside the success.</param>
    /// <returns>Whether it worked.</returns>
    public async Task<bool> TryAsync(Func<Task> action, string? success = null, Func<Task>? undo = null)
    {
        try
        {
            await action();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e)
        {
            Bad(mishaps.Explain(e));
            return false;
        }

        if (success is not null)
        {
            Add(new Notice(success, Hue.Good, undo));
        }

        return true;
    }

    public void Good(string text) => Add(new Notice(text, Hue.Good));

    public void Info(string text) => Add(new Notice(text, Hue.Info));

    public void Bad(string text) => Add(new Notice(text, Hue.Bad));

    public void Close(Notice notice)
    {
        if (open.Remove(notice))
        {
            Changed?.Invoke();
        }
    }

    private void Add(Notice notice)
    {
        open.Add(notice);
        if (open.Count > 4)
        {
            open.RemoveAt(0);
        }

        Changed?.Invoke();
    }
}

/// <summary>One message. Good and Info leave by themselves, Bad stays until it is closed.</summary>
public sealed class Notice(string text, Hue hue, Func<Task>? undo = null)
{
    public string Text { get; } = text;

    public Hue Hue { get; } = hue;

    public Func<Task>? Undo { get; } = undo;
}
