namespace PlumbingOps.Data.Publishing;

/// <summary>Asks for a picture as a network would.</summary>
public interface IPictureLook
{
    /// <summary>Why a network could not take it; null when it could.</summary>
    Task<string?> FaultAsync(Uri address, CancellationToken cancellationToken = default);
}

/// <summary>By HEAD, without following redirects, from where this house stands.</summary>
public sealed class PictureLook : IPictureLook, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Patience };

    public async Task<string?> FaultAsync(Uri address, CancellationToken cancellationToken = default)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, address);
            using var answer = await client.SendAsync(request, cancellationToken);
            return !answer.IsSuccessStatusCode ? $"The picture cannot be fetched: its address answers {(int)answer.StatusCode}."
                : answer.Content.Headers.ContentType?.MediaType?.StartsWith("image/", StringComparison.Ordinal) != true ? "The picture's address gives something that is no picture."
                : null;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return "The picture cannot be fetched: its address does not answer.";
        }
    }

    public void Dispose() => client.Dispose();
}
