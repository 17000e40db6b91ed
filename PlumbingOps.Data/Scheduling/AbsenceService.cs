using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Scheduling;

/// <summary>Who is not at work when. What the calendars say of it comes in with the imports; here it is looked at and put right.</summary>
public sealed class AbsenceService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    public async Task<ListPage<AbsenceRow>> ListAsync(AbsenceFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeAbsences, cancellationToken);
        var allowed = db.Scope!.Tenants;
        var absences = db.Absences.AsNoTracking().Where(a => allowed.Contains(a.TenantId));
        absences = filter.Archived ? absences.Where(a => a.ArchivedAt != null) : absences.Where(a => a.ArchivedAt == null);
        if (filter.TechnicianId is { } technician) { absences = absences.Where(a => a.TechnicianId == technician || a.TechnicianId == null); }
        if (filter.Kind is { } kind) { absences = absences.Where(a => a.Kind == kind); }
        if (!filter.Past)
        {
            var today = (await tenants.ListAsync(cancellationToken)).Where(t => allowed.Contains(t.Id)).Select(t => t.Today(clock)).DefaultIfEmpty().Min();
            absences = absences.Where(a => a.EndDate >= today);
        }

        return await absences.ToPageAsync(request, a => a.StartDate, a => a.Id, a => new AbsenceRow(
            a.Id, a.TenantId, a.TechnicianId, db.Technicians.Where(t => t.Id == a.TechnicianId).Select(t => t.Name).FirstOrDefault(), a.Kind, a.Title, a.StartDate, a.EndDate, a.Note,
            a.ArchivedAt != null, db.ImportLinks.Any(l => l.EntityId == a.Id && l.Entity == ImportLink.Absence)), cancellationToken);
    }

    public async Task<Guid> AddAsync(string tenantId, AbsenceInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        await using var db = await database.OpenAsync(by, Permission.EditAbsences, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "absences", cancellationToken);
        var absence = new Absence { TenantId = tenantId, Title = "" };
        await RequirePersonAsync(db, absence, input, cancellationToken);
        input.WriteTo(absence);
        db.Absences.Add(absence);
        await db.DescribeAsync($"Added the absence “{absence.Title}”", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return absence.Id;
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, AbsenceInput seen, AbsenceInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Typed.Check(mine);
        await using var db = await database.OpenAsync(by, Permission.EditAbsences, cancellationToken);
        var absence = await FindAsync(db, id, cancellationToken);
        var merged = FieldMerge.Merge(seen, mine, AbsenceInput.Of(absence));
        await RequirePersonAsync(db, absence, merged, cancellationToken);
        merged.WriteTo(absence);
        await db.DescribeAsync($"Changed the absence “{absence.Title}”", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>The person is at work after all.</summary>
    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, clock.GetUtcNow(), "Took away", by, cancellationToken);

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, null, "Put back", by, cancellationToken);

    private Task SetArchivedAsync(Guid id, DateTimeOffset? at, string verb, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditAbsences, cancellationToken);
        var absence = await FindAsync(db, id, cancellationToken);
        absence.ArchivedAt = at;
        await db.DescribeAsync($"{verb} the absence “{absence.Title}”", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    private static Task RequirePersonAsync(AppDbContext db, Absence absence, AbsenceInput input, CancellationToken cancellationToken) =>
        Assignable.RequireTechniciansAsync(db, absence.TenantId, input.TechnicianId is { } person && person != absence.TechnicianId ? [person] : [], nameof(input.TechnicianId), cancellationToken);

    private static async Task<Absence> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Absences.SingleOrDefaultAsync(a => a.Id == id, cancellationToken) ?? throw new NotFoundException("The absence");
}
