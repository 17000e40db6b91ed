using System.Globalization;
using System.Text.Json.Nodes;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Publishing.Graph;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing.Instagram;

/// <summary>Instagram's own login: one professional account, a token of sixty days that is renewed while it lives.</summary>
public sealed class InstagramSignIn : IProviderSignIn, IDisposable
{
    private static readonly string[] Asked = ["instagram_business_basic", "instagram_business_content_publish", "instagram_business_manage_comments", "instagram_business_manage_insights"];
    private static readonly string[] Needed = ["instagram_business_basic", "instagram_business_content_publish"];
    private static readonly TimeSpan UsualLife = TimeSpan.FromDays(60);

    private readonly InstagramOptions options;
    private readonly TimeProvider clock;
    private readonly ProviderCalls calls;
    private readonly GraphClient graph;

    public InstagramSignIn(ProviderOptions providers, TimeProvider clock)
    {
        (options, this.clock) = (providers.Instagram, clock);
        calls = new ProviderCalls(options);
        graph = new GraphClient(options.Graph, options.Version, options.AppSecret, calls);
    }

    public Provider Provider => Provider.Instagram;

    public bool IsRegistered => options.IsRegistered;

    /// <summary>No PKCE is documented here.</summary>
    public Uri Dialog(string state, string verifier, Uri redirect) => SignInWords.At(
        options.Dialog, "oauth/authorize", ("client_id", options.AppId), ("redirect_uri", redirect.ToString()), ("response_type", "code"), ("scope", string.Join(',', Asked)), ("state", state));

    public async Task<SignInAnswer> ExchangeAsync(string code, string verifier, Uri redirect, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.SignIn, "oauth/access_token"))
        {
            Content = new FormUrlEncodedContent(
            [
                new("client_id", options.AppId ?? ""), new("client_secret", options.AppSecret?.Reveal() ?? ""), new("grant_type", "authorization_code"), new("redirect_uri", redirect.ToString()),
                // The address that leads back ends with "#_", which some browsers hand on.
                new("code", code.EndsWith("#_", StringComparison.Ordinal) ? code[..^2] : code),
            ]),
        };
        var reply = await calls.SendAsync(request, cancellationToken);
        // Both shapes are documented: flat, and in a list.
        var given = reply.IsGood ? reply.Json!["data"]?[0] ?? reply.Json : null;
        if (given is null || ProviderReply.Text(given["access_token"]) is not { Length: > 0 } shorter)
        {
            return SignInAnswer.Refused(new ProviderAnswer(PublishOutcome.NeedsReconnect) { Cause = ProviderReply.Text(reply.Json?["error_message"]) ?? "Instagram gave no token.", NextStep = "Connect again." });
        }

        var granted = Permissions(given["permissions"]);
        if (Needed.Except(granted).ToList() is { Count: > 0 } missing)
        {
            return SignInAnswer.Refused(SignInWords.Missing(missing));
        }

        var (answer, token, ends) = await LengthenAsync("access_token", "ig_exchange_token", new SecretText(shorter), cancellationToken);
        if (token is null)
        {
            return SignInAnswer.Refused(answer);
        }

        var me = await graph.GetAsync("me", token, cancellationToken, ("fields", "user_id,username,name,account_type"));
        if (!me.IsGood || (me["user_id"] ?? ProviderReply.Text(given["user_id"])) is not { } id)
        {
            return SignInAnswer.Refused(GraphAnswers.Of(me, PublishStep.Check));
        }

        var name = me["username"] ?? id;
        return new SignInAnswer(
            ProviderAnswer.Ok, [new ConnectionChoice(id, null, $"@{name}", $"https://www.instagram.com/{name}/", null)], new Dictionary<string, string> { [id] = token.Reveal() }, null, null)
        {
            Scopes = granted,
            ExpiresAt = ends,
        };
    }

    public async Task<RenewedTokens?> RenewAsync(AccountConnection connection, SecretText access, SecretText? user, CancellationToken cancellationToken = default)
    {
        var (answer, token, ends) = await LengthenAsync("refresh_access_token", "ig_refresh_token", access, cancellationToken);
        return new RenewedTokens(answer, token, null, ends);
    }

    public async Task<ProviderAnswer> ListenAsync(string externalId, SecretText access, CancellationToken cancellationToken = default) =>
        GraphAnswers.Of(await graph.PrepareAsync("me/subscribed_apps", access, cancellationToken, ("subscribed_fields", "comments,mentions")), PublishStep.Prepare);

    /// <summary>Instagram offers no call for it: the person removes the app there.</summary>
    public Task RevokeAsync(SecretText access, SecretText? user, SecretText? refresh, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public void Dispose() => calls.Dispose();

    private static List<string> Permissions(JsonNode? node) =>
        node is JsonArray list ? [.. list.Select(ProviderReply.Text).OfType<string>()] : [.. (ProviderReply.Text(node) ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Offered by GET alone; our secret goes along, so this address is never written down. The token stays in the header.</summary>
    private async Task<(ProviderAnswer Answer, SecretText? Token, DateTimeOffset? Ends)> LengthenAsync(string path, string grant, SecretText token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, SignInWords.At(options.Graph, path, ("grant_type", grant), ("client_secret", grant == "ig_exchange_token" ? options.AppSecret?.Reveal() : null)));
        request.Headers.Authorization = new("Bearer", token.Reveal());
        var reply = await calls.SendAsync(request, cancellationToken);
        var seconds = double.TryParse(reply["expires_in"], CultureInfo.InvariantCulture, out var said) ? said : UsualLife.TotalSeconds;
        return reply.IsGood && reply["access_token"] is { Length: > 0 } longer
            ? (ProviderAnswer.Ok, new SecretText(longer), clock.GetUtcNow().AddSeconds(seconds))
            : (GraphErrors.Classify(reply, PublishStep.Check), null, null);
    }
}
