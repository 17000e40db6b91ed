using System.Globalization;
using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.GoogleBusiness;

/// <summary>Posts of a location: made, edited, deleted, listed. Being made is not being public: moderation comes after.</summary>
public sealed class LocalPosts(SimulatedWorld world, GoogleAccess access, Moderation moderation)
{
    private const int UsuallyPerPage = 20;
    private const int MostPerPage = 100;

    private static readonly string[] Editable =
        ["summary", "callToAction", "event", "offer", "languageCode", "media", "topicType", "alertType", "scheduledTime"];

    public Answer Create(Call call, string account, string id)
    {
        var location = access.Location(call, account, id);
        if (!location.CanPost)
        {
            throw GoogleError.Refuse("FAILED_PRECONDITION", "The location cannot operate local posts.");
        }

        var body = call.Json ?? throw GoogleError.Invalid("local_post", "A local post is required");
        LocalPostRules.Check(body);
        CountEdit(location);
        var post = new LocalPost
        {
            Id = world.State.NextId(),
            Location = location,
            Content = Only(body, Editable),
            State = LocalPostStates.Processing,
            CreatedAt = world.Now,
            UpdatedAt = world.Now,
        };
        location.Posts.Add(post);
        Record(post, LedgerKinds.Prepared, call.Number, "created");
        if (ScheduledFor(body) is { } at && at > world.Now)
        {
            post.State = LocalPostStates.Scheduled;
            world.Plan(at, () => moderation.Begin(post));
        }
        else
        {
            moderation.Begin(post);
        }

        return Answer.Json(Node(post));
    }

    public Answer List(Call call, string account, string id)
    {
        var posts = Enumerable.Reverse(access.Location(call, account, id).Posts).Where(post => !post.IsDeleted).ToList();
        return Answer.Json(GooglePaging.List(call, "localPosts", posts, UsuallyPerPage, MostPerPage, Node));
    }

    public Answer Get(Call call, string account, string id, string postId) => Answer.Json(Node(Find(call, account, id, postId)));

    public Answer Patch(Call call, string account, string id, string postId)
    {
        var post = Find(call, account, id, postId);
        var mask = (call["updateMask"] ?? throw GoogleError.Invalid("update_mask", "updateMask is required")).Split(',');
        if (mask.FirstOrDefault(field => !Editable.Contains(field.Split('.')[0])) is { } wrong)
        {
            throw GoogleError.Invalid("update_mask", "Not a field of a local post", wrong);
        }

        var changes = Only(call.Json ?? [], mask);
        var next = (JsonObject)post.Content.DeepClone();
        foreach (var field in mask)
        {
            next[field] = changes[field]?.DeepClone();
        }

        LocalPostRules.Check(next);
        CountEdit(post.Location);
        foreach (var field in mask)
        {
            post.Content[field] = changes[field]?.DeepClone();
        }

        post.UpdatedAt = world.Now;
        Record(post, LedgerKinds.Changed, call.Number, "edited");
        return Answer.Json(Node(post));
    }

    public Answer Delete(Call call, string account, string id, string postId)
    {
        var post = Find(call, account, id, postId);
        var wasVisible = post.IsVisible;
        post.IsDeleted = true;
        Record(post, wasVisible ? LedgerKinds.Hidden : LedgerKinds.Changed, call.Number, "deleted");
        return Answer.Json(new JsonObject());
    }

    private LocalPost Find(Call call, string account, string id, string postId) =>
        access.Location(call, account, id).Posts.FirstOrDefault(post => post.Id == postId && !post.IsDeleted) ?? throw GoogleError.Missing();

    private void CountEdit(GoogleLocation location)
    {
        location.Edits.RemoveAll(at => at <= world.Now.AddMinutes(-1));
        if (world.Settings.GoogleEditsPerMinute is > 0 and var most && location.Edits.Count >= most)
        {
            throw GoogleError.Refuse("RESOURCE_EXHAUSTED", $"Only {most} edits per minute are allowed for a Business Profile.", GoogleError.Retry(60));
        }

        location.Edits.Add(world.Now);
    }

    private static DateTimeOffset? ScheduledFor(JsonObject body) =>
        DateTimeOffset.TryParse((string?)body["scheduledTime"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static JsonObject Only(JsonObject body, IEnumerable<string> names)
    {
        var wanted = names.ToHashSet();
        return new JsonObject(body.Where(pair => wanted.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
    }

    private static JsonObject Node(LocalPost post)
    {
        var node = (JsonObject)post.Content.DeepClone();
        node.Insert(0, "name", post.Name);
        node["state"] = post.State;
        node["createTime"] = Time(post.CreatedAt);
        node["updateTime"] = Time(post.UpdatedAt);
        if (post.State == LocalPostStates.Live)
        {
            node["searchUrl"] = post.SearchUrl;
        }

        return node;
    }

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private void Record(LocalPost post, string kind, long request, string detail) => world.Record(Moderation.Row(post, kind, detail) with { Request = request });
}
