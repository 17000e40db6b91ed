using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PlumbingOps.Data;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Shell;

public class NoticesTests
{
    private readonly LogLines log = new();
    private readonly Notices notices;

    public NoticesTests() => notices = new Notices(new Mishaps(log));

    [Fact]
    public async Task A_step_that_works_says_so_and_can_be_taken_back()
    {
        var undone = false;

        Assert.True(await notices.TryAsync(() => Task.CompletedTask, "Lot 14 completed", () => { undone = true; return Task.CompletedTask; }));

        var notice = Assert.Single(notices.Open);
        Assert.Equal(("Lot 14 completed", Hue.Good), (notice.Text, notice.Hue));
        await notice.Undo!();
        Assert.True(undone);
    }

    [Fact]
    public async Task A_refusal_is_shown_in_its_own_words_and_not_logged()
    {
        Assert.False(await notices.TryAsync(() => throw new RuleException("“Top out” is already completed."), "never"));

        Assert.Equal("“Top out” is already completed.", Assert.Single(notices.Open).Text);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task A_fault_of_ours_is_logged_once_under_the_code_the_person_sees()
    {
        Assert.False(await notices.TryAsync(() => throw new InvalidOperationException("connection string of the database")));

        var notice = Assert.Single(notices.Open);
        Assert.StartsWith("Something broke on our side", notice.Text);
        Assert.DoesNotContain("connection string", notice.Text);
        var code = notice.Text[^9..^1];
        Assert.Contains(code, Assert.Single(log.Lines));
    }

    [Fact]
    public async Task Someone_who_saved_first_is_named_as_such()
    {
        await notices.TryAsync(() => throw new DbUpdateConcurrencyException());

        Assert.Equal("Someone else changed this first. Reload and try again.", Assert.Single(notices.Open).Text);
    }

    [Fact]
    public async Task A_step_given_up_says_nothing()
    {
        Assert.False(await notices.TryAsync(() => throw new OperationCanceledException()));

        Assert.Empty(notices.Open);
    }

    private sealed class LogLines : ILogger<Mishaps>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
