namespace PlumbingOps.Data.Imports;

/// <summary>Gathers doubts while rows are read, so that equal ones become one question.</summary>
internal sealed class QuestionBook
{
    private readonly Dictionary<(QuestionSubject, string, string?), Doubt> doubts = [];

    private sealed class Doubt(string asWritten, string says, bool blocking)
    {
        public string AsWritten { get; } = asWritten;
        public string Says { get; } = says;
        public bool Blocking { get; set; } = blocking;
        public Dictionary<string, double> Proposals { get; } = [];
        public List<ProposedRow> Rows { get; } = [];
    }

    /// <param name="says">The sentence up to the colon; the number of rows is added.</param>
    public void Ask(ProposedRow row, QuestionSubject subject, string asWritten, string? builder, IEnumerable<QuestionProposal> proposals, string says, bool blocking)
    {
        var key = (subject, Spelling.Key(asWritten), builder);
        if (!doubts.TryGetValue(key, out var doubt))
        {
            doubts[key] = doubt = new(asWritten, says, blocking);
        }
        doubt.Blocking |= blocking;
        foreach (var proposal in proposals)
        {
            doubt.Proposals[proposal.Value] = Math.Max(proposal.Score, doubt.Proposals.GetValueOrDefault(proposal.Value));
        }
        if (doubt.Rows.Count == 0 || doubt.Rows[^1] != row)
        {
            doubt.Rows.Add(row);
        }
    }

    /// <summary>Rows that wait for a reason of their own become one question for each subject, however often it stands there.</summary>
    private void AskAboutRows(IEnumerable<ProposedRow> rows)
    {
        var asked = doubts.Values.Where(d => d.Blocking).SelectMany(d => d.Rows).ToHashSet();
        foreach (var row in rows.Where(r => r.Outcome == ImportOutcome.Review && !asked.Contains(r)))
        {
            var title = row.Title.Length > 0 ? row.Title : "(no subject)";
            var key = (QuestionSubject.Row, Spelling.Key(title), (string?)null);
            if (!doubts.TryGetValue(key, out var doubt))
            {
                doubts[key] = doubt = new(title, $"“{title}”: {row.Reasons.Find(r => r.Length > 0)?.TrimEnd('.')}", true);
            }
            doubt.Proposals[row.Phase?.ToString() ?? row.Kind.ToString()] = row.Confidence;
            doubt.Rows.Add(row);
        }
    }

    public List<ImportQuestion> Close(IEnumerable<ProposedRow> all)
    {
        AskAboutRows(all);
        var questions = new List<ImportQuestion>();
        foreach (var ((subject, key, builder), doubt) in doubts)
        {
            var rows = doubt.Rows.Where(r => r.Outcome is ImportOutcome.New or ImportOutcome.Review).ToList();
            if (rows.Count == 0)
            {
                continue;
            }
            var id = $"{subject}:{builder}:{key}";
            foreach (var row in rows)
            {
                row.QuestionIds.Add(id);
            }
            questions.Add(new ImportQuestion
            {
                Id = id,
                Subject = subject,
                AsWritten = doubt.AsWritten,
                Builder = builder,
                Proposals = [.. doubt.Proposals.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).Select(p => new QuestionProposal(p.Key, p.Value))],
                Rows = [.. rows.Select(r => r.Row)],
                Sentence = $"{doubt.Says}: {rows.Count} {(rows.Count == 1 ? "row" : "rows")}",
                Blocking = doubt.Blocking,
            });
        }
        return [.. questions.OrderByDescending(q => q.Blocking).ThenBy(q => q.Subject).ThenByDescending(q => q.Rows.Count).ThenBy(q => q.Id, StringComparer.Ordinal)];
    }
}
