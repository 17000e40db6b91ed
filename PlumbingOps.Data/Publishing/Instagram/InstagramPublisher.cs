using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Graph;
using PlumbingOps.Data.Publishing.Metrics;

namespace PlumbingOps.Data.Publishing.Instagram;

/// <summary>
/// Instagram, a picture or a carousel: container, poll, publish, read. A container never says which post it became, so an open question is answered by the
/// account's own list.
/// </summary>
public sealed partial class InstagramPublisher : IPublisher, IDisposable
{
    public const int TextMaxLength = 2200;
    public const int MostHashtags = 30;
    public const int MostMentions = 20;
    public const int MostPictures = 10;
    private const string Jpeg = "image/jpeg";

    /// <summary>Tokens of Instagram's own login; the two hosts do not know each other's.</summary>
    private const string OwnLogin = "IG";

    private readonly InstagramOptions options;
    private readonly TimeProvider clock;
    private readonly ProviderCalls calls;
    private readonly GraphClient own;
    private readonly GraphClient throughFacebook;

    public InstagramPublisher(ProviderOptions providers, TimeProvider clock)
    {
        (options, this.clock) = (providers.Instagram, clock);
        calls = new ProviderCalls(options);
        own = new GraphClient(options.Graph, options.Version, options.AppSecret, calls);
        throughFacebook = new GraphClient(providers.Facebook.Graph, providers.Facebook.Version, providers.Facebook.AppSecret, calls);
    }

    public Provider Provider => Provider.Instagram;

    public CallOptions Options => options;

    public async Task<ProviderAnswer> PrepareAsync(PublishTarget target, PublishDraft draft, string? prepared, CancellationToken cancellationToken = default)
    {
        if (Fault(draft) is { } fault)
        {
            return fault;
        }

        var containers = InstagramContainers.Read(prepared);
        if (containers.IsNothing)
        {
            containers = containers with { Since = clock.GetUtcNow() };
        }

        if (containers.Since + options.ContainerPatience < clock.GetUtcNow())
        {
            return new ProviderAnswer(PublishOutcome.Retry) { Code = "never ready", Cause = "Instagram did not get ready in time; the post is prepared anew.", Prepared = "" };
        }

        return draft.Pictures.Count == 1 ? await PictureAsync(target, draft, containers, cancellationToken) : await CarouselAsync(target, draft, containers, cancellationToken);
    }

    public async Task<ProviderAnswer> CheckAsync(PublishTarget target, PublishDraft draft, string? prepared, CancellationToken cancellationToken = default)
    {
        var reply = await Graph(target).GetAsync($"{target.ExternalId}/content_publishing_limit", target.Token, cancellationToken, ("fields", "quota_usage,config"));
        var answer = GraphAnswers.Of(reply, PublishStep.Check);
        if (!answer.IsOk || reply.Json!["data"]?[0] is not { } limit)
        {
            return answer;
        }

        var (used, total) = (GraphAnswers.Total(limit["quota_usage"]), GraphAnswers.Total(limit["config"]?["quota_total"]));
        return used >= total
            ? new ProviderAnswer(PublishOutcome.RateLimited) { Code = "quota", Cause = $"Instagram's {total} posts of the last 24 hours are used up.", NextStep = "Nothing to do: it goes out when there is room again.", After = TimeSpan.FromMinutes(30), DailyQuota = (int?)total }
            : answer with { DailyQuota = (int?)total };
    }

    public async Task<ProviderAnswer> CommitAsync(PublishTarget target, PublishDraft draft, string? prepared, CommitGuard guard, CancellationToken cancellationToken = default)
    {
        var reply = await Graph(target).CommitAsync(
            $"{target.ExternalId}/media_publish", target.Token, guard, cancellationToken, ("creation_id", InstagramContainers.Read(prepared).Post));
        return GraphAnswers.Committed(reply, reply["id"], null);
    }

