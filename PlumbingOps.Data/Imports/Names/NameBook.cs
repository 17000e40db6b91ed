using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Imports;

/// <summary>A technician as a text names one.</summary>
internal readonly record struct NamedTechnician(string Name, string Written, bool Certain);

/// <summary>The technicians: the company's list, and names the file shows again and again where crews are named.</summary>
internal sealed partial class NameBook
{
    private readonly Dictionary<string, string> exact = [];
    private readonly List<(string Key, string Name)> known = [];
    private readonly HashSet<string> notPeople;
    private readonly Dictionary<string, string?> near = [];

    private static readonly HashSet<string> NeverNames =
    [
        "OCCUPIED", "VACANT", "NONE", "NAN", "YES", "NO", "DONE", "OK", "TBD", "NA", "COMPLETE", "COMPLETED", "PLAN", "LOT", "LOTS", "AND", "ALL", "CALL", "SEE", "NOTE", "NOTES",
        "THANKS", "OFFICE", "EVERYONE", "EVERYBODY", "CREW", "TEAM", "HELPER", "OWNER", "HOMEOWNER", "WARRANTY", "TRIM", "FINISH", "FINAL", "ROUGH", "TO", "PB", "GW", "THE", "SHOP",
        "COMPANY", "HOLIDAY", "CHRISTMAS", "THANKSGIVING", "CLOSED", "OFF", "DAY", "TIME", "HALF", "MORNING", "AFTERNOON", "WATER", "GAS", "SHUT", "TURN", "PAID", "BILLED", "HOLD",
    ];

    /// <summary>First names that are everyday words: “mark up the wall”, “will call”. They need company or a sign to be people.</summary>
    private static readonly HashSet<string> AlsoWords =
    [
        "BILL", "CHASE", "CHIP", "CLAY", "DREW", "GRANT", "GUY", "JACK", "JOB", "LANE", "MARK", "MAX", "MAY", "NICK", "PAT", "ROD", "SKIP", "STONE", "VAN", "WILL",
    ];

    public static bool IsAlsoWord(string token) => AlsoWords.Contains(Spelling.Key(token));

    /// <summary>The company gave no list: the names come from the file.</summary>
    public bool Learned { get; private init; }
    public IReadOnlyList<string> Found => [.. known.Select(k => k.Name).Distinct()];

    private NameBook(IEnumerable<string> notPeople) => this.notPeople = [.. notPeople.Select(n => n.ToUpperInvariant())];

    public static NameBook Build(ImportKnowledge knowledge, CalendarFile file, TradeWords words)
    {
        var book = new NameBook(knowledge.NotPeople) { Learned = knowledge.LearnTechnicians ?? knowledge.Technicians.Count == 0 };
        foreach (var technician in knowledge.Technicians)
        {
            foreach (var spelling in technician.Spellings.Prepend(technician.Name))
            {
                book.Add(spelling, technician.Name);
            }
        }
        if (book.Learned)
        {
            book.Discover(file, words);
        }
        return book;
    }

    private void Add(string spelling, string name)
    {
        var key = Spelling.Key(spelling);
        if (key.Length > 0 && exact.TryAdd(key, name))
        {
            known.Add((key, name));
        }
    }

