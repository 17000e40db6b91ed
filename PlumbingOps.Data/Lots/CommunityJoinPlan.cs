using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Data.Lots;

/// <summary>Why two places cannot become one by themselves, and what to do about it.</summary>
/// <param name="LotId">Where to look, when it is one lot.</param>
/// <param name="CommunityId">Where to look, when it is a whole community.</param>
public sealed record MergeObstacle(string Text, Guid? LotId = null, Guid? CommunityId = null)
{
    private const int Named = 3;

    /// <exception cref="RuleException">There is one; the first are named.</exception>
    internal static void RequireNone(IReadOnlyList<MergeObstacle> obstacles)
    {
        if (obstacles.Count > 0)
        {
            var more = obstacles.Count > Named ? $" And {obstacles.Count - Named} more." : null;
            throw new RuleException($"Nothing was merged. {string.Join(' ', obstacles.Take(Named).Select(o => o.Text))}{more}");
        }
    }
}

/// <summary>
/// What becomes of the lots when communities become one. A lot is the same when both have its number. Two jobs for the same phase of a lot are never
/// made one.
/// </summary>
internal sealed class CommunityJoinPlan
{
    private readonly List<MergeObstacle> obstacles = [];

    private CommunityJoinPlan(IReadOnlyList<(Community Source, Community Target)> communities) => Communities = communities;

    public IReadOnlyList<(Community Source, Community Target)> Communities { get; }

    /// <summary>Lots that the other community lacks.</summary>
    public IReadOnlyList<(Lot Lot, Guid CommunityId)> Moving { get; private set; } = [];

    public IReadOnlyList<(Lot Source, Lot Target)> Joined { get; private set; } = [];

    public IReadOnlyList<MergeObstacle> Obstacles => obstacles;

    public static async Task<CommunityJoinPlan> MakeAsync(AppDbContext db, IReadOnlyList<(Community Source, Community Target)> communities, CancellationToken cancellationToken)
    {
        var plan = new CommunityJoinPlan(communities);
        await plan.PairLotsAsync(db, cancellationToken);
        await plan.CompareJobsAsync(db, cancellationToken);
        return plan;
    }

    private async Task PairLotsAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var ids = Communities.SelectMany(j => new[] { j.Source.Id, j.Target.Id }).Distinct().ToList();
        var lots = (await db.Lots.Where(l => ids.Contains(l.CommunityId)).OrderBy(l => l.NumberSort).ThenBy(l => l.Id).ToListAsync(cancellationToken)).ToLookup(l => l.CommunityId);
        var moving = new List<(Lot, Guid)>();
        var joined = new List<(Lot, Lot)>();
        foreach (var place in Communities.GroupBy(j => j.Target, j => j.Source))
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

        (Moving, Joined) = (moving, joined);

        static bool IsNumbered(Lot lot) => lot is { Number: not null, ArchivedAt: null };
        static string Number(Lot lot) => lot.Number!.ToUpperInvariant();
    }

    private async Task CompareJobsAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var targets = Joined.ToDictionary(l => l.Source.Id, l => l.Target.Id);
        var places = targets.Keys.Concat(targets.Values).ToList();
        var names = Communities.Select(j => j.Target).DistinctBy(c => c.Id).ToDictionary(c => c.Id, c => c.Name);
        var jobs = await db.Jobs.Where(j => places.Contains(j.LotId) && j.Status != JobStatus.Cancelled && j.ArchivedAt == null).OrderBy(j => j.Number)
            .Select(j => new { j.TenantId, j.LotId, j.Phase, j.Number }).ToListAsync(cancellationToken);
        foreach (var twice in jobs.GroupBy(j => (Lot: targets.GetValueOrDefault(j.LotId, j.LotId), j.TenantId, j.Phase)).Where(g => g.Count() > 1))
        {
            var lot = Joined.First(l => l.Target.Id == twice.Key.Lot);
            obstacles.Add(new MergeObstacle(
                $"Lot {lot.Target.Number} of “{names[lot.Target.CommunityId]}” would have {twice.Key.Phase.InWords()} twice: {string.Join(" and ", twice.Select(j => $"J-{j.Number}"))}. Cancel or archive one of them.",
                lot.Source.Id));
        }
    }
}
