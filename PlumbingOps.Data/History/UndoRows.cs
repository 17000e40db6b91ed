namespace PlumbingOps.Data.History;

/// <summary>What taking back a change set does, or would do.</summary>
/// <param name="Steps">"removes 12 jobs", "sets back 3 lots".</param>
/// <param name="Conflicts">What stands in the way, the first of them; see <paramref name="ConflictCount"/>.</param>
public sealed record UndoPreview(Guid ChangeSetId, string What, IReadOnlyList<UndoStep> Steps, IReadOnlyList<UndoConflict> Conflicts, int ConflictCount)
{
    public bool IsFree => ConflictCount == 0;

    /// <summary>Two change sets taken back as one.</summary>
    internal UndoPreview With(UndoPreview older) => new(
        ChangeSetId, $"{What}; {older.What}",
        [.. Steps.Concat(older.Steps).GroupBy(s => (s.Entity, s.Effect)).Select(g => g.First() with { Count = g.Sum(s => s.Count) })],
        [.. Conflicts, .. older.Conflicts], ConflictCount + older.ConflictCount);
}

/// <param name="Entity">The table's name.</param>
/// <param name="Effect">remove, restore or change.</param>
/// <param name="IsPart">Parts of records: crew members, tasks.</param>
public sealed record UndoStep(string Entity, string Effect, int Count, bool IsPart)
{
    /// <summary>"removes 12 jobs".</summary>
    public string InWords() => $"{Effect switch { "remove" => "removes", "restore" => "brings back", _ => "sets back" }} {HistoryWords.Count(Count, Entity)}";
}

/// <summary>A later edit that would be lost.</summary>
/// <param name="What">"Changed job", "Added task".</param>
/// <param name="Field">The field that differs; null when the whole row does.</param>
/// <param name="Left">The value the change set left, in words.</param>
/// <param name="Now">The value now.</param>
/// <param name="LaterChangeSet">The later edit, when the log names one.</param>
public sealed record UndoConflict(TouchedRecord Record, string What, string? Field, string Left, string Now, Guid? LaterChangeSet, string? Who, DateTimeOffset? At);

/// <summary>Later edits stand in the way of taking back a change set; nothing was stored.</summary>
public sealed class UndoConflictException(UndoPreview preview)
    : RuleException(preview.ConflictCount == 1
        ? "A later edit stands in the way, so nothing was taken back."
        : $"{preview.ConflictCount} later edits stand in the way, so nothing was taken back.")
{
    public UndoPreview Preview { get; } = preview;
}

/// <summary>The value was changed again since; the page shows both and asks. Nothing was stored.</summary>
/// <param name="fields">Old: what would be put back. New: what stands there now.</param>
/// <param name="seen">The present value as JSON: hand it back to put the old one in its place nevertheless.</param>
public sealed class PutBackConflictException(IReadOnlyList<FieldRow> fields, string? seen)
    : RuleException($"{string.Join(", ", fields.Select(f => f.Label))} was changed again since. Nothing was put back.")
{
    public IReadOnlyList<FieldRow> Fields { get; } = fields;

    public string? Seen { get; } = seen;
}
