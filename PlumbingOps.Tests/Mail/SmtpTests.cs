using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Web.Start;

namespace PlumbingOps.Tests.Mail;

/// <summary>How a mail travels, and with which settings.</summary>
public sealed class SmtpTests
{
    private static readonly Letter Sample = new(Guid.Empty, "office@example.com", "H2O, \"the\" Plumbers", "ann@example.com", "Ann\r\nBcc: evil@example.com", "Wie war’s? 🚿", "Hello Ann\n.\nfrom us", DateTimeOffset.UnixEpoch);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_server_gets_sender_receiver_and_text_in_its_own_words()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var heard = AnswerAsync(server, "250 taken");

        await To(server).SendAsync(Sample, Now);

        var said = await heard;
        Assert.Contains("MAIL FROM:<office@example.com>\nRCPT TO:<ann@example.com>\nDATA\n", said);
        Assert.Contains("Message-ID: <00000000000000000000000000000000@example.com>", said);
        Assert.DoesNotContain("\nBcc:", said);
        var body = said[(said.IndexOf("base64\n\n", StringComparison.Ordinal) + 8)..].Split('\n')[0];
        Assert.Equal("Hello Ann\r\n.\r\nfrom us", Encoding.UTF8.GetString(Convert.FromBase64String(body)));
    }

    [Theory]
    [InlineData("550 no such person", true)]
    [InlineData("451 come back later", false)]
    public async Task A_refusal_says_whether_another_try_would_help(string answer, bool forGood)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        _ = AnswerAsync(server, answer);

        var refusal = await Assert.ThrowsAsync<MailRefusedException>(() => To(server).SendAsync(Sample, Now));

        Assert.Equal(forGood, refusal.ForGood);
        Assert.Contains(answer[4..], refusal.Message);
    }

    [Fact]
    public async Task Where_nobody_listens_the_mail_waits()
    {
        var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var transport = To(server);
        server.Stop();

        Assert.False((await Assert.ThrowsAsync<MailRefusedException>(() => transport.SendAsync(Sample, Now))).ForGood);
    }

    [Theory]
    [InlineData("Mail:From=nobody", "Mail:From is “nobody”")]
    [InlineData("Mail:Smtp:Host=smtp.example.com", "Mail:From is missing")]
    [InlineData("Mail:From=a@example.com;Mail:Smtp:Host=smtp.example.com;Mail:Smtp:User=me", "Mail:Smtp:User and Smtp:Password")]
    [InlineData("Mail:From=a@example.com;Mail:Smtp:Host=smtp.example.com;Mail:Smtp:Port=many", "Mail:Smtp:Port is “many”")]
    [InlineData("Mail:From=a@example.com;Mail:Smtp:Host=smtp.example.com;Mail:Smtp:User=me;Mail:Smtp:Password=open-sesame;Mail:Smtp:Security=None", "Mail:Smtp:Security is None")]
    public void A_wrong_setting_is_named_at_start_and_no_password_is(string settings, string said)
    {
        var refusal = Assert.Throws<SettingsException>(() => MailSettings.Read(Section(settings)));

        Assert.StartsWith(said, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", refusal.Message);
    }

    [Fact]
    public void A_server_of_the_settings_is_used_and_its_password_never_printed()
    {
        var options = MailSettings.Read(Section("Mail:From=a@example.com;Mail:Smtp:Host=smtp.example.com;Mail:Smtp:User=me;Mail:Smtp:Password=open-sesame"));

        Assert.Equal(("smtp.example.com", 587, new SecretText("open-sesame")), (options.Smtp!.Host, options.Smtp.Port, options.Smtp.Password!));
        Assert.DoesNotContain("open-sesame", options.ToString());
    }

    private static SmtpTransport To(TcpListener server) => new(new SmtpOptions { Host = "127.0.0.1", Port = ((IPEndPoint)server.LocalEndpoint).Port, Security = SmtpSecurity.None });

    private static IConfigurationSection Section(string settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Split(';').Select(s => s.Split('=')).ToDictionary(s => s[0], s => (string?)s[1])).Build().GetSection("Mail");

    /// <summary>A mail server of a few lines.</summary>
    private static async Task<string> AnswerAsync(TcpListener server, string toTheText)
    {
        using var client = await server.AcceptTcpClientAsync(Now);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        var heard = new StringBuilder();
        await writer.WriteLineAsync("220 here");
        var inText = false;
        while (await reader.ReadLineAsync(Now) is { } line)
        {
            heard.Append(line).Append('\n');
            if (inText && line != ".")
            {
                continue;
            }

            (inText, var answer) = line switch
            {
                "." => (false, toTheText),
                "DATA" => (true, "354 go on"),
                "QUIT" => (false, "221 bye"),
                _ when line.StartsWith("EHLO", StringComparison.Ordinal) => (false, "250-test\r\n250 8BITMIME"),
                _ => (false, "250 ok"),
            };
            await writer.WriteLineAsync(answer);
            if (line is "QUIT")
            {
                break;
            }
        }

        return heard.ToString();
    }
}
