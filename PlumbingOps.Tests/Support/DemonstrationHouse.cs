namespace PlumbingOps.Tests.Support;

/// <summary>A house with two years of invented work, for the tests of one class.</summary>
public sealed class DemonstrationHouse : IAsyncLifetime
{
    private RunningHouse? house;

    public RunningHouse House => house ?? throw new InvalidOperationException("The house did not start.");

    public async ValueTask InitializeAsync() => house = await RunningHouse.OpenAsync(HouseHolds.Demonstration);

    public ValueTask DisposeAsync() => house?.DisposeAsync() ?? ValueTask.CompletedTask;
}
