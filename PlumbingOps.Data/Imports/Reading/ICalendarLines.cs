using System.Text;
using System.Text.Unicode;

namespace PlumbingOps.Data.Imports;

/// <summary>
/// Content lines of an iCalendar stream (RFC 5545, 3.1). Unfolds bytes, not characters, because a fold may cut a UTF-8 character
/// in two. A line longer than the limit is cut and says so; Outlook's HTML twins of a description are that long.
/// </summary>
internal sealed class ICalendarLines(Stream stream, int maxLineBytes)
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private byte[] line = new byte[1024];
    private int lineLength;
    private int length;
    private int position;

    /// <summary>Some line was not UTF-8 and was read as Windows-1252.</summary>
    public bool HasOtherEncoding { get; private set; }

    public IEnumerable<ContentLine> Read()
    {
        while (ReadLogicalLine(out var text, out var cut))
        {
            if (text.Length > 0)
            {
                yield return ContentLine.Parse(text, cut);
            }
        }
    }

    private bool ReadLogicalLine(out string text, out bool cut)
    {
        lineLength = 0;
        cut = false;
        var any = false;
        int b;
        while ((b = Next()) >= 0)
        {
            any = true;
            if (b is '\r')
            {
                continue;
            }
            if (b is '\n')
            {
                if (Peek() is ' ' or '\t')
                {
                    Next();
                    continue;
                }
                break;
            }
            if (lineLength < maxLineBytes)
            {
                if (lineLength == line.Length)
                {
                    Array.Resize(ref line, line.Length * 2);
                }
                line[lineLength++] = (byte)b;
            }
            else
            {
                cut = true;
            }
        }
        text = Decode(line.AsSpan(0, lineLength));
        return any;
    }

    /// <summary>Line by line, because a fold that cuts a character makes the file as a whole look like no UTF-8.</summary>
    private string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes) || lineLength == maxLineBytes)
        {
            return Encoding.UTF8.GetString(bytes);
        }
        HasOtherEncoding = true;
        return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
    }

    private int Next() => position < length || Fill() ? buffer[position++] : -1;

    private int Peek() => position < length || Fill() ? buffer[position] : -1;

    private bool Fill()
    {
        position = 0;
        length = stream.Read(buffer, 0, buffer.Length);
        return length > 0;
    }
}

/// <summary>NAME;PARAMETER=value:VALUE.</summary>
internal sealed record ContentLine(string Name, IReadOnlyDictionary<string, string> Parameters, string Value, bool Cut)
{
    public static ContentLine Parse(string text, bool cut)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var inQuotes = false;
        var starts = new List<int> { 0 };
        var colon = text.Length;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                inQuotes = !inQuotes;
            }
            else if (!inQuotes && text[i] == ';')
            {
                starts.Add(i + 1);
            }
            else if (!inQuotes && text[i] == ':')
            {
                colon = i;
                break;
            }
        }
        for (var i = 1; i < starts.Count; i++)
        {
            var part = text[starts[i]..(i + 1 < starts.Count ? starts[i + 1] - 1 : colon)];
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                parameters[part[..equals].Trim()] = part[(equals + 1)..].Trim().Trim('"');
            }
        }
        var name = text[..(starts.Count > 1 ? starts[1] - 1 : colon)].Trim().ToUpperInvariant();
        return new(name, parameters, colon < text.Length ? text[(colon + 1)..] : "", cut);
    }

    /// <summary>The value with its escapes undone (RFC 5545, 3.3.11).</summary>
    public string Text()
    {
        if (!Value.Contains('\\', StringComparison.Ordinal))
        {
            return Value;
        }
        var plain = new StringBuilder(Value.Length);
        for (var i = 0; i < Value.Length; i++)
        {
            if (Value[i] == '\\' && i + 1 < Value.Length)
            {
                i++;
                plain.Append(Value[i] is 'n' or 'N' ? '\n' : Value[i]);
            }
            else
            {
                plain.Append(Value[i]);
            }
        }
        return plain.ToString();
    }

    /// <summary>A comma-separated list whose items may contain escaped commas.</summary>
    public IEnumerable<string> List()
    {
        var start = 0;
        for (var i = 0; i <= Value.Length; i++)
        {
            if (i < Value.Length && Value[i] == '\\')
            {
                i++;
            }
            else if (i == Value.Length || Value[i] == ',')
            {
                var item = (this with { Value = Value[start..Math.Min(i, Value.Length)] }).Text().Trim();
                if (item.Length > 0)
                {
                    yield return item;
                }
                start = i + 1;
            }
        }
    }
}
