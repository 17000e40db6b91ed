using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Lots;

/// <summary>Everything a page may ask about communities and their other spellings.</summary>
public sealed class CommunityService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    private static readonly Expression<Func<Community, CommunityRow>> AsRow = c => new CommunityRow(
        c.Id, c.Name, c.BuilderId, c.Builder!.Name, c.City, c.State, c.Lots.Count(l => l.ArchivedAt == null), c.ArchivedAt,
        c.Aliases.OrderBy(a => a.Alias).Select(a => a.Alias).ToList());

    public async Task<ListPage<CommunityRow>> ListAsync(CommunityFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeLots, cancellationToken);
        var communities = db.Communities.AsNoTracking();
        communities = filter.Archived
            ? communities.Where(c => c.ArchivedAt != null || c.Builder!.ArchivedAt != null)
            : communities.Where(c => c.ArchivedAt == null && c.Builder!.ArchivedAt == null);
        if (filter.BuilderId is { } builder)
        {
            communities = communities.Where(c => c.BuilderId == builder);
        }

        var page = await Search(communities, filter.Search).ToPageAsync(request, c => c.Name, c => c.Id, AsRow, cancellationToken);
        var ids = page.Rows.Select(r => r.Id).ToList();
        var open = await db.Jobs
            .Where(j => j.ArchivedAt == null && (j.Status == JobStatus.New || j.Status == JobStatus.Scheduled || j.Status == JobStatus.InProgress || j.Status == JobStatus.OnHold)
                && ids.Contains(j.Lot!.CommunityId))
            .GroupBy(j => j.Lot!.CommunityId).Select(g => new { g.Key, Many = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Many, cancellationToken);
        return page with { Rows = [.. page.Rows.Select(r => r with { OpenJobs = open.GetValueOrDefault(r.Id) })] };
    }

    /// <summary>The communities a form offers to choose from.</summary>
    public async Task<IReadOnlyList<Choice>> FindAsync(string? typed, int most, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeLots, cancellationToken);
        return await Search(db.Communities.Where(c => c.ArchivedAt == null && c.Builder!.ArchivedAt == null), typed)
            .OrderBy(c => c.Name).Take(most).Select(c => new Choice(c.Id, c.Name, c.Builder!.Name)).ToListAsync(cancellationToken);
    }

    public async Task<CommunityDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeLots, cancellationToken);
        var community = await db.Communities.AsNoTracking().Include(c => c.Builder).Include(c => c.Aliases).SingleOrDefaultAsync(c => c.Id == id, cancellationToken)
            ?? throw new NotFoundException("The community");
        var lots = await db.Lots.Where(l => l.CommunityId == id).GroupBy(l => l.ArchivedAt == null).Select(g => new { Active = g.Key, Many = g.Count() }).ToListAsync(cancellationToken);
        var boards = by.May(Permission.SeeJobs)
            ? (await tenants.ListAsync(cancellationToken)).Where(t => by.MaySee(t.Id) && t.Features.Contains(Feature.Jobs)).ToList()
            : [];
        return new CommunityDetails(
            id, CommunityInput.Of(community), community.BuilderId, community.Builder!.Name, community.Builder.ArchivedAt is not null, community.ArchivedAt,
            lots.Where(l => l.Active).Sum(l => l.Many), lots.Where(l => !l.Active).Sum(l => l.Many),
            [.. community.Aliases.OrderBy(a => a.Alias, StringComparer.OrdinalIgnoreCase).Select(a => new CommunityAliasRow(a.Id, a.Alias))], boards);
    }

    /// <returns>The new community's id.</returns>
    public async Task<Guid> CreateAsync(Guid builderId, CommunityInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Check(input);
        await using var db = await database.OpenAsync(by, Permission.EditLots, cancellationToken);
        var builder = await BuilderService.FindAsync(db, builderId, cancellationToken);
        if (builder.ArchivedAt is not null)
        {
            throw new RuleException($"{builder.Name} is archived: restore it first.");
        }

        var community = new Community { BuilderId = builderId, Name = Typed.Line(input.Name)! };
        input.FillIn(community);
        await CommunityNames.RequireFreeAsync(db, builderId, community.Name, null, nameof(input.Name), cancellationToken);
        db.Communities.Add(community);
        await db.DescribeAsync($"Added the community {community.Name} of {builder.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(CommunityNames.JustTaken(community.Name, nameof(input.Name)), cancellationToken);
        return community.Id;
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, CommunityInput seen, CommunityInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Check(mine);
        await using var db = await database.OpenAsync(by, Permission.EditLots, cancellationToken);
        var community = await FindAsync(db, id, cancellationToken);
        FieldMerge.Merge(seen, mine, CommunityInput.Of(community)).FillIn(community);
        await CommunityNames.RequireFreeAsync(db, community.BuilderId, community.Name, id, nameof(mine.Name), cancellationToken);
        await db.DescribeAsync($"Changed the community {community.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(CommunityNames.JustTaken(community.Name, nameof(mine.Name)), cancellationToken);
    });

    /// <summary>Hides the community and its lots from lists and choices; everything is kept. Refused while anybody still works there.</summary>
    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, clock.GetUtcNow(), by, cancellationToken);

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, null, by, cancellationToken);

    public async Task<Guid> AddAliasAsync(Guid communityId, string? alias, Actor by, CancellationToken cancellationToken = default)
    {
        const string Field = nameof(CommunityAlias.Alias);
        var word = Typed.Line(alias);
        BuilderNames.RequireWord(word, Field);
        if (word!.Length > Community.NameMaxLength)
        {
            throw new RuleException($"At most {Community.NameMaxLength} characters.", Field);
        }

        await using var db = await database.OpenAsync(by, Permission.EditLots, cancellationToken);
        var community = await FindAsync(db, communityId, cancellationToken);
        if (await db.Communities.AnyAsync(c => c.Id == communityId
            && (AppDbContext.Plain(c.Name) == AppDbContext.Plain(word) || c.Aliases.Any(a => AppDbContext.Plain(a.Alias) == AppDbContext.Plain(word))), cancellationToken))
        {
            throw new RuleException($"“{word}” means {community.Name} already.", Field);
        }

        await CommunityNames.RequireFreeAsync(db, community.BuilderId, word, communityId, Field, cancellationToken);
        var added = new CommunityAlias { BuilderId = community.BuilderId, CommunityId = communityId, Alias = word };
        db.CommunityAliases.Add(added);
        await db.DescribeAsync($"“{word}” means {community.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(CommunityNames.JustTaken(word, Field), cancellationToken);
        return added.Id;
    }

    public async Task RemoveAliasAsync(Guid aliasId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditLots, cancellationToken);
        var alias = await db.CommunityAliases.SingleOrDefaultAsync(a => a.Id == aliasId, cancellationToken) ?? throw new NotFoundException("The alias");
        db.CommunityAliases.Remove(alias);
        await db.DescribeAsync($"Removed the alias “{alias.Alias}”", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private Task SetArchivedAsync(Guid id, DateTimeOffset? at, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditLots, cancellationToken);
        by.Require(Permission.ArchiveRecords);
        var community = await FindAsync(db, id, cancellationToken);
        if (at is not null)
        {
            (await OpenWork.OfCommunityAsync(db, id, cancellationToken)).RequireNone(community.Name);
        }

        community.ArchivedAt = at is null ? null : community.ArchivedAt ?? at;
        await db.DescribeAsync($"{(at is null ? "Restored" : "Archived")} the community {community.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    private static void Check(CommunityInput input)
    {
        Typed.Check(input);
        BuilderNames.RequireWord(Typed.Line(input.Name), nameof(input.Name));
    }

    private static IQueryable<Community> Search(IQueryable<Community> communities, string? typed)
    {
        foreach (var word in SearchWords.Of(typed))
        {
            var anywhere = SearchWords.Anywhere(word);
            communities = communities.Where(c => EF.Functions.ILike(c.Name, anywhere)
                || EF.Functions.ILike(c.Builder!.Name, anywhere)
                || EF.Functions.ILike(c.City!, anywhere)
                || c.Aliases.Any(a => EF.Functions.ILike(a.Alias, anywhere)));
        }

        return communities;
    }

    internal static async Task<Community> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Communities.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new NotFoundException("The community");
}
