using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Data.Lots;

/// <summary>What the board of a community is narrowed to; every member also stands in the page's address.</summary>
public sealed record LotBoardFilter
{
    /// <summary>Lot number, street or plan.</summary>
    public string? Search { get; init; }
    /// <summary>Lots with open work only.</summary>
    public bool Open { get; init; }
    /// <summary>Lots with a phase past its last day.</summary>
    public bool Overdue { get; init; }
    /// <summary>Lots without a job for this phase.</summary>
    public JobPhase? Missing { get; init; }
    public bool Archived { get; init; }
}

/// <summary>
/// Which lots the board shows, in order: read once, so that scrolling asks for rows by their ids and nothing moves while somebody reads.
/// </summary>
/// <param name="Today">The chosen company's today; decides what is overdue.</param>
public sealed record LotBoardIndex(IReadOnlyList<Guid> LotIds, string? TenantId, DateOnly? Today);

/// <summary>A lot with its phases.</summary>
public sealed record LotBoardRow(Guid Id, string? Number, string? Street, string? Plan, DateTimeOffset? ArchivedAt, IReadOnlyList<LotJobRow> Jobs)
{
    public string Title => LotWords.Title(Number, Street);

    /// <summary>The phase's job: the one that counts, else the last cancelled one, else none.</summary>
    public LotJobRow? Cell(JobPhase phase) =>
        Jobs.Where(j => j.Phase == phase).OrderBy(j => j.Status == JobStatus.Cancelled).ThenByDescending(j => j.Number).FirstOrDefault();
}