    public async Task<ReadBackAnswer> ReadBackAsync(PublishTarget target, PublishDraft draft, string? prepared, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var container = InstagramContainers.Read(prepared).Post;
        var status = container is null ? null : await Graph(target).GetAsync(container, target.Token, cancellationToken, ("fields", "id,status_code"));
        var code = status?["status_code"];
        var from = since - GraphAnswers.Earlier;
        var (media, failed) = await MediaAsync(target, from, cancellationToken);
        var seen = media.Select(m => new { id = ProviderReply.Text(m["id"]), at = ProviderReply.Text(m["timestamp"]), text = ProviderReply.Text(m["caption"]) is { Length: > 80 } text ? text[..80] + "…" : ProviderReply.Text(m["caption"]) }).ToList();
        if (media.Find(m => SameText.Is(ProviderReply.Text(m["caption"]), draft.Text) && GraphAnswers.Time(m["timestamp"]) >= from) is { } found)
        {
            return new ReadBackAnswer(ReadBackVerdict.Found, GraphAnswers.Evidence(new { looked = clock.GetUtcNow(), container = code, matches = ProviderReply.Text(found["id"]), seen }))
            {
                ExternalId = ProviderReply.Text(found["id"]),
                Url = ProviderReply.Text(found["permalink"]),
            };
        }

        var evidence = GraphAnswers.Evidence(new { looked = clock.GetUtcNow(), since, container = code, seen });
        return failed is not null || status is { IsGood: false }
            ? new ReadBackAnswer(ReadBackVerdict.CouldNotLook, evidence) { Failure = GraphAnswers.Of(failed ?? status!, PublishStep.ReadBack) }
            // Published, says the container, and the list does not show it yet: that is no "not found".
            : code == "PUBLISHED" ? new ReadBackAnswer(ReadBackVerdict.CouldNotLook, evidence)
            : new ReadBackAnswer(ReadBackVerdict.NotFound, evidence) { IsStillPrepared = code == "FINISHED" };
    }

    public async Task<ProviderAnswer> ReadAsync(PublishTarget target, string externalId, CancellationToken cancellationToken = default)
    {
        var reply = await Graph(target).GetAsync(externalId, target.Token, cancellationToken, ("fields", "id,permalink"));
        return GraphAnswers.Of(reply, PublishStep.ReadBack) with { ExternalId = externalId, Url = reply["permalink"] };
    }

    public Task<MetricsAnswer> ReadMetricsAsync(PublishTarget target, string externalId, IReadOnlySet<string> dead, CancellationToken cancellationToken = default) =>
        InstagramMetrics.OfPostAsync(Graph(target), target, externalId, dead, cancellationToken);

    /// <summary>Instagram's own tokens cannot be inspected: they are used.</summary>
    public async Task<TokenAnswer> CheckTokenAsync(PublishTarget target, CancellationToken cancellationToken = default)
    {
        var reply = await Graph(target).GetAsync($"{target.ExternalId}/content_publishing_limit", target.Token, cancellationToken, ("fields", "quota_usage,config"));
        return new TokenAnswer(GraphAnswers.Of(reply, PublishStep.Check), null, null, []);
    }

    public void Dispose() => calls.Dispose();

    private GraphClient Graph(PublishTarget target) => target.Token.Reveal().StartsWith(OwnLogin, StringComparison.Ordinal) ? own : throughFacebook;

    private async Task<ProviderAnswer> PictureAsync(PublishTarget target, PublishDraft draft, InstagramContainers containers, CancellationToken cancellationToken)
    {
        if (containers.Post is null)
        {
            var picture = draft.Pictures[0];
            var (answer, id) = await CreateAsync(target, cancellationToken, ("image_url", picture.Address?.ToString()), ("caption", draft.Text), ("alt_text", picture.AltText));
            return id is null ? answer : ProviderAnswer.NotYet((containers with { Post = id }).Write(), Next(containers));
        }

        return await PollAsync(target, [containers.Post], containers, cancellationToken) ?? ProviderAnswer.Ok with { Prepared = containers.Write() };
    }

