using System.Text;

namespace PlumbingOps.Data.Bids;

/// <summary>What a spreadsheet puts on the clipboard: rows of cells parted by tabs; a cell in quotes may hold line breaks, and a doubled quote is one.</summary>
public static class PastedBlock
{
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text)
    {
        var rows = new List<IReadOnlyList<string>>();
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"')
                {
                    cell.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"' && cell.Length == 0 && Closes(text, i))
            {
                quoted = true;
            }
            else if (c == '\t')
            {
                EndCell();
            }
            else if (c is '\n' or '\r')
            {
                EndRow();
                i += c == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
            }
            else
            {
                cell.Append(c);
            }
        }

        if (cell.Length > 0 || row.Count > 0)
        {
            EndRow();
        }

        return rows;

        void EndCell()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }

        void EndRow()
        {
            EndCell();
            // Spreadsheets end with an empty row, and people part groups by one.
            if (row.Exists(c => !string.IsNullOrWhiteSpace(c)))
            {
                rows.Add(row);
            }

            row = [];
        }
    }

    /// <summary>A quote that nothing closes is an inch: 3" pipe.</summary>
    private static bool Closes(string text, int open)
    {
        for (var i = open + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == '"')
            {
                i++;
                continue;
            }

            return i + 1 == text.Length || text[i + 1] is '\t' or '\n' or '\r';
        }

        return false;
    }
}
