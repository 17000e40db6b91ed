using Microsoft.AspNetCore.Components;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Shell;

public sealed class PageReadsTests
{
    private readonly PageReads reads = new();
    private readonly List<TaskCompletionSource> begun = [];
    private string shown = "";
    private string saved = "old";

    [Fact]
    public Task What_was_read_first_never_overwrites_what_was_read_later() => OnAPageAsync(async () =>
    {
        var first = reads.RunAsync(ReadAsync);
        saved = "new";
        var second = reads.RunAsync(ReadAsync);
        var third = reads.RunAsync(ReadAsync);
        Assert.Single(begun);
        begun[0].SetResult();
        await first;
        Assert.Equal("old", shown);

        await BegunAsync(2);
        begun[1].SetResult();
        await Task.WhenAll(second, third);
        Assert.Equal(("new", 2), (shown, begun.Count));
    });

    [Fact]
    public Task Whoever_asks_between_two_reads_gets_one_that_begins_afterwards() => OnAPageAsync(async () =>
    {
        _ = reads.RunAsync(ReadAsync);
        var next = reads.RunAsync(ReadAsync);
        begun[0].SetResult();
        await BegunAsync(2);

        saved = "newer";
        var last = reads.RunAsync(ReadAsync);
        begun[1].SetResult();
        await next;
        Assert.Equal("old", shown);
        await BegunAsync(3);

        begun[2].SetResult();
        await last;
        Assert.Equal("newer", shown);
    });

    [Fact]
    public Task A_failure_is_told_to_who_asked_and_the_next_read_goes_on() => OnAPageAsync(async () =>
    {
        var failing = reads.RunAsync(ReadAsync);
        var next = reads.RunAsync(ReadAsync);
        begun[0].SetException(new InvalidOperationException("The database is away."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        await BegunAsync(2);

        begun[1].SetResult();
        await next;
        Assert.Equal("old", shown);
    });

    /// <summary>One thing at a time, as a page has it.</summary>
    private static Task OnAPageAsync(Func<Task> story) => Dispatcher.CreateDefault().InvokeAsync(story);

    private Task BegunAsync(int many) => Eventually.IsTrueAsync(() => Task.FromResult(begun.Count == many));

    private async Task ReadAsync()
    {
        var read = saved;
        var gate = new TaskCompletionSource();
        begun.Add(gate);
        await gate.Task;
        shown = read;
    }
}
