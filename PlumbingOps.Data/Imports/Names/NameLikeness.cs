namespace PlumbingOps.Data.Imports;

/// <summary>How one spelling resembles a name, in the words a person would use.</summary>
internal enum Likeness { None, OtherWord, Contraction, Abbreviation, ExtraWords, MissingWords, Slip, Same }

/// <summary>Compares a spelling with a name. The score says how sure; only Same needs no confirmation.</summary>
internal readonly record struct NameLikeness(Likeness Kind, double Score)
{
    // Words builders put behind their name one day and leave out the next.
    private static readonly HashSet<string> CompanyWords =
    [
        "HOMES", "HOME", "CONSTRUCTION", "CONTRACTING", "CONTRACTORS", "CONTRACTOR", "BUILDERS", "BUILDER", "BUILT", "BUILDING", "CUSTOM", "CUSTOMS", "GROUP", "INC", "LLC",
        "CO", "COMPANY", "CORP", "DEVELOPMENT", "DEVELOPMENTS", "COMMUNITIES", "PROPERTIES", "RESIDENTIAL", "PARTNERS", "THE", "AND",
    ];

    /// <summary>What people shorten in names of companies and places.</summary>
    private static readonly Dictionary<string, string> Shortened = new()
    {
        ["BROS"] = "BROTHERS",
        ["BRO"] = "BROTHERS",
        ["DEV"] = "DEVELOPMENT",
        ["DEVEL"] = "DEVELOPMENT",
        ["BLDG"] = "BUILDING",
        ["BLDRS"] = "BUILDERS",
        ["BLDR"] = "BUILDER",
        ["CONST"] = "CONSTRUCTION",
        ["CONSTR"] = "CONSTRUCTION",
        ["CONT"] = "CONTRACTING",
        ["CO"] = "COMPANY",
        ["CORP"] = "CORPORATION",
        ["PROP"] = "PROPERTIES",
        ["PROPS"] = "PROPERTIES",
        ["RES"] = "RESIDENTIAL",
        ["HMS"] = "HOMES",
        ["GRP"] = "GROUP",
        ["ASSOC"] = "ASSOCIATES",
        ["PTNRS"] = "PARTNERS",
        ["MT"] = "MOUNT",
        ["MTN"] = "MOUNTAIN",
        ["ST"] = "SAINT",
        ["FT"] = "FORT",
        ["HTS"] = "HEIGHTS",
        ["HGTS"] = "HEIGHTS",
        ["EST"] = "ESTATES",
        ["ESTS"] = "ESTATES",
        ["PH"] = "PHASE",
        ["VLG"] = "VILLAGE",
        ["VILL"] = "VILLAGE",
        ["CRK"] = "CREEK",
        ["CK"] = "CREEK",
        ["PK"] = "PARK",
        ["MDW"] = "MEADOW",
        ["MDWS"] = "MEADOWS",
        ["RDG"] = "RIDGE",
        ["XING"] = "CROSSING",
        ["LK"] = "LAKE",
        ["VLY"] = "VALLEY",
        ["GRV"] = "GROVE",
        ["HLS"] = "HILLS",
        ["LNDG"] = "LANDING",
        ["LDG"] = "LANDING",
        ["RNCH"] = "RANCH",
        ["PT"] = "POINT",
        ["TER"] = "TERRACE",
        ["TERR"] = "TERRACE",
        ["SUBD"] = "SUBDIVISION",
        ["N"] = "NORTH",
        ["S"] = "SOUTH",
        ["E"] = "EAST",
        ["W"] = "WEST",
        ["FIRST"] = "1ST",
        ["SECOND"] = "2ND",
        ["THIRD"] = "3RD",
        ["FOURTH"] = "4TH",
        ["FIFTH"] = "5TH",
        ["SIXTH"] = "6TH",
        ["SEVENTH"] = "7TH",
        ["EIGHTH"] = "8TH",
        ["NINTH"] = "9TH",
        ["II"] = "2",
        ["III"] = "3",
        ["IV"] = "4",
        ["ONE"] = "1",
        ["TWO"] = "2",
        ["THREE"] = "3",
        ["FOUR"] = "4",
    };

    public static bool HasCompanyWord(string key) => key.Split(' ').Any(w => CompanyWords.Contains(w) && w is not ("THE" or "AND"));

    private static string InFull(string[] words) => string.Concat(words.Where(w => w is not ("AND" or "THE")).Select(w => Shortened.GetValueOrDefault(w, w)));

    public static NameLikeness Of(string spelling, string name)
    {
        if (spelling.Length == 0 || name.Length == 0)
        {
            return default;
        }
        var (a, b) = (Spelling.Compact(spelling), Spelling.Compact(name));
        if (a == b)
        {
            return new(Likeness.Same, 1);
        }
        string[] words = spelling.Split(' '), nameWords = name.Split(' ');
        if (InFull(words) is { Length: > 1 } full && full == InFull(nameWords))
        {
            return new(Likeness.Slip, .95);
        }
        // Names that differ in a number are different places: Phase 2 is not Phase 3.
        if (Spelling.Digits(a) == Spelling.Digits(b))
        {
            if (Slip(a, b, words, nameWords) is { Score: > 0 } slip)
            {
                return slip;
            }
        }
        if (words.Length < nameWords.Length && a.Length >= 3 && WordsWithin(words, nameWords) is { } missing)
        {
            var onlyCompany = nameWords.Where((_, i) => !missing.Contains(i)).All(CompanyWords.Contains);
            var first = missing[0] == 0;
            return new(Likeness.MissingWords, onlyCompany ? .95 : first ? .85 : .8);
        }
        if (words.Length > nameWords.Length && b.Length >= 3 && WordsWithin(nameWords, words) is { } extra)
        {
            var onlyCompany = words.Where((_, i) => !extra.Contains(i)).All(CompanyWords.Contains);
            return new(Likeness.ExtraWords, onlyCompany ? .95 : .6);
        }
        if (a.Length is >= 2 and <= 7 && a.Length < b.Length && Spelling.IsPrefixAbbreviation(a, nameWords))
        {
            return new(Likeness.Abbreviation, a.Length == 2 || a.Length == nameWords.Length ? .8 : .75);
        }
        if (words.Length == 1 && a.Length >= 3 && nameWords.Length == 1 && b.Length - a.Length >= 2 && b.StartsWith(a, StringComparison.Ordinal))
        {
            return new(Likeness.Abbreviation, .7);
        }
        if (words.Length == 1 && a.Length is >= 2 and <= 4 && Spelling.IsContraction(a, b))
        {
            return new(Likeness.Contraction, a[^1] == b[^1] ? .6 : .5);
        }
        if (words.Length == nameWords.Length && words.Length > 1 && words[0] == nameWords[0] && words[0].Length >= 3 && Spelling.Digits(a) == Spelling.Digits(b))
        {
            return new(Likeness.OtherWord, .4);
        }
        return default;
    }

    private static NameLikeness Slip(string a, string b, string[] words, string[] nameWords)
    {
        var shorter = Math.Min(a.Length, b.Length);
        if (Spelling.HasStutterOf(a, b) || Spelling.HasStutterOf(b, a))
        {
            return new(Likeness.Slip, .85);
        }
        // A word more or less is not a slip, unless it is only a blank that went wrong. Single letters tell places apart: Park A, Park B.
        var allowed = words.Length == nameWords.Length ? Spelling.Slips(shorter) : Math.Min(1, Spelling.Slips(shorter));
        if (allowed == 0 || !words.Where(w => w.Length == 1).SequenceEqual(nameWords.Where(w => w.Length == 1)))
        {
            return default;
        }
        var distance = Spelling.Distance(a, b, allowed);
        if (distance > allowed)
        {
            return default;
        }
        if (words.Length == nameWords.Length)
        {
            // Every word must be near by itself: North Ridge is not South Ridge.
            for (var i = 0; i < words.Length; i++)
            {
                if (Spelling.Distance(words[i], nameWords[i], 3) > Math.Max(Math.Min(words[i].Length, nameWords[i].Length) >= 3 ? 1 : 0, Spelling.Slips(Math.Min(words[i].Length, nameWords[i].Length))))
                {
                    return default;
                }
            }
        }
        return new(Likeness.Slip, (distance, shorter) switch { (1, >= 6) => .93, (1, _) => .75, (2, _) => .8, _ => .7 });
    }

    /// <summary>Places of the fewer words among the more, in order; null when one is not there.</summary>
    private static List<int>? WordsWithin(string[] few, string[] many)
    {
        var places = new List<int>();
        var from = 0;
        foreach (var word in few)
        {
            while (from < many.Length && !SameWord(word, many[from]))
            {
                from++;
            }
            if (from == many.Length)
            {
                return null;
            }
            places.Add(from++);
        }
        return places;
    }

    private static bool SameWord(string a, string b) =>
        a == b || (Math.Min(a.Length, b.Length) >= 5 && Spelling.Digits(a) == Spelling.Digits(b) && Spelling.Distance(a, b, 1) <= 1);
}
