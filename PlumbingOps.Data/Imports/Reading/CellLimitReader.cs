namespace PlumbingOps.Data.Imports;

/// <summary>
/// Stands before the CSV parser and cuts a cell that never seems to end, so that memory stays flat and the rows behind it are
/// still read. A cut cell ends with <see cref="CutMark"/>, which no decoded text contains.
/// </summary>
internal sealed class CellLimitReader(TextReader source, char separator, int maxCellLength) : TextReader
{
    /// <summary>A Unicode noncharacter.</summary>
    public const char CutMark = '\uFFFF';

    private readonly char[] buffer = new char[32 * 1024];
    private int length;
    private int position;
    private int cellLength;
    private bool inQuotes;
    private bool maybeEscaped;
    private bool atCellStart = true;

    /// <summary>After reading: the file stopped before a quoted cell was closed.</summary>
    public bool EndsInsideQuotes => inQuotes && !maybeEscaped;

    public override int Peek() => throw new NotSupportedException();

    public override int Read()
    {
        var one = new char[1];
        return Read(one, 0, 1) == 0 ? -1 : one[0];
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        var written = 0;
        while (written < buffer.Length)
        {
            if (position == length)
            {
                length = source.Read(this.buffer, 0, this.buffer.Length);
                position = 0;
                if (length == 0)
                {
                    break;
                }
            }
            var c = this.buffer[position++];
            if (Passes(c, out var shown))
            {
                buffer[written++] = shown;
            }
        }
        return written;
    }

    private bool Passes(char c, out char shown)
    {
        shown = c;
        if (inQuotes && maybeEscaped)
        {
            maybeEscaped = false;
            if (c != '"')
            {
                inQuotes = false;
            }
        }
        else if (inQuotes && c == '"')
        {
            // The quote that closes a cut cell must come through; one that is doubled there is harmless twice.
            maybeEscaped = true;
            cellLength++;
            return true;
        }
        else if (atCellStart && c == '"')
        {
            inQuotes = true;
            atCellStart = false;
            cellLength = 0;
            return true;
        }
        if (!inQuotes && (c == separator || c is '\r' or '\n'))
        {
            atCellStart = true;
            cellLength = 0;
            return true;
        }
        atCellStart = false;
        cellLength++;
        if (cellLength == maxCellLength + 1)
        {
            shown = CutMark;
            return true;
        }
        return cellLength <= maxCellLength || c == '"';
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }
        base.Dispose(disposing);
    }
}
