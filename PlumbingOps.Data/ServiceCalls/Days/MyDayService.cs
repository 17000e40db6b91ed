using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls.Completion;
using PlumbingOps.Data.ServiceCalls.Photos;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.ServiceCalls.Days;

/// <summary>The day of one person, as a phone shows it: those calls and jobs the person is on, in charge or helping.</summary>
public sealed class MyDayService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>A visit that was begun and not ended is still ahead; one this old is the office's to look after.</summary>
    private const int OldestDays = 31;

    public async Task<OwnDay> TodayAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.WorkOnServiceCalls, cancellationToken);
        var companies = (await tenants.ListAsync(cancellationToken)).Where(t => db.Scope!.Tenants.Contains(t.Id)).ToList();
        var visits = new List<OwnVisit>();
        foreach (var company in by.TechnicianIds.Count == 0 ? [] : companies)
        {
            visits.AddRange(await VisitsAsync(db, company, by, cancellationToken));
        }

        return new OwnDay(
            companies[0].Today(clock),
            [.. visits.OrderBy(v => Turn(v)).ThenBy(v => v.StartsAt).ThenBy(v => v.EndsAt).ThenBy(v => v.Number)],
            by.TechnicianIds.Count == 0 ? [] : await JobsAsync(companies, by, cancellationToken));
    }

    private static int Turn(OwnVisit visit) => visit.Status switch
    {
        ServiceCallStatus.InProgress => 0,
        ServiceCallStatus.New or ServiceCallStatus.Scheduled or ServiceCallStatus.Dispatched => 1,
        ServiceCallStatus.OnHold => 2,
        _ => 3,
    };

    private async Task<IEnumerable<OwnVisit>> VisitsAsync(AppDbContext db, TenantRow company, Actor by, CancellationToken cancellationToken)
    {
        var (mine, today) = (by.TechnicianIds, company.Today(clock));
        var (first, next, oldest) = (company.StartOf(today), company.StartOf(today.AddDays(1)), company.StartOf(today.AddDays(-OldestDays)));
        var codes = by.May(Permission.SeeAccessCodes);
        var rows = await db.ServiceCalls.AsNoTracking()
            .Where(c => c.TenantId == company.Id && c.ArchivedAt == null && c.Technicians.Any(t => mine.Contains(t.TechnicianId))
                && c.StartSort >= oldest && c.StartSort < next && (c.StartsAt >= first || c.EndsAt > first || c.Status == ServiceCallStatus.InProgress))
            .Select(c => new
            {
                c.Id,
                c.Number,
                c.Kind,
                c.Status,
                c.Priority,
                Customer = c.Customer!.Name,
                c.ProjectName,
                LotNumber = c.Lot!.Number,
                Community = c.Lot.Community!.Name,
                c.Problem,
                c.Notes,
                c.ContactName,
                Phone = c.ContactPhone ?? c.Customer.Phone,
                Street = c.Street ?? c.Lot.Street ?? c.Customer.Street,
                City = c.Street != null ? c.City : c.Lot.Street != null ? c.Lot.City : c.Customer.City,
                State = c.Street != null ? c.State : c.Lot.Street != null ? c.Lot.State : c.Customer.State,
                Zip = c.Street != null ? c.Zip : c.Lot.Street != null ? c.Lot.Zip : c.Customer.Zip,
                c.Building,
                c.Unit,
                c.StartsAt,
                c.EndsAt,
                c.AllDay,
                c.PaperworkTurnedIn,
                People = (from t in c.Technicians join p in db.Technicians on t.TechnicianId equals p.Id orderby t.IsPrimary descending, p.Name select new { p.Id, p.Name, t.IsPrimary }).ToList(),
                Codes = codes ? c.AccessCodes.Count : 0,
                Steps = db.CompletionAnswers.Where(a => a.TenantId == c.TenantId && a.ServiceCallId == c.Id).Select(a => a.Step).ToList(),
                Photos = db.CallPhotos.Where(p => p.TenantId == c.TenantId && p.ServiceCallId == c.Id && p.RemovedAt == null).Select(p => p.Kind).ToList(),
            }).ToListAsync(cancellationToken);
        return rows.Select(c => new OwnVisit(
            c.Id, company.Id, c.Number, c.Kind, c.Status, c.Priority,
            c.Customer ?? (c.Community is null ? c.ProjectName ?? c.Street ?? $"C-{c.Number}" : c.LotNumber is null ? c.Community : $"{c.Community} #{c.LotNumber}"),
            c.Problem, c.Notes, c.Street, c.City, c.State, c.Zip, string.Join(", ", new[] { c.Building, c.Unit }.Where(part => part is not null)) is { Length: > 0 } unit ? unit : null,
            c.ContactName ?? c.Customer, c.Phone, c.StartsAt!.Value, c.EndsAt, c.AllDay,
            c.People.Exists(p => p.IsPrimary && mine.Contains(p.Id)), [.. c.People.Where(p => !mine.Contains(p.Id)).Select(p => p.Name)],
            // The rule knows the day as well: a visit of last week that is still open shows no code.
            c.StartsAt >= first || c.EndsAt > first || !by.OnlyOwn ? c.Codes : 0,
            c.Steps.Count + (!c.Steps.Contains(CompletionStep.Paperwork) && (c.PaperworkTurnedIn || c.Photos.Contains(CallPhotoKind.Paperwork)) ? 1 : 0), c.Photos.Count));
    }

    private async Task<IReadOnlyList<OwnJob>> JobsAsync(List<TenantRow> companies, Actor by, CancellationToken cancellationToken)
    {
        if (!by.May(Permission.SeeJobs) || (await tenants.WithFeatureAsync(by.Tenants, Feature.Jobs, cancellationToken)).Count == 0)
        {
            return [];
        }

        await using var db = await database.OpenAsync(by, Permission.SeeJobs, cancellationToken);
        var (mine, jobs) = (by.TechnicianIds, new List<OwnJob>());
        foreach (var company in companies.Where(c => db.Scope!.Tenants.Contains(c.Id)))
        {
            var today = company.Today(clock);
            var booked = await JobSearch.ApplyAsync(db, new JobFilter { TenantId = company.Id, From = today, To = today }, tenants, clock, cancellationToken);
            jobs.AddRange(await booked.Where(j => j.Crew.Any(c => mine.Contains(c.TechnicianId))).OrderBy(j => j.StartSort).ThenBy(j => j.Id)
                .Select(j => new OwnJob(
                    j.Id, j.TenantId, j.Number, j.Lot!.Number == null ? j.Lot.Community!.Name : j.Lot.Community!.Name + " #" + j.Lot.Number, j.Phase, j.Status, j.Lot.Street, j.Lot.City))
                .ToListAsync(cancellationToken));
        }

        return jobs;
    }
}
