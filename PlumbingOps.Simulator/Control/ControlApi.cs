using System.Text.Json;
using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Faults;
using PlumbingOps.Simulator.GoogleBusiness;
using PlumbingOps.Simulator.Instagram;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Control;

/// <summary>What a test or a rehearsal asks of the simulator itself: /__sim/…, JSON in and out.</summary>
public static class ControlApi
{
    public const string Root = "/__sim";
    private const int MostRows = 100_000;

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var sim = routes.MapGroup(Root);
        sim.MapGet("/health", () => Results.Text("alive"));
        sim.MapGet("/ledger", Ledger);
        sim.MapGet("/public", (PublicView view) => view.Accounts());
        sim.MapGet("/public/posts", (PublicView view, string account, int? limit) => view.Posts(account, limit ?? MostRows));
        sim.MapPost("/reset", Reset);
        sim.MapGet("/clock", (SimulatedWorld world) => Clock(world));
        sim.MapPost("/clock", Advance);
        sim.MapGet("/settings", (SimulatedWorld world) => world.Do(() => world.State.Settings));
        sim.MapPost("/settings", ChangeSettings);
        sim.MapGet("/faults", (FaultQueue faults) => faults.Waiting());
        sim.MapPost("/faults", (FaultQueue faults, Fault fault) => faults.Add(fault));
        sim.MapDelete("/faults", (FaultQueue faults) => faults.Clear());
        sim.MapPost("/faults/rates", (FaultQueue faults, FaultRates rates) => (faults.Rates = rates));
        sim.MapGet("/mishaps", () => Mishaps.Offered);
        sim.MapPost("/mishaps", (Mishaps mishaps, MishapsInput input) => mishaps.Arrange(input));
        sim.MapPost("/worlds", (SideWorlds worlds, SideWorldInput input) => worlds.OpenAsync(input));
        sim.MapDelete("/worlds/{id}", (SideWorlds worlds, string id) => worlds.CloseAsync(id));
        sim.MapPost("/accounts/connect", (ReadyAccounts accounts) => accounts.Connect());
        sim.MapPost("/accounts", (ReadyAccounts accounts, MoreAccounts more) => accounts.Add(more));
        sim.MapPost("/tokens/kill", Kill);
        sim.MapPost("/instagram/{profile}/next", (SimulatedWorld world, string profile, ContainerPlan plan) => world.Do(() => Known(world.State.Profiles, profile).Plans.Enqueue(plan)));
        sim.MapPost("/google/{location}/next", (SimulatedWorld world, string location, ModerationPlan plan) => world.Do(() => Known(world.State.Locations, location).Plans.Enqueue(plan)));
        sim.MapPost("/google/{location}/obstacle", (SimulatedWorld world, string location, ObstacleInput input) =>
            world.Do(() => Known(world.State.Locations, location).Obstacle = input.Obstacle));
        sim.MapWebhooks();
    }

    private static T Known<T>(Dictionary<string, T> things, string id) => things.GetValueOrDefault(id) ?? throw new FormatException($"There is no {id}.");

    private static IResult Ledger(SimulatedWorld world, long? after, string? kind, string? account, string? provider, string? text, int? limit)
    {
        // Whatever is due by now happens first, so that the answer is the state of this moment.
        world.Do(() => { });
        var rows = world.Ledger.Rows(
            after ?? 0,
            row => (kind is null || row.Kind == kind) && (account is null || row.Account == account) && (provider is null || row.Provider == provider)
                && (text is null || row.Text?.Contains(text, StringComparison.Ordinal) == true),
            limit ?? MostRows);
        return Results.Json(rows, Records.Ledger.Json);
    }

    private static void Reset(SimulatedWorld world, FaultQueue faults)
    {
        faults.Clear();
        world.Reset();
    }

    private static ClockFace Clock(SimulatedWorld world) => new(world.Clock.GetUtcNow(), world.Clock.Ahead.TotalSeconds);

    private static ClockFace Advance(SimulatedWorld world, ClockInput input)
    {
        if (input.AdvanceSeconds < 0)
        {
            throw new FormatException("The clock only goes forward.");
        }

        world.Clock.Advance(TimeSpan.FromSeconds(input.AdvanceSeconds));
        world.Do(() => { });
        return Clock(world);
    }

    /// <summary>Only what is named changes.</summary>
    private static WorldSettings ChangeSettings(SimulatedWorld world, JsonObject changes) => world.Do(() =>
    {
        var merged = JsonSerializer.SerializeToNode(world.State.Settings, ControlJson.Options)!.AsObject();
        foreach (var (name, value) in changes)
        {
            if (!merged.ContainsKey(name))
            {
                throw new FormatException($"There is no setting {name}.");
            }

            merged[name] = value?.DeepClone();
        }

        return world.State.Settings = merged.Deserialize<WorldSettings>(ControlJson.Options)!;
    });

    private static KilledTokens Kill(SimulatedWorld world, TokenRegistry tokens, KillInput input) => world.Do(() => new KilledTokens(tokens.Kill(
        token => (input.Person is null || token.Person == input.Person) && (input.Account is null || token.Account == input.Account) && (input.Token is null || token.Value == input.Token),
        input.Death)));

    internal sealed record ClockFace(DateTimeOffset Now, double AheadSeconds);

    internal sealed record ClockInput(double AdvanceSeconds);

    internal sealed record KillInput(TokenDeath Death, string? Person, string? Account, string? Token);

    internal sealed record KilledTokens(int Killed);

    internal sealed record ObstacleInput(string? Obstacle);
}
