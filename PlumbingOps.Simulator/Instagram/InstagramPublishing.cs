using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Instagram;

/// <summary>The second half: a finished container becomes public, and never says which medium it became.</summary>
public sealed class InstagramPublishing(SimulatedWorld world, GraphAccess access)
{
    private static readonly TimeSpan QuotaWindow = TimeSpan.FromHours(24);

    public Answer Publish(Call call, string id)
    {
        var profile = access.Profile(call, id, "instagram_content_publish", "instagram_business_content_publish");
        var creation = call["creation_id"] ?? throw GraphError.MissingParameter("creation_id");
        if (!world.State.Containers.TryGetValue(creation, out var container) || container.Profile != profile || container.IsCarouselItem)
        {
            throw GraphError.Refuse(24, 2207008);
        }

        if (Used(profile) >= world.Settings.InstagramDailyQuota)
        {
            throw GraphError.Refuse(9, 2207042);
        }

        var status = container.StatusAt(world.Now);
        if (status == ContainerStatus.Expired || (status == ContainerStatus.Published && !world.Settings.InstagramPublishesTwice))
        {
            throw GraphError.Refuse(24, 2207008);
        }

        if (status is ContainerStatus.InProgress or ContainerStatus.Error)
        {
            throw GraphError.Refuse(9007, 2207027);
        }

        return Answer.Json(new JsonObject { ["id"] = GoLive(call, container).Id });
    }

    public Answer Quota(Call call, string id)
    {
        var profile = access.Profile(call, id, "instagram_content_publish", "instagram_business_content_publish");
        return Answer.Json(new JsonObject
        {
            ["data"] = new JsonArray(new JsonObject
            {
                ["quota_usage"] = Used(profile),
                ["config"] = new JsonObject { ["quota_total"] = world.Settings.InstagramDailyQuota, ["quota_duration"] = (int)QuotaWindow.TotalSeconds },
            }),
        });
    }

    /// <summary>Only through Facebook's login, with a permission of its own.</summary>
    public Answer Delete(Call call, string id)
    {
        var medium = world.State.Media[id];
        access.Profile(call, medium.Profile.Id, "instagram_basic", "instagram_business_basic");
        if (call.Token!.Kind == TokenKind.Instagram)
        {
            throw GraphError.Missing(id);
        }

        GraphAccess.NeedScope(call.Token, "instagram_manage_contents");
        if (medium.IsDeleted)
        {
            throw GraphError.Missing(id);
        }

        medium.IsDeleted = true;
        Record(medium, LedgerKinds.Hidden, call.Number, "deleted");
        return Answer.Success();
    }

    public Answer Comment(Call call, string id)
    {
        var medium = world.State.Media[id];
        access.Profile(call, medium.Profile.Id, "instagram_manage_comments", "instagram_business_manage_comments");
        var message = call["message"] ?? throw GraphError.MissingParameter("message");
        medium.Comments.Add(message);
        Record(medium, LedgerKinds.Changed, call.Number, $"comment: {message}");
        return Answer.Json(new JsonObject { ["id"] = world.State.NextId() });
    }

    private InstagramMedium GoLive(Call call, InstagramContainer container)
    {
        container.IsPublished = true;
        var medium = new InstagramMedium
        {
            Id = world.State.NextId(),
            Profile = container.Profile,
            MediaType = container.MediaType switch { "CAROUSEL" => "CAROUSEL_ALBUM", "REELS" => "VIDEO", "STORIES" => "IMAGE", _ => container.MediaType },
            Caption = container.Caption,
            Sources = container.Children.Count > 0 ? [.. container.Children.Select(child => child.Source ?? "")] : [container.Source ?? ""],
            PublishedAt = world.Now,
            App = call.Token!.App,
        };
        world.State.Media[medium.Id] = medium;
        container.Profile.Media.Add(medium);
        container.Profile.Published.Add(world.Now);
        Record(medium, LedgerKinds.Visible, call.Number, $"container {container.Id}");
        return medium;
    }

    private int Used(InstagramProfile profile)
    {
        profile.Published.RemoveAll(at => at <= world.Now - QuotaWindow);
        return profile.Published.Count;
    }

    private void Record(InstagramMedium medium, string kind, long request, string detail) => world.Record(new LedgerRow
    {
        Kind = kind,
        Provider = Providers.Instagram,
        Request = request,
        Account = medium.Profile.Id,
        Id = medium.Id,
        Text = medium.Caption,
        Detail = detail,
        Attachments = medium.Sources,
    });
}
