namespace PlumbingOps.Tests.Support;

/// <summary>A house with the cast and no work, for the tests of one class, which may change what they like.</summary>
public sealed class HouseOfOurOwn : IAsyncLifetime
{
    private RunningHouse? house;

    public RunningHouse House => house ?? throw new InvalidOperationException("The house did not start.");

    public async ValueTask InitializeAsync() => house = await RunningHouse.OpenAsync(HouseHolds.Cast);

    public ValueTask DisposeAsync() => house?.DisposeAsync() ?? ValueTask.CompletedTask;
}
