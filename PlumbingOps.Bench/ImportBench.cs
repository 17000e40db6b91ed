using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Imports;

namespace PlumbingOps.Bench;

/// <summary>A calendar from upload to committed jobs, in a process of its own so that its memory is known, against COPY of the very rows it wrote.</summary>
internal static class ImportBench
{
    /// <summary>What the child process is called with; nobody types it.</summary>
    public const string Alone = "import-alone";
    private const string ConnectionsVariable = "PLUMBINGOPS_BENCH_CONNECTIONS";
    private const int MostMemoryMiB = 400;
    private const double TimesCopy = 5;
    private const int SoonDone = 5_000;
    private const double Kilo = 1024;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(DatabaseConnections connections)
    {
        List<Measurement> table = [];
        foreach (var (rows, most) in new[] { (1_700, 3.0), (50_000, 60.0) })
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"import of {rows:N0} rows"));
            var done = await InOwnProcessAsync(connections, rows);
            var size = string.Create(CultureInfo.InvariantCulture, $"import of {rows:N0} rows");
            table.Add(new Measurement($"{size}: preview", done.PreviewSeconds, null, null, most, "s"));
            if (done.Warm is { } warm)
            {
                table.Add(await AgainstCopyAsync(connections, $"{size}: commit", warm, TimesCopy));
                table.Add(await AgainstCopyAsync(connections, $"{size}: commit, the first of a process just started", done.First, goal: null));
            }
            else
            {
                table.Add(await AgainstCopyAsync(connections, $"{size}: commit, the first of a process just started", done.First, TimesCopy));
            }

            table.Add(new Measurement($"{size}: peak memory of the process until it is previewed", done.PreviewPeakMiB, null, null, MostMemoryMiB, "MiB"));
            table.Add(new Measurement($"{size}: peak memory of the process until it is committed", done.PeakMiB, null, null, MostMemoryMiB, "MiB"));
        }

        return table;
    }

    public static async Task<int> RunAloneAsync(int rows)
    {
        var connections = JsonSerializer.Deserialize<DatabaseConnections>(Environment.GetEnvironmentVariable(ConnectionsVariable)!)!;
        await using var office = Office.Open(connections);
        var by = await office.PersonAsync(DemoPeople.AllCounty, DemoPeople.H2O);
        var (preview, previewPeak, first) = await ImportAsync(office, by, connections, rows);
        var peak = PeakMiB();
        // The web program runs for weeks: what its imports cost is what a later one costs. A large one is long enough to be warm by itself.
        var warm = rows <= SoonDone ? (await ImportAsync(office, by, connections, rows)).Commit : null;
        Console.WriteLine(JsonSerializer.Serialize(new Done(preview, previewPeak, peak, first, warm)));
        return 0;
    }

    private static async Task<(double PreviewSeconds, double PreviewPeakMiB, Commit Commit)> ImportAsync(Office office, Actor by, DatabaseConnections connections, int rows)
    {
        await using var calendar = Calendar.Make(rows, await SeedAsync(office, by));
        var watch = Stopwatch.StartNew();
        var uploaded = await office.Get<ImportUploadService>().UploadAsync(calendar, "calendar.csv", DemoPeople.AllCounty, CalendarKind.Construction, by);
        var preview = watch.Elapsed.TotalSeconds;
        var previewPeak = PeakMiB();
        watch.Restart();
        var written = await office.Get<ImportCommitService>().CommitAsync(uploaded.BatchId, by);
        var commit = watch.Elapsed.TotalSeconds;
        return written < rows / 2
            ? throw new InvalidOperationException($"Only {written} of {rows} rows were imported: that would measure something else.")
            : (preview, previewPeak, new Commit(commit, await ChangeSetAsync(connections)));
    }

    private static async Task<Measurement> AgainstCopyAsync(DatabaseConnections connections, string what, Commit commit, double? goal)
    {
        var copy = await CopyBench.RunAsync(connections, commit.ChangeSet);
        return new Measurement(
            string.Create(CultureInfo.InvariantCulture, $"{what}, against COPY of the {copy.Rows:N0} rows it wrote, history included"), commit.Seconds, copy.Seconds, goal, Unit: "s");
    }

    /// <summary>Other builders at each run on kept data.</summary>
    private static async Task<int> SeedAsync(Office office, Actor by) =>
        1 + (await office.Get<ImportListService>().ListAsync(new ListRequest(null, false, null, null, 100), by)).Rows.Count;

    private static async Task<Done> InOwnProcessAsync(DatabaseConnections connections, int rows)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, Path.GetFileName(Environment.ProcessPath) == "dotnet" ? [typeof(ImportBench).Assembly.Location] : [])
        {
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(Alone);
        start.ArgumentList.Add(rows.ToString(CultureInfo.InvariantCulture));
        start.Environment[ConnectionsVariable] = JsonSerializer.Serialize(connections);
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<Done>(said)! : throw new InvalidOperationException("The import failed; see above.");
    }

    /// <summary>What the kernel counted at the highest: managed heap, code, native memory, all.</summary>
    private static double PeakMiB()
    {
        var line = File.ReadLines("/proc/self/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / Kilo;
    }

    private static async Task<Guid> ChangeSetAsync(DatabaseConnections connections)
    {
        await using var admin = NpgsqlDataSource.Create(connections.Admin!);
        await using var newest = admin.CreateCommand("select id from history.change_sets where source = 'Import' order by at desc limit 1");
        return (Guid)(await newest.ExecuteScalarAsync())!;
    }

    private sealed record Commit(double Seconds, Guid ChangeSet);

    /// <param name="Warm">Of another calendar in the same process afterwards; null when the first took long.</param>
    private sealed record Done(double PreviewSeconds, double PreviewPeakMiB, double PeakMiB, Commit First, Commit? Warm);
}
