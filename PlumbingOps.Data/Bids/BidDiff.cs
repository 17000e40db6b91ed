namespace PlumbingOps.Data.Bids;

/// <summary>What became of a line between two versions.</summary>
public enum BidLineChange { Added, Removed, Changed }

/// <param name="Before">As the older version had it; null for an added line.</param>
/// <param name="After">As the newer version has it; null for a removed one.</param>
public sealed record BidLineDiff(BidLineChange Change, BidDocumentLine? Before, BidDocumentLine? After);

/// <summary>What a newer version of a bid changes of an older one.</summary>
/// <param name="Facts">Name, place and the like: what, before, after.</param>
public sealed record BidDiff(IReadOnlyList<(string What, string Before, string After)> Facts, IReadOnlyList<BidLineDiff> Lines, long BeforeCents, long AfterCents)
{
    public bool IsEmpty => Facts.Count == 0 && Lines.Count == 0 && BeforeCents == AfterCents;

    public static BidDiff Of(BidDocument before, BidDocument after)
    {
        var facts = new (string What, string? Before, string? After)[]
        {
            ("Name", before.Name, after.Name), ("For", before.ForWhom, after.ForWhom), ("Where", before.Place, after.Place), ("Plan", before.Plan, after.Plan), ("Terms", before.Terms, after.Terms),
        };
        var old = LinesOf(before).ToDictionary(l => l.Id);
        var lines = new List<BidLineDiff>();
        foreach (var line in LinesOf(after))
        {
            if (!old.Remove(line.Id, out var was))
            {
                lines.Add(new BidLineDiff(BidLineChange.Added, null, line));
            }
            else if (was != line)
            {
                lines.Add(new BidLineDiff(BidLineChange.Changed, was, line));
            }
        }

        lines.AddRange(LinesOf(before).Where(l => old.ContainsKey(l.Id)).Select(l => new BidLineDiff(BidLineChange.Removed, l, null)));
        return new BidDiff([.. facts.Where(f => !FieldMerge.Same(f.Before, f.After)).Select(f => (f.What, f.Before ?? "", f.After ?? ""))], lines, before.TotalCents, after.TotalCents);
    }

    private static IEnumerable<BidDocumentLine> LinesOf(BidDocument document) => document.Sections.SelectMany(s => s.Lines);
}
