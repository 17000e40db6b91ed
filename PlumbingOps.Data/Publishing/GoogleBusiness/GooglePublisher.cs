using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Graph;
using PlumbingOps.Data.Publishing.Metrics;

namespace PlumbingOps.Data.Publishing.GoogleBusiness;

/// <summary>A Google Business Profile: standard, event, offer, with a button. That Google took a post is not that it shows it: moderation comes after.</summary>
public sealed class GooglePublisher : IPublisher, IDisposable
{
    public const int TextMaxLength = 1500;
    public const int EventTitleMaxLength = 58;
    private const int MostPages = 10;

    private readonly GoogleBusinessOptions options;
    private readonly TimeProvider clock;
    private readonly ProviderCalls calls;

    public GooglePublisher(ProviderOptions providers, TimeProvider clock)
    {
        (options, this.clock) = (providers.GoogleBusiness, clock);
        calls = new ProviderCalls(options);
    }

    public Provider Provider => Provider.GoogleBusiness;

    public CallOptions Options => options;

    /// <summary>Google fetches the picture itself, after its answer: there is nothing to prepare but the post.</summary>
    public Task<ProviderAnswer> PrepareAsync(PublishTarget target, PublishDraft draft, string? prepared, CancellationToken cancellationToken = default) =>
        Task.FromResult(Fault(draft) ?? ProviderAnswer.Ok with { Prepared = "" });

    public Task<ProviderAnswer> CheckAsync(PublishTarget target, PublishDraft draft, string? prepared, CancellationToken cancellationToken = default) => Task.FromResult(ProviderAnswer.Ok);

    public async Task<ProviderAnswer> CommitAsync(PublishTarget target, PublishDraft draft, string? prepared, CommitGuard guard, CancellationToken cancellationToken = default)
    {
        using var request = Request(HttpMethod.Post, options.Posts, $"v4/{Parent(target)}/localPosts", target);
        request.Content = new StringContent(Body(draft).ToJsonString(), Encoding.UTF8, "application/json");
        var reply = await calls.CommitAsync(request, guard, cancellationToken);
        var answer = Of(reply, PublishStep.Commit);
        return !answer.IsOk ? answer
            : reply["name"] is { Length: > 0 } name ? answer with { ExternalId = name, Url = reply["searchUrl"], Moderation = State(reply["state"]) }
            : new ProviderAnswer(PublishOutcome.Unknown) { Code = "no name", Cause = "Google answered without saying which post it made.", NextStep = "Nothing yet: PlumbingOps looks whether it is there.", IsBroken = true };
    }

    public async Task<ReadBackAnswer> ReadBackAsync(PublishTarget target, PublishDraft draft, string? prepared, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var from = since - GraphAnswers.Earlier;
        var seen = new List<object>();
        string? page = null;
        for (var i = 0; i < MostPages; i++)
        {
            using var request = Request(HttpMethod.Get, options.Posts, $"v4/{Parent(target)}/localPosts?pageSize=100{(page is null ? "" : $"&pageToken={Uri.EscapeDataString(page)}")}", target);
            var reply = await calls.SendAsync(request, cancellationToken);
            if (!reply.IsGood)
            {
                return new ReadBackAnswer(ReadBackVerdict.CouldNotLook, GraphAnswers.Evidence(new { looked = clock.GetUtcNow(), status = reply.Status, fault = $"{reply.Fault}" })) { Failure = Of(reply, PublishStep.ReadBack) };
            }

            var posts = (reply.Json!["localPosts"] as JsonArray ?? []).OfType<JsonObject>().ToList();
            var recent = posts.Where(p => GraphAnswers.Time(p["createTime"]) >= from).ToList();
            seen.AddRange(recent.Select(p => new { name = ProviderReply.Text(p["name"]), at = ProviderReply.Text(p["createTime"]), state = ProviderReply.Text(p["state"]) }));
            if (recent.Find(p => SameText.Is(ProviderReply.Text(p["summary"]), draft.Text)) is { } found)
            {
                return new ReadBackAnswer(ReadBackVerdict.Found, GraphAnswers.Evidence(new { looked = clock.GetUtcNow(), matches = ProviderReply.Text(found["name"]), seen }))
                {
                    ExternalId = ProviderReply.Text(found["name"]),
                    Url = ProviderReply.Text(found["searchUrl"]),
                };
            }

            if (ProviderReply.Text(reply.Json["nextPageToken"]) is not { Length: > 0 } next)
            {
                return new ReadBackAnswer(ReadBackVerdict.NotFound, GraphAnswers.Evidence(new { looked = clock.GetUtcNow(), since, seen }));
            }

            page = next;
        }

        return new ReadBackAnswer(ReadBackVerdict.CouldNotLook, GraphAnswers.Evidence(new { looked = clock.GetUtcNow(), since, note = "more posts than we look through", seen }));
    }

    public async Task<ProviderAnswer> ReadAsync(PublishTarget target, string externalId, CancellationToken cancellationToken = default)
    {
        using var request = Request(HttpMethod.Get, options.Posts, $"v4/{externalId}", target);
        var reply = await calls.SendAsync(request, cancellationToken);
        var answer = Of(reply, PublishStep.ReadBack);
        return answer.IsOk ? answer with { ExternalId = externalId, Url = reply["searchUrl"], Moderation = State(reply["state"]) } : answer;
    }

    /// <summary>Google ended figures per post in 2023: unknown, not zero.</summary>
    public Task<MetricsAnswer> ReadMetricsAsync(PublishTarget target, string externalId, IReadOnlySet<string> dead, CancellationToken cancellationToken = default) =>
        Task.FromResult(MetricsAnswer.Failed(ProviderAnswer.Ok, calls: 0));

