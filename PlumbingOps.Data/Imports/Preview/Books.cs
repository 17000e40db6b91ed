using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Data.Imports;

/// <summary>What the database already holds of the entries of a file: what they became in earlier imports, and the jobs of their lots.</summary>
internal sealed class Books
{
    /// <summary>Without a database: everything is new.</summary>
    public static Books Empty { get; } = new();

    private ILookup<string, LinkedRecord> links = Array.Empty<LinkedRecord>().ToLookup(l => l.SourceKey);
    private Dictionary<string, Guid> builders = [];
    private Dictionary<(Guid Builder, string Name), Guid> communities = [];
    private Dictionary<(Guid Community, string Lot), Guid> lots = [];
    private Dictionary<(Guid Lot, JobPhase Phase), KnownJob> jobs = [];
    private Dictionary<Guid, (string Name, DateTimeOffset At)> edits = [];

    public IEnumerable<LinkedRecord> Links(string sourceKey) => links[sourceKey];

    /// <summary>By its name or an alias; the key is the plain name.</summary>
    public Guid? Builder(string name) => builders.TryGetValue(Places.Plain(name), out var id) ? id : null;

    public Guid? Community(Guid builder, string name) => communities.TryGetValue((builder, Places.Plain(name)), out var id) ? id : null;

    public Guid? Lot(Place place) =>
        Builder(place.Builder) is { } builder && Community(builder, place.Community) is { } community && lots.TryGetValue((community, place.Lot?.ToUpperInvariant() ?? ""), out var id) ? id : null;

    public KnownJob? Job(Place place, JobPhase phase) => Lot(place) is { } lot ? jobs.GetValueOrDefault((lot, phase)) : null;

    /// <summary>The last person who changed the record since the import (or who made it).</summary>
    public (string Name, DateTimeOffset At)? EditedBy(Guid record) => edits.TryGetValue(record, out var edit) ? edit : null;

    public static async Task<Books> ReadAsync(AppDbContext db, string tenantId, IReadOnlyList<RowProposal> rows, CancellationToken cancellationToken)
    {
        var books = new Books();
        await books.ReadLinksAsync(db, tenantId, rows, cancellationToken);
        await books.ReadNamesAsync(db, rows, cancellationToken);
        await books.ReadJobsAsync(db, tenantId, cancellationToken);
        await books.ReadEditsAsync(db, rows, cancellationToken);
        return books;
    }

    private async Task ReadLinksAsync(AppDbContext db, string tenantId, IReadOnlyList<RowProposal> rows, CancellationToken cancellationToken)
    {
        // A record of a company this person may not see counts as there: importing it again would double it.
        var found = await db.ReadAsync(
            """
            select l.source_key, l.content_hash, l.entity, l.entity_id, l.entity_tenant_id, l.imported_at,
                coalesce('J-' || j.number, 'C-' || c.number, a.title, 'another company''s record'),
                coalesce(j.archived_at, c.archived_at, a.archived_at) is not null, l.batch_id
            from app.import_links l
            left join app.jobs j on l.entity = 'job' and j.tenant_id = l.entity_tenant_id and j.id = l.entity_id
            left join app.service_calls c on l.entity = 'service_call' and c.tenant_id = l.entity_tenant_id and c.id = l.entity_id
            left join app.absences a on l.entity = 'absence' and a.tenant_id = l.entity_tenant_id and a.id = l.entity_id
            where l.tenant_id = $1 and l.source_key = any ($2)
                and (num_nonnulls(j.id, c.id, a.id) > 0 or not l.entity_tenant_id = any ((select app.tenants())::text[]))
            order by l.source_key, c.starts_at, c.number, j.number, l.entity_id
            """,
            [tenantId, rows.Select(r => r.Key).Distinct().ToArray()],
            r => new LinkedRecord(r.GetString(0), r.GetString(1), r.GetString(2), r.GetGuid(3), r.GetString(4), r.GetFieldValue<DateTimeOffset>(5), r.GetString(6), r.GetBoolean(7), r.GetGuid(8)),
            cancellationToken);
        links = found.ToLookup(l => l.SourceKey);
    }

