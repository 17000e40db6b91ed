using System.Globalization;
using System.Text.Json.Nodes;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Graph;
using PlumbingOps.Data.Publishing.Metrics;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing.Facebook;

/// <summary>A Facebook Page: text, link card, a photo, several photos (uploaded first, unpublished).</summary>
public sealed class FacebookPublisher : IPublisher, IDisposable
{
    public const int TextMaxLength = 63_206;
    public const int MostPhotos = 10;
    private static readonly string[] Needed = ["pages_manage_posts", "pages_read_engagement"];

    private readonly FacebookOptions options;
    private readonly TimeProvider clock;
    private readonly ProviderCalls calls;
    private readonly GraphClient graph;

    public FacebookPublisher(ProviderOptions providers, TimeProvider clock)
    {
        (options, this.clock) = (providers.Facebook, clock);
        calls = new ProviderCalls(options);
        graph = new GraphClient(options.Graph, options.Version, options.AppSecret, calls);
    }

    public Provider Provider => Provider.Facebook;

    public CallOptions Options => options;

    public async Task<ProviderAnswer> PrepareAsync(PublishTarget target, PublishDraft draft, string? prepared, CancellationToken cancellationToken = default)
    {
        if (Fault(draft) is { } fault)
        {
            return fault;
        }

        // One photo is uploaded by the commit itself.
        if (draft.Pictures.Count < 2)
        {
            return ProviderAnswer.Ok with { Prepared = "" };
        }

        var ids = new List<string>((prepared ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries));
        foreach (var picture in draft.Pictures.Skip(ids.Count))
        {
            var reply = await graph.PrepareAsync(
                $"{target.ExternalId}/photos", target.Token, cancellationToken, ("url", picture.Address?.ToString()), ("published", "false"), ("alt_text_custom", picture.AltText));
            var answer = GraphAnswers.Of(reply, PublishStep.Prepare);
            if (!answer.IsOk || reply["id"] is not { } id)
            {
                return (answer.IsOk ? new ProviderAnswer(PublishOutcome.Retry) { Cause = "Facebook took a photo without naming it." } : answer) with { Prepared = string.Join(',', ids) };
            }

            ids.Add(id);
        }

        return ProviderAnswer.Ok with { Prepared = string.Join(',', ids) };
    }

    /// <summary>Pages have no quota that could be asked for.</summary>
    public Task<ProviderAnswer> CheckAsync(PublishTarget target, PublishDraft draft, string? prepared, CancellationToken cancellationToken = default) => Task.FromResult(ProviderAnswer.Ok);

