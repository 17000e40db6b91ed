namespace PlumbingOps.Data.Imports;

/// <summary>A phase or visit word found in a text.</summary>
internal readonly record struct WorkWord(WorkMeaning Meaning, string Word, bool Misspelt);

/// <summary>The words of the plumbing trade, as subjects and categories write them, plus those the company has taught.</summary>
internal sealed class TradeWords
{
    private static readonly WorkMeaning Groundwork = new(ImportKind.PhaseJob, ImportPhase.Groundwork);
    private static readonly WorkMeaning PostAndBeam = new(ImportKind.PhaseJob, ImportPhase.PostAndBeam);
    private static readonly WorkMeaning TopOut = new(ImportKind.PhaseJob, ImportPhase.TopOut);
    private static readonly WorkMeaning Trim = new(ImportKind.PhaseJob, ImportPhase.Trim);
    private static readonly WorkMeaning Final = new(ImportKind.PhaseJob, ImportPhase.Final);
    private static readonly WorkMeaning Warranty = new(ImportKind.Warranty);
    private static readonly WorkMeaning PunchList = new(ImportKind.PunchList);
    private static readonly WorkMeaning PayCall = new(ImportKind.PayCall);
    private static readonly WorkMeaning GoBack = new(ImportKind.GoBack);
    private static readonly WorkMeaning Task = new(ImportKind.Task);
    private static readonly WorkMeaning Estimate = new(ImportKind.Estimate);

    private static readonly (WorkMeaning Meaning, string[] Words)[] Known =
    [
        (Groundwork, ["GW", "GROUNDWORK", "GROUNDWORKS", "GROUND WORK", "GROUND WORKS", "UNDERGROUND", "UNDER GROUND", "UG", "SLAB", "UNDERSLAB", "UNDER SLAB"]),
        (PostAndBeam, ["PB", "P B", "P AND B", "POST AND BEAM", "POST BEAM", "POST N BEAM", "UNDERFLOOR", "UNDER FLOOR"]),
        (TopOut, ["TO", "T O", "TOP OUT", "TOPOUT", "TOP OUTS", "ROUGH", "ROUGH IN", "ROUGHIN", "ROUGH PLUMBING", "RI", "R I"]),
        (Trim, ["TRIM", "TRIM OUT", "TRIMOUT", "TRIM PLUMBING", "FINISH", "FINISH PLUMBING", "FINISHES", "SET FIXTURES", "FIXTURE SET", "FIXTURES"]),
        (Final, ["FINAL", "FINALS", "FINAL INSPECTION"]),
        (Warranty, ["WARRANTY", "WARRANTIES", "WARR", "WTY", "WRTY"]),
        (PunchList, ["PUNCHLIST", "PUNCH LIST", "PUNCH LISTS", "PUNCH", "PUNCHOUT", "PUNCH OUT"]),
        (PayCall, ["PAY CALL", "PAYCALL", "PAY CALLS", "BILLABLE CALL"]),
        (GoBack, ["GO BACK", "GOBACK", "GO BACKS"]),
        (Task,
        [
            "WRAP UP", "WRAPUP", "PICK UP", "PICKUP", "PICK UP WORK", "PICKUP WORK", "PRV", "ROOF PENS", "ROOF PEN", "ROOF PENETRATIONS", "ROOF PENETRATION",
            "METER HOOK UP", "METER HOOKUP", "HOOK UP", "HOOKUP", "BACKFLOW", "BACK FLOW", "PUT ON TEST", "SET TUBS", "SET TUB AND TEST", "SET TUBS AND TEST", "SEWER SCOPE",
            "HANG VALVES", "REPIPE", "RE PIPE", "MARK UP", "MARKUP", "SERVICE RUN", "OPEN ORDER",
        ]),
        (Estimate, ["ESTIMATE", "BID", "BIDS", "PLUMBING BID"]),
    ];

    private readonly Dictionary<string, WorkMeaning> meanings = [];
    private readonly Dictionary<string, WorkWord?> fuzzy = [];
    private readonly string[] longWords;

    public TradeWords(IReadOnlyDictionary<string, WorkMeaning> learned)
    {
        foreach (var (meaning, words) in Known)
        {
            foreach (var word in words)
            {
                meanings[word] = meaning;
            }
        }
        foreach (var (word, meaning) in learned)
        {
            meanings[Spelling.Key(word)] = meaning;
        }
        longWords = [.. meanings.Keys.Where(w => w.Length >= 4).Order(StringComparer.Ordinal)];
    }

    public WorkMeaning? Exact(string key) => meanings.GetValueOrDefault(key);

    /// <summary>“FIN” for finish: the beginning of a word of that meaning, or its first and further letters.</summary>
    public bool IsShortFor(string key, WorkMeaning meaning) =>
        meanings.Any(w => w.Value == meaning && w.Key.Length > key.Length && Spelling.IsContraction(Spelling.Compact(key), Spelling.Compact(w.Key)));

    /// <summary>The word itself, or the one word it is a slip of.</summary>
    public WorkWord? Find(string key)
    {
        if (meanings.TryGetValue(key, out var meaning))
        {
            return new(meaning, key, false);
        }
        if (key.Length is < 3 or > 20 || Spelling.Digits(key).Length > 0)
        {
            return null;
        }
        if (!fuzzy.TryGetValue(key, out var found))
        {
            fuzzy[key] = found = FindSlip(key);
        }
        return found;
    }

    private WorkWord? FindSlip(string key)
    {
        WorkWord? best = null;
        var bestDistance = 3;
        foreach (var word in longWords)
        {
            var limit = Math.Min(word.Length, key.Length) >= 8 ? 2 : 1;
            var distance = Spelling.Distance(key, word, limit);
            if (distance > limit || distance > bestDistance)
            {
                continue;
            }
            if (distance == bestDistance && best is { } other && other.Meaning != meanings[word])
            {
                best = null;
                continue;
            }
            if (distance < bestDistance || best is null)
            {
                best = new(meanings[word], word, true);
                bestDistance = distance;
            }
        }
        return best;
    }
}
