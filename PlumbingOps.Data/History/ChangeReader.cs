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

    /// <summary>Only which records and which fields: a list of everything shows no value, so none is read, and no name a value points at.</summary>
    /// <param name="wantsFields">Whether the fields' labels are wanted, or the record's name alone.</param>
    public async Task<IReadOnlyList<ChangeHead>> ReadHeadsAsync(IReadOnlyList<Change> changes, Func<Change, bool> wantsFields, CancellationToken cancellationToken)
    {
        var labels = new List<IReadOnlyList<string>>(changes.Count);
        foreach (var change in changes)
        {
            names.Want(change.RootEntity, change.RootId.ToString());
            var wanted = wantsFields(change);
            var (before, after) = wanted || Names(change) ? (Parse(change.Before), Parse(change.After)) : (null, null);
            RememberName(change, before ?? after);
            labels.Add(wanted ? [.. Told(change, before, after).Select(t => t.Label)] : []);
        }

        await names.LoadAsync(cancellationToken);
        return changes.Zip(labels, (change, told) => new ChangeHead(change, What(change), Root(change), told)).ToList();
    }

    private ChangeRow Row(Change change, JsonElement? before, JsonElement? after)
    {
        var mayPutBack = change.Action != "insert" && HistoryRights.MayPutBack(viewer, change.RootEntity, change.Entity)
            && !(change.Action == "delete" && Cells(before).Any(c => HistoryWords.IsMasked(change.Entity, c.Column)));
        return new ChangeRow(
            change.Id, change.At, change.Entity, change.EntityId, change.Action, What(change), Root(change), Fields(change, before, after, mayPutBack), mayPutBack);
    }

    private TouchedRecord Root(Change change) => new(change.RootEntity, change.RootId, names.Of(change.RootEntity, change.RootId.ToString()));

    /// <summary>"Changed job", "Added task".</summary>
    private static string What(Change change)
    {
        var isRoot = change.Entity == change.RootEntity;
        var verb = change.Action switch
        {
            "insert" => isRoot ? "Created" : "Added",
            "delete" => isRoot ? "Deleted" : "Removed",
            _ => "Changed",
        };
        return $"{verb} {HistoryWords.Noun(change.Entity)}";
    }

    private List<FieldRow> Fields(Change change, JsonElement? before, JsonElement? after, bool mayPutBack)
    {
        var times = TimesOf(change.TenantId);
        var table = catalogue.Find(change.Entity);
        return Told(change, before, after).Select(told => new FieldRow(
            told.Column.Name, told.Label, Text(before, told.Column), Text(after, told.Column),
            mayPutBack && change.Action == "update" && table is not null && table.Columns.ContainsKey(told.Column.Name) && !HistoryWords.IsMasked(change.Entity, told.Column.Name))).ToList();

        string Text(JsonElement? row, HistoryColumn column) =>
            row is { } r && r.TryGetProperty(column.Name, out var value) ? HistoryWords.Value(column, value, times, names.Of) : "";
    }

    /// <summary>The fields the viewer may see, in their order.</summary>
    private IEnumerable<(HistoryColumn Column, string Label)> Told(Change change, JsonElement? before, JsonElement? after)
    {
        var table = catalogue.Find(change.Entity);
        foreach (var name in Cells(before).Concat(Cells(after)).Select(c => c.Column).Distinct().OrderBy(HistoryWords.Place))
        {
            var column = table?.Columns.GetValueOrDefault(name) ?? new HistoryColumn(name, typeof(string), null);
            if (HistoryWords.IsTold(change.Entity, change.RootEntity, name, column.PointsAt) && (HistoryWords.NeededFor(name) is not { } needed || viewer.May(needed)))
            {
                yield return (column, change.Entity == "builder_contacts" && name == "tenant_id" ? "Visible to" : HistoryWords.Label(name));
            }
        }
    }

    public TimeWords TimesOf(string? tenantId) => TimeWords.In((companies.FirstOrDefault(c => c.Id == tenantId) ?? companies.FirstOrDefault(c => viewer.MaySee(c.Id)))?.Zone, clock);

    /// <summary>"J-1042", or what the log says when the record is gone.</summary>
    private void RememberName(Change change, JsonElement? row)
    {
        if (!Names(change) || row is not { } cells)
        {
            return;
        }

        var name = change.Entity switch
        {
            "jobs" when cells.TryGetProperty("number", out var number) => $"J-{number}",
            "service_calls" when cells.TryGetProperty("number", out var number) => $"C-{number}",
            "bids" when cells.TryGetProperty("number", out var number) => $"B-{number}",
            "lots" when cells.TryGetProperty("number", out var number) => $"lot {number}",
            _ => NamingColumns.Where(c => cells.TryGetProperty(c, out _)).Select(c => cells.GetProperty(c).GetString()).FirstOrDefault(),
        };
        if (name is not null)
        {
            names.Remember(change.RootEntity, change.RootId.ToString(), name);
        }
    }

    /// <summary>The log of it holds all of the record, its name among the rest.</summary>
    private static bool Names(Change change) => change.Entity == change.RootEntity && change.Action != "update";

    private static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);

    private static IEnumerable<(string Column, JsonElement Value)> Cells(JsonElement? row) =>
        row is { } r ? r.EnumerateObject().Select(p => (p.Name, p.Value)) : [];
}

/// <summary>One change as a list of everything needs it.</summary>
/// <param name="What">"Changed job", "Added task".</param>
/// <param name="Labels">Of the fields it changed, when they were asked for.</param>
internal sealed record ChangeHead(Change Change, string What, TouchedRecord Root, IReadOnlyList<string> Labels);
