namespace PlumbingOps.Tests.Simulator;

/// <summary>Every test has a world of its own.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    protected static readonly HttpMethod Get = HttpMethod.Get;
    protected static readonly HttpMethod Post = HttpMethod.Post;
    protected static readonly HttpMethod Delete = HttpMethod.Delete;

    protected SimulatorHouse Sim { get; private set; } = default!;

    public virtual async ValueTask InitializeAsync() => Sim = await SimulatorHouse.OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Sim.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
