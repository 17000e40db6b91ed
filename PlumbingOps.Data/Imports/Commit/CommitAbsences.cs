using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Imports;

/// <summary>Writes days off and meetings: one for each person named, or one for everybody.</summary>
internal sealed class CommitAbsences(AppDbContext db, string tenantId, CommitPeople people, CancellationToken cancellationToken)
{
    private const int TitleMaxLength = 200;

    public List<(Verdict Entry, Guid Absence)> Made { get; } = [];

    public async Task WriteAsync(IEnumerable<Verdict> entries)
    {
        var absences = entries.SelectMany(Planned).ToList();
        object?[] columns =
        [
            tenantId, absences.Select(a => a.Id).ToArray(), absences.Select(a => a.Technician).ToArray(),
            absences.Select(a => a.Entry.Row.Title is { Length: > 0 } title ? CommitPlaces.Cut(title, TitleMaxLength) : a.Entry.Row.Kind.InWords()).ToArray(),
            absences.Select(a => (a.Entry.Row.Kind == ImportKind.Meeting ? AbsenceKind.Meeting : AbsenceKind.TimeOff).ToString()).ToArray(),
            absences.Select(a => a.Entry.Row.StartDate!.Value).ToArray(), absences.Select(a => a.Entry.Row.EndDate!.Value).ToArray(),
        ];
        const string Planning = "unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::date[], $7::date[]) n (id, technician_id, title, kind, start_date, end_date)";
        await db.RunAsync(
            $"""
            insert into app.absences (id, tenant_id, technician_id, title, kind, start_date, end_date)
            select n.id, $1, n.technician_id, n.title, n.kind, n.start_date, n.end_date from {Planning}
            on conflict (id) do update set technician_id = excluded.technician_id, title = excluded.title, kind = excluded.kind, start_date = excluded.start_date, end_date = excluded.end_date
            """, columns, cancellationToken);
        Made.AddRange(absences.Select(a => (a.Entry, a.Id)));
    }

    private IEnumerable<(Verdict Entry, Guid Id, Guid? Technician)> Planned(Verdict entry)
    {
        var technicians = people.Of(tenantId, entry.Row.Technicians).Select(t => (Guid?)t).DefaultIfEmpty(null).ToList();
        var earlier = entry.Outcome == RowOutcome.Changed ? entry.Records.Select(r => r.EntityId).ToList() : [];
        return technicians.Select((technician, i) => (entry, i < earlier.Count ? earlier[i] : Guid.CreateVersion7(), technician));
    }
}
