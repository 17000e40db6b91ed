using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Data.Imports;

/// <summary>Writes the jobs of a batch: one per lot and phase, with crew, completion, warranty, contact and codes.</summary>
internal sealed class CommitJobs(AppDbContext db, string tenantId, CommitPlaces places, CommitPeople people, CancellationToken cancellationToken)
{
    /// <summary>Which rows became which job.</summary>
    public List<(Verdict Entry, Guid Job, int Number)> Made { get; } = [];

    public async Task WriteAsync(IReadOnlyList<JobGroup> groups, IReadOnlyDictionary<int, RowSecrets> secrets, DateOnly today)
    {
        var jobs = groups.Where(g => g.Entries.Any(e => e.Outcome is RowOutcome.New or RowOutcome.Changed)).Select(g => new PlannedJob(g, secrets, places.Lot(g.Place), today)).ToList();
        var fresh = jobs.Where(j => j.Group.Known is null).ToList();
        var known = jobs.Where(j => j.Group.Known is not null).ToList();
        await InsertAsync(fresh);
        await UpdateAsync(known);
        await WriteCrewAsync(jobs);
        await WriteCodesAsync(jobs);
        await WriteWarrantiesAsync(jobs);
        foreach (var job in jobs)
        {
            Made.AddRange(job.Group.Entries.Select(e => (e, job.Id, job.Number)));
        }
    }

    private async Task InsertAsync(List<PlannedJob> jobs)
    {
        if (jobs.Count == 0)
        {
            return;
        }
        var first = await db.AskAsync<int>("select app.take_numbers($1, 'job', $2)", [tenantId, jobs.Count], cancellationToken);
        for (var i = 0; i < jobs.Count; i++)
        {
            jobs[i].Number = first + i;
        }
        await db.RunAsync(
            """
            insert into app.jobs (id, tenant_id, number, lot_id, phase, status, start_date, end_date, completed_on, notes, contact_name, contact_phone, contact_email)
            select n.id, $1, n.number, n.lot_id, n.phase, n.status, n.start_date, n.end_date, n.completed_on, n.notes, n.contact_name, n.contact_phone, n.contact_email
            from unnest($2::uuid[], $3::int[], $4::uuid[], $5::text[], $6::text[], $7::date[], $8::date[], $9::date[], $10::text[], $11::text[], $12::text[], $13::text[])
                n (id, number, lot_id, phase, status, start_date, end_date, completed_on, notes, contact_name, contact_phone, contact_email)
            """,
            [tenantId, .. Columns(jobs)], cancellationToken);
    }

    /// <summary>Only what the calendar says: an empty cell takes nothing away.</summary>
    private Task UpdateAsync(List<PlannedJob> jobs) => jobs.Count == 0 ? Task.CompletedTask : db.RunAsync(
        """
        update app.jobs j set status = n.status, start_date = n.start_date, end_date = n.end_date, completed_on = n.completed_on, notes = coalesce(n.notes, j.notes),
            contact_name = coalesce(n.contact_name, j.contact_name), contact_phone = coalesce(n.contact_phone, j.contact_phone), contact_email = coalesce(n.contact_email, j.contact_email)
        from unnest($2::uuid[], $3::int[], $4::uuid[], $5::text[], $6::text[], $7::date[], $8::date[], $9::date[], $10::text[], $11::text[], $12::text[], $13::text[])
            n (id, number, lot_id, phase, status, start_date, end_date, completed_on, notes, contact_name, contact_phone, contact_email)
        where j.tenant_id = $1 and j.id = n.id
        """,
        [tenantId, .. Columns(jobs)], cancellationToken);

    private static object?[] Columns(List<PlannedJob> jobs) =>
    [
        jobs.Select(j => j.Id).ToArray(), jobs.Select(j => j.Number).ToArray(), jobs.Select(j => j.LotId).ToArray(), jobs.Select(j => j.Group.Phase.ToString()).ToArray(),
        jobs.Select(j => j.Status.ToString()).ToArray(), jobs.Select(j => j.Group.Start).ToArray(), jobs.Select(j => j.Group.End).ToArray(), jobs.Select(j => j.CompletedOn).ToArray(),
        jobs.Select(j => j.Notes).ToArray(), jobs.Select(j => CommitPlaces.Cut(j.Secrets.ContactName, 120)).ToArray(),
        jobs.Select(j => j.Secrets.Phones.Count > 0 ? CommitText.Phone(j.Secrets.Phones[0]) : null).ToArray(), jobs.Select(j => CommitPlaces.Cut(j.Secrets.Email, 120)).ToArray(),
    ];

