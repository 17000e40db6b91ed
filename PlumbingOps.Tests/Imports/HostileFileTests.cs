using System.Globalization;
using System.Text;
using System.Text.Json;
using PlumbingOps.Data.Imports;

namespace PlumbingOps.Tests.Imports;

/// <summary>Every file of Samples/bad against its expected.json.</summary>
public class HostileFileTests
{
    public static TheoryData<string> Files()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Sample.PathOf("bad/expected.json")));
        var files = new TheoryData<string>();
        foreach (var file in json.RootElement.GetProperty("files").EnumerateObject().Where(f => !f.Value.TryGetProperty("stored", out _)))
        {
            files.Add(file.Name);
        }
        return files;
    }

    [Fact]
    public void All_sixteen_files_are_here() => Assert.Equal(16, Files().Count);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_hostile_file_gets_the_expected_answer(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Sample.PathOf("bad/expected.json")));
        var expected = json.RootElement.GetProperty("files").GetProperty(name);
        if (expected.GetProperty("verdict").GetString() == "reject")
        {
            var refusal = Assert.Throws<ImportRefusedException>(() => Sample.Read("bad/" + name));
            Assert.All(Mentions(expected), word => Assert.Contains(word, refusal.Message, StringComparison.OrdinalIgnoreCase));
            return;
        }

        var proposal = ImportEngine.Propose(Sample.Read("bad/" + name), Sample.Settings());

        Assert.Equal(expected.GetProperty("records").GetInt32(), proposal.Rows.Count);
        Assert.Equal(proposal.Rows.Count, proposal.Counts.Values.Sum());
        if (expected.TryGetProperty("rows", out var rows))
        {
            foreach (var row in rows.EnumerateObject())
            {
                Check(row.Value, proposal.Rows.Single(r => r.Outcome != ImportOutcome.Superseded && (r.Uid ?? $"{r.Row}") == row.Name));
            }
        }
        var reasons = string.Join(' ', proposal.Rows.SelectMany(r => r.Reasons));
        Assert.All(Mentions(expected), word => Assert.Contains(word, reasons, StringComparison.OrdinalIgnoreCase));
        if (expected.TryGetProperty("superseded", out var superseded))
        {
            Assert.Equal(superseded.GetInt32(), proposal.Counts[ImportOutcome.Superseded]);
        }
        if (expected.TryGetProperty("visits", out var visits))
        {
            var mine = proposal.Rows.SelectMany(r => r.Visits.Count > 0 ? r.Visits.Select(v => v.StartUtc) : [r.StartUtc!.Value]).Order().Select(v => v.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture));
            Assert.Equal(visits.EnumerateArray().Select(v => v.GetString()!), mine);
        }
        var text = string.Join('\n', proposal.Rows.Select(r => r.Record.Description));
        foreach (var wanted in Strings(expected, "must_contain"))
        {
            Assert.Contains(wanted, text, StringComparison.Ordinal);
        }
        foreach (var unwanted in Strings(expected, "must_not_contain"))
        {
            Assert.DoesNotContain(unwanted, text, StringComparison.Ordinal);
        }
    }

    private static void Check(JsonElement expected, ProposedRow row)
    {
        var outcome = expected.GetProperty("outcome").GetString() switch
        {
            "import" => ImportOutcome.New,
            "review" => ImportOutcome.Review,
            "error" => ImportOutcome.Error,
            "skip" => ImportOutcome.Skipped,
            var other => throw new InvalidOperationException(other),
        };
        Assert.Equal(outcome, row.Outcome);
        foreach (var fact in expected.EnumerateObject().Where(f => f.Name != "outcome"))
        {
            object? mine = fact.Name switch
            {
                "phase" => row.Phase?.ToString(),
                "kind" => row.Kind.ToString().ToLowerInvariant(),
                "start_date" => row.StartDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                "end_date" => row.EndDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                "start_utc" => row.StartUtc?.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture),
                "end_utc" => row.EndUtc?.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture),
                "completed" => row.Completed,
                "cancelled" => row.Cancelled,
                _ => throw new InvalidOperationException(fact.Name),
            };
            Assert.Equal(fact.Value.ValueKind is JsonValueKind.String ? fact.Value.GetString() : fact.Value.GetBoolean(), mine);
        }
    }

    private static List<string> Mentions(JsonElement expected) => Strings(expected, "message_mentions");

    private static List<string> Strings(JsonElement expected, string name) =>
        expected.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(v => v.GetString()!)] : [];

    [Fact]
    public void A_cell_of_forty_megabytes_costs_neither_memory_nor_the_rows_around_it()
    {
        using var stream = new EndlessCell(40_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var file = CalendarReader.Read(stream, "huge-cell.csv");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 20_000_000);
        Assert.Equal(3, file.Records.Count);
        Assert.Empty(file.Records[0].Errors);
        Assert.Contains("Record 2: text too long", file.Records[1].Errors[0], StringComparison.Ordinal);
        Assert.Empty(file.Records[2].Errors);
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused_before_it_is_read()
    {
        using var stream = new EndlessCell(5_000_000);

        var refusal = Assert.Throws<ImportRefusedException>(() => CalendarReader.Read(stream, "big.csv", new ImportLimits { MaxBytes = 1024 * 1024 }));

        Assert.Contains("larger than 1 MB", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Three rows; the description of the second never seems to end. Made while it is read.</summary>
    private sealed class EndlessCell(long length) : Stream
    {
        private readonly byte[] head = Encoding.UTF8.GetBytes(Sample.Header + Sample.Row("SUMMIT HOMES-HERON LANDING-PB-LOT 1", "POST AND BEAM")
            + "\"SUMMIT HOMES-HERON LANDING-WARRANTY-LOT 2\",\"3/3/2025\",\"12:00:00 AM\",\"3/4/2025\",\"12:00:00 AM\",\"True\",\"WARRANTY\",\"");
        private readonly byte[] tail = Encoding.UTF8.GetBytes("\",\"\"\r\n" + Sample.Row("SUMMIT HOMES-HERON LANDING-PB-LOT 3", "POST AND BEAM"));

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => head.Length + length + tail.Length;
        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = 0;
            for (; read < count && Position < Length; read++, Position++)
            {
                buffer[offset + read] = Position < head.Length ? head[Position] : Position < head.Length + length ? (byte)'x' : tail[Position - head.Length - length];
            }
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => Length + offset };

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
