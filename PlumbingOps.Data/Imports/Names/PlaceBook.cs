namespace PlumbingOps.Data.Imports;

/// <summary>
/// Builders and communities: those the company knows, and those the file itself shows. Spellings are gathered round the most frequent
/// one. A likeness alone never merges silently: everything but blanks and capitals asks to be confirmed once.
/// </summary>
internal sealed class PlaceBook
{
    private readonly List<BuilderEntry> builders = [];
    private readonly Dictionary<string, BuilderEntry> builderForms = [];
    private readonly Dictionary<string, NameMatch<BuilderEntry>?> builderMatches = [];
    private readonly Dictionary<(BuilderEntry?, string, string?), NameMatch<CommunityEntry>?> communityMatches = [];

    public IReadOnlyList<BuilderEntry> Builders => builders;

    public static PlaceBook Build(ImportKnowledge knowledge, IReadOnlyList<NamedPlace> places, NameBook names)
    {
        var book = new PlaceBook();
        foreach (var known in knowledge.Builders)
        {
            book.AddKnown(known);
        }
        book.AddBuilders(places, names);
        book.AddCommunities(places);
        return book;
    }

    private void AddKnown(KnownBuilder known)
    {
        var builder = new BuilderEntry(known.Name, known.Id, true);
        builders.Add(builder);
        foreach (var spelling in known.Aliases.Prepend(known.Name))
        {
            AddForm(builder, Spelling.Key(spelling), new(spelling, 0, Likeness.Same, 1, true));
        }
        foreach (var knownCommunity in known.Communities)
        {
            var community = new CommunityEntry(builder, knownCommunity.Name, knownCommunity.Id, true);
            builder.Communities.Add(community);
            foreach (var spelling in knownCommunity.Aliases.Prepend(knownCommunity.Name))
            {
                AddForm(community, Spelling.Key(spelling), new(spelling, 0, Likeness.Same, 1, true));
            }
        }
    }

    private void AddForm(BuilderEntry builder, string key, NameForm form)
    {
        builder.Forms.TryAdd(key, form);
        builderForms.TryAdd(key, builder);
        builderForms.TryAdd(Spelling.Compact(key), builder);
    }

    private static void AddForm(CommunityEntry community, string key, NameForm form)
    {
        community.Forms.TryAdd(key, form);
        community.Builder.CommunityForms.TryAdd(key, community);
        community.Builder.CommunityForms.TryAdd(Spelling.Compact(key), community);
    }

    private void AddBuilders(IReadOnlyList<NamedPlace> places, NameBook names)
    {
        var spellings = places.GroupBy(p => Spelling.Key(p.Builder))
            .Select(g => (Key: g.Key, Written: MostCommon(g.Select(p => p.Builder)), Rows: g.Count(), Communities: g.Select(p => Spelling.Key(p.Community)).ToHashSet()))
            .Where(s => s.Key.Length > 0)
            .OrderByDescending(s => s.Rows).ThenByDescending(s => s.Key.Length).ThenBy(s => s.Key, StringComparer.Ordinal).ToList();
        var communitiesOf = new Dictionary<BuilderEntry, HashSet<string>>();
        foreach (var builder in builders)
        {
            communitiesOf[builder] = [.. builder.Communities.SelectMany(c => c.Forms.Keys)];
        }
        foreach (var spelling in spellings)
        {
            if (builderForms.TryGetValue(spelling.Key, out var same) || builderForms.TryGetValue(Spelling.Compact(spelling.Key), out same))
            {
                AddForm(same, spelling.Key, new(spelling.Written, spelling.Rows, Likeness.Same, 1, true));
            }
            else if (names.WithoutName(spelling.Key) is { } rest && builderForms.TryGetValue(rest, out same))
            {
                AddForm(same, spelling.Key, new(spelling.Written, spelling.Rows, Likeness.Same, .97, true));
            }
            else if (NameMatching.BestOf(spelling.Key, builders, b => NameMatching.Joins(spelling.Rows, b, communitiesOf[b].Overlaps(spelling.Communities) ? true : null, b.Known)) is { } best)
            {
                same = best.Entry;
                AddForm(same, spelling.Key, new(spelling.Written, spelling.Rows, best.Likeness, best.Score, false));
            }
            else
            {
                same = new BuilderEntry(Tidy(spelling.Written), null, false);
                builders.Add(same);
                communitiesOf[same] = [];
                AddForm(same, spelling.Key, new(spelling.Written, spelling.Rows, Likeness.Same, 1, true));
            }
            same.Rows += spelling.Rows;
            communitiesOf[same].UnionWith(spelling.Communities);
        }
    }

