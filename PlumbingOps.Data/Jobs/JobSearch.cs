using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Jobs;

/// <summary>How the filters of the jobs list become a query that its indexes answer.</summary>
internal static class JobSearch
{
    public static async Task<IQueryable<Job>> ApplyAsync(AppDbContext db, JobFilter filter, TenantDirectory tenants, TimeProvider clock, CancellationToken cancellationToken)
    {
        var allowed = filter.TenantId is { } one ? db.Scope!.Tenants.Where(t => t == one).ToList() : db.Scope!.Tenants;
        var jobs = db.Jobs.AsNoTracking();
        jobs = allowed is [var only] ? jobs.Where(j => j.TenantId == only) : jobs.Where(j => allowed.Contains(j.TenantId));
        jobs = filter.Archived ? jobs.Where(j => j.ArchivedAt != null) : jobs.Where(j => j.ArchivedAt == null);
        if (filter.Status is { } status) { jobs = jobs.Where(j => j.Status == status); }
        if (filter.Open) { jobs = jobs.Where(j => j.Status == JobStatus.New || j.Status == JobStatus.Scheduled || j.Status == JobStatus.InProgress || j.Status == JobStatus.OnHold); }
        if (filter.Phase is { } phase) { jobs = jobs.Where(j => j.Phase == phase); }
        if (filter.LotId is { } lot) { jobs = jobs.Where(j => j.LotId == lot); }
        if (filter.CommunityId is { } community) { jobs = jobs.Where(j => j.Lot!.CommunityId == community); }
        if (filter.BuilderId is { } builder) { jobs = jobs.Where(j => j.Lot!.Community!.BuilderId == builder); }
        if (filter.TechnicianId is { } technician) { jobs = jobs.Where(j => j.Crew.Any(c => c.TechnicianId == technician)); }
        if (filter.ImportId is { } import) { jobs = jobs.Where(j => db.ImportLinks.Where(l => l.BatchId == import).Select(l => l.EntityId).Contains(j.Id)); }
        if (filter.To is { } to) { jobs = jobs.Where(j => j.StartSort <= to); }
        if (filter.From is { } from)
        {
            // Work that reaches into the range began at most the longest job's days before it: only so can the index on the start bound the search.
            var earliest = from.AddDays(1 - await LongestAsync(db, allowed, cancellationToken));
            jobs = jobs.Where(j => j.EndDate >= from && j.StartSort >= earliest);
        }

        if (filter.CompletedFrom is { } since) { jobs = jobs.Where(j => j.CompletedOn >= since); }
        if (filter.CompletedTo is { } until) { jobs = jobs.Where(j => j.CompletedOn <= until); }
        if (filter.Unassigned) { jobs = jobs.Where(j => !j.Crew.Any() && (j.Status == JobStatus.New || j.Status == JobStatus.Scheduled || j.Status == JobStatus.InProgress)); }
        if (filter.Overdue || filter.Starting || filter.EndingSoon) { jobs = await OnTheirDayAsync(jobs, filter, allowed, tenants, clock, cancellationToken); }

        foreach (var word in SearchWords.Of(filter.Search))
        {
            jobs = word.StartsWith("j-", StringComparison.Ordinal) && int.TryParse(word[2..], out var number)
                ? jobs.Where(j => j.Number == number)
                : jobs.Where(j => EF.Functions.Like(j.Lot!.Search, SearchWords.Anywhere(word)));
        }

        return jobs;
    }

    public static Expression<Func<Job, JobRow>> AsRow(AppDbContext db) => j => new JobRow(
        j.Id, j.TenantId, j.Number, j.Phase, j.Status, j.StartDate, j.EndDate, j.CompletedOn,
        j.LotId, j.Lot!.Number, j.Lot.CommunityId, j.Lot.Community!.Name, j.Lot.Community.BuilderId, j.Lot.Community.Builder!.Name, j.Lot.Street, j.Lot.City,
        db.Technicians.Where(t => j.Crew.Any(c => c.TechnicianId == t.Id)).OrderBy(t => t.Name).Select(t => t.Name).ToList());

    /// <summary>Every company by its own today, so that no job is late a day too soon or too late.</summary>
    private static async Task<IQueryable<Job>> OnTheirDayAsync(
        IQueryable<Job> jobs, JobFilter filter, IReadOnlyList<string> allowed, TenantDirectory tenants, TimeProvider clock, CancellationToken cancellationToken)
    {
        IQueryable<Job>? all = null;
        var days = (await tenants.ListAsync(cancellationToken)).Where(t => allowed.Contains(t.Id)).GroupBy(t => t.Today(clock)).ToList();
        foreach (var day in days)
        {
            var (today, tomorrow, mine) = (day.Key, day.Key.AddDays(1), day.Select(t => t.Id).ToList());
            var those = days.Count == 1 ? jobs : jobs.Where(j => mine.Contains(j.TenantId));
            if (filter.Overdue) { those = those.Where(j => j.EndDate < today && (j.Status == JobStatus.New || j.Status == JobStatus.Scheduled || j.Status == JobStatus.InProgress)); }
            if (filter.Starting) { those = those.Where(j => j.StartSort == today && (j.Status == JobStatus.New || j.Status == JobStatus.Scheduled)); }
            if (filter.EndingSoon) { those = those.Where(j => j.EndDate >= today && j.EndDate <= tomorrow && (j.Status == JobStatus.New || j.Status == JobStatus.Scheduled || j.Status == JobStatus.InProgress)); }
            all = all is null ? those : all.Union(those);
        }

        return all ?? jobs.Where(j => false);
    }

    /// <summary>One step down an index per company.</summary>
    private static async Task<int> LongestAsync(AppDbContext db, IReadOnlyList<string> tenants, CancellationToken cancellationToken)
    {
        var longest = 1;
        foreach (var tenant in tenants)
        {
            longest = Math.Max(longest, await db.Jobs.IgnoreQueryFilters([AppDbContext.OwnFilter]).Where(j => j.TenantId == tenant).MaxAsync(j => j.DayCount, cancellationToken) ?? 1);
        }

        return longest;
    }
}
