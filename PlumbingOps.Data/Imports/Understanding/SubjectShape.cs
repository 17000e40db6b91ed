using System.Text;
using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Imports;

/// <summary>
/// A subject taken apart by its separators, before anyone asks whose names these are. The tolerant form is
/// builder - community - phase - LOT number, with any usual separator and the phase or the lot in another place.
/// </summary>
internal sealed partial class SubjectShape
{
    /// <summary>Cleaned of odd dashes, quotes and blanks, in the writer's own capitals.</summary>
    public required string Text { get; init; }
    public LotPhrase? Lot { get; private set; }
    /// <summary>The parts that are neither phase nor lot, in order: builder, community.</summary>
    public List<string> Names { get; } = [];
    public WorkWord? Work { get; private set; }
    /// <summary>The part that stands where the phase should, when it is no word we know.</summary>
    public string? UnknownWork { get; private set; }
    /// <summary>The phase shares its part with other words: “WARRANTY FAUCET”.</summary>
    public bool Qualified { get; private set; }
    public string Remark { get; private set; } = "";
    public string? Bracket { get; private set; }
    public string? Unit { get; private set; }
    public string? Building { get; private set; }
    public string? Block { get; private set; }
    /// <summary>Lots of a part that is only a number: “…-TO-13”.</summary>
    public IReadOnlyList<string> BareNumbers { get; private set; } = [];
    public bool UsualSeparators { get; private set; } = true;
    /// <summary>The work stands as a remark behind the lot: “LOT 7 WRAP UP”.</summary>
    public bool WorkBehindLot { get; private set; }

    public bool IsCanonical => Names.Count == 2 && Work is not null && Lot is not null && !Qualified && Remark.Length == 0;

    public static SubjectShape Read(string subject, TradeWords words)
    {
        var text = JoinedWords().Replace(Clean(subject), "$1 $2");
        var shape = new SubjectShape { Text = text };
        var work = text;
        if (BracketText().Match(work) is { Success: true } bracket)
        {
            shape.Bracket = bracket.Groups[1].Value.Trim();
            work = work.Remove(bracket.Index, bracket.Length).Trim();
        }
        shape.Unit = Cut(ref work, UnitText());
        shape.Building = Cut(ref work, BuildingText());
        shape.Block = Cut(ref work, BlockText());
        shape.Lot = LotNumbers.Find(work);
        var before = shape.Lot is null ? work : work[..shape.Lot.Start];
        var after = shape.Lot is null ? "" : work[shape.Lot.End..];
        shape.TakeApart(before, after, words);
        return shape;
    }