    /// <summary>
    /// Without a list: a word that often stands alone where the crew stands, or among such words. Categories of a service calendar
    /// are people unless they are words of the trade.
    /// </summary>
    private void Discover(CalendarFile file, TradeWords words)
    {
        var alone = new Dictionary<string, int>();
        var listed = new Dictionary<string, int>();
        var written = new Dictionary<string, string>();
        var away = new HashSet<string>();
        // In an iCalendar of a service company categories are people; a single event may be someone's only one.
        var people = new HashSet<string>();
        var colours = file.Records.SelectMany(r => r.Categories).Where(c => !CategoryBook.IsState(c)).ToList();
        var colourIsPerson = file.Kind == CalendarKind.Service && colours.Count > 0 && colours.Count(c => CouldBeName(c, words)) * 10 >= colours.Count * 8;
        void Count(Dictionary<string, int> counts, string token)
        {
            var key = token.ToUpperInvariant();
            counts[key] = counts.GetValueOrDefault(key) + 1;
            written.TryAdd(key, Capitalised(token));
        }
        var lists = new List<List<string>>();
        foreach (var record in file.Records)
        {
            if (record.Subject.Length < 60 && AwayText().Match(record.Subject) is { Success: true } off)
            {
                foreach (var name in NameSeparators().Split(off.Groups[1].Value).Where(n => CouldBeName(n, words)))
                {
                    away.Add(name.ToUpperInvariant());
                    written.TryAdd(name.ToUpperInvariant(), Capitalised(name));
                }
            }
            if (colourIsPerson)
            {
                foreach (var category in record.Categories.Where(c => CouldBeName(c, words) && !CategoryBook.IsState(c)))
                {
                    Count(alone, category);
                    people.Add(category.ToUpperInvariant());
                }
            }
            foreach (var line in record.Description.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).Take(2))
            {
                var tokens = NameSeparators().Split(line).Where(t => t.Length > 0).ToList();
                if (tokens.Count is 0 or > 5 || !tokens.TrueForAll(t => CouldBeName(t, words)))
                {
                    continue;
                }
                if (tokens.Count == 1)
                {
                    Count(alone, tokens[0]);
                }
                else if (ListMark().IsMatch(line))
                {
                    lists.Add(tokens);
                }
            }
        }
        // “SET TUB AND TEST” looks like a list of names; names also stand alone, and among names.
        var likely = written.Keys.Where(k => alone.GetValueOrDefault(k) >= 2 || away.Contains(k) || people.Contains(k)).ToHashSet();
        foreach (var list in lists)
        {
            foreach (var token in list.Where(t => list.Count(o => o != t && likely.Contains(o.ToUpperInvariant())) * 2 >= list.Count - 1))
            {
                Count(listed, token);
            }
        }
        foreach (var key in written.Keys.Order(StringComparer.Ordinal))
        {
            var (a, l) = (alone.GetValueOrDefault(key), listed.GetValueOrDefault(key));
            if ((a >= 2 && l >= 1) || l >= 3 || a >= 6 || people.Contains(key) || (away.Contains(key) && (a + l >= 1 || file.Records.Count < 50)))
            {
                Add(written[key], written[key]);
            }
        }
    }

    private bool CouldBeName(string token, TradeWords words) =>
        token.Length is >= 2 and <= 12 && token.All(char.IsLetter) && !NeverNames.Contains(token.ToUpperInvariant()) && !notPeople.Contains(token.ToUpperInvariant())
        && words.Exact(token.ToUpperInvariant()) is null;

    private static string Capitalised(string token) => char.ToUpperInvariant(token[0]) + token[1..].ToLowerInvariant();

    /// <summary>The technician a word names: exactly, or by one slip when only one is that near.</summary>
    public NamedTechnician? Find(string word, bool allowSlip = true)
    {
        var key = Spelling.Key(word);
        if (key.Length == 0 || notPeople.Contains(key))
        {
            return null;
        }
        if (exact.TryGetValue(key, out var name))
        {
            return new(name, word, true);
        }
        if (!allowSlip || key.Length < 4 || !key.All(char.IsLetter) || NeverNames.Contains(key))
        {
            return null;
        }
        if (!near.TryGetValue(key, out var found))
        {
            var candidates = known.Where(k => k.Key.Length >= 4 && Spelling.Distance(key, k.Key, 1) == 1).Select(k => k.Name).Distinct().ToList();
            near[key] = found = candidates.Count == 1 ? candidates[0] : null;
        }
        return found is null ? null : new(found, word, false);
    }

    /// <summary>A line that names a crew and nothing else; null when any word of it is no technician.</summary>
    public List<NamedTechnician>? Crew(string line)
    {
        var found = new List<NamedTechnician>();
        foreach (var token in NameSeparators().Split(line.Trim(' ', '.', ':', '-', '*', '\t')))
        {
            if (token.Length == 0)
            {
                continue;
            }
            if (Find(token) is not { } technician)
            {
                return null;
            }
            found.Add(technician);
        }
        // One word that is only nearly a name may be any word; in a crew the neighbours vouch for it.
        return found.Count == 0 ? null : found;
    }

    /// <summary>What is left when a technician's name stands in front; null when none does.</summary>
    public string? WithoutName(string key)
    {
        var blank = key.IndexOf(' ', StringComparison.Ordinal);
        return blank > 0 && Find(key[..blank], allowSlip: false) is not null ? key[(blank + 1)..] : null;
    }

    /// <summary>Words of a description's first line that look like a crew nobody knows.</summary>
    public bool LooksLikeName(string token, TradeWords words) => CouldBeName(token, words) && char.IsUpper(token[0]);

    [GeneratedRegex(@"\s*(?:[,/&+;]|\band\b|\s)\s*", RegexOptions.IgnoreCase)]
    public static partial Regex NameSeparators();

    [GeneratedRegex(@"[,/&+]|\band\b", RegexOptions.IgnoreCase)]
    private static partial Regex ListMark();

    // Not “top out” or “shut off”.
    [GeneratedRegex(@"^\s*([A-Za-z]+\b(?:(?:\s*[,&/]\s*|\s+and\s+|\s+)[A-Za-z]+\b){0,3}?)\s*(?:-\s*)?(?:is\s+)?(?<!\b(?:top|punch|trim|rough|shut|turn|cut|cap|rod|wash|stub)\s+)(?:off|out\s+sick|out|vacation|pto|sick)(?:\s+(?:today|all\s+day|half\s+day))?\s*$", RegexOptions.IgnoreCase)]
    public static partial Regex AwayText();
}
