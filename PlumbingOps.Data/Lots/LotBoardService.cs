using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Lots;

/// <summary>The lots × phases board of a community: one query for the order of the lots, one for each window of rows.</summary>
public sealed class LotBoardService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <param name="tenantId">The company whose phases are shown; null shows the lots alone.</param>
    public async Task<LotBoardIndex> IndexAsync(Guid communityId, string? tenantId, LotBoardFilter filter, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(tenantId, by, cancellationToken);
        DateOnly? today = tenantId is null ? null : (await tenants.GetAsync(tenantId, cancellationToken)).Today(clock);
        var lots = db.Lots.Where(l => l.CommunityId == communityId && (l.ArchivedAt != null) == filter.Archived);
        foreach (var word in SearchWords.Of(filter.Search))
        {
            var anywhere = SearchWords.Anywhere(word);
            lots = lots.Where(l => EF.Functions.ILike(l.Number!, anywhere) || EF.Functions.ILike(l.Street!, anywhere) || EF.Functions.ILike(l.Plan!, anywhere));
        }

        if (tenantId is not null)
        {
            var jobs = db.Jobs.Where(j => j.TenantId == tenantId && j.ArchivedAt == null);
            if (filter.Open)
            {
                lots = lots.Where(l => jobs.Any(j => j.LotId == l.Id
                    && (j.Status == JobStatus.New || j.Status == JobStatus.Scheduled || j.Status == JobStatus.InProgress || j.Status == JobStatus.OnHold)));
            }

            if (filter.Overdue)
            {
                lots = lots.Where(l => jobs.Any(j => j.LotId == l.Id && j.EndDate < today
                    && (j.Status == JobStatus.New || j.Status == JobStatus.Scheduled || j.Status == JobStatus.InProgress)));
            }

            if (filter.Missing is { } phase)
            {
                lots = lots.Where(l => !jobs.Any(j => j.LotId == l.Id && j.Phase == phase && j.Status != JobStatus.Cancelled));
            }
        }

        return new LotBoardIndex(await lots.OrderBy(l => l.NumberSort).ThenBy(l => l.Id).Select(l => l.Id).ToListAsync(cancellationToken), tenantId, today);
    }

    /// <summary>One window of rows, in the order of the ids; a lot that has gone meanwhile is missing.</summary>
    public async Task<IReadOnlyList<LotBoardRow>> RowsAsync(IReadOnlyList<Guid> lotIds, string? tenantId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(tenantId, by, cancellationToken);
        var job = AsJob(db);
        var rows = await db.Lots.AsNoTracking().Where(l => lotIds.Contains(l.Id))
            .Select(l => new LotBoardRow(
                l.Id, l.Number, l.Street, l.Plan, l.ArchivedAt,
                db.Jobs.Where(j => j.LotId == l.Id && j.TenantId == tenantId && j.ArchivedAt == null).Select(job).ToList()))
            .ToDictionaryAsync(r => r.Id, cancellationToken);
        return [.. lotIds.Select(id => rows.GetValueOrDefault(id)).OfType<LotBoardRow>()];
    }

    /// <summary>Whom a cell can put on its crew.</summary>
    public async Task<IReadOnlyList<Choice>> FindTechniciansAsync(string tenantId, string? typed, int most, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(tenantId, by, cancellationToken);
        var technicians = db.Technicians.Where(t => t.TenantId == tenantId && t.IsActive);
        foreach (var word in SearchWords.Of(typed))
        {
            var anywhere = SearchWords.Anywhere(word);
            technicians = technicians.Where(t => EF.Functions.ILike(t.Name, anywhere) || t.Aliases.Any(a => EF.Functions.ILike(a.Alias, anywhere)));
        }

        return await technicians.OrderBy(t => t.Name).Take(most).Select(t => new Choice(t.Id, t.Name, null)).ToListAsync(cancellationToken);
    }

    internal static Expression<Func<Job, LotJobRow>> AsJob(AppDbContext db) => j => new LotJobRow(
        j.Id, j.TenantId, j.Number, j.Phase, j.Status, j.StatusReason, j.StartDate, j.EndDate, j.CompletedOn,
        db.Technicians.Where(t => j.Crew.Any(c => c.TechnicianId == t.Id)).OrderBy(t => t.Name).Select(t => new CrewName(t.Id, t.Name)).ToList());

    private async Task<AppDbContext> OpenAsync(string? tenantId, Actor by, CancellationToken cancellationToken)
    {
        by.Require(Permission.SeeLots);
        if (tenantId is null)
        {
            return await database.OpenAsync(by, Permission.SeeLots, cancellationToken);
        }

        var db = await database.OpenAsync(by, Permission.SeeJobs, cancellationToken);
        if (db.Scope!.Tenants.Contains(tenantId))
        {
            return db;
        }

        await db.DisposeAsync();
        throw new NotFoundException("The company");
    }
}
