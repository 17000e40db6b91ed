namespace PlumbingOps.Data.Imports;

/// <summary>The two names of a subject, told apart.</summary>
internal readonly record struct NamePair(string Builder, string Community, bool Joined);

/// <summary>
/// Which of the parts is the builder: the first one, unless the file shows the other order; and where a name has a dash of its own,
/// which parts belong together.
/// </summary>
internal sealed class NameOrder
{
    private readonly Dictionary<string, int> first = [];
    private readonly Dictionary<string, int> second = [];
    private readonly Dictionary<string, HashSet<string>> secondAfterFirst = [];
    private readonly HashSet<string> knownBuilders;

    public NameOrder(ImportKnowledge knowledge, IEnumerable<SubjectShape> shapes)
    {
        knownBuilders = [.. knowledge.Builders.SelectMany(b => b.Aliases.Prepend(b.Name)).Select(Spelling.Key)];
        foreach (var shape in shapes.Where(s => s.Work is not null && s.Lot is not null))
        {
            if (shape.Names.Count == 2)
            {
                var (a, b) = (Spelling.Key(shape.Names[0]), Spelling.Key(shape.Names[1]));
                first[a] = first.GetValueOrDefault(a) + 1;
                second[b] = second.GetValueOrDefault(b) + 1;
            }
            else if (shape.Names.Count == 3)
            {
                var a = Spelling.Key(shape.Names[0]);
                if (!secondAfterFirst.TryGetValue(a, out var after))
                {
                    secondAfterFirst[a] = after = [];
                }
                after.Add(Spelling.Key(shape.Names[1]));
            }
        }
    }

    public NamePair? Pair(SubjectShape shape)
    {
        var names = shape.Names;
        if (names.Count == 3 && shape.Lot is not null && shape.Work is not null)
        {
            var a = Spelling.Key(names[0]);
            var dashInBuilder = knownBuilders.Contains(Spelling.Key($"{names[0]} {names[1]}"))
                || (!knownBuilders.Contains(a) && !first.ContainsKey(a) && secondAfterFirst.GetValueOrDefault(a)?.Count == 1);
            return dashInBuilder ? new($"{names[0]}-{names[1]}", names[2], true) : new(names[0], $"{names[1]}-{names[2]}", true);
        }
        if (names.Count != 2)
        {
            return null;
        }
        return Swapped(Spelling.Key(names[0]), Spelling.Key(names[1])) ? new(names[1], names[0], false) : new(names[0], names[1], false);
    }

    /// <summary>The second part is a builder elsewhere, the first is not: this row stands in the other order.</summary>
    private bool Swapped(string a, string b)
    {
        if (knownBuilders.Contains(a))
        {
            return false;
        }
        return knownBuilders.Contains(b) || (first.GetValueOrDefault(b) >= 5 && second.GetValueOrDefault(b) <= first[b] / 5 && first.GetValueOrDefault(a) <= first[b] / 5 && second.GetValueOrDefault(a) >= 1);
    }
}
