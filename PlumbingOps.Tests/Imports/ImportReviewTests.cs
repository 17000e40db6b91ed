using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Imports;

/// <summary>Small calendars, one question each.</summary>
public sealed class ImportReviewTests(ImportOffice office) : IClassFixture<ImportOffice>
{
    private static DateOnly Monday => ImportOffice.Monday;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_answer_settles_all_rows_alike_and_is_remembered_for_the_next_calendar()
    {
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("SUMMIT HOMES", ("HERON LANDNG", "TRIM", 61), ("HERON LANDNG", "TO", 62)));
        var question = Assert.Single((await office.GetAsync(batch)).Findings.Questions, q => q.Subject == QuestionSubject.Community && q.AsWritten == "HERON LANDNG");
        Assert.Equal(2, question.Rows.Count);
        Assert.Contains(question.Proposals, p => p.Value == "HERON LANDING");

        await office.Review.AnswerAsync(batch, question.Id, "HERON LANDING", office.Omar, Now);

        var after = await office.GetAsync(batch);
        Assert.Equal("“HERON LANDNG” is HERON LANDING", Assert.Single(after.Answers).Sentence);
        Assert.All((await office.RowsAsync(batch)).Where(r => r.Proposal.Title.Contains("LANDNG", StringComparison.Ordinal)), r => Assert.Equal("HERON LANDING", r.Proposal.Community));
        Assert.DoesNotContain(after.Findings.Questions, q => q.AsWritten == "HERON LANDNG");

        var next = await office.UploadTextAsync(ImportOffice.Calendar("SUMMIT HOMES", ("HERON LANDNG", "FINAL", 63)));
        Assert.Equal("HERON LANDING", (await office.RowsAsync(next))[^1].Proposal.Community);