    private async Task<ProviderAnswer> CarouselAsync(PublishTarget target, PublishDraft draft, InstagramContainers containers, CancellationToken cancellationToken)
    {
        if (containers.Post is not null)
        {
            return await PollAsync(target, [containers.Post], containers, cancellationToken) ?? ProviderAnswer.Ok with { Prepared = containers.Write() };
        }

        foreach (var picture in draft.Pictures.Skip(containers.Items.Count))
        {
            var (answer, id) = await CreateAsync(target, cancellationToken, ("is_carousel_item", "true"), ("image_url", picture.Address?.ToString()), ("alt_text", picture.AltText));
            if (id is null)
            {
                return answer with { Prepared = answer.Prepared ?? containers.Write() };
            }

            containers = containers with { Items = [.. containers.Items, id] };
            if (containers.Items.Count == draft.Pictures.Count)
            {
                return ProviderAnswer.NotYet(containers.Write(), Next(containers));
            }
        }

        // The whole is made when every part is finished.
        if (await PollAsync(target, containers.Items, containers, cancellationToken) is { } wait)
        {
            return wait;
        }

        var (made, post) = await CreateAsync(target, cancellationToken, ("media_type", "CAROUSEL"), ("children", string.Join(',', containers.Items)), ("caption", draft.Text));
        return post is null ? made with { Prepared = made.Prepared ?? containers.Write() } : ProviderAnswer.NotYet((containers with { Post = post, Looks = 0 }).Write(), Next(containers with { Looks = 0 }));
    }

    private async Task<(ProviderAnswer Answer, string? Id)> CreateAsync(PublishTarget target, CancellationToken cancellationToken, params (string, string?)[] form)
    {
        var reply = await Graph(target).PrepareAsync($"{target.ExternalId}/media", target.Token, cancellationToken, form);
        var answer = GraphAnswers.Of(reply, PublishStep.Prepare);
        return answer.IsOk && reply["id"] is null ? (new ProviderAnswer(PublishOutcome.Retry) { Cause = "Instagram prepared a post without naming it." }, null) : (answer, answer.IsOk ? reply["id"] : null);
    }

    /// <summary>Null when all are finished.</summary>
    private async Task<ProviderAnswer?> PollAsync(PublishTarget target, IReadOnlyList<string> ids, InstagramContainers containers, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            var reply = await Graph(target).GetAsync(id, target.Token, cancellationToken, ("fields", "id,status_code,status"));
            if (GraphAnswers.Of(reply, PublishStep.Prepare) is { IsOk: false } refusal)
            {
                return refusal.Outcome == PublishOutcome.NotFound ? refusal with { Outcome = PublishOutcome.Retry, Prepared = "" } : refusal with { Prepared = refusal.Prepared ?? containers.Write() };
            }

            switch (reply["status_code"])
            {
                case "FINISHED":
                    continue;
                case "ERROR":
                    return Failed(reply);
                case "EXPIRED":
                    return new ProviderAnswer(PublishOutcome.Retry) { Code = "EXPIRED", Cause = "Instagram dropped what was prepared; it is prepared anew.", Prepared = "" };
                case "PUBLISHED":
                    // Never published twice: whoever prepared this did so for another call.
                    return new ProviderAnswer(PublishOutcome.Unknown) { Code = "PUBLISHED", Cause = "Instagram says what we prepared is published already.", NextStep = "Nothing yet: PlumbingOps looks whether it is there." };
                default:
                    var later = containers with { Looks = containers.Looks + 1 };
                    return ProviderAnswer.NotYet(later.Write(), Next(later));
            }
        }

