using System.Net;
using System.Net.Sockets;
using System.Text;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Publishing.Facebook;
using PlumbingOps.Data.Publishing.GoogleBusiness;
using PlumbingOps.Data.Publishing.Instagram;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Tests.Publishing;

/// <summary>
/// HttpClient sends a POST without content again, by itself, when the connection ends politely: the caller sees one call, the network several. What our
/// commits do is counted by a listener that reads every request whole and hangs up.
/// </summary>
public sealed class ResendTrapTests
{
    private static readonly PublishTarget Target = new("1", "accounts/1", new SecretText("EAA-token"));
    private static readonly PublishDraft Draft = new() { Text = "Once" };

    [Fact]
    public async Task The_trap_is_there()
    {
        using var server = new HangingUp();
        using var client = new HttpClient();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(server.Address, null));

        Assert.True(server.Requests > 1, "HttpClient no longer sends again: the rule may be kept, its reason has changed.");
    }

    [Theory]
    [InlineData("facebook")]
    [InlineData("instagram")]
    [InlineData("google")]
    public async Task No_commit_is_sent_twice(string network)
    {
        using var server = new HangingUp();
        var publisher = Publisher(network, server.Address);

        var answer = await publisher.CommitAsync(Target, Draft, "0;0;;17", new CommitGuard(TimeProvider.System, TimeSpan.FromSeconds(30)));

        Assert.Equal(PublishOutcome.Unknown, answer.Outcome);
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData("facebook")]
    [InlineData("instagram")]
    [InlineData("google")]
    public async Task No_commit_shows_its_token_in_the_address_or_follows_a_redirect(string network)
    {
        using var server = new HangingUp("HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        var publisher = Publisher(network, server.Address);

        await publisher.CommitAsync(Target, Draft, "0;0;;17", new CommitGuard(TimeProvider.System, TimeSpan.FromSeconds(30)));

        Assert.Equal(1, server.Requests);
        Assert.DoesNotContain("EAA-token", server.FirstLine, StringComparison.Ordinal);
        Assert.DoesNotContain("EAA-token", $"{Target}", StringComparison.Ordinal);
    }

    private static IPublisher Publisher(string network, Uri at)
    {
        var options = new ProviderOptions
        {
            Facebook = new FacebookOptions { Graph = at, AppId = "1", AppSecret = new SecretText("s") },
            Instagram = new InstagramOptions { Graph = at, AppId = "1", AppSecret = new SecretText("s") },
            GoogleBusiness = new GoogleBusinessOptions { Posts = at },
        };
        return network switch
        {
            "facebook" => new FacebookPublisher(options, TimeProvider.System),
            "instagram" => new InstagramPublisher(options with { Facebook = options.Facebook }, TimeProvider.System),
            _ => new GooglePublisher(options, TimeProvider.System),
        };
    }

    /// <summary>Reads a request to its end, says nothing (or what it was told to say), and closes politely.</summary>
    private sealed class HangingUp : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly string? says;
        private int requests;

        public HangingUp(string? says = null)
        {
            this.says = says;
            listener.Start();
            _ = AcceptAsync();
        }

        public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        public int Requests => Volatile.Read(ref requests);

        public string FirstLine { get; private set; } = "";

        public void Dispose() => listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    await ReadAsync(client);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private async Task ReadAsync(TcpClient client)
        {
            var stream = client.GetStream();
            var text = new StringBuilder();
            var buffer = new byte[16 * 1024];
            while (!Whole(text.ToString()) && await stream.ReadAsync(buffer) is > 0 and var read)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }

            FirstLine = text.ToString().Split('\r')[0];
            Interlocked.Increment(ref requests);
            if (says is not null)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(says));
            }

            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null);
        }

        private static bool Whole(string text)
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
            {
                return false;
            }

            var length = text[..end].Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            return length is null || Encoding.UTF8.GetByteCount(text[(end + 4)..]) >= int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
