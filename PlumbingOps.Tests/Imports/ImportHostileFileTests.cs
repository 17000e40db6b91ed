using System.Text.Json;
using PlumbingOps.Data;
using PlumbingOps.Data.Imports;
using PlumbingOps.Web.Commands;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Imports;

/// <summary>Every hostile file through the service, and what must never be shown.</summary>
public sealed class ImportHostileFileTests(ImportOffice office) : IClassFixture<ImportOffice>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static TheoryData<string> BadFiles => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Imports", "Samples", "bad")).Select(f => Path.GetFileName(f)).Where(f => f.EndsWith(".csv", StringComparison.Ordinal) || f.EndsWith(".ics", StringComparison.Ordinal)).Order()];

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task A_hostile_file_is_refused_in_words_or_staged_whole(string name)
    {
        var refused = name is "05-empty.csv" or "06-picture.csv" or "07-missing-columns.csv";
        var batches = await office.AskAsync<long>("select count(*) from app.import_batches");
        try
        {
            var batch = (await office.GetAsync(await office.UploadAsync($"bad/{name}"))).Batch;
            Assert.False(refused, $"{name} was taken");
            Assert.Equal(batch.RowCount, batch.Counts.Total);
            Assert.Equal((long)batch.RowCount, await office.AskAsync<long>($"select count(*) from app.import_rows where batch_id = '{batch.Id}'"));
            Assert.All(await office.RowsAsync(batch.Id), r => Assert.True(r.Outcome == RowOutcome.New || r.Reason.Length > 0));
            if (batch.Counts.Ready > 0)
            {
                await office.Commits.CommitAsync(batch.Id, office.Ana, null, Now);
                await office.Undo.UndoAsync(batch.Id, office.Ana, Now);
            }
        }
        catch (RuleException refusal) when (refused)
        {
            Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(batches, await office.AskAsync<long>("select count(*) from app.import_batches"));
        }
        Assert.Equal(0L, await office.AskAsync<long>("select (select count(*) from app.jobs) + (select count(*) from app.service_calls)"));
    }

    [Fact]
    public async Task A_cell_of_forty_megabytes_costs_neither_memory_nor_its_neighbours()
    {
        const string Header = "\"Subject\",\"Start Date\",\"Start Time\",\"End Date\",\"End Time\",\"All day event\",\"Categories\",\"Description\",\"Location\"\r\n";
        var path = Path.GetTempFileName();
        await using (var file = new StreamWriter(path))
        {
            await file.WriteAsync(Header + "\"A-B-TO-LOT 1\",\"3/3/2025\",\"12:00:00 AM\",\"3/4/2025\",\"12:00:00 AM\",\"True\",\"\",\"\",\"\"\r\n\"A-B-TO-LOT 2\",\"3/3/2025\",\"12:00:00 AM\",\"3/4/2025\",\"12:00:00 AM\",\"True\",\"\",\"");
            for (var i = 0; i < 40; i++)
            {
                await file.WriteAsync(new string('x', 1024 * 1024));
            }
            await file.WriteAsync("\",\"\"\r\n");
        }
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, FileOptions.DeleteOnClose);

        var batch = (await office.Uploads.UploadAsync(stream, "huge.csv", TestOffice.AllCounty, null, office.Ana, null, Now)).BatchId;

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 30L * 1024 * 1024);
        var rows = await office.RowsAsync(batch);
        Assert.NotEqual(RowOutcome.Error, rows[0].Outcome);
        Assert.Equal(RowOutcome.Error, rows[1].Outcome);
        Assert.Contains("record 2", rows[1].Reason, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("construction-calendar.csv", "construction-calendar.expected.json", TestOffice.AllCounty)]
    [InlineData("service-calendar.ics", "service-calendar.expected.json", TestOffice.H2o)]
    public async Task Access_codes_are_in_no_list_export_or_history_and_reach_the_calls_alone(string sample, string truth, string tenant)
    {
        var secrets = Secrets(truth);
        Assert.NotEmpty(secrets);
        var batch = await office.UploadAsync(sample, tenant);
        var rows = await office.RowsAsync(batch);
        var csv = new StringWriter();
        await office.Lists.WriteNotImportedAsync(batch, csv, office.Ana, Now);
        var shown = JsonSerializer.Serialize(rows) + JsonSerializer.Serialize(await office.GetAsync(batch)) + csv;
        // A code of four digits may also be a house number; what counts is the code in the text of its own row.
        foreach (var (row, codes) in secrets)
        {
            var item = JsonSerializer.Serialize(rows.Single(r => row is int number ? r.Number == number : r.Proposal.Key == (string)row).Proposal with { Key = "", ContentHash = "", Address = ImportAddress.None });
            Assert.All(codes, code => Assert.DoesNotContain(code, item, StringComparison.Ordinal));
        }
        Assert.NotEmpty(shown);

        await office.Review.ApproveAsync(batch, [.. rows.Where(r => r.Proposal.AccessCodes > 0 && r.Outcome == RowOutcome.Review).Select(r => r.Number), .. rows.Take(1).Select(r => r.Number)], office.Ana, Now);
        await office.Commits.CommitAsync(batch, office.Ana, null, Now);
        Assert.True(await office.AskAsync<long>("select count(*) from app.call_access_codes") > 0);
        Assert.Equal(0L, await office.AskAsync<long>("select count(*) from history.changes where entity in ('call_access_codes', 'job_access_codes') and coalesce(after, before) ->> 'code' is distinct from '•••'"));
        Assert.Equal(0L, await office.AskAsync<long>("select count(*) from app.service_calls s join app.call_access_codes c on c.service_call_id = s.id where s.problem ~ ('(^|[^0-9])' || regexp_replace(c.code, '[^0-9a-zA-Z]', '', 'g') || '([^0-9]|$)')"));
        await office.Undo.UndoAsync(batch, office.Ana, Now);
    }

    [Fact]
    public async Task What_was_not_imported_leaves_as_text_that_no_spreadsheet_runs()
    {
        var batch = await office.UploadAsync("bad/09-formulas.csv");
        var csv = new StringWriter();
        await office.Lists.WriteNotImportedAsync(batch, csv, office.Ana, Now);
        var lines = csv.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length > 3);
        Assert.DoesNotContain(lines, l => l.Contains(",\"=", StringComparison.Ordinal) || l.Contains(",\"+", StringComparison.Ordinal) || l.Contains(",\"@", StringComparison.Ordinal) || l.Contains(",\"-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "--file", "{file}", "--tenant", "all_county", "--settings", "{settings}", "--preview", "--json", "{out}")]
    [InlineData(2, "--file", "{file}", "--tenant", "all_county", "--settings", "{settings}", "--json", "{out}")]
    [InlineData(2, "--file", "/nowhere.csv", "--tenant", "all_county", "--settings", "{settings}", "--preview", "--json", "{out}")]
    [InlineData(2, "--file", "{file}", "--tenant", "all_county", "--kind", "poetry", "--settings", "{settings}", "--preview", "--json", "{out}")]
    [InlineData(1, "--file", "{picture}", "--tenant", "all_county", "--settings", "{settings}", "--preview", "--json", "{out}")]
    public async Task The_command_line_answers_with_json_or_a_sentence_and_a_code(int expected, params string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("plumbingops-import-");
        var samples = Path.Combine(AppContext.BaseDirectory, "Imports", "Samples");
        var output = Path.Combine(folder.FullName, "out.json");
        var given = args.Select(a => a.Replace("{file}", Path.Combine(samples, "construction-calendar.csv"), StringComparison.Ordinal)
            .Replace("{settings}", Path.Combine(samples, "construction-calendar.expected.json"), StringComparison.Ordinal)
            .Replace("{picture}", Path.Combine(samples, "bad", "06-picture.csv"), StringComparison.Ordinal).Replace("{out}", output, StringComparison.Ordinal)).ToArray();

        Assert.Equal(expected, await ImportCommand.RunAsync(given));

        Assert.Equal(expected == 0, File.Exists(output));
        if (expected == 0)
        {
            using var answer = JsonDocument.Parse(await File.ReadAllTextAsync(output, Now));
            var rows = answer.RootElement.GetProperty("rows").EnumerateArray().ToList();
            Assert.Equal(Enumerable.Range(1, 1700), rows.Select(r => r.GetProperty("row").GetInt32()).Order());
            Assert.Equal(1700, answer.RootElement.GetProperty("counts").EnumerateObject().Sum(c => c.Value.GetInt32()));
            Assert.All(rows.Where(r => r.GetProperty("outcome").GetString() != "new"), r => Assert.NotEqual("", r.GetProperty("reason").GetString()));
        }
        folder.Delete(recursive: true);
    }

    private static List<(object Row, List<string> Codes)> Secrets(string truth)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Imports", "Samples", truth)));
        return [.. json.RootElement.GetProperty("rows").EnumerateArray().Where(r => r.TryGetProperty("secrets", out var s) && s.GetArrayLength() > 0)
            .Select(r => (r.TryGetProperty("row", out var n) ? (object)n.GetInt32() : r.GetProperty("uid").GetString()!, r.GetProperty("secrets").EnumerateArray().Select(c => c.GetString()!).ToList()))];
    }
}
