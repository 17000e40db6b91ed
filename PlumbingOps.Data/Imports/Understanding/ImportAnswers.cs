namespace PlumbingOps.Data.Imports;

/// <summary>Turns a person's answer into knowledge, so that the next proposal does not ask again.</summary>
public static class ImportAnswers
{
    /// <param name="value">
    /// The right name, technician or meaning. The question's own spelling means “this is a name of its own”. For a word or
    /// category: the name of an <see cref="ImportPhase"/> or <see cref="ImportKind"/>.
    /// </param>
    public static ImportKnowledge Apply(ImportKnowledge knowledge, ImportQuestion question, string value)
    {
        return question.Subject switch
        {
            QuestionSubject.Builder => knowledge with { Builders = WithBuilder(knowledge.Builders, value, question.AsWritten) },
            QuestionSubject.Community when question.Builder is { } builder => knowledge with { Builders = WithCommunity(knowledge.Builders, builder, value, question.AsWritten) },
            QuestionSubject.Technician when value.Length == 0 =>
                knowledge with { NotPeople = new HashSet<string>(knowledge.NotPeople) { question.AsWritten.ToUpperInvariant() } },
            // One answered name is not yet the company's list: the file goes on teaching the others.
            QuestionSubject.Technician => knowledge with
            {
                Technicians = WithTechnician(knowledge.Technicians, value, question.AsWritten),
                LearnTechnicians = knowledge.LearnTechnicians ?? knowledge.Technicians.Count == 0,
            },
            QuestionSubject.Phase => knowledge with { Words = With(knowledge.Words, question.AsWritten, Meaning(value)) },
            QuestionSubject.Kind => knowledge with { Categories = With(knowledge.Categories, question.AsWritten, Meaning(value)) },
            _ => throw new ArgumentException($"A question about a {question.Subject} is answered by correcting its rows.", nameof(question)),
        };
    }

    public static ImportKnowledge Correct(ImportKnowledge knowledge, string importKey, RowCorrection correction) =>
        knowledge with { Corrections = new Dictionary<string, RowCorrection>(knowledge.Corrections) { [importKey] = correction } };

    /// <summary>One correction for all rows of a question.</summary>
    public static ImportKnowledge Correct(ImportKnowledge knowledge, ImportProposal proposal, ImportQuestion question, RowCorrection correction)
    {
        var concerned = question.Rows.ToHashSet();
        var corrections = new Dictionary<string, RowCorrection>(knowledge.Corrections);
        foreach (var row in proposal.Rows.Where(r => concerned.Contains(r.Row)))
        {
            corrections[row.ImportKey] = correction;
        }
        return knowledge with { Corrections = corrections };
    }

    private static WorkMeaning Meaning(string value) => Enum.TryParse<ImportPhase>(value, out var phase)
        ? new WorkMeaning(ImportKind.PhaseJob, phase)
        : new WorkMeaning(Enum.Parse<ImportKind>(value));

    private static Dictionary<string, WorkMeaning> With(IReadOnlyDictionary<string, WorkMeaning> words, string word, WorkMeaning meaning) =>
        new(words) { [word] = meaning };

    private static List<KnownBuilder> WithBuilder(IReadOnlyList<KnownBuilder> builders, string name, string alias)
    {
        var found = builders.Any(b => Same(b.Name, name));
        return [.. builders.Select(b => Same(b.Name, name) ? b with { Aliases = WithAlias(b.Aliases, b.Name, alias) } : b),
            .. found ? [] : new[] { new KnownBuilder(null, name, WithAlias([], name, alias), []) }];
    }

    private static List<KnownBuilder> WithCommunity(IReadOnlyList<KnownBuilder> builders, string builder, string name, string alias)
    {
        var known = WithBuilder(builders, builder, builder);
        return [.. known.Select(b => !Same(b.Name, builder) ? b : b with
        {
            Communities = [.. b.Communities.Select(c => Same(c.Name, name) ? c with { Aliases = WithAlias(c.Aliases, c.Name, alias) } : c),
                .. b.Communities.Any(c => Same(c.Name, name)) ? [] : new[] { new KnownCommunity(null, name, WithAlias([], name, alias)) }],
        })];
    }

    private static List<KnownTechnician> WithTechnician(IReadOnlyList<KnownTechnician> technicians, string name, string spelling)
    {
        var found = technicians.Any(t => Same(t.Name, name));
        return [.. technicians.Select(t => Same(t.Name, name) ? t with { Spellings = WithAlias(t.Spellings, t.Name, spelling) } : t),
            .. found ? [] : new[] { new KnownTechnician(null, name, WithAlias([], name, spelling)) }];
    }

    private static List<string> WithAlias(IReadOnlyList<string> aliases, string name, string alias) =>
        Same(name, alias) || aliases.Any(a => Same(a, alias)) ? [.. aliases] : [.. aliases, alias];

    private static bool Same(string a, string b) => Spelling.Key(a) == Spelling.Key(b);
}
