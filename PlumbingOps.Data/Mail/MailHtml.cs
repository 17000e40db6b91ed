using System.Globalization;
using System.Net;
using System.Text;

namespace PlumbingOps.Data.Mail;

/// <summary>
/// The same words as HTML, made of the plain text, so that the two never differ and nothing anybody typed is markup: "Words: https://…" alone in a paragraph
/// becomes a button, lines with "&gt; " a quotation in which nothing is a link, and what follows "-- " the small print.
/// </summary>
public static class MailHtml
{
    public const string SmallPrint = "-- ";

    /// <summary>A line that begins so and ends in an address is a link: "• 3 calls: https://…". Nothing anybody types comes behind it.</summary>
    public const string Bullet = "• ";

    private const string Frame = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;color:#1f2328";
    private const string Button = "display:inline-block;padding:12px 20px;border-radius:6px;background:#1a5fb4;color:#ffffff;font-weight:600;text-decoration:none";
    private const string Quotation = "margin:0 0 16px;padding:4px 0 4px 14px;border-left:3px solid #c9d1d9;color:#424a53";

    /// <param name="company">Stands above the text; null: nothing does.</param>
    public static string Of(string text, string? company)
    {
        var (body, smallPrint) = Parted(text.ReplaceLineEndings("\n"));
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"></head><body style=\"margin:0;padding:24px 16px;background:#ffffff\">");
        html.Append(CultureInfo.InvariantCulture, $"<div style=\"max-width:560px;margin:0 auto;{Frame}\">");
        if (company is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:0 0 20px;font-size:18px;font-weight:600\">{Safe(company)}</p>");
        }

        foreach (var paragraph in Paragraphs(body))
        {
            html.Append(Paragraph(paragraph));
        }

        if (smallPrint.Length > 0)
        {
            html.Append("<hr style=\"margin:24px 0 12px;border:0;border-top:1px solid #d0d7de\"><p style=\"margin:0;font-size:13px;color:#57606a\">");
            html.AppendJoin("<br>", smallPrint.Trim().Split('\n').Select(line => Action(line) is var (words, address) ? $"<a href=\"{Safe(address)}\" style=\"color:#57606a\">{Safe(words)}</a>" : Safe(line)));
            html.Append("</p>");
        }

        return html.Append("</div></body></html>").ToString();
    }

    private static string Paragraph(string paragraph)
    {
        var lines = paragraph.Split('\n');
        if (lines is [var only] && Action(only) is var (words, address))
        {
            return $"<p style=\"margin:0 0 20px\"><a href=\"{Safe(address)}\" style=\"{Button}\">{Safe(words)}</a></p>";
        }

        return Array.TrueForAll(lines, line => line.StartsWith('>'))
            ? $"<blockquote style=\"{Quotation}\">{string.Join("<br>", lines.Select(line => Safe(line[1..].TrimStart())))}</blockquote>"
            : $"<p style=\"margin:0 0 16px\">{string.Join("<br>", lines.Select(Line))}</p>";
    }

    private static string Line(string line) => line.StartsWith(Bullet, StringComparison.Ordinal) && Action(line[Bullet.Length..]) is var (words, address)
        ? $"{Bullet}<a href=\"{Safe(address)}\" style=\"color:#1a5fb4\">{Safe(words)}</a>" : Safe(line);

    private static (string Body, string SmallPrint) Parted(string text)
    {
        var at = text.LastIndexOf($"\n{SmallPrint}\n", StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + SmallPrint.Length + 2)..]);
    }

    private static IEnumerable<string> Paragraphs(string text) => text.Split("\n\n").Select(paragraph => paragraph.Trim('\n')).Where(paragraph => !string.IsNullOrWhiteSpace(paragraph));

    /// <summary>"Write your review: https://…": what to press and where it leads.</summary>
    private static (string Words, string Address)? Action(string line)
    {
        var at = line.LastIndexOf(": http", StringComparison.Ordinal);
        return at > 0 && line[(at + 2)..] is var address && !address.Contains(' ', StringComparison.Ordinal) && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? (line[..at], address) : null;
    }

    private static string Safe(string words) => WebUtility.HtmlEncode(words);
}
