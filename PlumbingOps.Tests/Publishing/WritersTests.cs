using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;

namespace PlumbingOps.Tests.Publishing;

/// <summary>How many write to the ledger at once, and who comes first.</summary>
public sealed class WritersTests : PublishingTest
{
    protected override PublishingOptions Options => new() { Writers = 2 };

    private PublicationBook Book => Office.Get<PublicationBook>();

    [Fact]
    public async Task What_a_network_answered_waits_for_its_turn_and_does_not_hold_up_what_is_due()
    {
        var claims = await ClaimsAsync(3);
        var (answered, next, goOn) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());

        var first = AfterwardsAsync(claims[0], answered, goOn.Task);
        await answered.Task;
        var second = AfterwardsAsync(claims[1], next, Task.CompletedTask);
        Assert.True(await Book.WriteAsync(claims[2], entry => entry.Release(null), default));
        Assert.False(next.Task.IsCompleted);

        goOn.SetResult();
        Assert.True(await first);
        Assert.True(await second);
    }

    [Fact]
    public async Task No_more_write_at_once_than_there_are_writers()
    {
        var claims = await ClaimsAsync(3);
        var goOn = new TaskCompletionSource();
        var held = claims.Take(2).Select(claim => (new TaskCompletionSource(), claim)).ToList();
        var writing = held.Select(one => Book.WriteAsync(one.claim, _ => Waiting(one.Item1, goOn.Task), default)).ToList();
        await Task.WhenAll(held.Select(one => one.Item1.Task));
        var entered = new TaskCompletionSource();

        var third = Book.WriteAsync(claims[2], _ => Waiting(entered, Task.CompletedTask), default);
        // Long enough for whoever does not wait.
        for (var i = 0; i < 20; i++)
        {
            await Office.PublicationAsync(claims[2].PostId);
        }

        Assert.False(entered.Task.IsCompleted);

        goOn.SetResult();
        Assert.All(await Task.WhenAll([.. writing, third]), Assert.True);
    }

    private async Task<List<Claim>> ClaimsAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Office.ScheduleAsync(Provider.Facebook, $"One of {count}, number {i}");
        }

        return [.. await Office.Get<PublicationClaims>().TakeAsync(count, "test")];
    }

    private Task<bool> AfterwardsAsync(Claim claim, TaskCompletionSource entered, Task until) =>
        Book.WriteForSureAsync(claim, _ => Waiting(entered, until), _ => Task.CompletedTask, default);

    private static Task Waiting(TaskCompletionSource entered, Task until)
    {
        entered.SetResult();
        return until;
    }
}