    private void AddCommunities(IReadOnlyList<NamedPlace> places)
    {
        foreach (var ofBuilder in places.Select(p => (Place: p, Builder: Builder(p.Builder)?.Entry)).Where(p => p.Builder is not null).GroupBy(p => p.Builder!))
        {
            var builder = ofBuilder.Key;
            var spellings = ofBuilder.Select(p => p.Place).GroupBy(p => WithoutBuilder(builder, Spelling.Key(p.Community)))
                .Select(g => (g.Key, Written: MostCommon(g.Select(p => p.Community)), Rows: g.Count(), Streets: g.Select(p => p.Street).OfType<string>().ToHashSet(),
                    As: g.Select(p => Spelling.Key(p.Community)).Distinct().ToList()))
                .Where(s => s.Key.Length > 0)
                .OrderByDescending(s => s.Rows).ThenByDescending(s => s.Key.Length).ThenBy(s => s.Key, StringComparer.Ordinal);
            foreach (var spelling in spellings)
            {
                CommunityEntry? community;
                if (builder.CommunityForms.TryGetValue(spelling.Key, out community) || builder.CommunityForms.TryGetValue(Spelling.Compact(spelling.Key), out community))
                {
                    AddForm(community, spelling.Key, new(spelling.Written, spelling.Rows, Likeness.Same, 1, true));
                }
                else if (NameMatching.BestOf(spelling.Key, builder.Communities, c => NameMatching.Joins(spelling.Rows, c, NameMatching.SameStreets(spelling.Streets, c.Streets, spelling.Rows), c.Known)) is { } best)
                {
                    community = best.Entry;
                    AddForm(community, spelling.Key, new(spelling.Written, spelling.Rows, best.Likeness, best.Score, false));
                }
                else
                {
                    var written = spelling.As[0] == spelling.Key ? spelling.Written : spelling.Key;
                    community = new CommunityEntry(builder, Tidy(written), null, false);
                    builder.Communities.Add(community);
                    AddForm(community, spelling.Key, new(written, spelling.Rows, Likeness.Same, 1, true));
                }
                foreach (var other in spelling.As.Where(o => o != spelling.Key))
                {
                    AddForm(community, other, new(other, spelling.Rows, Likeness.Same, .97, community.Forms[spelling.Key].Certain));
                }
                community.Rows += spelling.Rows;
                community.Streets.UnionWith(spelling.Streets);
            }
        }
    }

    /// <summary>The builder's name stands once more in front of the community.</summary>
    private static string WithoutBuilder(BuilderEntry builder, string key)
    {
        foreach (var form in builder.Forms.Keys)
        {
            if (form.Length >= 4 && key.Length > form.Length + 2 && key.StartsWith(form, StringComparison.Ordinal) && key[form.Length] == ' ')
            {
                return key[(form.Length + 1)..];
            }
        }
        return key;
    }

    /// <summary>The builder a text names, by any spelling or likeness.</summary>
    public NameMatch<BuilderEntry>? Builder(string written)
    {
        var key = Spelling.Key(written);
        if (!builderMatches.TryGetValue(key, out var match))
        {
            builderMatches[key] = match = FindBuilder(key);
        }
        return match;
    }

