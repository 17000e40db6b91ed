using System.Globalization;
using System.Text.Json;
using PlumbingOps.Data.Imports;

namespace PlumbingOps.Tests.Imports;

/// <summary>What a good importer answers for a sample, and how a proposal compares with it.</summary>
public sealed class TruthFile
{
    private readonly List<JsonElement> rows;

    public TruthFile(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Sample.PathOf(name)));
        rows = [.. json.RootElement.GetProperty("rows").EnumerateArray().Select(r => r.Clone())];
    }

    public int Count => rows.Count;

    public TruthScore Compare(ImportProposal proposal)
    {
        var score = new TruthScore();
        var byKey = proposal.Rows.Where(r => r.Outcome != ImportOutcome.Superseded).ToDictionary(r => r.Uid ?? $"{r.Row}");
        var pairs = rows.Select(t => (Truth: t, Row: byKey[Text(t, "uid") ?? $"{t.GetProperty("row").GetInt32()}"])).ToList();
        var builderOf = Majority(pairs.Where(p => Text(p.Truth, "builder") is not null && p.Row.Builder is not null).Select(p => (p.Row.Builder!, Text(p.Truth, "builder")!)));
        var communityOf = Majority(pairs.Where(p => Text(p.Truth, "community") is not null && p.Row.Community is not null)
            .Select(p => ($"{p.Row.Builder}|{p.Row.Community}", $"{Text(p.Truth, "builder")}|{Text(p.Truth, "community")}")));
        foreach (var (truth, row) in pairs)
        {
            if (truth.TryGetProperty("duplicate_of", out var duplicate) && duplicate.ValueKind != JsonValueKind.Null)
            {
                score.Add("duplicate", row.Outcome == ImportOutcome.Duplicate);
                continue;
            }
            score.Add("not a duplicate", row.Outcome != ImportOutcome.Duplicate);
            var accepted = Accepted(truth, "kind");
            var kindRight = accepted.Contains(Snake(row.Kind)) || (row.Outcome == ImportOutcome.Review && row.Kind == ImportKind.Review && Text(truth, "review") is "maybe" or "yes");
            var phaseRight = !truth.TryGetProperty("phase", out _) || Accepted(truth, "phase").Contains(row.Phase?.ToString());
            var lotsRight = !truth.TryGetProperty("lots", out var lots)
                || new[] { lots }.Concat(truth.TryGetProperty("lots_ok", out var more) ? more.EnumerateArray() : []).Any(l => l.EnumerateArray().Select(x => x.GetString()).ToHashSet().SetEquals(row.Lots));
            var builderRight = Text(truth, "builder") is not { } builder || (row.Builder is not null && builderOf.GetValueOrDefault(row.Builder) == builder);
            var communityRight = Text(truth, "community") is not { } community || truth.TryGetProperty("community_ok", out _)
                || communityOf.GetValueOrDefault($"{row.Builder}|{row.Community}") == $"{Text(truth, "builder")}|{community}";
            var datesRight = Text(truth, "start_date") == row.StartDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) && Text(truth, "end_date") == row.EndDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            score.Add("kind", kindRight);
            score.Add("phase", phaseRight);
            score.Add("lots", lotsRight);
            score.Add("builder", builderRight);
            score.Add("community", communityRight);
            score.Add("dates", datesRight);
            score.Add("completed", truth.GetProperty("completed").GetBoolean() == row.Completed);
            if (row.Outcome == ImportOutcome.New)
            {
                score.Add("saved rightly", kindRight && phaseRight && lotsRight && builderRight && communityRight && datesRight);
            }
            if (Text(truth, "review") is "yes")
            {
                score.Add("asked", row.Outcome is ImportOutcome.Review or ImportOutcome.Skipped);
            }
            else if (Text(truth, "review") is "no")
            {
                score.Add("not asked", row.Outcome != ImportOutcome.Review);
            }
            foreach (var code in truth.TryGetProperty("secrets", out var secrets) ? secrets.EnumerateArray().Select(s => s.GetString()!) : [])
            {
                score.Add("code kept", row.AccessCodes.Any(c => c.Contains(code.Trim('#', '*'), StringComparison.Ordinal)));
            }
        }
        return score;
    }

    public IEnumerable<string> Secrets() => rows.Where(r => r.TryGetProperty("secrets", out _)).SelectMany(r => r.GetProperty("secrets").EnumerateArray().Select(s => s.GetString()!));

    private static Dictionary<string, string> Majority(IEnumerable<(string Mine, string True)> pairs) =>
        pairs.GroupBy(p => p.Mine).ToDictionary(g => g.Key, g => g.GroupBy(p => p.True).MaxBy(t => t.Count())!.Key);

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<string?> Accepted(JsonElement row, string name) =>
        [row.GetProperty(name).GetString(), .. row.TryGetProperty(name + "_ok", out var others) ? others.EnumerateArray().Select(o => o.GetString()) : []];

    private static string Snake(ImportKind kind) => string.Concat(kind.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}

public sealed class TruthScore
{
    private readonly Dictionary<string, (int Right, int All)> fields = [];

    public void Add(string field, bool right)
    {
        var (r, all) = fields.GetValueOrDefault(field);
        fields[field] = (r + (right ? 1 : 0), all + 1);
    }

    /// <summary>Fails when nothing was compared, so that a share of nothing is never perfect.</summary>
    public double this[string field] => fields.TryGetValue(field, out var f) && f.All > 0 ? (double)f.Right / f.All : throw new InvalidOperationException($"No row has anything to say about “{field}”.");
}