        return null;
    }

    /// <summary>The text of the status carries the number that an error would have.</summary>
    private static ProviderAnswer Failed(ProviderReply reply)
    {
        var subcode = Subcode().Match(reply["status"] ?? "") is { Success: true } match ? int.Parse(match.Value, CultureInfo.InvariantCulture) : 0;
        var error = new JsonObject { ["code"] = CodeOf(subcode), ["error_subcode"] = subcode, ["message"] = reply["status"] };
        var answer = GraphErrors.Classify(new ProviderReply(400, new JsonObject { ["error"] = error }, reply.Headers, null), PublishStep.Prepare);
        return answer.Outcome == PublishOutcome.Retry ? answer with { Prepared = "" } : answer;
    }

    private static int CodeOf(int subcode) => subcode switch
    {
        2207003 or 2207020 => -2,
        2207004 => 36000,
        2207005 => 36001,
        2207009 => 36003,
        2207010 => 36004,
        2207026 => 352,
        2207052 => 9004,
        _ => -1,
    };

    private TimeSpan Next(InstagramContainers containers) => options.Polls[Math.Min(containers.Looks, options.Polls.Count - 1)];

    private async Task<(List<JsonNode> Media, ProviderReply? Failed)> MediaAsync(PublishTarget target, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var found = new List<JsonNode>();
        string? after = null;
        const int MostPages = 10;
        for (var page = 0; page < MostPages; page++)
        {
            var reply = await Graph(target).GetAsync($"{target.ExternalId}/media", target.Token, cancellationToken, ("fields", "id,caption,timestamp,permalink"), ("limit", "50"), ("after", after));
            if (!reply.IsGood || reply.Json!["data"] is not JsonArray media)
            {
                return (found, reply);
            }

            found.AddRange(media.OfType<JsonNode>());
            // The newest come first: what lies before the call is not looked through.
            if (media.Any(m => GraphAnswers.Time(m?["timestamp"]) < from) || reply.Json["paging"]?["next"] is null || ProviderReply.Text(reply.Json["paging"]?["cursors"]?["after"]) is not { } next)
            {
                return (found, null);
            }

            after = next;
        }

        return (found, ProviderReply.Silent(ReplyFault.Dropped));
    }

    private static ProviderAnswer? Fault(PublishDraft draft) =>
        draft.Pictures.Count == 0 ? ProviderAnswer.Refused("pictures", "Instagram takes no post without a picture.", "Add a picture, have it approved again, and schedule it.")
        : draft.Pictures.Count > MostPictures ? ProviderAnswer.Refused("pictures", $"Instagram takes {MostPictures} pictures in a post.", "Take pictures out, have it approved again, and schedule it.")
        : draft.Pictures.Any(p => p.ContentType != Jpeg) ? ProviderAnswer.Refused("media", "Instagram takes JPEG pictures only.", "Crop the picture for Instagram: the crop is a JPEG. Then have it approved again.")
        : draft.Text.Length > TextMaxLength ? ProviderAnswer.Refused("text", $"Instagram takes {TextMaxLength:N0} characters.", "Shorten the text for Instagram, have it approved again, and schedule it.")
        : Hashtags().Count(draft.Text) > MostHashtags ? ProviderAnswer.Refused("text", $"Instagram takes {MostHashtags} hashtags.", "Take hashtags out, have it approved again, and schedule it.")
        : Mentions().Count(draft.Text) > MostMentions ? ProviderAnswer.Refused("text", $"Instagram takes {MostMentions} mentions.", "Take mentions out, have it approved again, and schedule it.")
        : null;

    [GeneratedRegex(@"(?<!\w)#\w+")]
    private static partial Regex Hashtags();

    [GeneratedRegex(@"(?<!\w)@\w+")]
    private static partial Regex Mentions();

    [GeneratedRegex(@"2207\d{3}")]
    private static partial Regex Subcode();
}

/// <summary>How far the preparation is, as the ledger keeps it: "since;looks;items;post".</summary>
internal sealed record InstagramContainers(DateTimeOffset Since, int Looks, IReadOnlyList<string> Items, string? Post)
{
    private static readonly InstagramContainers Nothing = new(DateTimeOffset.UnixEpoch, 0, [], null);

    public bool IsNothing => Since == DateTimeOffset.UnixEpoch;

    public static InstagramContainers Read(string? prepared) =>
        prepared?.Split(';') is [var since, var looks, var items, var post]
            ? new(DateTimeOffset.FromUnixTimeSeconds(long.Parse(since, CultureInfo.InvariantCulture)), int.Parse(looks, CultureInfo.InvariantCulture), items.Split(',', StringSplitOptions.RemoveEmptyEntries), post.Length == 0 ? null : post)
            : Nothing;

    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{Since.ToUnixTimeSeconds()};{Looks};{string.Join(',', Items)};{Post}");
}
