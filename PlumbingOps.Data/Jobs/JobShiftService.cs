using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Jobs;

/// <summary>Moves several jobs by the same days: first shown, then done as one change set that can be taken back as one.</summary>
public sealed class JobShiftService(Db database)
{
    public const int MostJobs = 500;

    public async Task<IReadOnlyList<JobShiftRow>> PreviewAsync(IReadOnlyCollection<Guid> jobIds, JobShift shift, Actor by, CancellationToken cancellationToken = default)
    {
        RefuseNonsense(jobIds, shift);
        await using var db = await database.OpenAsync(by, Permission.EditJobs, cancellationToken);
        return [.. (await ReadAsync(db, jobIds, cancellationToken)).Select(job => Plan(job, shift))];
    }

    /// <summary>Does exactly what the preview showed, or nothing.</summary>
    /// <returns>How many jobs moved.</returns>
    /// <exception cref="RuleException">A job was changed since the preview.</exception>
    public async Task<int> ShiftAsync(IReadOnlyCollection<JobShiftRow> previewed, JobShift shift, Actor by, CancellationToken cancellationToken = default)
    {
        var ids = previewed.Select(p => p.Id).ToList();
        RefuseNonsense(ids, shift);
        await using var db = await database.OpenAsync(by, Permission.EditJobs, cancellationToken);
        var jobs = await ReadAsync(db, ids, cancellationToken);
        var now = jobs.ConvertAll(job => Plan(job, shift));
        var changed = now.Except(previewed).Select(row => row.ShortNumber).Concat(previewed.Where(p => jobs.TrueForAll(j => j.Id != p.Id)).Select(p => p.ShortNumber)).ToList();
        if (changed.Count > 0)
        {
            throw ChangedMeanwhile(string.Join(", ", changed));
        }

        foreach (var row in now.Where(row => row.Moves))
        {
            jobs.Find(job => job.Id == row.Id)!.Schedule(row.NewStart, row.NewEnd);
        }

        var count = now.Count(row => row.Moves);
        if (count == 0)
        {
            throw new RuleException("None of these jobs can be moved.");
        }

        await db.DescribeAsync($"Shifted {count} {(count == 1 ? "job" : "jobs")} {shift.InWords()}", cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw ChangedMeanwhile("Some of the jobs");
        }

        return count;
    }

    private static RuleException ChangedMeanwhile(string which) => new($"{which} changed since the preview. Nothing was moved; look at the new preview.");

    private static void RefuseNonsense(IReadOnlyCollection<Guid> jobIds, JobShift shift)
    {
        if (jobIds.Count is 0 or > MostJobs)
        {
            throw new RuleException($"Choose between 1 and {MostJobs} jobs.");
        }

        if (shift.Days is 0 or < -JobShift.MostDays or > JobShift.MostDays)
        {
            throw new RuleException($"Give between 1 and {JobShift.MostDays} days, later or earlier.", nameof(shift.Days));
        }
    }

    private static Task<List<Job>> ReadAsync(AppDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        db.Jobs.Include(j => j.Lot).ThenInclude(l => l!.Community).Where(j => ids.Contains(j.Id)).OrderBy(j => j.StartSort).ThenBy(j => j.Number).ToListAsync(cancellationToken);

    private static JobShiftRow Plan(Job job, JobShift shift)
    {
        var leftOut = job.ArchivedAt is not null ? "archived"
            : job.Status is JobStatus.Completed or JobStatus.Cancelled or JobStatus.OnHold ? job.Status.InWords()
            : job.StartDate is null ? "has no days yet"
            : null;
        var (start, end) = leftOut is null ? (shift.Move(job.StartDate!.Value), shift.Move(job.EndDate!.Value)) : ((DateOnly?)null, (DateOnly?)null);
        var place = job.Lot!.Number is { } number ? $"{job.Lot.Community!.Name} #{number}" : job.Lot.Community!.Name;
        return new JobShiftRow(job.Id, job.TenantId, job.ShortNumber, place, job.Phase, job.StartDate, job.EndDate, start, end, leftOut, Note(start, end));
    }

    private static string? Note(DateOnly? start, DateOnly? end) => (start, end) switch
    {
        ({ } first, _) when JobShift.IsWeekend(first) => $"begins on a {first.DayOfWeek}",
        (_, { } last) when JobShift.IsWeekend(last) => $"ends on a {last.DayOfWeek}",
        _ => null,
    };
}