    public async Task<AccountMetricsAnswer> ReadAccountMetricsAsync(PublishTarget target, DateOnly first, DateOnly last, IReadOnlySet<string> dead, CancellationToken cancellationToken = default)
    {
        using var request = Request(HttpMethod.Get, options.Performance, $"v1/locations/{target.ExternalId}:fetchMultiDailyMetricsTimeSeries?{GoogleMetrics.Query(first, last)}", target);
        var reply = await calls.SendAsync(request, cancellationToken);
        var answer = Of(reply, PublishStep.ReadBack);
        return answer.IsOk ? new AccountMetricsAnswer(answer, GoogleMetrics.Read(reply.Json!)) : AccountMetricsAnswer.Failed(answer);
    }

    public async Task<TokenAnswer> CheckTokenAsync(PublishTarget target, CancellationToken cancellationToken = default)
    {
        using var request = Request(HttpMethod.Get, options.Verifications, $"v1/locations/{target.ExternalId}/VoiceOfMerchantState", target);
        var reply = await calls.SendAsync(request, cancellationToken);
        var answer = Of(reply, PublishStep.Check);
        return new TokenAnswer(answer.IsOk && reply["hasVoiceOfMerchant"] != "true" ? Obstacle(reply.Json!) : answer, null, null, []);
    }

    public void Dispose() => calls.Dispose();

    /// <summary>Why a location takes no posts, as Google names it.</summary>
    public static ProviderAnswer Obstacle(JsonNode state) => new(PublishOutcome.NeedsAction)
    {
        Code = "no voice of merchant",
        Cause = state["verify"] is not null ? "The location is not verified."
            : state["waitForVoiceOfMerchant"] is not null ? "Google is still looking at the location."
            : state["resolveOwnershipConflict"] is not null ? "Somebody else owns the location at Google."
            : "Google has suspended the location.",
        NextStep = "Open the profile at business.google.com and do what it asks for, then press “Check again”.",
    };

    private static ProviderAnswer Of(ProviderReply reply, PublishStep step) => reply.IsGood ? ProviderAnswer.Ok : GoogleErrors.Classify(reply, step);

    private static HttpRequestMessage Request(HttpMethod method, Uri host, string path, PublishTarget target)
    {
        var request = new HttpRequestMessage(method, new Uri(host, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", target.Token.Reveal());
        return request;
    }

    /// <summary>The old API wants the long name; the short one is answered with a page.</summary>
    private static string Parent(PublishTarget target) => $"{target.ParentId}/locations/{target.ExternalId}";

    private static Moderation State(string? state) => state switch
    {
        "LIVE" or "RECURRING" => Moderation.Live,
        "REJECTED" => Moderation.Rejected,
        _ => Moderation.Pending,
    };

    private JsonObject Body(PublishDraft draft)
    {
        var body = new JsonObject
        {
            ["languageCode"] = options.Language,
            ["topicType"] = draft.Topic.ToString().ToUpperInvariant(),
            ["summary"] = draft.Text,
        };
        if (Button(draft) is { } button)
        {
            body["callToAction"] = button;
        }

        if (draft.Topic != GoogleTopic.Standard && draft.Event is { } happening)
        {
            body["event"] = new JsonObject
            {
                ["title"] = happening.Title,
                ["schedule"] = new JsonObject { ["startDate"] = Date(happening.StartsOn), ["endDate"] = Date(happening.EndsOn) },
            };
        }

        if (draft.Topic == GoogleTopic.Offer && draft.Offer is { } offer)
        {
            body["offer"] = new JsonObject { ["couponCode"] = offer.CouponCode, ["redeemOnlineUrl"] = offer.RedeemUrl, ["termsConditions"] = offer.Terms };
        }

        if (draft.Pictures is [var picture, ..])
        {
            body["media"] = new JsonArray(new JsonObject { ["mediaFormat"] = "PHOTO", ["sourceUrl"] = picture.Address?.ToString() });
        }

        return body;
    }

    /// <summary>A call dials the profile's own number; an offer has no button.</summary>
    private static JsonObject? Button(PublishDraft draft)
    {
        var action = draft.Action switch
        {
            CallToAction.Call => "CALL",
            CallToAction.Book => "BOOK",
            CallToAction.LearnMore => "LEARN_MORE",
            CallToAction.Order => "ORDER",
            CallToAction.SignUp => "SIGN_UP",
            _ => null,
        };
        return action is null || draft.Topic == GoogleTopic.Offer ? null
            : action == "CALL" ? new JsonObject { ["actionType"] = action }
            : new JsonObject { ["actionType"] = action, ["url"] = draft.Link };
    }

    private static JsonObject Date(DateOnly day) => new() { ["year"] = day.Year, ["month"] = day.Month, ["day"] = day.Day };

    private static ProviderAnswer? Fault(PublishDraft draft) =>
        draft.Text.Length > TextMaxLength ? ProviderAnswer.Refused("text", $"Google takes {TextMaxLength:N0} characters.", "Shorten the text for Google, have it approved again, and schedule it.")
        : draft.Topic != GoogleTopic.Standard && draft.Event is null ? ProviderAnswer.Refused("event", "An event or offer at Google needs a title and its days.", "Choose the event or offer, have it approved again, and schedule it.")
        : draft.Event is { Title.Length: > EventTitleMaxLength } && draft.Topic != GoogleTopic.Standard ? ProviderAnswer.Refused("event", $"Google takes {EventTitleMaxLength} characters in a title.", "Shorten the title of the event or offer, have the post approved again, and schedule it.")
        : draft.Action is not (CallToAction.None or CallToAction.Call) && draft.Topic != GoogleTopic.Offer && draft.Link is null ? ProviderAnswer.Refused("link", "The button leads nowhere.", "Give the content a link, have it approved again, and schedule it.")
        : null;
}
