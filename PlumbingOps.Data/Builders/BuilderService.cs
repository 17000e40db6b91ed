using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Builders;

/// <summary>Everything a page may ask about builders.</summary>
public sealed class BuilderService(Db database, TimeProvider clock)
{
    /// <summary>More open work than this is read in the lists of jobs and calls, not on a builder's page.</summary>
    public const int OpenWorkShown = 50;

    private static readonly Expression<Func<Builder, BuilderRow>> AsRow = b => new BuilderRow(
        b.Id, b.Name, b.Phone, b.City, b.State, b.WarrantyMonths, b.Communities.Count(c => c.ArchivedAt == null), b.ArchivedAt,
        b.Aliases.OrderBy(a => a.Alias).Select(a => a.Alias).ToList());

    public async Task<ListPage<BuilderRow>> ListAsync(BuilderFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeBuilders, cancellationToken);
        var builders = Search(db.Builders.AsNoTracking().Where(b => (b.ArchivedAt != null) == filter.Archived), filter.Search);
        var page = await builders.ToPageAsync(request, b => b.Name, b => b.Id, AsRow, cancellationToken);
        return page with { Rows = await WithOpenWorkAsync(db, page.Rows, cancellationToken) };
    }

    /// <summary>The builders a form offers to choose from.</summary>
    public async Task<IReadOnlyList<Choice>> FindAsync(string? typed, int most, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeBuilders, cancellationToken);
        return await Search(db.Builders.Where(b => b.ArchivedAt == null), typed).OrderBy(b => b.Name).Take(most)
            .Select(b => new Choice(b.Id, b.Name, b.City)).ToListAsync(cancellationToken);
    }

    public async Task<BuilderDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeBuilders, cancellationToken);
        var builder = await db.Builders.AsNoTracking().Include(b => b.Aliases).Include(b => b.Contacts).AsSplitQuery().SingleOrDefaultAsync(b => b.Id == id, cancellationToken)
            ?? throw new NotFoundException("The builder");
        var open = OpenJobs(db).Where(j => j.Lot!.Community!.BuilderId == id);
        var calls = OpenCalls(db).Where(c => c.BuilderId == id || c.Lot!.Community!.BuilderId == id);
        var communities = await db.Communities.Where(c => c.BuilderId == id).OrderBy(c => c.Name)
            .Select(c => new BuilderCommunityRow(
                c.Id, c.Name, c.City, c.Lots.Count(l => l.ArchivedAt == null),
                OpenJobs(db).Count(j => j.Lot!.CommunityId == c.Id), c.ArchivedAt))
            .ToListAsync(cancellationToken);
        var jobs = await open.OrderBy(j => j.StartSort).ThenBy(j => j.Id).Take(OpenWorkShown)
            .Select(j => new BuilderJobRow(
                j.Id, j.TenantId, j.Number, j.Phase, j.Status, j.StartDate, j.EndDate, j.LotId, j.Lot!.Number, j.Lot.Street, j.Lot.Community!.Name))
            .ToListAsync(cancellationToken);
        var visits = await calls.OrderBy(c => c.StartSort).ThenBy(c => c.Id).Take(OpenWorkShown)
            .Select(c => new BuilderCallRow(
                c.Id, c.TenantId, c.Number, c.Kind, c.Status, c.StartsAt, c.AllDay, c.Problem.Substring(0, 120), c.LotId, c.Lot!.Number, c.Lot.Community!.Name))
            .ToListAsync(cancellationToken);
        return new BuilderDetails(
            id, BuilderInput.Of(builder), builder.ArchivedAt,
            [.. builder.Contacts.OrderBy(c => c.ArchivedAt is not null).ThenBy(c => c.Name, StringComparer.OrdinalIgnoreCase).Select(BuilderContactService.AsRow)],
            [.. builder.Aliases.OrderBy(a => a.Alias, StringComparer.OrdinalIgnoreCase).Select(a => new BuilderAliasRow(a.Id, a.Alias))],
            communities, await WorkByCompanyAsync(open, calls, cancellationToken), jobs, visits);
    }

    /// <returns>The new builder's id.</returns>
    public async Task<Guid> CreateAsync(BuilderInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Check(input);
        await using var db = await database.OpenAsync(by, Permission.EditBuilders, cancellationToken);
        var builder = new Builder { Name = Typed.Line(input.Name)! };
        input.FillIn(builder);
        await BuilderNames.RequireFreeAsync(db, builder.Name, null, nameof(input.Name), cancellationToken);
        db.Builders.Add(builder);
        await db.DescribeAsync($"Added the builder {builder.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(BuilderNames.JustTaken(builder.Name, nameof(input.Name)), cancellationToken);
        return builder.Id;
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, BuilderInput seen, BuilderInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Check(mine);
        await using var db = await database.OpenAsync(by, Permission.EditBuilders, cancellationToken);
        var builder = await FindAsync(db, id, cancellationToken);
        FieldMerge.Merge(seen, mine, BuilderInput.Of(builder)).FillIn(builder);
        await BuilderNames.RequireFreeAsync(db, builder.Name, id, nameof(mine.Name), cancellationToken);
        await db.DescribeAsync($"Changed the builder {builder.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(BuilderNames.JustTaken(builder.Name, nameof(mine.Name)), cancellationToken);
    });

    /// <summary>Hides the builder from lists and choices; everything of it is kept. Refused while anybody still works for it.</summary>
    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditBuilders, cancellationToken);
        by.Require(Permission.ArchiveRecords);
        var builder = await FindAsync(db, id, cancellationToken);
        (await OpenWork.OfBuilderAsync(db, id, cancellationToken)).RequireNone(builder.Name);
        builder.ArchivedAt ??= clock.GetUtcNow();
        await db.DescribeAsync($"Archived the builder {builder.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditBuilders, cancellationToken);
        by.Require(Permission.ArchiveRecords);
        var builder = await FindAsync(db, id, cancellationToken);
        builder.ArchivedAt = null;
        await db.DescribeAsync($"Restored the builder {builder.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    internal static async Task<Builder> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Builders.SingleOrDefaultAsync(b => b.Id == id, cancellationToken) ?? throw new NotFoundException("The builder");

    private static void Check(BuilderInput input)
    {
        Typed.Check(input);
        BuilderNames.RequireWord(Typed.Line(input.Name), nameof(input.Name));
    }

    /// <summary>By name, alias, or a contact's name, mail or any part of a phone. A contact of another company finds nothing: the policy hides it here too.</summary>
    private static IQueryable<Builder> Search(IQueryable<Builder> builders, string? typed)
    {
        foreach (var word in SearchWords.Of(typed))
        {
            var anywhere = SearchWords.Anywhere(word);
            var digits = new string(word.Where(char.IsAsciiDigit).ToArray());
            builders = digits.Length > 0 && word.All(c => !char.IsAsciiLetter(c))
                ? builders.Where(b => EF.Functions.ILike(b.Name, anywhere)
                    || b.Aliases.Any(a => EF.Functions.ILike(a.Alias, anywhere))
                    || AppDbContext.PhoneDigits(b.Phone)!.Contains(digits)
                    || b.Contacts.Any(c => c.ArchivedAt == null && AppDbContext.PhoneDigits(c.Phone)!.Contains(digits)))
                : builders.Where(b => EF.Functions.ILike(b.Name, anywhere)
                    || b.Aliases.Any(a => EF.Functions.ILike(a.Alias, anywhere))
                    || b.Contacts.Any(c => c.ArchivedAt == null && (EF.Functions.ILike(c.Name, anywhere) || EF.Functions.ILike(c.Email!, anywhere))));
        }

        return builders;
    }

    /// <summary>Two grouped counts over open work for the whole page, however much finished work there is.</summary>
    private static async Task<IReadOnlyList<BuilderRow>> WithOpenWorkAsync(AppDbContext db, IReadOnlyList<BuilderRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var jobs = await OpenJobs(db).Where(j => ids.Contains(j.Lot!.Community!.BuilderId))
            .GroupBy(j => j.Lot!.Community!.BuilderId).Select(g => new { g.Key, Many = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Many, cancellationToken);
        var calls = await OpenCalls(db).Select(c => c.BuilderId ?? c.Lot!.Community!.BuilderId).Where(b => ids.Contains(b))
            .GroupBy(b => b).Select(g => new { g.Key, Many = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Many, cancellationToken);
        return [.. rows.Select(r => r with { OpenJobs = jobs.GetValueOrDefault(r.Id), OpenCalls = calls.GetValueOrDefault(r.Id) })];
    }

    private static async Task<IReadOnlyList<BuilderWorkRow>> WorkByCompanyAsync(IQueryable<Job> open, IQueryable<ServiceCall> calls, CancellationToken cancellationToken)
    {
        var jobs = await open.GroupBy(j => j.TenantId).Select(g => new { g.Key, Many = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Many, cancellationToken);
        var visits = await calls.GroupBy(c => c.TenantId).Select(g => new { g.Key, Many = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Many, cancellationToken);
        return [.. jobs.Keys.Union(visits.Keys).Order(StringComparer.Ordinal).Select(t => new BuilderWorkRow(t, jobs.GetValueOrDefault(t), visits.GetValueOrDefault(t)))];
    }

    private static IQueryable<Job> OpenJobs(AppDbContext db) => db.Jobs.Where(j =>
        j.ArchivedAt == null && (j.Status == JobStatus.New || j.Status == JobStatus.Scheduled || j.Status == JobStatus.InProgress || j.Status == JobStatus.OnHold));

    private static IQueryable<ServiceCall> OpenCalls(AppDbContext db) => db.ServiceCalls.Where(c =>
        c.ArchivedAt == null && c.Status != ServiceCallStatus.Completed && c.Status != ServiceCallStatus.Cancelled && c.Status != ServiceCallStatus.NoShow);
}
