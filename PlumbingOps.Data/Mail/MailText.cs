using System.Globalization;
using System.Text;

namespace PlumbingOps.Data.Mail;

/// <summary>A mail as it travels (RFC 5322): the words plain, and the same words as HTML.</summary>
public static class MailText
{
    private const int LineLength = 76;
    /// <summary>So many bytes of a word, with its frame, stay within one line of a header.</summary>
    private const int WordBytes = 42;

    /// <summary>One address, ASCII: anything else would need a server that takes UTF-8 addresses.</summary>
    public static bool IsAddress(string? text) =>
        text is { Length: > 2 } && text.Length <= OutgoingMail.AddressMaxLength && text.All(c => c is > ' ' and < '\x7f' and not ('<' or '>' or ',' or ';' or ':' or '"' or '(' or ')' or '\\'))
        && text.IndexOf('@') is > 0 and var at && at == text.LastIndexOf('@') && at < text.Length - 1;

    /// <summary>Somebody else's words within ours: no line of them is taken for one of ours.</summary>
    public static string Quote(string words) => string.Join('\n', words.ReplaceLineEndings("\n").Split('\n').Select(line => $"> {line}".TrimEnd()));

    /// <summary>Headers and body with CRLF; every line is ASCII.</summary>
    public static string Of(Letter letter)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append("\r\n");
        Line($"Date: {letter.At.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000");
        Line($"From: {Person(letter.FromName, letter.From)}");
        Line($"To: {Person(letter.ToName, letter.To)}");
        Line($"Subject: {Words(letter.Subject)}");
        // The same for every try: whoever gets a mail twice can tell.
        Line($"Message-ID: <{letter.Id:N}@{letter.From[(letter.From.IndexOf('@') + 1)..]}>");
        Line("Auto-Submitted: auto-generated");
        if (letter.StopAddress is { } stop)
        {
            // RFC 8058: the mail program offers the person to be asked no more, and one press is enough.
            Line($"List-Unsubscribe: <{stop}>");
            Line("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        }

        Line("MIME-Version: 1.0");
        var border = $"=_{letter.Id:N}";
        Line($"Content-Type: multipart/alternative; boundary=\"{border}\"");
        Line("");
        // Programs show the last part that they understand.
        Part("plain", letter.Text.ReplaceLineEndings("\r\n"));
        Part("html", MailHtml.Of(letter.Text, letter.FromName));
        Line($"--{border}--");
        return text.ToString();

        void Part(string kind, string words)
        {
            Line($"--{border}");
            Line($"Content-Type: text/{kind}; charset=utf-8");
            Line("Content-Transfer-Encoding: base64");
            Line("");
            var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(words));
            for (var at = 0; at < body.Length; at += LineLength)
            {
                Line(body[at..Math.Min(at + LineLength, body.Length)]);
            }
        }
    }

    private static string Person(string? name, string address) => string.IsNullOrWhiteSpace(name) ? $"<{address}>" : $"{Words(name)}\r\n <{address}>";

    /// <summary>Encoded words (RFC 2047), always: no line break, quote or comma of a name can become part of a header.</summary>
    private static string Words(string words)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var bytes = 0;
        foreach (var rune in words.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > WordBytes)
            {
                parts.Add(Frame(part));
                bytes = 0;
            }

            part.Append(Rune.IsControl(rune) ? " " : rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        parts.Add(Frame(part));
        return string.Join("\r\n ", parts);
    }

    private static string Frame(StringBuilder part)
    {
        var framed = $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(part.ToString()))}?=";
        part.Clear();
        return framed;
    }
}

/// <summary>What is handed to the server or the folder.</summary>
/// <param name="StopAddress">Where whoever gets it says that they want no more of these.</param>
public sealed record Letter(Guid Id, string From, string? FromName, string To, string? ToName, string Subject, string Text, DateTimeOffset At, string? StopAddress = null);
