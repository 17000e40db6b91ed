using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.Builders;

/// <summary>What merging one builder into another does, or would do.</summary>
/// <param name="Communities">Those that move as they are.</param>
/// <param name="JoinedCommunities">Those the kept builder has under the same name; their lots come together.</param>
/// <param name="Lots">Lots of both kinds.</param>
/// <param name="JoinedLots">Lots that stand in both communities under one number.</param>
/// <param name="Calls">At the builder, on its lots, or paid by it.</param>
/// <param name="Aliases">Other spellings of the absorbed name; the name itself becomes one more.</param>
/// <param name="Fills">What the kept builder lacked and now has.</param>
/// <param name="Obstacles">What would be lost or mixed up. While there is one, nothing is merged.</param>
public sealed record BuilderMerge(
    Guid SourceId, string Source, Guid TargetId, string Target, int Communities, int JoinedCommunities, int Lots, int JoinedLots, int Jobs, int Calls, int Contacts, int Aliases,
    IReadOnlyList<string> Fills, IReadOnlyList<MergeObstacle> Obstacles)
{
    /// <summary>What undoes it; null in a preview.</summary>
    public Guid? ChangeSetId { get; init; }
}
