using System.Globalization;
using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Imports;

/// <summary>The part of a subject that names lots: “LOT 12”, “LOTS 3,4”, “Lt 5 and lot 6”, “#12”, “lots 3-5”.</summary>
internal sealed record LotPhrase(int Start, int End, IReadOnlyList<string> Lots, bool Misspelt, bool Range)
{
    public string Word { get; init; } = "LOT";
}

internal static partial class LotNumbers
{
    public const int LongestRange = 30;

    public static LotPhrase? Find(string text)
    {
        foreach (Match match in LotWord().Matches(text))
        {
            var word = match.Groups["word"].Value.ToUpperInvariant();
            var known = word is "LOT" or "LOTS" or "LT" or "LTS" or "L" or "#" or "LOT NO" or "LOTS NO";
            if (!known && (word.Length > 5 || word[0] is not ('L' or 'O') || Math.Min(Spelling.Distance(word, "LOT", 1), Spelling.Distance(word, "LOTS", 1)) > 1))
            {
                continue;
            }
            var lots = new List<string> { Number(match.Groups["number"].Value) };
            var end = match.Index + match.Length;
            var range = false;
            while (NextNumber().Match(text, end) is { Success: true } next && !IsHouseNumber(text, next.Groups["number"].Index))
            {
                var number = Number(next.Groups["number"].Value);
                var mark = next.Groups["mark"].Value.Trim().ToUpperInvariant();
                if (mark is "-" or "THRU" or "THROUGH" or "TO")
                {
                    range = true;
                    AddRange(lots, number);
                }
                else if (!lots.Contains(number))
                {
                    lots.Add(number);
                }
                end = next.Index + next.Length;
            }
            return new(match.Index, end, lots, !known, range) { Word = word };
        }
        return null;
    }

    /// <summary>“9, 12” or “3 and 4”, standing alone; null when the text is anything else.</summary>
    public static IReadOnlyList<string>? List(string text) =>
        NumberList().Match(text) is { Success: true } match ? [.. match.Groups["number"].Captures.Select(c => Number(c.Value)).Distinct()] : null;

    /// <summary>As builders number lots: without leading zeros.</summary>
    public static string Number(string text)
    {
        var number = text.Trim().TrimStart('#').TrimStart('0').ToUpperInvariant();
        return number.Length == 0 || !char.IsAsciiDigit(number[0]) ? "0" + number : number;
    }

    private static void AddRange(List<string> lots, string last)
    {
        if (int.TryParse(lots[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var from) && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && to > from && to - from <= LongestRange)
        {
            for (var number = from + 1; number <= to; number++)
            {
                lots.Add(number.ToString(CultureInfo.InvariantCulture));
            }
        }
        else if (!lots.Contains(last))
        {
            lots.Add(last);
        }
    }

    private static bool IsHouseNumber(string text, int at) => HouseNumber().IsMatch(text.AsSpan(at));

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:(?<word>LOTS?\s*NO)\.?\s*|(?<word>[A-Za-z]{1,5})\.?\s*[#:_-]?\s*|(?<word>\#)\s*)(?<number>\d{1,4}[A-Za-z]?)(?![A-Za-z0-9'])", RegexOptions.IgnoreCase)]
    private static partial Regex LotWord();

    [GeneratedRegex(@"\G\s*(?<mark>,\s*AND\b|,|&|\+|\bAND\b|\bTHRU\b|\bTHROUGH\b|-(?=\s*(?:LOTS?\s*)?\#?\d)|/)\s*(?:LOTS?|LTS?)?\s*\#?\s*(?<number>\d{1,4}[A-Za-z]?)(?![A-Za-z0-9':])", RegexOptions.IgnoreCase)]
    private static partial Regex NextNumber();

    [GeneratedRegex(@"^\d{1,5}\s+(?:(?:N|S|E|W|NE|NW|SE|SW|NORTH|SOUTH|EAST|WEST)\b|\S+\s+(?:\S+\s+)?(?:ST|AVE|CT|LN|LANE|DR|WAY|PL|CIR|LOOP|RD|BLVD|STREET|AVENUE|COURT|ROAD)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex HouseNumber();

    [GeneratedRegex(@"^\s*\#?(?<number>\d{1,4}[A-Za-z]?)(?:\s*(?:,|&|\+|\bAND\b)\s*\#?(?<number>\d{1,4}[A-Za-z]?))*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex NumberList();
}
