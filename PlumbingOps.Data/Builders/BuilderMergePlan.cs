using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.Builders;

/// <summary>
/// Which communities of one builder are the other's as well, and what keeps them apart. A community is the same when a name or an alias of the one is a
/// name or an alias of the other.
/// </summary>
internal sealed class BuilderMergePlan
{
    private BuilderMergePlan(IReadOnlyList<Guid> moving, CommunityJoinPlan joined, IReadOnlyList<MergeObstacle> obstacles) =>
        (Moving, Joined, Obstacles) = (moving, joined, obstacles);

    /// <summary>They change their builder and nothing else.</summary>
    public IReadOnlyList<Guid> Moving { get; }

    /// <summary>Those the other builder has as well.</summary>
    public CommunityJoinPlan Joined { get; }

    public IReadOnlyList<MergeObstacle> Obstacles { get; }

    public static async Task<BuilderMergePlan> MakeAsync(AppDbContext db, Builder source, Builder target, CancellationToken cancellationToken)
    {
        Guid[] both = [source.Id, target.Id];
        var communities = await db.Communities.Where(c => both.Contains(c.BuilderId)).OrderBy(c => c.Name).ToListAsync(cancellationToken);
        var names = await db.Communities.Where(c => both.Contains(c.BuilderId)).Select(c => new { c.Id, Word = AppDbContext.Plain(c.Name) }).ToListAsync(cancellationToken);
        var aliases = await db.CommunityAliases.Where(a => both.Contains(a.BuilderId)).Select(a => new { Id = a.CommunityId, Word = AppDbContext.Plain(a.Alias) }).ToListAsync(cancellationToken);
        var wordsOf = names.Concat(aliases).ToLookup(w => w.Id, w => w.Word);
        var meaning = communities.Where(c => c.BuilderId == target.Id).SelectMany(c => wordsOf[c.Id].Select(word => (word, Community: c))).ToLookup(w => w.word, w => w.Community);
        var moving = new List<Guid>();
        var joined = new List<(Community, Community)>();
        var obstacles = new List<MergeObstacle>();
        foreach (var community in communities.Where(c => c.BuilderId == source.Id))
        {
            switch (wordsOf[community.Id].SelectMany(word => meaning[word]).Distinct().ToList())
            {
                case []:
                    moving.Add(community.Id);
                    break;
                case [var same] when same.ArchivedAt is null || community.ArchivedAt is not null:
                    joined.Add((community, same));
                    break;
                case [var same]:
                    obstacles.Add(new MergeObstacle($"“{same.Name}” of {target.Name} is archived, and “{community.Name}” of {source.Name} is not: restore it first.", CommunityId: same.Id));
                    break;
                case var several:
                    obstacles.Add(new MergeObstacle(
                        $"“{community.Name}” of {source.Name} means {string.Join(" and ", several.Select(c => $"“{c.Name}”"))} of {target.Name}: remove an alias first.", CommunityId: community.Id));
                    break;
            }
        }

        var join = await CommunityJoinPlan.MakeAsync(db, joined, cancellationToken);
        return new BuilderMergePlan(moving, join, [.. obstacles, .. join.Obstacles]);
    }
}
