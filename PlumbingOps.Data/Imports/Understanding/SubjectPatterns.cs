using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Imports;

/// <summary>Subjects that say what they are without naming a lot.</summary>
internal static partial class SubjectPatterns
{
    [GeneratedRegex(@"^(?:(?:(?:appointment|meeting|event|invitation)\s+)?cancell?ed\b|(?:appointment|meeting)\s+cancell?ation\b)[\s:-]*", RegexOptions.IgnoreCase)]
    public static partial Regex CancelledNotice();

    [GeneratedRegex(@"^go[\s-]?backs?\b[\s:.,-]*(?<rest>.*)$", RegexOptions.IgnoreCase)]
    public static partial Regex GoBack();

    /// <summary>Four or five letters of a surname, an initial, est and a number. Only in this mixture of capitals may the number be missing.</summary>
    [GeneratedRegex(@"^(?<code>[A-Za-z][a-z]{1,5}[A-Z]{1,2})-(?:est\s?(?<number>\d{1,3}))?$|^(?<code>[A-Za-z]{3,7})-est\s?(?<number>\d{1,3})$")]
    public static partial Regex CustomerCode();

    [GeneratedRegex(@"\bclosed\b|\b(?:holiday|vacation|christmas|xmas|thanksgiving|new year'?s?|labor day|memorial day|4th of july|july 4th?|independence day|easter|fishing|picnic|bbq|party|day off|days off|time off|no work|pto)\b"
        + @"|^(?:everyone|everybody|all|office|company|shop|crew|crews)\b.*\boff\b|^no\s+\w+(?:\s+\w+)?\s+(?:today|tomorrow|this week)\b", RegexOptions.IgnoreCase)]
    public static partial Regex Away();

    [GeneratedRegex(@"\b(?:meet|meeting|meetings|mtg|training|interview|appointment|appt|consultation|pre-?con|preconstruction|demo|webinar|orientation|conference|luncheon|lunch|seminar|class)\b|^(?:fw|fwd|re):", RegexOptions.IgnoreCase)]
    public static partial Regex Meeting();

    [GeneratedRegex(@"^(?<project>.{3,60}?)[\s,-]+(?<work>re-?\s?pipe|mark\s?-?up)s?$", RegexOptions.IgnoreCase)]
    public static partial Regex Project();

    [GeneratedRegex(@"^\d+\s+(?:(?:N|S|E|W|NE|NW|SE|SW)\b\s*\S+|\S+.*\b(?:ST|AVE|CT|LN|LANE|DR|WAY|PL|CIR|LOOP|RD|BLVD|STREET|AVENUE|COURT|DRIVE|ROAD)\b)", RegexOptions.IgnoreCase)]
    public static partial Regex Address();

    /// <summary>Signs no builder has in its name: a formula, markup, a command.</summary>
    [GeneratedRegex(@"^[=+@-]|[<>{}\\^$%]|;.*;|\(\)")]
    public static partial Regex OddSigns();

    [GeneratedRegex(@"https?://", RegexOptions.IgnoreCase)]
    public static partial Regex WebAddress();
}
