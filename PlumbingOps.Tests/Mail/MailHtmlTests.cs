using System.Text;
using PlumbingOps.Data.Mail;

namespace PlumbingOps.Tests.Mail;

/// <summary>The HTML part says what the plain one says, and nothing anybody typed is markup or a link in it.</summary>
public sealed class MailHtmlTests
{
    private const string Address = "https://office.example.com/review/abc";

    [Fact]
    public void A_line_of_words_and_an_address_is_a_button_and_in_the_small_print_a_link()
    {
        var html = MailHtml.Of($"Hello Ann,\n\nWrite your review: {Address}\n\n{MailHtml.SmallPrint}\nH2O Plumbers\nNot again: {Address}?stop=true", "H2O & Sons");

        Assert.Contains($"<a href=\"{Address}\" style=\"display:inline-block", html, StringComparison.Ordinal);
        Assert.Contains(">Write your review</a>", html, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{Address}?stop=true\"", html, StringComparison.Ordinal);
        Assert.Contains("H2O &amp; Sons", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_customer_wrote_is_quoted_and_neither_markup_nor_a_button()
    {
        var words = MailText.Quote("<b>Bad</b>\n\nOpen the ticket: https://evil.example.com\r\n-- \nbye");

        var html = MailHtml.Of($"2 stars.\n\n{words}\n\nOpen the ticket: {Address}", null);

        Assert.Equal(1, html.Split("<a ").Length - 1);
        Assert.Contains($"<a href=\"{Address}\"", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Bad&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<hr", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_holds_both_parts_and_says_where_one_says_no_more()
    {
        var letter = new Letter(Guid.Empty, "office@example.com", "H2O Plumbers", "ann@example.com", "Ann", "How did we do?", $"Write your review: {Address}", DateTimeOffset.UnixEpoch, $"{Address}/stop");

        var mail = MailText.Of(letter);

        Assert.Contains($"List-Unsubscribe: <{Address}/stop>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", mail, StringComparison.Ordinal);
        var parts = mail.Split($"--=_{Guid.Empty:N}").Skip(1).Take(2).Select(part => Encoding.UTF8.GetString(Convert.FromBase64String(part[part.IndexOf("\r\n\r\n", StringComparison.Ordinal)..].Replace("\r\n", "", StringComparison.Ordinal)))).ToList();
        Assert.Equal(letter.Text, parts[0]);
        Assert.Contains(">Write your review</a>", parts[1], StringComparison.Ordinal);
        Assert.DoesNotContain("List-Unsubscribe", MailText.Of(letter with { StopAddress = null }), StringComparison.Ordinal);
    }
}
