using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace PlumbingOps.Data.Imports;

/// <summary>
/// The VEVENTs of an iCalendar file. Alarms inside an event have a DESCRIPTION of their own that is not the event's, and Outlook's
/// X-ALT-DESC is the description once more as HTML: both are passed over.
/// </summary>
internal static class ICalendarReader
{
    public static CalendarFile Read(Stream stream, string fileName, TextEncoding encoding, ImportLimits limits)
    {
        using var utf8 = encoding.Name != "UTF-16" ? null : Encoding.CreateTranscodingStream(stream, encoding.Encoding, Encoding.UTF8, leaveOpen: true);
        var lines = new ICalendarLines(utf8 ?? stream, limits.MaxTextLength);
        var records = new List<CalendarRecord>();
        var remarks = new List<string>();
        EventLines? open = null;
        var closed = false;
        foreach (var line in lines.Read())
        {
            var component = line.Value.Trim().ToUpperInvariant();
            switch (line.Name)
            {
                case "BEGIN" when component == "VEVENT":
                    Close(open, "The event is never closed: END:VEVENT is missing.", records, limits);
                    open = new EventLines();
                    break;
                case "BEGIN" when open is not null:
                    open.Depth++;
                    break;
                case "END" when component == "VEVENT":
                    Close(open, null, records, limits);
                    open = null;
                    break;
                case "END" when component == "VCALENDAR":
                    Close(open, "The event is never closed: END:VEVENT is missing.", records, limits);
                    open = null;
                    closed = true;
                    break;
                case "END" when open is { Depth: > 0 }:
                    open.Depth--;
                    break;
                case not "X-ALT-DESC" when open is { Depth: 0 }:
                    open.Lines.Add(line);
                    break;
            }
        }
        Close(open, "The file ends inside this event: the export is not complete.", records, limits);
        if (!closed)
        {
            remarks.Add("The file stops before END:VCALENDAR: the export may not be complete.");
        }
        if (records.Count == 0)
        {
            throw new ImportRefusedException("This calendar has no events.");
        }
        return new CalendarFile
        {
            FileName = fileName,
            Format = CalendarFormat.ICalendar,
            Kind = CalendarKinds.Detect(records, CalendarKind.Service),
            Encoding = lines.HasOtherEncoding ? "Windows-1252" : utf8 is null ? "UTF-8" : encoding.Name,
            Sha256 = encoding.Sha256,
            Bytes = encoding.Length,
            Remarks = remarks,
            Records = records,
        };
    }

    private sealed class EventLines
    {
        public List<ContentLine> Lines { get; } = [];
        public int Depth { get; set; }
    }

    private static void Close(EventLines? open, string? error, List<CalendarRecord> records, ImportLimits limits)
    {
        if (open is null)
        {
            return;
        }
        if (records.Count == limits.MaxRecords)
        {
            throw new ImportRefusedException($"This file has more than {limits.MaxRecords:N0} events. Export a shorter span of the calendar.");
        }
        records.Add(ReadEvent(open.Lines, records.Count + 1, error));
    }

    private static CalendarRecord ReadEvent(List<ContentLine> lines, int row, string? error)
    {
        var errors = new List<string>();
        if (error is not null)
        {
            errors.Add($"Event {row}: {error}");
        }
        foreach (var line in lines.Where(l => l.Cut && l.Name is "SUMMARY" or "DESCRIPTION" or "LOCATION" or "CATEGORIES" or "UID" && l.Cut))
        {
            errors.Add($"Event {row}: text too long in {line.Name}.");
        }
        string Text(string name) => lines.FirstOrDefault(l => l.Name == name) is { } line ? (line.Cut ? line.Text()[..200] : line.Text()) : "";

        var start = ReadTime(lines.FirstOrDefault(l => l.Name == "DTSTART"), row, errors);
        var end = ReadTime(lines.FirstOrDefault(l => l.Name == "DTEND"), row, errors);
        var allDay = start?.AllDay ?? false;
        if (start is null && errors.Count == 0)
        {
            errors.Add($"Event {row}: DTSTART is missing.");
        }
        CalendarTime? endTime = end?.Time;
        if (start is { } s && endTime is null)
        {
            endTime = s.Time with { Local = s.Time.Local + ReadDuration(lines, allDay, row, errors) };
        }
        var uid = Text("UID").Trim();
        return new CalendarRecord
        {
            Row = row,
            Uid = uid.Length > 0 ? uid : null,
            Subject = Text("SUMMARY"),
            Description = Text("DESCRIPTION").ReplaceLineEndings("\n"),
            Location = Text("LOCATION"),
            Categories = [.. lines.Where(l => l.Name == "CATEGORIES").SelectMany(l => l.List())],
            Start = start?.Time,
            End = endTime,
            AllDay = allDay,
            Cancelled = Text("STATUS").Trim().Equals("CANCELLED", StringComparison.OrdinalIgnoreCase),
            ContentHash = Hash(lines),
            Errors = errors,
            Sequence = int.TryParse(Text("SEQUENCE"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0,
            LastModified = TryReadTime(lines.FirstOrDefault(l => l.Name == "LAST-MODIFIED"), out var modified) ? modified.Time.Local : null,
            RecurrenceRule = lines.FirstOrDefault(l => l.Name == "RRULE")?.Value,
            ExceptDates = [.. lines.Where(l => l.Name == "EXDATE").SelectMany(l => l.List().Select(v => l with { Value = v }))
                .Select(l => TryReadTime(l, out var time) ? time.Time : (CalendarTime?)null).OfType<CalendarTime>()],
            RecurrenceId = TryReadTime(lines.FirstOrDefault(l => l.Name == "RECURRENCE-ID"), out var recurrence) ? recurrence.Time : null,
        };
    }

    private static TimeSpan ReadDuration(List<ContentLine> lines, bool allDay, int row, List<string> errors)
    {
        if (lines.FirstOrDefault(l => l.Name == "DURATION") is { } line)
        {
            try
            {
                var text = line.Value.Trim();
                var weeks = text.EndsWith('W') ? text.Replace("W", "D", StringComparison.Ordinal) : null;
                return weeks is null ? XmlConvert.ToTimeSpan(text) : XmlConvert.ToTimeSpan(weeks) * 7;
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                errors.Add($"Event {row}: its DURATION cannot be read.");
            }
        }
        return allDay ? TimeSpan.FromDays(1) : TimeSpan.Zero;
    }

    private static (CalendarTime Time, bool AllDay)? ReadTime(ContentLine? line, int row, List<string> errors)
    {
        if (line is null)
        {
            return null;
        }
        if (TryReadTime(line, out var time))
        {
            return time;
        }
        errors.Add($"Event {row}: {line.Name} is not a date that exists.");
        return null;
    }

    private static bool TryReadTime(ContentLine? line, out (CalendarTime Time, bool AllDay) time)
    {
        time = default;
        if (line is null)
        {
            return false;
        }
        var value = line.Value.Trim();
        if (DateTime.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            time = (new CalendarTime(day, null, false), true);
            return true;
        }
        if (DateTime.TryParseExact(value.TrimEnd('Z'), "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
        {
            time = (new CalendarTime(moment, line.Parameters.GetValueOrDefault("TZID"), value.EndsWith('Z')), false);
            return true;
        }
        return false;
    }

    /// <summary>Without DTSTAMP, which is new in every export.</summary>
    private static string Hash(List<ContentLine> lines)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines.Where(l => l.Name != "DTSTAMP"))
        {
            sha.AppendData(Encoding.UTF8.GetBytes($"{line.Name}:{line.Value}\n"));
        }
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