    /// <summary>Curly quotes, long dashes, odd blanks: how a phone or a word processor writes plain signs.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            clean.Append(c switch
            {
                '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' => '-',
                '\u2018' or '\u2019' => '\'',
                '\u201C' or '\u201D' => '"',
                _ => char.IsWhiteSpace(c) || char.IsControl(c) ? ' ' : c,
            });
        }
        var cleaned = string.Join(' ', clean.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        // Nearly every text is clean: a large calendar must not keep each of them twice.
        return cleaned == text ? text : cleaned;
    }

    private static string? Cut(ref string text, Regex pattern)
    {
        if (pattern.Match(text) is not { Success: true } match)
        {
            return null;
        }
        text = text.Remove(match.Index, match.Length).Trim();
        return match.Groups[1].Value.ToUpperInvariant();
    }

    private static readonly (Regex Pattern, bool Usual)[] Separators =
        [(Dashes(), true), (Slashes(), false), (Colons(), false), (Commas(), false), (AnySeparator(), false)];

    private void TakeApart(string before, string after, TradeWords words)
    {
        Parts? first = null;
        foreach (var (pattern, usual) in Separators)
        {
            var (front, back) = (Split(before, pattern), Split(after, pattern));
            // With the lot in front, everything else stands behind it in its usual order.
            var parts = front.Count == 0 ? Parts.Read(back, [], Lot is not null, words) : Parts.Read(front, back, Lot is not null, words);
            if (parts.Names.Count >= 2 && parts.Work is not null && (Lot is not null || usual || parts.BareNumbers.Count > 0))
            {
                Take(parts, usual);
                return;
            }
            first ??= parts;
        }
        Take(first!, true);
    }

    private static List<string> Split(string text, Regex pattern) =>
        [.. pattern.Split(text).Select(p => p.Trim(' ', '.', '-', '=', '/', ',', ':', ';', '|')).Where(p => p.Length > 0)];

    private void Take(Parts parts, bool usual)
    {
        Names.AddRange(parts.Names);
        (Work, UnknownWork, Qualified, Remark, BareNumbers, UsualSeparators, WorkBehindLot) =
            (parts.Work, parts.UnknownWork, parts.Qualified, parts.Remark, parts.BareNumbers, usual, parts.WorkBehindLot);
    }

    [GeneratedRegex(@"[\(\[]([^\)\]]*)[\)\]]?")]
    private static partial Regex BracketText();

    [GeneratedRegex(@"[-,\s]*\b(?:UNIT|APT|SUITE|STE)\b\.?\s*#?\s*([A-Z]?\d+[A-Z]?|[A-Z])\b", RegexOptions.IgnoreCase)]
    private static partial Regex UnitText();

    [GeneratedRegex(@"[-,\s]*\b(?:BLDG|BUILDING)\b\.?\s*#?\s*([A-Z]?\d+[A-Z]?|[A-Z])\b", RegexOptions.IgnoreCase)]
    private static partial Regex BuildingText();

    [GeneratedRegex(@"[-,\s]*\b(?:BLK|BLOCK)\b\.?\s*#?\s*([A-Z]?\d+[A-Z]?|[A-Z])\b", RegexOptions.IgnoreCase)]
    private static partial Regex BlockText();

    [GeneratedRegex(@"\b(ROUGH|TOP|PUNCH|WRAP|PICK|GO|MARK|HOOK|TRIM)\s?-\s?(IN|OUT|LIST|UP|BACK)\b", RegexOptions.IgnoreCase)]
    private static partial Regex JoinedWords();

    [GeneratedRegex(@"[-=|~>_]+")]
    private static partial Regex Dashes();

    [GeneratedRegex(@"[/\\]+")]
    private static partial Regex Slashes();

    [GeneratedRegex(@"[:;]+")]
    private static partial Regex Colons();

    [GeneratedRegex(@",+")]
    private static partial Regex Commas();

    [GeneratedRegex(@"[-=|~>_/\\:;,]+")]
    private static partial Regex AnySeparator();

    /// <summary>One way to split the subject, with the role of each part.</summary>
    private sealed class Parts
    {
        public List<string> Names { get; } = [];
        public WorkWord? Work { get; private set; }
        public string? UnknownWork { get; private set; }
        public bool Qualified { get; private set; }
        public bool WorkBehindLot { get; private set; }
        public string Remark { get; private set; } = "";
        public IReadOnlyList<string> BareNumbers { get; private set; } = [];

        public static Parts Read(List<string> before, List<string> after, bool hasLot, TradeWords words)
        {
            var parts = new Parts();
            var all = before.Concat(after).ToList();
            var keys = all.Select(Spelling.Key).ToList();
            var work = FindWork(keys, before.Count, words);
            if (work >= 0)
            {
                parts.Work = words.Find(keys[work]);
                parts.WorkBehindLot = work >= before.Count;
            }
            else
            {
                work = parts.FindQualified(keys, before.Count, words);
            }
            var remarks = new List<string>();
            for (var i = 0; i < all.Count; i++)
            {
                if (i == work)
                {
                    continue;
                }
                if (!hasLot && i > 0 && parts.BareNumbers.Count == 0 && LotNumbers.List(all[i]) is { } numbers)
                {
                    parts.BareNumbers = numbers;
                }
                else if (i < before.Count || (before.Count - (work >= 0 && work < before.Count ? 1 : 0) < 2 && parts.Names.Count < 2))
                {
                    parts.Names.Add(all[i]);
                }
                else
                {
                    remarks.Add(all[i]);
                }
            }
            if (work < 0 && hasLot && parts.Names.Count == 3 && before.Count == 3)
            {
                parts.UnknownWork = parts.Names[2];
                parts.Names.RemoveAt(2);
            }
            if (parts.Remark.Length > 0)
            {
                remarks.Insert(0, parts.Remark);
            }
            parts.Remark = string.Join(", ", remarks);
            return parts;
        }

        /// <summary>The phase stands after two names; then anywhere before the lot; then behind it.</summary>
        private static int FindWork(List<string> keys, int before, TradeWords words)
        {
            for (var i = before - 1; i >= 2; i--)
            {
                if (words.Find(keys[i]) is not null)
                {
                    return i;
                }
            }
            for (var i = Math.Min(1, before - 1); i >= 0; i--)
            {
                if (words.Exact(keys[i]) is not null || (i == 1 && before == 2 && keys[i].Length >= 7 && words.Find(keys[i]) is not null))
                {
                    return i;
                }
            }
            return keys.FindIndex(before, k => words.Exact(k) is not null);
        }

        private int FindQualified(List<string> keys, int before, TradeWords words)
        {
            for (var i = before - 1; i >= 2; i--)
            {
                var tokens = keys[i].Split(' ');
                WorkWord? best = null;
                var rest = "";
                for (var length = Math.Min(3, tokens.Length - 1); length >= 1; length--)
                {
                    foreach (var (head, tail) in new[] { (tokens[..length], tokens[length..]), (tokens[^length..], tokens[..^length]) })
                    {
                        var key = string.Join(' ', head);
                        if (words.Exact(key) is { } meaning && (best is null || (best.Value.Meaning.Kind == ImportKind.Task && meaning.Kind != ImportKind.Task)))
                        {
                            best = new(meaning, key, false);
                            rest = string.Join(' ', tail);
                        }
                    }
                }
                if (best is not null && !char.IsAsciiDigit(tokens[0][0]))
                {
                    (Work, Qualified, Remark) = (best, true, rest);
                    return i;
                }
            }
            return -1;
        }
    }
}