    private NameMatch<BuilderEntry>? FindBuilder(string key)
    {
        if (key.Length == 0)
        {
            return null;
        }
        if (builderForms.TryGetValue(key, out var entry) || (key.Length >= 4 && builderForms.TryGetValue(Spelling.Compact(key), out entry)))
        {
            return entry.Forms.TryGetValue(key, out var form)
                ? new(entry, form.Likeness, form.Score, form.Certain, [])
                : new(entry, Likeness.Same, 1, true, []);
        }
        return NameMatching.BestOf(key, builders, _ => likeness => likeness.Kind > Likeness.OtherWord && (likeness.Kind != Likeness.Contraction || likeness.Score >= .6));
    }

    /// <summary>The community a text names, within a builder or, without one, in all of them.</summary>
    public NameMatch<CommunityEntry>? Community(BuilderEntry? builder, string written, string? street = null)
    {
        var key = Spelling.Key(written);
        if (!communityMatches.TryGetValue((builder, key, street), out var match))
        {
            communityMatches[(builder, key, street)] = match = FindCommunity(builder, key, street);
        }
        return match;
    }

    private NameMatch<CommunityEntry>? FindCommunity(BuilderEntry? builder, string key, string? street)
    {
        if (key.Length == 0)
        {
            return null;
        }
        var exact = ExactCommunities(builder, key);
        if (exact.Count > 0)
        {
            var best = exact.Count > 1 && street is not null ? exact.Find(c => c.Streets.Contains(street)) ?? exact[0] : exact[0];
            var form = best.Forms.GetValueOrDefault(key);
            return new(best, form?.Likeness ?? Likeness.Same, form?.Score ?? 1, (form?.Certain ?? true) && exact.Count == 1, [.. exact.Where(c => c != best)]);
        }
        if (builder is not null && WithoutBuilder(builder, key) is var rest && rest != key && Community(builder, rest, street) is { } inner)
        {
            return inner;
        }
        var candidates = builder is null ? [.. builders.SelectMany(b => b.Communities)] : builder.Communities;
        // A street that belongs to one community settles between abbreviations that fit several.
        if (street is not null && candidates.Where(c => c.Streets.Contains(street)).ToList() is { Count: > 0 } here && Best(here) is { } local)
        {
            return local with { Score = Math.Max(local.Score, .8) };
        }
        return Best(candidates);

        NameMatch<CommunityEntry>? Best(IReadOnlyList<CommunityEntry> among) =>
            NameMatching.BestOf(key, among, _ => likeness => likeness.Kind > Likeness.OtherWord) ?? ByBothNames(key, among);
    }

    public List<CommunityEntry> ExactCommunities(BuilderEntry? builder, string key)
    {
        var found = new List<CommunityEntry>();
        foreach (var one in builder is null ? builders : [builder])
        {
            if (one.CommunityForms.TryGetValue(key, out var community) || (key.Length >= 4 && one.CommunityForms.TryGetValue(Spelling.Compact(key), out community)))
            {
                found.Add(community);
            }
        }
        return found;
    }

    /// <summary>Letters of the builder, then letters of the community: LSO for Larkspindle Orchards.</summary>
    private static NameMatch<CommunityEntry>? ByBothNames(string key, IReadOnlyList<CommunityEntry> among)
    {
        if (key.Length is < 2 or > 5 || key.Contains(' ', StringComparison.Ordinal))
        {
            return null;
        }
        var fitting = among.Where(c => Enumerable.Range(1, key.Length - 1).Any(cut =>
            Begins(key[..cut], Spelling.Compact(Spelling.Key(c.Builder.Name))) && Begins(key[cut..], Spelling.Compact(Spelling.Key(c.Name))))).ToList();
        return fitting.Count == 1 ? new(fitting[0], Likeness.Abbreviation, .6, false, []) : null;

        static bool Begins(string letters, string name) => letters.Length == 1 ? name.StartsWith(letters, StringComparison.Ordinal) : Spelling.IsContraction(letters, name);
    }

    private static string MostCommon(IEnumerable<string> writings) =>
        writings.GroupBy(SubjectShape.Clean).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).First().Key;

    /// <summary>One way of writing for the name that is proposed: single blanks, the writer's capitals.</summary>
    private static string Tidy(string written) => SubjectShape.Clean(written).Trim(' ', '-', '.', ',');
}
