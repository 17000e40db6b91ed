using Microsoft.AspNetCore.WebUtilities;
using PlumbingOps.Simulator.Control;
using PlumbingOps.Simulator.Faults;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Pages;

/// <summary>What /__sim shows; account and refresh stand in its address.</summary>
public sealed class SimulatorView
{
    private const int MostPosts = 50;
    private const int MostRequests = 25;
    private const int RefreshEvery = 5;

    public required DateTimeOffset Now { get; init; }

    public required TimeSpan Ahead { get; init; }

    public required IReadOnlyList<PublicAccount> Accounts { get; init; }

    public required PublicAccount Chosen { get; init; }

    public required IReadOnlyList<PublicPost> Posts { get; init; }

    public required IReadOnlyList<Fault> Waiting { get; init; }

    public required IReadOnlyList<LedgerRow> Requests { get; init; }

    public required IReadOnlyList<(string Key, string Label, bool IsOn)> Switches { get; init; }

    public required int RefreshSeconds { get; init; }

    public IReadOnlyList<(string Key, string Label)> Next => NextOnes.Of(Chosen);

    public string Query => "?account=" + Uri.EscapeDataString(Chosen.Id);

    public string Address(string? account = null, bool? refresh = null) => QueryHelpers.AddQueryString(ControlApi.Root, new Dictionary<string, string?>
    {
        ["account"] = account ?? Chosen.Id,
        ["refresh"] = (refresh ?? RefreshSeconds > 0) ? "1" : null,
    });

    public static SimulatorView Make(SimulatedWorld world, PublicView view, FaultQueue faults, string? account, bool refresh)
    {
        var accounts = view.Accounts();
        var chosen = accounts.FirstOrDefault(known => known.Id == account) ?? accounts[0];
        return new SimulatorView
        {
            Now = world.Clock.GetUtcNow(),
            Ahead = world.Clock.Ahead,
            Accounts = accounts,
            Chosen = chosen,
            Posts = view.Posts(chosen.Id, MostPosts),
            Waiting = faults.Waiting(),
            Requests = Answered(world.Ledger),
            Switches = world.Do<IReadOnlyList<(string, string, bool)>>(() => [.. Pages.Switches.All.Select(known => (known.Key, known.Label, known.IsOn(world.Settings)))]),
            RefreshSeconds = refresh ? RefreshEvery : 0,
        };
    }

    /// <summary>The newest requests, each with the status it got, if it got one.</summary>
    private static List<LedgerRow> Answered(Ledger ledger)
    {
        var newest = ledger.Newest(2 * MostRequests, row => row.Kind is LedgerKinds.Request or LedgerKinds.Answer);
        var statuses = newest.Where(row => row.Kind == LedgerKinds.Answer).ToDictionary(row => row.Request!.Value, row => row.Status);
        return [.. newest.Where(row => row.Kind == LedgerKinds.Request).Take(MostRequests).Select(row => row with { Status = statuses.GetValueOrDefault(row.Request!.Value) })];
    }
}
