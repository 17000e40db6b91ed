using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.Jobs;

/// <summary>A house's warranty starts on the later completion of Trim and Final and lasts as long as its builder's agreement says.</summary>
public static class WarrantyRule
{
    public static bool Concerns(JobPhase phase) => phase is JobPhase.Trim or JobPhase.Final;

    /// <summary>The last covered day. A month that lacks the start's day is covered to its end: from 29 Feb, a year ends on 28 Feb.</summary>
    public static DateOnly LastDay(DateOnly start, int months)
    {
        var end = start.AddMonths(months);
        return end.Day < start.Day ? end : end.AddDays(-1);
    }

    /// <summary>Two phases of one house completed at the same moment take turns, so that the later day wins. Until the transaction ends.</summary>
    internal static Task TakeTurnAsync(AppDbContext db, Guid lotId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select from app.lots where id = {lotId} for no key update", cancellationToken);

    /// <summary>After a completion: starts the warranty, or moves it when this phase was the later one. A warranty kept when its job was reopened stays.</summary>
    internal static async Task CompletedAsync(AppDbContext db, Job job, CancellationToken cancellationToken)
    {
        var warranty = await FindAsync(db, job, cancellationToken);
        if (warranty?.JobId != job.Id)
        {
            await RecomputeAsync(db, job, cancellationToken);
        }
    }

    /// <summary>After a completion day was corrected, or its job reopened or cancelled: what the completed phases say now. The job is saved already.</summary>
    internal static async Task RecomputeAsync(AppDbContext db, Job job, CancellationToken cancellationToken)
    {
        var warranty = await FindAsync(db, job, cancellationToken);
        // A technician who completes Final is not on Trim's crew, but its day counts.
        var last = await db.Jobs.IgnoreQueryFilters([AppDbContext.OwnFilter])
            .Where(j => j.TenantId == job.TenantId && j.LotId == job.LotId && j.Status == JobStatus.Completed && j.ArchivedAt == null
                && (j.Phase == JobPhase.Trim || j.Phase == JobPhase.Final))
            .OrderByDescending(j => j.CompletedOn).ThenBy(j => j.Phase)
            .Select(j => new { j.Id, j.CompletedOn }).FirstOrDefaultAsync(cancellationToken);
        var months = await db.Lots.Where(l => l.Id == job.LotId).Select(l => l.Community!.Builder!.WarrantyMonths).SingleAsync(cancellationToken);
        if (last?.CompletedOn is not { } start || months == 0)
        {
            if (warranty is not null)
            {
                db.LotWarranties.Remove(warranty);
            }

            return;
        }

        if (warranty is null)
        {
            warranty = new LotWarranty { TenantId = job.TenantId, LotId = job.LotId };
            db.LotWarranties.Add(warranty);
        }

        (warranty.JobId, warranty.StartsOn, warranty.EndsOn) = (last.Id, start, LastDay(start, months));
    }

    private static Task<LotWarranty?> FindAsync(AppDbContext db, Job job, CancellationToken cancellationToken) =>
        db.LotWarranties.SingleOrDefaultAsync(w => w.TenantId == job.TenantId && w.LotId == job.LotId, cancellationToken);
}
