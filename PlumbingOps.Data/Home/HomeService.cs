using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Home;

/// <summary>What the first page shows. Asks the rooms with the filters of their own lists, so that every number opens the rows it counts.</summary>
public sealed class HomeService(Db database, JobService jobs, ServiceCallService calls, TenantDirectory tenants, TimeProvider clock)
{
    private const int MostVisits = 400;
    private const int TasksShown = 12;
    private static readonly ListRequest OnlyCount = new(null, false, null, null, 1);
    private static readonly ListRequest WholeDay = new(null, false, null, null, MostVisits);

    /// <param name="day">Null for today.</param>
    public async Task<HomeDay> GetDayAsync(DateOnly? day, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.SeeHome);
        var today = (await tenants.ListAsync(cancellationToken)).Where(t => by.MaySee(t.Id)).Select(t => t.Today(clock)).DefaultIfEmpty().Min();
        var shown = day ?? today;
        var visits = await VisitsAsync(shown, by, cancellationToken);
        var absences = await AbsencesAsync(shown, by, cancellationToken);
        var working = visits.SelectMany(v => v.Who.Select(name => (Name: name, Visit: v))).GroupBy(w => w.Name, w => w.Visit)
            .Select(g => new PersonDay(g.Key, [.. g.OrderBy(v => v.At)], absences.FirstOrDefault(a => a.Name == g.Key).Title)).OrderBy(p => p.Name, StringComparer.CurrentCulture);
        var away = absences.Where(a => a.Name is not null && !visits.Exists(v => v.Who.Contains(a.Name)))
            .GroupBy(a => a.Name!).Select(g => new PersonDay(g.Key, [], g.First().Title)).OrderBy(p => p.Name, StringComparer.CurrentCulture);
        return new HomeDay(
            shown, today, [.. working, .. away], [.. visits.Where(v => v.Who.Count == 0).OrderBy(v => v.At)],
            [.. absences.Where(a => a.Name is null).Select(a => a.Title).Distinct()],
            await AttentionsAsync(by, cancellationToken), by.OnlyOwn ? [] : await TasksAsync(today, by, cancellationToken));
    }

    private async Task<List<Visit>> VisitsAsync(DateOnly day, Actor by, CancellationToken cancellationToken)
    {
        var visits = new List<Visit>();
        if (await MayAsync(by, Permission.SeeJobs, cancellationToken))
        {
            var page = await jobs.ListAsync(new JobFilter { From = day, To = day }, WholeDay, by, cancellationToken);
            visits.AddRange(page.Rows.Where(j => j.Status != JobStatus.Cancelled).Select(j => new Visit(j, null)));
        }

        if (await MayAsync(by, Permission.SeeServiceCalls, cancellationToken))
        {
            var page = await calls.ListAsync(new ServiceCallFilter { From = day, To = day }, WholeDay, by, cancellationToken);
            visits.AddRange(page.Rows.Where(c => c.Status is not (ServiceCallStatus.Cancelled or ServiceCallStatus.NoShow)).Select(c => new Visit(null, c)));
        }

        return visits;
    }

    private async Task<List<(string? Name, string Title)>> AbsencesAsync(DateOnly day, Actor by, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeHome, cancellationToken);
        var away = db.Absences.Where(a => a.ArchivedAt == null && a.StartDate <= day && a.EndDate >= day);
        if (by.OnlyOwn)
        {
            away = away.Where(a => a.TechnicianId == null || by.TechnicianIds.Contains(a.TechnicianId.Value));
        }

        var found = await away.Select(a => new { Name = db.Technicians.Where(t => t.Id == a.TechnicianId).Select(t => t.Name).FirstOrDefault(), a.Title }).ToListAsync(cancellationToken);
        return found.ConvertAll(a => (a.Name, a.Title));
    }

    private async Task<IReadOnlyList<Attention>> AttentionsAsync(Actor by, CancellationToken cancellationToken)
    {
        var found = new List<Attention>();
        if (await MayAsync(by, Permission.SeeJobs, cancellationToken))
        {
            await CountAsync(AttentionKind.OverdueJobs, jobs.ListAsync(new JobFilter { Overdue = true, Open = true }, OnlyCount, by, cancellationToken));
            if (!by.OnlyOwn)
            {
                await CountAsync(AttentionKind.UnassignedJobs, jobs.ListAsync(new JobFilter { Unassigned = true, Open = true }, OnlyCount, by, cancellationToken));
            }
        }

        if (await MayAsync(by, Permission.SeeServiceCalls, cancellationToken))
        {
            await CountAsync(AttentionKind.OverdueCalls, calls.ListAsync(new ServiceCallFilter { Overdue = true, Open = true }, OnlyCount, by, cancellationToken));
            await CountAsync(AttentionKind.PaperworkMissing, calls.ListAsync(new ServiceCallFilter { PaperworkMissing = true }, OnlyCount, by, cancellationToken));
            if (!by.OnlyOwn)
            {
                await CountAsync(AttentionKind.UnassignedCalls, calls.ListAsync(new ServiceCallFilter { Unassigned = true, Open = true }, OnlyCount, by, cancellationToken));
                await CountAsync(AttentionKind.NeedsWriteUp, calls.ListAsync(new ServiceCallFilter { NeedsWriteUp = true }, OnlyCount, by, cancellationToken));
            }
        }

        if (by.May(Permission.PreviewImports))
        {
            await using var db = await database.OpenAsync(by, Permission.PreviewImports, cancellationToken);
            var waiting = await db.ImportRows.CountAsync(
                r => r.Outcome == RowOutcome.Review && db.ImportBatches.Any(b => b.Id == r.BatchId && (b.Status == ImportStatus.Staged || b.Status == ImportStatus.Committed)), cancellationToken);
            found.Add(new Attention(AttentionKind.ImportRows, waiting, false));
        }

        return [.. found.Where(a => a.Count > 0)];

        async Task CountAsync<TRow>(AttentionKind kind, Task<ListPage<TRow>> page)
        {
            var counted = await page;
            found.Add(new Attention(kind, counted.Count ?? 0, counted.CountIsCapped));
        }
    }

    private async Task<IReadOnlyList<DueTask>> TasksAsync(DateOnly today, Actor by, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeHome, cancellationToken);
        var ofJobs = db.JobTasks.Where(t => t.DueDate <= today && (t.Status == OfficeTaskStatus.Pending || t.Status == OfficeTaskStatus.InProgress))
            .Join(db.Jobs, t => t.JobId, j => j.Id, (t, j) => new DueTask(
                t.Id, t.TenantId, t.Title, t.DueDate!.Value, db.Users.Where(u => u.Id == t.AssigneeId).Select(u => u.FullName).FirstOrDefault(), j.Id, j.Number, null, null))
            .OrderBy(t => t.DueDate).Take(TasksShown);
        var ofCalls = db.CallTasks.Where(t => t.DueDate <= today && (t.Status == OfficeTaskStatus.Pending || t.Status == OfficeTaskStatus.InProgress))
            .Join(db.ServiceCalls, t => t.ServiceCallId, c => c.Id, (t, c) => new DueTask(
                t.Id, t.TenantId, t.Title, t.DueDate!.Value, db.Users.Where(u => u.Id == t.AssigneeId).Select(u => u.FullName).FirstOrDefault(), null, null, c.Id, c.Number))
            .OrderBy(t => t.DueDate).Take(TasksShown);
        return [.. (await ofJobs.ToListAsync(cancellationToken)).Concat(await ofCalls.ToListAsync(cancellationToken)).OrderBy(t => t.DueDate).Take(TasksShown)];
    }

    private async Task<bool> MayAsync(Actor by, Permission permission, CancellationToken cancellationToken) =>
        by.May(permission) && (await tenants.WithFeatureAsync(by.Tenants, Permissions.FeatureOf(permission)!.Value, cancellationToken)).Count > 0;
}
