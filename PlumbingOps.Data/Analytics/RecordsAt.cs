namespace PlumbingOps.Data.Analytics;

/// <summary>
/// The records of a room as a table that the formulas read: as they stand, or as they stood at the end of a day. For a day gone by, every change the log
/// has of them since is taken back, so a formula is written once. What was entered later, by an import say, counts by the dates it carries itself.
/// </summary>
/// <param name="Name">Of the table, and what the formulas call it.</param>
/// <param name="Columns">Those that the log has, with their types.</param>
/// <param name="Untracked">Of the table, not in the log: as they are today.</param>
/// <param name="IsArchivable">Archived ones count nowhere.</param>
/// <param name="Existed">Whether a record entered later was there by its own dates.</param>
/// <param name="Settled">What such a record's columns were by its own dates.</param>
internal sealed record RecordsAt(
    string Name, (string Column, string Type)[] Columns, string[] Untracked, bool IsArchivable, string Existed, (string Column, string Sql)[] Settled)
{
    /// <summary>@day is the day itself, t.ends the instant it ended in the company's zone.</summary>
    public static readonly RecordsAt Jobs = new(
        "jobs", [("status", "text"), ("start_date", "date"), ("completed_on", "date")], [], true, "least(start_date, completed_on) <= @day",
        [("status", "case when status = 'Completed' and completed_on > @day then 'Scheduled' else status end"), ("completed_on", "case when completed_on <= @day then completed_on end")]);

    public static readonly RecordsAt Calls = new(
        "service_calls", [("status", "text"), ("starts_at", "timestamptz"), ("completed_at", "timestamptz"), ("created_at", "timestamptz")], [], true,
        "least(created_at, starts_at, completed_at) < t.ends",
        [("status", "case when status = 'Completed' and completed_at >= t.ends then 'Scheduled' else status end"), ("completed_at", "case when completed_at < t.ends then completed_at end")]);

    public static readonly RecordsAt Bids = new(
        "bids", [("status", "text"), ("sent_on", "date"), ("decided_on", "date"), ("service_call_id", "uuid"), ("created_at", "timestamptz")], ["total_cents"], true,
        "created_at < t.ends",
        [("status", "case when decided_on <= @day or status not in ('Sent', 'Won', 'Lost') then status when sent_on <= @day then 'Sent' else 'Drafting' end"),
            ("sent_on", "case when sent_on <= @day then sent_on end"), ("decided_on", "case when decided_on <= @day then decided_on end")]);

    public static readonly RecordsAt Requests = new(
        "review_requests", [("status", "text"), ("service_call_id", "uuid"), ("sent_at", "timestamptz"), ("completed_at", "timestamptz"), ("expires_at", "timestamptz"), ("created_at", "timestamptz")],
        [], false, "created_at < t.ends",
        [("status", "case when completed_at < t.ends or status in ('Lost', 'Expired') and expires_at < t.ends then status when sent_at < t.ends then 'Sent' else 'Pending' end"),
            ("sent_at", "case when sent_at < t.ends then sent_at end")]);

    public static readonly RecordsAt Reviews = new(
        "reviews", [("rating", "int"), ("is_public", "boolean"), ("at", "timestamptz")], [], false, "at < t.ends", []);

    public static readonly RecordsAt Tickets = new(
        "recovery_tickets", [("status", "text"), ("review_id", "uuid"), ("resolved_at", "timestamptz"), ("created_at", "timestamptz")], [], false, "created_at < t.ends",
        [("status", "case when resolved_at >= t.ends then 'Open' else status end")]);

    private IEnumerable<(string Column, string Type)> Logged => IsArchivable ? Columns.Append(("archived_at", "timestamptz")) : Columns;

    /// <summary>A part of a WITH; <c>t</c> has gone before: the companies, with the end of the day.</summary>
    public string Sql(bool isNow) => isNow ? Standing() : Stood();

    private string Standing() => $"""
        {Name} as not materialized (
            select id, tenant_id, {string.Join(", ", Columns.Select(c => c.Column).Concat(Untracked))}
            from app.{Name} where tenant_id = any (@tenants){(IsArchivable ? " and archived_at is null" : null)})
        """;

    /// <summary>The first change since says what was before it; of a record deleted since, the log of that holds all of it.</summary>
    private string Stood() => $"""
        {Name}_undone as materialized (
            select c.tenant_id, c.entity_id as id, (array_agg(c.action order by c.id))[1] = 'insert' as is_later,
                {string.Join(",\n        ", Logged.Select(c => Before(c.Column)))}
            from history.changes c join t on t.id = c.tenant_id and c.at >= t.ends
            where c.entity = '{Name}' and c.tenant_id = any (@tenants) and c.at >= @since
            group by c.tenant_id, c.entity_id),
        {Name}_found as (
            select coalesce(r.id, u.id) as id, coalesce(r.tenant_id, u.tenant_id) as tenant_id, coalesce(u.is_later, false) as is_later, r.id is null as is_gone,
                {string.Join(", ", Logged.Select(c => $"case when u.{c.Column} is null then r.{c.Column} else (u.{c.Column} #>> '{{}}')::{c.Type} end as {c.Column}").Concat(Untracked.Select(c => $"r.{c}")))}
            from (select * from app.{Name} where tenant_id = any (@tenants)) r full join {Name}_undone u on u.id = r.id and u.tenant_id = r.tenant_id),
        {Name} as materialized (
            select f.id, f.tenant_id, {string.Join(", ", Columns.Select(c => Then(c.Column)).Concat(Untracked))}
            from {Name}_found f join t on t.id = f.tenant_id
            where {(IsArchivable ? "archived_at is null and " : null)}(not is_later or not is_gone and {Existed}))
        """;

    private static string Before(string column) =>
        $"(array_agg(case c.action when 'delete' then coalesce(c.before -> '{column}', 'null') else c.before -> '{column}' end order by c.id) filter (where c.action = 'delete' or c.before ? '{column}'))[1] as {column}";

    private string Then(string column) =>
        Array.Find(Settled, s => s.Column == column) is { Sql: { } sql } ? $"case when is_later then {sql} else {column} end as {column}" : column;
}
