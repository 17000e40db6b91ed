using System.Text;
using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Imports;

/// <summary>What a description tells: crew, plan, contact, codes, and the rest as notes.</summary>
internal sealed partial class DescriptionText
{
    public List<NamedTechnician> Technicians { get; } = [];
    /// <summary>Words on the crew's line that might be people nobody knows.</summary>
    public List<string> UnknownNames { get; } = [];
    public string? Plan { get; private set; }
    public string? ContactName { get; private set; }
    public List<string> Phones { get; private set; } = [];
    public string? Email { get; private set; }
    public string? Building { get; private set; }
    public List<string> Codes { get; } = [];
    public string Notes { get; private set; } = "";
    public bool IsMail { get; private set; }

    public static DescriptionText Read(string description, bool phaseJob, NameBook names, TradeWords words)
    {
        var read = new DescriptionText();
        if (string.IsNullOrWhiteSpace(description))
        {
            return read;
        }
        var text = MailTwin().Replace(description, "");
        read.IsMail = MailHead().IsMatch(text);
        var safe = AccessCodes.Cut(text, read.Codes);
        var lines = safe.Split('\n').Select(SubjectShape.Clean).Where(l => l.Length > 0).ToList();
        var first = read.ReadCrew(lines, phaseJob, names, words);
        read.ReadContact(lines, text);
        var notes = new StringBuilder();
        foreach (var line in safe.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Trim().Length > 0))
        {
            // The crew's own line is not a note.
            if (first.Remove(SubjectShape.Clean(line)))
            {
                continue;
            }
            notes.Append(notes.Length > 0 ? "\n" : "").Append(line);
        }
        read.Notes = notes.ToString();
        return read;
    }

    /// <summary>The crew stands on the first lines, with or behind the plan. Returns the lines that were nothing but that.</summary>
    private List<string> ReadCrew(List<string> lines, bool phaseJob, NameBook names, TradeWords words)
    {
        var used = new List<string>();
        if (IsMail)
        {
            return used;
        }
        foreach (var (line, index) in lines.Take(4).Select((l, i) => (l, i)))
        {
            var rest = line;
            if (PlanLabel().Match(line) is { Success: true } plan)
            {
                Plan ??= plan.Groups[1].Value.ToUpperInvariant();
                rest = line.Remove(plan.Index, plan.Length).Trim(' ', '/', ',', '-');
            }
            else if (phaseJob && Plan is null && BarePlan().Match(line) is { Success: true } bare
                && (bare.Length == line.Length || names.Crew(line.Remove(bare.Index, bare.Length).Trim(' ', '/', ',', '-')) is not null))
            {
                Plan = bare.Groups[1].Value.ToUpperInvariant();
                rest = line.Remove(bare.Index, bare.Length).Trim(' ', '/', ',', '-');
            }
            if (rest.Length == 0)
            {
                used.Add(line);
                continue;
            }
            // One first name with a telephone below it is whoever answers there.
            var answers = index + 1 < lines.Count && PhoneNumbers.Without(lines[index + 1]).Trim(' ', '.', ':').Length == 0 && !rest.Contains(' ', StringComparison.Ordinal);
            if (!answers && names.Crew(rest) is { } crew)
            {
                Technicians.AddRange(crew);
                used.Add(line);
                continue;
            }
            if (index == 0 || used.Count == index)
            {
                ReadLeadingNames(rest, names, words);
            }
            break;
        }
        return used;
    }

    /// <summary>“ana replace cartridge”: a technician, then text. “Ana Sample 555-0100” is a person of that first name.</summary>
    private void ReadLeadingNames(string line, NameBook names, TradeWords words)
    {
        var tokens = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (PhoneNumbers.Contains(line) || line.Contains('@', StringComparison.Ordinal) || ContactLabel().IsMatch(line))
        {
            return;
        }
        var led = new List<NamedTechnician>();
        var at = 0;
        for (; at < tokens.Length; at++)
        {
            var pieces = tokens[at].Split(['/', ',', '&', '+'], StringSplitOptions.RemoveEmptyEntries);
            if (tokens[at].Equals("and", StringComparison.OrdinalIgnoreCase) && led.Count > 0)
            {
                continue;
            }
            var found = pieces.Select(p => names.Find(p.Trim('.', ':', '-'), allowSlip: false)).ToList();
            if (pieces.Length == 0 || found.Any(f => f is null))
            {
                break;
            }
            led.AddRange(found.Select(f => f!.Value));
        }
        // “Mark walls for the shower”: a word, unless a sign follows it.
        if (led.Count == 1 && NameBook.IsAlsoWord(led[0].Written) && tokens[at - 1] is var only && only[^1] is not (',' or ':' or '-' or '/') && (at >= tokens.Length || tokens[at][0] is not ('-' or '/' or ':')))
        {
            return;
        }
        var isPerson = led.Count == 1 && tokens.Length == 2 && char.IsUpper(tokens[1][0]) && tokens[1].Skip(1).All(char.IsLower);
        if (led.Count > 0 && !isPerson)
        {
            Technicians.AddRange(led);
        }
        else if (tokens.Length <= 3 && tokens.All(t => names.LooksLikeName(t.Trim(','), words)) && (tokens.Length == 1 || line.Contains(',', StringComparison.Ordinal)))
        {
            UnknownNames.AddRange(tokens.Select(t => t.Trim(',')));
        }
    }

    private void ReadContact(List<string> lines, string text)
    {
        foreach (var line in lines)
        {
            if (BuildingLabel().Match(line) is { Success: true } building)
            {
                Building ??= building.Groups[1].Value.ToUpperInvariant();
            }
            if (ContactLabel().Match(line) is { Success: true } label)
            {
                var name = PersonIn(PhoneNumbers.Without(line[(label.Index + label.Length)..]));
                ContactName ??= name;
            }
        }
        // The numbers of a forwarded mail are those of whoever wrote it.
        var source = IsMail ? string.Join('\n', lines.Where(l => ContactLabel().IsMatch(l))) : text;
        Phones = PhoneNumbers.Find(source);
        Email = IsMail ? null : MailAddress().Match(text) is { Success: true } mail ? mail.Value : null;
        if (ContactName is null && !IsMail)
        {
            for (var i = 0; i < lines.Count && ContactName is null; i++)
            {
                var own = PhoneNumbers.Contains(lines[i]);
                var next = i + 1 < lines.Count && (PhoneNumbers.Contains(lines[i + 1]) || MailAddress().IsMatch(lines[i + 1]));
                if (own || next)
                {
                    ContactName = PersonIn(PhoneNumbers.Without(MailAddress().Replace(lines[i], "")));
                }
            }
        }
    }

    private static string? PersonIn(string text)
    {
        var name = PhoneKind().Replace(text, "").Trim(' ', ',', ':', '-', '.', '(', ')', '/', ';', '|');
        return Person().IsMatch(name) ? name : null;
    }

    [GeneratedRegex(@"<mailto:[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex MailTwin();

    [GeneratedRegex(@"^[ \t]*From:[^\n]*\n[ \t]*(?:Sent|Date|To|Subject):|CONFIDENTIALITY NOTICE|^-+\s*(?:Original|Forwarded) Message", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex MailHead();

    [GeneratedRegex(@"\bPLAN\b\s*[:#]?\s*([A-Z]{0,2}-?\d{3,4}[A-Z]?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PlanLabel();

    [GeneratedRegex(@"(?<![\w#-])([A-Z]\d{3}[A-Z]?|\d{4})(?![\w#*-])", RegexOptions.IgnoreCase)]
    private static partial Regex BarePlan();

    [GeneratedRegex(@"^\W*(?:HOME\s?-?OWNER|OWNER|H/?O|CONTACT|CUSTOMER|TENANT|RESIDENT)(?:'S)?(?:\s+(?:NAME|IS))?\s*(?:[:\-]|\s)\s*", RegexOptions.IgnoreCase)]
    private static partial Regex ContactLabel();

    [GeneratedRegex(@"^\W*(?:BUILDING|BLDG)\.?\s*[:#]?\s*([A-Z]{1,2}\d{0,3}|\d{1,4}[A-Z]?)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex BuildingLabel();

    [GeneratedRegex(@"[A-Z0-9._%+-]+@[A-Z0-9-]+(?:\.[A-Z0-9-]+)+", RegexOptions.IgnoreCase)]
    private static partial Regex MailAddress();

    [GeneratedRegex(@"\b(?:HOME|CELL|WORK|PHONE|MOBILE|TEL|NAN|PH|C|H|O|M)\b\.?\s*:?", RegexOptions.IgnoreCase)]
    private static partial Regex PhoneKind();

    [GeneratedRegex(@"^\p{L}[\p{L}'.-]+(?:\s(?:&|and)\s\p{L}[\p{L}'.-]+)?(?:\s\p{L}[\p{L}'.-]*){1,3}$")]
    private static partial Regex Person();
}
