namespace PlumbingOps.Data.Imports;

/// <summary>Which of the known names a spelling may mean, and what must speak for it.</summary>
internal static class NameMatching
{
    public static bool? SameStreets(HashSet<string> mine, HashSet<string> theirs, int rows) =>
        mine.Count == 0 || theirs.Count == 0 ? null : mine.Overlaps(theirs) ? true : rows >= 3 && mine.Count >= 2 ? false : null;

    /// <summary>
    /// May a spelling with this many rows be another spelling of an entry? Two names that are both frequent are two names, unless the
    /// rows themselves (streets, communities) say otherwise.
    /// </summary>
    public static Func<NameLikeness, bool> Joins(int rows, NamedEntry entry, bool? evidence, bool known) => likeness =>
    {
        if (evidence == false)
        {
            return false;
        }
        var rare = known || rows <= Math.Max(2, entry.Rows / 10);
        return likeness.Kind switch
        {
            Likeness.Same => true,
            Likeness.Slip => rare || (evidence == true && rows < entry.Rows / 2),
            Likeness.MissingWords or Likeness.ExtraWords => evidence == true || rare,
            Likeness.Abbreviation => evidence == true || (rare && rows <= Math.Max(2, entry.Rows / 5)),
            Likeness.Contraction => evidence == true && rare,
            Likeness.OtherWord => rows <= 2 && entry.Rows >= 5 * rows,
            _ => false,
        };
    };

    public static NameMatch<T>? BestOf<T>(string key, IReadOnlyList<T> entries, Func<T, Func<NameLikeness, bool>> joins) where T : NamedEntry
    {
        T? best = null;
        NameLikeness likeness = default;
        List<T> others = [];
        foreach (var entry in entries)
        {
            var allowed = joins(entry);
            NameLikeness mine = default;
            foreach (var form in entry.Forms)
            {
                // A form with something in front of the name (a technician, the builder) is no measure for others.
                if (!form.Value.Certain || form.Value.Score < 1)
                {
                    continue;
                }
                foreach (var one in new[] { NameLikeness.Of(key, form.Key), Mirrored(key, form.Key) })
                {
                    if (one.Score > mine.Score && allowed(one))
                    {
                        mine = one;
                    }
                }
            }
            if (mine.Score > likeness.Score)
            {
                if (best is not null && mine.Score - likeness.Score < .1)
                {
                    others.Add(best);
                }
                (best, likeness) = (entry, mine);
            }
            else if (mine.Score > 0 && likeness.Score - mine.Score < .1)
            {
                others.Add(entry);
            }
        }
        return best is null ? null : new(best, likeness.Kind, others.Count > 0 ? likeness.Score * .7 : likeness.Score, likeness.Kind == Likeness.Same && others.Count == 0, others);
    }

    /// <summary>The rare spelling may be the long one: KV ALTONWAY once, KVA three hundred times.</summary>
    private static NameLikeness Mirrored(string key, string name)
    {
        var likeness = NameLikeness.Of(name, key);
        return likeness.Kind == Likeness.Abbreviation ? likeness : default;
    }
}
