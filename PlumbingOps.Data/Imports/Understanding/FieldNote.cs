using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Imports;

/// <summary>
/// A subject without the usual form, read word by word against the names the file or the company knows: “Summit HL 9, 12 PB”.
/// Whatever cannot be placed stays a remark.
/// </summary>
internal sealed partial class FieldNote
{
    private readonly List<Token> tokens;

    public NameMatch<BuilderEntry>? Builder { get; private set; }
    public string BuilderWritten { get; private set; } = "";
    public NameMatch<CommunityEntry>? Community { get; private set; }
    public string CommunityWritten { get; private set; } = "";
    public WorkWord? Work { get; private set; }
    /// <summary>Further work words beside the first: “wrap up … TO”.</summary>
    public bool MixedWork { get; private set; }
    public IReadOnlyList<string> Lots { get; private set; } = [];
    public bool LotWord { get; private set; }
    public bool UnclearNumbers { get; private set; }
    public List<NamedTechnician> Technicians { get; } = [];
    public string Rest => string.Join(' ', tokens.Where(t => !t.Used && t.Key.Length > 0).Select(t => t.Text));

    private FieldNote(string text) => tokens = [.. TokenText().Matches(text).Select(m => new Token(m.Value, Spelling.Key(m.Value)))];

    public static FieldNote Read(SubjectShape shape, PlaceBook places, NameBook names, TradeWords words, WorkMeaning? colour, string? street)
    {
        var note = new FieldNote(shape.Text);
        note.ReadBuilder(places, names);
        note.ReadTechnicians(names, words);
        // Names first: FINAL FRONTIER is a place and no phase, TRIMOUNT is no misspelt trim.
        note.ReadExactCommunity(places, words, street);
        note.ReadWork(words, colour, shape.Work is { Word: "TO" });
        note.ReadLots(shape);
        note.ReadShortCommunity(places, words, street);
        return note;
    }

    private void ReadBuilder(PlaceBook places, NameBook names)
    {
        // A technician may stand in front of everything.
        var starts = new List<int> { 0 };
        if (tokens.Count > 1 && names.Find(tokens[0].Text, allowSlip: false) is not null)
        {
            starts.Add(1);
        }
        foreach (var certain in new[] { true, false })
        {
            foreach (var start in starts)
            {
                for (var length = Math.Min(4, tokens.Count - start); length >= 1; length--)
                {
                    var written = Written(start, length);
                    if (Spelling.Key(written).Length >= 2 && places.Builder(written) is { } match && match.Certain == certain && Plausible(match, written, start + length))
                    {
                        (Builder, BuilderWritten) = (match, written);
                        Use(start, length);
                        return;
                    }
                }
            }
        }
        for (var start = 1; start < tokens.Count; start++)
        {
            for (var length = Math.Min(4, tokens.Count - start); length >= 1; length--)
            {
                var written = Written(start, length);
                if (Spelling.Key(written).Length >= 4 && places.Builder(written) is { Certain: true } match)
                {
                    (Builder, BuilderWritten) = (match, written);
                    Use(start, length);
                    return;
                }
            }
        }

        bool Plausible(NameMatch<BuilderEntry> match, string written, int end) =>
            match.Likeness == Likeness.Same
            || (match.Likeness == Likeness.Slip && match.Score >= .75)
            || (match.Likeness == Likeness.MissingWords && match.Others.Count == 0)
            || (match.Likeness == Likeness.ExtraWords && match.Score >= .9)
            || (match.Likeness is Likeness.Abbreviation && match.Others.Count == 0 && !written.Contains(' ', StringComparison.Ordinal)
                && places.ExactCommunities(null, Spelling.Key(written)).Count == 0 && end < tokens.Count);
    }

