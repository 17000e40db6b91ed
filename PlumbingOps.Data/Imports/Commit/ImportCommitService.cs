using Microsoft.EntityFrameworkCore;
using Npgsql;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Imports;

/// <summary>Brings the settled rows of a batch into the books: one transaction, one change set. Rows that wait for a person stay for a later go.</summary>
public sealed class ImportCommitService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    private const string LockNotAvailable = "55P03";

    /// <returns>How many rows were imported.</returns>
    public async Task<int> CommitAsync(Guid batchId, Actor by, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by with { Source = ChangeSource.Import }, Permission.CommitImports, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.RunAsync("set local statement_timeout = '10min'", [], cancellationToken);
        var batch = await LockAsync(db, batchId, cancellationToken);
        var company = await tenants.GetAsync(batch.TenantId, cancellationToken);

        progress?.Report(new ImportProgress("Looking at the books once more", 0, batch.RowCount));
        var state = await db.Tenants.Where(t => t.Id == batch.TenantId).Select(t => t.DefaultState).SingleAsync(cancellationToken);
        var rows = await RowsAsync(db, batch, state, cancellationToken);
        var proposals = rows.ConvertAll(r => r.Proposal);
        var books = await Books.ReadAsync(db, batch.TenantId, proposals, cancellationToken);
        var reconciliation = Reconciliation.Of(proposals, books);
        // A row that was new in the preview and needs a look now stays behind; nothing is imported that nobody saw.
        var shown = rows.Where(r => r.Outcome is RowOutcome.New or RowOutcome.Changed).Select(r => r.Proposal.Row).ToHashSet();
        var ready = reconciliation.Verdicts.Where(v => v.Outcome is RowOutcome.New or RowOutcome.Changed && shown.Contains(v.Row.Row)).ToList();
        if (ready.Count == 0)
        {
            throw new RuleException(batch.CommittedAt is { } at
                ? $"Nothing is left to import: the settled rows were imported {(clock.GetUtcNow() - at < TimeSpan.FromMinutes(1) ? "a moment ago" : "before")}."
                : "There is nothing to import: no row is new or changed.");
        }

        var made = await WriteAsync(db, batch, company, rows, ready, reconciliation, progress, cancellationToken);
        progress?.Report(new ImportProgress("Remembering what became of each row", ready.Count, ready.Count));
        await LinkAsync(db, batch, made, cancellationToken);
        await SettleAsync(db, batch, made, ready, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ready.Count;
    }

    /// <summary>Two commits of one batch: the second is told. Two batches of one company: the second waits and then sees what the first made.</summary>
    private static async Task<ImportBatch> LockAsync(AppDbContext db, Guid batchId, CancellationToken cancellationToken)
    {
        try
        {
            await db.RunAsync("select from app.import_batches where id = $1 for update nowait", [batchId], cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == LockNotAvailable)
        {
            throw new RuleException("This file is being imported right now.");
        }
        var batch = await db.ImportBatches.SingleOrDefaultAsync(b => b.Id == batchId, cancellationToken) ?? throw new NotFoundException("The import");
        ImportReviewService.RequireOpen(batch);
        await db.RunAsync("select pg_advisory_xact_lock(hashtextextended('import ' || $1, 0))", [batch.TenantId], cancellationToken);
        return batch;
    }

    private static Task<List<StagedForCommit>> RowsAsync(AppDbContext db, ImportBatch batch, string state, CancellationToken cancellationToken)
    {
        var shared = new SharedText();
        return db.ReadAsync(
            "select proposal::text, restricted::text, outcome from app.import_rows where tenant_id = $1 and batch_id = $2 order by row_number", [batch.TenantId, batch.Id],
            r => new StagedForCommit(
                InState(shared.Of(ImportJson.Read<RowProposal>(r.GetString(0))), state), ImportJson.Read<RowSecrets>(r.GetString(1)).OrNone(), Enum.Parse<RowOutcome>(r.GetString(2))), cancellationToken);
    }

    /// <summary>An address that names no state is in the company's own. City and zip are never guessed.</summary>
    private static RowProposal InState(RowProposal row, string state) =>
        row.Address is { Street: not null, State: null } ? row with { Address = row.Address with { State = state } } : row;

    private async Task<List<MadeLink>> WriteAsync(
        AppDbContext db, ImportBatch batch, TenantRow company, List<StagedForCommit> rows, List<Verdict> ready, Reconciliation reconciliation, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var secrets = rows.ToDictionary(r => r.Proposal.Row, r => r.Secrets);
        var findings = WithoutDoubts(ImportJson.Read<BatchFindings>(batch.Findings));
        var answers = await db.ImportWords.AsNoTracking().Where(w => w.TenantId == batch.TenantId).ToListAsync(cancellationToken);
        var readySet = ready.ToHashSet();
        var groups = reconciliation.Jobs.Where(g => g.Entries.Exists(readySet.Contains)).ToList();
        var visits = ready.Where(v => v.AsVisit || v.Row.IsVisit()).ToList();
        var owner = new VisitOwner(batch.TenantId, await tenants.ListAsync(cancellationToken), db.Scope!.Tenants);
        var what = $"Imported {ready.Count:N0} rows of {batch.FileName}";
        await db.DescribeAsync(what, cancellationToken);

        progress?.Report(new ImportProgress("Builders, communities and lots", 0, ready.Count));
        var concerned = groups.SelectMany(g => g.Entries).Concat(ready).Select(v => v.Row).Distinct().ToList();
        var places = new CommitPlaces(db, cancellationToken);
        await places.EnsureAsync(concerned, findings, answers);
        var people = new CommitPeople(db, cancellationToken);
        await people.EnsureAsync(concerned.SelectMany(r => r.Technicians.Select(t => (r.IsVisit() ? owner.Of(r) : batch.TenantId, t))), batch.TenantId, answers);

        progress?.Report(new ImportProgress("Jobs", 0, ready.Count));
        var jobs = new CommitJobs(db, batch.TenantId, places, people, cancellationToken);
        await jobs.WriteAsync(groups, secrets, company.Today(clock));

        progress?.Report(new ImportProgress("Calls", ready.Count - visits.Count, ready.Count));
        var customers = new CommitCustomers(db, cancellationToken);
        await customers.EnsureAsync([.. visits.Where(v => owner.HasCustomers(owner.Of(v.Row)) && !Places.Of(v.Row).Any()).Select(v => (owner.Of(v.Row), v.Row, secrets[v.Row.Row]))], now);
        var calls = new CommitCalls(db, places, people, customers, owner, new LocalClock(company.Zone), cancellationToken);
        await calls.WriteAsync(visits, secrets, now);

        var absences = new CommitAbsences(db, batch.TenantId, people, cancellationToken);
        await absences.WriteAsync(ready.Where(v => v.Row.IsAbsence()));
        return
        [
            .. jobs.Made.Select(m => new MadeLink(m.Entry.Row, ImportLink.Job, m.Job, batch.TenantId, $"J-{m.Number}")),
            .. calls.Made.Select(m => new MadeLink(m.Entry.Row, ImportLink.ServiceCall, m.Call, m.Tenant, $"C-{m.Number}")),
            .. absences.Made.Select(m => new MadeLink(m.Entry.Row, ImportLink.Absence, m.Absence, batch.TenantId, "the calendar of absences")),
        ];
    }

    /// <summary>A spelling somebody still has to confirm must not become an alias by importing other rows.</summary>
    private static BatchFindings WithoutDoubts(BatchFindings findings)
    {
        var asked = findings.Questions.Select(q => Places.Plain(q.AsWritten)).ToHashSet();
        List<string> Sure(IReadOnlyList<string> spellings) => [.. spellings.Where(s => !asked.Contains(Places.Plain(s)))];
        return findings with
        {
            Builders = [.. findings.Builders.Select(b => b with { Spellings = Sure(b.Spellings), Communities = [.. b.Communities.Select(c => c with { Spellings = Sure(c.Spellings) })] })],
        };
    }

    private Task<int> LinkAsync(AppDbContext db, ImportBatch batch, List<MadeLink> made, CancellationToken cancellationToken) => db.RunAsync(
        """
        insert into app.import_links (id, tenant_id, source_key, content_hash, entity, entity_id, entity_tenant_id, batch_id, imported_at)
        select gen_random_uuid(), $1, n.source_key, n.content_hash, n.entity, n.entity_id, n.entity_tenant_id, $2, $3
        from unnest($4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[]) n (source_key, content_hash, entity, entity_id, entity_tenant_id)
        on conflict (tenant_id, source_key, entity_id) do update set content_hash = excluded.content_hash, batch_id = excluded.batch_id, imported_at = excluded.imported_at
        """,
        [
            batch.TenantId, batch.Id, clock.GetUtcNow(), made.Select(m => m.Row.Key).ToArray(), made.Select(m => m.Row.ContentHash).ToArray(),
            made.Select(m => m.Entity).ToArray(), made.Select(m => m.EntityId).ToArray(), made.Select(m => m.TenantId).ToArray(),
        ],
        cancellationToken);

    private async Task SettleAsync(AppDbContext db, ImportBatch batch, List<MadeLink> made, List<Verdict> ready, CancellationToken cancellationToken)
    {
        var labels = made.ToLookup(m => m.Row.Row, m => m.Label);
        await db.RunAsync(
            """
            update app.import_rows i set outcome = 'Imported', reason = n.reason from unnest($3::int[], $4::text[]) n (number, reason)
            where i.tenant_id = $1 and i.batch_id = $2 and i.row_number = n.number
            """,
            [batch.TenantId, batch.Id, ready.Select(r => r.Row.Row).ToArray(), ready.Select(r => $"Imported as {string.Join(", ", labels[r.Row.Row].Distinct())}.").ToArray()], cancellationToken);
        batch.Counts = ImportJson.Write(await ImportReviewService.CountAsync(db, batch, cancellationToken));
        batch.Status = ImportStatus.Committed;
        batch.CommittedAt = clock.GetUtcNow();
        batch.ChangeSetIds = [.. batch.ChangeSetIds, Guid.Parse(await db.AskAsync<string>("select current_setting('app.tx_change_set', true)", [], cancellationToken))];
        await db.SaveChangesAsync(cancellationToken);
    }

    private sealed record StagedForCommit(RowProposal Proposal, RowSecrets Secrets, RowOutcome Outcome);

    private sealed record MadeLink(RowProposal Row, string Entity, Guid EntityId, string TenantId, string Label);
}
