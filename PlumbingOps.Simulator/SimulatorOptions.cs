using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator;

/// <summary>What the simulator is started with: --port 5090 --data folder --webhooks address --redirect address.</summary>
public sealed record SimulatorOptions
{
    /// <summary>On 127.0.0.1, the only address it listens on. 0 takes any free one.</summary>
    public int Port { get; init; } = 5090;

    /// <summary>The folder of ledger.jsonl; without one the ledger lives in memory alone.</summary>
    public string? Data { get; init; }

    /// <summary>Where Meta's webhooks are delivered to.</summary>
    public string? Webhooks { get; init; }

    /// <summary>What is made here gets the numbers after this one.</summary>
    public long FirstId { get; init; } = WorldState.UsualFirstId;

    /// <summary>The one address a sign-in may lead back to; without one, any address of this machine.</summary>
    public string? Redirect { get; init; }

    public static SimulatorOptions Read(string[] args) =>
        new ConfigurationBuilder().AddEnvironmentVariables("SIMULATOR_").AddCommandLine(args).Build().Get<SimulatorOptions>() ?? new SimulatorOptions();
}
