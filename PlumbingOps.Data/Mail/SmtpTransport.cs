using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace PlumbingOps.Data.Mail;

/// <summary>Speaks to the mail server (RFC 5321): one mail, one connection. Certificates are checked as any browser does.</summary>
public sealed class SmtpTransport(SmtpOptions options) : IMailTransport
{
    private const int LongestAnswer = 4096;

    public string InWords => string.Create(CultureInfo.InvariantCulture, $"Mail goes through {options.Host}:{options.Port}.");

    public bool LeavesTheHouse => true;

    public async Task SendAsync(Letter letter, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(options.Host, options.Port, patience.Token);
            await TalkAsync(client.GetStream(), letter, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailRefusedException($"The mail server {options.Host} did not answer in time.", forGood: false);
        }
        catch (Exception e) when (e is SocketException or IOException or System.Security.Authentication.AuthenticationException)
        {
            throw new MailRefusedException($"The mail server {options.Host} could not be reached: {e.Message}", forGood: false);
        }
    }

    private async Task TalkAsync(Stream plain, Letter letter, CancellationToken cancellationToken)
    {
        await using var stream = plain;
        var talk = options.Security == SmtpSecurity.Tls ? await SecuredAsync(stream, cancellationToken) : stream;
        await using var closing = talk;
        await ExpectAsync(talk, 220, cancellationToken);
        var abilities = await HelloAsync(talk, cancellationToken);
        if (options.Security == SmtpSecurity.StartTls)
        {
            if (!abilities.Contains("STARTTLS", StringComparison.OrdinalIgnoreCase))
            {
                throw new MailRefusedException($"The mail server {options.Host} offers no encryption (STARTTLS).", forGood: false);
            }

            await SayAsync(talk, "STARTTLS", 220, cancellationToken);
            talk = await SecuredAsync(talk, cancellationToken);
            await HelloAsync(talk, cancellationToken);
        }

        await using var ending = talk;
        if (options is { User: { } user, Password: { } password })
        {
            var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{password.Reveal()}"));
            await WriteAsync(talk, $"AUTH PLAIN {secret}\r\n", cancellationToken);
            var (code, _) = await ReadAsync(talk, cancellationToken);
            if (code != 235)
            {
                // The house is set up wrongly, not the mail: it waits until somebody mends it. What the server says could repeat what we sent.
                throw new MailRefusedException($"The mail server {options.Host} refused our name and password ({code}).", forGood: false);
            }
        }

        await SayAsync(talk, $"MAIL FROM:<{letter.From}>", 250, cancellationToken);
        await SayAsync(talk, $"RCPT TO:<{letter.To}>", 250, cancellationToken);
        await SayAsync(talk, "DATA", 354, cancellationToken);
        var text = MailText.Of(letter).Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        await SayAsync(talk, $"{text}.", 250, cancellationToken);
        // It is taken: what happens to the goodbye changes nothing.
        try
        {
            await WriteAsync(talk, "QUIT\r\n", cancellationToken);
        }
        catch (IOException)
        {
            // Gone already.
        }
    }

    private async Task<Stream> SecuredAsync(Stream stream, CancellationToken cancellationToken)
    {
        var secured = new SslStream(stream);
        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = options.Host }, cancellationToken);
        return secured;
    }

    private Task<string> HelloAsync(Stream stream, CancellationToken cancellationToken) => SayAsync(stream, "EHLO plumbingops.local", 250, cancellationToken);

    private async Task<string> SayAsync(Stream stream, string words, int expected, CancellationToken cancellationToken)
    {
        await WriteAsync(stream, words + "\r\n", cancellationToken);
        return await ExpectAsync(stream, expected, cancellationToken);
    }

    private async Task<string> ExpectAsync(Stream stream, int expected, CancellationToken cancellationToken)
    {
        const int ForGood = 500;
        var (code, said) = await ReadAsync(stream, cancellationToken);
        return code == expected ? said : throw new MailRefusedException($"The mail server {options.Host} said {code}: {said.Trim()}", code >= ForGood);
    }

    private static async Task WriteAsync(Stream stream, string words, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(words), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>An answer of one or several lines: "250-…" goes on, "250 …" ends it.</summary>
    private static async Task<(int Code, string Said)> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        const int CodeLength = 3;
        var (said, line, one) = (new StringBuilder(), new StringBuilder(), new byte[1]);
        while (said.Length + line.Length < LongestAnswer)
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
            {
                throw new IOException("the connection was closed");
            }

            if (one[0] != (byte)'\n')
            {
                line.Append((char)one[0]);
                continue;
            }

            var text = line.ToString().TrimEnd('\r');
            line.Clear();
            if (text.Length < CodeLength || !int.TryParse(text[..CodeLength], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                throw new IOException("the answer is not one of a mail server");
            }

            said.AppendLine(text.Length > CodeLength + 1 ? text[(CodeLength + 1)..] : "");
            if (text.Length == CodeLength || text[CodeLength] != '-')
            {
                return (code, said.ToString());
            }
        }

        throw new IOException("the answer is too long");
    }
}