    private void ReadTechnicians(NameBook names, TradeWords words)
    {
        // At the start (“ana/bo heron pickup work”) or at the end behind a sign (“barn leak. ana”); in the middle a name may be anyone's.
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Used)
            {
                continue;
            }
            if (tokens[i].Key is "" or "AND" && Technicians.Count > 0)
            {
                continue;
            }
            if (names.Find(tokens[i].Text, allowSlip: false) is not { } technician)
            {
                break;
            }
            var next = i + 1 < tokens.Count ? tokens[i + 1] : null;
            if (Technicians.Count == 0 && NameBook.IsAlsoWord(technician.Written) && next is not null && next.Key.Length > 0 && next.Key != "AND" && names.Find(next.Text, allowSlip: false) is null
                && !StartsWork(words, i + 1))
            {
                break;
            }
            Technicians.Add(technician);
            tokens[i].Used = true;
        }
        var last = tokens.FindLastIndex(t => t.Key.Length > 0);
        if (last > 0 && !tokens[last].Used && names.Find(tokens[last].Text, allowSlip: false) is { } ending
            && (tokens[last - 1].Text is "," or "/" or "-" || tokens[last - 1].Text.EndsWith('.')))
        {
            Technicians.Add(ending);
            tokens[last].Used = true;
        }
    }

    /// <summary>“mark hang valves at 12”: work stands behind a person, never behind “mark” as a word. But “mark up” is work by itself.</summary>
    private bool StartsWork(TradeWords words, int at) =>
        Enumerable.Range(1, 3).Any(length => at + length <= tokens.Count && words.Exact(string.Join(' ', tokens.Skip(at).Take(length).Select(t => t.Key))) is { } work && work.Phase is null)
        && words.Exact($"{tokens[at - 1].Key} {tokens[at].Key}") is null;

    private void ReadWork(TradeWords words, WorkMeaning? colour, bool standsApart)
    {
        var found = new List<WorkWord>();
        for (var start = 0; start < tokens.Count; start++)
        {
            for (var length = Math.Min(4, tokens.Count - start); length >= 1; length--)
            {
                if (tokens.Skip(start).Take(length).Any(t => t.Used || t.Key.Length == 0 || char.IsAsciiDigit(t.Key[0])))
                {
                    continue;
                }
                var key = string.Join(' ', tokens.Skip(start).Take(length).Select(t => t.Key));
                if (words.Exact(key) is { } meaning && !(key == "TO" && !standsApart && !IsTopOut(start, colour)))
                {
                    found.Add(new(meaning, key, false));
                    Use(start, length);
                    break;
                }
            }
        }
        if (found.Count == 0)
        {
            for (var i = 0; i < tokens.Count; i++)
            {
                if (!tokens[i].Used && tokens[i].Key.Length >= 7 && words.Find(tokens[i].Key) is { } slip)
                {
                    Work = slip;
                    tokens[i].Used = true;
                    return;
                }
            }
            return;
        }
        // “wrap up … TO” is a small task in a phase, not the phase.
        Work = found.FirstOrDefault(f => f.Meaning.Kind != ImportKind.PhaseJob) is { Word: not null } visit ? visit : found[0];
        MixedWork = found.Select(f => f.Meaning).Distinct().Count() > 1;
    }

    /// <summary>“to” is mostly a preposition: it means Top Out in capitals, or at the edge of the note under that colour.</summary>
    private bool IsTopOut(int at, WorkMeaning? colour)
    {
        var allCapitals = tokens.All(t => !t.Text.Any(char.IsLower));
        if (tokens[at].Text == "TO" && !allCapitals)
        {
            return true;
        }
        var next = tokens.Skip(at + 1).FirstOrDefault(t => t.Key.Length > 0)?.Key;
        var atEdge = next is null || char.IsAsciiDigit(next[0]) || next is "LOT" or "LOTS" or "LT";
        return atEdge && (tokens[at].Text == "TO" || colour?.Phase == ImportPhase.TopOut);
    }

    private void ReadExactCommunity(PlaceBook places, TradeWords words, string? street)
    {
        for (var length = 4; length >= 1; length--)
        {
            for (var start = 0; start + length <= tokens.Count; start++)
            {
                if (tokens.Skip(start).Take(length).Any(t => t.Used || t.Key.Length == 0))
                {
                    continue;
                }
                var written = Written(start, length);
                var key = Spelling.Key(written);
                // Without a builder two letters may mean anything; next to a number they are a place.
                var short_ = key.Length <= 3 && Builder is null;
                if (words.Exact(key) is null && (!short_ || NextToNumber(start, length)) && !key.All(char.IsAsciiDigit) && places.ExactCommunities(Builder?.Entry, key).Count > 0)
                {
                    Community = places.Community(Builder?.Entry, written, street);
                    CommunityWritten = written;
                    Use(start, length);
                    return;
                }
            }
        }
    }

    private void ReadLots(SubjectShape shape)
    {
        if (shape.Lot is { } phrase)
        {
            Lots = phrase.Lots;
            LotWord = true;
            var at = tokens.FindIndex(t => !t.Used && LotWordText().IsMatch(t.Text));
            for (var i = Math.Max(at, 0); at >= 0 && i < tokens.Count && (i == at || tokens[i].Key.Length == 0 || char.IsAsciiDigit(tokens[i].Key[0]) || LotWordText().IsMatch(tokens[i].Text) || tokens[i].Key is "AND"); i++)
            {
                tokens[i].Used = true;
            }
            return;
        }
        var groups = new List<List<int>>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Used || !BareNumber().IsMatch(tokens[i].Text) || IsMeasure(i))
            {
                continue;
            }
            var joins = groups.Count > 0 && Enumerable.Range(groups[^1][^1] + 1, i - groups[^1][^1] - 1).All(k => tokens[k].Text is "," or "&" or "+" or "/" || tokens[k].Key == "AND") && i > groups[^1][^1] + 1;
            if (joins)
            {
                groups[^1].Add(i);
            }
            else
            {
                groups.Add([i]);
            }
        }
        if (groups.Count == 0)
        {
            return;
        }
        UnclearNumbers = groups.Count > 1;
        Lots = [.. groups[0].Select(i => LotNumbers.Number(tokens[i].Text)).Distinct()];
        groups[0].ForEach(i => tokens[i].Used = true);
    }

    private void ReadShortCommunity(PlaceBook places, TradeWords words, string? street)
    {
        if (Community is not null)
        {
            return;
        }
        NameMatch<CommunityEntry>? best = null;
        var (at, size) = (0, 0);
        for (var length = 3; length >= 1; length--)
        {
            for (var start = 0; start + length <= tokens.Count; start++)
            {
                if (tokens.Skip(start).Take(length).Any(t => t.Used || t.Key.Length == 0 || Fillers.Contains(t.Key)) || (Builder is null && (length > 1 || !NextToNumber(start, length))))
                {
                    continue;
                }
                var written = Written(start, length);
                if (Spelling.Key(written).Length < 2 || words.Exact(Spelling.Key(written)) is not null || places.Community(Builder?.Entry, written, street) is not { } match)
                {
                    continue;
                }
                var usable = Builder is null ? match.Others.Count == 0 && match.Score >= .6 && match.Likeness != Likeness.Contraction : match.Score >= (Lots.Count > 0 ? .35 : .6);
                if (usable && (best is null || match.Score > best.Score))
                {
                    (best, at, size) = (match, start, length);
                }
            }
        }
        if (best is not null)
        {
            (Community, CommunityWritten) = (best, Written(at, size));
            Use(at, size);
        }
    }

    /// <summary>Numbers that count something else: a truck, a bath, inches, a time.</summary>
    private bool IsMeasure(int at)
    {
        var before = at > 0 ? tokens[at - 1].Key : "";
        var after = at + 1 < tokens.Count ? tokens[at + 1].Key : "";
        return NotLots.Contains(before) || Units.Contains(after) || (Things.Contains(after) && !(at > 0 && tokens[at - 1].Used)) || (at > 0 && tokens[at - 1].Text is ":" or ";" or "." or "$") || (at + 1 < tokens.Count && tokens[at + 1].Text is ":" or ";" or "\"" or "'" or "%");
    }

    private static readonly HashSet<string> NotLots =
        ["TRUCK", "VAN", "BATH", "BATHROOM", "PLAN", "INV", "INVOICE", "PO", "WO", "HWY", "ROUTE", "EST", "STEP", "DAY", "FLOOR", "TICKET", "ORDER", "PERMIT", "HOLE", "BY", "X", "UNIT", "APT"];

    private static readonly HashSet<string> Units =
        ["IN", "INCH", "INCHES", "FT", "FEET", "FOOT", "GAL", "GALLON", "GALLONS", "PSI", "AM", "PM", "HR", "HRS", "HOUR", "HOURS", "DAYS", "MEN", "GUYS", "PCS", "X", "TH", "ST", "ND", "RD", "N", "S", "E", "W", "NE", "NW", "SE", "SW"];

    /// <summary>Countable things: “2 toilets”, unless a place stands before the number.</summary>
    private static readonly HashSet<string> Things = ["TOILETS", "SINKS", "FIXTURES", "FAUCETS", "TUBS", "SHOWERS", "HEADS", "VALVES", "LINES", "HOUSES", "LOTS", "UNITS"];

    private static readonly HashSet<string> Fillers =
        ["AT", "THE", "IN", "ON", "OF", "FOR", "AND", "A", "AN", "WITH", "HOUSE", "LOT", "LOTS", "WORK", "FROM", "BY", "IT", "IS", "UP", "PUT", "TEST", "INSTALL", "FIX", "CHECK", "SET", "NEW", "OLD", "OFF", "OUT"];

    private bool NextToNumber(int start, int length)
    {
        bool Number(int i) => i >= 0 && i < tokens.Count && (BareNumber().IsMatch(tokens[i].Text) || LotWordText().IsMatch(tokens[i].Text));
        bool Sign(int i) => i >= 0 && i < tokens.Count && tokens[i].Key.Length == 0;
        return Number(start + length) || (Sign(start + length) && Number(start + length + 1)) || Number(start - 1);
    }

    private string Written(int start, int length) => string.Join(' ', tokens.Skip(start).Take(length).Where(t => t.Key.Length > 0).Select(t => t.Text));

    private void Use(int start, int length)
    {
        foreach (var token in tokens.Skip(start).Take(length))
        {
            token.Used = true;
        }
    }

    private sealed class Token(string text, string key)
    {
        public string Text { get; } = text;
        public string Key { get; } = key;
        public bool Used { get; set; }
    }

    [GeneratedRegex(@"[\p{L}\p{N}'.]+|[^\s\p{L}\p{N}]")]
    private static partial Regex TokenText();

    [GeneratedRegex(@"^#?\d{1,4}[A-Za-z]?$")]
    private static partial Regex BareNumber();

    [GeneratedRegex(@"^(?:LOTS?|LOLT|LTS?|L\d+)$", RegexOptions.IgnoreCase)]
    private static partial Regex LotWordText();
}
