using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing.GoogleBusiness;

/// <summary>Google's login with PKCE: a refresh token that lasts, and every location of every account the person manages.</summary>
public sealed class GoogleSignIn(ProviderOptions providers, GoogleTokens tokens, TimeProvider clock) : IProviderSignIn, IDisposable
{
    private const int MostPages = 50;
    private readonly GoogleBusinessOptions options = providers.GoogleBusiness;
    private readonly ProviderCalls calls = new(providers.GoogleBusiness);

    public Provider Provider => Provider.GoogleBusiness;

    public bool IsRegistered => options.IsRegistered;

    /// <summary>Offline and with consent: only then a refresh token comes.</summary>
    public Uri Dialog(string state, string verifier, Uri redirect) => SignInWords.At(
        options.Dialog, "o/oauth2/v2/auth", ("client_id", options.ClientId), ("redirect_uri", redirect.ToString()), ("response_type", "code"), ("scope", GoogleBusinessOptions.Scope), ("state", state),
        ("access_type", "offline"), ("prompt", "consent"), ("include_granted_scopes", "true"), ("code_challenge", Pkce.Challenge(verifier)), ("code_challenge_method", "S256"));

    public async Task<SignInAnswer> ExchangeAsync(string code, string verifier, Uri redirect, CancellationToken cancellationToken = default)
    {
        var (reply, answer, access, lifetime, refresh) = await tokens.ExchangeAsync(code, redirect.ToString(), verifier, cancellationToken);
        if (access is null)
        {
            return SignInAnswer.Refused(answer);
        }

        var granted = (reply["scope"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!granted.Contains(GoogleBusinessOptions.Scope))
        {
            return SignInAnswer.Refused(SignInWords.Missing(["manage the Business Profile"]));
        }

        if (refresh is null)
        {
            return SignInAnswer.Refused(new ProviderAnswer(PublishOutcome.NeedsReconnect) { Cause = "Google gave no lasting right.", NextStep = "Remove PlumbingOps at myaccount.google.com/permissions, then connect again." });
        }

        var (locations, failed) = await LocationsAsync(access, cancellationToken);
        var stored = EndingToken.Write(access, clock.GetUtcNow() + lifetime).Reveal();
        return failed is not null
            ? SignInAnswer.Refused(GoogleErrors.Classify(failed, PublishStep.Check))
            : new SignInAnswer(ProviderAnswer.Ok, locations, locations.Where(l => l.Obstacle is null).ToDictionary(l => l.ExternalId, _ => stored), null, refresh.Reveal()) { Scopes = granted };
    }

    /// <summary>Access tokens are made anew when they are needed; the refresh token has no date.</summary>
    public Task<RenewedTokens?> RenewAsync(AccountConnection connection, SecretText access, SecretText? user, CancellationToken cancellationToken = default) => Task.FromResult<RenewedTokens?>(null);

    public async Task RevokeAsync(SecretText access, SecretText? user, SecretText? refresh, CancellationToken cancellationToken = default)
    {
        if (refresh is not null)
        {
            await tokens.RevokeAsync(refresh, cancellationToken);
        }
    }

    public void Dispose() => calls.Dispose();

    /// <summary>All accounts, all pages: whoever reads the first page only misses the companies that come later.</summary>
    private async Task<(List<ConnectionChoice> Locations, ProviderReply? Failed)> LocationsAsync(SecretText access, CancellationToken cancellationToken)
    {
        var (accounts, failed) = await ListAsync(options.Accounts, "v1/accounts?pageSize=20", "accounts", access, cancellationToken);
        var found = new List<ConnectionChoice>();
        foreach (var account in accounts.TakeWhile(_ => failed is null))
        {
            var name = ProviderReply.Text(account["name"])!;
            (var locations, failed) = await ListAsync(
                options.Information, $"v1/{name}/locations?readMask=name,title,storefrontAddress,metadata&pageSize=100", "locations", access, cancellationToken);
            found.AddRange(locations.Select(location => Choice(name, location)));
        }

        return (found, failed);
    }

    private static ConnectionChoice Choice(string account, JsonNode location)
    {
        var street = ProviderReply.Text(location["storefrontAddress"]?["addressLines"]?[0]);
        var title = ProviderReply.Text(location["title"]) ?? "Location";
        return new ConnectionChoice(
            ProviderReply.Text(location["name"])!.Split('/')[^1], account, street is null ? title : $"{title}, {street}", ProviderReply.Text(location["metadata"]?["mapsUri"]),
            ProviderReply.Text(location["metadata"]?["canOperateLocalPost"]) == "true" ? null : "Google takes no posts for this location: it is not verified, or suspended.");
    }

    private async Task<(List<JsonNode> Items, ProviderReply? Failed)> ListAsync(Uri host, string path, string field, SecretText access, CancellationToken cancellationToken)
    {
        var items = new List<JsonNode>();
        string? page = null;
        for (var i = 0; i < MostPages; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host, page is null ? path : $"{path}&pageToken={Uri.EscapeDataString(page)}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access.Reveal());
            var reply = await calls.SendAsync(request, cancellationToken);
            if (!reply.IsGood)
            {
                return (items, reply);
            }

            items.AddRange((reply.Json![field] as JsonArray ?? []).OfType<JsonNode>());
            if (ProviderReply.Text(reply.Json["nextPageToken"]) is not { Length: > 0 } next)
            {
                return (items, null);
            }

            page = next;
        }

        return (items, ProviderReply.Silent(ReplyFault.Dropped));
    }
}
