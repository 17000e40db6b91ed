using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Lots;

/// <summary>Two entries of one builder that are one community: the lots of the one come to the other, its name becomes an alias, and the one is archived.</summary>
public sealed class CommunityMergeService(Db database, TenantDirectory tenants, HistoryService history, TimeProvider clock)
{
    public async Task<CommunityMerge> PreviewAsync(Guid sourceId, Guid targetId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await Merging.OpenAsync(database, tenants, Permission.MergeCommunities, by, cancellationToken);
        var (source, target) = await PairAsync(db, sourceId, targetId, cancellationToken);
        return await LookAsync(db, await CommunityJoinPlan.MakeAsync(db, [(source, target)], cancellationToken), Fill(source, target), cancellationToken);
    }

    /// <summary>One transaction, one change set.</summary>
    /// <returns>What moved, and the change set that undoes it.</returns>
    /// <exception cref="RuleException">Something would be lost or mixed up; nothing was merged.</exception>
    public async Task<CommunityMerge> MergeAsync(Guid sourceId, Guid targetId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await Merging.OpenAsync(database, tenants, Permission.MergeCommunities, by, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await CommunityJoin.LockAsync(db, [sourceId, targetId], cancellationToken);
        var (source, target) = await PairAsync(db, sourceId, targetId, cancellationToken);
        var plan = await CommunityJoinPlan.MakeAsync(db, [(source, target)], cancellationToken);
        MergeObstacle.RequireNone(plan.Obstacles);
        var merge = await LookAsync(db, plan, Fill(source, target), cancellationToken);
        await db.DescribeAsync($"Merged the community {source.Name} into {target.Name}", cancellationToken);

        await CommunityJoin.ArchiveAsync(db, plan, clock.GetUtcNow(), cancellationToken);
        source.Name = await Merging.NameAsync(merge.Source, Community.NameMaxLength, async name =>
            await db.Communities.AnyAsync(c => c.BuilderId == source.BuilderId && AppDbContext.Plain(c.Name) == AppDbContext.Plain(name), cancellationToken)
            || await db.CommunityAliases.AnyAsync(a => a.BuilderId == source.BuilderId && AppDbContext.Plain(a.Alias) == AppDbContext.Plain(name), cancellationToken));
        source.Notes = Merging.Notes(source.Notes, $"Merged into {target.Name}.");
        await db.SaveChangesAsync(cancellationToken);
        await CommunityJoin.MoveAsync(db, plan, target.BuilderId, [merge.Source], cancellationToken);
        // What the office answered while importing names communities by name.
        var builder = await db.Builders.Where(b => b.Id == target.BuilderId).Select(b => b.Name).SingleAsync(cancellationToken);
        await db.ImportWords.Where(w => w.Subject == QuestionSubject.Community && w.Builder == builder && w.Meaning == merge.Source)
            .ExecuteUpdateAsync(w => w.SetProperty(x => x.Meaning, merge.Target), cancellationToken);
        var set = await Merging.ChangeSetAsync(db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return merge with { ChangeSetId = set };
    }

    public Task<UndoPreview> UndoAsync(Guid changeSetId, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.MergeCommunities);
        return history.UndoAsync(changeSetId, by, null, cancellationToken);
    }

    private static async Task<(Community Source, Community Target)> PairAsync(AppDbContext db, Guid sourceId, Guid targetId, CancellationToken cancellationToken)
    {
        var source = await CommunityService.FindAsync(db, sourceId, cancellationToken);
        var target = await CommunityService.FindAsync(db, targetId, cancellationToken);
        return (source.Id == target.Id, source.BuilderId == target.BuilderId, source.ArchivedAt ?? target.ArchivedAt) switch
        {
            (true, _, _) => throw new RuleException("A community cannot be merged with itself."),
            (_, false, _) => throw new RuleException("The two belong to different builders, so they stay two. When the builders are one, merge the builders."),
            (_, _, not null) => throw new RuleException($"{(source.ArchivedAt is null ? target : source).Name} is archived."),
            _ => (source, target),
        };
    }

    /// <summary>Gives the kept community what it lacks. What both have stays as the kept one has it, and the other's notes follow its own.</summary>
    /// <returns>Labels of what was filled.</returns>
    private static List<string> Fill(Community source, Community target)
    {
        var filled = new List<string>();
        if (target.City is null && source.City is not null)
        {
            (target.City, target.State, target.Zip) = (source.City, source.State, source.Zip);
            filled.Add("city");
        }

        if (target.County is null && source.County is not null)
        {
            target.County = source.County;
            filled.Add("county");
        }

        if (source.Notes is not null && source.Notes != target.Notes)
        {
            target.Notes = Merging.Notes(target.Notes, source.Notes);
            filled.Add("notes");
        }

        return filled;
    }

    private static async Task<CommunityMerge> LookAsync(AppDbContext db, CommunityJoinPlan plan, IReadOnlyList<string> fills, CancellationToken cancellationToken)
    {
        var (source, target) = plan.Communities[0];
        return new CommunityMerge(
            source.Id, source.Name, target.Id, target.Name, plan.Moving.Count, plan.Joined.Count,
            await db.Jobs.CountAsync(j => j.Lot!.CommunityId == source.Id, cancellationToken), await db.ServiceCalls.CountAsync(c => c.Lot!.CommunityId == source.Id, cancellationToken),
            await db.CommunityAliases.CountAsync(a => a.CommunityId == source.Id, cancellationToken), fills, plan.Obstacles);
    }
}

/// <summary>What merging one community into another does, or would do.</summary>
/// <param name="Lots">Those that move as they are.</param>
/// <param name="JoinedLots">Those that both have under one number.</param>
/// <param name="Aliases">Other spellings of the absorbed name; the name itself becomes one more.</param>
/// <param name="Fills">What the kept community lacked and now has.</param>
/// <param name="Obstacles">What would be lost or mixed up. While there is one, nothing is merged.</param>
public sealed record CommunityMerge(
    Guid SourceId, string Source, Guid TargetId, string Target, int Lots, int JoinedLots, int Jobs, int Calls, int Aliases, IReadOnlyList<string> Fills, IReadOnlyList<MergeObstacle> Obstacles)
{
    /// <summary>What undoes it; null in a preview.</summary>
    public Guid? ChangeSetId { get; init; }
}
