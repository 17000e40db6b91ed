namespace PlumbingOps.Web.Shell;

/// <summary>
/// The reads of one page, never two at once: one that began earlier could end later and show what was before. Who asks while one runs gets the next one,
/// together with everybody who asks meanwhile. For the page's own dispatcher; it knows no threads.
/// </summary>
public sealed class PageReads
{
    private Task running = Task.CompletedTask;
    private Task? next;

    /// <returns>Done when a read that began after this call is; its failure is told to all who wait for it.</returns>
    public Task RunAsync(Func<Task> read) => next ?? (running.IsCompleted ? running = read() : next = AfterAsync(read));

    private async Task AfterAsync(Func<Task> read)
    {
        // Its own failure is told to those who asked for it.
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        next = null;
        running = read();
        await running;
    }
}
