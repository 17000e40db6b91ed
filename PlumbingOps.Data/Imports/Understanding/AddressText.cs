using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Imports;

/// <summary>The certain parts of an address; a part the text does not give stays null.</summary>
public sealed record ImportAddress(string? Street, string? City, string? State, string? Zip)
{
    public static ImportAddress None { get; } = new(null, null, null, null);
}

/// <summary>Reads a Location from right to left: country, zip, state, a city of the list; the rest is the street. Nothing is invented.</summary>
internal sealed partial class AddressText
{
    private readonly Dictionary<string, string> cities = [];
    private readonly int longestCity;

    private AddressText(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var key = Spelling.Key(name);
            if (key.Length > 0)
            {
                cities.TryAdd(key, name);
                longestCity = Math.Max(longestCity, key.Split(' ').Length);
            }
        }
    }

    public static AddressText Build(ImportKnowledge knowledge, IEnumerable<CalendarRecord> records) =>
        new(knowledge.Cities.Count > 0 ? knowledge.Cities : Discover(records));

    /// <summary>Without a list: cities are what stands between commas before the state, and words that follow many street suffixes.</summary>
    private static List<string> Discover(IEnumerable<CalendarRecord> records)
    {
        var certain = new HashSet<string>();
        var streetsBefore = new Dictionary<string, HashSet<string>>();
        var housesBefore = new Dictionary<string, int>();
        foreach (var location in records.Select(r => SubjectShape.Clean(r.Location)).Where(l => l.Length is > 5 and < 200).Distinct())
        {
            if (CommaCity().Match(location) is { Success: true } match)
            {
                certain.Add(Spelling.Key(match.Groups[1].Value));
            }
            else if (SuffixCity().Match(location) is { Success: true } tail)
            {
                var city = Spelling.Key(tail.Groups["city"].Value);
                if (!streetsBefore.TryGetValue(city, out var streets))
                {
                    streetsBefore[city] = streets = [];
                }
                streets.Add(tail.Groups["street"].Value.ToUpperInvariant());
                housesBefore[city] = housesBefore.GetValueOrDefault(city) + 1;
            }
        }
        certain.UnionWith(streetsBefore.Where(s => s.Value.Count >= 2 || housesBefore[s.Key] >= 3).Select(s => s.Key));
        return [.. certain.Where(c => c.Length >= 3 && Spelling.Digits(c).Length == 0).Order(StringComparer.Ordinal)];
    }

    public ImportAddress Read(string location)
    {
        var text = SubjectShape.Clean(location);
        if (text.Length is < 4 or > 300 || text.Contains("://", StringComparison.Ordinal) || !text.Any(char.IsLetter))
        {
            return ImportAddress.None;
        }
        if (Doubled().Match(text) is { Success: true } doubled)
        {
            var inner = Read(doubled.Groups["inner"].Value);
            var outer = Read(doubled.Groups["outer"].Value);
            return new(outer.Street ?? inner.Street, inner.City ?? outer.City, inner.State ?? outer.State, inner.Zip ?? outer.Zip);
        }
        var rest = Country().Replace(text, "").TrimEnd(' ', ',', '.');
        string? zip = null, state = null, city = null;
        if (ZipCode().Match(rest) is { Success: true } z && z.Index > 0)
        {
            zip = z.Groups[1].Value;
            rest = rest[..z.Index].TrimEnd(' ', ',', '.');
        }
        if (StateName().Match(rest) is { Success: true } s && s.Index > 0)
        {
            var before = rest[..s.Index].TrimEnd();
            var code = States.GetValueOrDefault(s.Groups[1].Value.ToUpperInvariant(), s.Groups[1].Value.ToUpperInvariant());
            // CT is also a court and NE a direction: such a code needs a zip, a comma or a city beside it.
            if (zip is not null || before.EndsWith(',') || CityAtEnd(before.TrimEnd(',')) is not null || code is not ("CT" or "NE" or "SE" or "AL" or "LA" or "PL" or "IN" or "DE" or "ME"))
            {
                state = code;
                rest = before.TrimEnd(' ', ',', '.');
            }
        }
        var comma = rest.LastIndexOf(',');
        if (CityAtEnd(rest.Replace(",", " ", StringComparison.Ordinal)) is { } known)
        {
            city = known.City;
            rest = WithoutLastWords(rest, known.Words);
        }
        else if (comma > 0 && (state is not null || zip is not null) && rest[(comma + 1)..].Trim() is { Length: >= 3 } named && !named.Any(char.IsDigit) && !SuffixEnd().IsMatch(named))
        {
            city = named;
            rest = rest[..comma];
        }
        var street = rest.Trim(' ', ',', '.');
        return LooksLikeStreet(street) ? new(street, city, state, zip) : new(null, city, state, zip);
    }

    /// <summary>Equal for two writings of one address: suffixes and directions in their short form.</summary>
    public static string? Key(string? street)
    {
        if (street is null)
        {
            return null;
        }
        var words = Spelling.Key(street).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => ShortForms.GetValueOrDefault(w, w));
        return string.Join(' ', words);
    }

    /// <summary>The street without its house number; null when it is no numbered address.</summary>
    public static string? StreetKey(string? street)
    {
        var words = Key(street)?.Split(' ');
        return words is { Length: >= 2 } && words[0].All(char.IsAsciiDigit) ? string.Join(' ', words[1..]) : null;
    }

    public static bool LooksLikeStreet(string text) =>
        text.Length is > 3 and <= 120 && !OddSigns().IsMatch(text) && (StartsWithHouse().IsMatch(text) || (SuffixEnd().IsMatch(text) && text.Contains(' ', StringComparison.Ordinal)));

    private (string City, int Words)? CityAtEnd(string text)
    {
        var words = Spelling.Key(text).Split(' ');
        for (var count = Math.Min(longestCity, words.Length - 1); count >= 1; count--)
        {
            if (cities.TryGetValue(string.Join(' ', words[^count..]), out var city))
            {
                return (city, count);
            }
        }
        return null;
    }

    private static string WithoutLastWords(string text, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var blank = text.TrimEnd(' ', ',').LastIndexOfAny([' ', ',']);
            text = blank < 0 ? "" : text[..blank];
        }
        return text.TrimEnd(' ', ',');
    }

    private static readonly Dictionary<string, string> ShortForms = new()
    {
        ["LANE"] = "LN",
        ["LOOP"] = "LP",
        ["AVENUE"] = "AVE",
        ["AV"] = "AVE",
        ["STREET"] = "ST",
        ["COURT"] = "CT",
        ["DRIVE"] = "DR",
        ["PLACE"] = "PL",
        ["CIRCLE"] = "CIR",
        ["ROAD"] = "RD",
        ["BOULEVARD"] = "BLVD",
        ["TERRACE"] = "TER",
        ["HIGHWAY"] = "HWY",
        ["PARKWAY"] = "PKWY",
        ["WY"] = "WAY",
        ["NORTH"] = "N",
        ["SOUTH"] = "S",
        ["EAST"] = "E",
        ["WEST"] = "W",
        ["NORTHEAST"] = "NE",
        ["NORTHWEST"] = "NW",
        ["SOUTHEAST"] = "SE",
        ["SOUTHWEST"] = "SW",
    };

    private static readonly Dictionary<string, string> States = new()
    {
        ["WASHINGTON"] = "WA",
        ["OREGON"] = "OR",
        ["IDAHO"] = "ID",
        ["CALIFORNIA"] = "CA",
        ["NEVADA"] = "NV",
        ["ARIZONA"] = "AZ",
        ["UTAH"] = "UT",
        ["MONTANA"] = "MT",
        ["TEXAS"] = "TX",
        ["COLORADO"] = "CO",
    };

    private const string Suffixes = "AVENUE|AVE|AV|STREET|ST|COURT|CT|LANE|LN|LOOP|LP|WAY|WY|PLACE|PL|DRIVE|DR|CIRCLE|CIR|ROAD|RD|BOULEVARD|BLVD|TERRACE|TER|PARKWAY|PKWY|HIGHWAY|HWY|TRAIL|TRL";

    [GeneratedRegex(@"^(?<outer>[^()]+?)\s*\((?<inner>[^()]*,[^()]*)\)\s*$")]
    private static partial Regex Doubled();

    [GeneratedRegex(@"[,\s]+(?:United States(?: of America)?|U\.?S\.?A\.?|US)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Country();

    [GeneratedRegex(@"(?<=[\s,])(\d{5})(?:-\d{4})?$")]
    private static partial Regex ZipCode();

    [GeneratedRegex(@"(?<=[\s,])(A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]|Washington|Oregon|Idaho|California|Nevada|Arizona|Utah|Montana|Texas|Colorado)$", RegexOptions.IgnoreCase)]
    private static partial Regex StateName();

    [GeneratedRegex(@",\s*([A-Za-z][A-Za-z .'-]{2,30}?)\s*,\s*(?:[A-Z]{2}|[A-Z][a-z]{3,11})\s+\d{5}")]
    private static partial Regex CommaCity();

    // The first suffix behind which one to three plain words stand; a leading ST is a saint: “640 SW 305TH ST ST MARYS”.
    [GeneratedRegex(@"^(?<house>\d+)\s+(?<street>\S+.*?\b(?:" + Suffixes + @"))\.?\s+(?<city>(?:ST\.?\s+)?(?!(?:" + Suffixes + @")\b)[A-Za-z.']+(?:\s+(?!(?:" + Suffixes + @")\b)[A-Za-z.']+){0,2})$", RegexOptions.IgnoreCase)]
    private static partial Regex SuffixCity();

    [GeneratedRegex(@"\b(?:" + Suffixes + @")\.?(?:\s+(?:N|S|E|W|NE|NW|SE|SW))?$", RegexOptions.IgnoreCase)]
    private static partial Regex SuffixEnd();

    [GeneratedRegex(@"^\d+[A-Za-z]?\s+\S")]
    private static partial Regex StartsWithHouse();

    [GeneratedRegex(@"[=@<>{}|!*$%^\\""]")]
    private static partial Regex OddSigns();
}
