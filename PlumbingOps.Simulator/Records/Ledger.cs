using System.Text.Json;
using System.Text.Json.Serialization;

namespace PlumbingOps.Simulator.Records;

/// <summary>
/// The append-only truth that tests read. Every row is with the operating system before <see cref="Append"/> returns, so neither a killed client nor
/// a killed simulator takes one away.
/// </summary>
public sealed class Ledger : IDisposable
{
    public const string FileName = "ledger.jsonl";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Lock gate = new();
    private readonly List<LedgerRow> rows = [];
    private readonly FileStream? file;
    private readonly TimeProvider clock;
    private long last;

    public Ledger(TimeProvider clock, string? folder)
    {
        this.clock = clock;
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            file = new FileStream(Path.Combine(folder, FileName), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        }
    }

    public LedgerRow Append(LedgerRow row)
    {
        lock (gate)
        {
            var numbered = row with { N = ++last, At = row.At == default ? clock.GetUtcNow() : row.At };
            Write(numbered);
            rows.Add(numbered);
            return numbered;
        }
    }

    public IReadOnlyList<LedgerRow> Rows(long after = 0, Func<LedgerRow, bool>? only = null, int most = int.MaxValue)
    {
        lock (gate)
        {
            // Numbers are in order and have no gaps, but a reset forgets the first ones.
            var first = rows.Count == 0 ? 0 : (int)Math.Clamp(after - rows[0].N + 1, 0, rows.Count);
            return [.. rows.Skip(first).Where(row => only is null || only(row)).Take(most)];
        }
    }

    public IReadOnlyList<LedgerRow> Newest(int most, Func<LedgerRow, bool> only)
    {
        lock (gate)
        {
            return [.. Enumerable.Range(1, rows.Count).Select(back => rows[^back]).Where(only).Take(most)];
        }
    }

    /// <summary>Starts a new page in memory; the file keeps everything, numbers go on.</summary>
    public void StartAnew()
    {
        lock (gate)
        {
            rows.Clear();
        }

        Append(new LedgerRow { Kind = LedgerKinds.Control, Detail = "The world begins anew" });
    }

    public void Dispose() => file?.Dispose();

    private void Write(LedgerRow row)
    {
        if (file is null)
        {
            return;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(row, Json);
        var line = new byte[json.Length + 1];
        json.CopyTo(line, 0);
        line[^1] = (byte)'\n';
        file.Write(line);
    }
}
