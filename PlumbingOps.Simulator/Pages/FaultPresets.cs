using PlumbingOps.Simulator.Faults;
using PlumbingOps.Simulator.Tokens;

namespace PlumbingOps.Simulator.Pages;

/// <summary>The mishaps a person can call for, in words. They wait for the next call that would make something public.</summary>
public static class FaultPresets
{
    private const int Forever = 120_000;
    private const string MetaHosts = "graph.";

    private static readonly (string Key, string Label, Fault Fault)[] All =
    [
        ("drop-before", "Connection lost before it is posted", new Fault { Kind = FaultKind.Reset }),
        ("drop-after", "Connection lost after it is posted", new Fault { Kind = FaultKind.Reset, AfterCommit = true }),
        ("fin-after", "Connection closed politely after it is posted", new Fault { Kind = FaultKind.Fin, AfterCommit = true }),
        ("error-before", "Server error, not posted", new Fault { Kind = FaultKind.ServerError }),
        ("error-after", "Server error, posted all the same", new Fault { Kind = FaultKind.ServerError, AfterCommit = true }),
        ("slow-after", "Posted, and the answer takes two minutes", new Fault { Kind = FaultKind.Slow, AfterCommit = true, DelayMilliseconds = Forever }),
        ("throttle", "Too fast, says the provider", new Fault { Kind = FaultKind.Throttle }),
        ("html", "A web page instead of an answer", new Fault { Kind = FaultKind.Html }),
        ("truncated", "Posted, and half an answer", new Fault { Kind = FaultKind.TruncatedJson }),
        ("spam", "Blocked as spam although posted (Meta)", new Fault { Kind = FaultKind.GraphError, Path = MetaHosts, Code = 4, Subcode = 2207051, AfterCommit = true }),
    ];

    public static IReadOnlyList<(string Key, string Label)> Labels { get; } = [.. All.Select(preset => (preset.Key, preset.Label))];

    public static Fault Find(string? key) => All.Where(preset => preset.Key == key).Select(preset => preset.Fault with { CommitsOnly = true }).FirstOrDefault()
        ?? throw new FormatException($"There is no fault “{key}”.");

    public static string Words(TokenDeath death) => death switch
    {
        TokenDeath.AppRemoved => "The person removed the app",
        TokenDeath.Checkpoint => "The provider wants the person to sign in first",
        TokenDeath.PasswordChanged => "The password was changed",
        TokenDeath.Expired => "They expired",
        TokenDeath.UnconfirmedUser => "The person is not confirmed",
        TokenDeath.PageRoleLost => "The person lost the role on the Page",
        _ => "The person signed out",
    };
}