    public async Task<ProviderAnswer> CommitAsync(PublishTarget target, PublishDraft draft, string? prepared, CommitGuard guard, CancellationToken cancellationToken = default)
    {
        if (draft.Pictures is [var only])
        {
            var photo = await graph.CommitAsync(
                $"{target.ExternalId}/photos", target.Token, guard, cancellationToken,
                ("url", only.Address?.ToString()), ("message", Message(draft)), ("alt_text_custom", only.AltText), ("published", "true"));
            // Not "id": that is the photo, another thing.
            return GraphAnswers.Committed(photo, photo["post_id"], photo["post_id"] is { } id ? Permalink(id) : null);
        }

        var fields = new List<(string, string?)> { ("message", Message(draft)), ("fields", "id,permalink_url") };
        if (draft.Pictures.Count == 0)
        {
            fields.Add(("link", draft.Link));
        }

        fields.AddRange((prepared ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select((id, i) => ($"attached_media[{i}]", (string?)new JsonObject { ["media_fbid"] = id }.ToJsonString())));
        var reply = await graph.CommitAsync($"{target.ExternalId}/feed", target.Token, guard, cancellationToken, [.. fields]);
        return GraphAnswers.Committed(reply, reply["id"], reply["permalink_url"] ?? (reply["id"] is { } made ? Permalink(made) : null));
    }

    public async Task<ReadBackAnswer> ReadBackAsync(PublishTarget target, PublishDraft draft, string? prepared, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var from = (since - GraphAnswers.Earlier).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var (posts, failed) = await GraphAnswers.ListAsync(after => graph.GetAsync(
            $"{target.ExternalId}/published_posts", target.Token, cancellationToken,
            ("fields", "id,message,created_time,permalink_url,application,attachments"), ("since", from), ("limit", "100"), ("after", after)));
        var seen = posts.Select(p => new { id = ProviderReply.Text(p["id"]), at = ProviderReply.Text(p["created_time"]), text = Cut(ProviderReply.Text(p["message"])) }).ToList();
        if (posts.Find(post => IsOurs(post, draft)) is { } found)
        {
            var id = ProviderReply.Text(found["id"])!;
            return new ReadBackAnswer(ReadBackVerdict.Found, GraphAnswers.Evidence(new { looked = clock.GetUtcNow(), matches = id, seen }))
            {
                ExternalId = id,
                Url = ProviderReply.Text(found["permalink_url"]) ?? Permalink(id),
            };
        }

        return failed is null
            ? new ReadBackAnswer(ReadBackVerdict.NotFound, GraphAnswers.Evidence(new { looked = clock.GetUtcNow(), since, seen }))
            : new ReadBackAnswer(ReadBackVerdict.CouldNotLook, GraphAnswers.Evidence(new { looked = clock.GetUtcNow(), status = failed.Status, fault = $"{failed.Fault}" })) { Failure = GraphAnswers.Of(failed, PublishStep.ReadBack) };
    }

    public async Task<ProviderAnswer> ReadAsync(PublishTarget target, string externalId, CancellationToken cancellationToken = default)
    {
        var reply = await graph.GetAsync(externalId, target.Token, cancellationToken, ("fields", "id,permalink_url,is_published"));
        return GraphAnswers.Of(reply, PublishStep.ReadBack) with { ExternalId = externalId, Url = reply["permalink_url"] };
    }

    public Task<MetricsAnswer> ReadMetricsAsync(PublishTarget target, string externalId, IReadOnlySet<string> dead, CancellationToken cancellationToken = default) =>
        FacebookMetrics.OfPostAsync(graph, target, externalId, dead, cancellationToken);

    public Task<AccountMetricsAnswer> ReadAccountMetricsAsync(PublishTarget target, DateOnly first, DateOnly last, IReadOnlySet<string> dead, CancellationToken cancellationToken = default) =>
        FacebookMetrics.OfPageAsync(graph, target, first, last, dead, cancellationToken);

    public async Task<TokenAnswer> CheckTokenAsync(PublishTarget target, CancellationToken cancellationToken = default)
    {
        if (!options.IsRegistered)
        {
            return new TokenAnswer(new ProviderAnswer(PublishOutcome.Misconfigured) { Cause = "No app is registered with Facebook.", NextStep = "Set Publishing:Facebook:AppId and AppSecret." }, null, null, []);
        }

        // The app asks about a token of its own: its name and secret go in the header as one.
        var reply = await new GraphClient(options.Graph, options.Version, null, calls).SendAsync(
            HttpMethod.Get, "debug_token", new SecretText($"{options.AppId}|{options.AppSecret!.Reveal()}"), [("input_token", target.Token.Reveal())], cancellationToken);
        if (!reply.IsGood || reply.Json!["data"] is not JsonObject facts)
        {
            return new TokenAnswer(GraphAnswers.Of(reply, PublishStep.Check), null, null, []);
        }

        var scopes = (facts["scopes"] as JsonArray ?? []).Select(ProviderReply.Text).ToHashSet();
        var missing = Needed.Where(scope => !scopes.Contains(scope)).ToList();
        var answer = ProviderReply.Text(facts["is_valid"]) == "true"
            ? missing.Count == 0 ? ProviderAnswer.Ok : new ProviderAnswer(PublishOutcome.NeedsReconnect) { Cause = $"Rights are missing: {string.Join(", ", missing)}.", NextStep = "Reconnect the account and grant them." }
            : GraphErrors.Classify(new ProviderReply(400, new JsonObject { ["error"] = Death(facts) }, reply.Headers, null), PublishStep.Check);
        return new TokenAnswer(answer with { Usage = GraphUsage.Of(reply) }, GraphAnswers.Unix(facts["expires_at"]), GraphAnswers.Unix(facts["data_access_expires_at"]), missing);
    }

    public void Dispose() => calls.Dispose();

    /// <summary>debug_token says "subcode" where an error says "error_subcode".</summary>
    private static JsonObject Death(JsonObject facts) => new()
    {
        ["code"] = 190,
        ["error_subcode"] = facts["error"]?["subcode"]?.DeepClone(),
        ["message"] = facts["error"]?["message"]?.DeepClone() ?? "The token is not valid.",
    };

    private static ProviderAnswer? Fault(PublishDraft draft) =>
        draft.Text.Length > TextMaxLength ? ProviderAnswer.Refused("text", $"Facebook takes {TextMaxLength:N0} characters.", "Shorten the text, have it approved again, and schedule it.")
        : draft.Pictures.Count > MostPhotos ? ProviderAnswer.Refused("pictures", $"Facebook takes {MostPhotos} pictures in a post.", "Take pictures out, have it approved again, and schedule it.")
        : draft.Text.Length == 0 && draft.Pictures.Count == 0 && draft.Link is null ? ProviderAnswer.Refused("text", "There is nothing to say.", "Write the text, have it approved, and schedule it.")
        : null;

    private static string Message(PublishDraft draft) => ChannelLink.FacebookText(draft.Text, draft.Link, draft.Pictures.Count);

    /// <summary>The same words and as many pictures, made by our app.</summary>
    private bool IsOurs(JsonNode post, PublishDraft draft) =>
        SameText.Is(ProviderReply.Text(post["message"]), Message(draft))
        && (ProviderReply.Text(post["application"]?["id"]) is not { } app || app == options.AppId)
        && (post["attachments"]?["data"] is not JsonArray attached || draft.Pictures.Count == 0 || Pictures(attached) == draft.Pictures.Count);

    /// <summary>Several photos come as one album with sub-attachments, or side by side.</summary>
    private static int Pictures(JsonArray attached) => attached.Sum(a => a?["subattachments"]?["data"] is JsonArray parts ? parts.Count : 1);

    private static string Permalink(string id) => $"https://www.facebook.com/{id}";

    private static string? Cut(string? text) => text is { Length: > 80 } ? text[..80] + "…" : text;
}
