namespace PlumbingOps.Data.Imports;

/// <summary>What a record's categories say together.</summary>
internal sealed record CategoryReading
{
    public bool Complete { get; init; }
    public bool Cancelled { get; init; }
    public bool Away { get; init; }
    public bool Meeting { get; init; }
    public bool PaperworkTurnedIn { get; init; }
    /// <summary>The phase or visit the colours name; null when none or several do.</summary>
    public WorkMeaning? Work { get; init; }
    public string? WorkCategory { get; init; }
    public IReadOnlyList<NamedTechnician> Technicians { get; init; } = [];
    public IReadOnlyList<string> Unknown { get; init; } = [];
}

/// <summary>Categories: phase colours and states in a construction calendar, technicians in a service calendar, learned where unknown.</summary>
internal sealed class CategoryBook(TradeWords words, NameBook names, IReadOnlyDictionary<string, WorkMeaning> taught)
{
    private static readonly HashSet<string> Done = ["COMPLETE", "COMPLETED", "DONE", "FINISHED"];
    private static readonly HashSet<string> Away = ["TIME OFF", "DAY OFF", "OFF", "VACATION", "PTO", "SICK", "HOLIDAY", "HOLIDAY PARTY", "PARTY", "CHRISTMAS", "FISHING", "CLOSED", "LEAVE"];
    private static readonly HashSet<string> Meetings = ["MEETING", "MEETINGS", "TRAINING", "APPOINTMENT"];
    private static readonly HashSet<string> Paperwork = ["PAPERWORK TURNED IN", "PAPERWORK IN", "PAPERWORK"];

    private readonly Dictionary<string, WorkMeaning> taughtByKey = taught.ToDictionary(p => Spelling.Key(p.Key), p => p.Value);
    private readonly Dictionary<string, WorkMeaning> learned = [];
    private readonly Dictionary<string, CategoryReading> readings = [];
    private readonly HashSet<(WorkMeaning, WorkMeaning)> usual = [];

    /// <summary>Category, meaning, agreeing rows, all rows.</summary>
    public List<(string Category, WorkMeaning Meaning, int Rows, int Of)> Learned { get; } = [];

    public static bool IsState(string category)
    {
        var key = Spelling.Key(category);
        return Done.Contains(key) || Away.Contains(key) || Meetings.Contains(key) || Paperwork.Contains(key) || key.StartsWith("CANCEL", StringComparison.Ordinal);
    }

    public CategoryReading Read(IReadOnlyList<string> categories)
    {
        if (categories.Count == 0)
        {
            return new();
        }
        var all = string.Join(';', categories);
        if (!readings.TryGetValue(all, out var reading))
        {
            readings[all] = reading = ReadNew(categories);
        }
        return reading;
    }

    private CategoryReading ReadNew(IReadOnlyList<string> categories)
    {
        var reading = new CategoryReading();
        var work = new List<(string Category, WorkMeaning Meaning)>();
        var technicians = new List<NamedTechnician>();
        var unknown = new List<string>();
        foreach (var category in categories)
        {
            var key = Spelling.Key(category);
            if (taughtByKey.TryGetValue(key, out var meaning))
            {
                work.Add((category, meaning));
            }
            else if (names.Find(category, allowSlip: false) is { } technician)
            {
                technicians.Add(technician);
            }
            else if (Done.Contains(key))
            {
                reading = reading with { Complete = true };
            }
            else if (key.StartsWith("CANCEL", StringComparison.Ordinal))
            {
                reading = reading with { Cancelled = true };
            }
            else if (Away.Contains(key))
            {
                reading = reading with { Away = true };
            }
            else if (Meetings.Contains(key))
            {
                reading = reading with { Meeting = true };
            }
            else if (Paperwork.Contains(key))
            {
                reading = reading with { PaperworkTurnedIn = true };
            }
            else if (words.Find(key) is { } word)
            {
                work.Add((category, word.Meaning));
            }
            else if (learned.TryGetValue(key, out meaning))
            {
                work.Add((category, meaning));
            }
            else if (names.Find(category) is { } misspelt)
            {
                technicians.Add(misspelt);
            }
            else
            {
                unknown.Add(category);
            }
        }
        var meanings = work.Select(w => w.Meaning).Distinct().ToList();
        return reading with
        {
            Work = meanings.Count == 1 ? meanings[0] : null,
            WorkCategory = meanings.Count == 1 ? work[0].Category : null,
            Technicians = technicians,
            Unknown = unknown,
        };
    }

    /// <summary>
    /// Learns from the rows whose subject names the work: what an unknown category stands for, and which pairs are usual (groundwork
    /// in the colour of post and beam is a habit, not a contradiction).
    /// </summary>
    public void Learn(IEnumerable<(WorkMeaning Work, IReadOnlyList<string> Categories)> rows)
    {
        var pairs = new Dictionary<(WorkMeaning, WorkMeaning), int>();
        var perWork = new Dictionary<WorkMeaning, int>();
        var unknown = new Dictionary<string, Dictionary<WorkMeaning, int>>();
        var known = new Dictionary<string, Dictionary<WorkMeaning, int>>();
        foreach (var (work, categories) in rows)
        {
            var reading = Read(categories);
            if (reading.Work is { } colour)
            {
                pairs[(work, colour)] = pairs.GetValueOrDefault((work, colour)) + 1;
                perWork[work] = perWork.GetValueOrDefault(work) + 1;
                Add(known, reading.WorkCategory!.ToUpperInvariant(), work);
            }
            else
            {
                foreach (var category in reading.Unknown)
                {
                    Add(unknown, Spelling.Key(category), work);
                }
            }
        }
        foreach (var (pair, count) in pairs)
        {
            if (count * 2 >= perWork[pair.Item1] && count >= 2)
            {
                usual.Add(pair);
            }
        }
        foreach (var (category, counts) in unknown)
        {
            var (meaning, count) = counts.MaxBy(c => c.Value);
            if (count >= 5 && count * 10 >= counts.Values.Sum() * 9)
            {
                learned[category] = meaning;
                known[category] = counts;
            }
        }
        foreach (var (category, counts) in known.OrderByDescending(k => k.Value.Values.Sum()).ThenBy(k => k.Key, StringComparer.Ordinal))
        {
            var (meaning, count) = counts.MaxBy(c => c.Value);
            Learned.Add((category, meaning, count, counts.Values.Sum()));
        }
        readings.Clear();
    }

    /// <summary>Does the colour speak against the subject?</summary>
    public bool Contradicts(WorkMeaning subject, WorkMeaning colour) =>
        subject != colour && !usual.Contains((subject, colour))
        && !(subject.Phase == ImportPhase.Groundwork && colour.Phase == ImportPhase.PostAndBeam)
        && !(subject.Kind == ImportKind.Task && colour.Kind == ImportKind.PhaseJob)
        && !(subject.Kind == ImportKind.Task && colour.Kind == ImportKind.Warranty);

    private static void Add(Dictionary<string, Dictionary<WorkMeaning, int>> counts, string category, WorkMeaning work)
    {
        if (!counts.TryGetValue(category, out var of))
        {
            counts[category] = of = [];
        }
        of[work] = of.GetValueOrDefault(work) + 1;
    }
}
