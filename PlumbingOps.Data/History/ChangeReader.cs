using System.Text.Json;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.History;

/// <summary>Turns logged changes into rows a person can read: labels, words, names, the company's time.</summary>
internal sealed class ChangeReader(AppDbContext db, Actor viewer, IReadOnlyList<TenantRow> companies, TimeProvider clock)
{
    private static readonly string[] NamingColumns = ["name", "full_name", "title", "file_name", "written"];

    private readonly HistoryCatalogue catalogue = HistoryCatalogue.Of(db);
    private readonly HistoryNames names = new(db);

    public async Task<IReadOnlyList<ChangeRow>> ReadAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        var parsed = changes.Select(c => (Change: c, Before: Parse(c.Before), After: Parse(c.After))).ToList();
        foreach (var (change, before, after) in parsed)
        {
            names.Want(change.RootEntity, change.RootId.ToString());
            RememberName(change, before ?? after);
            foreach (var (column, value) in Cells(before).Concat(Cells(after)).Where(c => c.Value.ValueKind == JsonValueKind.String))
            {
                if (catalogue.Find(change.Entity)?.Columns.GetValueOrDefault(column)?.PointsAt is { } table)
                {
                    names.Want(table, value.GetString());
                }
            }
        }

        await names.LoadAsync(cancellationToken);
        return parsed.ConvertAll(p => Row(p.Change, p.Before, p.After));
    }

    private ChangeRow Row(Change change, JsonElement? before, JsonElement? after)
    {
        var isRoot = change.Entity == change.RootEntity;
        var verb = change.Action switch
        {
            "insert" => isRoot ? "Created" : "Added",
            "delete" => isRoot ? "Deleted" : "Removed",
            _ => "Changed",
        };
        var mayPutBack = change.Action != "insert" && HistoryRights.MayPutBack(viewer, change.RootEntity)
            && !(change.Action == "delete" && Cells(before).Any(c => HistoryWords.IsMasked(change.Entity, c.Column)));
        return new ChangeRow(
            change.Id, change.At, change.Entity, change.EntityId, change.Action, $"{verb} {HistoryWords.Noun(change.Entity)}",
            new TouchedRecord(change.RootEntity, change.RootId, names.Of(change.RootEntity, change.RootId.ToString())),
            Fields(change, before, after, mayPutBack), mayPutBack);
    }

    private List<FieldRow> Fields(Change change, JsonElement? before, JsonElement? after, bool mayPutBack)
    {
        var times = TimesOf(change.TenantId);
        var rows = new List<FieldRow>();
        var table = catalogue.Find(change.Entity);
        var columns = Cells(before).Concat(Cells(after)).Select(c => c.Column).Distinct().OrderBy(HistoryWords.Place);
        foreach (var name in columns)
        {
            var column = table?.Columns.GetValueOrDefault(name) ?? new HistoryColumn(name, typeof(string), null);
            if (!HistoryWords.IsTold(change.Entity, change.RootEntity, name, column.PointsAt)
                || (HistoryWords.NeededFor(name) is { } needed && !viewer.May(needed)))
            {
                continue;
            }

            var label = change.Entity == "builder_contacts" && name == "tenant_id" ? "Visible to" : HistoryWords.Label(name);
            rows.Add(new FieldRow(name, label, Text(before, column), Text(after, column),
                mayPutBack && change.Action == "update" && table is not null && table.Columns.ContainsKey(name) && !HistoryWords.IsMasked(change.Entity, name)));
        }

        return rows;

        string Text(JsonElement? row, HistoryColumn column) =>
            row is { } r && r.TryGetProperty(column.Name, out var value) ? HistoryWords.Value(column, value, times, names.Of) : "";
    }

    public TimeWords TimesOf(string? tenantId) => TimeWords.In((companies.FirstOrDefault(c => c.Id == tenantId) ?? companies.FirstOrDefault(c => viewer.MaySee(c.Id)))?.Zone, clock);

    /// <summary>"J-1042", or what the log says when the record is gone.</summary>
    private void RememberName(Change change, JsonElement? row)
    {
        if (change.Entity != change.RootEntity || change.Action == "update" || row is not { } cells)
        {
            return;
        }

        var name = change.Entity switch
        {
            "jobs" when cells.TryGetProperty("number", out var number) => $"J-{number}",
            "service_calls" when cells.TryGetProperty("number", out var number) => $"C-{number}",
            "lots" when cells.TryGetProperty("number", out var number) => $"lot {number}",
            _ => NamingColumns.Where(c => cells.TryGetProperty(c, out _)).Select(c => cells.GetProperty(c).GetString()).FirstOrDefault(),
        };
        if (name is not null)
        {
            names.Remember(change.RootEntity, change.RootId.ToString(), name);
        }
    }

    private static JsonElement? Parse(string? json) => json is null ? null : JsonDocument.Parse(json).RootElement.Clone();

    private static IEnumerable<(string Column, JsonElement Value)> Cells(JsonElement? row) =>
        row is { } r ? r.EnumerateObject().Select(p => (p.Name, p.Value)) : [];
}