    private async Task ReadNamesAsync(AppDbContext db, IReadOnlyList<RowProposal> rows, CancellationToken cancellationToken)
    {
        var places = rows.SelectMany(Places.Of).ToList();
        var builderNames = rows.Where(r => r.Builder is not null).Select(r => r.Builder!).Distinct().ToArray();
        builders = (await db.ReadAsync(
            """
            select distinct on (app.plain(n.name)) app.plain(n.name), coalesce(b.id, a.builder_id)
            from unnest($1::text[]) n (name)
            left join app.builders b on app.plain(b.name) = app.plain(n.name)
            left join app.builder_aliases a on app.plain(a.alias) = app.plain(n.name)
            where coalesce(b.id, a.builder_id) is not null
            """,
            [builderNames], r => (r.GetString(0), r.GetGuid(1)), cancellationToken)).ToDictionary();
        var named = places.Where(p => Builder(p.Builder) is not null).Select(p => (Builder: Builder(p.Builder)!.Value, p.Community)).Distinct().ToList();
        communities = (await db.ReadAsync(
            """
            select distinct on (n.builder_id, app.plain(n.name)) n.builder_id, app.plain(n.name), coalesce(c.id, a.community_id)
            from unnest($1::uuid[], $2::text[]) n (builder_id, name)
            left join app.communities c on c.builder_id = n.builder_id and app.plain(c.name) = app.plain(n.name)
            left join app.community_aliases a on a.builder_id = n.builder_id and app.plain(a.alias) = app.plain(n.name)
            where coalesce(c.id, a.community_id) is not null
            """,
            [named.Select(n => n.Builder).ToArray(), named.Select(n => n.Community).ToArray()], r => ((r.GetGuid(0), r.GetString(1)), r.GetGuid(2)), cancellationToken)).ToDictionary();
    }

    private async Task ReadJobsAsync(AppDbContext db, string tenantId, CancellationToken cancellationToken)
    {
        var found = await db.ReadAsync(
            """
            select l.community_id, coalesce(upper(l.number), ''), l.id, j.phase, j.id, j.number, j.start_date, j.end_date, j.status, j.completed_on
            from app.lots l
            left join app.jobs j on j.tenant_id = $1 and j.lot_id = l.id and j.archived_at is null and j.status <> 'Cancelled'
            where l.community_id = any ($2) and l.archived_at is null
            """,
            [tenantId, communities.Values.Distinct().ToArray()],
            r => (Community: r.GetGuid(0), Lot: r.GetString(1), Id: r.GetGuid(2), Job: r.IsDBNull(4) ? null : new KnownJob(
                r.GetGuid(4), Enum.Parse<JobPhase>(r.GetString(3)), r.GetInt32(5), r.Get<DateOnly?>(6), r.Get<DateOnly?>(7), Enum.Parse<JobStatus>(r.GetString(8)), r.Get<DateOnly?>(9), [])),
            cancellationToken);
        // Asked for all at once: job by job, every job would read all links for as long as the database has not counted those of an import just made.
        var keys = (await db.ReadAsync(
            "select i.entity_id, i.source_key from app.import_links i where i.tenant_id = $1 and i.entity_id = any ($2)",
            [tenantId, found.Select(f => f.Job?.Id).OfType<Guid>().ToArray()], r => (Job: r.GetGuid(0), Key: r.GetString(1)), cancellationToken)).ToLookup(l => l.Job, l => l.Key);
        foreach (var row in found)
        {
            lots[(row.Community, row.Lot)] = row.Id;
            if (row.Job is { } job)
            {
                jobs[(row.Id, job.Phase)] = job with { SourceKeys = [.. keys[job.Id]] };
            }
        }
    }

    /// <summary>Looked up only where something would be overwritten.</summary>
    private async Task ReadEditsAsync(AppDbContext db, IReadOnlyList<RowProposal> rows, CancellationToken cancellationToken)
    {
        var linked = rows.SelectMany(r => links[r.Key].Where(l => l.ContentHash != r.ContentHash)).Select(l => (l.EntityId, Since: l.ImportedAt));
        var keys = rows.Select(r => r.Key).ToHashSet();
        var byHand = rows.Where(r => r is { Kind: ImportKind.PhaseJob, Phase: not null }).SelectMany(r => Places.Of(r).Select(p => Job(p, r.Phase!.Value.JobPhase())))
            .Where(j => j is not null && !j.SourceKeys.Any(keys.Contains)).Select(j => (j!.Id, Since: DateTimeOffset.UnixEpoch));
        var asked = linked.Concat(byHand).DistinctBy(a => a.Item1).ToList();
        if (asked.Count == 0)
        {
            return;
        }
        edits = (await db.ReadAsync(
            """
            select distinct on (c.root_id) c.root_id, s.actor_name, c.at
            from unnest($1::uuid[], $2::timestamptz[]) a (id, since)
            join history.changes c on c.root_id = a.id and c.at > a.since
            join history.change_sets s on s.id = c.change_set_id and s.source <> 'Import'
            order by c.root_id, c.at desc
            """,
            [asked.Select(a => a.Item1).ToArray(), asked.Select(a => a.Since).ToArray()],
            r => (r.GetGuid(0), (r.GetString(1), r.GetFieldValue<DateTimeOffset>(2))), cancellationToken)).ToDictionary();
    }
}

/// <summary>What an entry became earlier.</summary>
internal sealed record LinkedRecord(
    string SourceKey, string ContentHash, string Entity, Guid EntityId, string EntityTenantId, DateTimeOffset ImportedAt, string Label, bool Archived, Guid BatchId);

internal sealed record KnownJob(
    Guid Id, JobPhase Phase, int Number, DateOnly? StartDate, DateOnly? EndDate, JobStatus Status, DateOnly? CompletedOn, IReadOnlyList<string> SourceKeys)
{
    public string Label => $"J-{Number}";
}