        await office.Review.UndoAnswerAsync(batch, Assert.Single(after.Answers).Id, office.Omar, Now);
        Assert.Contains((await office.GetAsync(batch)).Findings.Questions, q => q.AsWritten == "HERON LANDNG");
    }

    [Fact]
    public async Task Committed_answers_become_aliases_of_the_books()
    {
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("CEDAR VALE", ("QUARY BEND", "TRIM", 71)));
        var question = (await office.GetAsync(batch)).Findings.Questions.First(q => q.AsWritten == "QUARY BEND");
        await office.Review.AnswerAsync(batch, question.Id, "QUARRY BEND", office.Ana, Now);
        await office.Commits.CommitAsync(batch, office.Ana, null, Now);

        Assert.Equal("QUARRY BEND", await office.AskAsync<string>(
            "select c.name from app.community_aliases a join app.communities c on c.id = a.community_id join app.builders b on b.id = a.builder_id where a.alias = 'QUARY BEND' and b.name = 'CEDAR VALE'"));
    }

    [Fact]
    public async Task A_corrected_row_is_imported_as_corrected_and_the_rest_can_wait()
    {
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("NORTH FORK") + ImportOffice.Row("put on test at the barn", Monday.AddDays(40)));
        var waiting = Assert.Single(await office.RowsAsync(batch, RowOutcome.Review));

        await office.Review.CorrectAsync(batch, [waiting.Number], new RowCorrection { Kind = ImportKind.PhaseJob, Phase = ImportPhase.Final, Builder = "NORTH FORK", Community = "HERON LANDING", Lots = ["44"], Approved = true }, office.Omar, Now);
        Assert.Equal(RowOutcome.New, (await office.RowsAsync(batch)).Single(r => r.Number == waiting.Number).Outcome);
        await office.Commits.CommitAsync(batch, office.Ana, null, Now);

        Assert.Equal("Scheduled", await office.AskAsync<string>(
            "select j.status from app.jobs j join app.lots l on l.id = j.lot_id join app.communities c on c.id = l.community_id join app.builders b on b.id = c.builder_id where b.name = 'NORTH FORK' and l.number = '44' and j.phase = 'Final'"));
    }

    [Fact]
    public async Task A_field_emptied_by_a_person_is_imported_empty()
    {
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("OTTER CREEK"));
        var row = (await office.RowsAsync(batch)).First(r => r.Proposal is { Community: not null, Lots.Count: > 0 });

        await office.Review.CorrectAsync(batch, [row.Number], new RowCorrection { Kind = ImportKind.Task, NoPhase = true, Builder = "", Community = " ", Lots = [], Project = "THE WHARF", Approved = true }, office.Ana, Now);

        var after = (await office.RowsAsync(batch)).Single(r => r.Number == row.Number);
        Assert.Equal((RowOutcome.New, null, null, "THE WHARF"), (after.Outcome, after.Proposal.Builder, after.Proposal.Community, after.Proposal.Project));
        Assert.Empty(after.Proposal.Lots);
        await office.Review.CorrectAsync(batch, [row.Number], new RowCorrection { Kind = ImportKind.Task, NoPhase = true, Builder = "", Community = "", Lots = [], Project = "", Approved = true }, office.Ana, Now);
        Assert.Null((await office.RowsAsync(batch)).Single(r => r.Number == row.Number).Proposal.Project);
    }

    [Fact]
    public async Task A_project_the_import_proposed_can_be_emptied()
    {
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("ELM RIDGE") + ImportOffice.Row("MILLER BARN - TRIM", Monday.AddDays(43), "FINISH"));
        var row = Assert.Single((await office.RowsAsync(batch)), r => r.Proposal.Project is not null);

        await office.Review.CorrectAsync(batch, [row.Number], new RowCorrection { Kind = ImportKind.Task, NoPhase = true, Project = "", Approved = true }, office.Ana, Now);

        Assert.Null((await office.RowsAsync(batch)).Single(r => r.Number == row.Number).Proposal.Project);
    }

    [Fact]
    public async Task A_second_go_imports_what_was_settled_later_and_undo_takes_both_back()
    {
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("PINE HOLLOW") + ImportOffice.Row("put on test at the shed", Monday.AddDays(41)));
        var first = await office.Commits.CommitAsync(batch, office.Ana, null, Now);
        var waiting = Assert.Single(await office.RowsAsync(batch, RowOutcome.Review));
        await office.Review.CorrectAsync(batch, [waiting.Number], new RowCorrection { Kind = ImportKind.Task, Project = "THE SHED", Approved = true }, office.Ana, Now);

        Assert.Equal(1, await office.Commits.CommitAsync(batch, office.Ana, null, Now));
        var counts = (await office.GetAsync(batch)).Batch.Counts;
        Assert.Equal(first + 1, counts[RowOutcome.Imported]);

        var preview = await office.Undo.PreviewAsync(batch, office.Ana, Now);
        Assert.True(preview.IsFree);
        Assert.Contains(preview.Steps, s => s.Entity == "jobs" && s.Effect == "remove");
        Assert.Contains(preview.Steps, s => s.Entity == "service_calls" && s.Effect == "remove");
        Assert.Equal(1L, await office.AskAsync<long>("select count(*) from app.builders where name = 'PINE HOLLOW'"));

        await office.Undo.UndoAsync(batch, office.Ana, Now);
        Assert.Equal(0L, await office.AskAsync<long>($"select count(*) from app.import_links where batch_id = '{batch}'"));
        Assert.Equal(0L, await office.AskAsync<long>("select count(*) from app.builders where name = 'PINE HOLLOW'"));
        // Each commit was taken back by a change set of its own, so either can be brought back on the History page.
        Assert.Equal(2L, await office.AskAsync<long>("select count(distinct undoes) from history.change_sets where source = 'Undo' and at = (select max(at) from history.change_sets where source = 'Undo')"));
        await Assert.ThrowsAsync<RuleException>(() => office.Commits.CommitAsync(batch, office.Ana, null, Now));
    }

    [Fact]
    public async Task A_moved_entry_moves_its_job_but_never_over_a_persons_edit()
    {
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("ALDER GATE"));
        await office.Commits.CommitAsync(batch, office.Ana, null, Now);

        var moved = await office.UploadTextAsync(ImportOffice.Calendar("ALDER GATE", shiftTrim: 2));
        var row = Assert.Single(await office.RowsAsync(moved, RowOutcome.Changed));
        Assert.Contains("moves", row.Reason, StringComparison.Ordinal);
        await office.Commits.CommitAsync(moved, office.Ana, null, Now);
        Assert.Equal(Monday.AddDays(22), await TrimDayAsync("ALDER GATE"));

        await EditTrimAsync("ALDER GATE", Monday.AddDays(30));
        var again = await office.UploadTextAsync(ImportOffice.Calendar("ALDER GATE", shiftTrim: 4));
        row = Assert.Single(await office.RowsAsync(again, RowOutcome.Review));
        Assert.Contains("edited here by Omar Ortiz", row.Reason, StringComparison.Ordinal);
        Assert.Equal(0, (await office.GetAsync(again)).Batch.Counts.Ready);

        await office.Review.ApproveAsync(again, [row.Number], office.Ana, Now);
        await office.Commits.CommitAsync(again, office.Ana, null, Now);
        Assert.Equal(Monday.AddDays(24), await TrimDayAsync("ALDER GATE"));
    }

    [Fact]
    public async Task Later_edits_stand_in_the_way_of_an_undo_and_are_named()
    {
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("BIRCH ROW"));
        await office.Commits.CommitAsync(batch, office.Ana, null, Now);
        await EditTrimAsync("BIRCH ROW", Monday.AddDays(50));

        var preview = await office.Undo.PreviewAsync(batch, office.Ana, Now);
        Assert.False(preview.IsFree);
        Assert.Contains(preview.Conflicts, c => c.Who == "Omar Ortiz");
        await Assert.ThrowsAsync<UndoConflictException>(() => office.Undo.UndoAsync(batch, office.Ana, Now));
        Assert.Equal(ImportStatus.Committed, (await office.GetAsync(batch)).Batch.Status);
        Assert.Equal(1L, await office.AskAsync<long>("select count(*) from app.builders where name = 'BIRCH ROW'"));
    }

    [Fact]
    public async Task An_edit_after_the_first_go_keeps_the_second_go_too()
    {
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("SPRUCE END") + ImportOffice.Row("put on test at the mill", Monday.AddDays(42)));
        await office.Commits.CommitAsync(batch, office.Ana, null, Now);
        await EditTrimAsync("SPRUCE END", Monday.AddDays(51));
        var waiting = Assert.Single(await office.RowsAsync(batch, RowOutcome.Review));
        await office.Review.CorrectAsync(batch, [waiting.Number], new RowCorrection { Kind = ImportKind.Task, Project = "THE MILL", Approved = true }, office.Ana, Now);
        await office.Commits.CommitAsync(batch, office.Ana, null, Now);

        var preview = await office.Undo.PreviewAsync(batch, office.Ana, Now);
        Assert.Contains(preview.Conflicts, c => c.Who == "Omar Ortiz");
        await Assert.ThrowsAsync<UndoConflictException>(() => office.Undo.UndoAsync(batch, office.Ana, Now));

        Assert.Equal(1L, await office.AskAsync<long>("select count(*) from app.service_calls where project_name = 'THE MILL'"));
        Assert.Equal(1L, await office.AskAsync<long>("select count(*) from app.builders where name = 'SPRUCE END'"));
        Assert.Equal(ImportStatus.Committed, (await office.GetAsync(batch)).Batch.Status);
    }

    [Fact]
    public async Task Two_commits_of_one_file_at_once_import_it_once()
    {
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("QUARRY BEND HOMES"));
        var ready = (await office.GetAsync(batch)).Batch.Counts.Ready;
        async Task<int> TryAsync()
        {
            try
            {
                return await office.Commits.CommitAsync(batch, office.Ana, null, Now);
            }
            catch (RuleException)
            {
                return 0;
            }
        }

        var imported = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TryAsync()));

        Assert.Equal(ready, imported.Sum());
        Assert.Single(imported, i => i > 0);
        Assert.Equal((long)ready, await office.AskAsync<long>($"select count(distinct source_key) from app.import_links where batch_id = '{batch}'"));
    }

    [Fact]
    public async Task The_office_looks_and_answers_but_only_an_administrator_commits_and_undoes()
    {
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("LARCH LANE"));
        Assert.NotNull(await office.Lists.GetAsync(batch, office.Omar, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.Commits.CommitAsync(batch, office.Omar, null, Now));
        await office.Commits.CommitAsync(batch, office.Ana, null, Now);
        await Assert.ThrowsAsync<RuleException>(() => office.Undo.UndoAsync(batch, office.Omar, Now));
        await Assert.ThrowsAsync<RuleException>(() => office.Undo.PreviewAsync(batch, office.Omar, Now));
    }

    [Fact]
    public async Task The_other_companys_import_looks_like_an_unknown_one()
    {
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("ELM COURT"));
        var admin = office.Max;
        await Assert.ThrowsAsync<NotFoundException>(() => office.Lists.GetAsync(batch, admin, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => office.Lists.ListRowsAsync(batch, new ImportRowFilter(), new ListRequest(null, false, null, null, 50), admin, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => office.Review.ApproveAsync(batch, [1], admin, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => office.Commits.CommitAsync(batch, admin, null, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => office.Undo.PreviewAsync(batch, admin, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => office.UploadAsync("construction-calendar.csv", TestOffice.AllCounty, admin));
        Assert.DoesNotContain((await office.Lists.ListAsync(new ListRequest(null, false, null, null, 50), admin, Now)).Rows, r => r.Id == batch);
    }

    [Fact]
    public async Task Rows_older_than_ninety_days_are_deleted_and_what_was_imported_stays()
    {
        var batch = await office.UploadTextAsync(ImportOffice.Calendar("WILLOW PARK"));
        await office.Commits.CommitAsync(batch, office.Ana, null, Now);
        var before = office.Clock.Now;
        try
        {
            office.Clock.Now = before.AddDays(91);
            Assert.True(await office.Get<ImportRetention>().DeleteOldRowsAsync(Now) > 0);
        }
        finally
        {
            office.Clock.Now = before;
        }
        Assert.NotNull((await office.GetAsync(batch)).RowsDeletedAt);
        Assert.Equal(0L, await office.AskAsync<long>($"select count(*) from app.import_rows where batch_id = '{batch}'"));
        Assert.True(await office.AskAsync<long>($"select count(*) from app.import_links where batch_id = '{batch}'") > 0);
    }

    private async Task<DateOnly?> TrimDayAsync(string builder) => await office.AskAsync<DateOnly>(
        $"select j.start_date from app.jobs j join app.lots l on l.id = j.lot_id join app.communities c on c.id = l.community_id join app.builders b on b.id = c.builder_id where b.name = '{builder}' and l.number = '3' and j.phase = 'Trim'");

    private async Task EditTrimAsync(string builder, DateOnly day)
    {
        await using var db = await office.Get<Db>().OpenAsync(office.Omar, Permission.EditJobs, Now);
        var job = await db.Jobs.SingleAsync(j => j.Lot!.Community!.Builder!.Name == builder && j.Lot.Number == "3" && j.Phase == JobPhase.Trim, Now);
        job.Schedule(day, day);
        await db.SaveChangesAsync(Now);
    }
}
