using System.Text.Json;
using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.Webhooks;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Facebook;

/// <summary>Posts on a Page: text, link, several photos, now or at a time.</summary>
public sealed class PagePublishing(SimulatedWorld world, GraphAccess access, PageReads reads, WebhookOutbox webhooks)
{
    public const int MostCharacters = 63_206;
    private static readonly TimeSpan SoonestSchedule = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LatestSchedule = TimeSpan.FromDays(30);

    /// <summary>A host whose pages cannot be read; any link to it is refused.</summary>
    private const string UnreadableHost = "unreadable.example.com";

    public Answer Feed(Call call, string id)
    {
        var page = access.PageToPostOn(call, id);
        var message = call["message"] ?? "";
        var link = call["link"];
        var photos = Attached(call, page);
        if (message.Length == 0 && link is null && photos.Count == 0)
        {
            throw GraphError.Refuse(100, message: "(#100) Missing message or attachment.");
        }

        CheckText(page, message, photos.Count > 0 || link is not null);
        CheckLink(link);
        var post = Publish(call, page, message, link, photos, publishAt: Schedule(call));
        return reads.Created(call, post);
    }

    /// <summary>The one place where a post begins to exist. A published one is in the ledger before the answer leaves.</summary>
    public FacebookPost Publish(Call call, FacebookPage page, string message, string? link, IReadOnlyList<FacebookPhoto> photos, DateTimeOffset? publishAt)
    {
        CheckSpeed(page);
        var isPublished = !call.IsFalse("published");
        var post = new FacebookPost
        {
            Id = $"{page.Id}_{world.State.NextId()}",
            Page = page,
            Message = message,
            Link = link,
            Photos = [.. photos.Select(photo => photo.Source ?? photo.Id)],
            App = call.Token!.App,
            CreatedAt = world.Now,
            IsPublished = isPublished,
            PublishAt = publishAt,
        };
        foreach (var photo in photos)
        {
            photo.UsedBy = post;
        }

        world.State.Posts[post.Id] = post;
        page.Posts.Add(post);
        Record(post, isPublished ? LedgerKinds.Visible : LedgerKinds.Prepared, call.Number, null);
        webhooks.Told(post, "add");
        if (publishAt is { } at)
        {
            world.Plan(at, () => GoOut(post));
        }

        return post;
    }

    public Answer Edit(Call call, string id)
    {
        var post = Own(call, id);
        var message = call["message"] ?? throw GraphError.MissingParameter("message");
        CheckText(post.Page, message, mayRepeat: true);
        post.Message = message;
        Record(post, LedgerKinds.Changed, call.Number, "edited");
        webhooks.Told(post, "edited");
        return Answer.Success();
    }

    public Answer Delete(Call call, string id)
    {
        var post = Own(call, id);
        post.IsDeleted = true;
        Record(post, LedgerKinds.Hidden, call.Number, "deleted");
        webhooks.Told(post, "remove");
        return Answer.Success();
    }

    public Answer Comment(Call call, string id)
    {
        var post = access.Token(call).Account is { } page && world.State.Posts.TryGetValue(id, out var found) && found.IsVisible && found.Page.Id == page
            ? found
            : throw GraphError.Missing(id);
        GraphAccess.NeedScope(call.Token!, "pages_manage_engagement");
        var comment = new FacebookComment($"{post.Id.Split('_')[1]}_{world.State.NextId()}", call["message"] ?? throw GraphError.MissingParameter("message"), world.Now);
        post.Comments.Add(comment);
        world.Record(new LedgerRow
        {
            Kind = LedgerKinds.Changed,
            Provider = Providers.Facebook,
            Request = call.Number,
            Account = page,
            Id = post.Id,
            Text = comment.Message,
            Detail = $"comment {comment.Id}",
        });
        return Answer.Json(new JsonObject { ["id"] = comment.Id });
    }

