namespace PlumbingOps.Data.Imports;

/// <summary>What a person said about single rows outweighs everything the engine found.</summary>
internal static class Corrections
{
    public static void Apply(List<ProposedRow> rows, ImportKnowledge knowledge, PlaceBook places)
    {
        if (knowledge.Corrections.Count == 0)
        {
            return;
        }
        foreach (var row in rows.Where(r => r.Outcome != ImportOutcome.Error))
        {
            if (knowledge.Corrections.TryGetValue(row.ImportKey, out var correction))
            {
                Apply(row, correction, places);
            }
        }
    }

    private static void Apply(ProposedRow row, RowCorrection correction, PlaceBook places)
    {
        row.Kind = correction.Kind ?? row.Kind;
        row.Phase = correction.NoPhase ? null : correction.Phase ?? row.Phase;
        row.Lots = correction.Lots ?? row.Lots;
        row.Project = Said(correction.Project, row.Project);
        row.StartDate = correction.StartDate ?? row.StartDate;
        row.EndDate = correction.EndDate ?? row.EndDate;
        row.Technicians = correction.Technicians ?? row.Technicians;
        if (correction.Builder is "")
        {
            (row.Builder, row.BuilderId) = (null, null);
        }
        else if (correction.Builder is { } builder)
        {
            var known = places.Builder(builder);
            (row.Builder, row.BuilderId) = known is { Likeness: Likeness.Same } ? (known.Entry.Name, known.Entry.Id) : (builder, null);
        }
        if (correction.Community is "")
        {
            (row.Community, row.CommunityId) = (null, null);
        }
        else if (correction.Community is { } community)
        {
            var known = places.Community(row.Builder is null ? null : places.Builder(row.Builder)?.Entry, community);
            (row.Community, row.CommunityId) = known is { Likeness: Likeness.Same } ? (known.Entry.Name, known.Entry.Id) : (community, null);
        }
        if (correction.Skip)
        {
            row.Outcome = ImportOutcome.Skipped;
            row.Note("Left out by a person.");
        }
        else if (correction.Approved && row.Kind is not (ImportKind.Review or ImportKind.Skip) && row.StartDate is not null && row.EndDate is not null)
        {
            row.MustAsk = false;
            row.Outcome = ImportOutcome.New;
            row.Confidence = 1;
            row.Reasons.Clear();
            row.Note("Settled by a person.");
        }
        else
        {
            row.Note("Corrected by a person.");
        }
    }

    private static string? Said(string? correction, string? proposed) => correction switch { null => proposed, "" => null, _ => correction };
}
