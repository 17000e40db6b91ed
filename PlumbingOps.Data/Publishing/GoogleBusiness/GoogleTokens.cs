using System.Globalization;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing.GoogleBusiness;

/// <summary>Google's token endpoint: codes and refresh tokens become access tokens.</summary>
public sealed class GoogleTokens(ProviderOptions providers) : IDisposable
{
    private const double UsualSeconds = 3599;
    private readonly GoogleBusinessOptions options = providers.GoogleBusiness;
    private readonly ProviderCalls calls = new(providers.GoogleBusiness);

    /// <summary>Usually without a new refresh token: the old one stays.</summary>
    public async Task<(ProviderAnswer Answer, SecretText? Access, TimeSpan Lifetime, SecretText? Refresh)> RefreshAsync(SecretText refresh, CancellationToken cancellationToken = default)
    {
        var reply = await AskAsync("token", cancellationToken, ("grant_type", "refresh_token"), ("refresh_token", refresh.Reveal()));
        return Read(reply);
    }

    public async Task<(ProviderReply Reply, ProviderAnswer Answer, SecretText? Access, TimeSpan Lifetime, SecretText? Refresh)> ExchangeAsync(string code, string redirect, string verifier, CancellationToken cancellationToken = default)
    {
        var reply = await AskAsync("token", cancellationToken, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", verifier));
        var (answer, access, lifetime, refresh) = Read(reply);
        return (reply, answer, access, lifetime, refresh);
    }

    public async Task<ProviderAnswer> RevokeAsync(SecretText token, CancellationToken cancellationToken = default)
    {
        var reply = await AskAsync("revoke", cancellationToken, ("token", token.Reveal()));
        return reply.Fault is null && reply.Status == 200 ? ProviderAnswer.Ok : GoogleErrors.Classify(reply, PublishStep.Check);
    }

    public void Dispose() => calls.Dispose();

    private async Task<ProviderReply> AskAsync(string path, CancellationToken cancellationToken, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.OAuth, path))
        {
            Content = new FormUrlEncodedContent([.. form.Select(f => KeyValuePair.Create(f.Name, f.Value)), new("client_id", options.ClientId ?? ""), new("client_secret", options.ClientSecret?.Reveal() ?? "")]),
        };
        return await calls.SendAsync(request, cancellationToken);
    }

    private static (ProviderAnswer Answer, SecretText? Access, TimeSpan Lifetime, SecretText? Refresh) Read(ProviderReply reply)
    {
        if (!reply.IsGood || reply["access_token"] is not { Length: > 0 } access)
        {
            return (GoogleErrors.Classify(reply, PublishStep.Check), null, TimeSpan.Zero, null);
        }

        var seconds = double.TryParse(reply["expires_in"], CultureInfo.InvariantCulture, out var said) ? said : UsualSeconds;
        return (ProviderAnswer.Ok, new SecretText(access), TimeSpan.FromSeconds(seconds), reply["refresh_token"] is { Length: > 0 } refresh ? new SecretText(refresh) : null);
    }
}
