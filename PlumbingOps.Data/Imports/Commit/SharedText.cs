namespace PlumbingOps.Data.Imports;

/// <summary>
/// Keeps equal texts once. Every staged row is read from JSON of its own; fifty thousand rows name a few dozen builders, communities and
/// people, and must not keep a copy each.
/// </summary>
internal sealed class SharedText
{
    private readonly HashSet<string> texts = [];
    private readonly Dictionary<string, IReadOnlyList<string>> lists = [];

    public RowProposal Of(RowProposal row) => row with
    {
        Builder = Of(row.Builder),
        Community = Of(row.Community),
        Project = Of(row.Project),
        Plan = Of(row.Plan),
        Notes = Of(row.Notes)!,
        Reasons = Of(row.Reasons),
        Lots = Of(row.Lots),
        Technicians = Of(row.Technicians),
        Visits = row.Visits.Count == 0 ? [] : row.Visits,
        Address = row.Address == ImportAddress.None ? ImportAddress.None : new ImportAddress(Of(row.Address.Street), Of(row.Address.City), Of(row.Address.State), Of(row.Address.Zip)),
    };

    private string? Of(string? text)
    {
        if (text is null)
        {
            return null;
        }
        if (texts.TryGetValue(text, out var same))
        {
            return same;
        }
        texts.Add(text);
        return text;
    }

    private IReadOnlyList<string> Of(IReadOnlyList<string> list) => list.Count switch
    {
        0 => [],
        1 => lists.TryGetValue(list[0], out var same) ? same : lists[list[0]] = [list[0]],
        _ => [.. list.Select(t => Of(t)!)],
    };
}
