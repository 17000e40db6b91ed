using PlumbingOps.Simulator.Control;
using PlumbingOps.Simulator.GoogleBusiness;
using PlumbingOps.Simulator.Instagram;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Pages;

/// <summary>How the next container of a profile or the next post of a location fares.</summary>
public static class NextOnes
{
    private const int ManyPolls = 12;
    private const int AnHour = 3600;

    private static readonly (string Key, string Label, ContainerPlan Plan)[] Containers =
    [
        ("fails", "Fails", new ContainerPlan(1, ContainerStatus.Error)),
        ("expires", "Expires", new ContainerPlan(1, ContainerStatus.Expired)),
        ("slow", "Takes a dozen looks", new ContainerPlan(ManyPolls)),
    ];

    private static readonly (string Key, string Label, ModerationPlan Plan)[] Moderations =
    [
        ("rejected", "Rejected", new ModerationPlan(Reject: true)),
        ("late", "Live, rejected after an hour", new ModerationPlan(LateRejectAfterSeconds: AnHour)),
    ];

    /// <summary>Nothing for a Page: its posts are public at once.</summary>
    public static IReadOnlyList<(string Key, string Label)> Of(PublicAccount account) => account.Provider switch
    {
        Providers.Instagram => [.. Containers.Select(choice => (choice.Key, choice.Label))],
        Providers.Google => [.. Moderations.Select(choice => (choice.Key, choice.Label))],
        _ => [],
    };

    public static void Plan(WorldState state, string account, string? key)
    {
        if (state.Profiles.TryGetValue(account, out var profile) && Array.Find(Containers, choice => choice.Key == key).Plan is { } container)
        {
            profile.Plans.Enqueue(container);
        }
        else if (state.Locations.Values.FirstOrDefault(known => known.LongName == account) is { } location && Array.Find(Moderations, choice => choice.Key == key).Plan is { } moderation)
        {
            location.Plans.Enqueue(moderation);
        }
        else
        {
            throw new FormatException($"Nothing here can be “{key}”.");
        }
    }
}
