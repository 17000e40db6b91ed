using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace PlumbingOps.Data.Imports;

/// <summary>The CSV that Outlook exports: read by column name, in any order, with the separator of any country.</summary>
internal static class OutlookCsv
{
    private static readonly string[] Needed =
        ["Subject", "Start Date", "Start Time", "End Date", "End Time", "All day event", "Categories", "Description", "Location"];

    private static readonly HashSet<string> Ignored = new(StringComparer.OrdinalIgnoreCase)
    {
        "Reminder on/off", "Reminder Date", "Reminder Time", "Meeting Organizer", "Required Attendees", "Optional Attendees", "Meeting Resources",
        "Billing Information", "Mileage", "Priority", "Private", "Sensitivity", "Show time as",
    };

    public static CalendarFile Read(Stream stream, string fileName, TextEncoding encoding, string head, ImportLimits limits)
    {
        var start = stream.Position;
        var cells = new OutlookCells();
        var file = Read(stream, fileName, encoding, head, limits, cells);
        if (!cells.ShowsDayFirst)
        {
            return file;
        }
        // Only the whole file tells 4/3 from 3/4, and only such a file is read twice.
        stream.Position = start;
        file = Read(stream, fileName, encoding, head, limits, new OutlookCells { DayFirst = true });
        return file with { Remarks = [.. file.Remarks, "The day stands before the month: 25/3/2025 is March 25."] };
    }

    private static CalendarFile Read(Stream stream, string fileName, TextEncoding encoding, string head, ImportLimits limits, OutlookCells dates)
    {
        var separator = FindSeparator(head);
        using var limited = new CellLimitReader(
            new StreamReader(stream, encoding.Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true), separator, limits.MaxTextLength);
        using var parser = new CsvParser(limited, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            BadDataFound = null,
            IgnoreBlankLines = true,
            // Crews, categories and days stand on thousands of rows: each text is kept once.
            CacheFields = true,
            // The reader in front cuts long cells; this is the second lock on the same door.
            MaxFieldSize = limits.MaxTextLength * 2,
        });
        if (!parser.Read())
        {
            throw new ImportRefusedException("This file is empty.");
        }
        var header = parser.Record!.Select(name => name.Trim()).ToArray();
        var remarks = new List<string>();
        var columns = FindColumns(header, remarks);
        if (separator != ',')
        {
            remarks.Add($"The cells are separated by {(separator == '\t' ? "tabs" : $"“{separator}”")}.");
        }
        var records = new List<CalendarRecord>();
        while (parser.Read())
        {
            if (records.Count == limits.MaxRecords)
            {
                throw new ImportRefusedException($"This file has more than {limits.MaxRecords:N0} records. Export a shorter span of the calendar.");
            }
            records.Add(ReadRecord(parser.Record!, records.Count + 1, columns, header.Length, dates));
        }
        if (limited.EndsInsideQuotes)
        {
            if (records.Count == 0)
            {
                throw new ImportRefusedException("The file ends inside quotes in its first line: it is not complete.");
            }
            var last = records[^1];
            records[^1] = last with { Errors = [.. last.Errors, $"The file ends inside quotes at record {last.Row}: the export is not complete."] };
        }
        return new CalendarFile
        {
            FileName = fileName,
            Format = CalendarFormat.Csv,
            Kind = CalendarKinds.Detect(records, CalendarKind.Construction),
            Encoding = encoding.Name,
            Separator = separator,
            Sha256 = encoding.Sha256,
            Bytes = encoding.Length,
            Remarks = remarks,
            Records = records,
        };
    }

    private static char FindSeparator(string head)
    {
        var line = head.TrimStart('\uFEFF', '\r', '\n', ' ');
        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0, ['|'] = 0 };
        var inQuotes = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                inQuotes = !inQuotes;
            }
            else if (!inQuotes && c is '\r' or '\n')
            {
                break;
            }
            else if (!inQuotes && counts.TryGetValue(c, out var count))
            {
                counts[c] = count + 1;
            }
        }
        return counts.MaxBy(pair => pair.Value).Key;
    }

    private static int[] FindColumns(string[] header, List<string> remarks)
    {
        var columns = Needed.Select(name => Array.FindIndex(header, h => h.Equals(name, StringComparison.OrdinalIgnoreCase))).ToArray();
        var missing = Needed.Where((_, i) => columns[i] < 0).ToList();
        if (missing.Count == Needed.Length)
        {
            throw new ImportRefusedException("This is not a calendar export: its first line names none of the columns Outlook writes, such as Subject and Start Date.");
        }
        if (missing.Count > 0)
        {
            throw new ImportRefusedException($"This file has no column named {string.Join(", ", missing)}. Export the calendar again with all columns.");
        }
        for (var i = 0; i < header.Length; i++)
        {
            var known = Needed.Contains(header[i], StringComparer.OrdinalIgnoreCase);
            if (!known && !Ignored.Contains(header[i]))
            {
                remarks.Add($"The column “{Shorten(header[i])}” is not one of Outlook's and was ignored.");
            }
            else if (known && Array.FindIndex(header, h => h.Equals(header[i], StringComparison.OrdinalIgnoreCase)) < i)
            {
                remarks.Add($"The column “{header[i]}” stands twice; the first one was read.");
            }
        }
        return columns;
    }

    internal static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static CalendarRecord ReadRecord(string[] cells, int row, int[] columns, int width, OutlookCells read)
    {
        var errors = new List<string>();
        if (cells.Length > width)
        {
            errors.Add($"Record {row} has {cells.Length} cells where the header has {width}: a quote or a separator is in the wrong place.");
        }
        string Cell(int column)
        {
            var index = columns[column];
            if (index >= cells.Length)
            {
                errors.Add($"Record {row} stops before the column {Needed[column]}.");
                return "";
            }
            var text = cells[index];
            var cut = text.IndexOf(CellLimitReader.CutMark, StringComparison.Ordinal);
            if (cut < 0)
            {
                return text;
            }
            errors.Add($"Record {row}: text too long in the column {Needed[column]}.");
            return text[..Math.Min(cut, 200)];
        }

        var subject = Cell(0);
        var (startDate, startTime) = (read.Date(Cell(1), row, Needed[1], errors), OutlookCells.Time(Cell(2), row, Needed[2], errors));
        var (endDate, endTime) = (read.Date(Cell(3), row, Needed[3], errors), OutlookCells.Time(Cell(4), row, Needed[4], errors));
        var allDay = OutlookCells.Boolean(Cell(5), row, Needed[5], errors);
        var categories = Cell(6).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new CalendarRecord
        {
            Row = row,
            Subject = subject,
            Categories = categories,
            Description = Cell(7).ReplaceLineEndings("\n"),
            Location = Cell(8),
            Start = startDate is { } s && startTime is { } st ? new CalendarTime(s.ToDateTime(st), null, false) : null,
            End = endDate is { } e && endTime is { } et ? new CalendarTime(e.ToDateTime(et), null, false) : null,
            AllDay = allDay,
            Cancelled = categories.Any(c => c.StartsWith("cancel", StringComparison.OrdinalIgnoreCase)),
            ContentHash = Hash(cells),
            Errors = errors,
        };
    }

    private static string Hash(string[] cells)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var cell in cells)
        {
            sha.AppendData(Encoding.UTF8.GetBytes(cell.ReplaceLineEndings("\n")));
            sha.AppendData([0]);
        }
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
