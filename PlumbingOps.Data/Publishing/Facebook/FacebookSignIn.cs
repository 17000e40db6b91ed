using System.Globalization;
using System.Text.Json.Nodes;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Publishing.Graph;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing.Facebook;

/// <summary>Facebook's login: code → user token of an hour → of sixty days → the Pages the person ticked, each with its own token.</summary>
public sealed class FacebookSignIn : IProviderSignIn, IDisposable
{
    private const double UsualSeconds = 3600;
    /// <summary>For Pages that a Business portfolio holds; whoever has none need not grant it.</summary>
    private const string Portfolios = "business_management";
    private const string PageFields = "id,name,username,access_token,tasks,link";
    private static readonly string[] Asked = ["pages_show_list", "pages_manage_posts", "pages_read_engagement", "pages_manage_engagement", "read_insights", "pages_manage_metadata", Portfolios];
    private static readonly string[] Needed = ["pages_show_list", "pages_manage_posts", "pages_read_engagement"];

    private readonly FacebookOptions options;
    private readonly TimeProvider clock;
    private readonly ProviderCalls calls;
    private readonly GraphClient graph;

    public FacebookSignIn(ProviderOptions providers, TimeProvider clock)
    {
        (options, this.clock) = (providers.Facebook, clock);
        calls = new ProviderCalls(options);
        graph = new GraphClient(options.Graph, options.Version, options.AppSecret, calls);
    }

    public Provider Provider => Provider.Facebook;

    public bool IsRegistered => options.IsRegistered;

    /// <summary>PKCE goes along where it is understood; Meta does not promise to check it.</summary>
    public Uri Dialog(string state, string verifier, Uri redirect) => SignInWords.At(
        options.Dialog, $"{options.Version}/dialog/oauth", ("client_id", options.AppId), ("redirect_uri", redirect.ToString()), ("state", state), ("response_type", "code"),
        ("scope", string.Join(',', Asked)), ("code_challenge", Pkce.Challenge(verifier)), ("code_challenge_method", "S256"));

    public async Task<SignInAnswer> ExchangeAsync(string code, string verifier, Uri redirect, CancellationToken cancellationToken = default)
    {
        var first = await TokenAsync(cancellationToken, ("redirect_uri", redirect.ToString()), ("code", code), ("code_verifier", verifier));
        if (first.Token is null)
        {
            return SignInAnswer.Refused(first.Answer);
        }

        var (answer, user, ends) = await LengthenAsync(first.Token, cancellationToken);
        if (user is null)
        {
            return SignInAnswer.Refused(answer);
        }

        var permissions = await GraphAnswers.ListAsync(after => graph.GetAsync("me/permissions", user, cancellationToken, ("limit", "100"), ("after", after)));
        if (permissions.Failed is { } failed)
        {
            return SignInAnswer.Refused(GraphAnswers.Of(failed, PublishStep.Check));
        }

        var granted = permissions.Items.Where(p => ProviderReply.Text(p["status"]) == "granted").Select(p => ProviderReply.Text(p["permission"])!).ToList();
        return Needed.Except(granted).ToList() is { Count: > 0 } missing
            ? SignInAnswer.Refused(SignInWords.Missing(missing))
            : await PagesAsync(user, ends, granted, cancellationToken);
    }

    /// <summary>The user token is exchanged while it lives, and with the new one a new Page token.</summary>
    public async Task<RenewedTokens?> RenewAsync(AccountConnection connection, SecretText access, SecretText? user, CancellationToken cancellationToken = default)
    {
        if (user is null)
        {
            return null;
        }

        var (answer, longer, ends) = await LengthenAsync(user, cancellationToken);
        if (longer is null)
        {
            return new RenewedTokens(answer, null, null, null);
        }

        var pages = await PagesAsync(longer, ends, connection.Scopes, cancellationToken);
        return pages.Access.TryGetValue(connection.ExternalId, out var page)
            ? new RenewedTokens(ProviderAnswer.Ok, new SecretText(page), EndingToken.Write(longer, ends), null)
            : new RenewedTokens(new ProviderAnswer(PublishOutcome.NeedsReconnect) { Cause = "The person who connected the Page no longer has it.", NextStep = "An administrator reconnects the account: Accounts → the account → Reconnect." }, null, null, null);
    }

    /// <summary>Each Page by itself, beside what is set up for the app.</summary>
    public async Task<ProviderAnswer> ListenAsync(string externalId, SecretText access, CancellationToken cancellationToken = default) =>
        GraphAnswers.Of(await graph.PrepareAsync($"{externalId}/subscribed_apps", access, cancellationToken, ("subscribed_fields", "feed")), PublishStep.Prepare);