    public void CheckText(FacebookPage page, string message, bool mayRepeat)
    {
        if (message.Length > MostCharacters)
        {
            throw GraphError.Refuse(100, message: "(#100) The message is too long.");
        }

        if (world.Settings.RefuseIdenticalPosts && !mayRepeat && page.Posts.LastOrDefault(post => post.IsVisible) is { } last && last.Message == message)
        {
            throw GraphError.Refuse(506);
        }
    }

    private void GoOut(FacebookPost post)
    {
        if (post.IsDeleted || post.IsPublished)
        {
            return;
        }

        (post.IsPublished, post.CreatedAt) = (true, world.Now);
        Record(post, LedgerKinds.Visible, null, "at its scheduled time");
        webhooks.Told(post, "add");
    }

    private FacebookPost Own(Call call, string id)
    {
        var token = access.Token(call);
        var post = world.State.Posts.TryGetValue(id, out var found) && !found.IsDeleted && found.Page.Id == token.Account ? found : throw GraphError.Missing(id);
        GraphAccess.NeedScope(token, "pages_manage_posts");
        return post.App == token.App ? post : throw GraphError.Refuse(200, message: "(#200) Only posts made by this app can be changed by it.");
    }

    private List<FacebookPhoto> Attached(Call call, FacebookPage page)
    {
        var list = call.Json?["attached_media"] as JsonArray;
        var ids = list is not null
            ? list.Select(item => (string?)item?["media_fbid"])
            : call.Parameters.Where(pair => pair.Key.StartsWith("attached_media[", StringComparison.Ordinal)).OrderBy(Index).Select(pair => MediaId(pair.Value));
        return [.. ids.Select(id => PageMedia.Usable(world, page, id ?? ""))];
    }

    private static int Index(KeyValuePair<string, string> field) =>
        int.TryParse(field.Key.AsSpan("attached_media[".Length).TrimEnd(']'), out var index) ? index : int.MaxValue;

    private static string? MediaId(string json)
    {
        try
        {
            return (string?)JsonNode.Parse(json)?["media_fbid"];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw GraphError.Refuse(100, message: "(#100) Param attached_media must be an array of objects");
        }
    }

    private static void CheckLink(string? link)
    {
        if (link is null)
        {
            return;
        }

        if (!Uri.TryCreate(link, UriKind.Absolute, out var address) || !address.Scheme.StartsWith("http", StringComparison.Ordinal))
        {
            throw GraphError.Refuse(1500);
        }

        if (address.Host is "facebook.com" or "www.facebook.com")
        {
            throw GraphError.Refuse(200, 1609008);
        }

        if (address.Host == UnreadableHost)
        {
            throw GraphError.Refuse(1609005);
        }
    }

    private DateTimeOffset? Schedule(Call call)
    {
        if (GraphTime.Read(call["scheduled_publish_time"]) is not { } at)
        {
            return null;
        }

        return call.IsFalse("published") && at >= world.Now + SoonestSchedule && at <= world.Now + LatestSchedule
            ? at
            : throw GraphError.Refuse(100, message: "(#100) The specified scheduled publish time is invalid.");
    }

    private void CheckSpeed(FacebookPage page)
    {
        var least = TimeSpan.FromSeconds(world.Settings.FacebookSpacingSeconds);
        if (least > TimeSpan.Zero && page.Posts.LastOrDefault(post => post.IsPublished) is { } last && world.Now < last.CreatedAt + least)
        {
            throw GraphError.Refuse(368, 1390008);
        }
    }

    private void Record(FacebookPost post, string kind, long? request, string? detail) => world.Record(new LedgerRow
    {
        Kind = kind,
        Provider = Providers.Facebook,
        Request = request,
        Account = post.Page.Id,
        Id = post.Id,
        Text = post.Message,
        Detail = detail ?? (post.Link is null ? null : $"link {post.Link}"),
        Attachments = post.Photos.Count > 0 ? post.Photos : null,
    });
}
