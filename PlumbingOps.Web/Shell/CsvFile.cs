using System.Text;

namespace PlumbingOps.Web.Shell;

/// <summary>A list as a file that a spreadsheet opens without surprises.</summary>
public static class CsvFile
{
    private const string StartsFormula = "=+-@\t\r";

    /// <summary>Streams the rows; Excel takes UTF-8 for what it is only with the mark in front.</summary>
    public static IResult Of(string name, IReadOnlyList<string> titles, IAsyncEnumerable<IReadOnlyList<string?>> rows) => Results.Stream(
        async stream =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            await writer.WriteAsync(Line(titles));
            await foreach (var row in rows)
            {
                await writer.WriteAsync(Line(row));
            }
        }, "text/csv; charset=utf-8", name);

    /// <summary>A cell that a spreadsheet would take for a formula gets an apostrophe in front; quotes and line ends are wrapped.</summary>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = StartsFormula.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";
}
