using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.Builders;

/// <summary>
/// Which communities and lots of one builder are the other's as well, and what keeps them apart. A community is the same when a name or an alias of
/// the one is a name or an alias of the other; a lot, when both communities have its number. Two jobs for the same phase of a lot are never made one.
/// </summary>
internal sealed class BuilderMergePlan
{
    private readonly List<MergeObstacle> obstacles = [];

    private BuilderMergePlan()
    {
    }

    /// <summary>They change their builder and nothing else.</summary>
    public IReadOnlyList<Guid> Moving { get; private set; } = [];

    public IReadOnlyList<(Community Source, Community Target)> Joined { get; private set; } = [];

    /// <summary>Lots of joined communities that the other community lacks.</summary>
    public IReadOnlyList<(Lot Lot, Guid CommunityId)> MovingLots { get; private set; } = [];

    public IReadOnlyList<(Lot Source, Lot Target)> JoinedLots { get; private set; } = [];

    public IReadOnlyList<MergeObstacle> Obstacles => obstacles;

    public static async Task<BuilderMergePlan> MakeAsync(AppDbContext db, Builder source, Builder target, CancellationToken cancellationToken)
    {
        var plan = new BuilderMergePlan();
        await plan.PairCommunitiesAsync(db, source, target, cancellationToken);
        await plan.PairLotsAsync(db, cancellationToken);
        await plan.CompareJobsAsync(db, cancellationToken);
        return plan;
    }

    private async Task PairCommunitiesAsync(AppDbContext db, Builder source, Builder target, CancellationToken cancellationToken)
    {
        Guid[] both = [source.Id, target.Id];
        var communities = await db.Communities.Include(c => c.Aliases).Where(c => both.Contains(c.BuilderId)).OrderBy(c => c.Name).AsSplitQuery().ToListAsync(cancellationToken);
        var names = await db.Communities.Where(c => both.Contains(c.BuilderId)).Select(c => new { c.Id, Word = AppDbContext.Plain(c.Name) }).ToListAsync(cancellationToken);
        var aliases = await db.CommunityAliases.Where(a => both.Contains(a.BuilderId)).Select(a => new { Id = a.CommunityId, Word = AppDbContext.Plain(a.Alias) }).ToListAsync(cancellationToken);
        var wordsOf = names.Concat(aliases).ToLookup(w => w.Id, w => w.Word);
        var meaning = communities.Where(c => c.BuilderId == target.Id).SelectMany(c => wordsOf[c.Id].Select(word => (word, Community: c))).ToLookup(w => w.word, w => w.Community);
        var moving = new List<Guid>();
        var joined = new List<(Community, Community)>();
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

        (Moving, Joined) = (moving, joined);
    }

    private async Task PairLotsAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var ids = Joined.SelectMany(j => new[] { j.Source.Id, j.Target.Id }).Distinct().ToList();
        var lots = (await db.Lots.Where(l => ids.Contains(l.CommunityId)).OrderBy(l => l.NumberSort).ThenBy(l => l.Id).ToListAsync(cancellationToken)).ToLookup(l => l.CommunityId);
        var moving = new List<(Lot, Guid)>();
        var joined = new List<(Lot, Lot)>();
        foreach (var place in Joined.GroupBy(j => j.Target, j => j.Source))
        {
            var there = lots[place.Key.Id].Where(IsNumbered).ToDictionary(Number);
            var coming = place.SelectMany(c => lots[c.Id]).ToList();
            moving.AddRange(coming.Where(l => !IsNumbered(l)).Select(l => (l, place.Key.Id)));
            foreach (var same in coming.Where(IsNumbered).GroupBy(Number))
            {
                if (same.Count() > 1)
                {
                    obstacles.Add(new MergeObstacle($"Lot {same.First().Number} comes to “{place.Key.Name}” from two communities: archive one of the two.", same.First().Id));
                }
                else if (there.TryGetValue(same.Key, out var known))
                {
                    joined.Add((same.First(), known));
                }
                else
                {
                    moving.Add((same.First(), place.Key.Id));
                }
            }
        }

        (MovingLots, JoinedLots) = (moving, joined);

        static bool IsNumbered(Lot lot) => lot is { Number: not null, ArchivedAt: null };
        static string Number(Lot lot) => lot.Number!.ToUpperInvariant();
    }

    private async Task CompareJobsAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var lots = JoinedLots.ToDictionary(l => l.Source.Id, l => l.Target);
        var places = lots.Keys.Concat(lots.Values.Select(l => l.Id)).ToList();
        var names = Joined.Select(j => j.Target).DistinctBy(c => c.Id).ToDictionary(c => c.Id, c => c.Name);
        var jobs = await db.Jobs.Where(j => places.Contains(j.LotId) && j.Status != JobStatus.Cancelled && j.ArchivedAt == null).OrderBy(j => j.Number)
            .Select(j => new { j.TenantId, j.LotId, j.Phase, j.Number }).ToListAsync(cancellationToken);
        foreach (var twice in jobs.GroupBy(j => (Lot: lots.GetValueOrDefault(j.LotId)?.Id ?? j.LotId, j.TenantId, j.Phase)).Where(g => g.Count() > 1))
        {
            var lot = JoinedLots.First(l => l.Target.Id == twice.Key.Lot);
            obstacles.Add(new MergeObstacle(
                $"Lot {lot.Target.Number} of “{names[lot.Target.CommunityId]}” would have {twice.Key.Phase.InWords()} twice: {string.Join(" and ", twice.Select(j => $"J-{j.Number}"))}. Cancel or archive one of them.",
                lot.Source.Id));
        }
    }
}
