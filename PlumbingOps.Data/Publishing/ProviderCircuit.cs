using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing;

/// <summary>Whether a network is worth calling just now, for all companies. An account has one of its own in <see cref="AccountLimit"/>.</summary>
public class ProviderCircuit
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Provider Provider { get; init; }
    /// <summary>In a row. At a number of them the circuit opens, and lets one call through when its rest is over.</summary>
    public int Failures { get; set; }
    public DateTimeOffset? OpenUntil { get; set; }
    public string? Why { get; set; }
    /// <summary>Of what the network allows our app, all companies together, percent.</summary>
    public int? UsagePercent { get; set; }
    public DateTimeOffset? UsageUntil { get; set; }
}
