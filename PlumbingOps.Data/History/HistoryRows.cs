namespace PlumbingOps.Data.History;

/// <summary>One transaction in the list of everything.</summary>
/// <param name="What">Its summary, or what can be said of its changes.</param>
/// <param name="Undoes">The change set it takes back.</param>
/// <param name="Tenants">Whose records it touched, as far as the reader sees them; none for what the companies share.</param>
/// <param name="Records">The first few records it touched.</param>
public sealed record HistoryRow(
    Guid Id, DateTimeOffset At, Guid? ActorId, string Who, string Source, string What, Guid? Undoes, IReadOnlyList<string> Tenants, IReadOnlyList<TouchedRecord> Records, bool MoreRecords)
{
    /// <summary>Whose zone its time is shown in; null when several or none.</summary>
    public string? TenantId => Tenants is [var one] ? one : null;
}

/// <param name="Entity">The table's name.</param>
/// <param name="Title">"J-1042", "Ann Example".</param>
public sealed record TouchedRecord(string Entity, Guid Id, string Title);

/// <summary>One transaction in the history of one record: what it did to it.</summary>
public sealed record HistoryEntry(
    Guid ChangeSetId, DateTimeOffset At, Guid? ActorId, string Who, string Source, string? Summary, Guid? Undoes, IReadOnlyList<ChangeRow> Changes);

/// <summary>What happened to one row.</summary>
/// <param name="Action">insert, update or delete.</param>
/// <param name="What">"Changed job", "Added task".</param>
/// <param name="Root">The record it belongs to.</param>
/// <param name="MayPutBack">A removed row can be put back, fields of a changed one can.</param>
public sealed record ChangeRow(
    long Id, DateTimeOffset At, string Entity, Guid EntityId, string Action, string What, TouchedRecord Root, IReadOnlyList<FieldRow> Fields, bool MayPutBack);

/// <param name="Old">In words; empty when there was none.</param>
/// <param name="New">In words; empty when there is none.</param>
/// <param name="MayPutBack">False for masked fields: the log never held their value.</param>
public sealed record FieldRow(string Column, string Label, string Old, string New, bool MayPutBack);

/// <summary>One change set in full.</summary>
/// <param name="UndoneBy">The change set that took it back, when one did and was not itself taken back.</param>
public sealed record ChangeSetDetail(HistoryRow Head, Guid? UndoneBy, string? CorrelationId, ListPage<ChangeRow> Changes, bool MayUndo);

/// <summary>What the list of everything is narrowed to; every member also stands in the page's address.</summary>
public sealed record HistoryFilter
{
    public string? Search { get; init; }
    public string? TenantId { get; init; }
    public Guid? PersonId { get; init; }
    /// <summary>Kind of record: a table's name.</summary>
    public string? Entity { get; init; }
    /// <summary>One record.</summary>
    public Guid? RecordId { get; init; }
    /// <summary>Days in the company's zone, both included.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public ChangeSource? Source { get; init; }
}
