namespace PlumbingOps.Data.Imports;

/// <summary>The two names of a subject, told apart. Joined = one of them has a dash of its own. Unclear = it could be the other way round.</summary>
internal readonly record struct NamePair(string Builder, string Community, bool Joined, bool UsesUnknownWork, bool Unclear = false);

/// <summary>
/// Which of the parts is the builder: the first one, unless the file shows the other order, or both (<see cref="NameSides"/>); and where a name has a dash of its own,
/// which parts belong together.
/// </summary>
internal sealed class NameOrder
{
    private const int EnoughRows = 40;

    private readonly Dictionary<string, int> first = [];
    private readonly Dictionary<string, int> second = [];
    private readonly Dictionary<string, List<(string Second, string Third)>> threes = [];
    private readonly Dictionary<string, bool> dashInBuilder = [];
    private readonly HashSet<string> builders;
    private readonly bool communityFirst;
    private readonly HashSet<string> communities;
    private readonly NameSides? sides;

    public NameOrder(ImportKnowledge knowledge, IEnumerable<SubjectShape> shapes)
    {
        builders = [.. knowledge.Builders.SelectMany(b => b.Aliases.Prepend(b.Name)).Select(Spelling.Key)];
        communities = [.. knowledge.Builders.SelectMany(b => b.Communities).SelectMany(c => c.Aliases.Prepend(c.Name)).Select(Spelling.Key)];
        var pairs = new List<(string First, string Second)>();
        foreach (var shape in shapes.Where(s => s.Work is not null && s.Lot is not null))
        {
            var keys = shape.Names.ConvertAll(Spelling.Key);
            if (keys.Count == 2)
            {
                first[keys[0]] = first.GetValueOrDefault(keys[0]) + 1;
                second[keys[1]] = second.GetValueOrDefault(keys[1]) + 1;
                pairs.Add((keys[0], keys[1]));
            }
            else if (keys.Count == 3)
            {
                if (!threes.TryGetValue(keys[0], out var after))
                {
                    threes[keys[0]] = after = [];
                }
                after.Add((keys[1], keys[2]));
            }
        }
        foreach (var (a, after) in threes)
        {
            dashInBuilder[a] = DashInBuilder(a, after);
        }
        communityFirst = CommunityFirst(pairs);
        sides = NameSides.Of(pairs, builders, communities);
    }

    /// <summary>
    /// A community belongs to one builder, a builder has several communities: where every first name goes with one second name but not the
    /// other way round, the community stands first. Names of companies among the second ones must agree.
    /// </summary>
    private bool CommunityFirst(List<(string First, string Second)> pairs)
    {
        if (pairs.Count < EnoughRows || pairs.Count(p => builders.Contains(p.First)) > pairs.Count(p => builders.Contains(p.Second)))
        {
            return false;
        }
        var firstTellsSecond = pairs.GroupBy(p => p.First).Sum(g => g.GroupBy(p => p.Second).Max(s => s.Count()));
        var secondTellsFirst = pairs.GroupBy(p => p.Second).Sum(g => g.GroupBy(p => p.First).Max(s => s.Count()));
        return firstTellsSecond >= pairs.Count * .9 && secondTellsFirst <= pairs.Count * .8
            && pairs.Count(p => NameLikeness.HasCompanyWord(p.Second) || builders.Contains(p.Second)) > 3 * pairs.Count(p => NameLikeness.HasCompanyWord(p.First));
    }

    /// <summary>Smith - Jones Homes - Sunny Acres: one second part with many thirds belongs to the builder.</summary>
    private bool DashInBuilder(string a, List<(string Second, string Third)> after)
    {
        if (builders.Contains(a))
        {
            return false;
        }
        var most = after.GroupBy(x => x.Second).MaxBy(g => g.Count())!;
        if (builders.Contains($"{a} {most.Key}") || first.ContainsKey($"{a} {most.Key}"))
        {
            return true;
        }
        var thirds = after.Where(x => x.Second == most.Key).Select(x => x.Third).Distinct().Count();
        return most.Count() * 10 >= after.Count * 7 && (thirds > 1 || !first.ContainsKey(a));
    }

    public NamePair? Pair(SubjectShape shape)
    {
        var names = shape.Names;
        if (names.Count == 3 && shape.Work is not null)
        {
            return Join(names[0], names[1], names[2], shape.Lot is not null, false);
        }
        if (names.Count != 2)
        {
            return null;
        }
        if (shape.UnknownWork is { } third && Join(names[0], names[1], third, false, true) is { } joined)
        {
            return joined;
        }
        if (sides?.Pair(names[0], names[1]) is { } told)
        {
            return told;
        }
        var (one, other) = communityFirst ? (names[1], names[0]) : (names[0], names[1]);
        return Swapped(Spelling.Key(one), Spelling.Key(other)) ? new(other, one, false, false) : new(one, other, false, false);
    }

    private NamePair? Join(string a, string b, string c, bool guess, bool usesUnknownWork)
    {
        var (keyA, keyB, keyC) = (Spelling.Key(a), Spelling.Key(b), Spelling.Key(c));
        var builder = new NamePair($"{a}-{b}", c, true, usesUnknownWork);
        var community = new NamePair(a, $"{b}-{c}", true, usesUnknownWork);
        if (builders.Contains($"{keyA} {keyB}") || first.ContainsKey($"{keyA} {keyB}"))
        {
            return builder;
        }
        if (communities.Contains($"{keyB} {keyC}") || second.ContainsKey($"{keyB} {keyC}"))
        {
            return community;
        }
        var seen = threes.TryGetValue(keyA, out var after) && after.Count(x => x.Second == keyB) >= 2;
        if (!guess && !seen)
        {
            return null;
        }
        return dashInBuilder.GetValueOrDefault(keyA) ? builder : community;
    }

    /// <summary>The second part is a builder elsewhere, the first is not: this row stands in the other order.</summary>
    private bool Swapped(string a, string b)
    {
        if (builders.Contains(a))
        {
            return false;
        }
        var (front, back) = communityFirst ? (second, first) : (first, second);
        return builders.Contains(b) || (front.GetValueOrDefault(b) >= 5 && back.GetValueOrDefault(b) <= front[b] / 5 && front.GetValueOrDefault(a) <= front[b] / 5 && back.GetValueOrDefault(a) >= 1);
    }
}
