using System.Text;

namespace PlumbingOps.Data.Imports;

/// <summary>Bytes of a calendar export in, decoded records out. What the file is, its content decides, never its name.</summary>
public static class CalendarReader
{
    /// <exception cref="ImportRefusedException">The file as a whole cannot be imported; the message says why.</exception>
    public static CalendarFile Read(Stream stream, string fileName, ImportLimits? limits = null)
    {
        limits ??= ImportLimits.Default;
        if (stream.CanSeek)
        {
            return ReadSeekable(stream, fileName, limits);
        }
        using var copy = CopyToDisk(stream, limits.MaxBytes);
        return ReadSeekable(copy, fileName, limits);
    }

    private static CalendarFile ReadSeekable(Stream stream, string fileName, ImportLimits limits)
    {
        var start = stream.Position;
        var encoding = TextEncoding.Detect(stream, limits.MaxBytes);
        stream.Position = start + encoding.MarkLength;
        var head = encoding.Encoding.GetString(encoding.Head, encoding.MarkLength, encoding.Head.Length - encoding.MarkLength);
        RefuseOtherFiles(encoding, head);
        return head.TrimStart().StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase)
            ? ICalendarReader.Read(stream, fileName, encoding, limits)
            : OutlookCsv.Read(stream, fileName, encoding, head, limits);
    }

    private static FileStream CopyToDisk(Stream stream, long maxBytes)
    {
        var copy = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = stream.Read(buffer)) > 0 && copy.Length <= maxBytes)
        {
            copy.Write(buffer, 0, read);
        }
        copy.Position = 0;
        return copy;
    }

    private static void RefuseOtherFiles(TextEncoding encoding, string head)
    {
        foreach (var (mark, what) in OtherFiles)
        {
            if (encoding.Head.AsSpan().StartsWith(Encoding.Latin1.GetBytes(mark)))
            {
                throw new ImportRefusedException($"This is {what}, not a calendar export.");
            }
        }
        if (head.Contains('\0', StringComparison.Ordinal))
        {
            throw new ImportRefusedException("This is not a calendar export: it is not text.");
        }
        if (string.IsNullOrWhiteSpace(head) && encoding.Length == encoding.Head.Length)
        {
            throw new ImportRefusedException("This file is empty.");
        }
        if (head.TrimStart().StartsWith('<'))
        {
            throw new ImportRefusedException("This is a web page, not a calendar export.");
        }
    }

    private static readonly (string Mark, string What)[] OtherFiles =
    [
        ("\u0089PNG", "a picture (PNG)"), ("\u00FF\u00D8\u00FF", "a picture (JPEG)"), ("GIF8", "a picture (GIF)"), ("BM", "a picture (BMP)"),
        ("%PDF", "a PDF document"), ("PK\u0003\u0004", "an Excel workbook or another compressed file (save it as CSV first)"),
        ("\u00D0\u00CF\u0011\u00E0", "an old Office document (save it as CSV first)"), ("!BDN", "an Outlook data file (export the calendar from Outlook first)"),
        ("MZ", "a program"), ("\u001F\u008B", "a compressed file"), ("{\\rtf", "a text document (RTF)"),
    ];
}
