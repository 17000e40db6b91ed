using PlumbingOps.Simulator.Calls;

namespace PlumbingOps.Simulator.Media;

/// <summary>What came back for a media address: bytes, or why not.</summary>
public sealed record MediaFetch(byte[]? Bytes, string? ContentType, string? Problem);

/// <summary>Really fetches the pictures a client points to, as the providers do: by GET, without following redirects, and only from this machine.</summary>
public sealed class MediaFetcher : IDisposable
{
    private const int MostBytes = 20 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = MostBytes,
    };

    /// <summary>Before the world is locked, so that a slow picture holds up nobody else.</summary>
    public async Task FetchForAsync(Call call)
    {
        var address = (call.Method, call.Path) switch
        {
            ("POST", [_, "photos"]) => call["url"],
            ("POST", [_, "media"]) => call["image_url"],
            _ => null,
        };
        if (address is not null)
        {
            call.Media = await FetchAsync(address);
        }
    }

    public async Task<MediaFetch> FetchAsync(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return new MediaFetch(null, null, "not an address");
        }

        if (!uri.IsLoopback)
        {
            return new MediaFetch(null, null, "the simulator fetches from this machine only");
        }

        try
        {
            using var answer = await client.GetAsync(uri);
            return answer.IsSuccessStatusCode
                ? new MediaFetch(await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentType?.MediaType, null)
                : new MediaFetch(null, null, $"it answered {(int)answer.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return new MediaFetch(null, null, e is OperationCanceledException ? "no answer in time" : "not reachable");
        }
    }

    public void Dispose() => client.Dispose();
}
