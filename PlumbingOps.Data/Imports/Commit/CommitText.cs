using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Imports;

/// <summary>What a row's text becomes in the books. Codes are masked before it comes here.</summary>
internal static class CommitText
{
    private const string CutMark = "\n… (the calendar's text goes on; it was too long to keep)";

    /// <summary>The subject says nothing the fields do not, when it has the full form.</summary>
    private static bool SubjectIsRead(RowProposal row) => row.Class is
        SubjectClass.Canonical or SubjectClass.CanonicalBlanks or SubjectClass.CanonicalCase or SubjectClass.CanonicalTypo or SubjectClass.SeveralLots or SubjectClass.GoBack or SubjectClass.GoBackBare;

    public static string? JobNotes(IEnumerable<RowProposal> entries)
    {
        var text = string.Join("\n\n", entries.OrderBy(e => e.StartDate).Select(e => Joined(SubjectIsRead(e) ? null : e.Title, e.Notes)).Where(t => t.Length > 0).Distinct());
        return text.Length == 0 ? null : Fit(text, Jobs.Job.NotesMaxLength);
    }

    public static string Problem(RowProposal row)
    {
        var text = Joined(SubjectIsRead(row) ? null : row.Title, row.Notes);
        return Fit(text.Length > 0 ? text : row.Title.Length > 0 ? row.Title : row.Kind.InWords(), ServiceCall.TextMaxLength);
    }

    /// <summary>What has no field of its own.</summary>
    public static string? CallNotes(RowProposal row, RowSecrets secrets)
    {
        var lines = new List<string>();
        if (row.Placeholder && row.StartTime is { } time)
        {
            lines.Add($"The calendar said {time.ToString("h:mm tt", System.Globalization.CultureInfo.InvariantCulture)}, which is no time for a visit.");
        }
        if (secrets.Phones.Count > 1)
        {
            lines.Add($"Further phones: {string.Join(", ", secrets.Phones.Skip(1).Select(Phone))}");
        }
        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    /// <summary>+13605550163 → (360) 555-0163.</summary>
    public static string Phone(string e164) =>
        e164 is ['+', '1', .. { Length: 10 } digits] ? $"({digits[..3]}) {digits[3..6]}-{digits[6..]}" : e164;

    private static string Joined(string? title, string notes) =>
        string.Join('\n', new[] { title?.Trim(), notes.Trim() }.Where(t => !string.IsNullOrEmpty(t)));

    private static string Fit(string text, int length) => text.Length <= length ? text : text[..(length - CutMark.Length)] + CutMark;
}