    private async Task WriteCrewAsync(List<PlannedJob> jobs)
    {
        var crew = jobs.SelectMany(j => people.Of(tenantId, j.Group.Technicians).Select(t => (Job: j.Id, Technician: t))).ToList();
        object?[] columns = [tenantId, crew.Select(c => c.Job).ToArray(), crew.Select(c => c.Technician).ToArray()];
        if (jobs.Any(j => j.Group.Known is not null))
        {
            await db.RunAsync(
                """
                delete from app.job_crew c using (select distinct job_id from unnest($2::uuid[]) j (job_id)) named
                where c.tenant_id = $1 and c.job_id = named.job_id and not exists (select from unnest($2::uuid[], $3::uuid[]) n (job_id, technician_id) where n.job_id = c.job_id and n.technician_id = c.technician_id)
                """, columns, cancellationToken);
        }
        await db.RunAsync(
            """
            insert into app.job_crew (id, tenant_id, job_id, technician_id) select gen_random_uuid(), $1, n.job_id, n.technician_id from unnest($2::uuid[], $3::uuid[]) n (job_id, technician_id)
            on conflict (tenant_id, job_id, technician_id) do nothing
            """, columns, cancellationToken);
    }

    private async Task WriteCodesAsync(List<PlannedJob> jobs)
    {
        var codes = jobs.SelectMany(j => j.Secrets.Codes.Distinct().Select(c => (Job: j.Id, Code: CommitPlaces.Cut(c, JobAccessCode.CodeMaxLength)))).ToList();
        if (codes.Count > 0)
        {
            await db.RunAsync(
                """
                insert into app.job_access_codes (id, tenant_id, job_id, code) select gen_random_uuid(), $1, n.job_id, n.code from unnest($2::uuid[], $3::text[]) n (job_id, code)
                where not exists (select from app.job_access_codes c where c.tenant_id = $1 and c.job_id = n.job_id and c.code = n.code)
                """,
                [tenantId, codes.Select(c => c.Job).ToArray(), codes.Select(c => c.Code).ToArray()], cancellationToken);
        }
    }

    /// <summary>The house's warranty runs from the later of Trim and Final, as long as its builder's agreement says.</summary>
    private async Task WriteWarrantiesAsync(List<PlannedJob> jobs)
    {
        var completed = jobs.Where(j => j.CompletedOn is not null && j.Group.Phase is JobPhase.Trim or JobPhase.Final && j.CompletedOn is not null).ToList();
        await db.RunAsync(
            """
            insert into app.lot_warranties (id, tenant_id, lot_id, job_id, starts_on, ends_on)
            select gen_random_uuid(), $1, n.lot_id, n.job_id, n.day, (n.day + make_interval(months => b.warranty_months))::date - 1
            from (select distinct on (lot_id) * from unnest($2::uuid[], $3::uuid[], $4::date[]) x (lot_id, job_id, day) order by lot_id, day desc) n
            join app.lots l on l.id = n.lot_id join app.communities c on c.id = l.community_id join app.builders b on b.id = c.builder_id
            where b.warranty_months > 0
            on conflict (tenant_id, lot_id) do update set job_id = excluded.job_id, starts_on = excluded.starts_on, ends_on = excluded.ends_on
            where lot_warranties.starts_on < excluded.starts_on
            """,
            [tenantId, completed.Select(j => j.LotId).ToArray(), completed.Select(j => j.Id).ToArray(), completed.Select(j => j.CompletedOn!.Value).ToArray()], cancellationToken);
    }

    private sealed class PlannedJob(JobGroup group, IReadOnlyDictionary<int, RowSecrets> secrets, Guid lotId, DateOnly today)
    {
        public JobGroup Group { get; } = group;
        public Guid Id { get; } = group.Known?.Id ?? Guid.CreateVersion7();
        public int Number { get; set; } = group.Known?.Number ?? 0;
        public Guid LotId { get; } = lotId;
        /// <summary>Absence of COMPLETE in the past proves nothing: such a job is scheduled, whoever knows better completes it.</summary>
        public JobStatus Status => Group.Completed ? JobStatus.Completed : JobStatus.Scheduled;
        /// <summary>Nothing was completed on a day that has not come.</summary>
        public DateOnly? CompletedOn => Group.CompletedOn is { } day && day > today ? today : Group.CompletedOn;
        public string? Notes => CommitText.JobNotes(Group.Entries.Select(e => e.Row));
        public RowSecrets Secrets { get; } = Merge(group.Entries.Select(e => secrets[e.Row.Row]));

        private static RowSecrets Merge(IEnumerable<RowSecrets> all) => all.Aggregate((a, b) =>
            new RowSecrets(a.ContactName ?? b.ContactName, [.. a.Phones.Union(b.Phones)], a.Email ?? b.Email, [.. a.Codes.Union(b.Codes)]));
    }
}
