using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlumbingOps.Data.Publishing;

/// <summary>
/// The two HTTP clients of a network. They are made here and not by a factory, so that nothing can wrap a retry around them; neither follows a redirect.
/// HttpClient itself sends a POST without content again when the connection ends politely, so a commit always has a body.
/// </summary>
public sealed class ProviderCalls(CallOptions options) : IDisposable
{
    private const int MostBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    private readonly HttpClient repeatable = Client(options.Timeout);
    private readonly HttpClient once = Client(options.CommitTimeout);

    /// <summary>Reads and preparations: whoever asks may ask again.</summary>
    public Task<ProviderReply> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => SendAsync(repeatable, request, cancellationToken);

    /// <exception cref="InvalidOperationException">The request has no body.</exception>
    public async Task<ProviderReply> CommitAsync(HttpRequestMessage request, CommitGuard guard, CancellationToken cancellationToken)
    {
        request.Content = guard.Guard(request.Content ?? throw new InvalidOperationException("A commit has a body: without one HttpClient may send it again by itself."));
        // A header that is already there when the guard says no is all the provider ever gets.
        request.Headers.ExpectContinue = false;
        return await SendAsync(once, request, cancellationToken);
    }

    public void Dispose()
    {
        repeatable.Dispose();
        once.Dispose();
    }

    private static HttpClient Client(TimeSpan patience) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = ConnectPatience,
        PooledConnectionLifetime = ConnectionLife,
    })
    {
        Timeout = patience,
        MaxResponseContentBufferSize = MostBytes,
    };

    private static async Task<ProviderReply> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.SendAsync(request, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return new ProviderReply((int)answer.StatusCode, Json(text), answer.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase), null);
        }
        catch (HttpRequestException e) when (Refusal(e))
        {
            return ProviderReply.Silent(ReplyFault.NotSent);
        }
        catch (CommitRefusedException)
        {
            return ProviderReply.Silent(ReplyFault.NotSent);
        }
        catch (HttpRequestException e)
        {
            return ProviderReply.Silent(e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                ? ReplyFault.NotConnected
                : ReplyFault.Dropped);
        }
        catch (IOException)
        {
            return ProviderReply.Silent(ReplyFault.Dropped);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ProviderReply.Silent(ReplyFault.TimedOut);
        }
    }

    private static bool Refusal(Exception? e) => e is not null && (e is CommitRefusedException || Refusal(e.InnerException));

    private static JsonNode? Json(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An answer read to its end, or why there is none.</summary>
/// <param name="Json">Null when the body is not whole JSON, such as a front end's page.</param>
public sealed record ProviderReply(int Status, JsonNode? Json, IReadOnlyDictionary<string, string> Headers, ReplyFault? Fault)
{
    private const int FirstGood = 200;
    private const int FirstRedirect = 300;
    private const int FirstServerError = 500;

    public bool IsGood => Fault is null && Status is >= FirstGood and < FirstRedirect && Json is not null;

    /// <summary>Nobody answered, or nobody who knows: on a commit this is an open question.</summary>
    public bool IsOpen => Fault is ReplyFault.Dropped or ReplyFault.TimedOut || (Fault is null && (Status >= FirstServerError || (Json is null && Status < FirstRedirect)));

    public static ProviderReply Silent(ReplyFault fault) => new(0, null, new Dictionary<string, string>(), fault);

    public string? this[string field] => Text(Json?[field]);

    public static string? Text(JsonNode? node) => node is JsonValue value ? value.TryGetValue<string>(out var text) ? text : value.ToJsonString() : null;
}

/// <summary>NotSent: our own guard held it back. NotConnected: no byte of the request left.</summary>
public enum ReplyFault { NotSent, NotConnected, TimedOut, Dropped }
