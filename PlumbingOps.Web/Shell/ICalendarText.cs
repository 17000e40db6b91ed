using System.Globalization;
using System.Text;

namespace PlumbingOps.Web.Shell;

/// <summary>Writes an iCalendar file (RFC 5545): its lines folded, its texts escaped, its times as instants, so that each reader shows them on its own clock.</summary>
public sealed class ICalendarText
{
    private const int LineBytes = 75;

    private readonly StringBuilder file = new();

    /// <param name="product">What of PlumbingOps wrote it.</param>
    /// <param name="zone">The company's, for readers that ask.</param>
    public ICalendarText(string product, string name, string? zone = null)
    {
        Add("BEGIN", "VCALENDAR");
        Add("VERSION", "2.0");
        Add("PRODID", $"-//PlumbingOps//{product}//EN");
        Add("CALSCALE", "GREGORIAN");
        AddText("X-WR-CALNAME", name);
        if (zone is not null)
        {
            Add("X-WR-TIMEZONE", zone);
        }
    }

    public void Begin(string uid, DateTimeOffset stamp)
    {
        Add("BEGIN", "VEVENT");
        Add("UID", uid);
        AddAt("DTSTAMP", stamp);
    }

    public void End() => Add("END", "VEVENT");

    public void AddAt(string name, DateTimeOffset at) => Add(name, at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    /// <summary>A whole day, in no zone.</summary>
    public void AddDay(string name, DateOnly day) => Add($"{name};VALUE=DATE", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    public void AddText(string name, string text) => Add(name, text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(";", @"\;", StringComparison.Ordinal)
        .Replace(",", @"\,", StringComparison.Ordinal).ReplaceLineEndings(@"\n"));

    /// <summary>Lines are folded at 75 bytes, never inside a letter.</summary>
    public void Add(string name, string value)
    {
        var bytes = 0;
        foreach (var letter in $"{name}:{value.ReplaceLineEndings("")}".EnumerateRunes())
        {
            if (bytes + letter.Utf8SequenceLength > LineBytes)
            {
                file.Append("\r\n ");
                bytes = 1;
            }

            file.Append(letter);
            bytes += letter.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }

    /// <summary>The whole file.</summary>
    public string Close()
    {
        Add("END", "VCALENDAR");
        return file.ToString();
    }
}
