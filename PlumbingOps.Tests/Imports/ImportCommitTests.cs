using PlumbingOps.Data;
using PlumbingOps.Data.Imports;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Imports;

/// <summary>The sample calendars brought into the books of an empty office.</summary>
public sealed class ImportCommitTests(ImportOffice office) : IClassFixture<ImportOffice>
{
    [Fact]
    public async Task The_construction_calendar_becomes_jobs_calls_and_absences_once_and_comes_back_out_whole()
    {
        var batch = await office.UploadAsync("construction-calendar.csv");
        var staged = (await office.GetAsync(batch)).Batch;
        Assert.Equal(1700, staged.RowCount);
        Assert.Equal(1700, staged.Counts.Total);
        Assert.Equal(0L, await office.AskAsync<long>("select (select count(*) from app.jobs) + (select count(*) from app.service_calls) + (select count(*) from app.builders) + (select count(*) from app.lots)"));

        var imported = await office.Commits.CommitAsync(batch, office.Ana, null, TestContext.Current.CancellationToken);

        var after = await office.GetAsync(batch);
        Assert.Equal(staged.Counts.Ready, imported);
        Assert.Equal(imported, after.Batch.Counts[RowOutcome.Imported]);
        Assert.Equal(1700, after.Batch.Counts.Total);
        Assert.Equal(ImportStatus.Committed, after.Batch.Status);
        Assert.Equal(1L, await office.AskAsync<long>("select count(*) from history.change_sets where source = 'Import' and summary like 'Imported %'"));
        Assert.Equal(0L, await office.AskAsync<long>("select count(*) from (select lot_id, phase from app.jobs group by 1, 2 having count(*) > 1) x"));
        Assert.Equal(0L, await office.AskAsync<long>("select count(*) from app.jobs where number is null or number <= 1000"));
        // Every Trim that was completed covers its house from that day.
        Assert.Equal(0L, await office.AskAsync<long>("""
            select count(*) from (select lot_id, max(completed_on) as day from app.jobs where phase in ('Trim', 'Final') and status = 'Completed' group by lot_id) j
            left join app.lot_warranties w using (lot_id) where w.starts_on is distinct from j.day or w.ends_on is distinct from (j.day + interval '12 months')::date - 1
            """));
        // Homeowners' go-backs are the service company's, with their customers.
        Assert.True(await office.AskAsync<long>("select count(*) from app.service_calls where tenant_id = 'h2o' and kind = 'GoBack'") > 50);
        Assert.Equal(0L, await office.AskAsync<long>("select count(*) from app.customers where tenant_id = 'all_county'"));
        Assert.True(await office.AskAsync<long>("select count(*) from app.customers where tenant_id = 'h2o' and phone_digits is not null") > 20);
        Assert.True(after.Made!.Jobs > 700);
        Assert.True(after.Made.Communities.Count > 20);
        // Calls without a technician are found, and no others.
        Assert.Equal(0L, await office.AskAsync<long>("""
            select count(*) from app.service_calls c left join app.unassigned_calls u on u.service_call_id = c.id
            where (u.service_call_id is null) <> exists (select from app.call_technicians t where t.service_call_id = c.id)
            """));
        // A spelling that somebody still has to confirm is no alias yet.
        Assert.Equal(0L, await office.AskAsync<long>("select count(*) from app.community_aliases where alias = 'ORMEN'"));

        await ImportingTheSameFileAgainChangesNothingAsync();
        await TheServiceCalendarKnowsTheSameGoBacksAsync();
        await UndoTakesItAllBackAsync(batch);
    }

    private async Task ImportingTheSameFileAgainChangesNothingAsync()
    {
        var before = await office.AskAsync<long>("select count(*) from history.changes where entity not like 'import_%'");
        await using var stream = File.OpenRead(Sample.PathOf("construction-calendar.csv"));
        var again = await office.Uploads.UploadAsync(stream, "construction-calendar.csv", TestOffice.AllCounty, null, office.Ana, null, TestContext.Current.CancellationToken);
        Assert.Contains("importing it again changes nothing", again.Notice, StringComparison.Ordinal);

        var counts = (await office.GetAsync(again.BatchId)).Batch.Counts;
        Assert.Equal(0, counts.Ready);
        Assert.Equal(1700, counts.Total);
        Assert.True(counts[RowOutcome.Unchanged] > 1200);
        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.Commits.CommitAsync(again.BatchId, office.Ana, null, TestContext.Current.CancellationToken));
        Assert.Contains("nothing to import", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await office.AskAsync<long>("select count(*) from history.changes where entity not like 'import_%'"));
    }

    private async Task TheServiceCalendarKnowsTheSameGoBacksAsync()
    {
        var batch = await office.UploadAsync("service-calendar.ics", TestOffice.H2o);
        var rows = await office.RowsAsync(batch, RowOutcome.Duplicate);
        Assert.InRange(rows.Count, 20, 28);
        Assert.All(rows, r => Assert.Contains("H2O Plumbers", r.Reason, StringComparison.Ordinal));
        await office.Commits.CommitAsync(batch, office.Ana, null, TestContext.Current.CancellationToken);
        Assert.Equal(50, (await office.GetAsync(batch)).Batch.Counts.Total);
        await office.Undo.UndoAsync(batch, office.Ana, TestContext.Current.CancellationToken);
    }

    private async Task UndoTakesItAllBackAsync(Guid batch)
    {
        var preview = await office.Undo.PreviewAsync(batch, office.Ana, TestContext.Current.CancellationToken);
        Assert.True(preview.IsFree);
        await office.Undo.UndoAsync(batch, office.Ana, TestContext.Current.CancellationToken);
        Assert.Equal(0L, await office.AskAsync<long>("""
            select (select count(*) from app.jobs) + (select count(*) from app.service_calls) + (select count(*) from app.builders) + (select count(*) from app.lots) + (select count(*) from app.customers)
                + (select count(*) from app.absences) + (select count(*) from app.lot_warranties) + (select count(*) from app.import_links)
            """));
        Assert.Equal(ImportStatus.Undone, (await office.GetAsync(batch)).Batch.Status);
    }
}