    public Task RevokeAsync(SecretText access, SecretText? user, SecretText? refresh, CancellationToken cancellationToken = default) =>
        // The person's consent covers the Pages of other accounts too: taking all of it back is theirs to do at Facebook.
        Task.CompletedTask;

    public void Dispose() => calls.Dispose();

    private async Task<SignInAnswer> PagesAsync(SecretText user, DateTimeOffset ends, IReadOnlyList<string> granted, CancellationToken cancellationToken)
    {
        var (pages, failed) = await GraphAnswers.ListAsync(after => graph.GetAsync(
            "me/accounts", user, cancellationToken, ("fields", PageFields), ("limit", "100"), ("after", after)));
        if (failed is not null)
        {
            return SignInAnswer.Refused(GraphAnswers.Of(failed, PublishStep.Check));
        }

        if (granted.Contains(Portfolios))
        {
            pages.AddRange(await OfPortfoliosAsync(user, cancellationToken));
        }

        var choices = new List<ConnectionChoice>();
        var access = new Dictionary<string, string>();
        foreach (var page in pages.DistinctBy(page => ProviderReply.Text(page["id"])))
        {
            var (id, token) = (ProviderReply.Text(page["id"])!, ProviderReply.Text(page["access_token"]));
            var tasks = (page["tasks"] as JsonArray ?? []).Select(ProviderReply.Text).ToList();
            var obstacle = token is null ? "Facebook gave no right for this Page: connect again and tick it."
                : tasks.Contains("CREATE_CONTENT") || tasks.Contains("MANAGE") ? null
                : "Your role on this Page does not include publishing.";
            choices.Add(new ConnectionChoice(id, null, ProviderReply.Text(page["name"]) ?? id, ProviderReply.Text(page["link"]) ?? $"https://www.facebook.com/{id}", obstacle));
            if (token is not null && obstacle is null)
            {
                access[id] = token;
            }
        }

        return new SignInAnswer(ProviderAnswer.Ok, choices, access, EndingToken.Write(user, ends).Reveal(), null) { Scopes = granted };
    }

    /// <summary>
    /// Pages that the person reaches through a portfolio. One that was not ticked comes without a token of its own, and cannot be connected: the person's
    /// token in its place would fail with every post. What cannot be listed is missing; the Pages of the person themselves are there all the same.
    /// </summary>
    private async Task<IReadOnlyList<JsonNode>> OfPortfoliosAsync(SecretText user, CancellationToken cancellationToken)
    {
        var found = new List<JsonNode>();
        var (portfolios, _) = await GraphAnswers.ListAsync(after => graph.GetAsync("me/businesses", user, cancellationToken, ("fields", "id"), ("limit", "100"), ("after", after)));
        foreach (var path in portfolios.Select(p => ProviderReply.Text(p["id"])).SelectMany(id => new[] { $"{id}/owned_pages", $"{id}/client_pages" }))
        {
            var (pages, _) = await GraphAnswers.ListAsync(after => graph.GetAsync(path, user, cancellationToken, ("fields", PageFields), ("limit", "100"), ("after", after)));
            found.AddRange(pages);
        }

        return found;
    }

    private async Task<(ProviderAnswer Answer, SecretText? Token, DateTimeOffset Ends)> LengthenAsync(SecretText shorter, CancellationToken cancellationToken) =>
        await TokenAsync(cancellationToken, ("grant_type", "fb_exchange_token"), ("fb_exchange_token", shorter.Reveal()));

    /// <summary>In a form: codes, tokens and our secret stay out of addresses.</summary>
    private async Task<(ProviderAnswer Answer, SecretText? Token, DateTimeOffset Ends)> TokenAsync(CancellationToken cancellationToken, params (string, string?)[] form)
    {
        var reply = await graph.SendAsync(HttpMethod.Post, "oauth/access_token", null, [("client_id", options.AppId), ("client_secret", options.AppSecret?.Reveal()), .. form], cancellationToken);
        if (!reply.IsGood || reply["access_token"] is not { Length: > 0 } token)
        {
            return (GraphAnswers.Of(reply, PublishStep.Check) is { IsOk: false } refusal ? refusal : new ProviderAnswer(PublishOutcome.Retry) { Cause = "Facebook gave no token.", NextStep = "Connect again." }, null, default);
        }

        var seconds = double.TryParse(reply["expires_in"], CultureInfo.InvariantCulture, out var said) ? said : UsualSeconds;
        return (ProviderAnswer.Ok, new SecretText(token), clock.GetUtcNow().AddSeconds(seconds));
    }
}
