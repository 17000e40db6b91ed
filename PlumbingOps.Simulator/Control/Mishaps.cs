using PlumbingOps.Simulator.Faults;
using PlumbingOps.Simulator.GoogleBusiness;
using PlumbingOps.Simulator.Instagram;
using PlumbingOps.Simulator.Pages;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Control;

/// <summary>Something that can go wrong in the days to come, in words.</summary>
public sealed record Mishap(string Key, string Label);

/// <param name="Keys">Which of them.</param>
/// <param name="Times">How often each strikes.</param>
public sealed record MishapsInput(IReadOnlyList<string> Keys, int Times = 1);

/// <summary>What a rehearsal can have go wrong: the mishaps of a publish, spread over the calls to come, and what befalls accounts meanwhile.</summary>
public sealed class Mishaps(FaultQueue faults, SimulatedWorld world, TokenRegistry tokens)
{
    public const string TokensDie = "tokens-die";
    public const string Rejected = "rejected";
    public const string Expires = "container-expires";
    public const string Fails = "container-fails";

    private const int MostTimes = 50;
    /// <summary>So many publishes go well between two that do not.</summary>
    private const int Between = 1;
    private static readonly TimeSpan TokensLive = TimeSpan.FromDays(3);

    public static IReadOnlyList<Mishap> Offered { get; } =
    [
        .. FaultPresets.Labels.Select(preset => new Mishap(preset.Key, preset.Label)),
        new(Rejected, "Google rejects the post after it has taken it"),
        new(Expires, "Instagram drops what was prepared"),
        new(Fails, "Instagram cannot prepare the post"),
        new(TokensDie, "Half way through, Facebook's connections die: the password was changed"),
    ];

    public void Arrange(MishapsInput input)
    {
        if (input.Times is < 1 or > MostTimes)
        {
            throw new FormatException($"Each strikes 1 to {MostTimes} times.");
        }

        if (input.Keys.FirstOrDefault(key => Offered.All(known => known.Key != key)) is { } unknown)
        {
            throw new FormatException($"There is no mishap “{unknown}”.");
        }

        var ofPublishes = input.Keys.Where(key => FaultPresets.Labels.Any(preset => preset.Key == key)).ToList();
        for (var time = 0; time < input.Times; time++)
        {
            foreach (var key in ofPublishes)
            {
                // Entries count the calls that reach them; those that strike earlier keep a call from the later ones.
                faults.Add(FaultPresets.Find(key) with { Skip = Between * ((time * ofPublishes.Count) + ofPublishes.IndexOf(key) + 1) });
            }
        }

        world.Do(() => PlanAhead(input));
    }

    private void PlanAhead(MishapsInput input)
    {
        for (var time = 0; time < input.Times; time++)
        {
            foreach (var location in world.State.Locations.Values.Where(_ => input.Keys.Contains(Rejected)))
            {
                location.Plans.Enqueue(new ModerationPlan(Reject: true));
            }

            foreach (var profile in world.State.Profiles.Values)
            {
                foreach (var ending in new[] { (Expires, ContainerStatus.Expired), (Fails, ContainerStatus.Error) }.Where(ending => input.Keys.Contains(ending.Item1)))
                {
                    profile.Plans.Enqueue(new ContainerPlan(1, ending.Item2));
                }
            }
        }

        if (input.Keys.Contains(TokensDie))
        {
            world.Plan(world.Now + TokensLive, () => tokens.Kill(token => token.Kind is TokenKind.FacebookUser or TokenKind.FacebookPage, TokenDeath.PasswordChanged));
        }
    }
}
