using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Imports;

/// <summary>Finds or makes the technicians that rows name, company by company.</summary>
internal sealed class CommitPeople(AppDbContext db, CancellationToken cancellationToken)
{
    private readonly Dictionary<(string Tenant, string Name), Guid> technicians = [];

    public IReadOnlyList<Guid> Of(string tenantId, IEnumerable<string> names) =>
        [.. names.Where(n => technicians.ContainsKey((tenantId, Places.Plain(n)))).Select(n => technicians[(tenantId, Places.Plain(n))]).Distinct()];

    public async Task EnsureAsync(IEnumerable<(string Tenant, string Name)> named, string tenantId, IReadOnlyList<ImportWord> answers)
    {
        var wanted = named.Where(n => Places.Plain(n.Name).Length > 0).DistinctBy(n => (n.Tenant, Places.Plain(n.Name))).ToList();
        await FindAsync(wanted);
        var missing = wanted.Where(w => !technicians.ContainsKey((w.Tenant, Places.Plain(w.Name)))).ToList();
        if (missing.Count > 0)
        {
            await db.RunAsync(
                """
                insert into app.technicians (id, tenant_id, name, is_active) select n.id, n.tenant_id, n.name, true from unnest($1::uuid[], $2::text[], $3::text[]) n (id, tenant_id, name)
                on conflict (tenant_id, name) do nothing
                """,
                [CommitPlaces.NewIds(missing.Count), missing.Select(m => m.Tenant).ToArray(), missing.Select(m => CommitPlaces.Cut(m.Name, Technician.NameMaxLength)).ToArray()], cancellationToken);
            await FindAsync(missing);
        }

        var spellings = answers.Where(a => a.Subject == QuestionSubject.Technician && a.Meaning.Length > 0 && Places.Plain(a.Meaning) != Places.Plain(a.Written) && technicians.ContainsKey((tenantId, Places.Plain(a.Meaning)))).ToList();
        await db.RunAsync(
            """
            insert into app.technician_aliases (id, tenant_id, technician_id, alias) select n.id, $4, n.technician_id, n.alias from unnest($1::uuid[], $2::uuid[], $3::text[]) n (id, technician_id, alias)
            on conflict (tenant_id, alias) do nothing
            """,
            [CommitPlaces.NewIds(spellings.Count), spellings.Select(s => technicians[(tenantId, Places.Plain(s.Meaning))]).ToArray(), spellings.Select(s => CommitPlaces.Cut(s.Written, Technician.NameMaxLength)).ToArray(), tenantId],
            cancellationToken);
    }

    private async Task FindAsync(List<(string Tenant, string Name)> wanted)
    {
        foreach (var (key, id) in await db.ReadAsync(
            """
            select distinct on (n.tenant_id, app.plain(n.name)) n.tenant_id, app.plain(n.name), coalesce(t.id, a.technician_id)
            from unnest($1::text[], $2::text[]) n (tenant_id, name)
            left join app.technicians t on t.tenant_id = n.tenant_id and app.plain(t.name) = app.plain(n.name)
            left join app.technician_aliases a on a.tenant_id = n.tenant_id and app.plain(a.alias) = app.plain(n.name)
            where coalesce(t.id, a.technician_id) is not null
            order by n.tenant_id, app.plain(n.name), t.is_active desc nulls last
            """,
            [wanted.Select(w => w.Tenant).ToArray(), wanted.Select(w => w.Name).ToArray()], r => ((r.GetString(0), r.GetString(1)), r.GetGuid(2)), cancellationToken))
        {
            technicians[key] = id;
        }
    }
}
