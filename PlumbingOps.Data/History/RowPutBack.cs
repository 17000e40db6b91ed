using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.History;

/// <summary>Puts one logged change of one row back: some fields of an update, or a row that was removed.</summary>
internal sealed class RowPutBack(AppDbContext db, ChangeReader reader)
{
    /// <summary>Shows an archived record again.</summary>
    public static async Task RestoreAsync(AppDbContext db, string entity, Guid id, CancellationToken cancellationToken)
    {
        var table = HistoryCatalogue.Of(db).Find(entity);
        if (table is null || !table.Columns.ContainsKey("archived_at"))
        {
            throw new RuleException("Such records are not archived.");
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await HistorySql.AnnounceAsync(db, $"Restored {HistoryWords.Noun(entity)}", null, cancellationToken);
        var restored = await HistorySql.RunAsync(db, $"update {table.Sql} t set archived_at = null where {table.IdSql} = $1 and archived_at is not null", [id], cancellationToken);
        if (restored == 0)
        {
            throw new NotFoundException($"The archived {HistoryWords.Noun(entity)}");
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <param name="columns">Null for all of the change.</param>
    public async Task RunAsync(Change change, IReadOnlyList<string>? columns, string? seen, CancellationToken cancellationToken)
    {
        var table = HistoryCatalogue.Of(db).Find(change.Entity) ?? throw new RuleException("Such records are no longer kept, so they cannot be put back.");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var row = (await reader.ReadAsync([change], cancellationToken))[0];
        switch (change.Action)
        {
            case "update":
                await SetBackAsync(table, change, columns, seen, row, cancellationToken);
                break;
            case "delete":
                await InsertAgainAsync(table, change, row, cancellationToken);
                break;
            default:
                throw new RuleException($"The {HistoryWords.Noun(change.Entity)} was added by this change; remove or archive it instead.");
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task SetBackAsync(HistoryTable table, Change change, IReadOnlyList<string>? wanted, string? seen, ChangeRow row, CancellationToken cancellationToken)
    {
        using var logged = JsonDocument.Parse(change.Before!);
        var columns = wanted ?? logged.RootElement.EnumerateObject().Select(p => p.Name).Where(c => table.Columns.ContainsKey(c) && !HistoryWords.IsMasked(table.Name, c)).ToList();
        foreach (var column in columns)
        {
            if (HistoryWords.IsMasked(table.Name, column))
            {
                throw new RuleException($"{HistoryWords.Label(column)} is a secret: the history never held it, so it cannot be put back.");
            }

            if (!table.Columns.ContainsKey(column) || !logged.RootElement.TryGetProperty(column, out _))
            {
                throw new RuleException("That field was not changed here, so there is nothing to put back.");
            }

            if (HistoryWords.NeededFor(column) is { } needed)
            {
                db.Scope!.Actor.Require(needed);
            }
        }

        if (columns.Count == 0)
        {
            throw new RuleException("Nothing of this change can be put back.");
        }

        var state = await LockAsync(table, change, cancellationToken);
        if (columns.Contains("status") && HistoryRights.ToReopen(table.Name, state.After) is { } reopen)
        {
            db.Scope!.Actor.Require(reopen);
        }

        if (columns.All(c => Same(state.Now, state.Before, c)))
        {
            throw new RuleException("It already is as it was before this change.");
        }

        var differing = columns.Where(c => !Same(state.Now, state.After, c) && !Same(state.Now, state.Before, c)).ToList();
        var present = differing is [var one] ? state.Now.GetProperty(one).GetRawText() : null;
        if (differing.Count > 0 && (seen is null || seen != present))
        {
            throw new PutBackConflictException(await InWordsAsync(change, differing, state, cancellationToken), present);
        }

        await HistorySql.AnnounceAsync(db, $"Put back {string.Join(", ", columns.Select(HistoryWords.Label))} of {HistoryWords.Noun(change.RootEntity)} {row.Root.Title}", null, cancellationToken);
        // A column the row type does not find in the JSON keeps the value the row has.
        var set = $"update {table.Sql} t set ({HistorySql.List(columns)}) = (select {HistorySql.List(columns, "v.")} from jsonb_populate_record(t, $2) v) where {table.IdSql} = $1";
        await HistorySql.RunAsync(db, set, [change.EntityId, Only(logged.RootElement, columns)], cancellationToken);
    }

    private async Task InsertAgainAsync(HistoryTable table, Change change, ChangeRow row, CancellationToken cancellationToken)
    {
        using var logged = JsonDocument.Parse(change.Before!);
        if (table.Masked.Any(c => logged.RootElement.TryGetProperty(c, out _)))
        {
            throw new RuleException($"A removed {HistoryWords.Noun(table.Name)} cannot be put back: the history never held its secret. Enter it again.");
        }

        var columns = logged.RootElement.EnumerateObject().Select(p => p.Name).Where(table.Columns.ContainsKey).ToList();
        await HistorySql.AnnounceAsync(db, $"Put back {HistoryWords.Noun(table.Name)} of {HistoryWords.Noun(change.RootEntity)} {row.Root.Title}", null, cancellationToken);
        await HistorySql.RunAsync(
            db, $"insert into {table.Sql} ({HistorySql.List(columns)}) select {HistorySql.List(columns, "v.")} from jsonb_populate_record(null::{table.Sql}, $1) v",
            [logged.RootElement.Clone()], cancellationToken);
    }

    /// <summary>The row now, and both logged states in the same form; nobody changes it until we are through.</summary>
    private async Task<(JsonElement Now, JsonElement Before, JsonElement After)> LockAsync(HistoryTable table, Change change, CancellationToken cancellationToken)
    {
        var read = $"""
            select to_jsonb(t)::text, to_jsonb(jsonb_populate_record(null::{table.Sql}, $2))::text, to_jsonb(jsonb_populate_record(null::{table.Sql}, $3))::text
            from {table.Sql} t where {table.IdSql} = $1 for update
            """;
        var found = await HistorySql.ReadAsync(
            db, read, [change.EntityId, Element(change.Before!), Element(change.After!)],
            r => (Element(r.GetString(0)), Element(r.GetString(1)), Element(r.GetString(2))), cancellationToken);
        return found is [var one] ? one : throw new NotFoundException($"The {HistoryWords.Noun(table.Name)}");
    }

    private async Task<IReadOnlyList<FieldRow>> InWordsAsync(
        Change change, List<string> columns, (JsonElement Now, JsonElement Before, JsonElement After) state, CancellationToken cancellationToken)
    {
        var told = new Change
        {
            Entity = change.Entity,
            EntityId = change.EntityId,
            RootEntity = change.RootEntity,
            RootId = change.RootId,
            TenantId = change.TenantId,
            Action = "update",
            Before = Only(state.Before, columns).GetRawText(),
            After = Only(state.Now, columns).GetRawText(),
        };
        return (await reader.ReadAsync([told], cancellationToken))[0].Fields;
    }

    private static bool Same(JsonElement a, JsonElement b, string column) => JsonElement.DeepEquals(a.GetProperty(column), b.GetProperty(column));

    private static JsonElement Only(JsonElement row, IEnumerable<string> columns) =>
        JsonSerializer.SerializeToElement(columns.ToDictionary(c => c, row.GetProperty));

    private static JsonElement Element(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
