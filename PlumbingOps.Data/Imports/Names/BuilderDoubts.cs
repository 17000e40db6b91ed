namespace PlumbingOps.Data.Imports;

/// <summary>Puts a found builder or community on a row, with the question its spelling raises.</summary>
internal static class BuilderDoubts
{
    public static void Read(ImportBooks books, ProposedRow row, string written, NameMatch<BuilderEntry> match)
    {
        (row.Builder, row.BuilderId) = (match.Entry.Name, match.Entry.Id);
        if (match.Certain)
        {
            return;
        }
        var says = Says(written, match);
        row.Ask($"{says}.", match.Score * .8);
        books.Questions.Ask(row, QuestionSubject.Builder, written, null, Proposals(match), says, blocking: true);
    }

    public static void Read(ImportBooks books, ProposedRow row, string written, NameMatch<CommunityEntry> match)
    {
        (row.Community, row.CommunityId) = (match.Entry.Name, match.Entry.Id);
        if (row.Builder is null)
        {
            (row.Builder, row.BuilderId) = (match.Entry.Builder.Name, match.Entry.Builder.Id);
        }
        if (match.Certain)
        {
            return;
        }
        var says = match.Others.Count > 0 && match.Likeness == Likeness.Same
            ? $"{match.Entry.Builder.Name} and {string.Join(", ", match.Others.Select(o => o.Builder.Name))} have a community {match.Entry.Name}"
            : Says(written, match);
        row.Ask($"{says}.", match.Score * .8);
        books.Questions.Ask(row, QuestionSubject.Community, written, match.Entry.Builder.Name, Proposals(match), says, blocking: true);
    }

    private static string Says<T>(string written, NameMatch<T> match) where T : NamedEntry => match.Likeness switch
    {
        _ when match.Others.Count > 0 => $"“{written}” may be {match.Entry.Name} or {string.Join(" or ", match.Others.Select(o => o.Name).Distinct())}",
        Likeness.Abbreviation or Likeness.Contraction => $"“{written}” looks short for {match.Entry.Name}",
        Likeness.OtherWord => $"“{written}” may be {match.Entry.Name}, or a place of its own",
        _ => $"“{written}” looks like {match.Entry.Name}",
    };

    private static IEnumerable<QuestionProposal> Proposals<T>(NameMatch<T> match) where T : NamedEntry =>
        match.Others.Select(o => new QuestionProposal(o.Name, match.Score * .9)).Prepend(new QuestionProposal(match.Entry.Name, match.Score));
}
